"""Whether the figures of a sentence stand in its sources, told of the same."""

import re
from collections.abc import Sequence

from retrieval.checks.clauses import CONTRASTS, Clause
from retrieval.checks.figures import Figure, Kind, figures, same
from retrieval.checks.mentions import Mention, mentions
from retrieval.checks.persons import names
from retrieval.checks.printed import mentions_of
from retrieval.checks.relation import Relations
from vectorstore.danish import terms
from vectorstore.dates import long_date
from vectorstore.schema import SectionKind

_LEAST = 0.12  # share of what a sentence says of a figure that must be said where it stands
# By how much another figure must fit better, to be the one that is meant, and by how much two of
# the sentence's own must fit better the other way round.
_MARGIN, _SWAP_MARGIN = 0.01, 0.05
# Weights, beside the words': of another figure, of "fra" or "i alt", of the word after a figure
# where the sources count the same.
_BESIDE, _TAGGED, _COUNTED = 0.9, 0.4, 0.5
_CONTRASTED = 4.0  # … and for "første" and "sidste"
_NAMED = 1.5  # factor for names and letters: "model A", "Vindbæk"
_DAY = 0.4  # share from which another day's clause speaks of the same
_NEXT = re.compile(r"\b(?:næste|kommende|next)\b", re.IGNORECASE)
_OF_MEETING = re.compile(
    r"\b(?:beslut\w+|godkend\w+|vedt\w+|behandl\w+|drøft\w+|bevilg\w+|mød\w+|udsat\w*|udskød|tog"
    r"|anbefal\w+|indstil\w+|foresl\w+|afvis\w+|forkast\w+|decided|approved|adopted|meeting"
    r"|discussed|postponed|rejected|recommended|proposed|referat\w*|minutes)\b",
    re.IGNORECASE,
)


