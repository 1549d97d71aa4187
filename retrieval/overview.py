"""Questions answered over many meetings: lists of meetings and cases, what was postponed.

Every row is computed from the ledger and cited; a list that is cut short says so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval import decisions
from retrieval.agendas import asks_plan
from retrieval.compose import Draft, body
from retrieval.phrases import say
from retrieval.question import Question
from retrieval.records import RecordQuestion, topic_left
from retrieval.rows import tell_record, title_span
from retrieval.search import Terms
from vectorstore.danish import term, terms
from vectorstore.dates import long_date
from vectorstore.schema import (
    AgendaItem,
    BlockKind,
    Meeting,
    MeetingSummary,
    Passage,
    Role,
    Section,
)

_ROWS = 30  # longer lists are cut, and say so
_ROW_WORDS = 25  # of a decision on a list of many
_ABOUT = 0.5  # share of the topic's rarity that a title on the list holds

# Over the folded question.
_MEETINGS = re.compile(
    r"\b(hvor mange|hvilke|antal(let)?( af)?|liste? over|alle|oversigt over|how many|which|what"
    r"|list of|all)"
    r" (\w+ )?(\w*moder(ne)?|referater(ne)?|meetings|minutes)\b"
    r"|\bhvor mange gange \w+ (\w+ ){0,2}mode\b"
)
_WHEN_LATEST = re.compile(
    r"^(hvornar|hvad dato|hvilken dag|when|what date)\b"
    r"|^\W*(det |the )?(sidste|seneste|nyeste|latest|last|most recent)"
    r" \w*(mode|meeting|referat)\w*\W*$"
)
_POSTPONED = re.compile(
    r"\b(udsat|udsatte?|udskudt|udskudte|udskydes|udskod|postponed|deferred|put off)\b"
)
_ITEMS = re.compile(
    r"\b(hvilke|alle|liste? over|oversigt over|hvor mange|which|what|all|list of|list|how many)"
    r"( \w+)? (sager|punkter|emner|dagsordens?punkter|cases|items|matters|points)\b"
)
_OWN = frozenset(
    term(word)
    for word in """
    møder møderne referater referaterne hvor mange alle antal liste oversigt indekset indlæst
    indlæste holdt holdes afholdt afholdtes fundet sted gange sidste seneste nyeste første ældste
    dato dag hvilken udsat udsatte udskudt udskudte udskydes postponed deferred put off cases items
    handler handlede vedrører vedrørende vedrørte drejer drejede omhandler samlet total meetings
    minutes matters points list number held year latest last recent date sager punkter emner emne
    udvalg udvalget direktionen byrådet
    """.split()
)


@dataclass(frozen=True, slots=True)
class Overview:
    """Answers what is asked over many meetings; writes into a draft."""

    draft: Draft
    meetings: Sequence[MeetingSummary]  # those the question's dates and committees leave
    spoken_of: Sequence[MeetingSummary]  # the one that the conversation is about, if any
    load: Callable[[str], Meeting]
    passages: Callable[[str], Sequence[Passage]]  # a meeting's, with their units

    @property
    def question(self) -> Question:
        """The question that is answered."""
        return self.draft.question

    def answer(self) -> bool:
        """Tell what is asked; False when it is no such question."""
        if not self.meetings or self.question.cases or self.question.item is not None:
            return False
        return (
            self._latest() or self._list_of_meetings() or self._postponed() or self._all_decisions()
        )

    # --- meetings --------------------------------------------------------------------------

    def _bare(self) -> bool:
        """Whether the question has no topic of its own."""
        return not [w for w in topic_left(self.question, ()) if term(w) not in _OWN]

    def _latest(self) -> bool:
        asked = self.question
        if not (asked.latest or asked.earliest) or not _WHEN_LATEST.search(asked.folded):
            return False
        if not self._bare():
            return False
        meeting = self.load(self.meetings[0 if asked.earliest else -1].id)
        name = "earliest_meeting" if asked.earliest else "latest_meeting"
        self.draft.lead(name, day=meeting.held, committee=meeting.committee)
        self._cite_meeting(meeting, Role.QUOTE)
        return True

    def _list_of_meetings(self) -> bool:
        if not _MEETINGS.search(self.question.folded) or not self._bare():
            return False
        name = "meetings_count" if len(self.meetings) > 1 else "meetings_one"
        self.draft.lead(name, count=len(self.meetings))
        for summary in self.meetings[-_ROWS:]:
            self._cite_meeting(self.load(summary.id), Role.ALSO)
        self._cut(len(self.meetings))
        return True

    def _cite_meeting(self, meeting: Meeting, role: Role) -> None:
        self.draft.topic = (meeting.id, 0)
        label = f"{meeting.committee}, {long_date(meeting.held, self.draft.language)}"
        span = meeting.held_span or (0, meeting.header_end)
        self.draft.quote(meeting, None, None, span, role=role, label=label)

    def _cut(self, rows: int) -> None:
        if rows > _ROWS:
            self.draft.note("list_cut", shown=_ROWS, total=rows)

    # --- items -----------------------------------------------------------------------------

    def _postponed(self) -> bool:
        if not (_POSTPONED.search(self.question.folded) and _ITEMS.search(self.question.folded)):
            return False
        if not self._bare():
            return False
        found = []
        for meeting, item in self._open_items():
            section = decisions.operative(meeting, item)
            if section is not None and decisions.put_off(meeting, section):
                found.append((meeting, item, section))
        if not found:
            return False
        self.draft.lead("postponed_items" if len(found) > 1 else "postponed_item", count=len(found))
        for meeting, item, section in found[-_ROWS:]:
            self.draft.topic = (meeting.id, item.number)
            span = body(section)
            assert span is not None
            label = f"{self.label(meeting, item)}, {item.title}"
            self.draft.quote(meeting, item, section, span, role=Role.ALSO, label=label)
        self._cut(len(found))
        return True

    def _all_decisions(self) -> bool:
        """What one meeting decided, item by item, each decision by its first sentences."""
        asked = self.question
        if not asked.wants_decision or asked.section or not self._bare():
            return False
        if len(self.spoken_of) != 1:
            return False
        meeting = self.load(self.spoken_of[0].id)
        if meeting.agenda:
            self._planned(meeting)
            return True
        passages = self.passages(meeting.id)
        told = [
            (item, section, _opening(passages, item.number, section))
            for item in meeting.items
            if not item.closed and (section := decisions.operative(meeting, item)) is not None
        ]
        if not told:
            return False
        self.draft.topic = (meeting.id, 0)
        self.draft.lead("all_decisions", committee=meeting.committee, day=meeting.held)
        for item, section, span in told:
            if span is not None:
                label = say(self.draft.language, "where", item=item.number, title=item.title)
                self.draft.quote(meeting, item, section, span, role=Role.ALSO, label=label)
        return True

    def _planned(self, meeting: Meeting) -> None:
        """An agenda's items, where what was decided is asked of a meeting without minutes."""
        tell_record(self.draft, RecordQuestion(("agenda",)), meeting)
        if not asks_plan(self.question):
            self.draft.reason = "agenda_only"

    def about(self, words: Terms) -> bool:
        """List the items whose titles are about the question's topic; False when fewer than two."""
        if not _ITEMS.search(self.question.folded) or self._bare():
            return False
        topic = words.without(_OWN)
        found = []
        for meeting in (self.load(summary.id) for summary in self.meetings):
            for item in meeting.items:
                if topic.coverage(set(terms(item.title))) >= _ABOUT:
                    found.append((meeting, item))
        if len(found) < 2:
            return False
        self.draft.lead("items_about", count=len(found))
        for meeting, item in found[-_ROWS:]:
            self.draft.topic = (meeting.id, item.number)
            span = title_span(meeting, item)
            label = self.label(meeting, item)
            self.draft.quote(meeting, item, None, span, role=Role.ALSO, label=label)
        self._cut(len(found))
        return True

    def _open_items(self) -> list[tuple[Meeting, AgendaItem]]:
        return [
            (meeting, item)
            for meeting in (self.load(summary.id) for summary in self.meetings)
            for item in meeting.items
            if not item.closed
        ]

    def label(self, meeting: Meeting, item: AgendaItem) -> str:
        """ "12. juni 2024, punkt 4"."""
        number = say(self.draft.language, "item", item=item.number)
        return f"{long_date(meeting.held, self.draft.language)}, {number.lower()}"


def _opening(passages: Sequence[Passage], item: int, section: Section) -> tuple[int, int] | None:
    """The first sentences of a section, as many as make a row."""
    units = [
        unit
        for passage in passages
        if passage.item == item
        for unit in passage.units
        if section.start <= unit.start < section.end and unit.kind is not BlockKind.SUBHEADING
    ]
    if not units:
        return None
    end, length = units[0].end, len(units[0].text.split())
    for unit in units[1:]:
        length += len(unit.text.split())
        if length > _ROW_WORDS:
            break
        end = unit.end
    return units[0].start, end
