"""A publisher's habits: one form for each feature, kept to through the whole document.

What is left out, because a human reader could be in doubt too, and a document that cannot be
decided proves nothing:

- items without any number where nothing else tells a heading: in text they need a contents list
  with their titles, and no wrapped titles; in other types a style or a tag or bold type does it
- items with letters (`A:`) together with lettered group headings (`A. Sager til …`)
- a bare case number above the title: it would be the end of the item before, so it is labelled
- the heading `Referat` for decisions together with `Referat` glued to the first item
- earlier committees' lines in the recommendation (trap 5) where the publisher's own decisions have
  the form of such a line (`Teknikudvalget, den 12. marts 2019, pkt. 115`)
- undated decision headings of several bodies in one item, unless each names its body
- items that are closed only by the line above them, anywhere but last in the document
- attachments called as a section, unless the attachments stand last in the item
- titles that begin with an ordinal, where the item's number has no mark after it (`1 1. Budget`)
- closed items without a title, where items have no number (`Lukket` alone, between two paragraphs)
- wrapping that puts a number first on a line, in documents where bare numbers open the items
- a first section without heading below a decision or attachments, and where the title stands on
  a line of its own
"""

from dataclasses import dataclass, fields, replace
from random import Random

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
    def bare(self) -> bool:
        """Whether nothing but a number opens an item."""
        return self.items[:2] in ("8.", "2.", "1 ", "00", "01", "71", "49", "3.")


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


def choose(rng: Random, kind: str, fixed: dict[str, str] | None = None) -> House:
    """A house for a file type, with some features given; traps are added at random."""
    drawn = {
        name: rng.choices(list(table), list(table.values()))[0] for name, table in TABLES.items()
    }
    traps = frozenset(trap for trap in TRAPS if rng.random() < 0.15)
    given = fixed or {}
    house = House(type=kind, **(drawn | given), traps=traps)
    return _decidable(house, given)


def classic(kind: str = "text", traps: frozenset[str] = frozenset()) -> House:
    """The form of the first row of each table: the one in our five minutes."""
    return House(type=kind, **CLASSIC, traps=traps)


def _decidable(house: House, given: dict[str, str]) -> House:
    """The house without what a reader could not decide; see the top of this file."""

    def change(**other: str) -> None:
        nonlocal house
        house = replace(house, **{k: v for k, v in other.items() if k not in given})

    text = house.type in ("text", "markdown")
    if house.type != "text":
        change(layout="unwrapped", encoding="utf-8", glued="no", bullet="-")
        if house.type != "pdf":
            change(furniture="links" if house.type == "html" else "none")
    if house.type == "pdf" and house.furniture in ("links", "form feed"):
        change(furniture="Side 1 af 56")
    if house.type != "text" and house.headlines == "**bold**":
        change(headlines="as is")
    if not house.numbered:
        change(groups="none", closed="titel (Lukket)", place="below", signatures="no", repeat="no")
        if house.number == "ingen":
            change(number="22/3389")
        if house.items == "titel" and text:
            change(contents="titles and pages")
            if house.layout.startswith("wrapped"):
                change(layout="unwrapped")
    if house.items in ("A: titel", "3.A. titel") and house.groups.startswith("A."):
        change(groups="none")
    if house.place != "below" and (house.items.endswith("/titel") is (house.place == "above")):
        change(place="below")
    if house.place == "between" and "/titel" not in house.items:
        change(place="below")
    if house.items == "titel/Sag nr. 129":
        change(place="below")
    if house.place == "above" and house.number != "Sagsid.: 20/33839, Sagsinitialer":
        change(number="Sagsnr.: 18/24758")
    if house.decision == "Referat" and house.glued.startswith("Referat"):
        change(glued="no")
    if house.glued != "no":
        change(items="8. titel", place="below", groups="none")
        if house.glued.startswith("Indhold"):
            change(contents="numbers and pages")
    if house.closed in ("Disse sager behandles for lukkede døre", "LUKKET MØDE"):
        change(groups="none" if house.closed.startswith("Disse") else "ÅBNE SAGER")
    if house.groups == "ÅBNE SAGER" and house.closed not in ("LUKKET MØDE",):
        change(groups="none")
    if house.decision == "Indstilling og beslutning":
        change(recommendation="Indstilling")
    if house.headlines == "CAPITALS" and house.decision in ("Referat", "Indstilling og beslutning"):
        change(headlines="as is")
    if house.agenda == "yes":
        change(signatures="no", glued="no")
    return replace(house, traps=_fitting(house))


def _fitting(house: House) -> frozenset[str]:
    """The traps that this house can have."""
    out = set()
    if house.bilag_first == "yes":
        out.add("2 attachments named as sections")
    if house.decision in ("Udvalg, den 12. marts 2019, pkt. 115",):
        out.add("5 earlier committees in the recommendation")
    if house.decision in ("Beslutninger", "Beslutning", "Beslutning: Godkendt.", "Referat") or (
        house.decision == "Indstilling og beslutning" or house.agenda == "yes"
    ):
        out.add("7 several decisions")
    if house.type != "text" or not house.layout.startswith("wrapped") or house.items == "1 titel":
        out.add("8 wrapped numbers")
    if house.contents == "none" or not house.numbered:
        out |= {"9 contents differ", "9 contents in another order"}
    if not house.numbered or house.items in ("A: titel", "3.A. titel"):
        out.add("9 numbers missing")
    if house.items in ("3.A. titel", "1 titel"):
        out.add("ordinal lines")
    return frozenset(house.traps - out)
