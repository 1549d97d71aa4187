"""Lines put together: words that are divided at a line's end made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[\wæøåÆØÅ]+(?:-[\wæøåÆØÅ]+)*")
_DIVIDED = re.compile(r"(?P<before>(?:[\w.]+-)*?(?P<part>[^\W_]+))-$")
_GOES_ON = re.compile(r"(?P<part>[^\W_]+)")
_LAST_WORD = re.compile(r"[^\W_]+$")
# "Børne- og", "plan-, miljø- eller"
_SHARED = re.compile(r"(?:og|eller|samt|til|og/eller|kontra|versus|hhv)\b", re.IGNORECASE)
# Written with a hyphen wherever they stand: "it-afdelingen", "ikke-kommunal".
_PREFIXES = frozenset(
    "it e tv pc cv dvd sms gps usb app ikke non eks ex anti co pre post semi web wi kick skype"
    " online covid".split()
)
_SELDOM = 0.025  # of the lines end so in text that divides no words
_OPEN_END = re.compile(r"(?:\w/|(?:https?://|www\.)\S*[/.?=&_-])$")


@dataclass(frozen=True, slots=True)
class Words:
    """What the document itself tells of its words, by which a divided one is made whole."""

    counts: Counter[str]
    divides: bool  # words are divided; else a line ends in "-" only where a word has one

    @classmethod
    def of(cls, lines: Iterable[str], ends: Iterable[tuple[str, str]]) -> "Words":
        """Learned from all lines, and from lines with what stands below them."""
        counts = Counter(word.casefold() for line in lines for word in _WORD.findall(line))
        pairs = list(ends)
        halves = [half for text, below in pairs if (half := _halves(text, below))]
        whole = sum(counts[before + after] > 0 for before, after in halves)
        parted = sum(counts[f"{before}-{after}"] > 0 for before, after in halves)
        often = len(halves) > _SELDOM * len(pairs)
        return cls(counts, whole > parted if whole or parted else often)

    def hyphenated(self, before: str, after: str) -> bool:
        """Whether "before-after" is written with its hyphen."""
        whole, parted = self.counts[before + after], self.counts[f"{before}-{after}"]
        if whole or parted:
            return parted > whole
        return before in _PREFIXES or not self.divides


def _halves(text: str, below: str) -> tuple[str, str] | None:
    """A word that may be divided over two lines."""
    before, after = _DIVIDED.search(text), _GOES_ON.match(below)
    if before is None or after is None or _SHARED.match(below) or not below[0].islower():
        return None
    return before["part"].casefold(), after["part"].casefold()


def joined(texts: Sequence[str], words: Words) -> str:
    """The lines of a cell as one text; a narrow cell breaks words without a hyphen too."""
    found = ""
    for text in texts:
        broken = _LAST_WORD.search(found), _GOES_ON.match(text)
        if found and broken[0] and broken[1] and _is_broken(broken[0][0], broken[1]["part"], words):
            found += text
        elif found:
            kept, between = _seam(found, text, words)
            found = found[: len(found) - kept] + between + text
        else:
            found = text
    return found


def _is_broken(before: str, after: str, words: Words) -> bool:
    """Whether the document writes two halves as one word elsewhere, and the second nowhere."""
    whole = words.counts[(before + after).casefold()]
    return whole > 0 and words.counts[after.casefold()] <= 1 and after[0].islower()


def pieces(texts: Sequence[str], words: Words) -> Iterable[str]:
    """The lines' texts with what stands between them, so that put together they are one text."""
    for at, text in enumerate(texts):
        if at + 1 == len(texts):
            yield text
        else:
            kept, between = _seam(text, texts[at + 1], words)
            yield text[: len(text) - kept] + between


def goes_on_below(text: str) -> bool:
    """Whether a line ends inside a word: "uddan-", "forældre/", half an address."""
    return bool(re.search(r"[^\s-]-$", text)) or _OPEN_END.search(text) is not None


def _seam(text: str, below: str, words: Words) -> tuple[int, str]:
    """How many signs fall away at a line's end, and what comes before the next line."""
    if _OPEN_END.search(text) and not below[:1].isspace():
        return 0, ""
    if re.search(r"\d[–-]$", text) and below[:1].isdigit():
        return 0, ""  # "2021-" and "2024"
    divided, after = _DIVIDED.search(text), _GOES_ON.match(below)
    if divided is None or after is None or _SHARED.match(below):
        return 0, " "
    part, rest = divided["part"], after["part"]
    if rest[0].isupper() and not part.isupper():
        return 0, ""  # "Høje-" and "Taastrup"
    if not rest[0].isalpha() or not part[-1].isalpha():
        return 0, ""
    if len(part) > 1 and part.isupper() and rest[0].islower():
        return 0, ""  # "KL-" and "medlem"
    if part.isupper() and rest.isupper() and len(part) > 1:
        return 1, ""  # "BESLUT-" and "NING"
    if len(part) == 1 and part.isupper():
        return 0, ""
    known = words.hyphenated(part.casefold(), rest.casefold())
    return (0, "") if known else (1, "")
