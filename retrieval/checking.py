"""Whether a sentence says what the sources it cites say: marks first, meaning last."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.checks import standing
from retrieval.checks.clauses import meanings, said_in
from retrieval.checks.figures import Figure, Kind, figures
from retrieval.checks.relation import Relations, names
from retrieval.sources import Outcome, Source
from vectorstore.schema import SectionKind, Unit, fold

# How near in meaning a sentence is to each of some texts: cosines, in their order.
Alike = Callable[[str, Sequence[str]], Sequence[float]]

_MARKS = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_QUOTES = re.compile(r"[„“”»«\"]([^„“”»«\"]{2,})[„“”»«\"]")
_APPROVED = re.compile(r"\W*(?:\d\.\s*)?(?:Tiltrådt|Godkendt|Vedtaget)\.")
_ALIGNED = 0.45  # share of a clause's words from which a source's clause says the same thing
# Coverage that is enough alone, with a near meaning, and with the same meaning.
_SAID, _HALF_SAID, _HINTED = 0.6, 0.2, 0.08
_SAID_IN_ENGLISH = 0.45
_ENGLISH = re.compile(r"\b(?:the|of|and|is|are|was|were|an?|as|with|by)\b", re.IGNORECASE)
# Shares of a clause's words, and of a reason's, from which the sources speak of it at all.
_SPOKEN_OF, _REASONED = 0.25, 0.5
# "…, fordi tælleren var i stykker": reasons are what a model likes to add.
_REASONS = re.compile(r"\b(?:fordi|af hensyn til|på grund af|because|due to)\b([^,.;:]*)")
_NEAR, _SAME = 0.89, 0.92  # cosines of the bundled model


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


_OF_KIND = {Kind.AMOUNT: Reason.AMOUNT, Kind.DATE: Reason.DATE, Kind.TIME: Reason.DATE}
_OF_KIND |= {Kind.CASE: Reason.CASE}

Fault = tuple[Reason, str]


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
    by_number = {source.n: source for source in sources}
    unknown = [n for n in cites if n not in by_number]
    if unknown:
        return Verdict(False, Reason.UNKNOWN_MARK, f"[{unknown[0]}]", cites)
    named = [by_number[n] for n in cites]
    fault = next(_faults(unmarked(sentence), named, bearing(cites, sources), alike), None)
    if fault is None:
        return Verdict(True, cites=cites)
    return Verdict(False, *fault, cites)


def bearing(cites: Sequence[int], sources: Sequence[Source]) -> list[Source]:
    """The sources cited, with the proposals that a cited "Godkendt." made the decision."""
    named = [source for n in cites for source in sources if source.n == n]
    decided = {
        (each.meeting, each.item)
        for each in named
        if each.kind is SectionKind.DECISION
        and (each.outcome is Outcome.FOLLOWED or _APPROVED.match(each.text))
    }
    followed = [
        each
        for each in sources
        if each.kind is SectionKind.RECOMMENDATION
        and (each.meeting, each.item) in decided
        and each not in named
    ]
    return [*named, *followed]


def rests_on(claim: str, source: Source) -> Unit:
    """The sentence, entry or row of a source that says most of a sentence."""
    relations = Relations(claim, [source])
    scores = [0.0] * len(source.units)
    for said in relations.said():
        for place in range(len(scores)):
            inside = (clause for clause in relations.clauses if clause.place == place)
            scores[place] += max((said.aligned(clause) for clause in inside), default=0.0)
    return source.units[scores.index(max(scores))]


def ways(claim: str) -> tuple[str, ...]:
    """What of a sentence a check holds against its sources, by name, for the reader."""
    of_decision = standing.DECIDED.search(claim) or standing.PROPOSED.search(claim)
    found = [
        ("figures", any(each.kind is not Kind.DATE for each in figures(claim))),
        ("dates", any(each.kind is Kind.DATE for each in figures(claim))),
        ("names", bool(names(claim))),
        ("quotes", bool(_QUOTES.search(claim))),
        ("decision", of_decision is not None),
        ("meaning", True),
    ]
    return tuple(name for name, held in found if held)


def _uncounted(source: Source) -> bool:
    """Whether the decision on a proposal names no figures, so that the proposal's own stand."""
    return source.kind is SectionKind.RECOMMENDATION and not figures(source.decision)


