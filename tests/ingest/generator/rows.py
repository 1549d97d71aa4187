"""What concerns the row of items as a whole: what is closed, group headings, the contents list."""

from dataclasses import replace
from random import Random

from .forms import House
from .headings import LETTERS, Turn
from .meant import Line, Look, Point
from .words import PARTIES

GROUP_NAMES = {
    "A. Sager til afgørelse": ["A. Sager til afgørelse i udvalget", "B. Sager til orientering"],
    "Sager til behandling:": ["Sager til behandling:", "Sager til efterretning:"],
}


def closed(rng: Random, house: House, turns: list[Turn]) -> list[tuple[Turn, bool]]:
    """Which items are closed: here and there, or the last ones below a heading that says so."""
    last = house.closed in ("Disse sager behandles for lukkede døre", "LUKKET MØDE")
    if last and house.items != "3.A. titel":
        ends = rng.randint(0, max(len(turns) // 3, 1))
        ends = 0 if ends >= len(turns) else ends
        return [(turn, n >= len(turns) - ends) for n, turn in enumerate(turns)]
    share = 0.0 if last else 0.12
    parents = {turn.number for turn in turns if turn.letter}  # open, as what is below them is
    return [
        (turn, rng.random() < share and (bool(turn.letter) or turn.number not in parents))
        for turn in turns
    ]


def grouped(rng: Random, house: House, points: list[Point]) -> list[Point]:
    """The items with the group headings above some of them."""
    found = list(points)
    first = next((n for n, point in enumerate(points) if point.closed), None)
    if house.closed.startswith("Disse") and first is not None:
        found[first] = _below(found[first], "Disse sager behandles for lukkede døre")
    if house.groups == "ÅBNE SAGER":
        found[0] = _below(found[0], "ÅBNE SAGER") if not points[0].closed else found[0]
        if first is not None and house.closed == "LUKKET MØDE":
            found[first] = _below(found[first], "LUKKET MØDE")
    elif house.groups != "none":
        upper, lower = GROUP_NAMES[house.groups]
        found[0] = _below(found[0], upper)
        at = rng.randint(1, len(found) - 1)
        found[at] = _below(found[at], lower)
    return found


def _below(point: Point, group: str) -> Point:
    return replace(point, above=(*point.above, Line(Look.GROUP, group)))


def label(house: House, turn: Turn) -> str:
    """An item's number as the contents list has it."""
    if house.items == "A: titel":
        return LETTERS[turn.number - 1]
    return turn.label


def listed(rng: Random, house: House, entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The entries of the contents list, which trap 9 changes and shuffles."""
    found = [(label, told) for label, told in entries if told]
    if "9 contents differ" in house.traps:
        found = [(label, _scanned(rng, told)) for label, told in found]
    if "9 contents in another order" in house.traps:
        rng.shuffle(found)
    return found


def _scanned(rng: Random, told: str) -> str:
    """A title as a scan or an earlier version has it."""
    match rng.randrange(4):
        case 0:
            return told.replace("ø", "o", 1).replace("Ø", "Å", 1)
        case 1:
            return told.replace("ning", "nlng", 1)
        case 2:
            return f"{told} ({rng.choice(PARTIES)})"
    return told


def contents_heading(rng: Random, house: House) -> str:
    """What stands above the contents list."""
    if house.contents == "leaders" or house.glued != "no":
        return "Indholdsfortegnelse"
    return rng.choice(["Indholdsfortegnelse", "Indhold", "Indholdsfortegnelse:"])


def glued(house: House, points: list[Point]) -> tuple[list[Point], str]:
    """The items, and the word that extraction glued in front of the first."""
    if not house.glued.startswith("Referat"):
        return points, ""
    first = points[0]
    line, *rest = first.heading
    heading = (replace(line, text=f"Referat{line.text}"), *rest)
    return [replace(first, heading=heading), *points[1:]], "Referat"
