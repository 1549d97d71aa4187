"""Tables without ruling lines, contents lists, and labels with their values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.files.pdf_columns import Region
from ingest.files.pdf_hyphens import Words, joined
from ingest.files.pdf_lines import Cell, Line
from ingest.files.pdf_shapes import Box
from ingest.files.pdf_tables import Table

# "Økonomi ........ 12", "Økonomi . . . . . 12", "Økonomi………12", "Økonomi ____ 12"
_LEADER = re.compile(
    r"(?P<title>.*?)\s*(?:(?:\.\s?){4,}|…{2,}|(?:\.\s?){2,}…|_{4,})\s*(?P<page>\d{1,4})?"
)
_LABEL = re.compile(
    r".{1,40}:|(?:møde)?(?:dato|sted|tid(?:spunkt)?|start|slut|lokale|leder|type|nr\.?)"
    r"|(?:start|slut)(?:tid|tidspunkt)|(?:møde)?deltagere|medlemmer|tilstede(?:værende)?"
    r"|til stede|fremmødte|fraværende(?: med afbud)?|afbud|ikke til stede|referent|sekretær"
    r"|udvalg|formand|næstformand|gæster|bemærkninger(?: til dagsorden)?|forvaltning|afdeling"
    r"|sags(?:nr|nummer|id|behandler)\.?|journalnr\.?|j\.?nr\.?|dok\.?nr\.?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-–+(]?[\d.,]+\s*(?:%|kr\.?|mio\.?)?\)?\*{0,2}|[-–]")
_APART = 2.6  # steps of a line's size; more ends a table
_SNUG = 4.0  # points within which edges are aligned


@dataclass(slots=True)
class _Column:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value, a line each: "Mødested   Lokale 2"."""

    region: Region


Part = Table | Labelled | Region


def parts(region: Region, rules: Sequence[Box], words: Words) -> Iterator[Part]:
    """A region's tables, contents lists and labelled lines, and what is between them."""
    plain: list[Line] = []
    at = 0
    rows = region.lines
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


def _part(
    region: Region, at: int, rules: Sequence[Box], words: Words
) -> tuple[int, Table | Labelled | None]:
    rows = region.lines
    if _LEADER.fullmatch(rows[at].text):
        return _contents(rows, at, words)
    if len(rows[at].cells) < 2:
        return at + 1, None
    if _is_labelled(rows[at]):
        stop = _value_end(rows, at)
        return stop, Labelled(replace(region, lines=rows[at:stop]))
    stop, columns = _run(rows, at)
    if stop - at > 1 and _is_table(rows[at:stop], columns):
        return stop, _table(rows[at:stop], columns, rules, words)
    return at + 1, None


# --- contents lists ------------------------------------------------------------------------------


def _contents(rows: Sequence[Line], at: int, words: Words) -> tuple[int, Table]:
    """Entries with dot leaders, one a line; a title over two lines is put together."""
    found: list[tuple[str, ...]] = []
    stop = start = at
    open_lines: list[Line] = []
    while stop < len(rows):
        line = rows[stop]
        leader = _LEADER.fullmatch(line.text)
        if stop > start and line.base - rows[stop - 1].base > 2 * _APART * line.size:
            break
        if leader:
            title = joined([*(each.text for each in open_lines), leader["title"]], words)
            found.append((f"{title}.....", leader["page"] or ""))
            open_lines, at = [], stop + 1
        elif len(open_lines) > 2 or not (not open_lines or _wraps(open_lines[-1], line)):
            break
        else:
            open_lines.append(line)
        stop += 1
    below = rows[start:at]
    kept = [row for row in found if row[0] != "....."]
    box = Box(below[0].left, below[0].top, max(line.right for line in below), below[-1].bottom)
    return at, Table(tuple(kept), (below[0].page,) * len(kept), box, (box.left,))


def _wraps(line: Line, below: Line) -> bool:
    """Whether a contents entry goes on below: it has no number of its own there."""
    return not below.marker and below.base - line.base < 1.6 * line.size


def _opens_contents(above: Line, first: Line, table: Table) -> bool:
    """Whether the line above a contents list is the beginning of its first title."""
    return (
        _LEADER.fullmatch(first.text) is not None
        and not first.marker
        and first.base - above.base < 1.6 * first.size
        and above.bold == first.bold
        and above.right > above.left + 0.6 * (table.box.right - above.left)
    )


def _with_above(line: Line, table: Table, words: Words) -> Table:
    title, *rest = table.rows[0]
    first = (joined([line.text, title], words), *rest)
    return Table((first, *table.rows[1:]), table.pages, table.box, table.edges)


# --- labels with values --------------------------------------------------------------------------


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


# --- columns of a table --------------------------------------------------------------------------


def _run(rows: Sequence[Line], at: int) -> tuple[int, list[_Column]]:
    """The lines from one on that fit into columns, and the columns."""
    columns = [_Column(cell.left, cell.right) for cell in rows[at].cells]
    last = stop = at + 1
    while stop < len(rows):
        line = rows[stop]
        if line.base - rows[stop - 1].base > _APART * line.size or _LEADER.fullmatch(line.text):
            break
        wider = _fitted(columns, line.cells)
        if wider is None or (len(line.cells) == 1 and not _is_part(line, rows, at, columns)):
            break
        columns = wider
        stop += 1
        if len(line.cells) > 1 or line.base - rows[stop - 2].base < 1.35 * line.size:
            last = stop
    return last, columns


