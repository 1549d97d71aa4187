"""Whether what a sentence says was decided, proposed or refused was so."""

import re
from collections.abc import Sequence

from retrieval.checks.clauses import cut
from retrieval.checks.figures import figures
from retrieval.sources import Outcome, Source
from vectorstore.danish import fold_letters
from vectorstore.schema import SectionKind

DECIDED = re.compile(
    r"\b(?:beslutte[dt]\w*|beslutning\w*|godkend(?:te|t|tes)|vedt(?:og|aget|oges)|bevilg(?:ede|et|edes)"
    r"|tiltr(?:ådte|ådt)|imødekom\w*|gav (?:grønt lys|lov|tilladelse)|blev enige?"
    r"|(?:udvalget|rådet|byrådet|bestyrelsen) sagde ja"
    r"|decided|decision|approved?|adopted|granted|agreed|allocated|passed|resolved)\b",
    re.IGNORECASE,
)
PROPOSED = re.compile(
    r"\b(?:indstil\w*|foresl\w*|forslag\w*|anbefal\w*|lægger? op til|lagde op til"
    r"|(?:forvaltningen|panelet|direktionen) (?:vil|ville|ønske\w*)"
    r"|propos\w*|recommend\w*|suggest\w*)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|hverken|uden(?! for)|not|no|never|neither|without|n't)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:afvis\w*|forkast\w*|nægt\w*|afsl(?:og|ået|ag)\w*|nedstem\w*|falde?t|sagde nej"
    r"|slipper? for|slap for|undgår"
    r"|reject\w*|refus\w*|declin\w*|turned down|denied)\b",
    re.IGNORECASE,
)
POSTPONED = re.compile(
    r"\b(?:udsat\w*(?! position)|udsætt\w*|udsk[uyø]d\w*|postpon\w*|deferr?\w*)\b", re.IGNORECASE
)
WITHDRAWN = re.compile(
    r"\b(?:tr(?:ak|ukket|ækker|ækkes) (?:\w+ ){0,4}tilbage|withdr[ae]w\w*)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Words of which one is the other's opposite: "steget fra 31.000", "faldet".
_OPPOSITES = (
    (r"\b(?:steg\w*|stig\w*|øge\w*|hæve\w*|forhøj\w*|rose|risen|increas\w*|rais\w*)\b",
     r"\b(?:fald\w*|faldt|sænk\w*|nedsæt\w*|nedsat\w*|reducer\w*|fell|fallen|decreas\w*|lower\w*|cut)\b"),
    (r"\b(?:flere|mere|højere|længere|more|higher|longer)\b",
     r"\b(?:færre|mindre|lavere|kortere|fewer|less|lower|shorter)\b"),
    (r"\b(?:tidligere|før|earlier|before)\b", r"\b(?:senere|efter|later|after)\b"),
    (r"\b(?:åbne[rst]?|opret\w*|indfør\w*|bevar\w*|fasthold\w*|fortsæt\w*|opens?|introduc\w*|kept)\b",
     r"\b(?:luk(?:ke\w*|ning\w*)|nedlæg\w*|nedlag\w*|afskaf\w*|ophør\w*|clos\w*|abolish\w*)\b"),
    (r"\b(?:stemte for|for stemte|støtte\w*|voted for|in favour|supported)\b",
     r"\b(?:stemte imod|imod stemte|stemte nej|modsatte|voted against|opposed)\b"),
    (r"\b(?:højst|maksimalt|at most)\b", r"\b(?:mindst|minimum|at least)\b"),
)  # fmt: skip
_PAIRS = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _OPPOSITES
)
# "Teknik- og Miljøudvalget", "Byrådet", "kommunalbestyrelsen"; "udvalget" alone is whoever it is.
_BODY = re.compile(
    r"\b(?:[A-ZÆØÅ][\w-]*-,? (?:[A-ZÆØÅ][\w-]*-? )?og )?"
    r"(?:[a-zæøåA-ZÆØÅ]+udvalg(?:et)?|[Bb]yråd(?:et)?|[Kk]ommunalbestyrelsen?|[Rr]egionsråd(?:et)?"
    r"|[Dd]irektionen?|(?:[A-ZÆØÅ]\w+ ?)?[Cc]ommittee|(?:[Cc]ity|[Tt]own|[Mm]unicipal) [Cc]ouncil)"
    r"s?\b"
)
_NAMELESS = {"udvalget", "udvalg", "committee", "the committee"}


