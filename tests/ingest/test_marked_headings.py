"""Headings that a file marks by style or type help to find items, and never hurt."""

import pytest

from ingest.document import Document, Marked
from ingest.parse import parse

_TOP = "REFERAT Teknikudvalget d. 12-06-2024\n\nMødedato Onsdag d. 12. juni 2024 kl. 16:30\n\n"


def _document(*marked: tuple[int, str]) -> Document:
    """A document of paragraphs, each with its level as a heading; 0 is none."""
    text, marks = _TOP, []
    for level, words in marked:
        if level:
            marks.append(Marked(len(text), len(text) + len(words), level))
        text += f"{words}\n\n"
    return Document(text, marked=tuple(marks))


def _item(number: str, title: str, level: int, section: int) -> list[tuple[int, str]]:
    return [
        (level, number),
        (level, title),
        (section, "Baggrund"),
        (0, f"Sagen om {title.casefold()} er kendt, og der er ikke sket noget siden i foråret."),
        (section, f"Særligt om {title.split()[-1]}"),
        (0, "Skolen har et ønske, som forvaltningen ser på hen over sommeren."),
        (section, "Beslutning"),
        (0, "Godkendt."),
    ]


@pytest.mark.parametrize(("level", "section"), [(2, 3), (2, 2), (10, 10), (11, 12)])
@pytest.mark.parametrize("number", ["Punkt {}", "Pkt. {}"])
def test_a_number_and_its_title_marked_alike_are_one_item(
    number: str, level: int, section: int
) -> None:
    titles = ["Cykelsti ved Engvej", "Ny legeplads i Lindevang", "Renovering af Søbadet"]
    parts = [
        part
        for n, title in enumerate(titles, 1)
        for part in _item(number.format(n), title, level, section)
    ]
    meeting = parse(_document(*parts), "m.docx")
    assert [(item.number, item.title) for item in meeting.items] == list(enumerate(titles, 1))
    assert [len(item.sections) for item in meeting.items] == [2, 2, 2]


def test_subheadings_below_the_sections_are_never_the_items() -> None:
    parts: list[tuple[int, str]] = []
    for number, title in enumerate(("Cykelsti ved Engvej", "Ny legeplads i Lindevang"), 7):
        parts += [(2, f"Nr.{number} - {title}"), (0, "820-2001-14880"), (3, "Baggrund")]
        for place in ("Hasselvej", "Bygvej", "Søvej"):
            parts += [(5, f"Hvad siger de berørte på {place}?")]
            parts += [(0, "Der er holdt et møde, hvor alle kunne høre om planen.")]
        parts += [(3, "Beslutning"), (0, "Godkendt.")]
    meeting = parse(_document(*parts), "m.pdf")
    assert [item.number for item in meeting.items] == [7, 8]


def test_letters_count_items_where_bold_lines_stand_between_them() -> None:
    parts: list[tuple[int, str]] = []
    for letter, title in (("A", "Cykelsti ved Engvej"), ("B", "Lukket"), ("C", "Søbadet")):
        parts += [(10, f"{letter}: {title}"), (10, "Baggrund"), (0, "Der er set på sagen i år.")]
        parts += [(10, "Særligt om skolen"), (0, "Skolen har et ønske til sommeren.")]
    meeting = parse(_document(*parts), "m.docx")
    assert [item.label for item in meeting.items] == ["A", "B", "C"]
    assert [item.closed for item in meeting.items] == [False, True, False]
    assert meeting.items[1].sections == ()


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_title_stands_below_a_number_and_its_case_number(blank: str) -> None:
    text = _TOP
    for n, title in enumerate(("Cykelsti ved Engvej", "Øvrige sager", "-"), 3):
        lines = (f"Punkt {n}", f"Sagsnr.: 2003-47{n}6", f"Dok.nr.: 2003-3329{n}", title)
        text += blank.join(lines) + "\n\nBaggrund\n\nDer er set på sagen i år.\n\n"
    meeting = parse(text, "m.txt")
    assert [(item.number, item.title) for item in meeting.items] == [
        (3, "Cykelsti ved Engvej"), (4, "Øvrige sager"), (5, ""),
    ]  # fmt: skip
    assert [item.case for item in meeting.items] == ["2003-4736", "2003-4746", "2003-4756"]


def test_a_title_above_its_number_may_stand_again_below_the_case_number() -> None:
    text = _TOP
    for n, title in enumerate(("Cykelsti ved Engvej", "Øvrige sager", "Ny legeplads"), 129):
        text += f"{title}\n\nSag nr. {n}\n\nSagsnr.: 22/33{n}\n\n{title}\n\n"
        text += "Baggrund\n\nDer er set på sagen i år.\n\n"
    meeting = parse(text, "m.txt")
    assert [item.number for item in meeting.items] == [129, 130, 131]
    assert [meeting.text[item.start :].split("\n")[0] for item in meeting.items] == [
        "Cykelsti ved Engvej", "Øvrige sager", "Ny legeplads",
    ]  # fmt: skip


def test_a_number_with_noughts_in_front_is_not_two_glued_lines() -> None:
    text = _TOP + "Indholdsfortegnelse\n\n1. Cykelsti ved Engvej\n2. Ny legeplads\n3. Lukket\n\n"
    for n, title in enumerate(("Cykelsti ved Engvej", "Ny legeplads"), 1):
        text += f"00{n}. {title}\n\n22/338{n}\n\nBaggrund\n\nDer er set på sagen i år.\n\n"
    text += "003. Lukket\n\nLukket - 24.05.01-G20-4-21\n\nBaggrund\n\nSagen er fortrolig.\n"
    meeting = parse(text, "m.txt")
    assert [meeting.text[item.start :][:4] for item in meeting.items] == ["001.", "002.", "003."]
    assert [item.closed for item in meeting.items] == [False, False, True]
    assert meeting.items[2].case == "24.05.01-G20-4-21"


def test_bold_lines_that_the_contents_do_not_have_are_no_items() -> None:
    titles = ["Cykelsti ved Engvej", "Ny legeplads i Lindevang", "Renovering af Søbadet"]
    parts: list[tuple[int, str]] = [(10, "Indholdsfortegnelse"), (0, "\n".join(titles))]
    for n, title in enumerate(titles):
        parts += [(10, title), (0, f"22/338{n}"), (10, "Baggrund"), (0, "Der er set på sagen.")]
        parts += [(10, f"Mere om {n} meter vej"), (0, "Grunden er blød, og vejen skal bæres.")]
    meeting = parse(_document(*parts), "m.html")
    assert [item.title for item in meeting.items] == titles
