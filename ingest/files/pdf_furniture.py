"""Running headers and footers: what is printed at the same height on page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.files.pdf_lines import Line, largest_share
from ingest.files.pdf_words import Page

_BAND = 0.22  # of the page's height, at the top and at the foot
_OFF = 1.6  # of the size: more room than between the lines of a paragraph
_MOST_ROWS = 8  # a letterhead has no more lines
_LARGER = 1.1  # than the body
_MANY = 4  # pages
_SCANNED = 1.25  # by how much the size of one line may differ from page to page
_NUMBER = re.compile(r"\d+")
# "3", "- 3 -", "Side 3", "Side 3 af 56", "2/2", "Page 2 of 9"
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?P<said>(?:side|s\.|page|pag\.?)\s*:?\s*)?(?P<number>\d{1,4})"
    r"(?:\s*(?:/|af|of)\s*(?P<last>\d{1,4}))?(?:\s*[-–—|])?",
    re.IGNORECASE,
)
_SAYS_PAGE = re.compile(r"\b(?:side|page)\b\s*:?\s*\d{1,4}|(?<!\S)\d{1,3}\s*/\s*\d{1,3}$", re.I)
# Lines that body text repeats too: a heading, a sentence, an item's number. They are kept.
_BODY = re.compile(
    r"(?:indstilling|beslutning|baggrund|sagsfremstilling|sagsbeskrivelse|økonomi|bilag|høring"
    r"|resumé|resume|lovgrundlag|vurdering|kompetence|afbud|fraværende|godkendt|taget til|drøftet"
    r"|tiltrådt|udsat|lukket|punkt|pkt|sag)\b(?!-|.*\b(?:side|page)\b).*|.*[.:;]",
    re.IGNORECASE,
)


Type = tuple[float, bool]  # a line's size and whether it is bold


@dataclass(frozen=True, slots=True)
class _Inside:
    """The lines far from the edges of their pages, where no header and no footer stands."""

    printed: frozenset[tuple[str, Type]]
    headings: frozenset[Type]

    @classmethod
    def of(cls, pages: Sequence[Page], printed: Sequence[Sequence[Line]]) -> "_Inside":
        """Read over all pages."""
        found = [
            line
            for page, rows in zip(pages, printed, strict=True)
            for line in rows
            if _BAND * page.height <= line.base <= (1 - _BAND) * page.height
        ]
        body = largest_share((line.size, len(line.text)) for line in found) if found else 0.0
        return cls(
            frozenset((line.text.casefold(), _type(line)) for line in found),
            frozenset(_type(line) for line in found if line.bold or line.size > _LARGER * body),
        )

    def has(self, line: Line, pages: int) -> bool:
        """Whether a line is printed there too, or is set like the headings there.

        The second says nothing where so many pages have the line that no heading can have
        come to stand on top of each.
        """
        return (line.text.casefold(), _type(line)) in self.printed or (
            pages < _MANY and _type(line) in self.headings
        )


def _type(line: Line) -> Type:
    return round(line.size * 2) / 2, line.bold


@dataclass(frozen=True, slots=True)
class _Place:
    """Line `at` of a page, counted from its top or, below zero, from its foot."""

    page: int
    at: int
    line: Line
    height: float  # from the top, or below zero from the foot


def furniture(pages: Sequence[Page], printed: Sequence[Sequence[Line]]) -> list[set[int]]:
    """For each page the numbers of its lines that are headers or footers.

    A line is one where its words stand at the same height on at least two pages and on most
    pages that have anything there, but for numbers that count with the pages, with room between
    them and the text; where a line further out on its page is body text, it is body text too.
    """
    found: list[set[int]] = [set() for _ in pages]
    inside = _Inside.of(pages, printed)
    for top in (True, False):
        bands = [
            list(_band(page, rows, at, top))
            for at, (page, rows) in enumerate(zip(pages, printed, strict=True))
        ]
        running = _all_running(bands, inside)
        for at, band in enumerate(bands):
            stop = 0
            while stop < len(band) and (
                (at, band[stop].at) in running or _numbers_page(band[stop], pages[at], bands)
            ):
                stop += 1
            while stop and not _stands_off(band[stop - 1], printed[at], top):
                stop -= 1
            found[at] |= {place.at for place in band[:stop]}
    return found


def _stands_off(place: _Place, rows: Sequence[Line], top: bool) -> bool:
    """Whether there is room between a line and the next one towards the page's middle."""
    inner = place.at + (1 if top else -1)
    if not 0 <= inner < len(rows):
        return True
    return abs(rows[inner].base - place.line.base) > _OFF * max(rows[inner].size, place.line.size)


