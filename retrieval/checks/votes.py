"""Whether those who are said to have voted stood on that side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.checks.clauses import cut_spans
from retrieval.checks.persons import names
from retrieval.sources import Source
from vectorstore.danish import terms
from vectorstore.schema import Side

_SIDES = (
    (Side.ABSTAINED, r"undlod|undlader|stemte hverken|abstain\w*"),
    (Side.RESERVED, r"forbehold|reserv\w+"),
    (
        Side.AGAINST,
        r"stem(?:te|mer|me|t) (?:\w+ )?(?:i?mod|nej)|i?mod stemte|voted against|opposed",
    ),
    (Side.FOR, r"stem(?:te|mer|me|t) (?:\w+ )?(?:for|ja)|for stemte|voted (?:for|in favour)"),
)
_PATTERNS = tuple((side, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for side, words in _SIDES)
_NOT = re.compile(r"\b(?:ikke|not)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:enstemmig\w*|unanimous\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody's side in a vote; `taken` is False for "stemte ikke for"."""

    name: str  # as printed
    side: Side
    taken: bool


def stands(text: str) -> Iterator[Stand]:
    """The sides that a text says people took, clause by clause."""
    before: list[str] = []
    for start, end in cut_spans(text):
        clause = text[start:end]
        side = next((side for side, words in _PATTERNS if words.search(clause)), None)
        # "Anja Mostrup ville have to, men stemte for": the clause before has the name.
        there = names(f"– {clause}") or before  # a clause's first word may be a name
        if side:
            yield from (Stand(name, side, not _NOT.search(clause)) for name in there)
        before = there


def misvoted(claim: str, sources: Sequence[Source]) -> str:
    """The first name said to have voted otherwise than a source says; "" if none."""
    printed = [stand for s in sources for unit in s.units for stand in stands(unit.text)]
    for said in stands(claim):
        there = [each.side for each in printed if each.taken and _one(each.name, said.name)]
        if there and (said.side in there) != said.taken:
            return said.name
    against = any(each.side is not Side.FOR for each in printed)
    agreed = _ALL.search(claim)
    return agreed.group() if agreed and against else ""


def _one(one: str, other: str) -> bool:
    mine, theirs = set(terms(one)), set(terms(other))
    return mine <= theirs or theirs <= mine
