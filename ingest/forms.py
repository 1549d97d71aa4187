"""The forms in which an agenda item's heading is printed, and the lines that have one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import Line
from vectorstore.dates import MONTHS_DA
from vectorstore.schema import fold

_MONTHS = "|".join(MONTHS_DA)
# 8 · 3.A · 3a · 3.1 · 74/2021
_NUMBER = (
    r"(?P<number>\d{1,4})(?P<sub>/(?:\d{4}|\d{2})(?!\d)|\.?[A-Za-zÆØÅ](?![\w.-]?[a-zæøå])(?=[.:)\s]|$)"
    r"|\.\d{1,2}(?![\d.]))?"
)
_TITLE = r"(?P<title>\S.*|)"
_SIGN = r"(?:\s*[.:)–—-]\s*|\s+|$)"
_FORMS = {
    # "Punkt 8: titel" · "Punkt 43 titel" · "Pkt. 115" alone · "Dagsordenspunkt 8: titel"
    "punkt": rf"(?:dagsordens)?(?:punkt|pkt\.?)\s*(?:nr\.?\s*)?{_NUMBER}{_SIGN}{_TITLE}",
    # "Ad 1. titel" · "Ad. 1" · "Ad pkt. 1: titel"
    "ad": rf"ad\.?\s*(?:(?:punkt|pkt\.?)\s*)?{_NUMBER}{_SIGN}{_TITLE}",
    # "Sag nr. 74 titel" · "Sag 74: titel"; "Sag 306-2009-600" is a case number
    "sag": rf"sag\s*(?:nr\.?\s*|nummer\s*|(?=\d)){_NUMBER}(?![/\d]|-\d){_SIGN}{_TITLE}",
    # "Nr.143 - titel" · "Nr. 36 BR 7/02. titel"
    "nr": r"nr\.?\s*(?P<number>\d{1,4})(?P<sub>\s+[A-ZÆØÅ]{1,4}\s+\d{1,3}/\d{2,4})?"
    rf"\s*(?:[.:–—-]\s*|\s+|$){_TITLE}",
    # "8. titel" · "2.      titel" · "001. titel" · "1.Temamøde" · "3.A. titel" · "3.1 titel"
    "dot": r"(?P<number>\d{1,4})"
    r"(?:(?P<sub>\.?[A-ZÆØÅ](?=[.:)\s])|\.\d{1,2}(?=[.:)\s]))[.:)]?|\.(?!\d))"
    rf"\s*(?!(?:{_MONTHS})\b){_TITLE}",
    "colon": rf"(?P<number>\d{{1,4}})\s?:\s+{_TITLE}",
    "paren": rf"\(?(?P<number>\d{{1,3}})\)\s*{_TITLE}",
    "dash": rf"(?P<number>\d{{1,4}})\s+[–—-]\s+{_TITLE}",
    # "1 titel"
    "bare": rf"(?P<number>\d{{1,4}})(?P<sub>[a-zA-Z])?\s+(?!(?:{_MONTHS})\b)"
    r"(?P<title>[A-ZÆØÅ\"„”»(§].*|[.–-])",
    # "åbent 1 titel"
    "status": rf"(?P<status>åbent|åben|lukket)\s+(?:(?:punkt|sag)\s+)?{_NUMBER}{_SIGN}{_TITLE}",
    # "ØU-55/07-O titel"
    "code": r"(?P<label>[A-ZÆØÅ]{1,5}[- ]?(?P<number>\d{1,4})/\d{2,4}(?:-(?P<status>[A-Z]))?)"
    rf"(?:\s*[.:–—-]\s*|\s+|$){_TITLE}",
    "letter": r"(?P<label>[A-ZÆØÅ])[.:)]\s+(?P<title>\S.*)",
    # "19.00-19.15 - Drøftelse" · "Kl. 19.00 Velkomst"
    "time": r"(?:kl\.?\s*)?(?P<label>\d{1,2}[.:]\d{2}\s*[–—-]\s*\d{1,2}[.:]\d{2})\s*[.:–—-]?\s*"
    r"(?P<title>[^\d\s].*)",
}
_COMPILED = {
    name: re.compile(form, re.IGNORECASE if name not in ("letter", "code", "bare") else 0)
    for name, form in _FORMS.items()
}
# "Program for mødet.....\t3": a line of the contents is no heading.
LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|\t\s*\d+$|\s…+\s*\d+$")
# A table that is the minutes: "1.<TAB>Godkendelse af dagsorden<TAB>Godkendt."
_ROW = re.compile(
    r"(?:(?:punkt|pkt\.?|ad\.?)\s*)?(?P<number>\d{1,3})[.:)]?\s*\t\s*"
    r"(?P<title>[^\t\d][^\t]{1,150}?)\s*\t\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_LONGEST = 2000
# Forms in which a heading says that it is one; in others any list may be numbered.
NAMED = frozenset({"punkt", "ad", "sag", "nr", "status", "code"})
_CLOSED_STATUS = frozenset({"lukket", "L", "F"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that has the form of an item's heading."""

    at: int  # the line
    form: str
    number: int | None
    sub: str  # of the number as printed: ".A", "/2021"
    label: str  # the number as printed, "" where it is `number` alone
    title: str  # what stands behind it on the line
    colon: bool = False  # "Punkt 8:": a sentence has no colon there
    closed: bool = False  # by the form itself: "lukket 3 titel"

    @property
    def order(self) -> tuple[int, str]:
        """What numbers are compared by: 3 stands before 3.A, that before 4."""
        return (self.number or 0, self.sub.strip("./ ").casefold())