def _faults(
    claim: str, named: Sequence[Source], bearing: Sequence[Source], alike: Alike
) -> Iterator[Fault]:
    """The faults of a sentence, the surest first; `bearing` are those it may rest on."""
    relations = Relations(claim, bearing)
    # "Godkendt. Høringen skal vare seks uger": a proposal's own figures may be overruled.
    counted = Relations(claim, [*named, *(each for each in bearing if _uncounted(each))])
    quote = _misquoted(claim, bearing)
    if quote:
        yield Reason.QUOTE, quote
    missing = counted.missing()
    if missing:
        yield _OF_KIND.get(missing.kind, Reason.NUMBER), missing.words
    body = standing.other_body(claim, bearing)
    if body:
        yield Reason.BODY, body
    name = relations.unknown_name()
    if name:
        yield Reason.NAME, name
    proposed = standing.told_as_decided(claim, named)
    if proposed:
        yield Reason.PROPOSAL, proposed
    turned = _turned(claim, relations, named)
    if turned:
        yield Reason.NEGATION, turned
    moved: Figure | None = counted.elsewhere() or counted.wrong_day()
    if moved:
        yield Reason.RELATION, moved.words
    renamed = relations.renamed()
    if renamed:
        yield Reason.RELATION, renamed
    if not _supported(claim, relations, bearing, alike):
        yield Reason.UNSUPPORTED, claim


def _misquoted(claim: str, sources: Sequence[Source]) -> str:
    """The first quote that stands in no source."""
    texts = [fold(f"{s.text} {s.title}").casefold() for s in sources]
    texts += [fold(" ".join(unit.text for unit in s.units)).casefold() for s in sources]
    for quote in _QUOTES.findall(claim):
        words = fold(quote).casefold().rstrip(" .,;:")
        if not any(words in text for text in texts):
            return str(quote)
    return ""


def _turned(claim: str, relations: Relations, named: Sequence[Source]) -> str:
    """The words of the sentence that say the opposite of the sources; "" if none."""
    decided = next((each for each in named if each.kind is SectionKind.DECISION), None)
    for said in relations.said():
        best = relations.aligned(said, _ALIGNED)
        verb = standing.DECIDED.search(said.text) or standing.POSTPONED.search(said.text)
        of_decision = decided is not None and verb and not (best and said.figures)
        if of_decision and decided:
            turned = standing.against_outcome(said.text, decided)
        else:
            turned = standing.turned(said.text, best) if best else ""
        if turned:
            return turned
    return ""


def _supported(claim: str, relations: Relations, sources: Sequence[Source], alike: Alike) -> bool:
    """Whether the sentence's words, or their meaning, stand in the sources."""
    if not any(said.own or said.figures for said in relations.said()):
        # "Sagen blev udsat": nothing but the decision, which has been held against its section.
        verb = standing.DECIDED.search(claim) or standing.POSTPONED.search(claim)
        return verb is not None and any(s.kind is SectionKind.DECISION for s in sources)
    if _adds(claim, relations):
        return False
    coverage = covered(relations)
    if coverage >= (_SAID_IN_ENGLISH if len(_ENGLISH.findall(claim)) > 1 else _SAID):
        return True
    if coverage < _HINTED:
        return False
    near = nearness(claim, relations, sources, alike)
    return near >= (_NEAR if coverage >= _HALF_SAID else _SAME)


def _adds(claim: str, relations: Relations) -> bool:
    """Whether a clause without figures, or a reason, says what the sources say nothing of."""
    for said in relations.said():
        if not said.figures and len(said.own) > 1 and _heard(said.text, relations) < _SPOKEN_OF:
            return True
    return any(_heard(reason[1], relations) < _REASONED for reason in _REASONS.finditer(claim))


def _heard(text: str, relations: Relations) -> float:
    """The share of a text's words that stand somewhere in the sources; 1 for a text without any."""
    words = meanings(text).values()
    heard = sum(max((said_in(each, c) for c in relations.clauses), default=0.0) for each in words)
    return heard / len(words) if words else 1.0


def covered(relations: Relations) -> float:
    """The share of the sentence's words said in the clauses that say most of each of its own."""
    total = met = 0.0
    for said in relations.said():
        own = sum(said.own.values())
        total += own
        met += own * max((said.share(clause) for clause in relations.clauses), default=0.0)
    return met / total if total else 1.0


def nearness(claim: str, relations: Relations, sources: Sequence[Source], alike: Alike) -> float:
    """The cosine of the sentence and the nearest of the units that share most words with it."""
    units = [unit for source in sources for unit in source.units]
    ranked: dict[int, float] = {}
    for clause in relations.clauses:
        share = max((said.share(clause) for said in relations.said()), default=0.0)
        ranked[clause.place] = max(ranked.get(clause.place, 0.0), share)
    best = sorted(ranked, key=lambda place: -ranked[place])[:3]
    texts = [
        " ".join(filter(None, (units[p].lead, units[p].reading or units[p].text))) for p in best
    ]
    return max(alike(claim, texts), default=0.0) if texts else 0.0
