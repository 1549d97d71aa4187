"""Which units of an item answer, once the item is known: what they add to what it is about.

Inside an item its own subject tells nothing apart: every unit is near it. What counts is what a
unit shares with the question beyond the item's middle, the line that leads it in, and whether it
goes on from one that answers.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.evidence import Evidence
from retrieval.search import Met, Terms
from vectorstore.embedder import Vectors
from vectorstore.schema import SectionKind

# From a grid over 781 questions: the best for the real minutes and for the samples alike.
_BEYOND = 0.35  # a standard deviation nearer to the question than the item's other units
_LED = 2.0  # all of the question's words in the unit's lead or subheading
_GOES_ON = 0.3  # of what the unit before lacks to the best
_DECIDED = 0.5

_FITS = 0.5  # the kind of thing that is asked for
_FARTHEST = 4.0  # behind the best, from which a unit before is no help at all
_MET = 0.5  # weight from which a word counts as met


def within_items(
    evidence: Sequence[Evidence],
    words: Terms,
    met: Met,
    vectors: Mapping[str, Vectors],
    asked: Vectors,
) -> list[Evidence]:
    """The evidence, in its order, each with its score among its item's own units (`within`)."""
    items: defaultdict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for each in evidence:
        items[each.passage.meeting, each.passage.item].append(each)
    scores: dict[str, float] = {}
    for units in items.values():
        units.sort(key=lambda each: each.unit.start)
        scores |= _scores(units, words, met, _beyond(units, vectors, asked))
    return [each.judged(scores[each.unit.id]) for each in evidence]


def _scores(
    units: Sequence[Evidence], words: Terms, met: Met, beyond: Mapping[str, float]
) -> dict[str, float]:
    best = max(each.score for each in units)
    rare = _rare_within(units, words, met)
    scores, before = {}, -_FARTHEST
    for each in units:
        behind = each.score - best
        decided = each.passage.kind is SectionKind.DECISION
        scores[each.unit.id] = (
            each.score
            + _BEYOND * beyond.get(each.unit.id, 0.0)
            + _LED * _led(each, met, rare)
            + _GOES_ON * before
            + _DECIDED * decided
            + _FITS * each.fits
        )
        before = max(-_FARTHEST, behind)
    return scores


def _rare_within(units: Sequence[Evidence], words: Terms, met: Met) -> list[float]:
    """How much each term tells within the item: little, where most of its units hold it."""
    own = [met.by(each.unit.text) for each in units]
    rare = []
    for place, rarity in enumerate(words.rarity.values()):
        holding = sum(some[place] >= _MET for some in own)
        rare.append(rarity * math.log((len(units) + 1) / (holding + 0.5)))
    return rare


def _led(evidence: Evidence, met: Met, rare: Sequence[float]) -> float:
    """Share of the question that the lines above a unit hold."""
    above = met.by(f"{evidence.unit.lead} {evidence.unit.subheading}")
    total = sum(rare)
    if above is met.nothing or total <= 0:
        return 0.0
    return sum(value * held for value, held in zip(rare, above, strict=True)) / total


def _beyond(
    units: Sequence[Evidence], vectors: Mapping[str, Vectors], asked: Vectors
) -> dict[str, float]:
    """How near each unit is to the question beyond the item's middle, in standard deviations."""
    known = [each.unit.id for each in units if each.unit.id in vectors]
    if len(known) < 2:
        return {}
    rows = np.stack([vectors[unit] for unit in known])
    middle = rows.mean(axis=0)
    nearness = (rows - middle) @ (asked - middle)
    spread = max(float(nearness.std()), 1e-6)
    return {
        unit: float(value) / spread
        for unit, value in zip(known, nearness - nearness.mean(), strict=True)
    }
