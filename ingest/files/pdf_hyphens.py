"""Lines put together: words that are divided at a line's end made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[\wæøåÆØÅ]+(?:-[\wæøåÆØÅ]+)*")
_DIVIDED = re.compile(r"(?P<before>(?:[\w.]+-)*?(?P<part>[^\W_]+))-$")
_GOES_ON = re.compile(r"(?P<part>[^\W_]+)")
# "Børne- og", "plan-, miljø- eller"
_SHARED = re.compile(r"(?:og|eller|samt|til|og/eller|kontra|versus|hhv)\b", re.IGNORECASE)
# Written with a hyphen wherever they stand: "it-afdelingen", "ikke-kommunal".
_PREFIXES = frozenset(
    "it e tv pc cv dvd sms gps usb app ikke non eks ex anti co pre post semi web wi kick skype"
    " online covid".split()
)
_OPEN_END = re.compile(r"(?:\w/|(?:https?://|www\.)\S*[/.?=&_-])$")


@dataclass(slots=True)
class Words:
    """How often the document itself writes its words, by which a divided one is made whole."""

    counts: Counter[str] = field(default_factory=Counter)

    def learn(self, text: str) -> None:
        """Count the words of a line, but for the last where it is divided."""
        self.counts.update(word.casefold() for word in _WORD.findall(text))

    def hyphenated(self, before: str, after: str) -> bool:
        """Whether "before-after" is written with its hyphen."""
        whole, parted = self.counts[before + after], self.counts[f"{before}-{after}"]
        if whole or parted:
            return parted > whole
        return before in _PREFIXES


def joined(texts: Sequence[str], words: Words | None = None) -> str:
    """Lines as one text."""
    return "".join(pieces(texts, words or Words()))


def pieces(texts: Sequence[str], words: Words) -> Iterable[str]:
    """The lines' texts with what stands between them, so that put together they are one text."""
    for at, text in enumerate(texts):
        if at + 1 == len(texts):
            yield text
        else:
            kept, between = _seam(text, texts[at + 1], words)
            yield text[: len(text) - kept] + between


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
