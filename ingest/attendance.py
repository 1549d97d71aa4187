"""What a line or sentence of an item says of who was there: absent, disqualified, gone, come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.voters import LISTED, MEMBERS, WHO, Named, named
from vectorstore.schema import Presence


@dataclass(frozen=True, slots=True)
class There:
    """Somebody whose presence differed. `opens` says that the names follow as a list."""

    presence: Presence
    at: int
    name: str = ""
    opens: bool = False


_START = r"(?:^|(?<=[;.,:)] ))"
# "Afbud: Anne Holm, Bo Lind" · "Fraværende: …" · "Inhabil: …" · "Afbud fra Anne Holm"
_LEADS = {
    Presence.ABSENT: rf"{_START}(?i:afbud|fraværende|ikke til stede|forfald|ikke mødt|meldt afbud)"
    r"(?: (?i:var|med afbud|uden afbud))? ?(?=:)|\b(?i:afbud fra)\b",
    Presence.DISQUALIFIED: rf"{_START}(?i:inhabile?) ?(?=:)",
    Presence.SUBSTITUTE: rf"{_START}(?i:stedfortræder(?:e|en)?)(?: for [^:;]{{1,60}})? ?(?=:)",
    Presence.CAME: rf"{_START}(?i:ankom|kom til stede|ankommet) ?(?=:)",
    Presence.LEFT: rf"{_START}(?i:forlod (?:mødet|salen)|gået) ?(?=:)",
}
_TREATED = (
    r"(?:behandling\w*|drøftelse\w*|sagen\w*|sagens\b|punktet\w*|dette punkt|punkt \d+|pkt\.? ?\d+)"
)
_WAS = r"(?:er|var|blev|blev erklæret|blev anset for|anses for|erklærede sig|meldte sig|er kendt)"
_ADVERB = r"(?: (?:derfor|herefter|ligeledes|også|således|dog|begge|fortsat))?"
_VERBS = {
    Presence.DISQUALIFIED: rf"(?:deltog|deltager|deltaget|medvirkede){_ADVERB} ikke"
    rf"(?: \w+)? (?:i|under|ved) (?:\w+ ){{0,2}}?{_TREATED}"
    rf"|{_WAS}(?: (?!ikke\b)\w+){{0,2}} inhabile?\b"
    r"|forlod (?:lokalet|salen|mødet|mødelokalet) (?:under|på grund af inhabilitet|som inhabil)",
    Presence.ABSENT: r"(?:er|var|blev)(?: \w+)? (?:fraværende|forhindret)\b"
    r"|(?:er|var) ikke (?:til ?stede|mødt)"
    r"|(?:havde|har)(?: \w+)? (?:meldt |sendt )?(?:afbud|forfald)"
    r"|(?:meldte|sendte) afbud|(?:deltog|mødte|deltager)"
    r" ikke(?: i mødet|(?: op)?(?= til mødet)|(?=[.;]?$))",
    Presence.SUBSTITUTE: rf"(?:deltog|deltager|mødte|møder|var|indkaldt|indtrådte)?{_ADVERB}"
    r"(?: (?:i mødet|til stede))? ?som (?:\w+ )?stedfortræder\b"
    r"|(?:deltog|mødte|deltager|møder) for\b"
    r"|er indkaldt som stedfortræder",
    Presence.LEFT: rf"(?:forlod|forlader|gik fra|måtte forlade|udgik af){_ADVERB}"
    r" (?:mødet|salen|lokalet|mødelokalet)\b(?! under| på grund af inhab| som inhab)"
    r"|gik(?: fra mødet)? (?:kl\.|efter punkt|under punkt|før punkt)",
    Presence.CAME: r"(?:ankom|kom til ?stede|mødte (?:op )?kl|mødte ind|indtrådte i mødet|kom kl"
    r"|kom (?:til mødet|senere)|tiltrådte mødet|vendte tilbage)\b"
    r"|(?:deltog|deltager)(?: \w+)? (?:fra kl|fra punkt|fra og med punkt|fra pkt)\b",
}
# "I stedet for Bo Lind deltog Eva Bang": who came stands behind the verb.
_INSTEAD = re.compile(
    rf"\b(?i:(?:i stedet )?for (?:{WHO})|i stedet) (?:deltog|deltager|mødte|indtrådte)"
    rf"(?: som stedfortræder)?:? (?P<list>{WHO})"
)
_AFTER = r"(?<!\bfor )(?<!\bi )(?<!\bpå )(?<!\bfra )(?<!\baf )(?<!\bmed )(?<!\btil )(?<!\bom )"
_HAS = r"(?: ?\([^()]{1,40}\))?(?:,? (?:som|der))?(?: (?:har|havde))?(?:, [^,.;]{1,40},)?"
_JOINED = r"(?:\bog|,|\bmen) "
_SUBJECT = re.compile(rf"(?P<list>{WHO})(?: ?\([^()]{{1,40}}\))? [a-zæøå]")
_MENTIONS = re.compile(
    r"afbud|fravær|inhabil|til ?stede|forfald|stedfortræder|deltog|deltager|deltaget|mødt|forlod"
    r"|forlade|udgik|ankom|kom |gik|indtrådte|tiltrådte|vendte|forhindret|medvirkede|i stedet",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"^\W*(?:hvis|såfremt|dersom)\b", re.IGNORECASE)
_TABLED = re.compile(r"\bikke (?:er |var |blev |anset for )?(?:\w+ )?inhabil", re.IGNORECASE)

_LEAD = {
    presence: re.compile(rf"(?:{lead}) ?(?P<colon>:)? ?(?:(?P<list>{LISTED})|$)")
    for presence, lead in _LEADS.items()
}
_VERB = {
    presence: re.compile(rf"{_AFTER}(?P<list>{WHO}){_HAS} (?:{verb})")
    for presence, verb in _VERBS.items()
}
_LATER = {
    presence: re.compile(rf"{_JOINED}(?:{verb})")
    for presence, verb in _VERBS.items()
    if presence in (Presence.DISQUALIFIED, Presence.LEFT)
}


def attendance(sentence: str) -> list[There]:
    """Who a sentence says was absent, disqualified, left, came or stood in, in its order."""
    if not _MENTIONS.search(sentence) or _UNSAID.match(sentence):
        return []
    found = sorted(_found(named(sentence, MEMBERS)), key=lambda there: there.at)
    kept: list[There] = []
    for there in found:
        if (there.presence, there.name) not in [(each.presence, each.name) for each in kept]:
            kept.append(there)
    return kept


def _found(who: Named) -> Iterator[There]:
    told = set()
    for presence, pattern in _LEAD.items():
        for found in pattern.finditer(who.text):
            if found["list"]:
                yield from _each(who, presence, found)
            elif found["colon"] and found.end() == len(who.text):
                yield There(presence, found.start(), opens=True)
    for presence, pattern in _VERB.items():
        if presence is Presence.DISQUALIFIED and _TABLED.search(who.text):
            continue
        for found in pattern.finditer(who.text):
            told.add(presence)
            yield from _each(who, presence, found)
    for found in _INSTEAD.finditer(who.text):
        yield from _each(who, Presence.SUBSTITUTE, found)
    subject = _SUBJECT.match(who.text)
    for presence, pattern in _LATER.items():
        if subject and presence not in told and pattern.search(who.text, subject.end()):
            yield from _each(who, presence, subject)


def _each(who: Named, presence: Presence, found: re.Match[str]) -> Iterator[There]:
    for name in who.each(found["list"]):
        yield There(presence, found.start(), name)
