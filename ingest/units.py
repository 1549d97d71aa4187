"""What can be quoted of a section: sentences, entries, rows, each with what leads it in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.lists import opens_list
from ingest.sentences import sentence_spans
from vectorstore.schema import Block, BlockKind, Cell, Section, SectionKind, Unit, fold

_SHORT_ENTRY = 250  # characters of an entry that is quoted whole, however many its sentences
_SHORT_LEAD = 160
_POINTS_BELOW = re.compile(r"\b(?:følgende|nedenstående|nedenfor|herunder|disse)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block with its units, which have no id yet; a table takes its caption along."""

    start: int
    end: int
    units: tuple[Unit, ...]
    heads: bool = False  # a subheading
    table: bool = False


def stretches(text: str, section: Section) -> list[Stretch]:
    """A section's blocks in order with what can be quoted of each."""
    found: list[Stretch] = []
    subheading = caption = ""
    opened = None  # where a table's caption begins
    for at, block in enumerate(section.blocks):
        words = fold(text[block.start : block.end])
        if block.kind is BlockKind.SUBHEADING:
            subheading, caption = words, ""
            found.append(Stretch(block.start, block.end, (), heads=True))
        elif block.kind is BlockKind.CAPTION:
            caption = f"{caption} {words}".strip() if opened is not None else words
            opened = block.start if opened is None else opened
        else:
            above = " · ".join(part for part in (subheading, caption) if part)
            table = block.kind is BlockKind.TABLE
            if table:
                units = tuple(_rows(text, block, above))
            elif block.kind is BlockKind.FOOTNOTE:
                units = (_unit(text, block.kind, block.start, block.end, caption, subheading),)
            else:
                lead = _lead(text, section, at)
                units = tuple(_words(text, block, lead, subheading))
            start = block.start if opened is None else opened
            found.append(Stretch(start, block.end, units, table=table))
            opened = None
            caption = caption if table or block.kind is BlockKind.FOOTNOTE else ""
    return found


def _unit(
    text: str, kind: BlockKind, start: int, end: int, lead: str, subheading: str, reading: str = ""
) -> Unit:
    return Unit("", kind, start, end, fold(text[start:end]), lead, subheading, reading)


def _words(text: str, block: Block, lead: str, subheading: str) -> Iterator[Unit]:
    spans = [(block.start, block.end)]
    if block.kind is BlockKind.PARAGRAPH or block.end - block.start > _SHORT_ENTRY:
        spans = sentence_spans(text, block.start, block.end)
    for start, end in spans:
        yield _unit(text, block.kind, start, end, lead, subheading)


def _lead(text: str, section: Section, at: int) -> str:
    """The line that opens the list an entry stands in; "" for a paragraph."""
    if section.blocks[at].kind is not BlockKind.BULLET:
        return ""
    if section.kind is SectionKind.ATTACHMENTS:
        return "Bilag"
    while at > 0 and section.blocks[at - 1].kind is BlockKind.BULLET:
        at -= 1
    above = section.blocks[at - 1] if at else None
    if above is None or above.kind is not BlockKind.PARAGRAPH:
        return ""
    spans = sentence_spans(text, above.start, above.end)
    last = fold(text[slice(*spans[-1])])
    open_end = opens_list(last) or not last.endswith((".", "!", "?"))
    brief = len(last) <= _SHORT_LEAD and (len(spans) == 1 or _POINTS_BELOW.search(last))
    return last if open_end or brief else ""


def _rows(text: str, block: Block, subheading: str) -> Iterator[Unit]:
    header = [_cell(text, cell) for cell in block.rows[0]]
    lead = " ".join(cell for cell in header if cell)
    for row in block.rows[1:]:
        filled = [cell for cell in row if cell.start < cell.end]
        if filled:
            reading = _reading(header, [_cell(text, cell) for cell in row])
            start, end = filled[0].start, filled[-1].end
            yield _unit(text, BlockKind.TABLE, start, end, lead, subheading, reading)


def _cell(text: str, cell: Cell) -> str:
    return fold(text[cell.start : cell.end])


def _reading(header: Sequence[str], cells: Sequence[str]) -> str:
    """A row with its headers: "Krisecenter – Aktuelt: 4; Om et år: 10"."""
    named = zip_longest(header[1:], cells[1:], fillvalue="")
    said = [f"{name}: {cell}" if name else cell for name, cell in named if cell]
    return " – ".join(part for part in (cells[0], "; ".join(said)) if part)


def numbered(units: Sequence[Unit], passage: str) -> tuple[Unit, ...]:
    """The units of a passage with their ids."""
    return tuple(replace(unit, id=f"{passage}/{n}") for n, unit in enumerate(units))
