"""Tables, contents lists, labels and columns in PDF files."""

import pytest
from reportlab.lib.utils import simpleSplit

from ingest.files.pdf import read_pdf
from tests.ingest.files.drawn_pdf import HEIGHT, LEFT, LONG, RIGHT, Sheet, lost_or_doubled

ROWS = (
    ("Konto", "Budget 2024", "Regnskab"),
    ("Veje og stier", "4.200", "3.950"),
    ("Busdrift", "", "1.100"),
    ("I alt", "4.200", "5.050"),
)
AS_TEXT = "\n".join("\t".join(row) for row in ROWS)
COLUMNS = (LEFT, 260, 400, RIGHT)


def text_of(data: bytes) -> str:
    document = read_pdf(data)
    assert not lost_or_doubled(data, document)
    return document.text


def set_rows(
    sheet: Sheet, rows: tuple[tuple[str, ...], ...], ruled: bool, step: float = 18
) -> None:
    top = sheet.down - 13
    for row in rows:
        for x, cell in zip(COLUMNS, row, strict=False):
            sheet.at(x + 4, sheet.down, cell)
        sheet.down += step
    if ruled:
        downs = [top + step * at for at in range(len(rows) + 1)]
        sheet.grid(list(COLUMNS), downs)
    sheet.room(20)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_is_rows_of_cells_with_the_empty_ones_kept(ruled: bool) -> None:
    sheet = Sheet()
    sheet.words(LONG)
    set_rows(sheet, ROWS, ruled)
    sheet.words("Tabellen viser årets tal.")
    assert text_of(sheet.data()) == f"{LONG}\n\n{AS_TEXT}\n\nTabellen viser årets tal."


def test_lines_of_a_cell_are_one_text() -> None:
    sheet = Sheet()
    set_rows(sheet, ROWS[:1], ruled=False)
    sheet.at(COLUMNS[0] + 4, 130, "Drift af kommunens")
    sheet.at(COLUMNS[0] + 4, 143, "veje og stier")
    sheet.at(COLUMNS[1] + 4, 130, "4.200")
    sheet.at(COLUMNS[2] + 4, 130, "3.950")
    sheet.grid(list(COLUMNS), [87, 115, 150])
    assert text_of(sheet.data()).split("\n")[1] == "Drift af kommunens veje og stier\t4.200\t3.950"


def test_wrapped_cells_without_ruling_lines_are_one_row() -> None:
    sheet = Sheet()
    rows = (
        ("Område", "Ansvarlig", "Frist"),
        ("Plan for cykelstier og", "Teknik", "Juni"),
        ("fortove i midtbyen", "", ""),
        ("Ny svømmehal", "Kultur", "August"),
    )
    for row, step in zip(rows, (22, 13, 22, 22), strict=True):
        for x, cell in zip(COLUMNS, row, strict=False):
            sheet.at(x, sheet.down, cell)
        sheet.down += step
    assert "Plan for cykelstier og fortove i midtbyen\tTeknik\tJuni" in text_of(sheet.data())


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_two_pages_is_one_and_its_second_header_is_told(ruled: bool) -> None:
    sheet = Sheet()
    sheet.words(LONG)
    set_rows(sheet, ROWS[:3], ruled)
    sheet.page()
    set_rows(sheet, (ROWS[0], ROWS[3]), ruled)
    document = read_pdf(sheet.data())
    assert document.text == f"{LONG}\n\n{AS_TEXT}"
    assert document.left_out == ("Konto Budget 2024 Regnskab",)
    assert document.pages == (0, document.text.index("I alt"))


def test_the_header_of_a_table_on_every_page_is_no_running_header() -> None:
    sheet = Sheet()
    for page in range(1, 5):
        set_rows(sheet, (ROWS[0], (f"Vej {page}", "10", "12"), (f"Sti {page}", "3", "4")), True)
        sheet.page()
    document = read_pdf(sheet.data())
    assert document.text.startswith(
        "Konto\tBudget 2024\tRegnskab\nVej 1\t10\t12\nSti 1\t3\t4\nVej 2"
    )
    assert document.text.count("Konto") == 1


def test_a_cell_over_two_columns_stands_in_the_first() -> None:
    sheet = Sheet()
    sheet.at(COLUMNS[0] + 4, 100, "Budget for hele området")
    sheet.at(COLUMNS[0] + 4, 120, "Veje")
    sheet.at(COLUMNS[1] + 4, 120, "4.200")
    sheet.canvas.grid(list(COLUMNS[:3]), [HEIGHT - 107, HEIGHT - 127])
    sheet.canvas.rect(COLUMNS[0], HEIGHT - 107, COLUMNS[2] - COLUMNS[0], 20)
    assert text_of(sheet.data()) == "Budget for hele området\t\nVeje\t4.200"


