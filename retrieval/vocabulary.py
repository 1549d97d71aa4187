"""The corpus's own words: how rare each is, and which of them a question's word may mean."""

import math
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vectorstore.danish import fold_letters
from vectorstore.ledger import Ledger
from vectorstore.wordcounts import WordCounts, unpacked

_HEAD = 0.65  # "seminar" finds "budgetseminar"
_MODIFIER = 0.45  # "budget" finds "budgetseminar"
_ALONE = 0.6  # of that, for a part whose other part is unknown
_KIN = 0.8  # the same long beginning, another ending
_TYPO, _TYPO_OF_SHORT = 0.8, 0.6
_MATTER = 0.9  # "cykelstisagen" finds "cykelsti"
_MATTERS = ("sag", "punk", "sporgsmal", "emn")  # terms that name no matter, after one that does
_LONG = 6  # letters of a term from which another one so like it is hardly another word
_LEAST = 4  # letters a part of a compound has
_LINKS = ("", "s", "e", "es")  # letters that join the parts: "affaldssortering"


class Vocabulary:
    """Terms of all passages with the number of passages each stands in."""

    def __init__(self, counts: Iterable[WordCounts] = ()) -> None:
        """`counts` are those of every meeting."""
        self._frequency: Counter[str] = Counter()
        self._printed: Counter[str] = Counter()
        self._passages = 0
        self._meant: dict[str, dict[str, float]] = {}  # looked up before
        self._folded: dict[str, str] = {}  # of words alike but for their æ, ø, å the commonest
        self._by_start: defaultdict[str, list[str]] = defaultdict(list)
        self._by_end: list[str] = []  # backwards, sorted
        for each in counts:
            self._count(each)
        self._arrange()

    def add(self, counts: WordCounts) -> None:
        """Count one more meeting's words too."""
        new = [word for word in counts.terms if word not in self._frequency]
        self._count(counts)
        for word in new:
            self._by_start[word[:_LEAST]].append(word)
            insort(self._by_end, word[::-1])
        self._fold(counts.printed)
        self._meant.clear()

    def without(self, counts: Iterable[WordCounts]) -> "Vocabulary":
        """Another one without some meetings' words; what no other meeting holds is gone."""
        left = Vocabulary()
        left._passages = self._passages
        left._frequency, left._printed = Counter(self._frequency), Counter(self._printed)
        for each in counts:
            left._passages -= each.passages
            left._frequency.subtract(each.terms)
            left._printed.subtract(each.printed)
        left._frequency, left._printed = +left._frequency, +left._printed
        left._arrange()
        return left

    def _count(self, counts: WordCounts) -> None:
        self._passages += counts.passages
        self._frequency.update(counts.terms)
        self._printed.update(counts.printed)

    def _arrange(self) -> None:
        """Order the words for being looked up by their beginnings and ends."""
        for word in self._frequency:
            self._by_start[word[:_LEAST]].append(word)
        self._by_end = sorted(word[::-1] for word in self._frequency)
        self._fold(self._printed)

    def _fold(self, words: Iterable[str]) -> None:
        for word in words:
            if len(word) >= _LEAST:
                folded = fold_letters(word)
                rival = self._folded.get(folded, word)
                if self._printed[word] >= self._printed[rival]:
                    self._folded[folded] = word

    def __contains__(self, term: str) -> bool:
        return term in self._frequency

    def rarity(self, term: str) -> float:
        """Inverse document frequency, about 0 to 7; that of a word seen once for an unknown one."""
        seen = self._frequency.get(term, 0.5)
        return (
            math.log(1.0 + (self._passages - seen + 0.5) / (seen + 0.5)) if self._passages else 1.0
        )

    def meanings(self, term: str) -> dict[str, float]:
        """The corpus's terms that a question's term may stand for, with weights in (0, 1]."""
        found = self._meant.get(term)
        if found is None:
            found = self._meant[term] = self._meanings(term)
        return dict(found)

    def _meanings(self, term: str) -> dict[str, float]:
        if term[:1].isdigit() or len(term) < 3:
            return {term: 1.0}
        found = {term: 1.0} if term in self._frequency else {}
        found |= {word: w for word, w in self._compounds(term).items() if word not in found}
        if self._frequency.get(matter := _matter(term)) and term not in self._frequency:
            found[matter] = _MATTER
        if not found:
            found = self._parts(term) or self._misspelt(term)
        return found or {term: 1.0}

    def _compounds(self, term: str) -> dict[str, float]:
        if len(term) < _LEAST:
            return {}
        found: dict[str, float] = {}
        for word in self._by_start[term[:_LEAST]]:
            if word == term:
                continue
            shared = _shared(word, term)
            if _kin(shared, word, term):
                found[word] = _KIN
            elif word.startswith(term) and len(word) - len(term) >= _LEAST - 1:
                found[word] = _MODIFIER
        for word in self._ending(term):
            if len(word) - len(term) >= 3:
                found[word] = _HEAD
        return found | self._parts(term)

    def _ending(self, term: str) -> Iterator[str]:
        backwards = term[::-1]
        for at in range(bisect_left(self._by_end, backwards), len(self._by_end)):
            if not self._by_end[at].startswith(backwards):
                return
            yield self._by_end[at][::-1]

    def _parts(self, term: str) -> dict[str, float]:
        """The known parts of a compound: "affaldsgebyr" -> "gebyr" .65, "affald" .45.

        Where the corpus knows only one of them ("skatteprocent" by "procent"), it is a hint and no
        more: such a compound counts as a word that was not found.
        """
        found: dict[str, float] = {}
        for cut in range(_LEAST, len(term) - _LEAST + 2):
            head = term[cut:] if len(term) - cut >= _LEAST else ""
            head = head if head in self._frequency else ""
            modifiers = {term[:cut].removesuffix(link) for link in _LINKS}
            known = [m for m in modifiers if len(m) >= _LEAST - 1 and m in self._frequency]
            share = 1.0 if head and known else _ALONE
            if head:
                found[head] = max(found.get(head, 0.0), _HEAD * share)
            for modifier in known:
                found[modifier] = max(found.get(modifier, 0.0), _MODIFIER * share)
        return found

    def _misspelt(self, term: str) -> dict[str, float]:
        if len(term) < 5:
            return {}
        most = 2 if len(term) >= 9 else 1
        found = near(term, list(self._frequency), most, limit=20)
        weight = _TYPO if len(term) >= _LONG else _TYPO_OF_SHORT
        return {word: weight for word, _ in found if not word[:1].isdigit()}

    def compound(self, term: str) -> bool:
        """Whether a term is made of two known ones."""
        return max(self._parts(term).values(), default=0.0) >= _HEAD

    def spelt_like(self, word: str, most: int) -> list[tuple[str, int]]:
        """Words as printed, lower case, at most so many slips away: nearest and commonest first."""
        found = near(word, list(self._folded), most, limit=10)
        by_use = sorted(found, key=lambda pair: (pair[1], -self._printed[self._folded[pair[0]]]))
        stems = near(word, list(self._frequency), most)
        return [*((self._folded[spelt], slips) for spelt, slips in by_use), *stems]


