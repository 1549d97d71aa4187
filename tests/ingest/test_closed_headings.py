"""Closed items in every form: nothing below their headings is ever shown."""

import pytest

from ingest.parse import parse
from vectorstore.schema import Meeting

HEAD = "REFERAT Skoleudvalget d. 12-06-2024\n\nMødedato Onsdag d. 12. juni 2024 kl. 16:30\n\n"
OPEN = "Punkt 1: Sti\n\n24/1111\n\nBaggrund\n\nÅben tekst.\n\n"
SECRET = "\n\nBaggrund\n\nHemmelig tekst.\n"


def shown(meeting: Meeting) -> str:
    """All text of the meeting that may be quoted."""
    text = meeting.text[: meeting.header_end]
    for item in meeting.items:
        text += meeting.text[item.start : item.heading_end if item.closed else item.end]
    return text


@pytest.mark.parametrize(
    "line",
    [
        "2. Lukket",
        "Punkt 2. Lukket",
        "Punkt 2: Lukket",
        "Punkt 2 (Lukket): Salg",
        "Punkt 2: Lukket: Salg",
        "Punkt 2: Lukket sag: Salg",
        "Punkt 2: Salg - LUKKET SAG",
        "Punkt 2: Salg (Lukket)",
        "Punkt 2: Fortroligt",
        "Lukket punkt 2: Salg",
        "Lukket sag: Salg",
        "8. (Lukket)",
        "12. Salg (Lukket)",
        "Lukket dagsorden",
        "LUKKET MØDE",
        "Disse sager behandles for lukkede døre",
        "Punkt 2: Salg\n\nLukket",
        "Punkt 2: Salg\n\nÅbent/lukket: Lukket",
        "Punkt 2: Salg\n\nLukket - 01.05.12-P17-1-16",
        "Punkt 2: Salg\n\nSagen behandles for lukkede døre.",
    ],
)
def test_nothing_below_a_closed_heading_is_shown(line: str) -> None:
    meeting = parse(HEAD + OPEN + line + SECRET)
    assert [item.closed for item in meeting.items] == [False, True]
    assert "Hemmelig" not in shown(meeting)
    assert "Åben tekst." in shown(meeting)


def test_a_closed_heading_before_the_row_of_numbers_stays_closed() -> None:
    meeting = parse(HEAD + "Punkt 5: Lukket\n\n24/2222" + SECRET + "\n" + OPEN)
    assert [(item.number, item.closed) for item in meeting.items] == [(5, True), (1, False)]
    assert "Hemmelig" not in shown(meeting) and "Åben tekst." in shown(meeting)
    assert "Punkternes numre står ikke i rækkefølge." in meeting.doubts


def test_items_below_a_closed_group_are_closed_until_an_open_one() -> None:
    meeting = parse(
        HEAD + "ÅBNE SAGER\n\n" + OPEN + "LUKKET MØDE\n\nPunkt 2: Salg\n\n24/2" + SECRET
        + "\nPunkt 3: Køb" + SECRET + "\nÅBNE SAGER\n\nPunkt 4: Bro\n\nBaggrund\n\nEn bro.\n"
    )  # fmt: skip
    assert [(item.number, item.closed) for item in meeting.items] == [
        (1, False), (2, True), (3, True), (4, False),
    ]  # fmt: skip
    assert "Hemmelig" not in shown(meeting) and "En bro." in shown(meeting)


def test_text_right_below_a_closed_groups_heading_is_not_given_to_the_item_before() -> None:
    meeting = parse(HEAD + OPEN + "LUKKET MØDE\n\nHemmelig tekst.\n\nPunkt 2: Salg" + SECRET)
    assert "Hemmelig" not in shown(meeting)


def test_a_list_of_closed_points_in_the_contents_closes_nothing() -> None:
    meeting = parse(
        HEAD + "Indholdsfortegnelse\n\nLukkede punkter\n\nDeltagere:\nAnne Holm\nOle Vig\n\n" + OPEN
    )
    assert [(item.title, item.closed) for item in meeting.items] == [("Sti", False)]


def test_a_title_below_a_closed_group_does_not_take_its_text_along() -> None:
    meeting = parse(
        HEAD + OPEN + "LUKKET MØDE\n\nPunkt 2: Salg af den store grund ved åen\nog hemmelig tekst\n"
    )
    assert "hemmelig" not in shown(meeting)
