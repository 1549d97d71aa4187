"""Tables without ruling lines: cells that stand below each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.files.pdf_hyphens import Words, joined
from ingest.files.pdf_lines import Cell, Line
from ingest.files.pdf_shapes import Box
from ingest.files.pdf_tables import Table

_NUMBER = re.compile(r"[-–+(]?[\d.,]+\s*(?:%|kr\.?|mio\.?)?\)?\*{0,2}|[-–]")
_APART = 2.6  # steps of a line's size; more ends a table
_SNUG = 4.0  # points within which edges are aligned


@dataclass(slots=True)
class _Column:
    left: float
    right: float


def aligned(
    rows: Sequence[Line], at: int, rules: Sequence[Box], words: Words
) -> tuple[int, Table] | None:
    """The table that begins at a line, and the number of the line after it."""
    stop, columns = _run(rows, at)
    if stop - at > 1 and _is_table(rows[at:stop], columns):
        return stop, _table(rows[at:stop], columns, rules, words)
    return None


def _run(rows: Sequence[Line], at: int) -> tuple[int, list[_Column]]:
    """The lines from one on that fit into columns, and the columns."""
    columns = [_Column(cell.left, cell.right) for cell in rows[at].cells]
    last = stop = at + 1
    while stop < len(rows):
        line = rows[stop]
        if line.base - rows[stop - 1].base > _APART * line.size:
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
