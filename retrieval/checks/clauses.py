"""Sentences cut into clauses, and how much of what one clause says stands in another."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from retrieval.checks.figures import Figure, figures
from retrieval.glossary import danish_for
from retrieval.sources import Source
from retrieval.thesaurus import synonyms
from vectorstore.danish import is_stop, term, tokens
from vectorstore.schema import Unit

_UNIT, _AROUND, _TITLE = 0.6, 0.3, 0.25  # how much a word counts that stands outside the clause
_LIKE = 0.8  # of a word that is only part of the other: "dage" in "lukkedage"
_PART = 4  # letters from which a part counts

# "…, og at Lindevang får 40 timer", "… og ikke ved Stationsvej"; not "1.200 kr.", not "0,4 mio.".
_CUT = re.compile(
    r"[,;:]\s+|\s[–-]\s|\s(?=(?:men|mens|hvorimod|hvoraf|while|whereas|but)\s)"
    r"|\s(?=og (?:ikke|at|for)\b)|\s(?=and (?:not|that)\b)|(?<=[.!?])\s+(?=[A-ZÆØÅ])"
)
_VERB = re.compile(r"\b(?:er|var|bliver|blev|udgør|mod|is|are|was|were|against)\b", re.IGNORECASE)
_AND = re.compile(r"(?<!-)\s(?=(?:og|and)\s)")
_LETTERS = frozenset("ABCDEFGH")
# The verbs and bodies of decisions: `standing` looks after them; they tell no figures apart.
_OF_DECISIONS = frozenset(
    term(word)
    for word in """
    besluttede besluttet godkendte godkendt vedtog vedtaget bevilgede bevilget indstillede
    indstiller
    foreslog foreslår foreslået anbefalede anbefaler udvalget udvalg byrådet kommunen forvaltningen
    forslag indstilling beslutning møde mødet punkt oplyste fremgår står sagen sag blive bliver får
    år fik decided approved adopted granted proposed recommended committee council municipality
    meeting
    """.split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a unit, with the words that say what it is about."""

    text: str
    own: frozenset[str]  # terms
    unit: frozenset[str]  # of the whole sentence, row or entry
    around: frozenset[str]  # of its lead, subheading and neighbours
    title: frozenset[str]  # of the item
    figures: tuple[Figure, ...]
    place: int = 0  # of the unit among all of the sources
    header: str = ""  # of the table it is a cell of
    beside: tuple[Figure, ...] = ()  # the other figures of its sentence or its column's name

    def match(self, word: str) -> float:
        """How much a word counts as said here, in [0, 1]."""
        weighted = ((self.own, 1.0), (self.unit, _UNIT), (self.around, _AROUND))
        return max(
            weight * among(word, words) for words, weight in (*weighted, (self.title, _TITLE))
        )


def among(word: str, words: Collection[str]) -> float:
    """1 for a word that is among others, less for one that is part of one of them, else 0."""
    if word in words:
        return 1.0
    if len(word) < _PART or word[0].isdigit():
        return 0.0
    for other in words:
        short, long = sorted((word, other), key=len)
        if len(short) >= _PART and (long.startswith(short) or long.endswith(short)):
            return _LIKE
    return 0.0


def cut(text: str) -> list[str]:
    """The clauses of a sentence; one with several figures is cut at "og" between them too."""
    found: list[str] = []
    for clause in (part.strip() for part in _CUT.split(text)):
        halves = [half.strip() for half in _AND.split(clause)]
        several = len(halves) > 1 and all(figures(half) for half in halves)
        found += halves if several else [clause]
    return [clause for clause in found if clause]


@lru_cache(maxsize=8_000)
def content(text: str) -> frozenset[str]:
    """The terms that say what a text is about: no stop words, no figures, no decision verbs."""
    blank = text
    for figure in figures(text):
        blank = blank[: figure.start] + " " * (figure.end - figure.start) + blank[figure.end :]
    words = (word for word in tokens(blank) if not is_stop(word) and not word[0].isdigit())
    # "løsning B": one capital letter is a name, but for "I", which opens sentences.
    return frozenset(term(w) for w in words if len(w) > 1 or w in _LETTERS) - _OF_DECISIONS


