"""One question to one Answer: which way it is answered, and whether it can be."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from retrieval import decisions, records, refusal
from retrieval.cite import make
from retrieval.compose import Draft, section_at
from retrieval.evidence import Evidence, gather
from retrieval.meant import Before, Meant
from retrieval.phrases import listed, say
from retrieval.question import Question
from retrieval.search import Terms, search, weigh
from retrieval.telling import Telling
from retrieval.vocabulary import Vocabulary
from vectorstore.danish import term, tokens
from vectorstore.dates import Period
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.schema import (
    Answer,
    Filters,
    IndexSummary,
    Meeting,
)

_REFUSE_BELOW = 0.5
_MEETING_ITSELF = re.compile(
    r"\b(mode\w*|referat\w*|dagsorden\w*|deltog\w*|besluttede|vedtog|godkendte|behandlet\w*|meeting|minutes"
    r"|decided)\b"
)


@dataclass
class Response:
    """The making of one answer."""

    question: Question
    before: Before | None
    filters: Filters
    index: Index
    embedder: Callable[[], Embedder]
    vocabulary: Callable[[], Vocabulary]
    load: Callable[[str], Meeting]
    summary: IndexSummary
    draft: Draft = field(init=False)
    meant: Meant = field(init=False)
    telling: Telling = field(init=False)

    def __post_init__(self) -> None:
        self.draft = Draft(self.question)
        self.meant = Meant(self.question, self.before, self.summary, self.index.ledger)
        self.telling = Telling(self.draft, self.meant, self.index.ledger, self.load)

    # --- which way -------------------------------------------------------------------------

    def answer(self) -> Answer:
        """The answer, or the refusal."""
        return (
            self._by_case()
            or self._by_item()
            or self._by_record()
            or self._unknown_day()
            or self._by_search()
        )

    def _done(self) -> Answer | None:
        return self.draft.answer() if self.draft.statements else None

    def _by_case(self) -> Answer | None:
        if not self.question.cases:
            return None
        treatments = [t for case in self.question.cases for t in self.index.ledger.case_items(case)]
        case = self.question.cases[0]
        if not treatments:
            text = say(
                self.draft.language, "no_such_case", case=case, meetings=len(self.summary.meetings)
            )
            return refusal.refuse(self.draft, "no_such_case", text, self.summary)
        summary, listed_item = treatments[-1]
        meeting = self.load(summary.id)
        item = meeting.item(listed_item.number)
        if item is not None and not item.closed and len(treatments) == 1:
            if self.telling.proposal_against(meeting, item):
                return self._done()
            if len(self.question.words) >= 2 and not self.question.days:
                return None  # a question about the case's text: search, within the item
        decisions.tell_case(self.draft, case, treatments, self.load, self.meant.day())
        return self._done()

    def _by_item(self) -> Answer | None:
        number = self.question.item
        meetings = self.meant.meetings()
        if number is None or len(meetings) != 1:
            return None
        meeting = self.load(meetings[0].id)
        item = meeting.item(number)
        if item is None:
            text = say(self.draft.language, "no_such_item", day=meeting.held, item=number)
            return refusal.refuse(self.draft, "no_such_item", text, self.summary)
        self.draft.topic = (meeting.id, number)
        if item.closed:
            decisions.tell_closed(self.draft, meeting, item)
            return self._done()
        if len(self.question.words) > 1:
            return None
        if self.telling.proposal_against(meeting, item):
            return self._done()
        if not self.question.wants_decision:
            values = {"item": number, "committee": meeting.committee, "day": meeting.held}
            self.draft.lead("tells_place", **values)
            self.draft.quote(meeting, item, None, decisions.heading_span(meeting, item))
        if not decisions.tell_decision(self.draft, meeting, item, ()):
            self.draft.note("no_decision")
        return self._done()

    def _by_record(self) -> Answer | None:
        places = {m.id: self.load(m.id).place for m in self.summary.meetings[-200:]}
        record = records.record_question(self.question, list(places.values()))
        if record is None:
            return None
        meant = self.meant.meetings()
        if not meant and not self.question.periods:
            meant = self.meant.at_place(places)
        if not meant and not self.question.periods:
            self.draft.note("latest_meeting", day=self.summary.meetings[-1].held)
            meant = list(self.summary.meetings[-1:])
        for meeting in meant[:12]:
            records.tell_record(self.draft, record, self.load(meeting.id))
        return self._done()

    def _unknown_day(self) -> Answer | None:
        """Refuse what is asked of a meeting that is not indexed, or of a body that is not."""
        body_named = refusal.foreign_body(self.question, self.summary)
        day = self.meant.day()
        if body_named and (day is not None or self.question.periods):
            text = say(
                self.draft.language,
                "other_body",
                committees=listed(self.summary.committees, self.draft.language),
                body=body_named,
            )
            return refusal.refuse(self.draft, "other_body", text, self.summary)
        if (
            day is None
            or self.meant.on_day(day)
            or not _MEETING_ITSELF.search(self.question.folded)
        ):
            return None
        if self.question.words and self._day_stands_in_text(day):
            return None
        years = [meeting.held.year for meeting in self.summary.meetings]
        text = say(
            self.draft.language, "no_such_meeting", day=day, first=min(years), last=max(years)
        )
        return refusal.refuse(self.draft, "no_such_meeting", text, self.summary)

    def _day_stands_in_text(self, day: date) -> bool:
        known = self.vocabulary()
        return any(
            form in known
            for form in (f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}")
        )

    # --- by search -------------------------------------------------------------------------

    def _terms(self, extra: Sequence[str] = ()) -> Terms:
        words = weigh(self.question, self.vocabulary(), extra)
        if self.before is None or not self.meant.leans():
            return words
        share = 0.35 if words.meanings else 0.8
        back = weigh(self.before.question, self.vocabulary())
        earlier = {key: value * share for key, value in back.rarity.items()}
        return Terms(
            {**back.meanings, **words.meanings},
            {**earlier, **words.rarity},
            words.known | back.known,
        )

    def _by_search(self) -> Answer:
        separate = self.meant.separate_periods()
        if len(separate) > 1:
            answered = self._each_period(separate)
            if answered is not None:
                return answered
        meetings, only, unused = self.meant.limits(self.filters)
        words = self._terms([term(w) for period in unused for w in tokens(period.words)])
        evidence = self._evidence(words, meetings, only)
        if not evidence:
            return self._refused(words, [])
        judged = refusal.signals(self.question, words, evidence)
        if refusal.answers(self.question, judged) < _REFUSE_BELOW:
            return self._refused(words, evidence)
        self.telling.answer(evidence, words)
        return self.draft.answer()

    def _evidence(
        self, words: Terms, meetings: Collection[str] | None, only: Sequence[tuple[str, int]] = ()
    ) -> list[Evidence]:
        embedder = self.embedder()
        text = self.question.text
        if self.before is not None and self.meant.leans():
            text = f"{self.before.question.text} {text}"
        found = search(self.question, words, self.index, embedder, meetings, text)
        vectors = self.index.unit_vectors(list(found.passages.values()), embedder.name)
        evidence = gather(self.question, words, found, vectors, self.meant.bonus())
        if only:
            inside = [e for e in evidence if (e.passage.meeting, e.passage.item) in only]
            return inside or evidence
        return evidence

    def _each_period(self, periods: Sequence[Period]) -> Answer | None:
        words = self._terms()
        told = 0
        for period in periods:
            ids = [m.id for m in self.summary.meetings if period.holds(m.held)]
            evidence = self._evidence(words, ids)
            if not evidence:
                continue
            judged = refusal.signals(self.question, words, evidence)
            if refusal.answers(self.question, judged) >= 0.35:
                told += 1
                self.telling.answer(evidence, words, most=3, length=70)
        return self.draft.answer() if told else None

    def _refused(self, words: Terms, evidence: Sequence[Evidence]) -> Answer:
        nearest = []
        seen: set[tuple[str, int]] = set()
        for each in evidence:
            key = (each.passage.meeting, each.passage.item)
            if key in seen or len(seen) == 2:
                continue
            seen.add(key)
            meeting = self.load(each.passage.meeting)
            item = meeting.item(each.passage.item)
            if item is not None:
                section = section_at(item, each.unit.start)
                unit = each.unit
                nearest.append(make(len(seen), meeting, item, section, unit.start, unit.end))
        limits = [period.words for period in self.question.periods if not period.whole_year]
        limits += list(self.question.committees)
        reason = refusal.why(self.draft, words)
        return refusal.refuse(self.draft, "not_found", reason, self.summary, words, nearest, limits)
