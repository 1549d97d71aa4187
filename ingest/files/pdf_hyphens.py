"""Lines put together: words that are divided at a line's end made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Words:
    """What the document itself tells of its words, by which a divided one is made whole."""

    counts: Counter[str] = field(default_factory=Counter)
    ends: int = 0  # lines with a line below
    divided: list[tuple[str, str]] = field(default_factory=list)  # "uddan", "nelse"

    def learn(self, text: str) -> None:
        """Count the words of a line."""
        self.counts.update(word.casefold() for word in _WORD.findall(text))

    def learn_end(self, text: str, below: str) -> None:
        """Note how a line ends that has a line below."""
        self.ends += 1
        before, after = _DIVIDED.search(text), _GOES_ON.match(below)
        if before and after and after["part"][0].islower() and not _SHARED.match(below):
            self.divided.append((before["part"].casefold(), after["part"].casefold()))

    @property
    def divides(self) -> bool:
        """Whether words are divided at all; else a line ends in "-" only where a word has one."""
        whole = sum(self.counts[before + after] > 0 for before, after in self.divided)
        parted = sum(self.counts[f"{before}-{after}"] > 0 for before, after in self.divided)
        if whole or parted:
            return whole > parted
        return len(self.divided) > _SELDOM * self.ends

    def hyphenated(self, before: str, after: str) -> bool:
        """Whether "before-after" is written with its hyphen."""
        whole, parted = self.counts[before + after], self.counts[f"{before}-{after}"]
        if whole or parted:
            return parted > whole
        return before in _PREFIXES or not self.divides


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
