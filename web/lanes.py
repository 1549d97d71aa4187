"""A case as a picture: a lane for each committee, a dot for each step, years across."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from retrieval.cases import Step
from vectorstore.dates import short_date
from web.language import Language

# All in the picture's own units, which are pixels at its full width.
_LEFT, _RIGHT = 205, 36  # the lanes' names, and air after the last dot
_INSET = 38  # from where the lanes begin to the first dot
_WIDTH = 1040
_TOP, _LANE = 78, 72  # to the first lane, and between lanes
_APART, _BESIDE = 14, 28  # between any two dots, and between two of one lane
_LETTER = 7.4  # width of a label's letter
_GAP = 10  # between two labels
_NAME = 27  # letters of a committee's name on a line
_YEARS = 12  # labels of years that have room


@dataclass(frozen=True, slots=True)
class Lane:
    """A committee's line, its name on one or two rows."""

    y: int
    name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A step. Without a label's height there is no room for one; its name tells the date."""

    x: int
    y: int
    step: Step
    place: int  # in the case, from 0
    label: str
    label_y: int | None


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, in a box of width by height."""

    width: int
    height: int
    years: tuple[tuple[int, str], ...]  # where a year begins, and its number or nothing
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]

    @property
    def left(self) -> int:
        """Where the lanes begin."""
        return _LEFT

    @property
    def path(self) -> str:
        """From dot to dot."""
        return "M" + " L".join(f"{dot.x} {dot.y}" for dot in self.dots)


def picture(steps: Sequence[Step], language: Language) -> Picture:
    """The picture of a case's steps, oldest first, at least one."""
    bodies = list(dict.fromkeys(step.committee for step in steps))
    lanes = tuple(
        Lane(_TOP + _LANE * place, tuple(wrap(body, _NAME)[:2]))
        for place, body in enumerate(bodies)
    )
    y = {body: lane.y for body, lane in zip(bodies, lanes, strict=True)}
    places = _across(steps)
    width = max(_WIDTH, places[-1] + _RIGHT + _INSET)
    height = lanes[-1].y + _LANE
    labels = [short_date(step.held, language) for step in steps]
    heights = _label_heights(labels, places, [y[step.committee] for step in steps])
    dots = tuple(
        Dot(x, y[step.committee], step, place, label, at)
        for place, (step, x, label, at) in enumerate(
            zip(steps, places, labels, heights, strict=True)
        )
    )
    return Picture(width, height, _years(steps, places), lanes, dots)


def _across(steps: Sequence[Step]) -> list[int]:
    """Where the steps stand: by date, but never so near that one covers another."""
    first, last = steps[0].held, steps[-1].held
    room = _WIDTH - _LEFT - _RIGHT - 2 * _INSET
    days = max((last - first).days, 1)
    in_lane: dict[str, int] = {}
    places: list[int] = []
    for step in steps:
        x = _LEFT + _INSET + round(room * (step.held - first).days / days)
        if places:
            x = max(x, places[-1] + _APART)
        if step.committee in in_lane:
            x = max(x, in_lane[step.committee] + _BESIDE)
        in_lane[step.committee] = x
        places.append(x)
    return places


def _label_heights(
    labels: Sequence[str], places: Sequence[int], lanes: Sequence[int]
) -> list[int | None]:
    """Above the dot where there is room, else below it, else nowhere."""
    ends: dict[int, float] = {}  # how far the labels of a row reach
    heights: list[int | None] = []
    for label, x, lane in zip(labels, places, lanes, strict=True):
        half = len(label) * _LETTER / 2
        rows = (lane - 17, lane + 28)
        free = next((row for row in rows if ends.get(row, 0) + _GAP <= x - half), None)
        if free is not None:
            ends[free] = x + half
        heights.append(free)
    return heights


def _years(steps: Sequence[Step], places: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """The first of January of each year, between the steps on either side of it."""
    first, last = steps[0].held.year, steps[-1].held.year
    nth = -(-(last - first + 1) // _YEARS)
    found = [(_LEFT, str(first))]
    for year in range(first + 1, last + 1):
        label = str(year) if (year - first) % nth == 0 else ""
        found.append((_between(date(year, 1, 1), steps, places), label))
    return tuple(found)


def _between(day: date, steps: Sequence[Step], places: Sequence[int]) -> int:
    after = next(place for place, step in enumerate(steps) if step.held >= day)
    before = after - 1
    days = max((steps[after].held - steps[before].held).days, 1)
    share = (day - steps[before].held).days / days
    return round(places[before] + (places[after] - places[before]) * share)
