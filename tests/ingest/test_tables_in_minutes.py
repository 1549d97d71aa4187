"""Tables inside a section: rows, empty cells, captions, footnotes, page breaks."""

from ingest.blocks import blocks
from ingest.lines import lines
from vectorstore.schema import Block, SectionKind, fold


def found(text: str) -> tuple[Block, ...]:
    return blocks(text, lines(text), SectionKind.CASE)


def told(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, fold(text[block.start : block.end])) for block in found(text)]


TABLE = """Udbuddet er lille.

Tabel 1

\tPladser i dag\tOm et år
Botilbud\t8\t
Krisecenter*\t\t10
I alt\t8\t10

* Pr. 08-03-2022
** Data mangler

Note: Tallene er skøn.

Udbuddet vokser."""


def test_a_table_keeps_its_rows_its_empty_cells_its_caption_and_its_footnotes() -> None:
    kinds = told(TABLE)
    assert kinds[1] == ("caption", "Tabel 1")
    assert kinds[3:] == [
        ("footnote", "* Pr. 08-03-2022"),
        ("footnote", "** Data mangler"),
        ("footnote", "Note: Tallene er skøn."),
        ("paragraph", "Udbuddet vokser."),
    ]
    table = found(TABLE)[2]
    rows = [[TABLE[cell.start : cell.end] for cell in row] for row in table.rows]
    assert rows == [
        ["", "Pladser i dag", "Om et år"],
        ["Botilbud", "8", ""],
        ["Krisecenter*", "", "10"],
        ["I alt", "8", "10"],
    ]


def test_a_first_row_of_one_cell_is_the_caption() -> None:
    text = "Proces:\t\t\nTid\tHvad\tHvem\n1. kvartal\tHøring\tAlle"
    assert told(text) == [
        ("caption", "Proces:"),
        ("table", "Tid Hvad Hvem 1. kvartal Høring Alle"),
    ]


def test_a_table_broken_over_a_page_is_one_and_one_row_alone_is_none() -> None:
    (table,) = found("År\tTal\n2021\t4\n\n2022\t5\n2023\t6")
    assert len(table.rows) == 4
    assert told("For stemte:\tA og B")[0][0] == "paragraph"
