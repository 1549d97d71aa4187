"""What opens a section of an item: its names, and the forms of a decision's heading."""

import re
from dataclasses import dataclass
from datetime import date

from ingest.bodies import BODY
from ingest.days import DATE, day_of
from vectorstore.schema import SectionKind, fold

_SECTIONS = {
    SectionKind.BACKGROUND: "baggrund|baggrund for sagen|sagens baggrund|baggrund og formål",
    SectionKind.RECOMMENDATION: "indstilling|indstillinger|hovedindstilling|alternativ indstilling"
    "|administrativ indstilling|indstilling til beslutning|formandens indstilling"
    "|borgmesterens indstilling|udvalgets indstilling|oprindelig indstilling",
    SectionKind.CASE: "sagsfremstilling|supplerende sagsfremstilling|sagsbeskrivelse|sagens indhold"
    "|beskrivelse af sagen|sagens kerne|sagen|redegørelse for sagen"
    "|beskrivelse af alternativ indstilling|sagsfremstilling og vurdering",
    SectionKind.ECONOMY: "økonomi|økonomiske konsekvenser|økonomiske forhold"
    "|økonomi og finansiering"
    "|økonomiske konsekvenser og finansiering|bevillingsmæssige konsekvenser"
    "|økonomi og personale|økonomiske og personalemæssige konsekvenser",
    SectionKind.ATTACHMENTS: "bilag|bilagsfortegnelse|bilagsliste|vedlagte bilag|bilag til sagen",
    # "Beslutningen træffes af" begins like a decision and is none.
    SectionKind.OTHER: "resume|resumé|sagsresume|sagsresumé|sammendrag|beslutningstema|høring"
    "|høring og inddragelse|lovgrundlag|lovgrundlag – link|lovgrundlag - link|retligt grundlag"
    "|retsgrundlag|lovgivning|retsregler|retsregler og andre forskrifter|regelgrundlag|vurdering"
    "|administrationens vurdering|forvaltningens vurdering|kompetence|beslutningskompetence"
    "|beslutningen træffes af|sagen afgøres af|tidligere behandling|tidligere beslutninger"
    "|sagens forløb|sagsforløb|sagsgang|sagsgang og sagstype|forventet sagsgang|sagsprocedure"
    "|sagshistorik|sagshistorik, henvisninger|sagens gang|politisk behandling"
    "|videre proces|videre sagsgang|videre forløb|kommunikation|kommunikation og høring"
    "|handlemuligheder|personale|personalemæssige konsekvenser|miljømæssige"
    " konsekvenser|miljøkonsekvenser|klimakonsekvenser|sundhedsmæssige konsekvenser"
    "|øvrige konsekvenser|andre konsekvenser|planforhold|borgerinddragelse"
    "|inddragelse|formål|anledning|problemstilling|fremmøde og inhabilitet|tværgående"
    " konsekvenser|bæredygtighed|fn's verdensmål|verdensmål|beslutningsgrundlag|protokollat"
    "|mindretalsudtalelse|supplerende oplysninger|supplerende bemærkninger",
    SectionKind.DECISION: "beslutning|beslutninger|referat|mødereferat|konklusion"
    "|indstilling og beslutning|beslutning og referat|beslutning/referat|referat/beslutning"
    "|beslutning/konklusion|udvalgets beslutning|rådets beslutning|bestyrelsens beslutning"
    "|beslutning på mødet|vedtagelse|mødets beslutning|afgørelse",
}
_NAMES = {name: kind for kind, names in _SECTIONS.items() for name in names.split("|")}
_LONGEST_NAME = 200
# "Forvaltningen foreslår", "ADMINISTRATIONENS INDSTILLING", "Vurdering i forhold til miljø"
_FORMS = (
    (
        SectionKind.RECOMMENDATION,
        re.compile(
            r"(?:[\wæøå&,-]+ (?:og )?){0,5}?[\wæøå-]+s indstilling(?:er)?"
            # "BESLUTNINGSFORSLAG FRA SF" is proposed, whatever it begins like.
            r"|beslutningsforslag(?: fra (?:(?!\b(?:om|vedr)\b)[^.]){1,60})?|forslag til beslutning"
            r"|(?:forvaltningen|administrationen|direktionen|formanden|borgmesteren|sekretariatet"
            r"|direktøren|udvalget) (?:foreslår|indstiller|anbefaler)"
        ),
    ),
    (SectionKind.CASE, re.compile(r"(?:supplerende )?sags(?:beskrivelse|fremstilling) .{2,60}")),
    (SectionKind.ECONOMY, re.compile(r"vurdering i forhold til økonomi")),
    (
        SectionKind.OTHER,
        re.compile(
            r"vurdering i forhold til .{2,60}|konsekvenser for .{2,60}|forhold(?:et)? til .{2,40}"
            r"politik(?:ker)?|[\wæøå-]+mæssige (?:konsekvenser|forhold)"
        ),
    ),
)