def near(word: str, known: Sequence[str], most: int, limit: int = 3) -> list[tuple[str, int]]:
    """The known words at most so many slips from a word, swapped neighbours being one slip.

    Letters are folded in `word`, and have to be in `known`.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    distance: Any = OSA.distance
    found = process.extract(
        fold_letters(word), known, scorer=distance, score_cutoff=most, limit=limit
    )
    return [(each, int(slips)) for each, slips, _ in found]


def _matter(term: str) -> str:
    """What a matter is called by: "cykelsti" for "cykelstisag"; "" for what is none."""
    head = next((head for head in _MATTERS if term.endswith(head)), "")
    return term.removesuffix(head).removesuffix("s") if head else ""


def _kin(shared: int, first: str, second: str) -> bool:
    """Whether two words with a long common beginning are one word in two forms.

    "lovgivning" and "lov" within long compounds too: "parallelsamfundsloven", "-lovgivningen".
    """
    longest = max(len(first), len(second))
    return shared >= 6 and (longest - shared <= 2 or (shared >= 12 and longest - shared <= 6))


def _shared(first: str, second: str) -> int:
    """Length of the common beginning."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


class Corpus:
    """The vocabulary of an index, kept as its meetings come and go."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, tuple[object, bytes]] = {}  # version and packed counts
        self._vocabulary = Vocabulary()

    def vocabulary(self) -> Vocabulary:
        """The words of what is indexed now; only what changed is counted."""
        now = self._ledger.versions()
        gone = [id for id, (version, _) in self._known.items() if now.get(id) != version]
        if gone:
            lost = [unpacked(self._known.pop(id)[1]) for id in gone]
            self._vocabulary = self._vocabulary.without(lost)
        new = [id for id in now if id not in self._known]
        read = dict(self._ledger.word_counts(new))
        if self._known:
            for counts in read.values():
                self._vocabulary.add(unpacked(counts))
        else:
            self._vocabulary = Vocabulary(unpacked(counts) for counts in read.values())
        self._known |= {id: (now[id], counts) for id, counts in read.items()}
        return self._vocabulary
