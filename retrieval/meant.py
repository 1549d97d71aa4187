"""What a question means by its dates, committees and places, and by what was asked before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from retrieval.periods import Period
from retrieval.question import Question
from vectorstore.danish import term, tokens
from vectorstore.ledger import Ledger
from vectorstore.schema import Filters, IndexSummary, Limit, MeetingSummary

_LITTLE = re.compile(r"^(?:i|in|fra|from|den|the|d\.|on)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked just before, for a question that leans on it."""

    question: Question
    topic: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Meant:
    """The meetings and items that a question is about, as far as it says so."""

    question: Question
    before: Before | None
    summary: IndexSummary
    ledger: Ledger
    _scope: list[list[MeetingSummary]] = field(default_factory=list, init=False, compare=False)

    def day(self) -> date | None:
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

    def meetings(self) -> list[MeetingSummary]:
        """The meetings that the question names by date, period, place or "the latest"."""
        meetings = self.scope()
        if self.question.latest:
            return meetings[-1:]
        if self.question.earliest:
            return meetings[:1]
        if self.question.periods:
            return meetings
        if self.before is not None and self.before.topic is not None:
            return [m for m in meetings if m.id == self.before.topic[0]]
        return meetings if len(meetings) == 1 else []

    def scope(self) -> list[MeetingSummary]:
        """All meetings that the question's committees and periods leave, by date."""
        if not self._scope:  # asked of again and again on the way to an answer
            self._scope.append(self._limited())
        return list(self._scope[0])

    def _limited(self) -> list[MeetingSummary]:
        meetings = list(self.summary.meetings)
        if self.question.committees:
            meetings = [m for m in meetings if m.committee in self.question.committees]
        if self.question.municipalities:
            meetings = [m for m in meetings if m.municipality in self.question.municipalities]
        periods = self.question.periods
        yearless = [p for p in periods if p.year is None]
        for some in (yearless, [p for p in periods if p.year is not None]):
            if some:
                meetings = [m for m in meetings if any(p.holds(m.held) for p in some)]
        return meetings

    def at_place(self, places: Mapping[str, str]) -> list[MeetingSummary]:
        """Meetings held at a place that the question names by a word of its own."""
        asked = set(self.question.terms)
        scores = {m: len(asked & {term(w) for w in tokens(p)}) for m, p in places.items()}
        best = max(scores.values(), default=0)
        return [m for m in self.summary.meetings if best and scores.get(m.id) == best]

    def on_day(self, day: date) -> list[tuple[str, int]]:
        """Items of meetings held on a day, or with a decision of that day; 0 stands for all."""
        held = [(m.id, 0) for m in self.summary.meetings if m.held == day]
        if held:
            return held
        return self.ledger.decided_on(day)

    def leans(self) -> bool:
        """Whether the question leans on the one before, by a pronoun or by saying little."""
        return self.question.leans_back or len(self.question.terms) <= 2

    def limits(
        self, filters: Filters
    ) -> tuple[list[str] | None, list[tuple[str, int]], list[Period]]:
        """Meetings to search (None: all), items that are meant, and periods that limit nothing."""
        allowed = {meeting.id for meeting in self.summary.meetings}  # the filters' already
        if self.question.committees:
            allowed &= {
                m.id for m in self.summary.meetings if m.committee in self.question.committees
            }
        if self.question.municipalities:
            allowed &= {
                m.id
                for m in self.summary.meetings
                if m.municipality in self.question.municipalities
            }
        only: list[tuple[str, int]] = []
        unused: list[Period] = []
        for case in (*self.question.cases, *filters.cases):
            only += [(m.id, item.number) for m, item in self.ledger.case_items(case)]
        narrow: set[str] = set()
        for period in self.question.periods:
            if period.whole_year:
                continue
            held = {m.id for m in self.summary.meetings if period.holds(m.held)}
            if not held and period.exact and (day := self.day()) is not None:
                only += self.on_day(day)
                held = {meeting for meeting, _ in only}
            narrow |= held
            if not held:
                unused.append(period)
        if self.question.latest and self.summary.meetings:
            narrow |= {self.summary.meetings[-1].id}
        if narrow:
            allowed &= narrow
        unlimited = filters == Filters() and len(allowed) == self.ledger.count_meetings()
        return (None if unlimited else sorted(allowed)), only, unused

    def told_limits(self) -> tuple[Limit, ...]:
        """What the question's own words limit the search to, as chips."""
        found = [
            Limit("period", period.words, _LITTLE.sub("", period.words))
            for period in self.question.periods
            if any(period.holds(m.held) for m in self.summary.meetings)
        ]
        found += [Limit("municipality", name, name) for name in self.question.municipalities]
        found += [Limit("committee", name, name) for name in self.question.committees]
        found += [Limit("case", case, case) for case in self.question.cases]
        return tuple(found)

    def bonus(self, leans: bool) -> dict[tuple[str, int], float]:
        """What items score beforehand: those of a year that is named, and what was spoken of."""
        bonus: dict[tuple[str, int], float] = {}
        years = [p for p in self.question.periods if p.whole_year]
        for meeting in self.summary.meetings:
            if any(period.holds(meeting.held) for period in years):
                for number in range(meeting.items + 1):
                    bonus[meeting.id, number] = 0.5
        if self.before is not None and self.before.topic is not None:
            topic = self.before.topic
            bonus[topic] = bonus.get(topic, 0.0) + (1.2 if leans else 0.4)
        if self.question.item is not None:
            for meeting in self.meetings():
                key = (meeting.id, self.question.item)
                bonus[key] = bonus.get(key, 0.0) + 3.0
        return bonus

    def separate_periods(self) -> list[tuple[Period, list[str]]]:
        """Two or more periods with each its own meetings: "i 2018 og i april 2022"."""
        years = [p for p in self.question.periods if p.whole_year]
        found: list[tuple[Period, list[str]]] = []
        for period in self.question.periods:
            held = {m.id for m in self.summary.meetings if period.holds(m.held)}
            if period.year is None and len(years) == 1:
                held &= {m.id for m in self.summary.meetings if years[0].holds(m.held)}
            if held:
                found.append((period, sorted(held)))
        apart = [
            (period, held)
            for period, held in found
            if not any(set(other) < set(held) for _, other in found)
        ]
        distinct = {tuple(held): (period, held) for period, held in reversed(apart)}
        return list(reversed(distinct.values())) if len(distinct) > 1 else []
