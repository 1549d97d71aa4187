"""Where figures stand, in a sentence or its sources, and with which words near by."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from retrieval.checks.clauses import among, content, cut_spans, telling
from retrieval.checks.figures import Figure, figures, same
from retrieval.checks.zones import PART_OF, rank, zone
from vectorstore.danish import term
from vectorstore.schema import SectionKind

# How surely a word is said of a figure, by where it stands: in the figure's own stretch of a
# clause, in what comes before the clause's first figure, in the rest of the clause, in what a
# relative clause is about, in the rest of the sentence.
OWN, _HEAD, _CLAUSE, ANTECEDENT, SENTENCE = 1.0, 0.9, 0.4, 0.8, 0.5
_CLAIMED = 0.2  # … in the rest of a sentence that is checked
_FAR = 0.85  # factor, in the stretch itself, of what is some words away
_LEFT, _RIGHT = 60, 45  # characters that are near
# "Model B omfatter det samme som model A": it is not of A that this is told.
_COMPARED = re.compile(r"\b(?:samme som|ligesom|i forhold til|sammenlignet med|end) (?:\w+ ?){1,2}")
_BACK = re.compile(r"(?:og |men )?(?:det|den|de|her|heraf|heri|dermed|it|they)\b", re.IGNORECASE)
# "19 af de | 74", "Af de | 486 elever får 310 …", "310 | af eleverne".
_WHOLE = re.compile(r"(?:\d |^)(?:ud )?(?:af|of|out of)(?: (?:de|alle|the|all))* $", re.IGNORECASE)
_OF_ALL = re.compile(r"(?:ud )?(?:af|of|out of) (?:de |alle |the |all )*\d", re.IGNORECASE)
_OF_THEM = re.compile(r" (?:af|of) (?:dem\b|them\b|the \w+|\w+(?:ne|en|et)\b)", re.IGNORECASE)
_AFTER = re.compile(r"\.? ([^\W\d]+)")
_NO_UNITS = frozenset(
    "og i at til af på om for fra med er var blev bliver mod som der ved kr pr and of in to".split()
)
_RELATIVE = re.compile(r"\s*(?:der|som|hvoraf|hvilket|which|that|of which)\b", re.IGNORECASE)
# "steg fra 620", "mod hidtil 240".
_FORMER = re.compile(
    r"\b(?:fra|mod|hidtil|tidligere|før|i stedet for|frem for|from|against|instead of|previously)"
    r"\W+(?:[^\W\d]+\W+){0,2}$",
    re.IGNORECASE,
)
_ALL_OF = re.compile(r"\b(?:alle|samtlige|all) (?:de |the )?$", re.IGNORECASE)
_SUM = re.compile(r"\b(?:i alt|samlet|tilsammen|in total|total|altogether)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in a text, with the words and the other figures that tell what it is."""

    figure: Figure
    words: Mapping[str, float]  # terms, and how surely each is said of the figure
    beside: tuple[tuple[Figure, float], ...]
    tags: frozenset[str]
    unit: str = ""  # the term of the word after it
    header: str = ""  # of the table it is a cell of
    money: bool | None = None  # of a cell: whether its column is told to be of money
    kind: SectionKind = SectionKind.OTHER

    def says(self, word: str) -> float:
        """How surely a word is said of the figure, in [0, 1]."""
        exact = self.words.get(word)
        if exact is not None:
            return exact
        return max(
            (like * self.words[o] for o, like in _like(word, tuple(self.words))), default=0.0
        )

    def has(self, figure: Figure) -> float:
        """How surely another figure is told together with this one, in [0, 1]."""
        return max((by for each, by in self.beside if same(figure, each, self.header)), default=0.0)


