"""Which house to write in: one form for each feature, kept to through the whole document.

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
- attachments called as a section, unless the attachments stand last in the item, which has such a
  section of its own, and the entry is not the last one
- a number alone (`Punkt 3`) without a case number and a section's heading below
- a decision by an agenda, open or hidden
- titles that begin with an ordinal, where the item's number has no mark after it (`1 1. Budget`)
- closed items without a title, where items have no number (`Lukket` alone, between two paragraphs)
- wrapping that puts a number first on a line (trap 8), where a bare number opens the items
  (`1 titel`)
- a first section without heading below a decision or attachments, and where the title stands on
  a line of its own
"""

from dataclasses import replace
from random import Random

from .forms import CLASSIC, TABLES, TRAPS, House


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
    if house.apart is (house.place == "above") or house.items == "titel/Sag nr. 129":
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