def test_a_box_round_a_paragraph_is_no_table() -> None:
    sheet = Sheet()
    sheet.words("Før rammen.")
    top = sheet.down - 15
    sheet.words(LONG, LEFT + 5, RIGHT - 5)
    sheet.canvas.rect(LEFT, HEIGHT - sheet.down, RIGHT - LEFT, sheet.down - top)
    sheet.room(20)
    sheet.words("Efter rammen.")
    assert text_of(sheet.data()) == f"Før rammen.\n\n{LONG}\n\nEfter rammen."


def test_boxes_that_hold_whole_sections_are_no_table() -> None:
    sheet = Sheet()
    for x, heading in ((LEFT + 4, "Sagsfremstilling"), (300, "Beslutning")):
        sheet.down = 100
        sheet.line(heading, x)
        for _ in range(2):
            sheet.words(f"{LONG} {LONG} {LONG}", x, x + 215)
    sheet.grid([LEFT, 296, RIGHT], [80, 700])
    text = text_of(sheet.data())
    assert "\t" not in text and text.index("Beslutning") > text.index("lavere fart.")


def test_a_frame_round_every_page_changes_nothing() -> None:
    sheet = Sheet()
    for page in range(2):
        sheet.canvas.rect(40, 40, 515, 762)
        for number in range(3):
            sheet.words(f"Sag {page}.{number}. {LONG}")
        sheet.page()
    wanted = [f"Sag {page}.{number}. {LONG}" for page in range(2) for number in range(3)]
    assert text_of(sheet.data()).split("\n\n") == wanted


# --- contents ------------------------------------------------------------------------------------


@pytest.mark.parametrize("dots", [".", " .", "…", "_"])
def test_contents_with_leaders_have_one_entry_a_line(dots: str) -> None:
    sheet = Sheet()
    sheet.heading("Indholdsfortegnelse")
    for number, title in enumerate(("Godkendelse af dagsorden", "Budget 2025", "Eventuelt"), 1):
        sheet.line(f"{number}. {title} {dots * 20} {number + 2}")
    sheet.room(20)
    sheet.words(LONG)
    entries = "1. Godkendelse af dagsorden.....\t3\n2. Budget 2025.....\t4\n3. Eventuelt.....\t5"
    assert read_pdf(sheet.data()).text == f"Indholdsfortegnelse\n\n{entries}\n\n{LONG}"


def test_a_contents_title_over_two_lines_is_put_together() -> None:
    sheet = Sheet()
    sheet.line("Indholdsfortegnelse")
    sheet.line("1. Forlængelse af cykelstien langs Søvejen fra rundkørslen til den nye")
    sheet.line("station i vest" + "." * 60 + "3")
    sheet.line("2. Eventuelt" + "." * 70 + "5")
    title = "1. Forlængelse af cykelstien langs Søvejen fra rundkørslen til den nye station i vest"
    wanted = f"Indholdsfortegnelse\n\n{title}.....\t3\n2. Eventuelt.....\t5"
    assert read_pdf(sheet.data()).text == wanted


def test_contents_without_leaders_have_their_page_after_a_tab() -> None:
    sheet = Sheet()
    for number, title in enumerate(("Godkendelse af dagsorden", "Budget", "Eventuelt"), 1):
        sheet.at(500, sheet.down, str(number + 2))
        sheet.line(f"{number}. {title}")
    wanted = "1. Godkendelse af dagsorden\t3\n2. Budget\t4\n3. Eventuelt\t5"
    assert text_of(sheet.data()) == wanted


# --- labels and columns --------------------------------------------------------------------------


def test_labels_are_read_with_their_values() -> None:
    sheet = Sheet()
    for label, value in (
        ("Mødedato:", "Onsdag den 12. juni 2024 kl. 16.00"),
        ("Mødested:", "Lindevang Rådhus, lokale 2"),
        (
            "Deltagere:",
            "Anna Holm, Bo Lund (afbud), Carla Due, Dan Eg, Eva Falk, Frida Gram, Gorm Hald",
        ),
    ):
        sheet.at(LEFT, sheet.down, label, bold=True)
        for line in simpleSplit(value, "Helvetica", 11, RIGHT - 180):
            sheet.line(line, 180)
    assert text_of(sheet.data()).split("\n\n") == [
        "Mødedato: Onsdag den 12. juni 2024 kl. 16.00",
        "Mødested: Lindevang Rådhus, lokale 2",
        "Deltagere: Anna Holm, Bo Lund (afbud), Carla Due, Dan Eg, Eva Falk, Frida Gram, Gorm Hald",
    ]


def test_headings_in_the_margin_stand_above_their_text() -> None:
    sheet = Sheet()
    for heading in ("Baggrund", "Indstilling", "Beslutning"):
        sheet.at(LEFT, sheet.down, heading)
        sheet.words(LONG, 180)
    wanted = f"Baggrund\n\n{LONG}\n\nIndstilling\n\n{LONG}\n\nBeslutning\n\n{LONG}"
    assert text_of(sheet.data()) == wanted


