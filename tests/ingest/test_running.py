"""Heads and feet of pages in minutes saved as text: none of the case's text, none in a quote."""

import pytest

from ingest.files.text import read_text
from ingest.parse import parse
from ingest.running import running
from vectorstore.schema import Meeting, fold

ABOVE = "REFERAT Teknikudvalget d. 12-06-2024\n\nMødedato: onsdag den 12. juni 2024 kl. 16.00\n\n"
LONG = "Forvaltningen vurderer, at stien langs åen skal lægges om og asfalteres"
BODY = "Indstilling\n\nat stien bygges.\n\nBeslutning\n\nGodkendt.\n\n"


def told(text: str) -> Meeting:
    return parse(read_text((ABOVE + text).encode()), "a.txt")


def words(meeting: Meeting) -> list[str]:
    return [
        fold(meeting.text[block.start : block.end])
        for item in meeting.items
        for section in item.sections
        for block in section.blocks
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Teknikudvalget 12-06-2024",
        "Referat - Teknikudvalget 12-06-2024",
        "Teknikudvalget den 12. juni 2024",
        "Teknikudvalget 12-06-2024\n\nSide 3",
        "Side 3 af 9",
        "2/31",
    ],
)
def test_a_sentence_that_a_page_divides_is_whole_again(head: str) -> None:
    meeting = told(
        f"Punkt 1: Sti\n\nSagsfremstilling\n\n{LONG}\n\n{head}\n\nefter sommerferien.\n\n{BODY}"
    )
    assert f"{LONG} efter sommerferien." in words(meeting)


def test_the_head_between_paragraphs_stays_in_the_text_and_is_in_no_block() -> None:
    head = "Referat - Teknikudvalget 12-06-2024"
    meeting = told(f"Punkt 1: Sti\n\n{BODY * 3}{head}\n\nPunkt 2: Bro\n\n{BODY}")
    assert head in meeting.text
    assert words(meeting) == ["at stien bygges.", "Godkendt."] * 4


@pytest.mark.parametrize(
    "line",
    [
        "Godkendt.",
        "Indstilling",
        "Beslutning Teknikudvalget den 12-06-2024",
        "Teknikudvalget den 12. juni 2024:",
        "Økonomiudvalget 3. maj 2024",
        "Teknikudvalget 12-06-2024",  # above each decision: its heading
        "24/1",
        "3/6",
    ],
)
def test_a_line_that_only_repeats_is_none(line: str) -> None:
    lines = f"{ABOVE}1. Sti\n\n{line}\n\nGodkendt.\n\n2. Bro\n\n{line}\n\nGodkendt.".split("\n")
    assert running(lines) == set()


def test_a_decision_without_text_makes_its_heading_no_page_s_head() -> None:
    heading = "Teknikudvalget 12-06-2024"
    parts = [f"{n}. Sti nr. {n}\n\n{heading}\n\nGodkendt.\n\n" for n in range(20, 26)]
    found = (ABOVE + "".join(parts) + f"26. Bro\n\n{heading}\n\nBilag\n\nKort").split("\n")
    assert running(found) == set()


def test_a_single_head_is_known_where_decisions_have_headings_of_their_own() -> None:
    found = f"{ABOVE}{BODY * 3}Stien er ny.\n\nTeknikudvalget 12-06-2024\n\nBroen er ny."
    lines = found.split("\n")
    assert running(lines) == {lines.index("Teknikudvalget 12-06-2024")}


def test_the_title_is_none_though_each_page_repeats_it() -> None:
    meeting = told(f"Punkt 1: Sti\n\n{BODY}Referat Teknikudvalget d. 12-06-2024\n\n"
                   f"Punkt 2: Bro\n\n{BODY}")  # fmt: skip
    assert meeting.id == "teknikudvalget-2024-06-12"
    assert len(meeting.items) == 2


def test_a_case_number_that_begins_with_a_zero_is_no_page_of_so_many() -> None:
    assert running(["Punkt 1: Sti", "", "04/734", "", "Baggrund"]) == set()
