"""Passages for a question: meaning and Danish words, fused, within the filters."""

import math
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from retrieval.glossary import danish_for
from retrieval.question import Question
from retrieval.thesaurus import synonyms
from retrieval.vocabulary import Vocabulary
from retrieval.watch import step
from vectorstore.danish import term, terms, tokens
from vectorstore.embedder import Embedder, Vectors
from vectorstore.index import Index
from vectorstore.schema import Hit, Passage

_WIDE = 80  # passages asked of each of the two searches
_KEPT = (
    40  # passages whose units are looked at; 60 answered as many questions and took a fifth longer
)
_TRANSLATED = 0.9  # of a word's own weight, for its Danish


_SYNONYM = 0.4  # of a word's own weight, for one that minutes may use in its place
_SYNONYM_OF_UNKNOWN = 0.7  # the same, where no minutes hold the word itself
_JOINED = 0.8  # the same, for a verb joined with its particle
_PARTICLES = frozenset("af fra frem ind med ned om op over på til ud ved".split())
_SURE = 0.75  # weight from which a meaning is the same word, not a part of it
_UNTRANSLATED = 0.3  # how much an English word counts that no Danish one is known for


@lru_cache(
    maxsize=20_000
)  # what is found is looked at again and again, within a question and after
def terms_of(text: str) -> frozenset[str]:
    """The terms that a text holds."""
    return frozenset(terms(text))


@dataclass(frozen=True, slots=True)
class Terms:
    """A question's terms with what each may stand for, and how rare each is."""

    meanings: Mapping[str, Mapping[str, float]]  # term -> corpus term -> weight
    rarity: Mapping[str, float]
    known: frozenset[str] = frozenset()  # corpus terms among the meanings

    @property
    def weights(self) -> dict[str, float]:
        """Corpus terms with the weight they are searched with."""
        weights: dict[str, float] = {}
        for meanings in self.meanings.values():
            for word, weight in meanings.items():
                weights[word] = max(weights.get(word, 0.0), weight)
        return weights

    def without(self, some: Collection[str]) -> "Terms":
        """The terms without some of them."""
        meanings = {term: found for term, found in self.meanings.items() if term not in some}
        return Terms(meanings, {term: self.rarity[term] for term in meanings}, self.known)

    def coverage(self, own: Set[str]) -> float:
        """Share of the question's rarity found in a text's terms."""
        total = sum(self.rarity.values())
        if not total:
            return 0.0
        return sum(self.rarity[term] * self.match(term, own) for term in self.meanings) / total

    def match(self, term: str, own: Set[str]) -> float:
        """How well one term is met, in [0, 1]."""
        meanings = self.meanings[term]
        # "plan" may stand for hundreds of compounds, of which a text holds a few.
        return max((meanings[word] for word in meanings.keys() & own), default=0.0)


class Met:
    """How well texts meet each of a question's terms; a text is looked at once."""

    def __init__(self, words: Terms) -> None:
        self.nothing = (0.0,) * len(words.rarity)
        self._meant: dict[str, list[tuple[int, float]]] = {}  # corpus term -> places and weights
        for place, each in enumerate(words.rarity):
            for word, weight in words.meanings[each].items():
                self._meant.setdefault(word, []).append((place, weight))
        self._met: dict[str, tuple[float, ...]] = {}

    def by(self, text: str) -> tuple[float, ...]:
        """A number in [0, 1] for each term, in the order of the question's."""
        found = self._met.get(text)
        if found is None:
            found = self._met[text] = self._look(text)
        return found

    def _look(self, text: str) -> tuple[float, ...]:
        # "plan" may stand for hundreds of compounds, of which a text holds a few.
        own = self._meant.keys() & terms_of(text)
        if not own:
            return self.nothing
        met = list(self.nothing)
        for word in own:
            for place, weight in self._meant[word]:
                met[place] = max(met[place], weight)
        return tuple(met)


def weigh(question: Question, vocabulary: Vocabulary, extra: Sequence[str] = ()) -> Terms:
    """Look the question's terms, and `extra` ones, up in the corpus's vocabulary."""
    bridge = danish_for(question.text) if question.language == "en" else {}
    danish = {term(word): meanings for word, meanings in bridge.items()}
    meanings: dict[str, dict[str, float]] = {}
    for each in dict.fromkeys([*question.terms, *extra]):
        if question.language != "en":
            meanings[each] = vocabulary.meanings(each)
        else:  # an English word is looked up as it is and translated, never guessed at as a typo
            meanings[each] = _translated(danish.get(each, ()), vocabulary)
            if each in vocabulary:
                meanings[each][each] = 1.0
    if question.language != "en":
        _add_synonyms(meanings, question, vocabulary)
        _add_particles(meanings, question, vocabulary)
        _add_joined(meanings, question, vocabulary)
    rarity = {each: _rarity(each, found, vocabulary) for each, found in meanings.items()}
    if question.language == "en":
        rarity |= {
            each: rarity[each] * _UNTRANSLATED
            for each, found in meanings.items()
            if not found and each not in danish
        }
    known = {word for found in meanings.values() for word in found if word in vocabulary}
    return Terms(meanings, rarity, frozenset(known))


