"""Whether the words of a sentence, or their meaning, stand in its sources."""

import re
from collections.abc import Callable, Sequence

from retrieval.checks import standing
from retrieval.checks.clauses import meanings, said_in
from retrieval.checks.figures import Figure, same
from retrieval.checks.relation import Relations
from vectorstore.schema import SectionKind

# How near in meaning a sentence is to each of some texts: cosines, in their order.
Alike = Callable[[str, Sequence[str]], Sequence[float]]

# Coverage that is enough alone, with a near meaning, and with the same meaning.
_SAID, _HALF_SAID, _HINTED = 0.6, 0.2, 0.08
_SAID_IN_ENGLISH, _SAID_WITH_FIGURES = 0.4, 0.45
_ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|was|were|an?|as|with|by|will|not|until|a)\b", re.IGNORECASE
)
# Shares of a clause's words, and of a reason's, from which the sources speak of it at all.
_SPOKEN_OF, _REASONED = 0.25, 0.5
# "…, fordi tælleren var i stykker": reasons are what a model likes to add.
_REASONS = re.compile(r"\b(?:fordi|af hensyn til|på grund af|because|due to)\b([^,.;:]*)")
_NEAR, _SAME = 0.89, 0.92  # cosines of the bundled model


def supported(relations: Relations, alike: Alike) -> bool:
    """Whether the sentence's words, or their meaning, stand in the sources."""
    if not any(said.own or said.figures for said in relations.said()):
        # "Sagen blev udsat": nothing but the decision, which has been held against its section.
        claim, sources = relations.claim, relations.sources
        verb = standing.DECIDED.search(claim) or standing.POSTPONED.search(claim)
        return verb is not None and any(s.kind is SectionKind.DECISION for s in sources)
    if _adds(relations):
        return False
    coverage = _covered(relations)
    english = len(_ENGLISH.findall(relations.claim)) > 1
    together = _SAID_WITH_FIGURES if _figures_stand_together(relations) else _SAID
    if coverage >= (_SAID_IN_ENGLISH if english else together):
        return True
    if coverage < _HINTED:
        return False
    near = _nearness(relations, alike)
    return near >= (_NEAR if coverage >= _HALF_SAID else _SAME)


def _adds(relations: Relations) -> bool:
    """Whether a clause without figures, or a reason, says what the sources say nothing of."""
    for said in relations.said():
        if not said.figures and len(said.own) > 1 and _heard(said.text, relations) < _SPOKEN_OF:
            return True
    return any(
        _heard_at_once(reason[1], relations) < _REASONED
        for reason in _REASONS.finditer(relations.claim)
    )


def _figures_stand_together(relations: Relations) -> bool:
    """Whether the sentence has several figures and one sentence or row of the sources has all."""
    told = [figure for said in relations.said() for figure in said.figures]
    printed: dict[int, list[Figure]] = {}
    for clause in relations.clauses:
        printed.setdefault(clause.place, []).extend(clause.figures)
    return len(told) > 1 and any(
        all(any(same(each, other) for other in there) for each in told)
        for there in printed.values()
    )


def _heard(text: str, relations: Relations) -> float:
    """The share of a text's words that stand somewhere in the sources; 1 for a text without any."""
    words = meanings(text).values()
    heard = sum(max((said_in(each, c) for c in relations.clauses), default=0.0) for each in words)
    return heard / len(words) if words else 1.0


def _heard_at_once(text: str, relations: Relations) -> float:
    """The share of a text's words that one clause of the sources says."""
    words = meanings(text).values()
    shares = (sum(said_in(each, c) for each in words) / len(words) for c in relations.clauses)
    return max(shares, default=0.0) if words else 1.0


def _covered(relations: Relations) -> float:
    """The share of the sentence's words said in the clauses that say most of each of its own."""
    total = met = 0.0
    for said in relations.said():
        own = sum(said.own.values())
        total += own
        met += own * max((said.share(clause) for clause in relations.clauses), default=0.0)
    return met / total if total else 1.0


def _nearness(relations: Relations, alike: Alike) -> float:
    """The cosine of the sentence and the nearest of the units that share most words with it."""
    units = [unit for source in relations.sources for unit in source.units]
    ranked: dict[int, float] = {}
    for clause in relations.clauses:
        share = max((said.share(clause) for said in relations.said()), default=0.0)
        ranked[clause.place] = max(ranked.get(clause.place, 0.0), share)
    best = sorted(ranked, key=lambda place: -ranked[place])[:3]
    texts = [
        " ".join(filter(None, (units[p].lead, units[p].reading or units[p].text))) for p in best
    ]
    return max(alike(relations.claim, texts), default=0.0) if texts else 0.0
