"""From text to Meeting: header, items, sections, blocks, each with its place in the source."""

from collections.abc import Sequence

from ingest.header import header, slug
from ingest.items import ItemHeading, item_headings
from ingest.lines import Line, lines
from ingest.read import normalised
from ingest.recorded import recorded
from ingest.sections import sections
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import AgendaItem, Meeting, Section

_LOOKED_FOR = "linjer som „REFERAT Teknikudvalget d. 12-06-2024“ og „Punkt 1: …“"


def parse(text: str, source: str = "") -> Meeting:
    """The meeting that minutes tell of; UnreadableMinutes when they are none.

    Offsets count characters of the result's `text`. The header and the items divide it between
    them with nothing left over; an open item's heading and sections divide the item.
    """
    text = normalised(text)
    name = source or "Teksten"
    printed = lines(text)
    headings = item_headings(printed, name)
    if not headings:
        raise UnreadableMinutes(
            f"{name} ligner ikke et referat; der blev ledt efter {_LOOKED_FOR}."
        )
    top = header(text, printed[: headings[0].first], name)
    return Meeting(
        id=f"{slug(top.committee)}-{top.held.isoformat()}",
        committee=top.committee,
        held=top.held,
        begins=top.begins,
        place=top.place,
        text=text,
        header_end=printed[headings[0].first].begin,
        place_span=top.place_span,
        held_span=top.held_span,
        participants=top.participants,
        contents=top.contents,
        items=recorded(text, _items(text, printed, headings, top.committee), top.committee),
        source=source,
    )


def _items(
    text: str, printed: Sequence[Line], headings: Sequence[ItemHeading], committee: str
) -> tuple[AgendaItem, ...]:
    found = []
    for heading, below in zip(headings, [*headings[1:], None], strict=True):
        last = below.first if below else len(printed)
        end = printed[last].begin if below else len(text)
        body = next((n for n in range(heading.below, last) if not printed[n].blank), None)
        heading_end = end if body is None else printed[body].begin
        parts: tuple[Section, ...] = ()
        if body is not None and not heading.closed:
            parts = sections(text, printed[body:last], heading, committee, end)
            heading_end = parts[0].start if parts else end
        found.append(
            AgendaItem(
                heading.number,
                heading.title,
                heading.case,
                heading.closed,
                printed[heading.first].begin,
                heading_end,
                end,
                parts,
            )
        )
    return tuple(found)
