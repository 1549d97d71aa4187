"""One question to one Answer: which way it is answered, and whether it can be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval import agendas
from retrieval.polling import Polling
from retrieval.question import parts
from retrieval.recorded import Recorded
from retrieval.standing import with_standing
from retrieval.standpoints import leans_on_votes, standpoint
from vectorstore.schema import (
    Answer,
)


@dataclass
class Response(Recorded):
    """The making of one answer."""

    def answer(self) -> Answer:
        """The answer, or the refusal."""
        answer = self._answered()
        answer = with_standing(answer, self.index.ledger, self.load, self.summary)
        return replace(agendas.noted(answer), limits=self.meant.told_limits())

    def _answered(self) -> Answer:
        if not self.summary.meetings:
            return self.refuse_with("not_found")
        return (
            self._impossible_day()
            or self.by_standpoint(parts(self.question.text))
            or self._by_case()
            or self._by_item()
            or self._by_overview()
            or self._why_away()
            or self._by_presence()
            or self._by_record()
            or self._unknown_day()
            or self.by_search()
        )

    def by_standpoint(self, texts: Sequence[str] = ()) -> Answer | None:
        """Answer what is asked of votes and presence.

        Of several questions (`texts`) only where the others ask of what the first one's lines say:
        "Hvem stemte imod, og hvorfor?"
        """
        question = self.question
        if len(texts) > 1:
            first, *others = (self.understood(text) for text in texts)
            if not all(leans_on_votes(each) for each in others):
                return None
            question = replace(first, periods=self.question.periods)
        asked = standpoint(question)
        if asked is None:
            return None
        response = replace(self, question=replace(question, language=self.question.language))
        response.write_into(self.draft)
        return Polling(response, asked).answer()
