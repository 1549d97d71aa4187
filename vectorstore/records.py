"""Meetings and passages to and from the ledger's rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from vectorstore.schema import (
    AgendaItem,
    Attendance,
    Block,
    BlockKind,
    Cell,
    ContentsLine,
    Meeting,
    Participant,
    Passage,
    Presence,
    Section,
    SectionKind,
    Side,
    Unit,
    Vote,
)

Row = dict[str, Any]


def meeting_row(meeting: Meeting) -> Row:
    """The meeting's own columns; path, hashes and times are the ledger's to add."""
    return {
        "id": meeting.id,
        "source": meeting.source,
        "committee": meeting.committee,
        "held": meeting.held,
        "begins": meeting.begins,
        "place": meeting.place,
        "header_end": meeting.header_end,
        "spans": {"place": meeting.place_span, "held": meeting.held_span},
        "contents": [[line.title, line.page] for line in meeting.contents],
        "text": meeting.text,
        "pages": list(meeting.pages),
        "certainty": meeting.certainty,
        "doubts": list(meeting.doubts),
        "municipality": meeting.municipality,
        "agenda": meeting.agenda,
        "correction": meeting.correction,
    }


def participant_rows(meeting: Meeting) -> list[Row]:
    """One row a participant."""
    return [
        {
            "meeting": meeting.id,
            "place": place,
            "name": person.name,
            "role": person.role,
            "absent": person.absent,
            "start": person.start,
            "end": person.end,
        }
        for place, person in enumerate(meeting.participants)
    ]


def item_rows(meeting: Meeting) -> list[Row]:
    """One row an item; the id holds its place, since a number may be printed twice."""
    return [
        {
            "id": f"{meeting.id}/{place}",
            "meeting": meeting.id,
            "place": place,
            "number": item.number,
            "title": item.title,
            "case_number": item.case,
            "closed": item.closed,
            "start": item.start,
            "heading_end": item.heading_end,
            "end": item.end,
            "label": item.label,
        }
        for place, item in enumerate(meeting.items)
    ]


def vote_rows(meeting: Meeting) -> list[Row]:
    """One row a side of a vote."""
    return [
        {
            "item": f"{meeting.id}/{at}",
            "place": place,
            "side": vote.side.value,
            "start": vote.start,
            "end": vote.end,
            "voters": list(vote.voters),
            "count": vote.count,
        }
        for at, item in enumerate(meeting.items)
        for place, vote in enumerate(item.votes)
    ]


def attendance_rows(meeting: Meeting) -> list[Row]:
    """One row a person whose presence at an item differed."""
    return [
        {
            "item": f"{meeting.id}/{at}",
            "place": place,
            "presence": there.presence.value,
            "name": there.name,
            "start": there.start,
            "end": there.end,
        }
        for at, item in enumerate(meeting.items)
        for place, there in enumerate(item.attendance)
    ]


def section_rows(meeting: Meeting) -> list[Row]:
    """One row a section, blocks as nested lists."""
    return [
        {
            "id": f"{meeting.id}/{at}/{place}",
            "item": f"{meeting.id}/{at}",
            "place": place,
            "kind": section.kind.value,
            "heading": section.heading,
            "decided": section.decided,
            "decided_by": section.decided_by,
            "start": section.start,
            "end": section.end,
            "blocks": [_packed(block) for block in section.blocks],
        }
        for at, item in enumerate(meeting.items)
        for place, section in enumerate(item.sections)
    ]


def _packed(block: Block) -> list[Any]:
    rows = [[[cell.start, cell.end] for cell in row] for row in block.rows]
    return [block.kind.value, block.start, block.end, block.marker, rows]


def _unpacked(packed: Sequence[Any]) -> Block:
    kind, start, end, marker, rows = packed
    cells = tuple(tuple(Cell(*cell) for cell in row) for row in rows)
    return Block(BlockKind(kind), start, end, marker, cells)


def meeting_from(row: Any, people: Iterable[Any], items: Iterable[AgendaItem]) -> Meeting:
    """A meeting from its row, its participants' rows and its items."""
    place, held = row.spans["place"], row.spans["held"]
    return Meeting(
        id=row.id,
        committee=row.committee,
        held=row.held,
        begins=row.begins,
        place=row.place,
        text=row.text,
        header_end=row.header_end,
        place_span=tuple(place) if place else None,
        held_span=tuple(held) if held else None,
        participants=tuple(Participant(p.name, p.start, p.end, p.role, p.absent) for p in people),
        contents=tuple(ContentsLine(title, page) for title, page in row.contents),
        items=tuple(items),
        source=row.source,
        pages=tuple(row.pages),
        certainty=row.certainty,
        doubts=tuple(row.doubts),
        municipality=row.municipality,
        agenda=row.agenda,
        correction=row.correction,
    )


def items_from(
    items: Iterable[Any],
    sections: Iterable[Any],
    votes: Iterable[Any],
    attendance: Iterable[Any],
) -> Iterator[AgendaItem]:
    """Items from their rows and those of their parts, all in their order."""
    by_item: dict[str, list[Section]] = {}
    for part in sections:
        by_item.setdefault(part.item, []).append(
            Section(
                SectionKind(part.kind),
                part.heading,
                part.start,
                part.end,
                tuple(_unpacked(block) for block in part.blocks),
                part.decided,
                part.decided_by,
            )
        )
    cast: dict[str, list[Vote]] = {}
    for row in votes:
        said = Vote(Side(row.side), row.start, row.end, tuple(row.voters), row.count)
        cast.setdefault(row.item, []).append(said)
    there: dict[str, list[Attendance]] = {}
    for row in attendance:
        told = Attendance(Presence(row.presence), row.name, row.start, row.end)
        there.setdefault(row.item, []).append(told)
    for row in items:
        yield replace(
            item_from(row),
            sections=tuple(by_item.get(row.id, ())),
            votes=tuple(cast.get(row.id, ())),
            attendance=tuple(there.get(row.id, ())),
        )


def item_from(row: Any) -> AgendaItem:
    """An item from its row, its parts left out."""
    return AgendaItem(
        row.number,
        row.title,
        row.case_number,
        row.closed,
        row.start,
        row.heading_end,
        row.end,
        label=row.label,
    )


def passage_row(passage: Passage, place: int, vector: str) -> Row:
    """A passage's columns."""
    return {
        "id": passage.id,
        "meeting": passage.meeting,
        "place": place,
        "item": passage.item,
        "section": passage.section,
        "kind": passage.kind.value,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "context": passage.context,
        "vector": vector,
    }


def unit_row(unit: Unit, passage: Passage, place: int, vector: str) -> Row:
    """A unit's columns."""
    return {
        "id": unit.id,
        "passage": passage.id,
        "place": place,
        "kind": unit.kind.value,
        "start": unit.start,
        "end": unit.end,
        "text": unit.text,
        "lead": unit.lead,
        "subheading": unit.subheading,
        "reading": unit.reading,
        "vector": vector,
    }


def passage_from(row: Any) -> Passage:
    """A passage from its row, without its units."""
    return Passage(
        row.id,
        row.meeting,
        row.item,
        row.section,
        SectionKind(row.kind),
        row.start,
        row.end,
        row.text,
        row.context,
    )


def unit_from(row: Any) -> Unit:
    """A unit from its row."""
    told = (row.text, row.lead, row.subheading, row.reading)
    return Unit(row.id, BlockKind(row.kind), row.start, row.end, *told)
