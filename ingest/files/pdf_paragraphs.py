"""Printed lines put together to paragraphs, entries and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, mode

from ingest.files.pdf_columns import Region
from ingest.files.pdf_hyphens import goes_on_below
from ingest.files.pdf_lines import Line, largest_share

# Of the usual step from line to line; more divides paragraphs. Headings may be set wider.
_ROOM, _ROOM_OF_HEADINGS = 1.2, 1.4
_INDENT = 0.7  # of the size
_OTHER_SIZE = 1.08
_ENDED = re.compile(r"[.!?:;…]['\"”“’»)\]]*$")
_SHORT = re.compile(  # ends with a stop and no sentence
    r"(?:^|\s)\(?(?:bl\.\s?a|f\.\s?eks|ca|jf|pkt|nr|kl|hhv|vedr|evt|inkl|ekskl|incl|excl|mht|mhp|ift|pr|v|d"
    r"|m\.\s?fl|pga|iht|fsva|div|maks|min|mio|mia|tlf|stk|gns|sml|adm|vha|[A-ZÆØÅ])\.$",
    re.IGNORECASE,
)
# Words that nothing ends on.
_UNFINISHED = re.compile(
    r"\b(?:og|eller|samt|men|til|fra|i|på|af|med|for|om|ved|hos|under|over|mellem|som|der|at|en|et"
    r"|den|det|de|er|har|kan|skal|vil|bliver|blev|ikke)$|[\wæøå],$"
)
_NAMED = re.compile(r"(?:Punkt|Pkt\.|Sag nr\.) ?\d{1,4}[:.]? ")  # of an item, in the contents
_ENTRY = re.compile(r"at\b")  # of a recommendation
_LEFT_OUT = 5  # numbers between two entries
_LETTER = re.compile(r"[^\W\d_]")
_USUAL_STEP = 1.2  # of the size, where a document is too short to tell


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one paragraph, entry or heading. `right` is where its lines may end."""

    lines: tuple[Line, ...]
    right: float

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: its body's size in points, and the step between lines by size."""

    size: float
    step: float

    @classmethod
    def of(cls, regions: Sequence[Region]) -> "Setting":
        """What most of the text has; steps count where a line is so long that it may go on."""
        every = [line for region in regions for line in region.lines]
        if not every:
            return cls(11.0, _USUAL_STEP)
        size = largest_share((word.size, len(word.text)) for line in every for word in line.words)
        steps = [
            (two.base - one.base) / one.size
            for region in regions
            for one, two in pairwise(region.lines)
            if one.right - region.left > 0.7 * (region.right - region.left)
            and _same_size(one, two)
            and 0.9 * one.size < two.base - one.base < 2.5 * one.size
        ]
        if len(steps) < 4:
            return cls(size, _USUAL_STEP)
        # Lines of a scan stand a little higher or lower than they should.
        most = mode(round(step, 1) for step in steps)
        return cls(size, median(step for step in steps if abs(step - most) <= 0.1))


def paragraphs(region: Region, right: float, setting: Setting) -> Iterator[Paragraph]:
    """The paragraphs of a region whose lines may reach to `right`."""
    for block in _blocks(region.lines, setting):
        edge = _edge(block, region.left, right)
        current: list[Line] = []
        for line in block:
            if current and _begins(current, line, edge, edge - region.left):
                yield Paragraph(tuple(current), edge)
                current = []
            current.append(line)
        yield Paragraph(tuple(current), edge)


def values(region: Region, right: float) -> Iterator[Paragraph]:
    """A label's lines: its value goes on below where a line is full."""
    current: list[Line] = []
    for line in region.lines:
        if current and current[-1].right < right - 0.2 * (right - line.left):
            yield Paragraph(tuple(current), right)
            current = []
        current.append(line)
    yield Paragraph(tuple(current), right)


def _blocks(lines: Sequence[Line], setting: Setting) -> Iterator[list[Line]]:
    """Lines of one size with no more than the usual room between them."""
    block = [lines[0]]
    for one, two in pairwise(lines):
        usual = abs(one.size - setting.size) < 0.05 * setting.size
        room = (_ROOM if usual else _ROOM_OF_HEADINGS) * setting.step * one.size
        if not _same_size(one, two) or not 0 < two.base - one.base <= room:
            yield block
            block = []
        block.append(two)
    yield block


def _same_size(one: Line, two: Line) -> bool:
    return max(one.size, two.size) <= _OTHER_SIZE * min(one.size, two.size)