@lru_cache(maxsize=60_000)
def _like(word: str, others: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """The words of which one is part, and how much that counts."""
    found = ((other, among(word, (other,))) for other in others)
    return tuple((other, like) for other, like in found if like)


@lru_cache(maxsize=4_000)
def mentions(text: str, claimed: bool = False) -> tuple[Mention, ...]:
    """The figures of a sentence, each with its words.

    Of a sentence that is checked, what stands elsewhere in it counts less.
    """
    sentence = _CLAIMED if claimed else SENTENCE
    found: list[Mention] = []
    spans = cut_spans(text)
    for at, (start, end) in enumerate(spans):
        clause = text[start:end]
        for mention in _of_clause(clause, _CLAIMED if claimed else _CLAUSE):
            words: dict[str, float] = dict(mention.words)
            if at and _RELATIVE.match(clause):
                add(words, _antecedent(text[slice(*spans[at - 1])]), ANTECEDENT)
            elif at and (len(content(clause)) < 2 or _BACK.match(clause)):
                # "…, i alt 14,2 mio. kr.", "… og det koster 9 mio. kr."
                add(words, _own(text), ANTECEDENT)
            add(words, _own(text), sentence)
            others = tuple((each, sentence) for each in figures(text))
            found.append(replace(mention, words=words, beside=mention.beside + others))
    return tuple(found)


def _near(other: Figure, first: Figure, figure: Figure, elsewhere: float) -> float:
    """How surely another figure, "I marts 2022 var der …", is told of one in another stretch."""
    opens = other.start < first.start and rank(other) != rank(figure)
    return _HEAD if opens else elsewhere


def _own(text: str) -> str:
    """A text without what it only compares with, as long as before."""
    return _COMPARED.sub(lambda match: " " * len(match.group()), text)


def _antecedent(clause: str) -> str:
    """The last words of a clause, which a relative clause after it is about."""
    return " ".join(clause.split()[-4:])


def _of_clause(clause: str, elsewhere: float) -> Iterator[Mention]:
    there = figures(clause)
    for at, figure in enumerate(there):
        start, end = zone(clause, there, figure)
        words: dict[str, float] = {}
        told = _own(clause)
        add(words, told[max(start, figure.start - _LEFT) : min(end, figure.end + _RIGHT)], OWN)
        add(words, told[start:end], OWN * _FAR)
        first = next(each for each in there if rank(each) == rank(figure))
        add(words, told[: first.start], _HEAD)
        if _OF_ALL.match(clause) and figure is not first:  # "Af de 486 elever | får 310 …"
            add(words, told[: zone(clause, there, first)[1]], _HEAD)
        if at and not content(clause[start : figure.start]):  # "… med 9 mio. i 2022 og | 12 mio."
            before = there[at - 1]
            add(words, told[zone(clause, there, before)[0] : before.start], _HEAD)
        add(words, told, elsewhere)
        beside = tuple(
            (each, OWN if start <= each.start < end else _near(each, first, figure, elsewhere))
            for each in there
            if each is not figure
        )
        small = tags(clause[: figure.start], clause[start:end], clause[figure.end :])
        if at and PART_OF.fullmatch(clause[there[at - 1].end : figure.start]):
            small |= {"whole"}  # "otte ud af elleve"
        counted = first if "part" in small and _OF_ALL.match(clause) else figure
        yield Mention(figure, words, beside, small, _unit(clause, counted))


def _unit(clause: str, figure: Figure) -> str:
    """The term of the word after a figure, which says what it counts: "tre | km"."""
    after = _AFTER.match(clause, figure.end)
    return term(after[1]) if after and after[1].lower() not in _NO_UNITS else ""


def tags(before: str, around: str, after: str = "") -> frozenset[str]:
    """What small words tell of a figure: a former one, a sum, a part, that of which it is part."""
    found = {"former" if _FORMER.search(before) else "present"}
    if _SUM.search(around):
        found.add("sum")
    if _ALL_OF.search(before):
        found.add("all")
    if _WHOLE.search(before):
        found.add("whole")
    elif _OF_ALL.match(before) or _OF_ALL.match(after.lstrip()) or _OF_THEM.match(after):
        found.add("part")
    return frozenset(found)


def add(words: dict[str, float], text: str, weight: float) -> None:
    for word in content(text) | telling(text):
        words[word] = max(words.get(word, 0.0), weight)
