"""The assistant: questions in, Answers out. Page, command line and evaluation all ask it."""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING

from retrieval import agendas
from retrieval.cases import Case, told
from retrieval.chat_model import ModelTrouble, open_chat_model
from retrieval.examples import examples
from retrieval.follow_ups import follow_ups
from retrieval.gathering import gathered
from retrieval.meaning import alike
from retrieval.meant import Before
from retrieval.passages import cited
from retrieval.phrases import listed, say
from retrieval.phrasing import Model, Writer
from retrieval.question import Question, understand
from retrieval.respond import Response
from retrieval.rewriting import rewritten
from retrieval.search import search, weigh
from retrieval.spelling import corrected
from retrieval.thesaurus import words_known
from retrieval.vocabulary import Corpus, Vocabulary
from retrieval.watch import Unwatched, Watch, timed
from vectorstore.catalogue import Catalogue
from vectorstore.embedder import BUNDLED, Embedder, open_embedder
from vectorstore.errors import BadQuestion, ReferatError
from vectorstore.index import Index
from vectorstore.ledger import mismatch
from vectorstore.schema import (
    AgendaItem,
    Answer,
    Citation,
    Filters,
    IndexSummary,
    Meeting,
    MeetingSummary,
    Passage,
    Role,
    Statement,
)

if TYPE_CHECKING:
    from settings import Settings

_BACK = 3  # earlier questions that a follow-up may lean on
_LIMITED = ("not_found", "nearest")  # refusals that a wider search may answer
_KEPT = 400  # meetings held in memory


class EmptyIndex(ReferatError):
    """Nothing is indexed yet."""


