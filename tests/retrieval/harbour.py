"""An item of minutes that are nowhere else, and what is rightly and wrongly told of it."""

from collections.abc import Sequence
from datetime import date

from retrieval.sources import Outcome, Source
from vectorstore.schema import BlockKind, SectionKind, Unit


def invented(n: int, kind: SectionKind, units: Sequence[Unit], outcome: Outcome) -> Source:
    """A passage of the item, as source number `n`."""
    day = date(2025, 9, 17)
    return Source(
        n, "havneudvalget-2025-09-17", "Havneudvalget", day, day, 4, "Broer og pladser i havnen",
        "25/118", kind, kind.value, 0, 1, tuple(units), outcome,
    )  # fmt: skip


def told(kind: BlockKind, text: str, lead: str = "", reading: str = "") -> Unit:
    return Unit(text, kind, 0, 1, text, lead, "", reading)


SAID = """
Havnen har 214 bådpladser, og jollehavnen har 56.
Af de 214 bådpladser er 90 med strøm.
Lejen steg fra 2.400 kr. til 2.650 kr. om året.
Kajen koster 3,2 mio. kr., hvoraf fonden betaler 1,1 mio. kr.
Tove Lundgaard er havnefoged i stedet for Arne Vestervig.
Gæstebroen må ikke bruges om vinteren.
Der må højst ligge 20 både ved broen mod hidtil 30.
Sejlklubben er imod, at kranen flyttes.
Mastekranen ejes af sejlklubben.
De første både kom i maj 2025, og de sidste i juni 2025.
Anløb, brændstof og affald er ikke med i lejen.
Det kræver ikke, at molen forlænges.
Roklubben fik henholdsvis nye pontoner og et skur, fordi det gamle var råddent.
Byrådet bevilgede pengene den 3. juni 2025.
"""
TABLE = "Bro Længde (m) Overslag (kr.) Anlægges"
ROWS = (
    "A. Træbro – Længde (m): 45; Overslag (kr.): 310.000; Anlægges: 2026",
    "B. Flydebro – Længde (m): 60; Overslag (kr.): 425.000; Anlægges: 2027",
)
ASKED = ("broen bygges i træ", "lejeperioden sættes til ti år", "kranen flyttes til molen")
ENTRIES = ("Godkendt.", "Ikke godkendt. Lejeperioden bliver fem år.", "Godkendt.")
VOTES = "For stemte Jens Agerskov og Lis Mosegaard. Imod stemte Pia Nordby."
HARBOUR = [
    invented(
        1, SectionKind.CASE,
        [told(BlockKind.PARAGRAPH, line) for line in SAID.strip().splitlines()],
        Outcome.ALTERED,
    ),
    invented(
        2, SectionKind.ECONOMY,
        [told(BlockKind.TABLE, row.replace(" – ", " "), TABLE, row) for row in ROWS],
        Outcome.ALTERED,
    ),
    invented(
        3, SectionKind.RECOMMENDATION, [told(BlockKind.BULLET, each) for each in ASKED],
        Outcome.ALTERED,
    ),
    invented(
        4, SectionKind.DECISION,
        [
            *(told(BlockKind.BULLET, each) for each in ENTRIES),
            *(told(BlockKind.PARAGRAPH, f"{each.strip(' .')}.") for each in VOTES.split(". ")),
        ],
        Outcome.ALTERED,
    ),
]  # fmt: skip

# What is right, and what is told of another row, person, part, side or year, or turned round.
RIGHT = [
    "Havnen har 214 bådpladser, mens jollehavnen har 56 [1].",
    "90 af de 214 bådpladser har strøm [1].",
    "Lejen er steget til 2.650 kr. om året fra 2.400 kr. [1].",
    "Kajen koster 3,2 mio. kr., og fonden betaler de 1,1 mio. kr. [1].",
    "Tove Lundgaard er havnefoged i stedet for Arne Vestervig [1].",
    "Der må højst ligge 20 både ved broen, hvor der hidtil var 30 [1].",
    "Brændstof er ikke med i lejen [1].",
    "Molen behøver ikke at blive forlænget [1].",
    "Byrådet bevilgede pengene den 3. juni 2025 [1].",
    "Træbroen er 45 m og anslået til 310.000 kr. [2].",
    "Bro A anlægges i 2026, bro B i 2027 [2].",
    "Udvalget godkendte, at broen bygges i træ [4][3].",
    "Udvalget godkendte ikke en lejeperiode på ti år [4][3].",
    "Pia Nordby stemte imod, mens Lis Mosegaard stemte for [4].",
]
WRONG = [
    "Jollehavnen har 214 bådpladser [1].",
    "214 bådpladser er med strøm [1].",
    "Lejen steg fra 2.650 kr. til 2.400 kr. om året [1].",
    "Fonden betaler 3,2 mio. kr. [1].",
    "Arne Vestervig er havnefoged i stedet for Tove Lundgaard [1].",
    "Gæstebroen må bruges om vinteren [1].",
    "Der må højst ligge 30 både ved broen [1].",
    "Der skal mindst ligge 20 både ved broen [1].",
    "Sejlklubben støtter, at kranen flyttes [1].",
    "Mastekranen ejes af roklubben [1].",
    "De sidste både kom i maj 2025 [1].",
    "Brændstof er også med i lejen [1].",
    "Molen skal forlænges [1].",
    "Roklubben fik et skur, fordi medlemmerne bad om det [1].",
    "Havneudvalget bevilgede pengene den 3. juni 2025 [1].",
    "Træbroen er anslået til 425.000 kr. [2].",
    "Flydebroen er 45 m [2].",
    "Bro B anlægges i 2026 [2].",
    "Udvalget godkendte ikke, at kranen flyttes til molen [4][3].",
    "Udvalget godkendte en lejeperiode på ti år [4][3].",
    "Lis Mosegaard stemte imod [4].",
    "Beslutningen var enstemmig [4].",
]
