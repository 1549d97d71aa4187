"""What people say and what minutes write, from `prompts/synonyms-*.md`: general Danish, by hand.

An entry's left side are words and short phrases; any of them stands for the words on the right,
and, less surely, for the others on the left.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from vectorstore.danish import is_stop, term, tokens

_FOLDER = Path(__file__).parent.parent / "prompts"
_LINE = re.compile(r"^([^#:\n]+): (.+)$", re.MULTILINE)
_RIGHT, _LEFT = 1.0, 0.7
_REACH = 4  # words within which a phrase's words must stand

Phrase = tuple[str, ...]


@cache
def _entries() -> Mapping[str, Sequence[tuple[Phrase, Mapping[Phrase, float]]]]:
    """By the first term of a left phrase: the phrase's terms, and what it stands for."""
    found: defaultdict[str, list[tuple[Phrase, Mapping[Phrase, float]]]] = defaultdict(list)
    for path in sorted(_FOLDER.glob("synonyms-*.md")):
        for left, right in _LINE.findall(path.read_text(encoding="utf-8")):
            said = [_phrase(words) for words in left.split(",")]
            written = {_phrase(words): _RIGHT for words in right.split(",")}
            for phrase in said:
                others = {other: _LEFT for other in said if other != phrase}
                meanings = {other: w for other, w in (others | written).items() if other}
                if phrase:
                    found[phrase[0]].append((phrase, meanings))
    return found


@cache
def words_known() -> frozenset[str]:
    """The terms of all words that the thesaurus holds."""
    phrases = (phrase for entries in _entries().values() for phrase, _ in entries)
    meant = (other for entries in _entries().values() for _, found in entries for other in found)
    return frozenset(word for phrase in (*phrases, *meant) for word in phrase)


def _phrase(words: str) -> Phrase:
    return tuple(term(word) for word in tokens(words) if not is_stop(word))


def synonyms(asked: Sequence[str]) -> dict[str, dict[str, float]]:
    """Terms that minutes may use for each of the terms asked for, in the question's order.

    Weights are in (0, 1]: a word of a phrase of several counts for its share of the phrase.
    """
    entries = _entries()
    found: dict[str, dict[str, float]] = {}
    for at, first in enumerate(asked):
        near = set(asked[max(0, at - _REACH) : at + _REACH + 1])
        for phrase, meanings in entries.get(first, ()):
            if not near.issuperset(phrase):
                continue
            for meant, weight in meanings.items():
                for word in meant:
                    if word in phrase:
                        continue
                    share = weight / len(meant) ** 0.5
                    for each in phrase:
                        own = found.setdefault(each, {})
                        own[word] = max(own.get(word, 0.0), share)
    return found
