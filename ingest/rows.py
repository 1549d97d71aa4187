"""Which of the candidates are the items: the likeliest row of rising numbers in each form."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.contents import key
from ingest.evidence import ItemHeading, Surroundings
from ingest.weighing import NEVER

LEAST = 1.0  # the score of a row that is taken for items
_WINDOW = 60  # candidates back that a row may go on from
_NEXT = 1.0  # for a number that follows the one before
_SAME = 0.3
_GAP = 0.4  # for each doubling of what is left out
_WIDEST_GAP = 5.0
_BACK = 6.0  # for beginning again from a lower number
_SURE = 3.0  # the weight that a heading needs for that
_MOST = 0.7  # of the row that has a trait which tells
_LEAN = 2.0  # how much may speak against a heading that has the number of all the others
_NO_NUMBER = frozenset({"row", "title", "case", "plain", "cycle"})
_EXPLAINS = 0.3  # the least share of a row's score that a number row has which explains it
_ALIKE = 0.75  # for each trait that most of the row share

Weighed = Sequence[tuple[ItemHeading, float]]
Step = Callable[[ItemHeading, ItemHeading, float], float]


@dataclass(frozen=True, slots=True)
class Row:
    """Headings that may be a document's items, with the sum of what speaks for them."""

    form: str
    headings: tuple[ItemHeading, ...]
    score: float


def rising(form: str, weighed: Weighed, around: Surroundings) -> Row:
    """The heaviest row of rising numbers, weighed again by what most of its headings share."""
    row = _best(form, weighed, _step)
    if len(row.headings) > 2:
        row = _best(form, _alike(weighed, row.headings, around), _step)
    return _without_lists(row, weighed)


def _without_lists(row: Row, weighed: Weighed) -> Row:
    """The row without entries of a list inside an item that go on with the items' numbers.

    "1. Afbud. Der var …", "2. Formandsbeslutning. Der …" below item 1: the entry 2 stands like
    the entry 1 right above it, which is no item.
    """
    chosen = {id(heading): heading for heading in row.headings}
    gone = 0.0
    for n in range(1, len(weighed)):
        (before, lower), (heading, higher) = weighed[n - 1], weighed[n]
        if id(heading) not in chosen or id(before) in chosen or heading is row.headings[0]:
            continue
        follows = heading.number == before.number + 1 and lower > NEVER / 2
        if follows and higher < _SURE and _worded_alike(before, heading):
            del chosen[id(heading)]
            gone += higher + _NEXT
    return Row(row.form, tuple(chosen.values()), row.score - gone)


def _worded_alike(one: ItemHeading, other: ItemHeading) -> bool:
    """Whether two lines may be entries of one list: "1. sti" and "2. Eventuelt" are not."""
    a, b = ((h.candidate.title if h.candidate else h.title) for h in (one, other))
    going_on = a.endswith((",", ";", " og"))  # "3. … forslag 2," and below it "4. … i 8 uger."
    return a[:1].isupper() == b[:1].isupper() and (going_on or a.endswith(".") == b.endswith("."))


def constant(form: str, weighed: Weighed) -> Row:
    """The row of headings that all have one number, as lists on web pages come out ("1.")."""
    numbers = Counter(heading.number for heading, _ in weighed)
    number, count = numbers.most_common(1)[0] if numbers else (0, 0)
    if count < 3:
        return Row(form, (), 0.0)
    same = [each for each in weighed if each[0].number == number and each[1] > -_LEAN]
    return Row(f"{form} =", tuple(h for h, _ in same), sum(w + _SAME for _, w in same))


def unnumbered(form: str, weighed: Weighed, around: Surroundings) -> Row:
    """All headings of a form without numbers that have more for them than against them."""
    kept = _apart([each for each in weighed if each[1] > 0])
    if len(kept) > 2:
        kept = [e for e in _alike(kept, [h for h, _ in kept], around) if e[1] > 0]
    return Row(form, tuple(h for h, _ in kept), sum(w for _, w in kept))


def _apart(weighed: Weighed) -> list[tuple[ItemHeading, float]]:
    """The headings without those that are part of the one before: its title printed again."""
    kept: list[tuple[ItemHeading, float]] = []
    for each in weighed:
        before = kept[-1][0] if kept else None
        again = before is not None and (
            each[0].first < before.below or (not before.closed and _titled_alike(before, each[0]))
        )
        if not again:
            kept.append(each)
    return kept


