"""Whether a sentence says what the sources it cites say: marks first, meaning last."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.sources import Source

# How near in meaning a sentence is to each of some texts: cosines, in their order.
Alike = Callable[[str, Sequence[str]], Sequence[float]]

_MARKS = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")


class Reason(StrEnum):
    """What is wrong with a sentence."""

    NO_MARK = "no_mark"
    UNKNOWN_MARK = "unknown_mark"
    NUMBER = "number"
    DATE = "date"
    AMOUNT = "amount"
    NAME = "name"
    CASE = "case"
    QUOTE = "quote"
    BODY = "body"  # another committee than the one that is cited
    RELATION = "relation"  # a figure that the source gives for something else
    PROPOSAL = "proposal_as_decided"
    NEGATION = "negation"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a check: the first fault found, with the words of the sentence at fault."""

    supported: bool
    why: Reason | None = None
    words: str = ""
    cites: tuple[int, ...] = ()  # the numbers of the sources cited, in their order


def cited(sentence: str) -> tuple[int, ...]:
    """The numbers of a sentence's marks, "[1]", "[1][3]" or "[1, 3]", each once."""
    numbers = [int(n) for marks in _MARKS.findall(sentence) for n in re.findall(r"\d+", marks)]
    return tuple(dict.fromkeys(numbers))


def unmarked(sentence: str) -> str:
    """The sentence without its marks."""
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(_MARKS.sub(" ", sentence).split()))


def check(sentence: str, sources: Sequence[Source], alike: Alike) -> Verdict:
    """Whether the sources that a sentence cites say what it says, in the same relation."""
    cites = cited(sentence)
    if not cites:
        return Verdict(False, Reason.NO_MARK, sentence)
    known = {source.n for source in sources}
    unknown = [n for n in cites if n not in known]
    if unknown:
        return Verdict(False, Reason.UNKNOWN_MARK, f"[{unknown[0]}]", cites)
    return Verdict(True, cites=cites)
