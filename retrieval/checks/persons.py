"""Whether a name is told of what the sources tell it of, and stands on the side it voted for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.checks.clauses import content, cut_spans
from retrieval.checks.figures import figures
from retrieval.checks.relation import Relations
from vectorstore.danish import is_stop, term, terms

# "Anja Mostrup", "COWI A/S", "Åkande-parken"; not the first word of a sentence alone.
NAME = re.compile(
    r"\b[A-ZÆØÅ][\w.'’-]*(?:(?: og(?= [A-ZÆØÅ]\w+(?:udvalg|råd)))? [A-ZÆØÅ][\w.'’-]*)*", re.UNICODE
)
# The word before a name by which "A kommer efter B" tells its two apart.
_ROLE = re.compile(
    r"\b(i stedet for|på vegne af|efter|af|til|fra|for|med|hos|mod|over for|instead of|after|by|to"
    r"|from|with|for)\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:,? (?:og|samt|and) |, )")
# How surely a word is said of a name: by it, in its clause, in its sentence.
_OWN, _CLAUSE, _SENTENCE = 1.0, 0.6, 0.35
_ROLE_WEIGHT = 0.5
_MARGIN, _SWAP_MARGIN = 0.15, 0.05
_LEAST = 0.5  # share of what is said of a name from which another one is meant
# As sources have them; the other months are written alike.
_MONTHS = {
    "january": "januar", "february": "februar", "march": "marts", "may": "maj", "june": "juni",
    "july": "juli", "october": "oktober",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, with the words that stand by it and its place among other names."""

    name: frozenset[str]  # terms
    printed: str
    words: Mapping[str, float]
    role: str  # "af", "i stedet for"; "" for a subject


@lru_cache(maxsize=4_000)
def named(text: str) -> tuple[Named, ...]:
    """The names of a sentence, each with the words that stand by it."""
    found: list[Named] = []
    for start, end in cut_spans(text):
        clause = text[start:end]
        groups = list(_groups(clause, not start))
        for at, group in enumerate(groups):
            first, last = group[0][0], group[-1][1]
            left = groups[at - 1][-1][1] if at else 0
            right = groups[at + 1][0][0] if at + 1 < len(groups) else len(clause)
            role = _ROLE.search(clause[left:first])
            if at + 1 < len(groups) and (cut := _ROLE.search(clause[last:right])):
                right = last + cut.start()
            left = left + role.start() if role else left
            words: dict[str, float] = {}
            for part, weight in (
                (clause[left:right], _OWN), (clause, _CLAUSE), (text, _SENTENCE)
            ):  # fmt: skip
                for word in content(part):
                    words.setdefault(word, weight)
            for begin, stop in group:
                name = frozenset(terms(clause[begin:stop]))
                rest = {word: by for word, by in words.items() if word not in name}
                found.append(Named(name, clause[begin:stop], rest, role[1].lower() if role else ""))
    return tuple(found)


def _groups(clause: str, opens: bool) -> Iterator[list[tuple[int, int]]]:
    """The names of a clause, those that are joined by "og" or a comma together."""
    group: list[tuple[int, int]] = []
    for start, end in spans(clause, opens):
        if group and not _JOINED.fullmatch(clause[group[-1][1] : start]):
            yield group
            group = []
        group.append((start, end))
    if group:
        yield group


def spans(text: str, opens: bool = True) -> Iterator[tuple[int, int]]:
    """Where the names of a text stand: words with a capital, but a first word that is no name."""
    for match in NAME.finditer(text):
        start, end = match.span()
        end -= len(match.group()) - len(match.group().rstrip(".'’-"))
        words = text[start:end].split()
        if opens and not text[:start].strip(" „“\"'("):
            # "Udvalget besluttede …", "I Vindbæk …": one capital word says nothing
            if len(words) == 1:
                continue
            if is_stop(words[0]):
                start += len(words[0]) + 1
                words = words[1:]
        # "Model B" is one of several lettered things, of which `agents` looks after.
        if words and len(words[-1]) > 1:
            yield start, end


def names(text: str) -> list[str]:
    """The names of a sentence."""
    return [text[start:end] for start, end in spans(text)]


class Persons:
    """The names of the sources cited, laid beside a sentence's."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        self._said = named(relations.claim)
        units = [unit for source in relations.sources for unit in source.units]
        # What a row says of its name is figures, which are held against it on their own.
        rows = not figures(relations.claim)
        self._printed = [
            each
            for unit in units
            if rows or not unit.reading
            for each in named(unit.reading or unit.text)
        ]

    def unknown(self) -> str:
        """The first name that no source has; "" if all are there."""
        known = {"og", "and", term("dkk")}
        for source in self._relations.sources:
            told = f"{source.text} {source.title} {source.committee} {source.section}"
            about = (f"{unit.lead} {unit.subheading}" for unit in source.units)
            known.update(terms(" ".join((told, *about))))
        for name in names(self._relations.claim):
            said = (_MONTHS.get(word, word) for word in name.lower().split())
            if not known.issuperset(terms(" ".join(said))):
                return name
        return ""

    def misplaced(self) -> str:
        """The first name that the sources tell something else of; "" if none."""
        for said in self._said:
            telling = len(said.words) > 1 or (said.words and len(self._said) > 1)
            if telling and self._is_of_another(said):
                return said.printed
        return ""

    def _is_of_another(self, said: Named) -> bool:
        mine = [each for each in self._printed if _one(said, each)]
        if not mine:
            return False
        own = max(self._score(said, each) for each in mine)
        for rival in self._printed:
            if _one(said, rival):
                continue
            score = self._score(said, rival)
            other = next((each for each in self._said if _one(each, rival)), None)
            if other is None and score > max(own + _MARGIN, _LEAST):
                return True
            if other and self._are_swapped(said, other):
                return True
        return False

    def _are_swapped(self, one: Named, other: Named) -> bool:
        """Whether two names of the sentence would do better the other way round."""
        pair = one.name | other.name
        own, swapped = (
            self._best(one, first, pair) + self._best(other, second, pair)
            for first, second in ((one, other), (other, one))
        )
        return swapped > own + _SWAP_MARGIN

    def _best(self, said: Named, name: Named, pair: frozenset[str]) -> float:
        there = (each for each in self._printed if _one(name, each))
        return max((self._score(said, each, pair) for each in there), default=0.0)

    def _score(self, said: Named, printed: Named, pair: frozenset[str] = frozenset()) -> float:
        """The share of what is said of a name that is said of a printed one.

        Where two names are tried the other way round, neither tells of the other.
        """
        total = met = _ROLE_WEIGHT
        met *= said.role == printed.role
        for word in said.words.keys() - pair:
            near = said.words[word]
            weight = near * self._relations.weigh(word)
            total += weight
            met += weight * max(
                by * printed.words.get(other, 0.0)
                for other, by in self._relations.meant(word).items()
            )
        return met / total


def _one(one: Named, other: Named) -> bool:
    """Whether two names may be one: "Mølsted" and "Karen Mølsted"."""
    return one.name <= other.name or other.name <= one.name
