"""The printed lines of a page: words on one height, with the cells and the marker they form."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from ingest.files.pdf_shapes import Box
from ingest.files.pdf_words import Word

# Signs for bullets, among them those of Word's fonts Symbol and Wingdings (a private area of
# Unicode) and the sign for a glyph that the font gives no meaning.
_BULLETS = "•·●○◦▪■□◆◇►▶‣⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf075\uf071\uf0a8\uf02d\uf0be\ufffd"
_BULLET = re.compile(rf"[{_BULLETS}]\s*(?=\S)")
_OTHER_SIGNS = {"\uf0e0": "→", "\uf0fc": "✓", "\uf0fe": "☒", "\uf0a8": "☐", "\uf0b7": "•"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# "- ", "– ", "1. ", "12) ", "a) ", "(b) ", "2.1 ", "2.1. "; not "2021-2024" and not "1.500"
MARKER = re.compile(
    r"(?:[-–—*]|\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[A-Za-zÆØÅæøå]\)|[a-zæøå]\.)"
    r"(?=\s+\S)"
)
_WIDE = 1.2  # of the size: a gap between cells, not between words
_TOUCHING = 0.1


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line with a wide gap on each side."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """One printed line. Points from the page's upper left corner."""

    words: tuple[Word, ...]
    page: int
    base: float

    @cached_property
    def text(self) -> str:
        return _bulleted(" ".join(word.text for word in self.words))

    @cached_property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """Of most of its signs, in points."""
        return largest_share((word.size, len(word.text)) for word in self.words)

    @cached_property
    def bold(self) -> bool:
        """Whether all words are; a bullet may be thin."""
        heavy = sum(len(word.text) for word in self.words if word.bold)
        return heavy >= 0.9 * sum(len(word.text) for word in self.words)

    @cached_property
    def top(self) -> float:
        return self.base - 0.75 * self.size

    @cached_property
    def bottom(self) -> float:
        return self.base + 0.2 * self.size

    @cached_property
    def marker(self) -> str:
        """The "-", "1." or "a)" in front, or ""."""
        found = MARKER.match(self.text)
        return found[0] if found else ""

    @cached_property
    def inner(self) -> float:
        """Where the words after the marker begin; `left` where there is none."""
        if not self.marker:
            return self.left
        return self.words[1].left if len(self.words) > 1 else self.left

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The line cut at its wide gaps; a marker belongs to what it marks."""
        groups: list[list[Word]] = []
        for at, word in enumerate(self.words):
            apart = at > 0 and word.left - self.words[at - 1].right > _WIDE * self.size
            if not groups or (apart and not (at == 1 and self.marker)):
                groups.append([])
            groups[-1].append(word)
        return tuple(
            Cell(_bulleted(" ".join(word.text for word in group)), group[0].left, group[-1].right)
            for group in groups
        )


def largest_share(weighed: Iterable[tuple[float, int]]) -> float:
    """The value, to a tenth, that weighs most."""
    weighed = list(weighed)
    if len({value for value, _ in weighed}) == 1:
        return round(weighed[0][0], 1)
    weights: dict[float, int] = {}
    for value, weight in weighed:
        weights[round(value, 1)] = weights.get(round(value, 1), 0) + weight
    return max(weights, key=lambda each: weights[each])


def _bulleted(text: str) -> str:
    text = _BULLET.sub("- ", text, count=1) if _BULLET.match(text) else text
    if _PRIVATE.search(text):
        text = _PRIVATE.sub(lambda sign: _OTHER_SIGNS.get(sign[0], "\ufffd"), text)
    return text


def lines(words: Sequence[Word], page: int) -> list[Line]:
    """Words as lines from the top down, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.base):
        if rows and _beside(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(row, page) for row in rows]


def bullets(rows: Sequence[Line], dots: Sequence[Box]) -> list[Word]:
    """Drawn dots in front of lines as words."""
    found = []
    for row in rows:
        first = row.words[0]
        for dot in dots:
            middle = (dot.top + dot.bottom) / 2
            near = 0.2 * row.size < first.left - dot.right < 2.5 * row.size
            if near and row.top < middle < row.base and dot.bottom - dot.top < 0.7 * row.size:
                found.append(Word("•", dot.left, dot.right, row.base, row.size, False))
                break
    return found


def pairs(rows: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The texts of lines or cells and of what stands close below each."""
    for at, row in enumerate(rows):
        near = [each for each in rows[at + 1 : at + 4] if each.base - row.base < 2 * row.size]
        for cell in row.cells:
            below = (each for line in near for each in line.cells)
            found = next((e for e in below if e.left < cell.right and cell.left < e.right), None)
            if found is not None:
                yield cell.text, found.text


def _beside(row: Sequence[Word], word: Word) -> bool:
    """Whether a word stands on a row's line, by the tallest word there; "m²" is one word."""
    if word.size == row[-1].size and word.base - row[-1].base < 0.1:
        return True
    tallest = max(row[-8:], key=lambda each: each.size)
    common = min(tallest.bottom, word.bottom) - max(tallest.top, word.top)
    return common > 0.5 * min(tallest.size, word.size)


def _line(row: Sequence[Word], page: int) -> Line:
    ordered = _together(_closed_up(sorted(row, key=lambda each: each.left)))
    size = largest_share((word.size, len(word.text)) for word in ordered)
    base = largest_share((word.base, len(word.text)) for word in ordered if word.size > 0.8 * size)
    return Line(tuple(ordered), page, base)


def _together(row: Sequence[Word]) -> list[Word]:
    """Words whose parts touch, as one: a letter in bold inside "B112"."""
    joined: list[Word] = []
    for word in row:
        before = joined[-1] if joined else None
        gap = word.left - before.right if before else 1e9
        if before and -0.3 * word.size < gap < _TOUCHING * min(word.size, before.size):
            joined[-1] = _merged([before, word], "")
        else:
            joined.append(word)
    return joined


def _merged(words: Sequence[Word], text: str) -> Word:
    widest = max(words, key=lambda each: len(each.text))
    return replace(
        widest,
        text=text or "".join(word.text for word in words),
        left=words[0].left,
        right=max(word.right for word in words),
        bold=all(word.bold for word in words),
    )


def _closed_up(row: Sequence[Word]) -> list[Word]:
    """Letter-spaced words as words: "R e f e r a t"."""
    found: list[Word] = []
    at = 0
    while at < len(row):
        stop = at
        while stop < len(row) and len(row[stop].text) <= 2 and row[stop].text.isalnum():
            stop += 1
        if stop - at >= 5 and _is_spaced(row[at:stop]):
            found += _letters_joined(row[at:stop])
        else:
            stop = max(stop, at + 1)
            found += row[at:stop]
        at = stop
    return found


def _is_spaced(letters: Sequence[Word]) -> bool:
    """Whether single letters are a word pulled apart, not the parties "A B C F V"."""
    text = [letter.text for letter in letters]
    single = sum(len(each) == 1 for each in text)  # "AT" may be set closer than the rest
    close = _usual_gap(letters) < 0.9 * letters[0].size
    return close and single >= 0.7 * len(text) and text != sorted(text)


def _usual_gap(letters: Sequence[Word]) -> float:
    return median(two.left - one.right for one, two in itertools.pairwise(letters))


def _letters_joined(letters: Sequence[Word]) -> list[Word]:
    usual = max(_usual_gap(letters), 0.1)
    groups = [[letters[0]]]
    for one, two in itertools.pairwise(letters):
        if two.left - one.right > 1.7 * usual:
            groups.append([])
        groups[-1].append(two)
    return [_merged(group, "") for group in groups]