def test_names_below_each_other_stay_apart() -> None:
    sheet = Sheet()
    sheet.at(LEFT, sheet.down, "Medlemmer")
    for name in ("Anna Holm (formand)", "Bo Lund", "Carla Due"):
        sheet.line(name, 180)
    assert text_of(sheet.data()) == "Medlemmer Anna Holm (formand)\n\nBo Lund\n\nCarla Due"


SIDES = {"Venstre": LONG, "Højre": f"Udvalget drøftede sagen og bad om et nyt oplæg. {LONG}"}


def _columns() -> Sheet:
    sheet = Sheet()
    sheet.heading("Referat af mødet i Teknikudvalget i Lindevang Kommune den 12. juni", 14)
    top = sheet.down
    for x, (word, text) in zip((LEFT, 310), SIDES.items(), strict=True):
        sheet.down = top
        for number in (1, 2):
            sheet.words(f"{word} {number}. {text}", x, x + 205)
    return sheet


def test_two_columns_are_read_one_after_the_other() -> None:
    text = text_of(_columns().data())
    assert text.split("\n\n")[1:] == [
        f"{word} {number}. {text}" for word, text in SIDES.items() for number in (1, 2)
    ]


def test_columns_of_a_page_with_little_text_are_known_from_the_other_pages() -> None:
    sheet = _columns()
    sheet.page()
    sheet.words(LONG, LEFT, LEFT + 205)
    sheet.at(310, 100, "Beslutning", bold=True)
    sheet.at(310, 125, "Godkendt.")
    assert text_of(sheet.data()).endswith(f"{LONG}\n\nBeslutning\n\nGodkendt.")


def test_a_paragraph_over_two_columns_is_one() -> None:
    sheet = Sheet()
    words = " ".join(f"{LONG.rstrip('.')} {number}" for number in range(1, 7))
    lines = simpleSplit(words, "Helvetica", 11, 205)
    half = len(lines) // 2
    for x, part in ((LEFT, lines[:half]), (310, lines[half:])):
        sheet.down = 100
        for line in part:
            sheet.line(line, x)
    assert text_of(sheet.data()) == words


def _with_headings(sheet: Sheet, x: float, right: float, parts: int) -> None:
    """A column in which headings and short lines stand between the paragraphs."""
    for part in range(1, parts + 1):
        sheet.at(x, sheet.down, f"Punkt {part + x:.0f}: Cykelsti", 14, bold=True)
        sheet.room(24)
        sheet.at(x, sheet.down, "24/3389")
        sheet.room(22)
        sheet.at(x, sheet.down, "Beslutning", 12, bold=True)
        sheet.room(20)
        sheet.words(LONG, x, right)
        sheet.at(x, sheet.down, "Godkendt.")
        sheet.room(25)


def test_columns_of_headings_and_short_lines_are_read_one_after_the_other() -> None:
    sheet = Sheet(size=9)
    sheet.at(LEFT, 91, "Referat", 22, bold=True)  # beside two lines of the right column
    sheet.down = 130
    _with_headings(sheet, LEFT, 290, 3)
    sheet.down = 85
    sheet.words("Sagen er udsat. " + LONG, 306)
    _with_headings(sheet, 306, RIGHT, 3)
    parts = text_of(sheet.data()).split("\n\n")
    assert parts[0] == "Referat" and parts.count("Beslutning") == 6
    assert parts.count(LONG) == 6 and parts[16] == "Sagen er udsat. " + LONG
    order = [part for part in parts if part.startswith("Punkt")]
    assert order == [f"Punkt {part + x}: Cykelsti" for x in (72, 306) for part in (1, 2, 3)]


def test_a_column_of_short_parts_beside_running_text_is_read_for_itself() -> None:
    sheet = Sheet(size=9)
    for n in range(4):
        sheet.words(f"Side {n}. " + LONG, LEFT, 290)
    sheet.down = 92
    short = [f"Der er to forslag til nummer {n}." for n in range(8)]
    for words in short:
        sheet.words(words, 306)
    parts = text_of(sheet.data()).split("\n\n")
    assert parts == [*(f"Side {n}. {LONG}" for n in range(4)), *short]


def test_a_tall_label_beside_two_lines_leaves_them_whole() -> None:
    sheet = Sheet(size=9)
    sheet.at(LEFT, 107, "3", 22, bold=True)
    sheet.at(LEFT + 30, 100, "Cykelsti langs Søvejen fra rundkørslen,")
    sheet.at(LEFT + 30, 111, "første etape, med belysning og hegn.")
    text = text_of(sheet.data())
    assert "fra rundkørslen," in text and "med belysning og hegn." in text


def test_a_documents_only_column_is_known_by_sentences_that_go_on_below() -> None:
    sheet = Sheet()
    said = [f"Udvalg {n} drøftede sagen og bad om et nyt oplæg i august." for n in range(4)]
    for words in (*said, "Mødet er den 27. juni i Lindevang."):
        sheet.words(words, right=285)
    assert text_of(sheet.data()).split("\n\n") == [*said, "Mødet er den 27. juni i Lindevang."]
