"""Tables with ruling lines: the cells that the lines divide, and the words in them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.files.pdf_hyphens import Words, joined
from ingest.files.pdf_rows import lines
from ingest.files.pdf_shapes import Box, Shapes
from ingest.files.pdf_words import Page, Word

_NARROWEST = 6.0  # points; an empty column
_NEAR = 3.0  # points; lines so close meet
_MOST_RULES, _MOST_CELLS = 1_500, 10_000  # more are a drawing
_LONGEST_CELL = 130  # words; more is text in a box
_MOST_PROSE = 60  # words of a cell, by which a table with one row is text in a box

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read. Points; `edges` are the columns' left edges."""

    rows: tuple[Row, ...]
    pages: tuple[int, ...]  # of each row
    box: Box
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Boxed:
    """Words in boxes that are no table: one group for each box, in reading order."""

    groups: tuple[tuple[Word, ...], ...]
    box: Box


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where lines cross. `down[i]` and `across[j]` are the places of the lines."""

    down: tuple[float, ...]
    across: tuple[float, ...]
    rules_down: tuple[Box, ...]
    rules_across: tuple[Box, ...]

    @property
    def is_frame(self) -> bool:
        """Whether it is one box and no more."""
        return len(self.down) == len(self.across) == 2

    @property
    def box(self) -> Box:
        return Box(self.down[0], self.across[0], self.down[-1], self.across[-1])


@dataclass(frozen=True, slots=True)
class Ruled:
    """A page's tables and boxes by the text of the words that keep their places in `rest`."""

    parts: dict[str, Table | Boxed]
    rest: tuple[Word, ...]


def ruled(words: Sequence[Word], page: Page, known: Words) -> Ruled:
    """The tables among a page's words; a smaller one inside another is read for itself."""
    rest = list(words)
    found: dict[str, Table | Boxed] = {}
    for grid in sorted(_grids(page.drawn), key=lambda grid: (grid.is_frame, grid.box.area)):
        inside = [word for word in rest if grid.box.holds(*_middle(word))]
        if all(word.text in found for word in inside):
            continue
        taken = set(map(id, inside))
        rest = [word for word in rest if id(word) not in taken]
        place = f" {len(found)}"  # no word begins with a space
        found[place] = part = _read(grid, inside, page.number, known)
        middle = (part.box.top + part.box.bottom) / 2
        rest.append(Word(place, part.box.left, part.box.right, middle, 0.1, False))
    return Ruled(found, tuple(rest))


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, (word.top + word.bottom) / 2


def _grids(drawn: Shapes) -> Iterator[_Grid]:
    """Lines that touch each other, where at least two cells come of them."""
    across, down = _joined(drawn.across, True), _joined(drawn.down, False)
    if not across or len(down) < 2 or len(across) + len(down) > _MOST_RULES:
        return
    for rules in _touching(across, down):
        xs = _distinct((rule.left + rule.right) / 2 for rule in rules if _is_down(rule))
        ys = _distinct((rule.top + rule.bottom) / 2 for rule in rules if not _is_down(rule))
        if len(xs) >= 2 and len(ys) >= 2 and len(xs) * len(ys) <= _MOST_CELLS:
            upright = tuple(rule for rule in rules if _is_down(rule))
            yield _Grid(xs, ys, upright, tuple(rule for rule in rules if not _is_down(rule)))


def _is_down(rule: Box) -> bool:
    return rule.bottom - rule.top > rule.right - rule.left


def _joined(rules: Sequence[Box], across: bool) -> list[Box]:
    """Pieces of one line as the line: cells are often ruled one by one."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for rule in rules:
        rows[round((rule.top + rule.bottom if across else rule.left + rule.right) / 2)].append(rule)
    found = []
    for place in sorted(rows):
        pieces = sorted(rows[place], key=lambda each: each.left if across else each.top)
        line = pieces[0]
        for piece in pieces[1:]:
            gap = piece.left - line.right if across else piece.top - line.bottom
            if gap > _NEAR:
                found.append(line)
                line = piece
            else:
                line = _around([line, piece])
        found.append(line)
    return found


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _touching(across: Sequence[Box], down: Sequence[Box]) -> Iterator[list[Box]]:
    rules = [*across, *down]
    group = list(range(len(rules)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for one, line in enumerate(across):
        for two, post in enumerate(down, len(across)):
            if (
                line.left - _NEAR <= post.left <= line.right + _NEAR
                and post.top - _NEAR <= line.top <= post.bottom + _NEAR
            ):
                group[root(two)] = root(one)
    together: dict[int, list[Box]] = defaultdict(list)
    for at, rule in enumerate(rules):
        together[root(at)].append(rule)
    yield from together.values()


def _distinct(values: Iterator[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _read(grid: _Grid, words: Sequence[Word], page: int, known: Words) -> Table | Boxed:
    """The grid as a table, or as boxes round text."""
    cells = _cells(grid, words)
    texts = {place: _text(inside, page, known) for place, inside in cells.items()}
    columns = sorted({column for _, column in cells})
    rows = sorted({row for row, _ in cells})
    longest = max(len(inside) for inside in cells.values())
    nested = any(word.text.startswith(" ") for word in words)
    if len(columns) < 2 or nested or longest > (_LONGEST_CELL if len(rows) > 1 else _MOST_PROSE):
        return Boxed(tuple(tuple(cells[place]) for place in sorted(cells)), grid.box)
    places = set(_merged(grid).values())
    used = [
        column
        for column, (left, right) in enumerate(pairwise(grid.down))
        if column in columns or (right - left > _NARROWEST and any(p[1] == column for p in places))
    ]
    return Table(
        tuple(tuple(texts.get((row, column), "") for column in used) for row in rows),
        (page,) * len(rows),
        grid.box,
        tuple(grid.down[column] for column in used),
    )


def _cells(grid: _Grid, words: Sequence[Word]) -> dict[tuple[int, int], list[Word]]:
    """Words by the row and column of their cell; one over several has its first."""
    first = _merged(grid)
    found: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        x, y = _middle(word)
        row = _slot(grid.across, y)
        column = _slot(grid.down, x)
        found[first[row, column]].append(word)
    return dict(found)


def _slot(edges: Sequence[float], value: float) -> int:
    return sum(edge <= value for edge in edges[1:-1])


def _merged(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place the first place of the cell it belongs to: no line stands between them."""
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.across) - 1):
        for column in range(len(grid.down) - 1):
            place = (row, column)
            if column and not _stands(grid, row, column):
                place = first[row, column - 1]
            elif row and not _lies(grid, row, column):
                place = first[row - 1, column]
            first[row, column] = place
    return first


def _stands(grid: _Grid, row: int, column: int) -> bool:
    x, top, bottom = grid.down[column], grid.across[row], grid.across[row + 1]
    middle = (top + bottom) / 2
    return any(
        abs((rule.left + rule.right) / 2 - x) <= _NEAR and rule.top <= middle <= rule.bottom
        for rule in grid.rules_down
    )


def _lies(grid: _Grid, row: int, column: int) -> bool:
    y, left, right = grid.across[row], grid.down[column], grid.down[column + 1]
    middle = (left + right) / 2
    return any(
        abs((rule.top + rule.bottom) / 2 - y) <= _NEAR and rule.left <= middle <= rule.right
        for rule in grid.rules_across
    )


def _text(words: Sequence[Word], page: int, known: Words) -> str:
    return joined([line.text for line in lines(words, page)], known)