def clauses_of(sources: Sequence[Source]) -> list[Clause]:
    """All clauses of all units of the sources."""
    found: list[Clause] = []
    place = 0
    for source in sources:
        for clause in _clauses(source.units, source.title, place):
            found.append(clause)
        place += len(source.units)
    return found


@lru_cache(maxsize=64)
def _clauses(units: tuple[Unit, ...], title: str, first: int) -> tuple[Clause, ...]:
    found: list[Clause] = []
    for at, unit in enumerate(units):
        beside = " ".join(each.text for each in units[max(0, at - 1) : at] + units[at + 1 : at + 2])
        about = f"{unit.lead} {unit.subheading}" + ("" if unit.reading else f" {beside}")
        for text in _cells(unit.reading) if unit.reading else cut(unit.text):
            header = f"{unit.lead} {unit.subheading} {text}" if unit.reading else ""
            whole = text if unit.reading else unit.text
            found += _zones(
                Clause(
                    text, content(text), content(whole), content(about), content(title),
                    figures(text), first + at, header, figures(whole),
                )
            )  # fmt: skip
    return tuple(found)


def _zones(clause: Clause) -> list[Clause]:
    """The clause, or a stretch of it for each figure where it has several of one kind.

    "Af de 486 elever | får 310 soloundervisning": what stands up to the next figure is about both.
    """
    if clause.header:
        return [clause]
    kinds = Counter(figure.kind for figure in clause.figures)
    found = []
    for figure in clause.figures:
        if kinds[figure.kind] > 1:
            own = content(zone(clause.text, clause.figures, figure))
            found.append(replace(clause, own=own, figures=(figure,)))
    single = tuple(figure for figure in clause.figures if kinds[figure.kind] < 2)
    return [replace(clause, figures=single), *found]


def zone(text: str, all_of_it: Sequence[Figure], figure: Figure) -> str:
    """The stretch of a clause that tells of one of several figures of a kind.

    It reaches to a verb that equates, on the way to the next: "Med en takst på 3.700 kr. | er
    merindtægten 15.500 kr."; without one, what stands between is about both.
    """
    alike = [each for each in all_of_it if each.kind is figure.kind]
    at = alike.index(figure)
    start, end = 0, len(text)
    if at:
        before = alike[at - 1].end
        verb = _VERB.search(text, before, figure.start)
        start = verb.start() if verb else before
    if at + 1 < len(alike):
        verb = _VERB.search(text, figure.end, alike[at + 1].start)
        end = verb.start() if verb else alike[at + 1].start
    return text[start:end]


def _cells(reading: str) -> list[str]:
    """ "Krisecenter – Aktuelt: 4; Venteliste: 2" -> each cell with its row's name."""
    name, dash, cells = reading.partition(" – ")
    if not dash:
        return [reading]
    return [f"{name} – {cell}" for cell in cells.split("; ")]


def rarity(clauses: Sequence[Clause]) -> Mapping[str, float]:
    """How much a word tells sentences apart: 1 for one that stands in one of them only."""
    units: dict[int, set[str]] = {}
    for clause in clauses:
        units.setdefault(clause.place, set()).update(clause.own)
    counts = Counter(word for words in units.values() for word in words)
    return {word: 1.0 / count**0.5 for word, count in counts.items()}


@lru_cache(maxsize=2_000)
def meanings(text: str) -> Mapping[str, Mapping[str, float]]:
    """What minutes may call each content word of a sentence, Danish or English, with weights."""
    words = content(text)
    ordered = [term(word) for word in tokens(text) if not is_stop(word)]
    found = {word: {word: 1.0} for word in words}
    for word, others in synonyms(ordered).items():
        for other, weight in others.items():
            if word in found:
                found[word].setdefault(other, 0.7 * weight)
    for english, danish in danish_for(text).items():
        own = found.get(term(english), {})
        for each in danish:
            for word in content(each):
                own.setdefault(word, 0.9)
    return found


def said_in(word: Mapping[str, float], clause: Clause) -> float:
    """How much a word, in any of its meanings, counts as said in a clause."""
    return max(weight * clause.match(other) for other, weight in word.items())
