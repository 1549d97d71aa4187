"""Passages and their units: limits, places, context, leads, rows with their headers."""

import pytest

from ingest.parse import parse
from ingest.split import passages
from vectorstore.schema import BlockKind, Meeting, Passage, SectionKind, Unit, fold

ABOVE = "REFERAT Teknikudvalget d. 12-06-2024\n\nPunkt 1: Cykelsti langs Møllevej\n\n22/1873\n\n"


def by_words(text: str) -> int:
    """A tokenizer that a person can count: words."""
    return len(text.split())


def told(body: str) -> Meeting:
    return parse(f"{ABOVE}{body}\n", "referat.txt")


def split(body: str, limit: int = 380) -> list[Passage]:
    return passages(told(body), by_words, limit)


def units(body: str) -> list[Unit]:
    return [unit for passage in split(body) for unit in passage.units]


def test_a_passage_knows_where_it_stands() -> None:
    (passage,) = split("Beslutning Teknikudvalget den 12-06-2024\n\nGodkendt. Stien anlægges.")
    assert passage.id == "teknikudvalget-2024-06-12/1/0/0"
    assert (passage.meeting, passage.item, passage.section) == ("teknikudvalget-2024-06-12", 1, 0)
    assert passage.kind is SectionKind.DECISION
    assert passage.text == "Godkendt. Stien anlægges."
    assert passage.context == (
        "Teknikudvalget 12. juni 2024 · Punkt 1: Cykelsti langs Møllevej · Beslutning"
    )
    assert [(unit.id, unit.text) for unit in passage.units] == [
        ("teknikudvalget-2024-06-12/1/0/0/0", "Godkendt."),
        ("teknikudvalget-2024-06-12/1/0/0/1", "Stien anlægges."),
    ]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Beslutning Teknikudvalget den 12-06-2024", "Beslutning"),
        ("Beslutning", "Beslutning"),
        ("Beslutning Teknikudvalget den 08-05-2024", "Beslutning 8. maj 2024"),
        ("Beslutning Byrådet den 25-06-2024", "Beslutning Byrådet 25. juni 2024"),
        ("ØKONOMI", "Økonomi"),
        ("Kommunikation", "Kommunikation"),
    ],
)
def test_the_context_names_the_section_and_an_earlier_decision_its_day(
    heading: str, said: str
) -> None:
    (passage,) = split(f"{heading}\n\nDer er talt om stien.")
    assert passage.context.split(" · ")[2] == said


def test_text_above_any_heading_has_no_section_in_its_context() -> None:
    (passage,) = split("Der er talt om stien.")
    assert passage.context == "Teknikudvalget 12. juni 2024 · Punkt 1: Cykelsti langs Møllevej"


def test_a_subheading_begins_a_passage_and_fills_context_and_units() -> None:
    first, second = split(
        "Sagsfremstilling\n\nStien er lang.\n\nØkonomien\n\nDen er dyr. Der spares andre steder."
    )
    assert first.text == "Stien er lang."
    assert second.text == "Økonomien Den er dyr. Der spares andre steder."
    assert second.context.endswith(" · Sagsfremstilling · Økonomien")
    assert [unit.subheading for unit in (*first.units, *second.units)] == [
        "", "Økonomien", "Økonomien",
    ]  # fmt: skip


def test_closed_items_give_no_passages() -> None:
    meeting = parse(
        ABOVE + "Baggrund\n\nEn sti.\n\nPunkt 2: Lukket\n\n22/6682\n\nBaggrund\n\nHemmeligt.\n",
        "a.txt",
    )
    assert [passage.item for passage in passages(meeting, by_words)] == [1]


def test_entries_are_units_with_the_line_that_opens_their_list() -> None:
    found = units(
        "Indstilling\n\nSagen er lang. Det indstilles, at udvalget\n\n1. godkender stien\n"
        "2. søger tilskud. Fristen er i maj."
    )
    assert [(unit.kind, unit.text, unit.lead) for unit in found[2:]] == [
        (BlockKind.BULLET, "godkender stien", "Det indstilles, at udvalget"),
        (BlockKind.BULLET, "søger tilskud. Fristen er i maj.", "Det indstilles, at udvalget"),
    ]


@pytest.mark.parametrize(
    ("above", "lead"),
    [
        ("Der er regnet på tre modeller.", "Der er regnet på tre modeller."),
        ("Sagen er lang. Der er drøftet følgende.", "Der er drøftet følgende."),
        ("Sagen er lang. Den er dyr.", ""),
        ("De faste punkter har været", "De faste punkter har været"),
        ("Proces for forsøget", ""),
    ],
)
def test_leads(above: str, lead: str) -> None:
    found = units(f"Sagsfremstilling\n\n{above}\n\n- en\n- to")
    assert [unit.lead for unit in found if unit.kind is BlockKind.BULLET] == [lead, lead]


