"""A meeting's minutes as the reader and the panel show them: sections, lists, tables, marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from vectorstore.schema import AgendaItem, Block, BlockKind, Cell, Meeting, Section, SectionKind
from web.markings import PageMarks, Place, passage, quoted, touches
from web.wording import LABELS

_PLAIN_MARKERS = frozenset("-–—•?*·")
# "4", "2.950.000", "-1,2", "8*", "12,5 %", "39 procent", "kr. 40.000"; "**" and "-" stand for none
_NUMBER = re.compile(
    r"(?:kr\.? )?[-–+]?\d[\d., ]*\s?(?:%|pct\.|procent|kr\.?|mio\.(?: kr\.)?)?\*{0,3}|\*{1,3}|[-–]"
)
_SHUT = re.compile(r"\W*(?:lukket|lukkede)\W*(?:punkt|sag|møde|sager)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list; the marker is empty where a plain dot does."""

    marker: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, subheading, list, table or footnote."""

    kind: str
    html: Markup = field(default_factory=Markup)
    entries: tuple[Entry, ...] = ()
    rows: tuple[tuple[Markup, ...], ...] = ()  # of a table; the first is the header
    numeric: tuple[bool, ...] = ()  # per column


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as shown. `heading` is set where the printed heading itself is cited."""

    anchor: str
    label: str
    kind: SectionKind
    decided: date | None = None  # a decision's own date, where its heading has one
    decided_by: str = ""
    heading: Markup = field(default_factory=Markup)
    cited: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as shown; number 0 is the meeting's header, which has no title."""

    number: int
    title: Markup
    case: Markup | None
    case_url: str
    closed: bool
    untitled: bool  # a closed item whose title says nothing but that
    cited: bool
    sections: tuple[SectionView, ...]


def is_untitled(title: str) -> bool:
    """Whether a closed item's title says nothing but that it is closed."""
    return _SHUT.fullmatch(title) is not None


def case_url(case: str) -> str:
    """A case's page."""
    return f"/sag/{quote(case)}"


def header_view(meeting: Meeting, cited: Place | None) -> ItemView:
    """The header's lines as printed."""
    lines = re.finditer(r"[^\n]*\S[^\n]*", meeting.text[: meeting.header_end])
    parts = tuple(
        Part("paragraph", passage(meeting.text, line.start(), line.end(), cited)) for line in lines
    )
    here = cited is not None and touches(cited, 0, meeting.header_end)
    section = SectionView("punkt-0-afsnit-0", "", SectionKind.HEADER, cited=here, parts=parts)
    return ItemView(0, Markup(), None, "", False, False, here, (section,))


def item_view(
    meeting: Meeting, item: AgendaItem, cited: Place | None, pages: PageMarks | None = None
) -> ItemView:
    """An item with its sections in printed order; a closed one has none."""
    shown = () if item.closed else item.sections
    heading = cited if cited and touches(cited, item.start, item.heading_end) else None
    words = " ".join(meeting.text[slice(*heading)].split()) if heading else ""
    in_case = bool(item.case and words and (item.case in words or words in item.case))
    in_title = bool(words) and (item.title in words or words in item.title or not in_case)
    return ItemView(
        item.number,
        _whole(item.title, in_title),
        _whole(item.case, in_case) if item.case else None,
        case_url(item.case) if item.case else "",
        item.closed,
        item.closed and is_untitled(item.title),
        bool(heading),
        tuple(
            section_view(meeting, section, f"punkt-{item.number}-afsnit-{place}", cited, pages)
            for place, section in enumerate(shown)
        ),
    )


def section_view(
    meeting: Meeting,
    section: Section,
    anchor: str,
    cited: Place | None,
    pages: PageMarks | None = None,
) -> SectionView:
    """A section under its label in the margin."""
    body = section.blocks[0].start if section.blocks else section.end
    here = cited is not None and touches(cited, section.start, section.end)
    in_heading = cited is not None and touches(cited, section.start, body)
    return SectionView(
        anchor,
        LABELS.get(section.kind, section.heading) if section.heading else "",
        section.kind,
        section.decided,
        section.decided_by,
        _whole(section.heading, True) if in_heading and section.heading else Markup(),
        here,
        tuple(_parts(meeting.text, section.blocks, cited, pages)),
    )


def cited_rows(meeting: Meeting, cited: Place) -> Part | None:
    """The rows of a table that hold a citation, under its header; None where no table does."""
    for item in meeting.items:
        for block in (block for section in item.sections for block in section.blocks):
            if not block.rows or not touches(cited, block.start, block.end):
                continue
            header, *body = block.rows
            rows = [row for row in body if touches(cited, row[0].start, row[-1].end)]
            return _table(meeting.text, [header, *rows], None) if rows else None
    return None


def _whole(text: str, cited: bool) -> Markup:
    return Markup("<mark>{}</mark>").format(quoted(text)) if cited else quoted(text)


def _parts(
    text: str, blocks: Sequence[Block], cited: Place | None, pages: PageMarks | None
) -> Iterator[Part]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        same = list(group)
        if kind is BlockKind.BULLET:
            yield Part("list", entries=tuple(_entry(text, block, cited, pages) for block in same))
        elif kind is BlockKind.TABLE:
            yield from (_table(text, block.rows, cited, pages) for block in same)
        else:
            for block in same:
                yield Part(kind.value, passage(text, block.start, block.end, cited, pages))


def _entry(text: str, block: Block, cited: Place | None, pages: PageMarks | None) -> Entry:
    marker = "" if block.marker in _PLAIN_MARKERS else block.marker
    return Entry(marker, passage(text, block.start, block.end, cited, pages))


def _table(
    text: str,
    rows: Sequence[Sequence[Cell]],
    cited: Place | None,
    pages: PageMarks | None = None,
) -> Part:
    width = max((len(row) for row in rows), default=0)
    html = tuple(
        tuple(passage(text, cell.start, cell.end, cited, pages) for cell in row)
        + (Markup(),) * (width - len(row))
        for row in rows
    )
    return Part("table", rows=html, numeric=tuple(_numeric(html, at) for at in range(width)))


def _numeric(rows: Sequence[Sequence[Markup]], column: int) -> bool:
    cells = [row[column].striptags() for row in rows[1:]]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)
