"""Lists of contents: where they end, and what they say of the items below."""

import pytest

from ingest.parse import parse
from ingest.running import running

TOP = "REFERAT Byrådet d. 12-06-2024\n\nIndholdsfortegnelse\n\n"
TEXT = "Baggrund\n\nFormanden har talt med skolen om sti og skov ved søen.\n\n"


@pytest.mark.parametrize(
    ("entries", "titles"),
    [
        # Several are closed, and two have one title.
        (["1. Lukket", "2. Lukket", "3. Ny sti", "4. Lukket"],
         ["Lukket", "Lukket", "Ny sti", "Lukket"]),
        (["5. Ny sti", "6. Spørgetid", "7. Ny sti"], ["Ny sti", "Spørgetid", "Ny sti"]),
        # The last are worded otherwise in the list than over the items.
        (["A. Ny sti", "B. Ny bro", "C. Indkob af elbiler"],
         ["Ny sti", "Ny bro", "Indkøb af elbiler"]),
        # A number inside a title is no item's number.
        (["586. Plan for Kirkevej (2. behandling)", "587. Ny sti"],
         ["Plan for Kirkevej (2. behandling)", "Ny sti"]),
    ],
)  # fmt: skip
def test_a_list_without_pages_ends_where_the_items_begin(
    entries: list[str], titles: list[str]
) -> None:
    marks = [entry.split(". ")[0] for entry in entries]
    items = "".join(
        f"{m}. {t}\n\n22/10{n}\n\n{TEXT}"
        for n, (m, t) in enumerate(zip(marks, titles, strict=True))
    )
    meeting = parse(TOP + "\n\n".join(entries) + f"\n\n{items}")
    assert [item.title for item in meeting.items] == titles
    assert len(meeting.contents) == len(entries)


def test_marked_lines_that_the_list_does_not_have_are_no_items() -> None:
    inside = (
        "#### Tidsplan\n\nDet varer et år.\n\n#### Om skolen\n\nDen er stor.\n\n#### Trafik\n\n"
    )
    text = (
        f"{TOP}Ny sti\t2\nNy bro\t4\n\n1. Ny sti\n\n{TEXT}{inside}Der er få biler.\n\n"
        f"2. Ny bro\n\n{TEXT}"
    )
    assert [item.title for item in parse(text).items] == ["Ny sti", "Ny bro"]


def test_two_items_may_have_one_title_under_codes_of_their_own() -> None:
    text = f"{TOP[:31]}ØU-55/12-O Spørgetid\n\n{TEXT}ØU-56/12-O Spørgetid\n\n{TEXT}"
    assert [item.label for item in parse(text).items] == ["ØU-55/12-O", "ØU-56/12-O"]


def test_a_case_number_that_begins_with_a_nought_is_no_page() -> None:
    assert running(["3. Ny sti", "", "07/716", "", "Baggrund"]) == set()
    assert running(["Ny sti er", "", "7/716", "", "Baggrund"]) == {2}


def test_a_title_above_sag_nr_stays_a_title_where_an_item_says_nothing() -> None:
    items = "".join(f"Ny sti {n}\n\nSag nr. 40{n}\n\nSagsnr.: 16/2847{n}\n\n.\n\n" for n in (1, 2))
    listed = "Ny sti 1\t2\nNy sti 2\t2\n\n"
    assert [item.title for item in parse(TOP + listed + items).items] == ["Ny sti 1", "Ny sti 2"]


def test_a_closed_title_below_its_number_is_not_the_next_ones() -> None:
    items = f"Pkt. 517\n\n(Lukket)\n\nPkt. 518\n\nNy bro\n\n22/102\n\n{TEXT}"
    listed = "(Lukket)\t2\nNy bro\t2\n\n"
    found = parse(TOP + listed + items).items
    assert [(item.number, item.closed) for item in found] == [(517, True), (518, False)]
    assert found[1].title == "Ny bro"
