"""A printed line of a page: words on one height, with the cells and the marker they form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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
