"""Two meetings of the invented Lindevang Kommune, built by hand."""

from collections.abc import Sequence
from datetime import date, time

from vectorstore.schema import (
    AgendaItem,
    Block,
    BlockKind,
    Cell,
    Meeting,
    Participant,
    Section,
    SectionKind,
)

TITLE = "Cykelsti langs Møllevej"
DECISION = (
    "Udvalget godkendte, at cykelstien langs Møllevej anlægges som dobbeltrettet sti i østsiden."
)
PROPOSAL = "at cykelstien anlægges som enkeltrettet sti i begge vejsider"
HOSTILE = '<img src=x onerror="window.hacked=1"> ${window.hacked=1} {{hacked}} </mark><b>'

JUNE = f"""REFERAT Teknik- og Miljøudvalget d. 12-06-2024
Mødedato Onsdag d. 12. juni 2024 kl. 16:30
Mødested Rådhuset, lokale 2.14
Mødedeltagere Birgit Holm (formand), Søren Kvist, Yasmin Rahimi (Afbud)

Punkt 4: {TITLE}
23/4187
Indstilling
Det indstilles,
a) {PROPOSAL}
b) at etape 1 går i gang i efteråret 2024.
Beslutning Teknik- og Miljøudvalget den 12-06-2024
{DECISION}
Anja Frost (A) tog forbehold for *linjeføringen* ved **Birkelunden** og
kirken.
Sagsfremstilling
Møllevej er skolevej for 340 elever. {HOSTILE}
Skolevejen
Stien krydser 14 indkørsler.
- Birkelunden
- Stationsvej
Økonomi
Anlægsudgifter, mio. kr.
Etape\t2024\t2025
Birkelunden*\t2,4\t3,5
Lindeskolen\t\t2,1
* Foreløbigt overslag.
Punkt 5: Lukket
24/1260
Salg af grunden til Hemmelig ApS.
"""
MARCH = f"""REFERAT Teknik- og Miljøudvalget d. 12-03-2025
Mødedato Onsdag d. 12. marts 2025 kl. 16:30

Punkt 3: Belysning på Møllevej
23/4187
Beslutning
Orienteringen blev taget til efterretning. {HOSTILE}
"""


def span(text: str, words: str) -> tuple[int, int]:
    """Where words stand."""
    start = text.index(words)
    return start, start + len(words)


def block(text: str, words: str, kind: BlockKind = BlockKind.PARAGRAPH, marker: str = "") -> Block:
    return Block(kind, *span(text, words), marker)


def section(
    text: str, kind: SectionKind, heading: str, blocks: Sequence[Block], decided: date | None = None
) -> Section:
    start = text.rindex(heading, 0, blocks[0].start)
    return Section(kind, heading, start, blocks[-1].end, tuple(blocks), decided)


def table(text: str, first: str, last: str) -> Block:
    start, end = text.index(first), span(text, last)[1]
    rows, at = [], start
    for line in text[start:end].split("\n"):
        row, cell = [], at
        for words in line.split("\t"):
            row.append(Cell(cell, cell + len(words)))
            cell += len(words) + 1
        rows.append(tuple(row))
        at += len(line) + 1
    return Block(BlockKind.TABLE, start, end, rows=tuple(rows))


def june() -> Meeting:
    text = JUNE
    path = text[text.index("Punkt 4") :]
    first, second = text.index("Punkt 4"), text.index("Punkt 5")
    assert path
    sections = (
        section(text, SectionKind.RECOMMENDATION, "Indstilling", [
            block(text, "Det indstilles,"),
            block(text, PROPOSAL, BlockKind.BULLET, "a)"),
            block(text, "at etape 1 går i gang i efteråret 2024.", BlockKind.BULLET, "b)"),
        ]),
        section(text, SectionKind.DECISION, "Beslutning Teknik- og Miljøudvalget den 12-06-2024", [
            block(text, DECISION),
            block(text, "Anja Frost (A) tog forbehold for *linjeføringen* ved **Birkelunden** og\n"
                        "kirken."),
        ], date(2024, 6, 12)),
        section(text, SectionKind.CASE, "Sagsfremstilling", [
            block(text, f"Møllevej er skolevej for 340 elever. {HOSTILE}"),
            block(text, "Skolevejen", BlockKind.SUBHEADING),
            block(text, "Stien krydser 14 indkørsler."),
            block(text, "Birkelunden\n", BlockKind.BULLET, "-"),
            block(text, "Stationsvej", BlockKind.BULLET, "-"),
        ]),
        section(text, SectionKind.ECONOMY, "Økonomi", [
            block(text, "Anlægsudgifter, mio. kr.", BlockKind.CAPTION),
            table(text, "Etape\t2024", "Lindeskolen\t\t2,1"),
            block(text, "* Foreløbigt overslag.", BlockKind.FOOTNOTE),
        ]),
    )  # fmt: skip
    items = (
        AgendaItem(4, TITLE, "23/4187", False, first, sections[0].start, second, sections),
        AgendaItem(5, "Lukket", "24/1260", True, second, text.index("Salg af"), len(text)),
    )
    people = tuple(
        Participant(name, *span(text, name), role, absent)
        for name, role, absent in (
            ("Birgit Holm", "formand", False),
            ("Søren Kvist", "", False),
            ("Yasmin Rahimi", "", True),
        )
    )
    return Meeting(
        "tmu-2024-06-12", "Teknik- og Miljøudvalget", date(2024, 6, 12), time(16, 30),
        "Rådhuset, lokale 2.14", text, first, span(text, "Rådhuset, lokale 2.14"),
        span(text, "Mødedato Onsdag d. 12. juni 2024 kl. 16:30"), people, (), items, "tmu.txt",
    )  # fmt: skip


def march() -> Meeting:
    text = MARCH
    start = text.index("Punkt 3")
    words = f"Orienteringen blev taget til efterretning. {HOSTILE}"
    part = section(text, SectionKind.DECISION, "Beslutning", [block(text, words)])
    item = AgendaItem(
        3, "Belysning på Møllevej", "23/4187", False, start, part.start, len(text), (part,)
    )
    return Meeting(
        "tmu-2025-03-12", "Teknik- og Miljøudvalget", date(2025, 3, 12), time(16, 30), "",
        text, start, None, None, (), (), (item,),
    )  # fmt: skip