def _titled_alike(one: ItemHeading, other: ItemHeading) -> bool:
    """Whether two headings have one title and no letters that tell them apart."""
    return key(one.title) == key(other.title) != "" and one.label == other.label


def _best(form: str, weighed: Weighed, step: Step) -> Row:
    """The row with the largest sum of weights and steps; of equal ones the later headings."""
    usable = [each for each in weighed if each[1] > NEVER / 2]
    sums: list[float] = []
    came: list[int] = []
    for at, (heading, weight) in enumerate(usable):
        best, last = weight + (1.0 if heading.number == 1 else 0.0), -1
        for n in range(max(0, at - _WINDOW), at):
            before, sure = usable[n]
            if before.below > heading.first:
                continue
            total = sums[n] + weight + step(before, heading, min(sure, weight))
            if total >= best and sums[n] > 0:
                best, last = total, n
        sums.append(best)
        came.append(last)
    at = max(range(len(sums)), key=lambda n: (sums[n], n), default=-1)
    score = sums[at] if at >= 0 else 0.0
    row: list[ItemHeading] = []
    while at >= 0:
        row.append(usable[at][0])
        at = came[at]
    return Row(form, tuple(row[::-1]), score)


def _step(before: ItemHeading, heading: ItemHeading, weight: float) -> float:
    """What speaks for one heading's coming after another by their numbers."""
    if before.candidate is None or heading.candidate is None:
        return 0.0
    one, two = before.candidate.order, heading.candidate.order
    if two <= one:
        return -_BACK if weight > _SURE else NEVER
    gap = two[0] - one[0]
    if gap <= 1:
        return _NEXT
    return -min(_WIDEST_GAP, _GAP * math.log2(gap))


def _alike(
    weighed: Weighed, row: Sequence[ItemHeading], around: Surroundings
) -> list[tuple[ItemHeading, float]]:
    """The weights with what a heading shares with most of the row, or lacks."""
    traits = [_traits(heading, around) for heading in row]
    common = [Counter(column).most_common(1)[0] for column in zip(*traits, strict=True)]
    telling = [(trait, count / len(row)) for trait, count in common]
    found = []
    for heading, weight in weighed:
        score = weight
        if weight > NEVER / 2:
            for trait, (usual, share) in zip(_traits(heading, around), telling, strict=True):
                if share >= _MOST:
                    score += _ALIKE * (1 if trait == usual else -1) * (2 * share - 1)
        found.append((heading, score))
    return found


def _traits(heading: ItemHeading, around: Surroundings) -> tuple[object, ...]:
    """How a heading looks: what is the same for all items of one document."""
    at = heading.candidate.at if heading.candidate else heading.first
    line = around.lines[at]
    below = around.next(heading.below)
    opened = around.headings[below] if below < len(around.lines) else None
    return (
        at == 0 or around.lines[at - 1].blank,
        line.level,
        line.bare.isupper(),
        line.start - line.begin,
        heading.case is not None,
        opened is not None,
        opened.name if opened else "",
        line.text[:1] in "•·▪◦",
        heading.candidate.title[:1].isupper() if heading.candidate else True,
    )


def running(judged: Sequence[Row]) -> list[Row]:
    """The rows without those that a running number row explains.

    "Punkt 3" and its title, "Baggrund" and "Særligt om skolen" may all be marked alike: then the
    numbers say which of the marked lines are items.
    """
    numbered = [row for row in judged if not _plainly_headed(row)]
    return [row for row in judged if not any(_explains(each, row) for each in numbered)]


def _explains(numbered: Row, row: Row) -> bool:
    """Whether the headings of a number row are the lines of another row, for the most part."""
    if not _plainly_headed(row):
        return False
    count = len(numbered.headings)
    if count < 2 or numbered.score < max(LEAST, _EXPLAINS * row.score):
        return False
    places = [heading.first for heading in row.headings]
    inside = sum(
        bisect_left(places, heading.first)
        < bisect_left(places, max(heading.below, heading.first + 1))
        for heading in numbered.headings
    )
    return 5 * inside >= 4 * count


def _plainly_headed(row: Row) -> bool:
    return row.form in _NO_NUMBER or row.form[:6] == "marked"
