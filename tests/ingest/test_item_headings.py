"""Where items begin, what is a title, what is closed, and what only looks like a heading."""

import pytest

from ingest.cases import case_number
from ingest.closed import is_closed
from ingest.parse import parse
from vectorstore.schema import Meeting

ABOVE = "REFERAT Teknikudvalget d. 12-06-2024\n\n"


def told(body: str) -> Meeting:
    return parse(ABOVE + body, "referat.txt")


def items(meeting: Meeting) -> list[tuple[int, str, str | None, bool]]:
    return [(item.number, item.title, item.case, item.closed) for item in meeting.items]


def test_items_with_and_without_case_number() -> None:
    meeting = told(
        "Punkt 1: Cykelsti\n\n22/3389\n\nBaggrund\n\nEn sti.\n\nPunkt 2: Eventuelt\n\nIntet.\n"
    )
    assert items(meeting) == [(1, "Cykelsti", "22/3389", False), (2, "Eventuelt", None, False)]


@pytest.mark.parametrize(
    "heading",
    [
        "Punkt 1: Mangel på boliger i forbindelse med\nsociale indsatser\n\n15/19948",
        "Punkt 1: Mangel på boliger i forbindelse\nmed sociale\nindsatser\n\n15/19948",
        "Punkt 1:\nMangel på boliger i forbindelse med sociale indsatser\n\n15/19948",
        "Punkt 1\n\nMangel på boliger i forbindelse med sociale indsatser\n\n15/19948",
        "Punkt 1 Mangel på boliger i forbindelse med sociale indsatser\n\nSagsnr.: 15/19948",
        "## Punkt 1: Mangel på boliger i forbindelse med sociale indsatser\n\n15/19948",
    ],
)
def test_a_title_may_wrap_or_stand_below_its_number(heading: str) -> None:
    meeting = told(f"{heading}\n\nBaggrund\n\nDer mangler boliger.\n")
    title = "Mangel på boliger i forbindelse med sociale indsatser"
    assert items(meeting) == [(1, title, "15/19948", False)]
    assert [section.heading for section in meeting.items[0].sections] == ["Baggrund"]


@pytest.mark.parametrize(
    "heading", ["Punkt {n}\n\n{title}\n\n22/33{n}", "{title}\n\nSag nr. {n}\n\n22/33{n}"]
)
def test_a_title_may_be_worded_as_what_stands_above_several_items(heading: str) -> None:
    titles = ["Cykelsti", "Sager til orientering", "Ny legeplads"]
    meeting = told(
        "\n\n".join(
            f"{heading.format(n=n, title=title)}\n\nBaggrund\n\nDer er set på det."
            for n, title in enumerate(titles, 14)
        )
    )
    assert items(meeting) == [(n, t, f"22/33{n}", False) for n, t in enumerate(titles, 14)]


def test_titles_stand_above_their_numbers_where_a_closed_item_has_nothing_else() -> None:
    meeting = told(
        "Køb af grund (fortroligt)\n\nSag nr. 234\n\n15/14781\n\n"
        "Støttet boligbyggeri\n\nSag nr. 235\n\n15/6202\n\nBaggrund\n\nDer mangler boliger.\n"
    )
    titles = [(234, "Køb af grund (fortroligt)"), (235, "Støttet boligbyggeri")]
    assert [(item.number, item.title) for item in meeting.items] == titles
    assert meeting.items[1].start == meeting.text.index("Støttet")


def test_two_items_with_letters_may_have_one_title() -> None:
    titles = [("A", "Cykelsti"), ("B", "Meddelelser"), ("C", "Meddelelser"), ("D", "Eventuelt")]
    below = "22/3389\n\nBaggrund\n\nDer er set på det."
    meeting = told("\n\n".join(f"{letter}: {title}\n\n{below}" for letter, title in titles))
    assert [(item.label, item.title) for item in meeting.items] == titles


@pytest.mark.parametrize("day", ["", " 27-01-2011"])
def test_contents_may_have_pages_that_nothing_sets_apart(day: str) -> None:
    titles = [f"Kloakering af Kalkhøj{day}", "Lukket", "Orientering", "Lukket"]
    listed = "\n".join(f"Punkt {n}: {title} {n + 2}" for n, title in enumerate(titles, 1))
    parts = "\n\n".join(f"Punkt {n}\n\n{title}\n\n24/188{n}" for n, title in enumerate(titles, 1))
    meeting = told(f"Indholdsfortegnelse\n\n{listed}\n\n{parts}\n\nBaggrund\n\nIntet.\n")
    assert [(line.title, line.page) for line in meeting.contents] == [
        (title, page) for page, title in enumerate(titles, 3)
    ]
    assert [item.title for item in meeting.items] == titles


def test_text_right_below_a_title_that_the_contents_know_is_not_the_title() -> None:
    meeting = parse(
        ABOVE + "Indholdsfortegnelse\n\nSti.....\t2\n\nPunkt 1: Sti\nDer er ingen sti.\n", "a.txt"
    )
    assert meeting.items[0].title == "Sti"
    assert meeting.items[0].sections[0].blocks[0].start == meeting.text.index("Der er")


def test_the_heading_wins_over_the_contents() -> None:
    meeting = parse(
        ABOVE + "Indholdsfortegnelse\n\nÅvrige sager.....\t2\n\nPunkt 1: Øvrige sager\n\n21/6\n",
        "a.txt",
    )
    assert meeting.contents[0].title == "Åvrige sager"
    assert meeting.items[0].title == "Øvrige sager"