def decides(claim: str) -> bool:
    """Whether a sentence says that something was decided, not only that it was proposed."""
    decided, proposed = DECIDED.search(claim), PROPOSED.search(claim)
    if decided is None:
        return False
    # "indstiller, at udvalget godkender": what comes after is only proposed.
    return proposed is None or decided.start() < proposed.start()


def told_as_decided(claim: str, sources: Sequence[Source]) -> str:
    """The words by which a sentence tells as decided what was not; "" if it does not."""
    found = DECIDED.search(claim)
    if not decides(claim) or found is None:
        if PROPOSED.search(claim) or not sources:
            return ""
        unfollowed = (Outcome.FOLLOWED, Outcome.NONE)
        only = all(
            each.kind is SectionKind.RECOMMENDATION and each.outcome not in unfollowed
            for each in sources
        )
        return claim.split()[0] if only else ""
    if any(_bears(claim, each) for each in sources):
        return ""
    return found.group()


def _bears(claim: str, source: Source) -> bool:
    """Whether a source can bear that something was decided."""
    if source.agenda:
        return False
    if source.kind is SectionKind.DECISION:
        if source.outcome is Outcome.RECOMMENDED:
            return DECIDED.search(source.text.replace("nbefales godkendt", "")) is not None
        if source.outcome is Outcome.POSTPONED:
            return POSTPONED.search(claim) is not None
        return True
    if source.kind is SectionKind.RECOMMENDATION:
        # "Godkendt. Høringen skal vare seks uger" bears none of a proposal's own figures.
        return source.outcome is Outcome.FOLLOWED and not (
            figures(claim) and figures(source.decision)
        )
    # "Byrådet besluttede i marts 2023 …": what is told of an earlier decision says when it was.
    return any(DECIDED.search(unit.text) and _YEAR.search(unit.text) for unit in source.units)


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


def against_outcome(clause: str, source: Source) -> str:
    """The words of a clause that deny what was decided, or grant what was refused; "" if none."""
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


def _refuses(decision: str) -> bool:
    """Whether a decision's own words refuse something, votes against it apart."""
    return any(
        (NEGATED.search(clause) and DECIDED.search(clause)) or REFUSED.search(clause)
        for clause in cut(decision)
    )


def _grants(verb: str, decision: str) -> bool:
    """Whether a decision that refuses its proposal does this all the same: "bevilger i stedet"."""
    stem = verb[:5].lower()
    return any(
        stem in clause.lower() and not NEGATED.search(clause) and not REFUSED.search(clause)
        for clause in cut(decision)
    )


def turned(clause: str, best: str) -> str:
    """The words that turn what the sources' best clause says into its opposite; "" if none."""
    denied = NEGATED.search(clause) or REFUSED.search(clause)
    printed = NEGATED.search(best) or REFUSED.search(best)
    if bool(denied) != bool(printed):
        return str((denied or printed).group())  # type: ignore[union-attr]
    back = WITHDRAWN.search(clause)
    if back and not WITHDRAWN.search(best):
        return back.group()
    return opposite(clause, best)


def opposite(claim: str, best: str) -> str:
    """A word of a clause whose opposite stands in the other clause instead of it; "" if none."""
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            said = one.search(claim)
            if said and other.search(best) and not (one.search(best) or other.search(claim)):
                return said.group()
    return ""
