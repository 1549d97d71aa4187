"""Whether what a sentence says was decided or refused was so, entry by entry."""

import re
from collections.abc import Iterator, Sequence

from retrieval.checks.clauses import content, cut
from retrieval.checks.polarity import NEGATED, REFUSED, denies
from retrieval.checks.standing import DECIDED, POSTPONED
from retrieval.sources import Outcome, Source
from vectorstore.schema import BlockKind

# What a decision does with its proposal: "kan ikke anbefale indstillingen", "fulgte forslaget".
FOLLOWED = re.compile(
    r"\b(?:anbefal\w*|fulgte|følger|fulgt|tiltræd\w*|godkend\w*|vedt\w+|imødekom\w*|sagde ja til"
    r"|gik ind for|approved?|followed|endorsed|accepted)(?: \w+){0,3} (?:indstilling\w*"
    r"|forslaget|proposal|recommendation)\b"
    r"|\b(?:indstillingen|forslaget)(?: \w+){0,4} (?:blev|er|bliver) (?:godkendt|vedtaget|fulgt"
    r"|tiltrådt)",
    re.IGNORECASE,
)
# "Godkendt. Dæmpningen evalueres", "2. Ikke godkendt.": how the entries of a decision begin.
_GRANTED = re.compile(
    r"\W*(?:\w[.)] )?(?:anbefales )?(?:godkendt|tiltrådt|vedtaget|taget til efterretning|bevilget"
    r"|imødekommet)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\W*(?:\w[.)] )?(?:anbefales )?(?:ikke (?:godkendt|tiltrådt|vedtaget|imødekommet|anbefalet)"
    r"|afvist|forkastet|afslag)\b",
    re.IGNORECASE,
)
# "Punkt 1 og 2 blev godkendt."
_NUMBERED = re.compile(
    r"\b(?:punkt(?:erne)?|items?) (\d(?:(?:, | og | and )\d)*)\b([^.,;]*)", re.IGNORECASE
)
# What a body does when it says no: "sagde nej til at sætte planen i gang".
_SAYS_NO = re.compile(
    r"\b(?:afvis\w*|forkast\w*|afsl(?:og|ået|ag)\w*|nedstem\w*|sagde nej|reject\w*|turned down"
    r"|declin\w*)\b(?:.{0,20}?\bat (\w{4}))?",
    re.IGNORECASE,
)
_ENTRY = 0.3  # share of a clause's words from which it speaks of an entry of the proposal


def against(clause: str, decision: Source, proposals: Sequence[Source]) -> str | None:
    """The words of a clause that go against what was decided; None where it cannot be told.

    The entries of a proposal are answered in their order.
    """
    refused = _verdict(clause, decision, proposals)
    if refused is None:
        return None
    verb = _acts(clause)
    return verb if verb and denies(clause) != refused else ""


def _acts(clause: str) -> str:
    found = FOLLOWED.search(clause) or DECIDED.search(clause) or REFUSED.search(clause)
    return found.group() if found else ""


def _verdict(clause: str, decision: Source, proposals: Sequence[Source]) -> bool | None:
    """Whether the entry that a clause speaks of was refused; None where none can be told."""
    spoken = _NUMBERED.search(clause)
    if spoken:
        for numbers, told in _NUMBERED.findall(decision.text):
            if DECIDED.search(told) and set(_digits(spoken[1])) & set(_digits(numbers)):
                return denies(told)
        return None
    entries = list(_entries(decision))
    for source in proposals:
        asked = [unit.text for unit in source.units if unit.kind is BlockKind.BULLET]
        if (source.meeting, source.item) != (decision.meeting, decision.item):
            continue
        if len(asked) == len(entries) > 1:
            words = content(clause)
            shares = [len(words & content(each)) / len(words) if words else 0.0 for each in asked]
            own = [len(words & content(text)) / len(words) if words else 0.0 for text, _ in entries]
            best = shares.index(max(shares))
            if shares[best] >= max(_ENTRY, *own):
                return entries[best][1]
    return None


def _digits(text: str) -> list[str]:
    return re.findall(r"\d", text)


def _entries(decision: Source) -> Iterator[tuple[str, bool]]:
    """The entries of a decision, with whether each was refused."""
    for unit in decision.units:
        if _DENIED.match(unit.text):
            yield unit.text, True
        elif _GRANTED.match(unit.text):
            yield unit.text, False


def against_outcome(clause: str, source: Source) -> str:
    """The words of a clause that deny what was decided, or grant what was refused; "" if none."""
    followed = FOLLOWED.search(clause)
    if followed and source.outcome is Outcome.REJECTED and not NEGATED.search(clause):
        return followed.group()
    said, denied = DECIDED.search(clause), NEGATED.search(clause) or REFUSED.search(clause)
    later = POSTPONED.search(clause)
    if later and source.outcome is not Outcome.POSTPONED and not POSTPONED.search(source.text):
        return later.group()
    if denied:
        refused = source.outcome is Outcome.REJECTED or _refuses(source.text)
        return "" if refused or source.outcome is Outcome.POSTPONED else denied.group()
    if said and source.outcome is Outcome.REJECTED and not _grants(said.group(), source.text):
        return said.group()
    return ""


def says_no(clause: str, decision: Source) -> str | None:
    """The words of a clause that tell of a refusal where none was; None if it tells of none."""
    told = _SAYS_NO.search(clause)
    if told is None or NEGATED.search(clause):
        return None
    granted = told[1] and _grants(told[1] + " ", decision.text)
    refused = decision.outcome is Outcome.REJECTED or _refuses(decision.text)
    return "" if refused and not granted else told.group()


def _refuses(decision: str) -> bool:
    """Whether a decision's own words refuse something, votes against it apart."""
    return any(
        (NEGATED.search(clause) and DECIDED.search(clause)) or REFUSED.search(clause)
        for clause in cut(decision)
    )


def _grants(verb: str, decision: str) -> bool:
    """Whether a decision that refuses its proposal does this all the same: "bevilger i stedet"."""
    stem = verb[:5].strip().lower()
    return any(
        stem in clause.lower() and not NEGATED.search(clause) and not REFUSED.search(clause)
        for clause in cut(decision)
    )
