"""English words to the Danish ones that minutes use, from `prompts/english.md`."""

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "prompts" / "english.md"
_LINE = re.compile(r"^([a-z][a-z ,'-]*): (.+)$", re.MULTILINE)
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))


@cache
def _entries() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for english, danish in _LINE.findall(_FILE.read_text(encoding="utf-8")):
        meanings = tuple(word.strip() for word in danish.split(","))
        for word in english.split(","):
            found[word.strip()] = meanings
    return found


def danish_for(text: str) -> dict[str, tuple[str, ...]]:
    """Danish words for the English ones of a text, phrases of two or three words first.

    Every word of a phrase has the phrase's meaning: "district" and "heating" are both "fjernvarme".
    """
    entries = _entries()
    words = re.findall(r"[a-zæøå'-]+", text.lower())
    found: dict[str, tuple[str, ...]] = {}
    for length in (3, 2, 1):
        for first in range(len(words) - length + 1):
            phrase = " ".join(words[first : first + length])
            meanings = entries.get(phrase) or next(
                (entries[stem] for stem in _stems(phrase) if stem in entries), None
            )
            if meanings:
                for word in words[first : first + length]:
                    found.setdefault(word, meanings)
    return found


def _stems(phrase: str) -> list[str]:
    return [
        phrase.removesuffix(ending) + instead
        for ending, instead in _ENDINGS
        if phrase.endswith(ending) and len(phrase) - len(ending) >= 3
    ]
