"""Sentences cut into clauses, and how much of what one clause says stands in another."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
# "Anja Mostrup, Bo Lund og Eva Krogh", "plejehjem, børnehuse og skoler": a list is one clause.
_ENTRY = r"(?:[A-ZÆØÅ][\w.-]+(?: [A-ZÆØÅ][\w-]+){1,3}|[\w-]*[^\W\d])"
_LIST = re.compile(rf"\b{_ENTRY}(?:, {_ENTRY})+ (?:og|samt|eller|and|or) ")
# "årets | og": not in "Børne- og Kulturudvalget".
_AND = re.compile(r"(?<!-)\s(?=(?:og|and)\s)")
# "løsning B", "B. Sti i nordsiden"; not "A total of".
_LETTERED = re.compile(
    r"(?<=[a-zæøå] )[A-H](?![\w/-])|^[A-H](?=[.:)])"
    r"|(?<=forsøg )[a-h]\b|(?<=løsning )[a-h]\b|(?<=model )[a-h]\b"
)
# The verbs and bodies of decisions: `standing` looks after them; they tell no figures apart.
_OF_DECISIONS = frozenset(
    term(word)
    for word in """
    besluttede besluttet godkendte godkendt vedtog vedtaget bevilgede bevilget indstillede
    indstiller
    foreslog foreslår foreslået anbefalede anbefaler udvalget udvalg byrådet kommunen forvaltningen
    forslag indstilling beslutning møde mødet punkt oplyste fremgår står sagen sag blive bliver får
    år fik hun vi os decided approved adopted granted proposed recommended committee council
    municipality meeting
    """.split()
)

CONTRASTS = frozenset(map(term, "første sidste first last".split()))
# Words that `content` leaves out and that tell two figures apart all the same: who acts, and what
# tables call their columns, "Ansøgt: 47.000; Indstillet: 32.000".
_TELLING = CONTRASTS | frozenset(
    term(word)
    for word in """
    kommunen forvaltningen byrådet staten regionen indstillet indstilling forslag foreslået
    bevilget bevilling anbefalet
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


def joined(text: str) -> str:
    """A text of the same length whose lists, "plejehjem, børnehuse og skoler", have no commas."""
    return _LIST.sub(lambda found: found.group().replace(",", "_"), text)


def cut_spans(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence stand, however many figures each has."""
    cuts = [match.span() for match in _CUT.finditer(joined(text))]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def telling(text: str) -> frozenset[str]:
    """The terms that tell figures apart though `content` leaves them out: "kommunen"."""
    return frozenset(map(term, tokens(text))) & _TELLING


@lru_cache(maxsize=8_000)
def content(text: str) -> frozenset[str]:
    """The terms that say what a text is about: no stop words, no figures, no decision verbs."""
    blank = text
    for figure in figures(text):
        blank = blank[: figure.start] + " " * (figure.end - figure.start) + blank[figure.end :]
    words = (word for word in tokens(blank) if not is_stop(word) and not word[0].isdigit())
    found = {term(word) for word in words if len(word) > 1} - _OF_DECISIONS
    # "løsning B" and "model A": a capital letter after a word names something.
    return frozenset(found | {letter.lower() for letter in _LETTERED.findall(blank)})


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
            found.append(
                Clause(
                    text, content(text), content(whole), content(about), content(title),
                    figures(text), first + at, header,
                )
            )  # fmt: skip
    return tuple(found)


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
                found[word].setdefault(other, 0.55 * weight)
    for english, danish in danish_for(text).items():
        own = found.get(term(english), {})
        for each in danish:
            for word in content(each):
                own.setdefault(word, 0.9)
    return found


def said_in(word: Mapping[str, float], clause: Clause) -> float:
    """How much a word, in any of its meanings, counts as said in a clause."""
    return max(weight * clause.match(other) for other, weight in word.items())
