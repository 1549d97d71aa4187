"""Columns of running text side by side, told from tables and from labels with their values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.files.pdf_lines import Line
from ingest.files.pdf_rows import lines
from ingest.files.pdf_words import Word

_GUTTER = 9.0  # points; a narrower gap is a wide space in justified text
_FEWEST = 4  # lines on each side
_FEWEST_KNOWN = 2  # where the document has columns at that place
_FULL = 0.8  # of the column's width; most lines of running text reach so far
_MANY = 10  # lines so long are running text though headings and lists stand between
_PARTS = 5  # on each side, that begin at other heights than those on the other
_MOST_DEPTH = 3
_MOST_ROWS = 1_000  # a page with more is no page of text

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are read from the top down. Points."""

    lines: tuple[Line, ...]
    left: float
    right: float
    column: bool  # one of several side by side


def regions(words: Sequence[Word], page: int, starts: Sequence[float] = ()) -> Iterator[Region]:
    """Words as regions in reading order: whole lines, and columns one after the other.

    `starts` is where right columns begin on other pages of the document; at those places a column
    with headings and short lines is one too.
    """
    if words:
        yield from _cut(words, page, starts, 0)


def _cut(words: Sequence[Word], page: int, starts: Sequence[float], depth: int) -> Iterator[Region]:
    left, right = min(word.left for word in words), max(word.right for word in words)
    rows = lines(words, page)
    spans = []
    if depth < _MOST_DEPTH and len(rows) <= _MOST_ROWS:
        spans = _spans(rows, left, right, starts)
    at = 0
    for first, last, start in spans:
        if first > at:
            yield Region(tuple(rows[at:first]), left, right, depth > 0)
        inside = [word for row in rows[first:last] for word in row.words]
        yield from _cut([word for word in inside if word.left < start - 1], page, starts, depth + 1)
        yield from _cut(
            [word for word in inside if word.left >= start - 1], page, starts, depth + 1
        )
        at = last
    if at < len(rows):
        yield Region(tuple(rows[at:]), left, right, depth > 0)


def column_starts(regions: Sequence[Region]) -> list[float]:
    """Where columns begin."""
    return sorted({round(region.left) for region in regions if region.column})


def _spans(
    rows: Sequence[Line], left: float, right: float, starts: Sequence[float]
) -> list[tuple[int, int, float]]:
    """First row, row after the last, and the right column's edge, of each part with columns."""
    gaps = [_gaps(row, left, right) for row in rows]
    found = []
    at = 0
    while at < len(rows):
        last, start = _longest(gaps, at, left, right)
        known = any(abs(start - each) < 6 for each in starts)
        if last - at >= (_FEWEST_KNOWN if known else _FEWEST):
            last = _without_heading(rows, at, last, start)
            if _are_columns(rows[at:last], start, known):
                found.append((at, last, start))
                at = last
                continue
        at += max(1, (last - at) // 4)  # a line further down the same gutters fail again
    return found


def _gaps(row: Line, left: float, right: float) -> list[Gap]:
    """Where nothing of a row stands, from the left edge to the right one."""
    edge, found = left - _GUTTER, []
    for word in row.words:
        if word.left - edge >= _GUTTER:
            found.append((edge, word.left))
        edge = max(edge, word.right)
    if right + _GUTTER - edge >= _GUTTER:
        found.append((edge, right + _GUTTER))
    return found


def _longest(gaps: Sequence[list[Gap]], at: int, left: float, right: float) -> tuple[int, float]:
    """How far down from a row the widest gutter goes that is clear all the way, and its end."""
    wide = right - left
    free = [(max(a, left + 0.15 * wide), min(b, right - 0.15 * wide)) for a, b in gaps[at]]
    free = [gap for gap in free if gap[1] - gap[0] >= _GUTTER]
    last, best = at, (0.0, 0.0)
    while free and last < len(gaps):
        best = max(free, key=lambda gap: gap[1] - gap[0])
        last += 1
        if last < len(gaps):
            free = [
                (max(a, c), min(b, d))
                for a, b in free
                for c, d in gaps[last]
                if min(b, d) - max(a, c) >= _GUTTER
            ]
    return last, best[1]


def _without_heading(rows: Sequence[Line], first: int, last: int, start: float) -> int:
    """The span without a heading at its foot that belongs to the whole lines below it."""
    while first < last < len(rows):
        line = rows[last - 1]
        alone = line.right < start - 1 and rows[last - 2].right >= start
        if not alone or not (line.bold or line.size > 1.1 * rows[last].size):
            break
        last -= 1
    return last


def _are_columns(rows: Sequence[Line], start: float, known: bool) -> bool:
    """Whether running text stands on both sides of the gutter; on one where it is `known`.

    Labels and the cells of a table are short; running text fills most of its lines.
    """
    sides = (
        [word for row in rows for word in row.words if word.left < start - 1],
        [word for row in rows for word in row.words if word.left >= start - 1],
    )
    if not all(sides):
        return False
    counts = [len(_starts(side)) for side in sides]
    same = _in_step(*sides)
    if max(counts) > 1 and same >= 0.75 * max(counts):
        return False  # rows of a table
    if known or all(map(_is_running, sides)):
        return True
    apart = min(counts) >= _PARTS and same <= 0.4 * min(counts)
    return apart and any(map(_is_running, sides)) and all(map(_is_wordy, sides))


def _is_running(words: Sequence[Word]) -> bool:
    rows = lines(words, 0)
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    full = sum(row.right - left >= _FULL * (right - left) for row in rows)
    share = 0.25 if full >= _MANY else 0.5
    return full >= share * len(rows) and _is_wordy(words)


def _is_wordy(words: Sequence[Word]) -> bool:
    rows = lines(words, 0)
    if len(rows) < _FEWEST or len(words) < 2.5 * len(rows):
        return False
    numbers = sum(any(sign.isdigit() for sign in word.text) for word in words)
    return numbers < 0.4 * len(words)


def _in_step(one: Sequence[Word], two: Sequence[Word]) -> int:
    """How often both sides break off at the same height, as the rows of a table do."""
    starts = [_starts(side) for side in (one, two)]
    return sum(any(abs(a - b) < 3 for b in starts[1]) for a in starts[0])


def _starts(words: Sequence[Word]) -> list[float]:
    """The heights of the first line and of lines with more room above than usual."""
    rows = lines(words, 0)
    steps = [two.base - one.base for one, two in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    wide = [row.base for row, step in zip(rows[1:], steps, strict=True) if step > 1.25 * usual]
    return [rows[0].base, *wide]
