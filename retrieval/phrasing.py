"""An answer in a chat model's words: each sentence is checked before it counts, or withdrawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from retrieval import prompting
from retrieval.chat_model import Messages, ModelTrouble, Trouble
from retrieval.checking import Reason, Verdict, check, cited, unmarked
from retrieval.checks.support import Alike
from retrieval.phrases import say
from retrieval.sources import Source
from retrieval.streamed import sentences, whole
from retrieval.worded import Written, compose
from vectorstore.schema import Answer, Meeting, Wording

_MOST = 8  # sentences that are read of an answer
_REPAIRS = 3  # sentences that the model is asked for again
_STEP = 16  # letters by which a running sentence grows before it is shown anew


class Model(Protocol):
    """What is used of a `ChatModel`."""

    @property
    def name(self) -> str:
        """As the reader is told it."""

    @property
    def place(self) -> str:
        """The host it runs on."""

    def tell(self, messages: Messages) -> Iterator[str]:
        """The model's words as they come; ModelTrouble where they do not."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Has a model put answers in words, and believes none of them."""

    model: Model
    alike: Alike
    load: Callable[[str], Meeting]

    def worded(
        self, answer: Answer, sources: Sequence[Source], earlier: Sequence[str] = ()
    ) -> Iterator[Answer]:
        """The answer as it is written, sentence by sentence; the last has `final` set.

        The last is `answer` itself, with the reason told, where the model cannot be had or the
        minutes bear out nothing of what it says. `earlier` are the conversation's questions before.
        """
        written: list[Written] = []
        asked = prompting.asked(answer.question, sources, answer.language, earlier)
        try:
            for draft in self._read(asked, answer, sources, written):
                yield self._so_far(answer, sources, written, draft)
            for at in self._faulty(written)[:_REPAIRS]:
                yield self._so_far(answer, sources, written, written[at].sentence)
                again = self._again(asked, written[at], sources, answer.language)
                if not _said(again.sentence, written):
                    written[at] = again
        except ModelTrouble as trouble:
            whole = self.own_words(answer, trouble.kind)
        else:
            whole = self._finished(answer, sources, written)
        yield replace(whole, final=True)

    def _read(
        self, asked: Messages, answer: Answer, sources: Sequence[Source], written: list[Written]
    ) -> Iterator[str]:
        """Checks each sentence as it is finished; yields the running one."""
        shown = 0
        for piece in sentences(self.model.tell(asked)):
            if piece.finished:
                shown = 0
                if _declines(piece.text, answer.language) or _said(piece.text, written):
                    continue
                written.append(self._judged(piece.text, sources))
                yield ""
                if len(written) == _MOST:
                    return
            elif len(piece.text) >= shown + _STEP:
                shown = len(piece.text)
                yield piece.text

    def _judged(self, sentence: str, sources: Sequence[Source]) -> Written:
        """The sentence with its verdict; its mark is put right where only one source fits."""
        if not whole(sentence):
            return Written(sentence, Verdict(False, Reason.UNSUPPORTED, sentence))
        verdict = check(sentence, sources, self.alike)
        if verdict.supported:
            return Written(sentence, verdict)
        bare = unmarked(sentence).rstrip()
        fits = [
            n
            for n in (source.n for source in sources if source.n not in cited(sentence))
            if check(f"{bare} [{n}]", sources, self.alike).supported
        ]
        if len(fits) != 1:
            return Written(sentence, verdict)
        return Written(bare, Verdict(True, cites=tuple(fits)), repaired=True)

    def _again(
        self, asked: Messages, faulty: Written, sources: Sequence[Source], language: str
    ) -> Written:
        """The sentence as the model writes it when told what is wrong, or as it was."""
        why = faulty.verdict.why
        assert why is not None
        fault = say(language, f"fault_{why.value}", words=faulty.verdict.words)
        again = prompting.repaired(
            asked, faulty.sentence, fault, prompting.marks(sources), language
        )
        pieces = sentences(self.model.tell(again))
        sentence = next((piece.text for piece in pieces if piece.finished), "")
        if not sentence or _declines(sentence, language):
            return faulty
        repaired = self._judged(sentence, sources)
        return replace(repaired, repaired=True) if repaired.verdict.supported else faulty

    @staticmethod
    def _faulty(written: Sequence[Written]) -> list[int]:
        return [at for at, each in enumerate(written) if not each.verdict.supported]

    def _so_far(
        self, answer: Answer, sources: Sequence[Source], written: Sequence[Written], draft: str
    ) -> Answer:
        borne = [each for each in written if each.verdict.supported]
        bare = replace(answer, statements=(), citations=(), refused=False, reason="", searched=None)
        grown = compose(replace(bare, nearest=()), sources, borne, self.load)
        return replace(grown, wording=self._told(written, draft=unmarked(draft)))

    def _finished(
        self, answer: Answer, sources: Sequence[Source], written: Sequence[Written]
    ) -> Answer:
        if not written:
            return self.own_words(answer, Trouble.DECLINED)
        borne = [each for each in written if each.verdict.supported]
        if not borne or (answer.refused and len(borne) < len(written)):
            return replace(
                self.own_words(answer, Trouble.UNSUPPORTED),
                wording=self._told(written, Trouble.UNSUPPORTED, answer.language),
            )
        whole = compose(answer, sources, borne, self.load, quotes=len(borne) < len(written))
        return replace(whole, wording=self._told(written))

    def own_words(self, answer: Answer, kind: Trouble) -> Answer:
        """The answer in the minutes' own words, with why it is not in the model's."""
        return replace(answer, wording=self._told((), kind, answer.language))

    def _told(
        self,
        written: Sequence[Written],
        trouble: Trouble | None = None,
        language: str = "da",
        draft: str = "",
    ) -> Wording:
        name, place = self.model.name, self.model.place
        told = say(language, f"llm_{trouble.value}", model=name, place=place) if trouble else ""
        borne = [each for each in written if each.verdict.supported]
        return Wording(
            model=name,
            place=place,
            trouble=trouble.value if trouble else "",
            told=told,
            checked=len(borne),
            repaired=sum(each.repaired for each in borne),
            withdrawn=len(written) - len(borne),
            draft=draft,
        )


def _said(sentence: str, written: Sequence[Written]) -> bool:
    """Whether a sentence was written before, whatever its marks: models repeat themselves."""
    return unmarked(sentence) in (unmarked(each.sentence) for each in written)


def _declines(sentence: str, language: str) -> bool:
    """Whether a sentence is the one that says that the sources do not hold the answer."""

    def plain(text: str) -> str:
        return unmarked(text).casefold().strip(" .")

    return plain(sentence) == plain(say(language, "llm_declined"))