class Placed:
    """The figures of the sources cited, laid beside a sentence's."""

    def __init__(self, relations: Relations) -> None:
        self._relations, self._claim = relations, relations.claim
        self._sources, self._clauses = relations.sources, relations.clauses
        self._told = mentions(self._claim, True)
        self._printed = mentions_of(relations.sources)
        self._named = {word for name in names(self._claim) for word in terms(name)}
        self._units = {each.unit for each in self._printed if each.unit}

    def missing(self) -> Figure | None:
        """The first figure that no source has."""
        for said in self._told:
            there = any(same(said.figure, each.figure, each.header) for each in self._printed)
            if not there and not self._held(said.figure):
                return said.figure
        return None

    def _held(self, figure: Figure) -> bool:
        """Whether a figure is a source's own date, case number or item number."""
        for source in self._sources:
            if figure.kind is Kind.CASE and figure.value == source.case:
                return True
            days = {source.held, source.met}
            if figure.kind is Kind.DATE and any(
                same(figure, other) for day in days for other in figures(long_date(day))
            ):
                return True
            if figure.value == float(source.item) and re.search(
                rf"\b(?:punkt|pkt\.?|item) {source.item}\b", self._claim, re.IGNORECASE
            ):
                return True
            if any(same(figure, other) for other in figures(source.title)):
                return True
        return False

    def elsewhere(self) -> Figure | None:
        """The first figure that the sources give for something else than the sentence does."""
        for said in self._told:
            own = said.figure.kind is Kind.CASE or self._held(said.figure)
            if not own and self._is_of_another(said):
                return said.figure
        return None

    def _is_of_another(self, said: Mention) -> bool:
        own = self._best(said, said.figure)
        if "all" in said.tags and all("whole" in each.tags for each in self._there(said)):
            return True  # "alle elleve", of "otte ud af elleve"
        decided = self._of_decision(said)
        for rival in self._printed:
            # "et år tidligere, i foråret 2025": what was decided overrules what was proposed.
            overruled = decided and rival.kind is SectionKind.RECOMMENDATION
            if overruled or not _comparable(said.figure, rival):
                continue
            other = self._told_beside(said, rival)
            if other is None and self._score(said, rival) > own + _MARGIN:
                return True
            if other and self._are_swapped(said, other):
                return True
        return own < _LEAST

    def _there(self, said: Mention) -> list[Mention]:
        """Where the sources have a figure."""
        return [p for p in self._printed if same(said.figure, p.figure, p.header)]

    def _told_beside(self, said: Mention, rival: Mention) -> Mention | None:
        """The figure of the sentence that is the same as a rival of another of its figures."""
        for each in self._told:
            alike = each is not said and each.figure.kind is said.figure.kind
            if alike and same(each.figure, rival.figure, rival.header):
                return each
        return None

    def _are_swapped(self, one: Mention, other: Mention) -> bool:
        """Whether two figures of the sentence would do better the other way round."""
        pair = (one.figure, other.figure)
        own, swapped = (
            self._best(one, first, pair) + self._best(other, second, pair)
            for first, second in (pair, pair[::-1])
        )
        return swapped > own + _SWAP_MARGIN

    def _of_decision(self, said: Mention) -> bool:
        """Whether a figure stands in a decision."""
        return any(
            each.kind is SectionKind.DECISION and same(said.figure, each.figure, each.header)
            for each in self._printed
        )

    def _best(self, said: Mention, figure: Figure, pair: Sequence[Figure] = ()) -> float:
        """How much is said of a figure where the sources say most of it."""
        there = (p for p in self._printed if same(figure, p.figure, p.header))
        return max((self._score(said, each, pair) for each in there), default=0.0)

    def _score(self, said: Mention, printed: Mention, pair: Sequence[Figure] = ()) -> float:
        """The weighted share of what a sentence says of a figure that is said of a printed one.

        Where two figures are tried the other way round, neither tells of the other.
        """
        met = total = 0.0
        for word, near in said.words.items():
            if word in self._relations.bodies:
                continue
            weight = near * self._relations.weigh(word) * self._emphasis(word)
            total += weight
            met += weight * max(
                by * printed.says(other) for other, by in self._relations.meant(word).items()
            )
        for figure, near in said.beside:
            if figure != said.figure and figure not in pair:
                total += _BESIDE * near
                met += _BESIDE * near * printed.has(figure)
        for tag in said.tags if printed.tags else ():
            total += _TAGGED
            met += _TAGGED * (tag in printed.tags)
        if "whole" in printed.tags and "whole" not in said.tags:
            total += _TAGGED  # "74 lokaler står tomme", of "19 af 74 lokaler står tomme"
        if said.unit in self._units:
            total += _COUNTED
            told = printed.unit == said.unit or (not printed.unit and printed.says(said.unit))
            met += _COUNTED * told
        return met / total if total else 1.0

    def _emphasis(self, word: str) -> float:
        if word in CONTRASTS:
            return _CONTRASTED
        return _NAMED if word in self._named or len(word) == 1 else 1.0

    def wrong_day(self) -> Figure | None:
        """A day that is the meeting's, told of something that the sources give another day for."""
        for said in self._relations.said():
            for figure in figures(said.text):
                if figure.kind is not Kind.DATE or not self._held(figure):
                    continue
                stands = [c for c in self._clauses if _has(c, figure)]
                dated = [c for c in self._clauses if _dated(c) and not _has(c, figure)]
                best = max((said.share(clause) for clause in dated), default=0.0)
                own = max((said.share(clause) for clause in stands), default=0.0)
                of_meeting = _OF_MEETING.search(said.text) and not _NEXT.search(said.text)
                if best > max(own + _MARGIN, _DAY) and not of_meeting:
                    return figure
        return None


def _comparable(said: Figure, printed: Mention) -> bool:
    """Whether what is said could be mistaken for what is printed, and is another value."""
    figure, header = printed.figure, printed.header
    if same(said, figure, header):
        return False
    bare = figure.kind is Kind.NUMBER and bool(header)  # a cell: its column has the unit
    if said.kind is Kind.NUMBER:
        return figure.kind is Kind.NUMBER and not (bare and printed.money)
    if said.kind is Kind.AMOUNT and bare:
        return printed.money is not False
    return said.kind is figure.kind or (bare and said.kind is Kind.PERCENT)


def _has(clause: Clause, figure: Figure) -> bool:
    return any(same(figure, each) for each in clause.figures)


def _dated(clause: Clause) -> bool:
    return any(each.kind is Kind.DATE for each in clause.figures)