def candidates(lines: Sequence[Line]) -> dict[str, list[Candidate]]:
    """All lines that have the form of an item's heading, by form."""
    found: dict[str, list[Candidate]] = {}
    for at, line in enumerate(lines):
        if line.blank or len(line.bare) > _LONGEST or LEADER.search(line.text):
            continue
        words = line.bare.lstrip("•·▪◦ ")
        if line.row and (row := _ROW.fullmatch(words)):
            found.setdefault("row", []).append(_candidate(at, "row", row))
        if line.row and not _one_cell(words):
            continue
        for name in _likely(words):
            match = _COMPILED[name].fullmatch(words)
            if match:
                found.setdefault(name, []).append(_candidate(at, name, match))
    return found


def _one_cell(words: str) -> bool:
    """Whether a row is a number and a title: "1.<TAB>Godkendelse af dagsorden"."""
    return re.fullmatch(r"[^\t]{1,14}\t[^\t]+", words) is not None


def _likely(words: str) -> list[str]:
    """The forms that a line can have, by its first sign."""
    first = words[:1]
    if first.isdigit():
        return ["dot", "colon", "paren", "dash", "bare", "time"]
    if first == "(":
        return ["paren"]
    lower = words[:14].casefold()
    names = [
        name
        for name, fronts in (
            ("punkt", ("punkt", "pkt", "dagsordens")),
            ("ad", ("ad",)),
            ("sag", ("sag",)),
            ("nr", ("nr",)),
            ("status", ("åben", "lukket")),
            ("time", ("kl",)),
        )
        if lower.startswith(fronts)
    ]
    return names + (["code", "letter"] if first.isupper() else [])


def _candidate(at: int, name: str, match: re.Match[str]) -> Candidate:
    said = match.groupdict()
    number = int(said["number"]) if said.get("number") and name != "code" else None
    sub = fold(said.get("sub") or "")
    label = fold(said.get("label") or "")
    if number is not None and sub:
        label = f"{said['number']}{' ' if name == 'nr' else ''}{sub}"
    front = match.string[: match.start("title")]
    return Candidate(
        at,
        name,
        number,
        sub,
        label,
        fold(said["title"]),
        ":" in front,
        (said.get("status") is not None and said["status"].strip() in _CLOSED_STATUS)
        or (said.get("status") or "").casefold() == "lukket",
    )


def plain_line(line: Line, at: int, form: str) -> Candidate:
    """A line without a number as a candidate: its words are the title."""
    return Candidate(at, form, None, "", "", fold(line.bare.lstrip("•·▪ ")))