class Assistant:
    """Answers over one index; safe to use from several threads."""

    def __init__(
        self,
        index: Index,
        model: str,
        cache: Path,
        watch: Watch | None = None,
        chat: Model | None = None,
    ) -> None:
        """`model` is a setting's value ("" is the bundled one), `cache` where that is unpacked.

        `watch` is told of each question, `chat` puts answers in words. IndexMismatch when the index
        was built with another model.
        """
        self.chat = chat
        self._writer = Writer(chat, alike(self.embedder), self._loaded) if chat else None
        self.index = index
        self._model = model
        self._cache = cache
        self._watch = watch or Unwatched()
        self._embedder: Embedder | None = None
        self._corpus = Corpus(index.ledger)
        self._vocabulary: Vocabulary | None = None  # None when it is to be looked after
        self._meetings: dict[str, Meeting] = {}
        self._summary: IndexSummary | None = None
        self._lock = RLock()
        self._loading = Lock()
        self._check_model()

    def _check_model(self) -> None:
        known = self.index.ledger.facts().get("model", "")
        wanted = self._model or BUNDLED
        if known and known != wanted and self.summary().passages:
            raise mismatch(known, wanted)

    # --- what is indexed -------------------------------------------------------------------

    def summary(self) -> IndexSummary:
        """What the index holds now; another process's changes are seen."""
        with self._lock:
            if self.index.refresh() or self._summary is None:
                self._vocabulary = None
                self._meetings.clear()
                self._summary = self.index.ledger.summary()
            return self._summary

    def meeting(self, meeting: str) -> Meeting:
        """A meeting with its text; UnknownMeeting when it is not indexed."""
        with self._lock:
            self.summary()
            return self._loaded(meeting)

    def _loaded(self, meeting: str) -> Meeting:
        """The same without looking for changes: an answer looks once, before it begins."""
        with self._lock:
            if meeting not in self._meetings:
                if len(self._meetings) >= _KEPT:
                    self._meetings.pop(next(iter(self._meetings)))
                self._meetings[meeting] = self.index.ledger.meeting(meeting)
            return self._meetings[meeting]

    def case_items(self, case: str) -> list[tuple[MeetingSummary, AgendaItem]]:
        """Every item with a case number, by date; without their sections."""
        return self.index.ledger.case_items(case)

    def case(self, case: str) -> Case | None:
        """A case step by step; None where no item has the number."""
        treatments = self.case_items(case)
        return told(case, treatments, self.meeting, self.index.ledger.item_passages)

    @property
    def catalogue(self) -> Catalogue:
        """Meetings and cases as lists."""
        return self.index.ledger.catalogue

    def examples(self, limit: int = 4, language: str = "da") -> list[str]:
        """Questions that the index answers, from the newest meetings."""
        newest = agendas.without(self.summary().meetings)
        return examples(newest, self.meeting, limit, language)

    def warm(self) -> None:
        """Load the model, the words and their synonyms now rather than at the first question."""
        if self.summary().meetings:
            self.embedder().query("varm op")
            self._words()
            words_known()

    # --- asking ----------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        without: Collection[str] = (),
        suggest: bool = False,
    ) -> Iterator[Answer]:
        """Answers that grow by a statement or a model's words; the last has `final` set.

        `history` is the reader's earlier questions of the conversation, oldest first; `without`
        are kinds of `Limit` that the question's words set and the reader took off; `suggest` adds
        questions to go on with. Raises
        BadQuestion for an empty or overlong question and EmptyIndex when nothing is indexed.
        """
        begun = time.perf_counter()

        def timed_so_far(grown: Answer, *, final: bool = False) -> Answer:
            bare = grown if several else _without_municipality(grown)
            return replace(bare, seconds=time.perf_counter() - begun, final=final)

        filters, earlier, seen = filters or Filters(), list(history)[-_BACK:], list[Passage]()
        try:
            several = len(self.summary().municipalities) > 1
            with timed() as steps:
                answer = self._answer(question, earlier, filters, without, seen)
                if self._writer and earlier and answer.reason in _LIMITED:
                    answer = self._asked_again(answer, earlier, filters, seen, self._writer)
                if answer.refused and answer.reason in _LIMITED:
                    answer = self._unlimited(answer, earlier, filters)
            if self._writer and answer.free and answer.wording is None:
                found = time.perf_counter()
                sources = gathered(answer, seen, self._loaded, self.index.ledger)
                for grown in self._writer.worded(answer, sources, earlier):
                    if grown.final:
                        answer = grown
                    else:
                        yield timed_so_far(grown)
                steps["wording"] = time.perf_counter() - found
        except Exception as error:
            self._watch.failed(error)
            raise
        self._watch.answered(timed_so_far(answer), steps)
        if suggest:
            answer = replace(answer, follow_ups=self._follow_ups(answer, filters))
        if answer.wording is None:
            for grown in _one_by_one(answer):
                yield timed_so_far(grown)
        yield timed_so_far(answer, final=True)

    def search(self, text: str, filters: Filters | None = None, limit: int = 10) -> list[Citation]:
        """The passages nearest to a text, best first; errors as of `ask`."""
        return [citation for citation, _ in self.scored(text, filters or Filters(), limit)]

    def scored(self, text: str, filters: Filters, limit: int) -> list[tuple[Citation, float]]:
        """The same with each passage's score, comparable within one search only."""
        summary, question = self.summary(), self._understood(text)
        if not summary.meetings:
            raise EmptyIndex(say(question.language, "empty_index"))
        meetings = [meeting.id for meeting in self._narrowed(summary, filters).meetings]
        if not meetings:
            return []
        some = meetings if len(meetings) < len(summary.meetings) else None
        words = weigh(question, self._words())
        found = search(question, words, self.index, self.embedder(), some)
        return cited(found, self.meeting, filters.cases, limit)

    def _answer(
        self,
        text: str,
        history: list[str],
        filters: Filters,
        without: Collection[str] = (),
        seen: list[Passage] | None = None,
    ) -> Answer:
        """The answer in the minutes' own words; `seen` takes the passages found, best first."""
        summary = self.summary()
        question = self._understood(text).unlimited(without)
        if not summary.meetings:
            raise EmptyIndex(say(question.language, "empty_index"))
        searched = agendas.in_force(self._narrowed(summary, filters))
        response = Response(
            question=question,
            before=self._before(history, filters),
            filters=filters,
            index=self.index,
            embedder=self.embedder,
            vocabulary=self._words,
            load=self._loaded,
            summary=searched,
            seen=[] if seen is None else seen,
        )
        minutes = agendas.minutes(searched)
        if minutes == searched or agendas.asks_plan(question):
            return response.answer()
        # What was decided stands in minutes; an agenda is only asked where they do not answer.
        answer = replace(response, summary=minutes).answer()
        if not answer.refused:
            return answer
        planned = response.answer()
        return planned if any(cited.agenda for cited in planned.citations) else answer

    def _narrowed(self, summary: IndexSummary, filters: Filters) -> IndexSummary:
        """What a filter leaves of the index."""
        if filters == Filters():
            return summary
        kept = [meeting for meeting in summary.meetings if filters.admits(meeting)]
        if filters.cases:
            treated = self.index.ledger.with_cases(filters.cases)
            kept = [meeting for meeting in kept if meeting.id in treated]
        return replace(summary, meetings=tuple(kept))

    def _unlimited(self, refused: Answer, history: list[str], filters: Filters) -> Answer:
        """The refusal, with how many places answer where nothing limits the search."""
        limits = [*filters.words(), *(limit.told for limit in refused.limits)]
        if not limits:
            return refused
        kinds = {limit.kind for limit in refused.limits}
        free = self._answer(refused.question, history, Filters(), kinds)
        if free.refused or not free.citations:
            return refused
        count = len(free.citations)
        name = "without_limit_one" if count == 1 else "without_limit"
        text = say(refused.language, name, limit=listed(limits, refused.language), count=count)
        return replace(refused, statements=(*refused.statements, Statement(Role.NONE, text)))

    def _asked_again(
        self,
        refused: Answer,
        history: list[str],
        filters: Filters,
        seen: list[Passage],
        writer: Writer,
    ) -> Answer:
        """The answer to a follow-up as the model says it, where that keeps the subject; or none."""
        topic = before.topic if (before := self._before(history, filters)) else None
        item = self._loaded(topic[0]).item(topic[1]) if topic else None
        if item is None or item.closed:
            return refused
        try:
            text = rewritten(refused.question, history, item.title, writer.model, refused.language)
        except ModelTrouble as trouble:
            return writer.own_words(refused, trouble.kind)
        found: list[Passage] = []
        answer = self._answer(text, [], filters, (), found) if text else refused
        if answer.refused or not any((c.meeting, c.item) == topic for c in answer.citations):
            return refused
        seen[:] = found
        return replace(answer, question=refused.question)

    def _follow_ups(self, answer: Answer, filters: Filters) -> tuple[str, ...]:
        def answered(question: str) -> Answer:
            return self._answer(question, [], filters)

        return follow_ups(answer, self.index.ledger, self.meeting, answered)

    def _understood(self, text: str) -> Question:
        """A question understood, its slips of the keys put right."""
        summary, today = self.summary(), datetime.now().astimezone().date()
        question = understand(text, summary.committees, today, summary.municipalities)
        if question.language != "da" or not self.summary().meetings:
            return question
        right = corrected(question.text, self._words())
        if right == question.text:
            return question
        return understand(right, summary.committees, today, summary.municipalities)

    def _before(self, history: list[str], filters: Filters) -> Before | None:
        """The question before with what it was about; one that cannot be read is passed over."""
        if not history:
            return None
        try:
            earlier = self._answer(history[-1], history[:-1], filters)
            asked = self._understood(history[-1])
        except BadQuestion:
            return self._before(history[:-1], filters)
        topic = earlier.topic
        if topic is None and earlier.nearest:
            topic = (earlier.nearest[0].meeting, earlier.nearest[0].item)
        return Before(asked, topic)

    def _words(self) -> Vocabulary:
        with self._lock:
            if self._vocabulary is None:
                self.index.check_copies()  # half an index would answer as if it were whole
                self._vocabulary = self._corpus.vocabulary()
            return self._vocabulary

    def embedder(self) -> Embedder:
        """The embedding model, loaded at first need; ModelUnavailable when it cannot be."""
        with self._loading:  # a lock of its own: the page is shown while the model loads
            if self._embedder is None:
                self._embedder = open_embedder(self._model, self._cache)
            return self._embedder


def _one_by_one(answer: Answer) -> Iterator[Answer]:
    """The answer as it grows by a statement each, without its last."""
    for count in range(1, len(answer.statements)):
        told = answer.statements[:count]
        cited = {n for statement in told for n in statement.cites}
        citations = tuple(c for c in answer.citations if c.n in cited)
        yield replace(answer, statements=told, citations=citations)


def _without_municipality(answer: Answer) -> Answer:
    """The answer's sources without the municipality, which says nothing where there is but one."""

    def bare(cited: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(replace(each, municipality="") for each in cited)

    return replace(answer, citations=bare(answer.citations), nearest=bare(answer.nearest))


def open_assistant(settings: "Settings", watch: Watch | None = None) -> Assistant:
    """The assistant over the index that the settings name."""
    chat = open_chat_model(
        settings.llm, settings.llm_url, settings.llm_secret, settings.llm_timeout
    )
    return Assistant(Index(settings.place()), settings.embedding_model, settings.cache, watch, chat)
