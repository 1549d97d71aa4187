"""From a document to a Meeting: header, items, sections, blocks, each with its place."""

from collections.abc import Sequence

from ingest.certainty import certainty
from ingest.document import Document
from ingest.evidence import ItemHeading
from ingest.files.text import normalised
from ingest.habits import habits_of
from ingest.header import Elsewhere, Header, header
from ingest.identity import meeting_id
from ingest.items import Items, item_headings
from ingest.layout import laid_out
from ingest.lines import Line
from ingest.recorded import recorded
from ingest.sections import sections
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import AgendaItem, Meeting, Section, SectionKind

_LOOKED_FOR = "linjer som „REFERAT Teknikudvalget d. 12-06-2024“ og „Punkt 1: …“"


def parse(document: Document | str, source: str = "") -> Meeting:
    """The meeting that minutes tell of; UnreadableMinutes when they are none.

    Offsets count characters of the result's `text`. The header and the items divide it between
    them with nothing left over; an open item's heading and sections divide the item.
    """
    if isinstance(document, str):
        document = Document(normalised(document))
    name = source or "Teksten"
    text = document.text
    lines = laid_out(document)
    found = item_headings(lines)
    if not found.headings:
        raise UnreadableMinutes(_no_items(name, lines, found))
    first = found.headings[0].first
    top = header(text, lines[:first], found.contents, _elsewhere(document, found, name), name)
    items = tuple(_items(text, lines, found, top))
    agenda = top.agenda and not _decides(items, top)
    sure, doubts = certainty(found, items, agenda)
    return Meeting(
        id=meeting_id(top.committee, top.held, agenda=agenda),
        committee=top.committee,
        held=top.held,
        begins=top.begins,
        place=top.place,
        text=text,
        header_end=lines[first].begin,
        place_span=top.place_span,
        held_span=top.held_span,
        participants=top.participants,
        contents=found.contents.entries,
        items=recorded(text, items, top.committee),
        source=source,
        municipality=top.municipality,
        agenda=agenda,
        pages=document.pages,
        certainty=round(sure * (0.8 if top.doubts else 1.0), 2),
        doubts=(*document.doubts, *top.doubts, *doubts),
    )


def _no_items(name: str, lines: Sequence[Line], found: Items) -> str:
    """Why a document cannot be read: what was looked for, and what was found."""
    sentence = f"{name} ligner ikke et referat; der blev ledt efter {_LOOKED_FOR}."
    titled = any(line.bare[:7].casefold() in ("referat", "dagsord") for line in lines[:20])
    parts = sum(heading is not None for heading in found.around.headings)
    seen = ["en titel"] * titled + [f"{parts} afsnit"] * (parts > 0)
    return f"{sentence} Der er {' og '.join(seen)}, men ingen punkter." if seen else sentence


def _elsewhere(document: Document, found: Items, name: str) -> Elsewhere:
    decided = [
        (heading.body, heading.decided)
        for heading in found.around.headings
        if heading is not None and heading.kind is SectionKind.DECISION and not heading.treated
    ]
    return Elsewhere(document.left_out, tuple(decided), name)


def _decides(items: Sequence[AgendaItem], top: Header) -> bool:
    """Whether the meeting itself decides anything: an agenda tells what others have decided."""
    bodies = ("", top.committee.casefold())
    return any(
        part.kind is SectionKind.DECISION
        and bool(part.blocks)
        and (part.decided == top.held if part.decided else part.decided_by.casefold() in bodies)
        for item in items
        for part in item.sections
    )


def _items(text: str, lines: Sequence[Line], found: Items, top: Header) -> list[AgendaItem]:
    habits = habits_of(found.around, found.headings, top.committee, top.held)
    items = []
    for heading, below in zip(found.headings, [*found.headings[1:], None], strict=True):
        last = below.first if below else len(lines)
        end = lines[last].begin if below else len(text)
        body = _body(text, lines[heading.below : last], heading)
        parts: tuple[Section, ...] = ()
        heading_end = body[0].begin if body else end
        if body and not heading.closed:
            parts = sections(text, body, heading, habits, end)
            heading_end = parts[0].start if parts else end
        items.append(
            AgendaItem(
                heading.number,
                heading.title,
                heading.case,
                heading.closed,
                lines[heading.first].begin,
                heading_end,
                end,
                parts,
                heading.label,
            )
        )
    return items


def _body(text: str, lines: Sequence[Line], heading: ItemHeading) -> list[Line]:
    """The lines of an item's text; the first may be the rest of its heading's own line."""
    if heading.rest is not None:
        return [lines[0].cut(text, heading.rest)[1], *lines[1:]]
    first = next((n for n, line in enumerate(lines) if not line.blank), len(lines))
    return list(lines[first:])
