"""How far lines may reach to the right, by which a line is full or was ended on purpose."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.files.pdf_columns import Region
from ingest.files.pdf_lines import Line
from ingest.files.pdf_words import Page

_NEAR = 6.0  # points within which columns begin at one place
_SHORT = 0.75  # of a page with margins alike; lines that reach less far tell nothing
_NARROWEST = 100.0  # points; a column
_SNUG = 1.6  # of the size: the step from line to line of a paragraph
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Margins:
    """The right edges of a document's whole lines and columns."""

    pages: tuple[float, ...]  # of whole lines on each page, from page 1
    columns: tuple[tuple[float, float], ...]  # left and right edge of each column

    @classmethod
    def of(cls, regions: Sequence[Region], pages: Sequence[Page]) -> "Margins":
        """The edges that the lines themselves show, but for the odd one that stands out."""
        by_left: dict[int, list[Line]] = defaultdict(list)
        for region in regions:
            if region.column:
                by_left[round(region.left)] += region.lines
        columns = {left: _reach(lines) for left, lines in by_left.items()}
        by_width: dict[float, list[Line]] = defaultdict(list)
        for region in regions:
            if not region.column:
                by_width[pages[region.lines[0].page - 1].width] += region.lines
        edges = {width: _edge(lines, width) for width, lines in by_width.items()}
        return cls(
            tuple(edges.get(page.width, page.width) for page in pages), tuple(columns.items())
        )

    def right(self, region: Region) -> float:
        """How far the lines of a region may reach."""
        same = [right for left, right in self.columns if abs(left - region.left) < _NEAR]
        if region.column and region.right > max(line.right for line in region.lines) + 1:
            return region.right  # a box's edge
        if region.column:
            return max(same)
        beside = any(left > max(region.right, region.left + _NARROWEST) for left, _ in self.columns)
        if same and beside:  # a page's only column
            return max([region.right, *same])
        return self.pages[region.lines[0].page - 1]


def _edge(lines: Sequence[Line], width: float) -> float:
    reach = _reach(lines)
    margin = width - min(line.left for line in lines)
    return reach if reach > _SHORT * margin or _is_wrapped(lines, reach) else margin


def _is_wrapped(lines: Sequence[Line], reach: float) -> bool:
    """Whether sentences go on below where lines reach so far: a narrow page, or one column."""
    divided = [
        (one, two)
        for one, two in pairwise(lines)
        if 0 < two.base - one.base < _SNUG * one.size and two.text[:1].islower()
    ]
    full = sum(one.right + two.words[0].right - two.left > reach for one, two in divided)
    return full >= _FEWEST and full > 0.8 * len(divided)


def _reach(lines: Sequence[Line]) -> float:
    reaches = sorted(line.right for line in lines)
    return reaches[int(0.98 * (len(reaches) - 1))]
