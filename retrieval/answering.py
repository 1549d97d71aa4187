"""What all ways from a question to its answer share."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from retrieval import decisions, refusal
from retrieval.compose import Draft
from retrieval.meant import Before, Meant
from retrieval.overview import Overview
from retrieval.phrases import say
from retrieval.presence import Presence, names
from retrieval.question import Question, understand
from retrieval.telling import Telling
from retrieval.vocabulary import Vocabulary
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.schema import (
    AgendaItem,
    Answer,
    Filters,
    IndexSummary,
    Meeting,
    MeetingSummary,
    Passage,
)

_LONGEST_NAME = 5  # words of a question that is but somebody's name


@dataclass
class Answering(ABC):
    """What all ways to an answer share: the question, what is indexed, and the draft."""

    question: Question
    before: Before | None
    filters: Filters
    index: Index
    embedder: Callable[[], Embedder]
    vocabulary: Callable[[], Vocabulary]
    load: Callable[[str], Meeting]
    summary: IndexSummary
    seen: list[Passage] = field(default_factory=list)  # what searches found, best first
    draft: Draft = field(init=False)
    meant: Meant = field(init=False)
    telling: Telling = field(init=False)

    def __post_init__(self) -> None:
        self.draft = Draft(self.question)
        self.meant = Meant(self.question, self.before, self.summary, self.index.ledger)
        self.telling = Telling(self.draft, self.meant, self.index.ledger, self.load)

    def done(self) -> Answer | None:
        """The answer, if anything was written."""
        return self.draft.answer() if self.draft.statements else None

    def refuse_with(self, reason: str, **values: object) -> Answer:
        """A refusal whose explanation is the fixed sentence of the same name."""
        return self._refuse(reason, reason, values)

    def refuse_recorded(self, name: str, **values: object) -> Answer:
        """A refusal of what the minutes asked about do not record."""
        return self._refuse("not_recorded", name, values)

    def _refuse(self, reason: str, name: str, values: Mapping[str, object]) -> Answer:
        text = say(self.draft.language, name, **values)
        return refusal.refuse(self.draft, reason, text, self.summary)

    def treatments(self, case: str) -> list[tuple[MeetingSummary, AgendaItem]]:
        """The items of a case at the meetings that are searched."""
        searched = {meeting.id for meeting in self.summary.meetings}
        return [pair for pair in self.index.ledger.case_items(case) if pair[0].id in searched]

    def tell_cases(self) -> bool:
        """Tell a case that is named, where its text does not answer what is asked of it."""
        for case in self.question.cases:
            treatments = self.treatments(case)
            if treatments:
                decisions.tell_case(self.draft, case, treatments, self.load, self.meant.day())
        return bool(self.draft.statements)

    def told_by_name(self) -> Answer | None:
        """Tell of somebody whose name is all that is asked, where no item tells who it is."""
        if len(self.question.words) > _LONGEST_NAME:
            return None
        presence = self.presence()
        return self.told_presence(presence) if presence.only_a_name() else None

    def presence(self) -> Presence:
        """What the lists of participants tell of who is named."""
        ledger = self.index.ledger
        named = [name for name in ledger.participants() if names(self.question, name)]
        return Presence(self.draft, self.meant.scope(), named, ledger, self.load)

    def told_presence(self, presence: Presence) -> Answer:
        """What the lists tell, or that none was kept."""
        if presence.tell():
            return self.draft.answer()
        days = [each.held for each in self.meant.scope()]
        if len(days) == 1:
            return self.refuse_recorded("no_participants", day=days[0])
        return self.refuse_recorded("no_lists")

    def overview(self) -> Overview:
        """What is answered over many meetings."""
        passages = self.index.ledger.meeting_passages
        spoken_of = self.meant.meetings()
        return Overview(self.draft, self.meant.scope(), spoken_of, self.load, passages)

    def understood(self, part: str) -> Question:
        """A part of the question, read on its own."""
        summary = self.summary
        return understand(part, summary.committees, municipalities=summary.municipalities)

    def write_into(self, draft: Draft) -> None:
        """Add to an answer that is being written already."""
        self.draft = Draft(self.question, draft.statements, draft.cited, draft.topic)
        self.meant = Meant(self.question, self.before, self.summary, self.index.ledger)
        self.telling = Telling(self.draft, self.meant, self.index.ledger, self.load)

    @abstractmethod
    def by_standpoint(self) -> Answer | None:
        """Answer what is asked of votes and presence; None where it is not asked."""
