"""A meeting's words, counted once when it is indexed: an index's vocabulary is their sum."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from vectorstore.danish import term, tokens


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How many passages there are, how many hold each term, how often each word is printed."""

    passages: int
    terms: dict[str, int]
    printed: dict[str, int]  # words of letters only, lower case


def counted(texts: Iterable[tuple[str, str]]) -> WordCounts:
    """The counts of some passages, given as (context, text)."""
    terms: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    passages = 0
    for context, text in texts:
        passages += 1
        words = tokens(text) + tokens(context)
        terms.update({term(word) for word in words})
        printed.update(word.lower() for word in words if word.isalpha())
    return WordCounts(passages, dict(sorted(terms.items())), dict(sorted(printed.items())))


def packed(counts: WordCounts) -> bytes:
    """The counts as they are stored, about 5 kB a meeting."""
    told = [counts.passages, counts.terms, counts.printed]
    return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 3)


def unpacked(value: bytes) -> WordCounts:
    """The counts that were stored so."""
    return WordCounts(*json.loads(zlib.decompress(value)))
