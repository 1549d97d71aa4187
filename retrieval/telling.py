"""Telling what the evidence says: a decision, a proposal, a case number, attachments, sentences."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval import decisions
from retrieval.compose import Draft, body, length, quote_evidence, section_at
from retrieval.evidence import BEHIND, Evidence, choose, with_whole_tables
from retrieval.meant import Meant
from retrieval.question import Asks
from retrieval.search import Terms
from retrieval.standing import later_treatments
from vectorstore.danish import terms
from vectorstore.ledger import Ledger
from vectorstore.schema import AgendaItem, Meeting, Role, SectionKind

_ROW = 40  # words of a decision told in a row
_OF_SEVERAL = frozenset({Asks.LIST, Asks.PROCEDURE})  # answered by several units, or by none
_MORE = 15  # words more for them
_BEHIND_OF_SEVERAL = 3.0  # as `BEHIND`, for them
_EVIDENCE = 0.1  # weight of what an item's text tells beside its title
_TITLE_NAMED = 0.4  # share of the question's rarity from which a title is the one meant
# A decision that says so has made something else of the proposal.
_ALTERED = re.compile(
    r"\b(ikke|i stedet|ænd\w+|dog|udgår|undtag\w*|men|først|højst|mindst|idet|afvis\w*|forkast\w*"
    r"|faldt)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.:])\s+")
# What is said of who took part changes nothing of the proposal.
_OF_VOTES = re.compile(r"\b(deltog|stemte|forbehold|inhabil\w*)\b", re.IGNORECASE)
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
        whole = self.draft.question.asks in (Asks.WHAT, Asks.YES_NO, Asks.HISTORY)
        if whole and self.proposal_against(meeting, item):
            return
        day = self.meant.day()
        held_then = day is not None and any(s.decided == day for s in decisions.decisions(item))
        returned = self.draft.question.asks is Asks.HISTORY and len(decisions.decisions(item)) > 1
        decided = whole and (
            self.draft.question.wants_decision or returned or (held_then and day != meeting.held)
        )
        if decided and self._tell_decision(meeting, item, evidence):
            return
        proposals = self.draft.question.section is SectionKind.RECOMMENDATION
        if not proposals and whole and self._tell_what_came(meeting, item, evidence):
            return
        if not proposals and (whole or self._altered(meeting, item)):
            evidence = [each for each in evidence if not self._overruled(each)]
        if self.draft.question.asks in _OF_SEVERAL:
            most, longest = most + 1, longest + _MORE
        behind = _BEHIND_OF_SEVERAL if self.draft.question.asks in _OF_SEVERAL else BEHIND
        chosen = choose(evidence, most=most, words=longest, behind=behind)
        if self.draft.question.asks is Asks.LIST:
            chosen = with_whole_tables(chosen, evidence)
        self.evidence(chosen)
        of_proposal = any(self._overruled(each) for each in chosen)
        if not proposals and (self.draft.question.verb_first or of_proposal):
            self._came_of_it(meeting, item, evidence)

    def _tell_what_came(
        self, meeting: Meeting, item: AgendaItem, evidence: Sequence[Evidence]
    ) -> bool:
        """Tell the decision where the best evidence is only its proposal."""
        best = evidence[0]
        if best.passage.kind is not SectionKind.RECOMMENDATION or not self._decided(best):
            return False
        if not self._tell_decision(meeting, item, evidence):
            return False
        self._proposed_row(meeting, item, best)
        return True

    def _altered(self, meeting: Meeting, item: AgendaItem) -> bool:
        """Whether a decision has made something else of its proposal."""
        section = decisions.operative(meeting, item)
        span = body(section) if section else None
        if span is None:
            return False
        said = _SENTENCE.split(meeting.text[slice(*span)])
        return any(_ALTERED.search(each) for each in said if not _OF_VOTES.search(each))

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
        if span is None or self._altered(meeting, item):
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
        best = self._by_title(evidence, words).passage
        item = self.load(best.meeting).item(best.item)
        return item is not None and words.coverage(set(terms(item.title))) >= _TITLE_NAMED

    def _decided(self, evidence: Evidence) -> bool:
        meeting = self.load(evidence.passage.meeting)
        item = meeting.item(evidence.passage.item)
        return item is not None and decisions.operative(meeting, item) is not None

    def _overruled(self, evidence: Evidence) -> bool:
        """Whether evidence is a proposal of an item that has its decision printed."""
        return evidence.passage.kind is SectionKind.RECOMMENDATION and self._decided(evidence)

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

    def _by_title(self, evidence: Sequence[Evidence], words: Terms) -> Evidence:
        """The evidence whose item's title holds most of the question's words."""

        def titled(each: Evidence) -> float:
            item = self.load(each.passage.meeting).item(each.passage.item)
            own = words.coverage(set(terms(item.title))) if item else 0.0
            return own + _EVIDENCE * each.score

        return max(evidence, key=titled)

    def _case_words(self, item: AgendaItem) -> tuple[str, dict[str, object]]:
        if item.case is None:
            self.draft.reason = "no_case_number"
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
            if kinds == {SectionKind.DECISION} and len(sections) == 1 and section is not None:
                values["day"] = section.decided or meeting.held
                values["committee"] = section.decided_by or meeting.committee
                first = min(group, key=lambda each: each.unit.start)
                self.draft.lead(decisions.said_as(first.unit.text), **values)
            elif kinds == {SectionKind.RECOMMENDATION}:
                self.draft.lead("proposed", **values)
            else:
                self.draft.lead("tells", **values)
            quote_evidence(self.draft, meeting, item, group)
