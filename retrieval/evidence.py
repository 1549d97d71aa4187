"""The sentences, list entries and table rows that answer, out of the passages found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.fitting import fitting
from retrieval.periods import find_periods
from retrieval.question import Asks, Question
from retrieval.search import Found, Met, Terms, terms_of
from vectorstore.embedder import Vectors
from vectorstore.schema import BlockKind, Passage, SectionKind, Unit

_COVERAGE = 4.8
_COSINE = 0.3
_ITEM = 0.3
_HEADED = 1.2  # a decision is asked for by what its item is called
# Behind an item's best unit, up to which another one may answer too. Few units of the questions
# tried stand within .05 of it: whether vectors are rounded (.01 here) must not decide.
BEHIND = 2.05
_SPOKEN_OF = 0.9  # coverage from which a unit speaks of what is asked about
_PLENTY, _MANY = 0.1, 6  # for each such unit of an item; no more for more than so many
_SHORT_TABLE = 8  # rows
_MOST_OF_OTHERS = 2  # units of other items
_NEARLY = 0.93  # of the best score, from which another item answers too
_LEAD, _TITLE, _NEIGHBOUR = 0.75, 0.5, 0.4  # how much a word counts where it stands


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit that may answer, its passage, its score and the signals it was judged by."""

    unit: Unit
    passage: Passage
    score: float
    coverage: float  # share of the question's rarity that its own words and context carry
    cosine: float
    within: float = 0.0  # the score among its item's own units
    fits: float = 0.0  # what the score has for holding the kind of thing that is asked for

    def judged(self, within: float) -> "Evidence":
        """The same with its score among its item's own units."""
        seen = (self.unit, self.passage, self.score, self.coverage, self.cosine)
        return Evidence(*seen, within, self.fits)  # hundreds a question: replace() takes 4 times it


def gather(
    question: Question,
    words: Terms,
    met: Met,
    found: Found,
    vectors: Mapping[str, Vectors],
    bonus: Mapping[tuple[str, int], float],
) -> list[Evidence]:
    """All units of the passages found, best first.

    `vectors` are the units' (by unit id), `bonus` what items have beforehand: a follow-up's item,
    a meeting in the period named.
    """
    best: dict[tuple[str, int], float] = {}
    for hit in found.hits:
        key = (found.passages[hit.passage].meeting, found.passages[hit.passage].item)
        best[key] = max(best.get(key, hit.score), hit.score)
    cosines = {unit: float(value @ found.vector) for unit, value in vectors.items()}
    middle, spread = _centre(list(cosines.values()))
    total = sum(words.rarity.values())
    evidence = []
    for hit in found.hits:
        passage = found.passages[hit.passage]
        key = (passage.meeting, passage.item)
        base = _ITEM * best[key] + bonus.get(key, 0.0)
        if question.wants_decision:
            base += _HEADED * words.coverage(terms_of(passage.context))
        section = _section_bonus(question, passage.kind)
        for at, unit in enumerate(passage.units):
            cosine = cosines.get(unit.id, middle)
            coverage = _covered(words, met, total, passage, at)
            fits = fitting(question, words, unit)
            score = (
                base
                + _COVERAGE * coverage
                + _COSINE * (cosine - middle) / spread
                + fits
                + section
                + _dates_bonus(question, unit)
                + _row_bonus(words, unit)
            )
            evidence.append(Evidence(unit, passage, score, coverage, cosine, fits=fits))
    if question.asks is Asks.LIST:
        evidence = _by_plenty(evidence)
    evidence.sort(key=lambda each: (-each.score, each.unit.id))
    return evidence