def _add_particles(
    meanings: dict[str, dict[str, float]], question: Question, vocabulary: Vocabulary
) -> None:
    """Join verbs with their particles: "prøves af" is "afprøves", "sat af" is "afsat"."""
    words = [word.lower() for word in tokens(question.text)]
    for at, word in enumerate(words):
        own = meanings.get(term(word))
        for particle in words[at + 1 : at + 3]:
            if own is not None and particle in _PARTICLES:
                joined = term(particle + word)
                if joined in vocabulary:
                    own[joined] = max(own.get(joined, 0.0), _JOINED)


def _add_joined(
    meanings: dict[str, dict[str, float]], question: Question, vocabulary: Vocabulary
) -> None:
    """Join compounds that were written apart: "bæredygtigheds gruppen", "budget seminaret"."""
    words = [word.lower() for word in tokens(question.text)]
    for first, second in pairwise(words):
        joined = term(first + second)
        if joined in vocabulary and first.isalpha() and second.isalpha():
            for each in (term(first), term(second)):
                if each in meanings:
                    meanings[each][joined] = 1.0


def _add_synonyms(
    meanings: dict[str, dict[str, float]], question: Question, vocabulary: Vocabulary
) -> None:
    """Add the words that minutes may use in place of the question's own."""
    for each, meant in synonyms([term(word) for word in tokens(question.text)]).items():
        if each not in meanings:
            continue
        share = _SYNONYM if each in vocabulary else _SYNONYM_OF_UNKNOWN
        own = meanings[each]
        for word, weight in meant.items():
            if word in vocabulary:
                own[word] = max(own.get(word, 0.0), weight * share)


def _rarity(each: str, found: Mapping[str, float], vocabulary: Vocabulary) -> float:
    """How much a term tells: as rare as itself, or as the word it surely stands for.

    A compound that the corpus knows only in parts ("kommuneskat" by "kommune") is as rare as a word
    never seen, or its common part would make it count for nothing.
    """
    sure = [word for word, weight in found.items() if weight >= _SURE and word in vocabulary]
    return max((vocabulary.rarity(word) for word in sure), default=vocabulary.rarity(each))


def _translated(words: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words:
        for part in tokens(word):
            for meaning, weight in vocabulary.meanings(term(part)).items():
                if meaning in vocabulary:
                    found[meaning] = max(found.get(meaning, 0.0), weight * _TRANSLATED)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: hits best first, their passages, and the question's vector."""

    hits: tuple[Hit, ...]
    passages: Mapping[str, Passage]
    vector: Vectors


def fuse(rankings: Sequence[Sequence[str]], k: int = 60) -> list[str]:
    """Merge rankings by reciprocal rank (Cormack et al. 2009, who suggest k = 60)."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for place, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (k + place)
    return sorted(scores, key=lambda key: (-scores[key], key))


def search(
    question: Question,
    words: Terms,
    index: Index,
    embedder: Embedder,
    meetings: Collection[str] | None = None,
    text: str = "",
) -> Found:
    """Passages by z(cosine) + z(BM25); `meetings` None is all.

    The more of the question's rare words a passage holds, the more the words count, and the
    less the meaning. Measured against reciprocal rank by `python -m evaluation.search`.
    """
    with step("model"):
        vector = embedder.query(text or question.text)
    with step("meaning"):
        near = dict(index.nearest(vector, _WIDE, meetings))
    with step("words"):
        said = dict(index.words.search(words.weights, _WIDE, meetings))
    with step("ledger"):
        passages = index.ledger.passages(near.keys() | said.keys())
    if not passages:
        return Found((), {}, vector)
    near |= _missing_cosines(passages, near, vector, index, embedder)
    sure = max((words.coverage(_all_terms(p)) for p in _top(passages, said)), default=0.0)
    sure = min(1.0, sure / 0.45)
    meaning, spoken = _standard(near, passages), _standard(said, passages)
    hits = [
        Hit(
            key,
            (2 - sure) * meaning[key] + sure * spoken[key],
            near.get(key, 0.0),
            said.get(key, 0.0),
        )
        for key in passages
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.passage))
    kept = hits[:_KEPT]
    with step("ledger"):
        whole = index.ledger.with_units([passages[hit.passage] for hit in kept])
    return Found(tuple(kept), {passage.id: passage for passage in whole}, vector)


def _missing_cosines(
    passages: Mapping[str, Passage],
    near: Mapping[str, float],
    vector: Vectors,
    index: Index,
    embedder: Embedder,
) -> dict[str, float]:
    """Cosines of passages that only the words found."""
    missing = [key for key in passages if key not in near]
    stored = index.ledger.vectors_of_passages(embedder.name, missing)
    return {key: float(own @ vector) for key, own in stored.items()}


def _top(passages: Mapping[str, Passage], said: Mapping[str, float]) -> list[Passage]:
    return [
        passages[key] for key in sorted(said, key=lambda key: -said[key])[:5] if key in passages
    ]


def _all_terms(passage: Passage) -> set[str]:
    return {*terms_of(passage.text), *terms_of(passage.context)}


def _standard(scores: Mapping[str, float], keys: Collection[str]) -> dict[str, float]:
    """Scores in standard deviations from their mean; what was not found counts as 0."""
    values = [scores.get(key, 0.0) for key in keys]
    mean = math.fsum(values) / len(values) if values else 0.0
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / max(1, len(values)))
    if spread < 1e-9:
        return dict.fromkeys(keys, 0.0)
    return {key: (value - mean) / spread for key, value in zip(keys, values, strict=True)}