_WHEN = (
    r"(?:(?:i|på|fra|ved) (?:sit |udvalgets )?møde[t]?\s+)?(?:d\.|den)?\s*"
    r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag(?:\s+(?:d\.|den))?\s+)?" + DATE.pattern
)
_HELD = re.compile(r"(?:i|fra|på|af|ved)\s+(?:sit\s+)?møde[t]?", re.IGNORECASE)
_POINT = r"(?:,?\s*\(?(?:dagsordens)?(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?[\d.]+\)?)"
# "Beslutning" · "Beslutning Direktionen den 04-04-2022" · "Beslutning i Økonomiudvalget den …"
# · "Beslutning fra mødet den 04-04-2022"
_DECISION = re.compile(
    rf"beslutning(?:er)?(?:\s+truffet)?(?:\s+(?:(?:i|fra|af|på|for)\s+)?"
    rf"(?P<body>(?!d\.|den\s|møde)\S.{{0,80}}?))?(?:[,:]?\s+{_WHEN})?{_POINT}?\s*:?",
    re.IGNORECASE,
)
# "Økonomiudvalgets beslutning i mødet den 31. marts 2020"
# · "Teknikudvalgets beslutning den 04.12.2012 Punkt 2"
_DECISION_OF = re.compile(
    rf"(?P<body>\S.{{0,80}}?)s\s+(?:beslutning(?:er)?|behandling)(?:\s+i\s+mødet)?"
    rf"(?:,?\s+{_WHEN})?{_POINT}?\s*:?",
    re.IGNORECASE,
)
# "Teknik- og Miljøudvalget, 10. september 2019, pkt. 65:": all there is above a decision.
_TREATED = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^.;:?!]{{1,80}}?),?\s+{_WHEN},?{_POINT}\s*:?", re.IGNORECASE
)
# "Økonomiudvalget den 25. oktober 2005:"
_DATED_BODY = re.compile(rf"(?P<body>[A-ZÆØÅ][^.;:?!]{{1,80}}?),?\s+{_WHEN}\s*:", re.IGNORECASE)
# "Beslutning: Taget til efterretning." on one line.
_RUN_IN = re.compile(
    r"(?P<name>[^:.,;!?\t]{3,120}?)(?P<colon>:\*{0,2})\s+(?=\S)(?!pkt|punkt)", re.IGNORECASE
)
_RUN_IN_NAMES = re.compile(
    r"indstilling(?:er)?|sagsfremstilling|baggrund|resum[eé]|sagsresum[eé]|referat|konklusion"
    r"|bilag|kompetence|beslutningskompetence|beslutningen træffes af|beslutningstema"
    r"|beslutning(?:er)?",
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
    treated: bool = False  # only a body, its day and number: a decision where text follows


def section_heading(line: str, committee: str) -> SectionHeading | None:
    """The section that a line opens, read by its words alone."""
    if len(line) > _LONGEST_NAME or not line:
        return None
    heading = fold(line.lstrip("•·▪ "))
    name = heading.casefold().rstrip(".:").rstrip() if not heading.endswith("..") else heading
    if name in _NAMES and not heading.endswith("."):
        return SectionHeading(_NAMES[name], heading, name)
    for kind, form in _FORMS:
        if form.fullmatch(name) and not heading.endswith("."):
            return SectionHeading(kind, heading, name)
    return _decision(heading, name, committee)


def _decision(heading: str, name: str, committee: str) -> SectionHeading | None:
    digits = any(sign.isdigit() for sign in name)
    if not digits and "beslut" not in name and not name.endswith("behandling"):
        return None  # the forms below are slow to say no
    found = _DECISION.fullmatch(heading) or _DECISION_OF.fullmatch(heading)
    treated = False
    if found is None:
        found = _TREATED.fullmatch(heading)
        if found is None:
            found = _DATED_BODY.fullmatch(heading)
            found = found if found and BODY.fullmatch(found["body"].strip(" ,")) else None
        treated = True
    if found is None:
        return None
    body = _HELD.sub("", (found["body"] or "").strip(" ,:"))
    decided = day_of(found) if found["year"] or found["iso_year"] else None
    same = body.casefold() == committee.casefold()
    known = not body or same or BODY.fullmatch(body) is not None
    if not known and (decided is None or len(body.split()) > 12):
        return None
    body = committee if same else body
    return SectionHeading(SectionKind.DECISION, heading, name, body, decided, treated)


def run_in(line: str, committee: str) -> int | None:
    """Where the text begins on a line that has its heading in front ("Beslutning: Godkendt.")."""
    found = _RUN_IN.match(line)
    if found is None:
        return None
    name = found["name"].lstrip("•·▪ *")
    if _RUN_IN_NAMES.fullmatch(name):
        return found.end()
    heading = section_heading(name, committee)
    if heading is None or heading.kind is not SectionKind.DECISION or heading.treated:
        return None
    return found.end()
