"""Which committee or council a sentence says acted, and which the sources say."""

import re
from collections.abc import Sequence

from retrieval.checks.relation import Relations
from retrieval.checks.standing import DECIDED, PROPOSED
from retrieval.sources import Source
from vectorstore.danish import fold_letters

# "Teknik- og Miljøudvalget", "Byrådet", "kommunalbestyrelsen"; "udvalget" alone is whoever it is.
_BODY = re.compile(
    r"\b(?:[A-ZÆØÅ][\w-]*-,? (?:[A-ZÆØÅ][\w-]*-? )?og )?"
    r"(?:[a-zæøåA-ZÆØÅ]+udvalg(?:et)?|[Uu]dvalget|[Bb]yråd(?:et)?|[Kk]ommunalbestyrelsen?"
    r"|[Rr]egionsråd(?:et)?"
    r"|[Dd]irektionen?|(?:[A-ZÆØÅ]\w+ ?)?[Cc]ommittee|(?:[Cc]ity|[Tt]own|[Mm]unicipal) [Cc]ouncil)"
    r"s?\b"
)
_NAMELESS = {"udvalget", "udvalg", "committee", "the committee"}
_ALIGNED = 0.5  # share of a clause's words from which a source's clause tells of the same


def other_body(claim: str, sources: Sequence[Source]) -> str:
    """A body that is said to have acted and that no source names as acting; "" if none."""
    known = {_plain(source.committee) for source in sources}
    for match in _BODY.finditer(claim):
        body = _plain(match.group())
        if body in _NAMELESS or any(_one_body(body, name) for name in known):
            continue
        after = claim[match.end() : match.end() + 60]
        by = re.search(r"\b(?:af|i|by|of)\s*(?:the )?$", claim[: match.start()])
        said = DECIDED.search(after) or PROPOSED.search(after) or by
        standing = [s for s in sources if body in _plain(s.text) or body in _plain(s.title)]
        if not standing:
            return match.group()
        if said and not any(_acts(body, source) for source in standing):
            return match.group()
    return ""


def acted_instead(relations: Relations, sources: Sequence[Source]) -> str:
    """A body in whose place the clause that tells of the same names another one; "" if none."""
    own = {_plain(source.committee) for source in sources}
    for said in relations.said():
        # "udvalgets pulje": a genitive acts on nothing.
        found = (m for m in _BODY.finditer(said.text) if not m.group().endswith("s"))
        bodies = [m for m in found if _plain(m.group()) not in _NAMELESS]
        there = relations.aligned(said, _ALIGNED) if bodies else ""
        named = {_plain(each) for each in _BODY.findall(there)} if there else set()
        named |= own if named & _NAMELESS else set()
        for body in bodies:
            if named and not any(_one_body(_plain(body.group()), each) for each in named):
                return body.group()
    return ""


def _acts(body: str, source: Source) -> bool:
    return any(
        body in _plain(unit.text) and (DECIDED.search(unit.text) or PROPOSED.search(unit.text))
        for unit in source.units
    )


def _plain(name: str) -> str:
    return fold_letters(" ".join(name.lower().split()))


def _one_body(said: str, known: str) -> bool:
    said, known = (name.removesuffix("s").removesuffix("et") for name in (said, known))
    return said == known