def _all_running(bands: Sequence[Sequence[_Place]], inside: _Inside) -> set[tuple[int, int]]:
    groups: dict[tuple[str, int], list[_Place]] = defaultdict(list)
    levels: dict[int, set[int]] = defaultdict(set)
    for band in bands:
        for place in band:
            groups[_key(place)].append(place)
            levels[round(place.height)].add(place.page)
    return {
        (place.page, place.at)
        for group in _near(groups)
        for place in _running(group, levels, len(bands), inside)
    }


def _band(page: Page, rows: Sequence[Line], number: int, top: bool) -> Iterator[_Place]:
    order = range(len(rows)) if top else range(len(rows) - 1, -1, -1)
    for at in order[:_MOST_ROWS]:
        height = rows[at].base if top else rows[at].base - page.height
        if abs(height) > _BAND * page.height or _heads_table(rows, at):
            return
        yield _Place(number, at, rows[at], height)


def _heads_table(rows: Sequence[Line], at: int) -> bool:
    """Whether a line is a table's first row, which is printed again on each of its pages."""
    below = rows[at + 1].cells if at + 1 < len(rows) else ()
    near = below and rows[at + 1].base - rows[at].base < 3 * rows[at].size
    return (
        bool(near)
        and len(below) == len(rows[at].cells) >= 3
        and all(
            one.left < two.right and two.left < one.right
            for one, two in zip(rows[at].cells, below, strict=True)
        )
    )


def _key(place: _Place) -> tuple[str, int]:
    return _NUMBER.sub("#", place.line.text.casefold()), round(place.height / 6)


def _near(groups: dict[tuple[str, int], list[_Place]]) -> Iterator[list[_Place]]:
    """The groups, those with one wording and heights next to each other as one."""
    group: list[_Place] = []
    before = ("", 0)
    for words, level in sorted(groups):
        if group and before != (words, level - 1):
            yield sorted(group, key=lambda place: place.page)
            group = []
        group = group + groups[words, level]
        before = (words, level)
    if group:
        yield sorted(group, key=lambda place: place.page)


def _running(
    group: Sequence[_Place], levels: dict[int, set[int]], pages: int, inside: _Inside
) -> Iterator[_Place]:
    for alike in _counting(group):
        usual = Counter(_type(place.line) for place in alike).most_common(1)[0][0]
        same = [place for place in alike if _is_sized(place.line, usual)]
        on = {place.page for place in same}
        text = same[0].line.text
        if len(on) < 2 or (_BODY.fullmatch(text) and not _SAYS_PAGE.search(text)):
            continue
        reach = range(round(same[0].height) - 2, round(same[0].height) + 3)
        there = set().union(*(levels.get(height, set()) for height in reach))
        # Page 1 often has a title there, and left and right pages may differ.
        others = {page for page in there - on if page}
        sure = len(on) > _MANY and not others
        if not sure and not _SAYS_PAGE.search(text) and inside.has(same[0].line, len(on)):
            continue
        if len(on) >= 0.4 * pages and (len(others) <= 0.55 * len(there) or pages < 4):
            yield from same


def _is_sized(line: Line, usual: Type) -> bool:
    """Whether a line is set like the others; a scan's lines differ a little."""
    return usual[0] / _SCANNED <= line.size <= _SCANNED * usual[0]


def _counting(group: Sequence[_Place]) -> Iterator[list[_Place]]:
    """The places of one wording, apart where a number differs that does not follow the pages.

    "Punkt 3: Lukket" and "Punkt 7: Lukket" at the top of two pages are no running header, and the
    case numbers "22/3389" and "22/417" are none.
    """
    number = _PAGE_NUMBER.fullmatch(group[0].line.text)
    if number["said"] if number else _SAYS_PAGE.search(group[0].line.text):
        yield list(group)
        return
    apart: dict[tuple[int | str, ...], list[_Place]] = defaultdict(list)
    numbers = [[int(each) for each in _NUMBER.findall(place.line.text)] for place in group]
    counting = [_counts([row[at] for row in numbers], group) for at in range(len(numbers[0]))]
    for row, place in zip(numbers, group, strict=True):
        kept = zip(row, counting, strict=True)
        apart[tuple(each - place.page if counts else each for each, counts in kept)].append(place)
    yield from apart.values()


def _counts(values: Sequence[int], group: Sequence[_Place]) -> bool:
    """Whether a number goes up with the pages."""
    steps = Counter(n - place.page for n, place in zip(values, group, strict=True))
    return len(set(values)) > 1 and max(steps.values()) > max(1, 0.5 * len(group))


def _numbers_page(place: _Place, page: Page, bands: Sequence[Sequence[_Place]]) -> bool:
    """Whether a line is nothing but its page's number, in the margin."""
    found = _PAGE_NUMBER.fullmatch(place.line.text)
    if found is None or abs(place.height) > 0.1 * page.height:
        return False
    if found["said"]:
        return True
    return int(found["number"]) == page.number and found["last"] in (None, str(len(bands)))
