"""Whether what a sentence says was decided, proposed or refused was so."""

import re
from collections.abc import Sequence

from retrieval.checks.clauses import content
from retrieval.checks.figures import figures
from retrieval.sources import Outcome, Source
from vectorstore.schema import SectionKind

DECIDED = re.compile(
    r"\b(?:beslutte[dt]\w*|beslutning\w*|godkend(?:te|t|tes)|vedt(?:og|aget|ages|oges)|bevilg(?:ede|et|edes)"
    r"|tiltr(?:ådte|ådt)|imødekom(?:met|mes)?|gav (?:grønt lys|lov|tilladelse)|blev enige?"
    r"|(?:udvalget|rådet|byrådet|bestyrelsen) (?:sagde ja|valgte|udpegede)"
    r"|decided|decision|approved?|adopted|granted|agreed|allocated|passed|resolved)\b",
    re.IGNORECASE,
)
PROPOSED = re.compile(
    r"\b(?:indstil\w*|foresl\w*|forslag\w*|anbefal\w*|lægger? op til|lagde op til"
    r"|(?:forvaltningen|panelet|direktionen) (?:vil|ville|ønske\w*)"
    r"|propos\w*|recommend\w*|suggest\w*)\b",
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
    (r"\b(?:kun|udelukkende|alene|only)\b", r"\b(?:også|desuden|ligeledes|also|as well)\b"),
    (r"\b(?:alle|samtlige|all)\b", r"\b(?:halvdelen|nogle|de fleste|enkelte|half|some|most)\b"),
    (r"\b(?:tidligere|før|earlier|before)\b", r"\b(?:senere|efter|later|after)\b"),
    (r"\b(?:åbne[rst]?|opret\w*|indfør\w*|bevar\w*|fasthold\w*|fortsæt\w*|opens?|introduc\w*|kept)\b",
     r"\b(?:luk(?:ke\w*|ning\w*)|nedlæg\w*|nedlag\w*|afskaf\w*|ophør\w*|clos\w*|abolish\w*)\b"),
    (r"\b(?:stemte for|for stemte|støtte\w*|voted for|in favour|supported)\b",
     r"\b(?:stemte imod|imod stemte|stemte nej|modsatte|voted against|opposed)\b"),
    (r"\b(?:støtter|bakker op|går ind for|gik ind for|er (?:positiv\w*|for)|supports?)\b",
     r"\b(?:er imod|modsætter|modstander\w*|fraråd\w*|advar\w*|frygter|er kritisk\w*|opposes?)\b"),
    (r"\b(?:højst|maksimalt|at most)\b", r"\b(?:mindst|minimum|at least)\b"),
)  # fmt: skip
_LIMIT = re.compile(r"\b(?:kun|udelukkende|only)\b([^,.;]*)", re.IGNORECASE)
_PAIRS = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _OPPOSITES
)


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


def opposite(claim: str, alike: Sequence[str]) -> str:
    """A word of a clause whose opposite stands in those that are alike, instead of it."""
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            said = one.search(claim)
            if not said or other.search(claim) or any(one.search(text) for text in alike):
                continue
            if any(other.search(text) for text in alike):
                return said.group()
    back = WITHDRAWN.search(claim)
    if back and alike and not any(WITHDRAWN.search(text) for text in alike):
        return back.group()
    return ""


def unlimited(claim: str, alike: Sequence[str]) -> str:
    """What a clause leaves out that limits it, "kun i den betjente tid"; "" if nothing."""
    for text in alike:
        limit = _LIMIT.search(text)
        if limit and not _LIMIT.search(claim):
            told = content(limit[1])
            if told and len(told & content(claim)) * 2 < len(told):
                return limit.group()
    return ""
