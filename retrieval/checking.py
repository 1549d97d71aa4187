"""Whether a sentence says what the sources it cites say: marks first, meaning last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.checks import agents, bodies, decided, polarity, standing, votes
from retrieval.checks.figures import Figure, Kind, figures
from retrieval.checks.persons import Persons, names
from retrieval.checks.placing import Placed
from retrieval.checks.relation import Relations, Said
from retrieval.checks.support import Alike, supported
from retrieval.sources import Outcome, Source
from vectorstore.schema import SectionKind, Unit, fold

_MARKS = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_QUOTES = re.compile(r"[„“”»«\"]([^„“”»«\"]{2,})[„“”»«\"]")
_APPROVED = re.compile(r"\W*(?:\d\.\s*)?(?:Tiltrådt|Godkendt|Vedtaget)\.")
_ALIGNED = 0.45  # share of a clause's words from which a source's clause says the same thing
_BESIDE = 0.15  # by how much less another may say, to be alike too


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
    answered = {(s.meeting, s.item) for s in named if s.kind is SectionKind.DECISION}
    proposals = [
        source
        for source in sources
        if source.kind is SectionKind.RECOMMENDATION and (source.meeting, source.item) in answered
    ]
    bears = bearing(cites, sources)
    fault = next(_faults(unmarked(sentence), named, bears, proposals, alike), None)
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
    claim: str,
    named: Sequence[Source],
    bearing: Sequence[Source],
    proposals: Sequence[Source],
    alike: Alike,
) -> Iterator[Fault]:
    """The faults of a sentence, the surest first.

    `bearing` are the sources it may rest on, `proposals` those that a cited decision answers.
    """
    relations = Relations(claim, bearing)
    # "Godkendt. Høringen skal vare seks uger": a proposal's own figures may be overruled.
    uncounted = (each for each in bearing if _uncounted(each))
    counted = Placed(Relations(claim, [*named, *uncounted]))
    persons = Persons(relations)
    quote = _misquoted(claim, bearing)
    if quote:
        yield Reason.QUOTE, quote
    missing = counted.missing()
    if missing:
        yield _OF_KIND.get(missing.kind, Reason.NUMBER), missing.words
    body = bodies.other_body(claim, bearing) or bodies.acted_instead(relations, bearing)
    if body:
        yield Reason.BODY, body
    name = persons.unknown() or votes.misvoted(claim, bearing)
    if name:
        yield Reason.NAME, name
    proposed = standing.told_as_decided(claim, named)
    if proposed:
        yield Reason.PROPOSAL, proposed
    turned = _turned(relations, named, proposals)
    if turned:
        yield Reason.NEGATION, turned
    moved: Figure | None = counted.elsewhere() or counted.wrong_day()
    if moved:
        yield Reason.RELATION, moved.words
    renamed = (
        persons.misplaced() or agents.done_by_another(relations) or agents.other_letter(relations)
    )
    if renamed:
        yield Reason.RELATION, renamed
    if not supported(relations, alike) and not (
        _refuses(claim) and supported(Relations(claim, [*bearing, *proposals]), alike)
    ):
        yield Reason.UNSUPPORTED, claim


def _refuses(claim: str) -> bool:
    """Whether a sentence tells what was refused, which only the proposal may spell out."""
    return polarity.denies(claim) and standing.DECIDED.search(claim) is not None


def _misquoted(claim: str, sources: Sequence[Source]) -> str:
    """The first quote that stands in no source."""
    texts = [fold(f"{s.text} {s.title}").casefold() for s in sources]
    texts += [fold(" ".join(unit.text for unit in s.units)).casefold() for s in sources]
    for quote in _QUOTES.findall(claim):
        words = fold(quote).casefold().rstrip(" .,;:")
        if not any(words in text for text in texts):
            return str(quote)
    return ""


def _turned(relations: Relations, named: Sequence[Source], proposals: Sequence[Source]) -> str:
    """The words of the sentence that say the opposite of the sources; "" if none."""
    decision = next((each for each in named if each.kind is SectionKind.DECISION), None)
    settled: list[str] = []
    clauses = list(relations.said())
    for said, after in zip(clauses, [*clauses[1:], None], strict=False):
        best = relations.aligned(said, _ALIGNED)
        near = relations.near(said, _ALIGNED, _BESIDE)
        turned = standing.opposite(said.text, near) or standing.unlimited(said.text, near[:1])
        # "Udvalget godkendte ikke, | at kranen flyttes": what was not is told after.
        matter = after.text if after and after.text.startswith(("at ", "that ")) else ""
        if decision and not turned:
            told = _decided(said, f"{said.text} {matter}", decision, best, proposals)
            settled += [said.text] if told is not None else []
            turned = told or ""
        if turned:
            return turned
    return polarity.turned(relations, settled)


def _decided(
    said: Said, whole: str, decision: Source, best: str, proposals: Sequence[Source]
) -> str | None:
    """What of a clause, `whole` with its matter, goes against the decision; None if nothing can."""
    verbs = (standing.DECIDED, standing.POSTPONED, polarity.REFUSED, decided.FOLLOWED)
    if not any(verb.search(said.text) for verb in verbs):
        return None
    told = decided.against(whole, decision, proposals)
    if told is None:
        told = decided.says_no(said.text, decision)
    if told is not None:
        return told
    of_proposal = decided.FOLLOWED.search(said.text)
    acts = standing.DECIDED.search(said.text) or standing.POSTPONED.search(said.text)
    if of_proposal or (acts and not (best and said.figures)):
        return decided.against_outcome(said.text, decision)
    return None