def _edge(block: Sequence[Line], left: float, right: float) -> float:
    """Where the lines of a block may end: sooner than the page's where all its lines do.

    A quotation is set in from both sides.
    """
    reach = max(line.right for line in block)
    if len(block) < 4 or reach > right - 0.05 * (right - left):
        return max(right, reach)
    full = sum(not _fits(one, two, reach) for one, two in pairwise(block))
    lower = sum(map(_is_lower, block[1:]))
    return reach if full >= 0.6 * (len(block) - 1) and lower >= 0.4 * len(block) else right


def _ends(text: str) -> bool:
    """Whether a sentence or a lead ends here."""
    return _ENDED.search(text) is not None and not _SHORT.search(text)


def _is_lower(line: Line) -> bool:
    """Whether a line begins in the middle of a sentence: "(eller …", "3. kvartal"."""
    found = _LETTER.search(line.text)
    number = line.marker[:1].isdigit()
    return found is not None and found[0].islower() and (number or not line.marker)


def _fits(line: Line, below: Line, right: float) -> bool:
    """Whether the first word below had room on a line, so that the line was ended on purpose."""
    word = below.words[0]
    return line.right + 0.25 * line.size + (word.right - word.left) < right - 0.3 * line.size


def _begins(current: Sequence[Line], line: Line, right: float, wide: float) -> bool:
    """Whether a line begins a paragraph below the lines of the current one."""
    first, above = current[0], current[-1]
    divided = goes_on_below(above.text)
    lower = _is_lower(line)
    fits = _fits(above, line, right) and not divided
    if above.bold != line.bold and not (lower and not fits and not line.bold):
        return True
    if _NAMED.match(first.text) and _NAMED.match(line.text):
        return True
    headed = above.bold and line.bold and lower and not line.marker
    if headed and not _ends(above.text) and not _ENTRY.match(line.text):
        return False  # a heading over two lines, of which the first may be a short one
    if line.marker and _begins_entry(first, above, line, fits):
        return True
    if divided and lower:
        return False
    if _stands_apart(current, line, fits and not lower):
        return True
    if fits and lower and not _ends(above.text):
        return above.right < right - 0.2 * wide
    return fits


def _begins_entry(first: Line, above: Line, line: Line, fits: bool) -> bool:
    """Whether a "-", "3." or "1990." in front of a line is the marker of an entry."""
    if fits or not line.text.startswith(line.words[0].text):  # a bullet was made a "-"
        return True
    if len(line.words) > 1 and line.words[1].left - line.words[0].right > 0.5 * line.size:
        return True
    if first.marker and abs(first.left - line.left) < 2 and _follows(first.marker, line):
        return True
    return _ends(above.text)


def _follows(marker: str, below: Line) -> bool:
    """Whether entries come after each other; a contents list may leave numbers out."""
    one, two = re.sub(r"\W", "", marker), re.sub(r"\W", "", below.marker)
    if one.isdigit() and two.isdigit():
        upper = len(below.words) > 1 and below.words[1].text[:1].isupper()
        return int(two) == int(one) + 1 or (upper and int(one) < int(two) <= int(one) + _LEFT_OUT)
    if len(one) == len(two) == 1:
        return ord(two) == ord(one) + 1
    return marker == below.marker


def _stands_apart(current: Sequence[Line], line: Line, ended: bool) -> bool:
    """Whether a line's indentation says that it begins a paragraph."""
    first, above = current[0], current[-1]
    step = _INDENT * line.size
    if first.marker:
        hangs = first.inner - first.words[0].right > 0.5 * first.size
        back = hangs and line.left < first.inner - step
        if line.left < first.left - step or (back and not line.text[:1].islower()):
            return True
        return line.left > first.inner + 2 * step and line.left > above.left + step
    if line.left > above.left + step:
        return ended or len(current) > 1 or _ends(above.text)
    return line.left < above.left - step and len(current) > 1


def goes_on(one: Paragraph, two: Paragraph) -> bool:
    """Whether a paragraph at the top of a page or column is the rest of the one before it."""
    above, below = one.last, two.first
    if not _same_size(above, below) or above.bold != below.bold:
        return False
    lower = _is_lower(below)
    if goes_on_below(above.text) and lower:
        return True
    if (_ends(above.text) or below.marker) and not lower:
        return False
    wide = one.right - min(line.left for line in one.lines)
    if lower:
        return above.right > one.right - 0.35 * wide
    if above.bold or _fits(above, below, one.right):
        return False
    return len(one.lines) > 1 or _UNFINISHED.search(above.text) is not None
