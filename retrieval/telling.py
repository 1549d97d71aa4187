"""Telling what the evidence says: a decision, a proposal, a case number, attachments, sentences."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval import decisions
from retrieval.agendas import asks_plan
from retrieval.cite import length
from retrieval.compose import Draft, body, quote_evidence, section_at
from retrieval.evidence import BEHIND, Evidence, choose, with_whole_tables
from retrieval.meant import Meant
from retrieval.named_items import by_title, tell_attachments, tell_case_number
from retrieval.proposals import altered, decided
from retrieval.question import Asks
from retrieval.search import Terms
from retrieval.standing import later_treatments
from vectorstore.danish import terms
from vectorstore.ledger import Ledger
from vectorstore.schema import AgendaItem, Meeting, Role, SectionKind

_ROW = 40  # words of a decision told in a row
_OF_SEVERAL = frozenset({Asks.LIST, Asks.PROCEDURE})  # answered by several units, or by none
_WHOLE = frozenset({Asks.WHAT, Asks.YES_NO, Asks.HISTORY})  # answered by a whole decision
_MORE = 15  # words more for them
# As `BEHIND`, where fewer or more units answer.
_BEHIND = {Asks.LIST: 2.6, Asks.PROCEDURE: 2.6, Asks.REASON: 2.5}
_BEHIND |= dict.fromkeys((Asks.DATE, Asks.NUMBER, Asks.AMOUNT), 1.7)
_OF_PERIODS = 2.8  # the same, where a question compares several days or years
_TITLE_NAMED = 0.4  # share of the question's rarity from which a title is the one meant
_CASE_NUMBER_OF = re.compile(
    r"\b(sagsnummer\w*|sags ?nr|sags nummer|journalnummer\w*|journal ?nr|j ?nr|case number)\b"
)
_ATTACHMENTS_OF = re.compile(r"\b(bilag\w*|attachments?|annex\w*|appendi\w*)\b")


@dataclass(frozen=True, slots=True)
class Telling:
    """Writes into a draft what the evidence says."""

    draft: Draft
    meant: Meant
    ledger: Ledger
    load: Callable[[str], Meeting]

    def answer(
        self, evidence: Sequence[Evidence], words: Terms, most: int = 4, longest: int = 95
    ) -> None:
        """Tell what the best evidence says in the way the question asks for."""
        asks_case = _CASE_NUMBER_OF.search(self.draft.question.folded) is not None
        asks_attachments = (
            self.draft.question.section is SectionKind.ATTACHMENTS
            and _ATTACHMENTS_OF.search(self.draft.question.folded) is not None
        )
        best = (
            by_title(evidence, words, self.ledger) if asks_case or asks_attachments else evidence[0]
        )
        meeting = self.load(best.passage.meeting)
        item = meeting.item(best.passage.item)
        if item is None:
            return
        self.draft.topic = (meeting.id, item.number)
        if (
            meeting.agenda
            and self.draft.question.wants_decision
            and not asks_plan(self.draft.question)
        ):
            decisions.tell_planned(self.draft, meeting, item)
            return
        if asks_case:
            tell_case_number(self.draft, meeting, item)
            return
        if asks_attachments:
            tell_attachments(self.draft, meeting, item)
            return
        whole = self.draft.question.asks in _WHOLE
        if whole and self.proposal_against(meeting, item):
            return
        day = self.meant.day()
        held_then = day is not None and any(s.decided == day for s in decisions.decisions(item))
        returned = self.draft.question.asks is Asks.HISTORY and len(decisions.decisions(item)) > 1
        by_decision = whole and (
            self.draft.question.wants_decision or returned or (held_then and day != meeting.held)
        )
        if by_decision and self._tell_decision(meeting, item, evidence):
            return
        self._tell_units(meeting, item, evidence, most, longest)

    def _tell_units(
        self,
        meeting: Meeting,
        item: AgendaItem,
        evidence: Sequence[Evidence],
        most: int,
        longest: int,
    ) -> None:
        """Tell what the evidence says, but no proposal for what came of it."""
        asks, best = self.draft.question.asks, evidence[0]
        of_proposals = self.draft.question.section is SectionKind.RECOMMENDATION
        followed = asks not in _WHOLE and not altered(meeting, item)
        if not of_proposals and not followed:
            if asks in _WHOLE and self._tell_what_came(meeting, item, evidence):
                return
            evidence = self._in_force(evidence)
        several = asks in _OF_SEVERAL
        chosen = choose(
            evidence,
            most=most + several,
            words=longest + _MORE * several,
            behind=_BEHIND.get(asks, _OF_PERIODS if self._of_periods() else BEHIND),
        )
        if asks is Asks.LIST:
            chosen = with_whole_tables(chosen, evidence)
        self.evidence(chosen)
        proposed = self._overruled(best) or any(self._overruled(each) for each in chosen)
        if not of_proposals and (self.draft.question.verb_first or proposed):
            self._came_of_it(meeting, item, evidence)

    def _of_periods(self) -> bool:
        """Whether several periods are named: each has less to tell, and all of it counts."""
        return len(self.draft.question.periods) > 1

    def _in_force(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The evidence without overruled proposals, the best item's before any other's."""
        first = evidence[0].passage
        kept = [each for each in evidence if not self._overruled(each)]
        here = (first.meeting, first.item)
        return sorted(kept, key=lambda each: (each.passage.meeting, each.passage.item) != here)

    def _tell_what_came(
        self, meeting: Meeting, item: AgendaItem, evidence: Sequence[Evidence]
    ) -> bool:
        """Tell the decision where the best evidence is only its proposal."""
        best = evidence[0]
        if best.passage.kind is not SectionKind.RECOMMENDATION or not decided(meeting, item):
            return False
        if not self._tell_decision(meeting, item, evidence):
            return False
        self._proposed_row(meeting, item, best)
        return True

    def _came_of_it(self, meeting: Meeting, item: AgendaItem, evidence: Sequence[Evidence]) -> None:
        """A row with the item's decision: "Fik COWI lov …" is answered by what was decided."""
        section = decisions.operative(meeting, item)
        span = body(section) if section else None
        told = any(
            section_at(item, each.start) is section
            for each in self.draft.cited.all
            if each.meeting == meeting.id
        )
        if section is None or span is None or told:
            return
        if length(meeting, span) > _ROW:
            inside = (e.unit for e in evidence if e.passage.meeting == meeting.id)
            unit = next((u for u in inside if span[0] <= u.start < span[1]), None)
            if unit is None:
                return
            span = unit.start, unit.end
        self.draft.quote(meeting, item, section, span, role=Role.ALSO)

    def _proposed_row(self, meeting: Meeting, item: AgendaItem, best: Evidence) -> None:
        """What was proposed, named so, below a decision that leaves it as it was."""
        section = decisions.operative(meeting, item)
        span = body(section) if section else None
        if span is None or altered(meeting, item):
            return
        start, end = best.unit.start, best.unit.end
        if not any(each.start <= start and end <= each.end for each in self.draft.cited.all):
            section = section_at(item, start)
            self.draft.quote(meeting, item, section, (start, end), role=Role.ALSO)

    def names_item(self, evidence: Sequence[Evidence], words: Terms) -> bool:
        """Whether a case number or attachments are asked for of an item named by its title."""
        asks = self.draft.question
        of_record = _CASE_NUMBER_OF.search(asks.folded) or _ATTACHMENTS_OF.search(asks.folded)
        if not of_record:
            return False
        best = by_title(evidence, words, self.ledger).passage
        item = self.load(best.meeting).item(best.item)
        return item is not None and words.coverage(set(terms(item.title))) >= _TITLE_NAMED

    def _overruled(self, evidence: Evidence) -> bool:
        """Whether evidence is a proposal of an item that has its decision printed."""
        if evidence.passage.kind is not SectionKind.RECOMMENDATION:
            return False  # most is: its meeting need not be read
        meeting = self.load(evidence.passage.meeting)
        item = meeting.item(evidence.passage.item)
        return item is not None and decided(meeting, item)

    def proposal_against(self, meeting: Meeting, item: AgendaItem) -> bool:
        """Answer "was the proposal followed" and "what was proposed" for a known item."""
        if self.draft.question.section is not SectionKind.RECOMMENDATION:
            return False
        self.draft.topic = (meeting.id, item.number)
        if self.draft.question.asks is Asks.YES_NO or self.draft.question.wants_decision:
            return decisions.tell_decision(self.draft, meeting, item, (), with_proposal=True)
        return self.proposal(meeting, item)

    def proposal(self, meeting: Meeting, item: AgendaItem) -> bool:
        wanted = decisions.proposal(item)
        span = body(wanted) if wanted else None
        if wanted is None or span is None or len(meeting.text[slice(*span)].split()) > 130:
            return False
        self.draft.topic = (meeting.id, item.number)
        self.draft.lead("proposed", committee=meeting.committee, day=meeting.held)
        self.draft.quote(meeting, item, wanted, span)
        return True

    def _tell_decision(
        self, meeting: Meeting, item: AgendaItem, evidence: Sequence[Evidence]
    ) -> bool:
        day = self.meant.day()
        if not self.draft.question.periods and self.draft.question.item is None:
            meeting, item = self._beyond_postponement(meeting, item)
        treatments = self.ledger.case_items(item.case) if item.case else []
        told = decisions.tell_decision(self.draft, meeting, item, evidence, day=day)
        if not told:
            if decisions.proposal(item) is None:
                return False
            self.draft.note("proposal_only")
            return self.proposal(meeting, item)
        decisions.tell_other_meetings(self.draft, meeting, item, treatments, self.load)
        return True

    def _beyond_postponement(
        self, meeting: Meeting, item: AgendaItem
    ) -> tuple[Meeting, AgendaItem]:
        """The first later treatment that decided what this one put off; itself where none did."""
        section = decisions.operative(meeting, item)
        if section is None or not decisions.put_off(meeting, section):
            return meeting, item
        searched = {each.id for each in self.meant.summary.meetings}  # a filter leaves some out
        for summary, listed in later_treatments(meeting, item, self.ledger):
            if summary.id not in searched:
                continue
            later = self.load(summary.id)
            there = later.item(listed.number)
            decided = decisions.operative(later, there) if there and not there.closed else None
            if there and decided and not decisions.put_off(later, decided):
                self.draft.topic = (later.id, there.number)
                return later, there
        return meeting, item

    def evidence(self, chosen: Sequence[Evidence]) -> None:
        items: dict[tuple[str, int], list[Evidence]] = {}
        for each in chosen:
            items.setdefault((each.passage.meeting, each.passage.item), []).append(each)
        for (meeting_id, number), group in items.items():
            meeting = self.load(meeting_id)
            item = meeting.item(number)
            if item is None:
                continue
            kinds = {each.passage.kind for each in group}
            sections = {each.passage.section for each in group}  # two of them: two days
            section = section_at(item, group[0].unit.start)
            values = {"committee": meeting.committee, "day": meeting.held}
            one = len(sections) == 1 and not meeting.agenda
            if kinds == {SectionKind.DECISION} and one and section is not None:
                values["day"] = section.decided or meeting.held
                values["committee"] = section.decided_by or meeting.committee
                first = min(group, key=lambda each: each.unit.start)
                self.draft.lead(decisions.said_as(first.unit.text), **values)
            elif kinds == {SectionKind.RECOMMENDATION}:
                self.draft.lead("proposed", **values)
            else:
                self.draft.lead("tells_agenda" if meeting.agenda else "tells", **values)
            quote_evidence(self.draft, meeting, item, group)
            starts = [each.unit.start for each in group]
            decisions.tell_in_force(self.draft, meeting, item, starts)
