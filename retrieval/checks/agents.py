"""By whom a sentence says a thing is done, and which of several lettered things it tells of."""

import re
from collections.abc import Iterator

from retrieval.checks.clauses import among
from retrieval.checks.relation import Relations
from vectorstore.danish import term

# "ejes af kommunen", "betalt af den fælles pulje": the verb and the word after "af".
_BY = re.compile(
    r"\b(\w{2,}(?:es|et|t|ed)) (?:\w+ )?(?:af|by) (?:den |det |de |en |et |the |a )?(\w{4,})",
    re.IGNORECASE,
)
# "forsøg a og b", "Løsning C", "model A".
_LETTERED = re.compile(
    r"\b(?:forsøg|løsning|model|placering|forslag|scenari\w+|variant|alternativ|spor|option|site"
    r"|solution|trial)(?:er|ne|erne|s)? ((?:[A-Ha-h](?:, | og | and )?)+)(?!\w)",
    re.IGNORECASE,
)
_ALIGNED = 0.5  # share of a clause's words from which a source's clause tells of the same


def done_by_another(relations: Relations) -> str:
    """Who is said to do what the sources say that another does; "" if none."""
    units = [unit.text for source in relations.sources for unit in source.units]
    printed = [pair for text in units for pair in _agents(text)]
    for verb, agent in _agents(relations.claim):
        there = [by for done, by in printed if done == verb]
        if there and not any(among(agent, (by,)) for by in there):
            return agent
    return ""


def _agents(text: str) -> Iterator[tuple[str, str]]:
    for verb, agent in _BY.findall(text):
        yield term(verb), term(agent)


def other_letter(relations: Relations) -> str:
    """A lettered thing in whose place the clause that says the same has others; "" if none."""
    for said in relations.said():
        found = _LETTERED.search(said.text)
        there = _LETTERED.findall(relations.aligned(said, _ALIGNED)) if found else []
        if found and there and not _letters(found[1]) & _letters(" ".join(there)):
            return found.group()
    return ""


def _letters(text: str) -> set[str]:
    return set(re.findall(r"\b[a-h]\b", text.lower()))