def test_a_long_entry_is_quoted_by_its_sentences() -> None:
    sentence = "Stien skal ligge på den nordlige side af vejen, hvor der er mest plads til den. "
    found = units(f"Sagsfremstilling\n\nDer er valgt:\n\n- {sentence * 4}\n- En bro. Den er ny.")
    assert [fold(unit.text) for unit in found if unit.kind is BlockKind.BULLET] == [
        *[sentence.strip()] * 4,
        "En bro. Den er ny.",
    ]


def test_attachments_are_units_with_bilag_as_lead() -> None:
    found = units("Bilag\n\nKort over stien\n\n- Notat.pdf")
    assert [(unit.text, unit.lead) for unit in found] == [
        ("Kort over stien", "Bilag"),
        ("Notat.pdf", "Bilag"),
    ]


TABLE = (
    "Sagsfremstilling\n\nBoliger\n\nDer mangler boliger.\n\nTabel 2\n\n"
    "\tAktuelt\tOm et år\nKrisecenter*\t4\t\nBotilbud\t\t15\n\n* Pr. 08-03-2022\n"
)


def test_rows_are_read_with_their_headers_and_empty_cells_keep_their_place() -> None:
    rows = [unit for unit in units(TABLE) if unit.kind is BlockKind.TABLE]
    assert [(row.text, row.reading, row.lead, row.subheading) for row in rows] == [
        ("Krisecenter* 4", "Krisecenter* – Aktuelt: 4", "Aktuelt Om et år", "Boliger · Tabel 2"),
        ("Botilbud 15", "Botilbud – Om et år: 15", "Aktuelt Om et år", "Boliger · Tabel 2"),
    ]


def test_a_footnote_is_a_unit_led_by_its_tables_caption() -> None:
    (note,) = [unit for unit in units(TABLE) if unit.kind is BlockKind.FOOTNOTE]
    assert (note.text, note.lead, note.subheading) == ("* Pr. 08-03-2022", "Tabel 2", "Boliger")


def test_a_table_that_fits_is_whole_and_a_long_one_is_cut_between_rows() -> None:
    rows = "\n".join(f"Vej nummer {n}\t{n} km\t{n * 100} kr." for n in range(30))
    body = f"Sagsfremstilling\n\nTabel 1\n\nVej\tLængde\tPris i alt\n{rows}"
    (whole,) = split(body)
    assert len(whole.units) == 30 and whole.text.startswith("Tabel 1 Vej Længde Pris i alt Vej nu")
    parts = split(body, limit=80)
    assert len(parts) > 2
    assert [unit.text for part in parts for unit in part.units] == [u.text for u in whole.units]
    assert all(part.context.endswith("Tabel 1 · Vej Længde Pris i alt") for part in parts[1:])
    assert all(by_words(part.embedded) <= 80 for part in parts)


def test_a_passage_that_begins_inside_a_list_is_told_its_lead() -> None:
    entries = "\n".join(
        f"- forslag {n} om en ny sti langs vejen {'og mere' * 10}" for n in range(20)
    )
    first, *rest = split(f"Indstilling\n\nDet indstilles, at\n\n{entries}")
    assert rest
    assert "Det indstilles, at" in first.text and first.context.endswith("Indstilling")
    assert all(part.context.endswith("Indstilling · Det indstilles, at") for part in rest)


def test_passages_are_about_900_characters_and_cut_between_blocks() -> None:
    paragraph = "Stien skal ligge på den nordlige side af vejen. " * 8
    found = split("Sagsfremstilling\n\n" + "\n\n".join([paragraph] * 6))
    assert [len(passage.text) for passage in found] == [767, 767, 767]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "Stien skal ligge på den nordlige side af vejen, hvor der er plads. "
    found = split("Sagsfremstilling\n\n" + sentence * 40)
    assert all(passage.text.endswith("plads.") for passage in found)
    assert all(len(passage.text) <= 900 for passage in found)
    assert sum(len(passage.units) for passage in found) == 40


@pytest.mark.parametrize("limit", [30, 60, 380])
@pytest.mark.parametrize("tokens", [by_words, len, lambda text: len(text) // 3 + 2])
def test_no_passage_is_over_the_limit_however_long_sentence_or_title(limit: int, tokens) -> None:  # type: ignore[no-untyped-def]
    body = (
        "Sagsfremstilling\n\n" + "sti vej bro " * 500 + "\n\n" + "x" * 3000 + "\n\nForslag:\n\n"
        + "- " + "en lang sti langs vejen, " * 100
        + "\n\nTabel 1\n\n" + "Vej\tPris\n" + "Møllevej " * 300 + "\t4 kr.\nBygaden\t5 kr."
    )  # fmt: skip
    title = "Cykelsti " * 100
    meeting = parse(f"REFERAT Byrådet d. 12-06-2024\n\nPunkt 1: {title}\n\n22/18\n\n{body}", "a")
    found = passages(meeting, tokens, limit)
    assert max(tokens(passage.embedded) for passage in found) <= limit
    said = "".join(passage.text for passage in found).replace(" ", "")
    assert said.count("x") == 3000 and said.count("stivejbro") == 500


def test_splitting_is_deterministic() -> None:
    assert split(TABLE) == split(TABLE)
