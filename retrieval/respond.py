"""One question to one Answer: which way it is answered, and whether it can be."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from retrieval import decisions, records, refusal
from retrieval.cite import make
from retrieval.compose import Draft, body, quote_evidence, section_at
from retrieval.evidence import Evidence, choose, gather
from retrieval.phrases import listed, say
from retrieval.question import Asks, Question
from retrieval.search import Terms, search, weigh
from retrieval.vocabulary import Vocabulary
from vectorstore.danish import term, terms, tokens
from vectorstore.dates import Period
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.schema import (
    AgendaItem,
    Answer,
    Filters,
    IndexSummary,
    Meeting,
    MeetingSummary,
    SectionKind,
)

_REFUSE_BELOW = 0.5
_CASE_NUMBER_OF = re.compile(r"\b(sagsnummer\w*|sagsnr|sags nummer|journalnummer\w*|case number)\b")
_ATTACHMENTS_OF = re.compile(r"\b(bilag\w*|attachments?|annex\w*|appendi\w*)\b")
_MEETING_ITSELF = re.compile(
    r"\b(mode\w*|referat\w*|dagsorden\w*|deltog\w*|besluttede|vedtog|godkendte|behandlet\w*|meeting|minutes"
    r"|decided)\b"
)


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked just before, for a question that leans on it."""

    question: Question
    topic: tuple[str, int] | None


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

    def __post_init__(self) -> None:
        self.draft = Draft(self.question)

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

    def _day(self) -> date | None:
        """The one exact day that the question names, its year filled in from the meetings."""
        for period in self.question.days:
            if period.year is not None:
                try:
                    return date(period.year, period.first_month, period.first_day)
                except ValueError:
                    return None
            held = [m.held for m in self.summary.meetings if period.holds(m.held)]
            if len(held) == 1:
                return held[0]
        return None

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
        topic = [w for w in self.question.words if w.lower() not in ("fulgte", "administrationens")]
        if item is not None and not item.closed and len(treatments) == 1:
            if self._proposal_against(meeting, item):
                return self._done()
            if len(topic) >= 2 and not self.question.days:
                return None  # a question about the case's text: search, within the item
        decisions.tell_case(self.draft, case, treatments, self.load, self._day())
        return self._done()

    def _proposal_against(self, meeting: Meeting, item: AgendaItem) -> bool:
        """Answer "was the proposal followed" and "what was proposed" for a known item."""
        if self.question.section is not SectionKind.RECOMMENDATION:
            return False
        self.draft.topic = (meeting.id, item.number)
        if self.question.asks is Asks.YES_NO or self.question.wants_decision:
            return decisions.tell_decision(self.draft, meeting, item, (), with_proposal=True)
        return self._tell_proposal(meeting, item)

    def _tell_proposal(self, meeting: Meeting, item: AgendaItem) -> bool:
        wanted = decisions.proposal(item)
        span = body(wanted) if wanted else None
        if wanted is None or span is None or len(meeting.text[slice(*span)].split()) > 130:
            return False
        self.draft.topic = (meeting.id, item.number)
        self.draft.lead("proposed", committee=meeting.committee, day=meeting.held)
        self.draft.quote(meeting, item, wanted, span)
        return True

    def _by_item(self) -> Answer | None:
        number = self.question.item
        meetings = self._meetings_meant()
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
        if self._proposal_against(meeting, item):
            return self._done()
        if not self.question.wants_decision:
            values = {"item": number, "committee": meeting.committee, "day": meeting.held}
            self.draft.lead("tells_place", **values)
            self.draft.quote(meeting, item, None, decisions.heading_span(meeting, item))
        if not decisions.tell_decision(self.draft, meeting, item, ()):
            self.draft.note("no_decision")
        return self._done()

    def _meetings_meant(self) -> list[MeetingSummary]:
        """The meetings that the question names by date, period, place or "the latest"."""
        meetings = list(self.summary.meetings)
        if self.question.committees:
            meetings = [m for m in meetings if m.committee in self.question.committees]
        if self.question.latest:
            return meetings[-1:]
        if self.question.periods:
            return [m for m in meetings if any(p.holds(m.held) for p in self.question.periods)]
        if self.before is not None and self.before.topic is not None:
            return [m for m in meetings if m.id == self.before.topic[0]]
        return meetings if len(meetings) == 1 else []

    def _by_record(self) -> Answer | None:
        places = {m.id: self.load(m.id).place for m in self.summary.meetings[-200:]}
        record = records.record_question(self.question, list(places.values()))
        if record is None:
            return None
        meant = self._meetings_meant()
        if not meant and not self.question.periods:
            meant = self._at_place(places)
        if not meant and not self.question.periods:
            self.draft.note("latest_meeting", day=self.summary.meetings[-1].held)
            meant = list(self.summary.meetings[-1:])
        for meeting in meant[:12]:
            records.tell_record(self.draft, record, self.load(meeting.id))
        return self._done()

    def _at_place(self, places: Mapping[str, str]) -> list[MeetingSummary]:
        """Meetings held at a place that the question names by a word of its own."""
        asked = set(self.question.terms)
        scores = {m: len(asked & {term(w) for w in tokens(p)}) for m, p in places.items()}
        best = max(scores.values(), default=0)
        return [m for m in self.summary.meetings if best and scores.get(m.id) == best]

    def _unknown_day(self) -> Answer | None:
        """Refuse what is asked of a meeting that is not indexed, or of a body that is not."""
        body_named = refusal.foreign_body(self.question, self.summary)
        day = self._day()
        if body_named and (day is not None or self.question.periods):
            text = say(
                self.draft.language,
                "other_body",
                committees=listed(self.summary.committees, self.draft.language),
                body=body_named,
            )
            return refusal.refuse(self.draft, "other_body", text, self.summary)
        if day is None or self._on_day(day) or not _MEETING_ITSELF.search(self.question.folded):
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

    def _on_day(self, day: date) -> list[tuple[str, int]]:
        """Items of meetings held on a day, or with a decision of that day; 0 stands for all."""
        held = [(m.id, 0) for m in self.summary.meetings if m.held == day]
        if held:
            return held
        return self.index.ledger.decided_on(day)

    # --- by search -------------------------------------------------------------------------

    def _terms(self, extra: Sequence[str] = ()) -> Terms:
        words = weigh(self.question, self.vocabulary(), extra)
        if self.before is None or not self._leans():
            return words
        share = 0.35 if words.meanings else 0.8
        back = weigh(self.before.question, self.vocabulary())
        earlier = {key: value * share for key, value in back.rarity.items()}
        return Terms(
            {**back.meanings, **words.meanings},
            {**earlier, **words.rarity},
            words.known | back.known,
        )

    def _leans(self) -> bool:
        return self.question.leans_back or len(self.question.terms) <= 2

    def _by_search(self) -> Answer:
        separate = self._separate_periods()
        if len(separate) > 1:
            answered = self._each_period(separate)
            if answered is not None:
                return answered
        meetings, only, unused = self._limits()
        words = self._terms([term(w) for period in unused for w in tokens(period.words)])
        evidence = self._evidence(words, meetings, only)
        if not evidence:
            return self._refused(words, [])
        judged = refusal.signals(self.question, words, evidence)
        if refusal.answers(self.question, judged) < _REFUSE_BELOW:
            return self._refused(words, evidence)
        self._tell(evidence, words)
        return self.draft.answer()

    def _limits(self) -> tuple[list[str] | None, list[tuple[str, int]], list[Period]]:
        """Meetings to search (None: all), items that are meant, and periods that limit nothing."""
        allowed = set(self.index.ledger.meetings(self.filters))
        everything = {meeting.id for meeting in self.summary.meetings}
        if self.question.committees:
            allowed &= {
                m.id for m in self.summary.meetings if m.committee in self.question.committees
            }
        only: list[tuple[str, int]] = []
        unused: list[Period] = []
        for case in self.question.cases:
            only += [(m.id, item.number) for m, item in self.index.ledger.case_items(case)]
        narrow: set[str] = set()
        for period in self.question.periods:
            if period.whole_year:
                continue
            held = {m.id for m in self.summary.meetings if period.holds(m.held)}
            if not held and period.exact and (day := self._day()) is not None:
                only += self._on_day(day)
                held = {meeting for meeting, _ in only}
            narrow |= held
            if not held:
                unused.append(period)
        if self.question.latest and self.summary.meetings:
            narrow |= {self.summary.meetings[-1].id}
        if narrow:
            allowed &= narrow
        return (None if allowed == everything else sorted(allowed)), only, unused

    def _evidence(
        self, words: Terms, meetings: Collection[str] | None, only: Sequence[tuple[str, int]] = ()
    ) -> list[Evidence]:
        embedder = self.embedder()
        text = self.question.text
        if self.before is not None and self._leans():
            text = f"{self.before.question.text} {text}"
        found = search(self.question, words, self.index, embedder, meetings, text)
        vectors = self.index.unit_vectors(list(found.passages.values()), embedder.name)
        evidence = gather(self.question, words, found, vectors, self._bonus(only))
        if only:
            inside = [e for e in evidence if (e.passage.meeting, e.passage.item) in only]
            return inside or evidence
        return evidence

    def _bonus(self, only: Sequence[tuple[str, int]]) -> dict[tuple[str, int], float]:
        bonus: dict[tuple[str, int], float] = {}
        years = [p for p in self.question.periods if p.whole_year]
        for meeting in self.summary.meetings:
            if any(period.holds(meeting.held) for period in years):
                for number in range(meeting.items + 1):
                    bonus[meeting.id, number] = 0.5
        if self.before is not None and self.before.topic is not None:
            topic = self.before.topic
            bonus[topic] = bonus.get(topic, 0.0) + (1.2 if self._leans() else 0.4)
        if self.question.item is not None:
            for meeting in self._meetings_meant():
                key = (meeting.id, self.question.item)
                bonus[key] = bonus.get(key, 0.0) + 3.0
        return bonus

    def _separate_periods(self) -> list[Period]:
        """Two or more periods that each hold a meeting: "i april og i august"."""
        years = [p for p in self.question.periods if p.whole_year]
        parts = [p for p in self.question.periods if not p.whole_year]
        wanted = parts if len(parts) > 1 else years if len(years) > 1 and not parts else []
        year = years[0].year if years and parts else None
        held = [m.held for m in self.summary.meetings]
        return [
            period
            for period in wanted
            if any(period.holds(day) and (year is None or day.year == year) for day in held)
        ]

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
                self._tell(evidence, words, most=3, length=70)
        return self.draft.answer() if told else None

    def _tell(
        self, evidence: Sequence[Evidence], words: Terms, most: int = 4, length: int = 95
    ) -> None:
        asks_case = _CASE_NUMBER_OF.search(self.question.folded) is not None
        asks_attachments = (
            self.question.section is SectionKind.ATTACHMENTS
            and _ATTACHMENTS_OF.search(self.question.folded) is not None
        )
        best = self._by_title(evidence, words) if asks_case or asks_attachments else evidence[0]
        meeting = self.load(best.passage.meeting)
        item = meeting.item(best.passage.item)
        if item is None:
            return
        self.draft.topic = (meeting.id, item.number)
        if asks_case:
            name, values = self._case_words(item)
            self.draft.lead(name, **values)
            self.draft.quote(meeting, item, None, decisions.heading_span(meeting, item))
            return
        if asks_attachments:
            self._tell_attachments(meeting, item)
            return
        whole = self.question.asks in (Asks.WHAT, Asks.YES_NO, Asks.HISTORY)
        if whole and self._proposal_against(meeting, item):
            return
        day = self._day()
        held_then = day is not None and any(s.decided == day for s in decisions.decisions(item))
        decided = whole and (self.question.wants_decision or (held_then and day != meeting.held))
        if decided and self._tell_decision(meeting, item, evidence):
            return
        self._tell_evidence(choose(evidence, most=most, words=length))

    def _by_title(self, evidence: Sequence[Evidence], words: Terms) -> Evidence:
        """The evidence whose item's title holds most of the question's words."""

        def titled(each: Evidence) -> float:
            item = self.load(each.passage.meeting).item(each.passage.item)
            return words.coverage(set(terms(item.title))) if item else 0.0

        return max(evidence, key=titled)

    def _case_words(self, item: AgendaItem) -> tuple[str, dict[str, object]]:
        if item.case is None:
            return "no_case_number", {}
        return "case_number", {"case": item.case}

    def _tell_attachments(self, meeting: Meeting, item: AgendaItem) -> None:
        values = {"item": item.number, "day": meeting.held}
        section = next((s for s in item.sections if s.kind is SectionKind.ATTACHMENTS), None)
        if section is None or not section.blocks:
            self.draft.lead("no_attachments", **values)
            self.draft.quote(meeting, item, None, decisions.heading_span(meeting, item))
            return
        self.draft.lead("attachments", **values)
        for block in section.blocks:
            self.draft.quote(meeting, item, section, (block.start, block.end))

    def _tell_decision(
        self, meeting: Meeting, item: AgendaItem, evidence: Sequence[Evidence]
    ) -> bool:
        treatments = self.index.ledger.case_items(item.case) if item.case else []
        day = self._day()
        told = decisions.tell_decision(self.draft, meeting, item, evidence, day=day)
        if not told:
            if decisions.proposal(item) is None:
                return False
            self.draft.note("proposal_only")
            return self._tell_proposal(meeting, item)
        decisions.tell_other_meetings(self.draft, meeting, item, treatments, self.load)
        return True

    def _tell_evidence(self, chosen: Sequence[Evidence]) -> None:
        items: dict[tuple[str, int], list[Evidence]] = {}
        for each in chosen:
            items.setdefault((each.passage.meeting, each.passage.item), []).append(each)
        for (meeting_id, number), group in items.items():
            meeting = self.load(meeting_id)
            item = meeting.item(number)
            if item is None:
                continue
            kinds = {each.passage.kind for each in group}
            section = section_at(item, group[0].unit.start)
            values = {"committee": meeting.committee, "day": meeting.held}
            if kinds == {SectionKind.DECISION} and section is not None:
                values["day"] = section.decided or meeting.held
                values["committee"] = section.decided_by or meeting.committee
                self.draft.lead("decided", **values)
            elif kinds == {SectionKind.RECOMMENDATION}:
                self.draft.lead("proposed", **values)
            else:
                self.draft.lead("tells", **values)
            quote_evidence(self.draft, meeting, item, group)

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
