"""Paragraphs and tables of all pages as one Document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Marked
from ingest.files.pdf_hyphens import Words, pieces
from ingest.files.pdf_paragraphs import Paragraph, Setting, goes_on
from ingest.files.pdf_tables import Table

_LONGEST_HEADING = 250  # signs
_LARGER = 1.12  # than the body
_SNUG = 5.0  # points within which the columns of a table over two pages stand alike


@dataclass(frozen=True, slots=True)
class Loose:
    """Text without a place in the reading order: at an angle, or in the margin."""

    text: str
    page: int


Part = Paragraph | Table | Loose


@dataclass(slots=True)
class Written:
    """The text with the places of its pages and headings."""

    text: str = ""
    pages: dict[int, int] = field(default_factory=dict)  # by number: where its first words are
    headings: list[tuple[int, int, float]] = field(default_factory=list)  # start, end, rank
    left_out: list[str] = field(default_factory=list)  # headers of tables, printed again


def written(parts: Sequence[Part], setting: Setting, words: Words) -> Written:
    """All parts in order; paragraphs and tables broken by a page's end are put together."""
    found = Written()
    text: list[str] = []
    at = 0
    bold = _is_mostly_bold(parts)
    before: Part | None = None
    for part in _whole(parts, found):
        between = "" if before is None else "\n" if _listed(before, part) else "\n\n"
        text.append(between)
        at += len(between)
        start = at
        for page, piece in _pieces(part, words):
            found.pages.setdefault(page, at)
            text.append(piece)
            at += len(piece)
        if isinstance(part, Paragraph) and at - start <= _LONGEST_HEADING:
            rank = _rank(part, setting, bold)
            if rank:
                found.headings.append((start, at, rank))
        before = part
    found.text = "".join(text)
    return found


def marks(headings: Sequence[tuple[int, int, float]]) -> tuple[Marked, ...]:
    """Headings with their levels: 1 for the largest type."""
    ranks = sorted({rank for _, _, rank in headings}, reverse=True)
    return tuple(Marked(start, end, ranks.index(rank) + 1) for start, end, rank in headings)


def _rank(part: Paragraph, setting: Setting, bold: bool) -> float:
    """How much a paragraph stands out as a heading: its size in points; 0 for body text."""
    sizes = [line.size for line in part.lines]
    larger = min(sizes) > _LARGER * setting.size
    if not larger and (bold or not all(line.bold for line in part.lines)):
        return 0.0
    return round(max(sizes) * 2) / 2 + (0.25 if part.first.bold else 0.0)


def _is_mostly_bold(parts: Sequence[Part]) -> bool:
    signs = {True: 1, False: 1}
    for part in parts:
        if isinstance(part, Paragraph):
            for line in part.lines:
                signs[line.bold] += len(line.text)
    return signs[True] > signs[False]


def _listed(one: Part, two: Part) -> bool:
    """Whether two entries of a list stand below each other without room between."""
    return (
        isinstance(one, Paragraph)
        and isinstance(two, Paragraph)
        and bool(one.first.marker and two.first.marker)
        and not (one.first.bold or two.first.bold)
        and one.first.size == two.first.size
    )


def _pieces(part: Part, words: Words) -> Iterator[tuple[int, str]]:
    if isinstance(part, Loose):
        yield part.page, part.text
    elif isinstance(part, Paragraph):
        texts = [line.text for line in part.lines]
        for line, text in zip(part.lines, pieces(texts, words), strict=True):
            yield line.page, text
    else:
        last = len(part.rows) - 1
        for at, (row, page) in enumerate(zip(part.rows, part.pages, strict=True)):
            yield page, "\t".join(row) + ("\n" if at < last else "")


def _whole(parts: Sequence[Part], found: Written) -> list[Part]:
    whole: list[Part] = []
    for part in parts:
        at = len(whole) - 1
        while at > 0 and isinstance(whole[at], Loose):
            at -= 1
        before = whole[at] if whole else None
        if isinstance(before, Paragraph) and isinstance(part, Paragraph):
            apart = before.last.page != part.first.page or part.first.base < before.last.base
            if apart and goes_on(before, part):
                whole[at] = replace(part, lines=before.lines + part.lines)
                continue
        if isinstance(before, Table) and isinstance(part, Table) and _is_same(before, part):
            whole[at] = _continued(before, part, found)
            continue
        whole.append(part)
    return whole


def _is_same(one: Table, two: Table) -> bool:
    """Whether a table goes on at the top of the next page or column: its columns are as wide."""
    page, below = one.pages[-1], two.pages[0]
    follows = below == page + 1 or (below == page and two.box.top < one.box.top)
    if not follows or len(one.edges) != len(two.edges):
        return False
    moved = two.edges[0] - one.edges[0]
    return all(abs(a + moved - b) < _SNUG for a, b in zip(one.edges, two.edges, strict=True))


def _continued(one: Table, two: Table, found: Written) -> Table:
    """A table with its rows on the next page; its header, printed again there, once."""
    rows, pages = two.rows, two.pages
    if rows[0] == one.rows[0]:
        found.left_out.append(" ".join(cell for cell in rows[0] if cell))
        rows, pages = rows[1:], pages[1:]
    return replace(one, rows=one.rows + rows, pages=one.pages + pages)
