"""The parts of a region: tables, contents lists, labels with their values, running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.files.pdf_aligned import aligned
from ingest.files.pdf_columns import Region
from ingest.files.pdf_hyphens import Words, joined
from ingest.files.pdf_lines import Line
from ingest.files.pdf_shapes import Box
from ingest.files.pdf_tables import Table

# "Økonomi ........ 12", "Økonomi . . . . . 12", "Økonomi………12", "Økonomi ____ 12"
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_LABEL = re.compile(
    r".{1,40}:|(?:møde)?(?:dato|sted|tid(?:spunkt)?|start|slut|lokale|leder|type|nr\.?)"
    r"|(?:start|slut)(?:tid|tidspunkt)|(?:møde)?deltagere|medlemmer|tilstede(?:værende)?"
    r"|til stede|fremmødte|fraværende(?: med afbud)?|afbud|ikke til stede|referent|sekretær"
    r"|udvalg|formand|næstformand|gæster|bemærkninger(?: til dagsorden)?|forvaltning|afdeling"
    r"|sags(?:nr|nummer|id|behandler)\.?|journalnr\.?|j\.?nr\.?|dok\.?nr\.?",
    re.IGNORECASE,
)
# Headings that stand in the margin beside their text.
_SECTION = re.compile(
    r"(?:indstilling|beslutning|referat|baggrund|sagsfremstilling|sagsbeskrivelse|resum[eé]"
    r"|økonomi(?:ske konsekvenser)?|lovgrundlag|høring|vurdering|kommunikation|bilag|sagens gang"
    r"|tidligere behandling)\b.{0,20}",
    re.IGNORECASE,
)
_WORDS_BESIDE = 4  # a table's cell beside such a word has fewer
_APART = 5.2  # steps of a line's size; more ends a contents list
_MOST_LINES = 3  # of a title
_SNUG = 4.0  # points within which edges are aligned


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value, a line each: "Mødested   Lokale 2"."""

    region: Region


Part = Table | Labelled | Region


def parts(region: Region, rules: Sequence[Box], words: Words) -> Iterator[Part]:
    """A region's tables, contents lists and labelled lines, and what is between them."""
    plain: list[Line] = []
    at = 0
    rows = tuple(part for line in region.lines for part in _beside(line))
    region = replace(region, lines=rows)
    while at < len(rows):
        stop, part = _part(region, at, rules, words)
        if part is None:
            plain.append(rows[at])
        else:
            while isinstance(part, Table) and plain and _opens_contents(plain[-1], rows[at], part):
                part = _with_above(plain.pop(), part, words)
            if plain:
                yield Region(tuple(plain), region.left, region.right, region.column)
                plain = []
            yield part
        at = stop
    if plain:
        yield Region(tuple(plain), region.left, region.right, region.column)


def _beside(line: Line) -> list[Line]:
    """A heading in the margin as a line of its own, above the text it stands beside."""
    cells = line.cells
    if len(cells) != 2 or not _SECTION.fullmatch(cells[0].text):
        return [line]
    split = next(at for at, word in enumerate(line.words) if word.left >= cells[1].left)
    if len(line.words) - split < _WORDS_BESIDE:
        return [line]
    return [replace(line, words=part) for part in (line.words[:split], line.words[split:])]


def _part(
    region: Region, at: int, rules: Sequence[Box], words: Words
) -> tuple[int, Table | Labelled | None]:
    rows = region.lines
    leader = _leader(rows[at].text)
    if leader and leader[1]:
        return _contents(rows, at, words)
    if len(rows[at].cells) < 2:
        return at + 1, None
    if _is_labelled(rows[at]):
        stop = _value_end(rows, at)
        return stop, Labelled(replace(region, lines=rows[at:stop]))
    return aligned(rows, at, rules, words) or (at + 1, None)


def _contents(rows: Sequence[Line], at: int, words: Words) -> tuple[int, Table]:
    """Entries with dot leaders, one a line; a title over two lines is put together."""
    found: list[tuple[str, str]] = []
    start = stop = at
    above: list[Line] = []
    while at < len(rows) and len(above) < _MOST_LINES:
        line = rows[at]
        if above and not _wraps(above[-1], line):
            break
        if at > start and line.base - rows[at - 1].base > _APART * line.size:
            break
        leader = _leader(line.text)
        at += 1
        if leader is None:
            above.append(line)
            continue
        title = joined([*(each.text for each in above), leader[0]], words)
        found.append((f"{title}.....", leader[1]))
        above, stop = [], at
    part = rows[start:stop]
    box = Box(part[0].left, part[0].top, max(line.right for line in part), part[-1].bottom)
    return stop, Table(tuple(found), (part[0].page,) * len(found), box, (box.left,))


def _leader(text: str) -> tuple[str, str] | None:
    """The title and the page number, or "", on the two sides of a row of dots."""
    dots = _LEADER.search(text)
    if dots is None:
        return None
    title, page = text[: dots.start()].rstrip(), text[dots.end() :].lstrip("._… ")
    if not any(map(str.isalnum, title)) or (page and not re.fullmatch(r"\d{1,4}", page)):
        return None
    return title, page


def _wraps(line: Line, below: Line) -> bool:
    """Whether a contents entry goes on below: it has no number of its own there."""
    return not below.marker and below.base - line.base < 1.6 * line.size


def _opens_contents(above: Line, first: Line, table: Table) -> bool:
    """Whether the line above a contents list is the beginning of its first title."""
    return (
        _leader(first.text) is not None
        and not first.marker
        and first.base - above.base < 1.6 * first.size
        and above.bold == first.bold
        and above.right > above.left + 0.6 * (table.box.right - above.left)
    )


def _with_above(line: Line, table: Table, words: Words) -> Table:
    title, *rest = table.rows[0]
    first = (joined([line.text, title], words), *rest)
    return Table((first, *table.rows[1:]), table.pages, table.box, table.edges)


def _is_labelled(line: Line) -> bool:
    cells = line.cells
    return len(cells) == 2 and _LABEL.fullmatch(cells[0].text) is not None


def _value_end(rows: Sequence[Line], at: int) -> int:
    """The row after a value's last line: those that begin where the value does."""
    left = rows[at].cells[1].left
    stop = at + 1
    while (
        stop < len(rows)
        and abs(rows[stop].left - left) < _SNUG
        and rows[stop].base - rows[stop - 1].base < 1.8 * rows[stop].size
        and left > rows[at].left + 2 * rows[at].size
    ):
        stop += 1
    return stop
