"""Whether a figure or a name is told of what the sources tell it of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.checks.clauses import (
    Clause,
    clauses_of,
    content,
    cut,
    meanings,
    rarity,
    said_in,
    zone,
)
from retrieval.checks.figures import Figure, Kind, figures, same
from retrieval.sources import Source
from vectorstore.danish import terms
from vectorstore.dates import long_date

_REST = 0.35  # weight of the words of a sentence's other clauses
_MARGIN = 0.1  # by which another figure's clause must say more of it, to be the one that is meant
_LEAST = 0.12  # share of a clause's words that must stand by its figure
_LED = 0.4  # weight of "fra" or "til" before a figure
_BESIDE = 0.7  # weight of another figure of the clause
_UNKNOWN = 0.7  # rarity of a word that no source has

# "Anja Mostrup", "COWI A/S", "Åkande-parken"; not the first word of a sentence alone.
NAME = re.compile(
    r"\b[A-ZÆØÅ][\w.'’-]*(?:(?: og(?= [A-ZÆØÅ]\w+(?:udvalg|råd)))? [A-ZÆØÅ][\w.'’-]*)*", re.UNICODE
)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of the sentence that is checked, with the weights of its words."""

    text: str
    own: Mapping[str, float]  # words of the clause
    rest: Mapping[str, float]  # words of the sentence's other clauses
    meanings: Mapping[str, Mapping[str, float]]
    figures: tuple[Figure, ...]

    def share(self, clause: Clause, figure: Figure | None = None) -> float:
        """The weighted share of its words that a source's clause has, in [0, 1].

        Beside a `figure` the clause's other figures count as words: "I 2018 var der 57".
        """
        met = total = 0.0
        for words, by in ((self.own, 1.0), (self.rest, _REST)):
            for word, weight in words.items():
                total += by * weight
                met += by * weight * said_in(self.meanings[word], clause)
        for other in self.figures if figure else ():
            if other != figure:
                total += _BESIDE
                met += _BESIDE * any(same(other, each) for each in clause.beside)
        if figure and (led := led_by(self.text, figure)):
            total += _LED
            met += _LED * any(led_by(clause.text, each) == led for each in clause.figures)
        return met / total if total else 1.0

    def aligned(self, clause: Clause) -> float:
        """The share of its own words, and its figures, that a clause has."""
        met = sum(w * said_in(self.meanings[word], clause) for word, w in self.own.items())
        total = sum(self.own.values())
        for figure in self.figures:
            total += 1.0
            met += any(same(figure, each, clause.header) for each in clause.figures)
        return met / total if total else 0.0


class Relations:
    """The clauses of the sources cited, laid beside a sentence's."""

    def __init__(self, claim: str, sources: Sequence[Source]) -> None:
        self._sources = sources
        self.clauses = clauses_of(sources)
        self._rare = rarity(self.clauses)
        self._claim = claim
        self._bodies = {word for each in sources for word in terms(each.committee)}
        self._said = [self._clause(text) for text in cut(claim)]

    def _clause(self, text: str) -> Said:
        whole, own = meanings(self._claim), set(meanings(text))
        weights = {word: self._weight(word) for word in whole if word not in self._bodies}
        return Said(
            text,
            {word: weight for word, weight in weights.items() if word in own},
            {word: weight for word, weight in weights.items() if word not in own},
            whole,
            figures(text),
        )

    def _weight(self, word: str) -> float:
        others = meanings(self._claim)[word]
        known = self._rare.get(word)
        return known or max(self._rare.get(each, 0.0) for each in others) or _UNKNOWN

    def said(self) -> Iterator[Said]:
        """The sentence's clauses."""
        yield from self._said

    def aligned(self, said: Said, least: float) -> str:
        """The clause of the sources that says most of what one of the sentence's says; "" if none.

        One that has neither words nor figures of its own is like no other.
        """
        if not said.own and not said.figures:
            return ""
        ranked = [(said.aligned(clause), -at) for at, clause in enumerate(self.clauses)]
        share, at = max(ranked, default=(0.0, 0))
        return self.clauses[-at].text if share >= least else ""

    def missing(self) -> Figure | None:
        """The first figure that no source has."""
        for said in self._said:
            for figure in figures(said.text):
                if not self._held(figure) and not any(
                    same(figure, other, clause.header)
                    for clause in self.clauses
                    for other in clause.beside + clause.figures
                ):
                    return figure
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
        for said in self._said:
            for figure in figures(said.text):
                if figure.kind is Kind.CASE or self._held(figure):
                    continue
                if self._is_of_another(self._zone(said, figure), figure):
                    return figure
        return None

    def _zone(self, said: Said, figure: Figure) -> Said:
        """The clause's words by one of several figures of a kind, as sources are cut too."""
        own = content(zone(said.text, said.figures, figure))
        kept = {word: weight for word, weight in said.own.items() if word in own}
        return replace(said, own=kept)

    def _is_of_another(self, said: Said, figure: Figure) -> bool:
        own, rival = 0.0, 0.0
        for clause in self.clauses:
            share = said.share(clause, figure)
            if any(same(figure, each, clause.header) for each in clause.figures):
                own = max(own, share)
            elif any(_comparable(figure, each, clause) for each in clause.figures):
                rival = max(rival, share)
        return own < _LEAST or rival > own + _MARGIN

    def wrong_day(self) -> Figure | None:
        """A day that is the meeting's, told of something that the sources give another day for."""
        for said in self._said:
            for figure in figures(said.text):
                if figure.kind is not Kind.DATE or not self._held(figure):
                    continue
                stands = [c for c in self.clauses if _has(c, figure)]
                dated = [c for c in self.clauses if _dated(c) and not _has(c, figure)]
                best = max((said.share(clause) for clause in dated), default=0.0)
                own = max((said.share(clause) for clause in stands), default=0.0)
                if best > max(own + _MARGIN, _DAY) and not _OF_MEETING.search(said.text):
                    return figure
        return None

    def unknown_name(self) -> str:
        """The first name that no source has; "" if all are there."""
        known = {
            word
            for source in self._sources
            for word in terms(f"{source.text} {source.title} {source.committee} {source.section}")
        }
        known |= {word for clause in self.clauses for word in (*clause.own, *clause.around)}
        for name in names(self._claim):
            said = {_MONTHS.get(word, word) for word in name.lower().split()}
            if not set(terms(" ".join(said))) <= known | {"og", "and", "dkk"}:
                return name
        return ""

    def renamed(self) -> str:
        """The first name that the sources tell something else of; "" if none."""
        for said in self._said:
            for name in names(said.text):
                if self._told_of_another(said, name):
                    return name
        return ""

    def _told_of_another(self, said: Said, name: str) -> bool:
        mine = set(terms(name))
        own_words = {word: w for word, w in said.own.items() if word not in mine}
        if len(own_words) < 2:
            return False
        about = replace(said, own=own_words, rest={})
        own, rival = 0.0, 0.0
        for clause in self.clauses:
            there = [set(terms(each)) for each in names(clause.text)]
            whole = set(clause.own | clause.unit)
            if mine <= whole | set(terms(clause.text)):
                own = max(own, about.share(clause))
            elif there:
                rival = max(rival, about.share(clause))
        return rival > max(own + _NAMED_MARGIN, _NAMED_LEAST)


