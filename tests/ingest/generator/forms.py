"""A publisher's habits: the forms of each feature in formats.md, with how often each is drawn."""

from dataclasses import dataclass, fields

from .words import listed

ITEMS = {
    "Punkt 8: titel": 14,
    "Punkt 43 titel": 4,
    "Punkt 3/titel": 4,  # the title on a line of its own
    "8. titel": 12,
    "2.      titel": 3,
    "1 titel": 4,
    "001. titel": 3,
    "01. titel": 3,
    "715. titel": 4,
    "Pkt. 115/titel": 3,
    "Ad 1. titel": 3,
    "Sag nr. 74 titel": 3,
    "titel/Sag nr. 129": 3,
    "Nr.143 - titel": 3,
    "Nr. 36 BR 7/02. titel": 3,
    "ØU-55/07-O titel": 3,
    "492. titel (B)": 3,
    "åbent 1 titel": 3,
    "3.A. titel": 3,
    "A: titel": 3,
    "19.00-19.15 - titel": 2,
    "titel": 2,
}
DECISIONS = {
    "Beslutning Direktionen den 04-04-2022": 12,
    "Beslutninger": 5,
    "Beslutning": 10,
    "Beslutning i Økonomiudvalget den 23-03-2015": 6,
    "Beslutning: Godkendt.": 5,
    "Beslutning den 1. februar 2021:": 5,
    "Økonomiudvalgets beslutning i mødet den 31. marts 2020": 5,
    "Teknikudvalgets beslutning den 04.12.2012 Punkt 2": 4,
    "REGIONSRÅDETS BESLUTNING": 4,
    "Indstilling og beslutning": 4,
    "Referat": 3,
    "Udvalg, den 12. marts 2019, pkt. 115": 3,
}
RECOMMENDATIONS = {
    "Indstilling": 12,
    "Indstillinger": 3,
    "Hovedindstilling": 3,
    "Forvaltningen foreslår": 3,
    "Administrationens indstilling": 3,
    "ADMINISTRATIONENS INDSTILLING": 3,
}
CASES = {
    "Sagsfremstilling": 12,
    "Sagsbeskrivelse": 4,
    "Beskrivelse af sagen": 4,
    "Sagens kerne": 4,
}
RESUMES = {
    "": 6,
    "Resume": 3,
    "Resumé": 3,
    "Sagsresumé": 2,
    "Sammendrag": 2,
    "Beslutningstema": 3,
}
ECONOMIES = {"Økonomi": 8, "Økonomiske konsekvenser": 4}
OTHERS = listed("""
Høring|Lovgrundlag|Retligt grundlag|Vurdering|Kompetence|Beslutningskompetence|Sagsgang
Beslutningen træffes af|Tidligere behandling|Sagens forløb|Kommunikation""")
NUMBERS = {
    "22/3389": 10,
    "Sagsnr.: 18/24758": 6,
    "EMN-2025-003383": 4,
    "Sagsnr.: 2012-28504/Dok.nr.": 4,
    "330-2017-89635": 4,
    "Sag 306-2009-600": 4,
    "Sagsid.: 20/33839, Sagsinitialer": 4,
    "Åbent - 01.05.12-P17-1-16": 4,
    "00.30S00 - 2016/41522": 3,
    "Sagsnr. og J.nr.": 4,
    "ingen": 3,
}
PLACES = {"below": 10, "above": 2, "between": 2}
CLOSED = {
    "Lukket": 10,
    "Lukket: titel": 4,
    "Lukket sag: titel": 4,
    "titel - LUKKET SAG": 4,
    "(Lukket)": 3,
    "titel (Lukket)": 4,
    "titel (fortroligt)": 3,
    "Disse sager behandles for lukkede døre": 3,
    "LUKKET MØDE": 3,
}
HEADERS = {
    "REFERAT X d. 15-03-2021": 8,
    "labelled": 6,
    "prose": 5,
    "site": 5,
    "table": 4,
    "line": 4,
}
DATES = {"15-03-2021": 5, "15. marts 2021": 8, "15.03.2021": 4, "15/3-2021": 2}
PEOPLE = {
    "Mødedeltagere A, B (Afbud)": 8,
    "Deltagere: / Afbud:": 5,
    "Medlemmer in lines": 4,
    "Til stede: / Ikke til stede:": 4,
    "Deltagere: / Afbud fra A og B": 4,
    "Deltagere: / Fraværende:": 4,
    "Deltagere: / Fraværende: Ingen": 2,
    "none": 3,
}
CONTENTS = {
    "none": 6,
    "titles and pages": 6,
    "leaders": 5,
    "numbers and pages": 5,
    "numbers": 4,
    "Punkt numbers": 3,
}
GROUPS = {"none": 12, "ÅBNE SAGER": 3, "A. Sager til afgørelse": 2, "Sager til behandling:": 2}
FURNITURE = {
    "none": 8,
    "Side 3": 4,
    "Side 1 af 56": 4,
    "2/2": 3,
    "running header": 4,
    "running header and page": 4,
    "links": 3,
    "form feed": 2,
}
HEADLINES = {"as is": 10, "CAPITALS": 4, "colon": 4, "**bold**": 2}
ORDERS = {"middle": 6, "last": 8, "first": 4}
LAYOUTS = {"unwrapped": 6, "wrapped": 6, "tight": 4, "wrapped tight": 4}
ENCODINGS = {
    "utf-8": 12,
    "utf-8-sig": 2,
    "utf-16": 1,
    "utf-16-le": 1,  # without a mark
    "cp1252": 3,
    "mistaken": 1,  # UTF-8 taken for the code page of DOS: "Regionsr├Ñdet"
}
BULLETS = {"-": 10, "•": 3, "–": 2, "?": 1}  # "?" for a sign that was lost on the way
FLAGS = {"no": 4, "yes": 1}
TRAPS = listed("""
1 Beslutningen træffes af|2 attachments named as sections|2 table cells named as sections
3 Sagsforløb|4 quoted minutes|5 earlier committees in the recommendation|6 BESLUTNINGSFORSLAG
7 several decisions|8 wrapped numbers|9 contents differ|9 contents in another order
9 numbers missing|9 an item with only a dash|ordinal lines|heading twice
""")