def test_a_title_printed_again_under_the_number_belongs_to_the_heading() -> None:
    meeting = told(
        "Punkt 1: Økonomifølging 12-06-2024\n\n14/867\n\nØkonomiopfølgning 12-06-2024\n\n"
        "BESLUTNING TEKNIKUDVALGET DEN 12-06-2024\n\nGodkendt.\n"
    )
    item = meeting.items[0]
    assert item.title == "Økonomifølging 12-06-2024"
    assert "Økonomiopfølgning" in meeting.text[item.start : item.heading_end]
    assert len(item.sections) == 1


def test_contents_written_as_headings_are_not_items() -> None:
    listed = "Indholdsfortegnelse\n\nPunkt 1: Sti\n\nPunkt 2: Lukket\n\nPunkt 3: Bro\n\n"
    meeting = parse(
        ABOVE + listed + "Punkt 1: Sti\n\n22/1111\n\nPunkt 2: Lukket\n\n22/2222\n\n"
        "Punkt 3: Bro\n\n22/3333\n\nBaggrund\n\nBroen.\n",
        "a.txt",
    )
    assert [item.case for item in meeting.items] == ["22/1111", "22/2222", "22/3333"]
    assert [line.title for line in meeting.contents] == ["Sti", "Lukket", "Bro"]


@pytest.mark.parametrize(
    "line",
    [
        "Udvalget ønsker, at\nPunkt 2: sendes i høring igen.",
        "Punkt 2 blev godkendt.",
        "Punkt 2: Godkendt",
        "Punkt 2: Forvaltningen undersøger, om broen kan bære.",
        "Punkt 9: Forvaltningen undersøger, om broen kan bære.",
        "Punkt 1 og 2 blev godkendt.",
    ],
)
def test_a_line_that_only_begins_as_a_heading_is_text(line: str) -> None:
    meeting = told(
        f"Punkt 1: Sti\n\n22/1111\n\nBaggrund\n\nEn sti.\n\n{line}\n\n"
        "Punkt 2: Bro\n\n22/2222\n\nBaggrund\n\nEn bro.\n\n"
        "Punkt 3: Vej\n\nBaggrund\n\nEn vej.\n"
    )
    assert [item.title for item in meeting.items] == ["Sti", "Bro", "Vej"]
    first = meeting.items[0]
    assert line in meeting.text[first.start : first.end]


def test_a_heading_out_of_order_begins_an_item_and_leaves_a_doubt() -> None:
    meeting = told(
        "Punkt 1: Sti\n\n22/1111\n\nPunkt 2: Bro\n\n22/2222\n\n"
        "Punkt 1: Lukket\n\n22/3333\n\nHemmeligt.\n\nPunkt 3: Vej\n\n22/4444\n"
    )
    assert [(item.number, item.label, item.title, item.closed) for item in meeting.items] == [
        (1, "", "Sti", False),
        (2, "", "Bro", False),
        (4, "1", "Lukket", True),
        (3, "", "Vej", False),
    ]
    assert "Punkternes numre står ikke i rækkefølge." in meeting.doubts


def test_missing_numbers_are_accepted() -> None:
    meeting = told("Punkt 3: Sti\n\n22/1111\n\nPunkt 7: Bro\n\n22/2222\n")
    assert [item.number for item in meeting.items] == [3, 7]


def test_nothing_below_a_closed_heading_is_exposed() -> None:
    meeting = told(
        "Punkt 1: Lukket\n\n22/6682\n\nBeslutning Teknikudvalget den 12-06-2024\n\nHemmeligt.\n\n"
        "Punkt 2: Lukket\n\n22/6683\n\nPunkt 3: Sti\n\nBaggrund\n\nEn sti.\n"
    )
    first, second, third = meeting.items
    assert first.closed and first.sections == () and first.case == "22/6682"
    assert "Hemmeligt" not in meeting.text[first.start : first.heading_end]
    assert second.heading_end == second.end
    assert not third.closed


@pytest.mark.parametrize(
    ("title", "closed"),
    [
        ("Lukket", True),
        ("LUKKET", True),
        ("Lukket punkt", True),
        ("Lukket: Køb af grund", True),
        ("Lukket sag: Køb af grund", True),
        ("Lukket - Køb af grund", True),
        ("Køb af grund (Lukket)", True),
        ("Køb af grund - LUKKET SAG", True),
        ("(Lukket)", True),
        ("Fortroligt", True),
        ("Lukket deponi ved Nørremark", False),
        ("Lukkedage i dagtilbud 2024/25", False),
        ("Lukning af skole", False),
        ("Slukning af gadelys", False),
        ("Åbent brev om lukkede butikker", False),
    ],
)
def test_closed_titles(title: str, closed: bool) -> None:
    assert is_closed(title) is closed


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("22/3389", "22/3389"),
        ("09/10043", "09/10043"),
        ("Sagsnr.: 18/24758", "18/24758"),
        ("EMN-2025-003383", "EMN-2025-003383"),
        ("330-2017-89635", "330-2017-89635"),
        ("2012-28504", "2012-28504"),
        ("2018-2021", None),
        ("30/1", None),
        ("04-04-2022", None),
        ("Budget 22/3389", None),
    ],
)
def test_case_numbers(line: str, case: str | None) -> None:
    assert case_number(line) == case
