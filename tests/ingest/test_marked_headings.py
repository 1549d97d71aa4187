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


def test_letters_count_items_where_bold_lines_stand_between_them() -> None:
    parts: list[tuple[int, str]] = []
    for letter, title in (("A", "Cykelsti ved Engvej"), ("B", "Lukket"), ("C", "Søbadet")):
        parts += [(10, f"{letter}: {title}"), (10, "Baggrund"), (0, "Der er set på sagen i år.")]
        parts += [(10, "Særligt om skolen"), (0, "Skolen har et ønske til sommeren.")]
    meeting = parse(_document(*parts), "m.docx")
    assert [item.label for item in meeting.items] == ["A", "B", "C"]
    assert [item.closed for item in meeting.items] == [False, True, False]
    assert meeting.items[1].sections == ()