@dataclass(frozen=True, slots=True)
class House:
    """One publisher's choice for each feature; the table of results has a row for each value."""

    type: str
    items: str
    decision: str
    recommendation: str
    case: str
    resume: str
    economy: str
    number: str
    place: str
    closed: str
    header: str
    dates: str
    people: str
    contents: str
    groups: str
    furniture: str
    headlines: str
    order: str
    layout: str
    encoding: str
    bullet: str
    repeat: str  # the title once more below the case number
    bilag_first: str
    agenda: str
    signatures: str
    glued: str
    traps: frozenset[str] = frozenset()

    def features(self) -> list[str]:
        """Every feature as "name=value", for the table of results."""
        plain = [f.name for f in fields(self) if f.name != "traps"]
        told = [f"{name}={getattr(self, name)}" for name in plain]
        return told + [f"trap={trap}" for trap in sorted(self.traps)]

    @property
    def numbered(self) -> bool:
        """Whether items have numbers or letters."""
        return self.items not in ("titel", "19.00-19.15 - titel")

    @property
    def apart(self) -> bool:
        """Whether an item's title stands on a line of its own."""
        return self.items in ("Punkt 3/titel", "Pkt. 115/titel", "titel/Sag nr. 129")


TABLES = {
    "items": ITEMS,
    "decision": DECISIONS,
    "recommendation": RECOMMENDATIONS,
    "case": CASES,
    "resume": RESUMES,
    "economy": ECONOMIES,
    "number": NUMBERS,
    "place": PLACES,
    "closed": CLOSED,
    "header": HEADERS,
    "dates": DATES,
    "people": PEOPLE,
    "contents": CONTENTS,
    "groups": GROUPS,
    "furniture": FURNITURE,
    "headlines": HEADLINES,
    "order": ORDERS,
    "layout": LAYOUTS,
    "encoding": ENCODINGS,
    "bullet": BULLETS,
    "repeat": FLAGS,
    "bilag_first": FLAGS,
    "agenda": {"no": 9, "yes": 1},
    "signatures": {"no": 9, "yes": 1},
    "glued": {"no": 20, "Indholdsfortegnelse1. X": 1, "Referat9. X": 1},
}
CLASSIC = {name: next(iter(table)) for name, table in TABLES.items()} | {
    "contents": "leaders",
    "resume": "",
    "layout": "unwrapped",
}