# As sources have them; the other months are written alike.
_MONTHS = {
    "january": "januar", "february": "februar", "march": "marts", "may": "maj", "june": "juni",
    "july": "juli", "october": "oktober",
}  # fmt: skip
_DAY = 0.4  # share from which another day's clause speaks of the same
_NAMED_MARGIN, _NAMED_LEAST = 0.3, 0.45
_OF_MEETING = re.compile(
    r"\b(?:beslut\w+|godkend\w+|vedt\w+|behandl\w+|drøft\w+|bevilg\w+|mød\w+|udsat\w*|udskød|tog"
    r"|anbefal\w+|indstil\w+|foresl\w+|afvis\w+|forkast\w+|decided|approved|adopted|meeting"
    r"|discussed|postponed|rejected|recommended|proposed|referat\w*|minutes)\b",
    re.IGNORECASE,
)


def _comparable(said: Figure, printed: Figure, clause: Clause) -> bool:
    """Whether what is said could be mistaken for what is printed."""
    bare = printed.kind is Kind.NUMBER and bool(clause.header)  # a cell: its column has the unit
    money = "kr" in clause.text and bare
    if said.kind is Kind.NUMBER:
        return printed.kind is Kind.NUMBER and not money
    return said.kind is printed.kind or (bare and said.kind in (Kind.AMOUNT, Kind.PERCENT))


def led_by(text: str, figure: Figure) -> str:
    """ "fra" or "til" before a figure, by which "fra 3.650 til 3.850 kr." tells its two apart."""
    before = _LEADS.search(text[: figure.start])
    return _DANISH.get(before[1].lower(), before[1].lower()) if before else ""


_LEADS = re.compile(r"\b(fra|til|from|to)\s+$", re.IGNORECASE)
_DANISH = {"from": "fra", "to": "til"}


def _has(clause: Clause, figure: Figure) -> bool:
    return any(same(figure, each) for each in clause.figures)


def _dated(clause: Clause) -> bool:
    return any(each.kind is Kind.DATE for each in clause.figures)


def names(text: str) -> list[str]:
    """The names of a sentence: words with a capital, without a first word that is no name."""
    found = []
    for match in NAME.finditer(text):
        words = match.group().rstrip(".'’-").split()
        opens = not text[: match.start()].strip(" „“\"'(")
        if opens:  # "Udvalget besluttede …", "I Vindbæk …": one capital word says nothing
            words = words[1:] if len(words) > 1 and len(words[0]) <= 4 else words
            words = words if len(words) > 1 or match.group().split() != words else []
        if words and not all(len(word) == 1 for word in words):
            found.append(" ".join(words))
    return found
