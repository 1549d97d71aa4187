"""The clauses of the sources cited, laid beside those of a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.checks.clauses import Clause, clauses_of, cut, meanings, rarity, said_in
from retrieval.checks.figures import Figure, figures, same
from retrieval.sources import Source
from vectorstore.danish import terms

_REST = 0.35  # weight of the words of a sentence's other clauses
_UNKNOWN = 0.7  # rarity of a word that no source has
_COMMON = 0.4  # … and of who acts: "kommunen"


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of the sentence that is checked, with the weights of its words."""

    text: str
    own: Mapping[str, float]  # words of the clause
    rest: Mapping[str, float]  # words of the sentence's other clauses
    meanings: Mapping[str, Mapping[str, float]]
    figures: tuple[Figure, ...]

    def share(self, clause: Clause) -> float:
        """The weighted share of its words that a source's clause has, in [0, 1]."""
        met = total = 0.0
        for words, by in ((self.own, 1.0), (self.rest, _REST)):
            for word, weight in words.items():
                total += by * weight
                met += by * weight * said_in(self.meanings[word], clause)
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
        self.claim, self.sources = claim, sources
        self.clauses = clauses_of(sources)
        self.bodies = {word for each in sources for word in terms(each.committee)}
        self._rare = rarity(self.clauses)
        self._meant = meanings(claim)
        self._said = [self._clause(text) for text in cut(claim)]

    def _clause(self, text: str) -> Said:
        own = set(meanings(text))
        weights = {word: self._weight(word) for word in self._meant if word not in self.bodies}
        return Said(
            text,
            {word: weight for word, weight in weights.items() if word in own},
            {word: weight for word, weight in weights.items() if word not in own},
            self._meant,
            figures(text),
        )

    def _weight(self, word: str) -> float:
        others = self._meant[word]
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

    def near(self, said: Said, least: float, beside: float) -> list[str]:
        """The clauses that say most of what one of the sentence's says, or nearly as much."""
        if not said.own and not said.figures:
            return []
        ranked = [(said.aligned(clause), clause.text) for clause in self.clauses]
        best = max((share for share, _ in ranked), default=0.0)
        return [text for share, text in ranked if share >= max(least, best - beside)]

    def meant(self, word: str) -> Mapping[str, float]:
        """What minutes may call a word of the sentence, with weights."""
        return self._meant.get(word, {word: 1.0})

    def weigh(self, word: str) -> float:
        """How much a word tells one thing from another."""
        return self._weight(word) if word in self._meant else _COMMON
