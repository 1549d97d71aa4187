"""Telling votes and presence from the records: every row that was asked for, word for word."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.ballots import read_aloud, table_at
from retrieval.cite import length
from retrieval.compose import Draft, body, section_at
from retrieval.phrases import say
from retrieval.rows import person_span
from retrieval.standpoints import Asked, Standpoint
from vectorstore.dates import long_date
from vectorstore.schema import AgendaItem, Attendance, Meeting, Role, SectionKind, Vote, fold

Place = tuple[Meeting, AgendaItem]

ROWS = 30  # longer lists are cut, and say so
_EACH = 3  # items up to which each is told with what was decided
_DECISION = 60  # words of a decision told beside its vote
# The sentences that lead in what an item says, and that nobody stands where it was asked for.
_TOLD = {
    Asked.FOR: "told_for",
    Asked.AGAINST: "told_against",
    Asked.ABSTAINED: "told_abstained",
    Asked.RESERVED: "told_reserved",
    Asked.COUNT: "told_count",
    Asked.UNANIMOUS: "told_count",
    Asked.VOTER: "told_voter",
    Asked.ABSENT: "told_absent",
    Asked.DISQUALIFIED: "told_disqualified",
    Asked.LEFT: "told_left",
    Asked.CAME: "told_came",
    Asked.SUBSTITUTE: "told_substitute",
}
_NOBODY = {
    Asked.FOR: "none_for",
    Asked.AGAINST: "none_against",
    Asked.ABSTAINED: "none_abstained",
    Asked.RESERVED: "none_reserved",
    Asked.VOTER: "none_voter",
    Asked.VOTED: "none_voted",
}
# Words that tell of a vote or of presence in forms that were not read as records: then nothing may
# be said to be missing.
_VOTED = re.compile(
    r"\b(?:stem(?:te|mer|t|me)\b|i?mod\b|forbehold|enstemmig|flertal|mindretal|undlod)"
)
_THERE = re.compile(r"\b(?:inhabil|forlod|afbud|fraværende|ankom|stedfortræder|deltog ikke)")


@dataclass(frozen=True, slots=True)
class Rollcall:
    """Writes what items tell of a vote or of presence into a draft."""

    draft: Draft
    asked: Standpoint

    def rows(self, meeting: Meeting, item: AgendaItem) -> list[Vote | Attendance]:
        """An item's records that are asked for, in their order; an agenda has none."""
        if item.closed or meeting.agenda:
            return []
        found: Sequence[Vote | Attendance] = item.votes if self.asked.of_votes else item.attendance
        if self.asked.asked is Asked.COUNT:
            found = _summed(item)
        return [
            row for row in found if self.asked.fits(row, fold(meeting.text[row.start : row.end]))
        ]

    def tell(self, places: Sequence[Place]) -> bool:
        """Tell what these items' records say; False when they hold nothing that was asked for."""
        found = [(place, rows) for place in places if (rows := self.rows(*place))]
        if self.asked.asked is Asked.ABSENT:
            return self._absent(places)
        if not found:
            return False
        if len(found) > _EACH or self.asked.asked is Asked.VOTED:
            self._list(found)
            return True
        for (meeting, item), rows in found:
            self.draft.topic = (meeting.id, item.number)
            self._lead(_TOLD[self.asked.asked], meeting, item)
            self._quote(meeting, item, rows)
            self._beside(meeting, item, rows)
        return True

    def _lead(self, name: str, meeting: Meeting, item: AgendaItem) -> None:
        voter = self.asked.voter.name if self.asked.voter else ""
        values = {"item": item.number, "day": meeting.held, "committee": meeting.committee}
        self.draft.lead(name, voter=voter, **values)

    def _quote(
        self,
        meeting: Meeting,
        item: AgendaItem,
        rows: Sequence[Vote | Attendance],
        role: Role = Role.QUOTE,
        label: str = "",
    ) -> None:
        for start, end in dict.fromkeys((row.start, row.end) for row in rows):
            section = section_at(item, start)
            said = read_aloud(meeting, item, section, (start, end))
            self.draft.quote(
                meeting, item, section, (start, end), role=role, label=label, reading=said
            )

    def _beside(
        self, meeting: Meeting, item: AgendaItem, rows: Sequence[Vote | Attendance]
    ) -> None:
        """What was voted on, and, for who was for it, who was not: else "for" may be misread."""
        if not self.asked.of_votes:
            return
        section = section_at(item, rows[0].start)
        votes = [
            vote for vote in item.votes if section and section.start <= vote.start < section.end
        ]
        if section is None or section.kind is not SectionKind.DECISION:
            return
        decided = _decided(meeting, item, votes)
        if decided:
            self.draft.quote(meeting, item, section, decided, role=Role.ALSO)
        if self.asked.asked is Asked.FOR:
            told = {(row.start, row.end) for row in rows}
            others = [vote for vote in votes if (vote.start, vote.end) not in told]
            label = say(self.draft.language, "other_votes")
            self._quote(meeting, item, others, Role.ALSO, label)

    def _list(self, found: Sequence[tuple[Place, Sequence[Vote | Attendance]]]) -> None:
        several, one = "told_places", "told_places_one"
        if self.asked.asked is Asked.VOTED:
            several, one = "told_voted", "told_voted_one"
        self.draft.lead(one if len(found) == 1 else several, count=len(found))
        for (meeting, item), rows in found[-ROWS:]:
            self.draft.topic = (meeting.id, item.number)
            number = say(self.draft.language, "item", item=item.number).lower()
            label = f"{long_date(meeting.held, self.draft.language)}, {number}, {item.title}"
            self._quote(meeting, item, rows, Role.ALSO, label)
        if len(found) > ROWS:
            self.draft.note("list_cut", shown=ROWS, total=len(found))

    def _absent(self, places: Sequence[Place]) -> bool:
        """Who is on the meeting's list as absent, and whom the item's own lines name."""
        told = False
        for meeting, item in places:
            people = [person for person in meeting.participants if person.absent]
            rows = self.rows(meeting, item)
            if not people and not rows:
                continue
            told = True
            self.draft.topic = (meeting.id, item.number)
            self._lead("told_absent", meeting, item)
            for person in people:
                self.draft.quote(meeting, None, None, person_span(meeting, person))
            self._quote(meeting, item, rows)
        return told

    def others(self, places: Sequence[Place]) -> bool:
        """Tell the vote of items that name nobody on the side asked for; False without a vote."""
        told = False
        for meeting, item in places:
            votes = () if item.closed or meeting.agenda else item.votes
            if votes and self.asked.asked in _NOBODY:
                told = True
                self.draft.topic = (meeting.id, item.number)
                self._lead(_NOBODY[self.asked.asked], meeting, item)
                self._quote(meeting, item, votes)
        return told

    def may_be_unread(self, places: Sequence[Place]) -> bool:
        """Whether a decision speaks of a vote or of presence in words that gave no record."""
        pattern = _VOTED if self.asked.of_votes else _THERE
        return any(
            pattern.search(meeting.text[section.start : section.end].lower())
            for meeting, item in places
            if not item.closed
            for section in item.sections
            if section.kind is SectionKind.DECISION
        )


