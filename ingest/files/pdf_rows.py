"""Words put together to the printed lines of a page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, starmap
from statistics import median

from ingest.files.pdf_lines import Line, largest_share
from ingest.files.pdf_words import Word

_TOUCHING = 0.1  # of the size, as all below
_STEP = 0.3  # what differs by less is alike


def lines(words: Sequence[Word], page: int) -> list[Line]:
    """Words as lines from the top down, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.base):
        if rows and _beside(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(part, page) for row in rows for part in _one_above_other(row)]


def _one_above_other(row: list[Word]) -> list[list[Word]]:
    """A row as one, or as its lines: two small ones stand beside a tall heading."""
    ordered = sorted(row, key=lambda each: each.left)
    if not any(starmap(_covers, pairwise(ordered))):
        return [row]
    parts: list[list[Word]] = []
    for word in row:
        apart = _STEP * word.size
        if parts and word.base - parts[-1][-1].base < apart:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _covers(one: Word, two: Word) -> bool:
    """Whether two words stand above each other; a raised "2" stands beside its "m"."""
    size = min(one.size, two.size)
    return two.left < one.right - _STEP * size and abs(one.base - two.base) > size / 2


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
    return median(two.left - one.right for one, two in pairwise(letters))


def _letters_joined(letters: Sequence[Word]) -> list[Word]:
    usual = max(_usual_gap(letters), 0.1)
    groups = [[letters[0]]]
    for one, two in pairwise(letters):
        if two.left - one.right > 1.7 * usual:
            groups.append([])
        groups[-1].append(two)
    return [_merged(group, "") for group in groups]
