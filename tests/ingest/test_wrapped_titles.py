"""Titles printed over two lines, with and without a table of contents."""

import pytest

from ingest.parse import parse

_TOP = "REFERAT Teknikudvalget d. 12-06-2024\n\nMødedato Onsdag d. 12. juni 2024 kl. 16:30\n\n"
_SAID = "Baggrund\n\nDer er set på sagen i år.\n\n"
_TITLES = [
    ("Henvendelse fra beboere vedr. cykelsti langs", "Engvej"),
    ("Principper for rensning af Søbadet i Lindevang", "(2. behandling)"),
    ("Principper for rensning af Søbadet i Lindevang (2.", "behandling)"),
    ("Endelig vedtagelse af lokalplan nr.", "8.16 for Lindevang"),
    ("Anlægsbevilling til beboerhuset i", "2024"),
]


@pytest.mark.parametrize(("first", "second"), _TITLES)
@pytest.mark.parametrize("listed", ["whole", "cut", "not"])
@pytest.mark.parametrize("heading", ["Punkt 1: {}", "1. {}"])
def test_a_title_on_two_lines_is_one_title_above_its_case_number(
    first: str, second: str, listed: str, heading: str
) -> None:
    whole = f"{first} {second}"
    title = {"whole": whole, "cut": first, "not": ""}[listed]
    contents = f"Indholdsfortegnelse\n\n{title}.....\t3\nEventuelt.....\t4\n\n" if title else ""
    last = heading.replace("1", "2").format("Eventuelt")
    text = f"{_TOP}{contents}{heading.format(first)}\n{second}\n\n22/3389\n\n{_SAID}{last}\n\n"
    meeting = parse(f"{text}22/3390\n\n{_SAID}", "m.txt")
    assert [(item.title, item.case) for item in meeting.items] == [
        (whole, "22/3389"), ("Eventuelt", "22/3390"),
    ]  # fmt: skip
    assert [len(item.sections) for item in meeting.items] == [1, 1]


def test_a_closed_title_on_two_lines_hides_what_is_below_its_case_number() -> None:
    shut = "Punkt 1: Anlægsbevilling til rengøring på\nLindevang Skole (Lukket)\n"
    text = f"{_TOP}{shut}Lukket - 26.04.08-K27-9-07\n\n{_SAID}Punkt 2: Eventuelt\n\n{_SAID}"
    meeting = parse(text, "m.txt")
    assert [item.closed for item in meeting.items] == [True, False]
    assert meeting.items[0].sections == ()
    assert meeting.items[0].case == "26.04.08-K27-9-07"
    assert meeting.items[0].title == "Anlægsbevilling til rengøring på Lindevang Skole (Lukket)"


def test_a_short_text_below_a_title_is_no_part_of_it() -> None:
    text = (
        f"{_TOP}Punkt 1: Meddelelser\nIngen bemærkninger\n\nBeslutning\n\nTaget til efterretning."
    )
    meeting = parse(f"{text}\n\nPunkt 2: Eventuelt\n\n{_SAID}", "m.txt")
    assert meeting.items[0].title == "Meddelelser"