def _by_plenty(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, where an item that speaks of what is listed in many units comes before others.

    One sentence on a playground is as near to "hvilke legepladser" as one of a dozen.
    """
    units = Counter(
        (each.passage.meeting, each.passage.item)
        for each in evidence
        if each.coverage >= _SPOKEN_OF
    )
    most = {key: _PLENTY * min(count, _MANY) for key, count in units.items()}
    return [
        replace(each, score=each.score + most.get((each.passage.meeting, each.passage.item), 0.0))
        for each in evidence
    ]


def _centre(values: Sequence[float]) -> tuple[float, float]:
    if len(values) < 2:
        return (values[0] if values else 0.0), 1.0
    mean = sum(values) / len(values)
    spread = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
    return mean, max(spread, 1e-3)


def _covered(words: Terms, met: Met, total: float, passage: Passage, at: int) -> float:
    """Share of the question's rarity met by a unit: in its words, its lead, title, neighbours.

    In [0, 1].
    """
    unit = passage.units[at]
    own, lead = met.by(unit.text), met.by(f"{unit.lead} {unit.subheading}")
    title = met.by(passage.context)
    before = met.by(passage.units[at - 1].text) if at else met.nothing
    last = at + 1 == len(passage.units)
    after = met.nothing if last else met.by(passage.units[at + 1].text)
    found = 0.0
    for place, rarity in enumerate(words.rarity.values()):
        found += rarity * max(
            own[place],
            _LEAD * lead[place],
            _TITLE * title[place],
            _NEIGHBOUR * before[place],
            _NEIGHBOUR * after[place],
        )
    return found / total if total else 0.0


def _section_bonus(question: Question, kind: SectionKind) -> float:
    if kind is SectionKind.ATTACHMENTS:
        return 0.6 if question.section is SectionKind.ATTACHMENTS else -1.0
    if question.wants_decision and question.section is None:
        return 0.8 if kind is SectionKind.DECISION else 0.0
    if question.committees and question.section is None:  # "hvad sagde udvalget om …"
        return 0.6 if kind is SectionKind.DECISION else 0.0
    if question.section is kind:
        return 1.0 if kind is SectionKind.RECOMMENDATION else 0.4
    return 0.0


def _row_bonus(words: Terms, unit: Unit) -> float:
    """A table row whose first cell the question names."""
    if unit.kind is not BlockKind.TABLE:
        return 0.0
    own = terms_of(unit.reading.partition(" – ")[0])
    return 1.6 * max((words.match(each, own) for each in words.meanings), default=0.0)


def _dates_bonus(question: Question, unit: Unit) -> float:
    """A unit that names the very day the question names."""
    if not question.days:
        return 0.0
    named, _ = find_periods(unit.text)
    days = {(p.first_day, p.first_month) for p in named if p.exact}
    return 0.8 if any((p.first_day, p.first_month) in days for p in question.days) else 0.0


def choose(
    evidence: Sequence[Evidence], *, most: int = 4, words: int = 95, behind: float = BEHIND
) -> list[Evidence]:
    """The best item's best units: `most` in number, `words` in length, the best one first.

    Units of other items count only when they come within 7 % of the best.
    """
    if not evidence:
        return []
    first = evidence[0]
    here = (first.passage.meeting, first.passage.item)
    same = [e for e in evidence if (e.passage.meeting, e.passage.item) == here]
    same.sort(key=lambda each: (-each.within, each.unit.id))
    near = [each for each in same if each.within >= same[0].within - behind]
    near_best = (e for e in evidence if e.score >= first.score * _NEARLY)
    other = [e for e in near_best if (e.passage.meeting, e.passage.item) != here]
    chosen, length = near[:1], len(near[0].unit.text.split())
    for each in near[1:] + other[:_MOST_OF_OTHERS]:
        more = len(each.unit.text.split())
        if len(chosen) < most and length + more <= words:
            chosen.append(each)
            length += more
    return chosen


def with_whole_tables(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The chosen units with all rows of a short table of which two or more are chosen."""
    rows = Counter(e.passage.id for e in chosen if e.unit.kind is BlockKind.TABLE)
    whole = list(chosen)
    for passage, count in rows.items():
        of_it = [e for e in evidence if e.passage.id == passage and e.unit.kind is BlockKind.TABLE]
        if count >= 2 and len(of_it) <= _SHORT_TABLE:
            whole += [each for each in of_it if each not in chosen]
    return whole