def _is_part(line: Line, rows: Sequence[Line], at: int, columns: Sequence[_Column]) -> bool:
    """Whether a line with one cell belongs to a table: it stays within its column."""
    if line.size > 1.08 * rows[at].size or (line.bold and not rows[at].bold):
        return False
    starts = [column.left for column in columns]
    near = min(range(len(starts)), key=lambda each: abs(starts[each] - line.left))
    if near == 0:
        return line.right < starts[1] - 2
    return abs(starts[near] - line.left) < _SNUG


def _fitted(columns: Sequence[_Column], cells: Sequence[Cell]) -> list[_Column] | None:
    """The columns widened by a line's cells; None where a cell lies over two of them."""
    found = [_Column(column.left, column.right) for column in columns]
    used: set[int] = set()
    for cell in cells:
        over = [
            at
            for at, each in enumerate(columns)
            if cell.left < each.right and each.left < cell.right
        ]
        if len(over) > 1 or (over and over[0] in used):
            return None
        if over:
            used.add(over[0])
            column = found[over[0]]
            column.left, column.right = min(column.left, cell.left), max(column.right, cell.right)
        else:
            found.append(_Column(cell.left, cell.right))
    found.sort(key=lambda each: each.left)
    apart = all(one.right < two.left for one, two in pairwise(found))
    return found if apart else None


def _column_of(columns: Sequence[_Column], cell: Cell) -> int:
    middle = (cell.left + cell.right) / 2
    return min(
        range(len(columns)),
        key=lambda at: max(columns[at].left - middle, middle - columns[at].right, 0.0),
    )


def _is_table(rows: Sequence[Line], columns: Sequence[_Column]) -> bool:
    """Whether cells stand below each other: at their left or right edges, or in the middle."""
    full = [line for line in rows if len(line.cells) > 1]
    if len(full) < 2 or (len(full) == 2 and len(columns) == 2 and not _has_numbers(full)):
        return False
    aligned = 0
    for at in range(len(columns)):
        cells = [cell for line in full for cell in line.cells if _column_of(columns, cell) == at]
        if len(cells) < 0.4 * len(full):
            return False
        aligned += any(
            sum(abs(edge - edges[len(edges) // 2]) < _SNUG for edge in edges) >= 0.6 * len(edges)
            for edges in (
                sorted(cell.left for cell in cells),
                sorted(cell.right for cell in cells),
                sorted((cell.left + cell.right) / 2 for cell in cells),
            )
        )
    return aligned == len(columns)


def _has_numbers(rows: Sequence[Line]) -> bool:
    return all(_NUMBER.fullmatch(line.cells[-1].text) for line in rows[1:])


def _table(
    rows: Sequence[Line], columns: Sequence[_Column], rules: Sequence[Box], words: Words
) -> Table:
    filled = [_by_column(line, columns) for line in rows]
    groups = _ruled_rows(rows, filled, rules) or _rows(rows, filled)
    found = []
    for group in groups:
        found.append(
            tuple(
                joined([filled[at][column] for at in group if column in filled[at]], words)
                for column in range(len(columns))
            )
        )
    box = Box(columns[0].left, rows[0].top, columns[-1].right, rows[-1].bottom)
    return Table(
        tuple(found), (rows[0].page,) * len(found), box, tuple(column.left for column in columns)
    )


def _by_column(line: Line, columns: Sequence[_Column]) -> dict[int, str]:
    return {_column_of(columns, cell): cell.text for cell in line.cells}


def _ruled_rows(
    rows: Sequence[Line], filled: Sequence[dict[int, str]], rules: Sequence[Box]
) -> list[list[int]]:
    """Lines grouped by the ruling lines between them, where these divide row from row."""
    groups = [[0]]
    for at, (one, two) in enumerate(pairwise(rows), 1):
        if any(one.base - 1 < rule.top < two.base and rule.right > two.left for rule in rules):
            groups.append([])
        groups[-1].append(at)
    wide = max(len(each) for each in filled)
    whole = all(sum(len(filled[at]) == wide for at in group) <= 1 for group in groups)
    return groups if len(groups) > 2 and whole else []


def _rows(rows: Sequence[Line], filled: Sequence[dict[int, str]]) -> list[list[int]]:
    """Lines grouped to rows: by the room between rows, or by what the lines fill."""
    steps = [two.base - one.base for one, two in pairwise(rows)]
    snug = min(steps)
    loose = any(step > 1.25 * snug for step in steps) and snug < 1.45 * rows[0].size
    wide = max(len(each) for each in filled)
    groups = [[0]]
    for at, step in enumerate(steps, 1):
        above, line = filled[at - 1], filled[at]
        partial = len(line) < wide or len(above) < wide
        if (loose and step <= 1.15 * snug and partial and not _both_numbers(above, line)) or (
            not loose and _is_rest(above, line, wide)
        ):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _both_numbers(above: dict[int, str], line: dict[int, str]) -> bool:
    return any(
        _NUMBER.fullmatch(text) and _NUMBER.fullmatch(above.get(at, ""))
        for at, text in line.items()
    )


def _is_rest(above: dict[int, str], line: dict[int, str], wide: int) -> bool:
    """Whether a line has only the wrapped words of the cells above it."""
    if len(line) == wide or any(_NUMBER.fullmatch(text) for text in line.values()):
        return False
    if not set(line) <= set(above):
        return False
    if 0 not in line:
        return True
    return all(text[:1].islower() for text in line.values()) or above[0].endswith("-")
