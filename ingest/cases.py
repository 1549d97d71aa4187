"""Case numbers, and the lines below a heading that hold them and what else the system prints."""

import re
from dataclasses import dataclass

# 22/3389 · 2016/41522 · EMN-2025-003383 · 330-2017-89635 · 2012-28504 · 1-51-71-3321-08
_NUMBER = (
    r"\d{2}/\d{2,6}|(?:19|20)\d{2}/\d{3,7}|[A-ZÆØÅ]{2,4}-(?:19|20)?\d{2}-\d{4,7}"
    r"|\d{3}-(?:19|20)\d{2}-\d{2,7}|(?:19|20)\d{2}-\d{5,7}|(?:19|20)\d{2}-\d{3,4}-\d{2,6}"
    r"|\d-\d{2}-\d{2,3}-\d{1,5}-\d{2}"
)
# 01.05.12-P17-1-16 · 85.02.02-G01-5-17: a number of the common file plan with the file's own.
_FILED = r"\d{2}\.\d{2}\.\d{2}[- ]?[A-ZÆØÅ]\d{2}-\d{1,5}-\d{2}"
# 00.30S00 · 00.30.10Ø00: a place in the file plan alone is no case.
_PLACE = r"\d{2}\.\d{2}(?:\.\d{2})?[ -]?[A-ZÆØÅ]\d{2}"
_LABEL = (
    r"(?:sags?\s?(?:nr|nummer|id|numre|no)|sag|emn|case|journal\s?(?:nr|nummer)|j\s?\.?\s?nr|jnr"
    r"|esdh-sag|acadre(?:nr)?|sbsys-?sag(?:s?nr)?)"
)
# "Sag" needs a colon or a number that is no item's: "Sag 306-2009-600", not "Sag 74 Sti".
_LABELLED = re.compile(
    rf"(?P<label>{_LABEL})\s?\.?\s?(?:\:|\s|nr\.?)\s*(?P<number>{_NUMBER}|{_FILED}"
    r"|(?<!sag )\d{2}/\d{1,6}|(?<=: )\d{4,9}|(?<=: )(?:19|20)\d{2}-\d{3,4})(?![\w/-])",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:(?P<status>åben|åbent|lukket)\s*[-–:]?\s*)?(?:{_PLACE}\s*[-–]\s*)?"
    rf"(?P<number>{_NUMBER}|{_FILED})(?:\s*[-–,]?\s*(?P<after>åben|åbent|lukket))?",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\d{2}/\d{1,6}")
_FILE_PLAN = re.compile(r"j|journal", re.IGNORECASE)
# What else stands on the lines between a heading and its text.
_META = re.compile(
    r"(?:dok(?:\.|ument)?\s?-?(?:nr|id|nummer)?|sags?(?:nr|id|nummer|behandler|ansvarlig|type|initialer"
    r"|forløb)|sagnr|j\.?\s?nr|jnr|journalnr|journalnummer|initialer|init|sagsbeh|ansvarlig|fagområde"
    r"|forvaltning|afdeling|center|punkttype|sagstype|type|status|offentlighed|åben/lukket|åbent/lukket"
    r"|lukket/åbent|kle|emn-?nr|dato|oprettet|bilagsnr|behandles i|kontaktperson|forfatter)"
    r"\.?\s?:(?:\s.{0,120})?"
    r"|dok\.?\s?[\d-]{6,20}|åben|åbent|åben sag|åbent punkt|åbent pkt\.?|offentlig(?:t punkt)?"
    r"|(?:beslutnings|orienterings|drøftelses|temasag)(?:sag|punkt)"
    r"|til (?:beslutning|orientering|drøftelse|godkendelse)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What a line between heading and text says of the case."""

    case: str | None
    filed: bool = False  # by the file plan (J.nr.), not by the document system


def case_number(line: str, *, short: bool = False) -> str | None:
    """The case number that is all there is on a line; with `short` also "24/1"."""
    said = case_line(line)
    if said is not None and said.case:
        return said.case
    return line if short and _SHORT.fullmatch(line) else None


def case_line(line: str) -> CaseLine | None:
    """What a line of a heading's own data says; None for a line that is none."""
    if len(line) > 300:
        return None
    alone = _ALONE.fullmatch(line)
    if alone:
        return CaseLine(alone["number"])
    labelled = [each for each in _LABELLED.finditer(line) if not _titled(each)]
    if labelled and labelled[0].start() <= _front(line):
        best = next((m for m in labelled if not _FILE_PLAN.match(m["label"])), labelled[0])
        return CaseLine(best["number"], _FILE_PLAN.match(best["label"]) is not None)
    return CaseLine(None) if _META.fullmatch(line) else None


def _titled(match: re.Match[str]) -> bool:
    """Whether a title stands behind the number: "Sag 74/2021: Sti" is an item's heading."""
    rest = match.string[match.end() :]
    return match["label"].casefold() == "sag" and rest[:1] not in ("", ",") and rest[:2] != "  "


def _front(line: str) -> int:
    """How far in a label may stand: "Åbent    Sagsnr.: 24/1", "Dok.nr.: 1  Sagsnr.: 2"."""
    return len(line) if _META.match(line) else 0
