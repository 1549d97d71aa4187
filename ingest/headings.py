"""What a heading looks like: of an item, of a section, of a decision."""

import re
from dataclasses import dataclass
from datetime import date

from vectorstore.dates import MONTHS_DA
from vectorstore.schema import SectionKind, fold

# 15-03-2021 · 04.12.2012 · 1/2 2021 · 1. februar 2021
DATE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})"
    r"(?:[-./](?P<month>\d{1,2})[-./ ]|\. ?(?P<name>" + "|".join(MONTHS_DA) + r") )"
    r"(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)

_SECTIONS = {
    SectionKind.BACKGROUND: "baggrund|baggrund for sagen|sagens baggrund",
    SectionKind.RECOMMENDATION: "indstilling|indstillinger|hovedindstilling|"
    "administrationens indstilling|forvaltningens indstilling|direktionens indstilling",
    SectionKind.CASE: "sagsfremstilling|supplerende sagsfremstilling|sagsbeskrivelse|"
    "beskrivelse af sagen",
    SectionKind.ECONOMY: "økonomi|økonomiske konsekvenser|økonomiske forhold",
    SectionKind.ATTACHMENTS: "bilag",
    # "Beslutningen træffes af" begins like a decision and is none.
    SectionKind.OTHER: "resume|resumé|sagsresume|sagsresumé|sammendrag|beslutningstema|høring|"
    "lovgrundlag|retligt grundlag|retsgrundlag|vurdering|kompetence|beslutningskompetence|"
    "beslutningen træffes af|tidligere behandling|sagens forløb|sagsforløb|sagsgang|"
    "kommunikation|indstilling og beslutning",
}
_NAMES = {name: kind for kind, names in _SECTIONS.items() for name in names.split("|")}

_WHEN = r"(?:d\.|den)\s*" + DATE.pattern
# "Beslutning" · "Beslutning Direktionen den 04-04-2022" · "Beslutning i Økonomiudvalget den …"
_DECISION = re.compile(
    rf"beslutning(?:er)?(?:\s+(?:(?:i|fra|af)\s+)?(?P<body>(?!d\.|den\s)\S.{{0,80}}?))?"
    rf"(?:,?\s+{_WHEN})?\s*:?",
    re.IGNORECASE,
)
# "Økonomiudvalgets beslutning i mødet den 31. marts 2020"
_DECISION_OF = re.compile(
    rf"(?P<body>\S.{{0,80}}?)s\s+beslutning(?:\s+i\s+mødet)?(?:,?\s+{_WHEN})?\s*:?", re.IGNORECASE
)
# Without a date only a body's name makes a decision of it: not "Beslutning om frisættelse".
_BODY = re.compile(
    r"(?:[A-ZÆØÅ][\w-]*,? (?:og |OG )?)*(?=[A-ZÆØÅ])\w*"
    r"(?i:udvalget|(?<!om)rådet|direktionen|bestyrelsen|nævnet|kommissionen|forsamlingen)"
)

# "Punkt 8: titel" · "Punkt 43 titel" · "Punkt 3" alone
_ITEM = re.compile(r"punkt\s+(?P<number>\d{1,4})(?:\s*[:–-]\s*|\s+|$)(?P<title>.*)", re.IGNORECASE)
# "Program for mødet.....\t3": a line of the contents is no heading.
_LEADER = re.compile(r"\.{4,}|\t\s*\d+$")
# 22/3389 · Sagsnr.: 18/24758 · EMN-2025-003383 · 330-2017-89635
_CASE = re.compile(
    r"(?:sag(?:snr|snummer)?\.?:?\s*)?(?P<case>\d{2}/\d{2,6}|[A-Z]{3}-\d{4}-\d{4,7}"
    r"|\d{3}-\d{4}-\d{3,6}|\d{4}-\d{5,7})",
    re.IGNORECASE,
)
# "Lukket" · "Lukket: titel" · "Lukket sag: titel" · "titel (Lukket)" · "titel - LUKKET SAG"
_CLOSED = re.compile(
    r"\W*(?:lukke(?:t|de)|fortrolig[te]?)\)?(?:\s+(?:punkt|sag|sager|møde|dagsorden)\b.*|\s*[:–-].*|\W*)"
    r"|.*(?:\(|[–-]\s*)(?:lukket|fortroligt?)(?:\s+(?:punkt|sag))?\W*",
    re.IGNORECASE,
)


# "2. Lukket" · "Punkt 2. Lukket" · "Lukket punkt 2: Salg" · "Lukket dagsorden"
CLOSED_LINE = re.compile(
    r"(?:punkt\s*)?\d{1,4}\s*[.:(]?\s*\(?lukket\b[^.]{0,80}"
    r"|lukket\s+(?:punkt|sag|møde|dagsorden)\b[^.]{0,80}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A line that opens a section, with what it says of a decision."""

    kind: SectionKind
    heading: str  # as printed, folded
    name: str  # lower case, without a colon: what two headings are compared by
    body: str = ""  # as printed
    decided: date | None = None


def day_of(match: re.Match[str]) -> date | None:
    """The date of a match of DATE; None when there is no such day."""
    name = match["name"]
    month = MONTHS_DA.index(name.lower()) + 1 if name else int(match["month"])
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def section_heading(line: str, committee: str) -> SectionHeading | None:
    """The section that a line opens, read by its words alone."""
    heading = fold(line)
    name = heading.casefold().removesuffix(":").rstrip()
    if name in _NAMES:
        return SectionHeading(_NAMES[name], heading, name)
    found = _DECISION.fullmatch(heading) or _DECISION_OF.fullmatch(heading)
    if found is None:
        return None
    body = found["body"] or ""
    decided = day_of(found) if found["year"] else None
    known = not body or body.casefold() == committee.casefold() or _BODY.fullmatch(body)
    if decided is None and not known:
        return None
    same = body.casefold() == committee.casefold()
    return SectionHeading(SectionKind.DECISION, heading, name, committee if same else body, decided)


def item_heading(line: str) -> tuple[int, str] | None:
    """Number and title of a line that begins as "Punkt 8: Frie bymidter" does."""
    found = _ITEM.fullmatch(line)
    if found is None or _LEADER.search(line):
        return None
    return int(found["number"]), fold(found["title"])


def closed_line(line: str) -> bool:
    """Whether a line speaks of a closed item in a form that is no heading we can follow."""
    found = CLOSED_LINE.fullmatch(line) is not None
    return found and item_heading(line) is None and not _LEADER.search(line)


def case_number(line: str) -> str | None:
    """The case number that is all there is on a line."""
    found = _CASE.fullmatch(line)
    return found["case"] if found else None


def is_closed(title: str) -> bool:
    """Whether an item was treated behind closed doors."""
    return _CLOSED.fullmatch(title) is not None