def _summed(item: AgendaItem) -> list[Vote]:
    """The votes, of a table that has its sums only those."""
    tables = [table_at(section_at(item, vote.start), vote.start) for vote in item.votes]
    pairs = list(zip(item.votes, tables, strict=True))
    summed = [table for vote, table in pairs if table and not vote.voters]
    return [vote for vote, table in pairs if table not in summed or not vote.voters]


def _decided(meeting: Meeting, item: AgendaItem, votes: Sequence[Vote]) -> tuple[int, int] | None:
    """What stands in the decision above its votes, if that is short enough to be told."""
    section = section_at(item, votes[0].start)
    span = body(section) if section else None
    if section is None or span is None:
        return None
    first = min(vote.start for vote in votes)
    table = table_at(section, first)
    first = table.start if table else first
    above = [block for block in section.blocks if block.start < first]
    end = min(above[-1].end, first) if above else first
    text = meeting.text[span[0] : end]
    end = span[0] + len(text.rstrip())
    if end <= span[0] or length(meeting, (span[0], end)) > _DECISION:
        first_block = section.blocks[0]
        whole = (
            first_block.end <= first and length(meeting, (span[0], first_block.end)) <= _DECISION
        )
        return (first_block.start, first_block.end) if whole and end > span[0] else None
    return span[0], end


def ordered(places: Sequence[Place]) -> list[Place]:
    """Items by date and number, each once."""
    seen = {(meeting.id, item.start): (meeting, item) for meeting, item in places}
    return sorted(seen.values(), key=lambda place: (place[0].held, place[0].id, place[1].start))


def all_items(
    meetings: Sequence[str], load: Callable[[str], Meeting], known: set[tuple[str, int]]
) -> Iterator[Place]:
    """The items of these meetings that are known to hold records."""
    wanted = {meeting for meeting, _ in known}
    for each in meetings:
        if each in wanted:
            meeting = load(each)
            for item in meeting.items:
                if (meeting.id, item.start) in known:
                    yield meeting, item
