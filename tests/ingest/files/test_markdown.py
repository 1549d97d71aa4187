"""Markdown as it is read: what its marks say, and the text without them."""

import pytest

from ingest.files.kinds import Kind, kind_of
from ingest.files.markdown import read_markdown


def told(printed: str) -> str:
    return read_markdown(printed.encode()).text


def marks(printed: str) -> list[tuple[str, int]]:
    found = read_markdown(printed.encode())
    return [(found.text[mark.start : mark.end], mark.level) for mark in found.marked]


def test_headings_and_bold_lines_are_marked_and_read_without_their_signs() -> None:
    text = (
        "# Referat\n\n## Punkt 1: Sti ##\n\n**Baggrund**\n\nStien er **lang**.\n\nBro\n---\n\nNy.\n"
    )
    assert marks(text) == [("Referat", 1), ("Punkt 1: Sti", 2), ("Baggrund", 10), ("Bro", 2)]
    assert told(text) == "Referat\n\nPunkt 1: Sti\n\nBaggrund\n\nStien er lang.\n\nBro\n\nNy.\n"


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Dato: 12-06-2024  \nSted: Salen\\\nSlut", "Dato: 12-06-2024\nSted: Salen\nSlut"),
        ("> Citatet er langt", "Citatet er langt"),
        ("Se [notatet](https://lindevang.dk/n_(1).pdf).", "Se notatet."),
        ("Skriv til <sti@lindevang.dk>", "Skriv til sti@lindevang.dk"),
        (r"8\* og \*\*ikke fed\*\* og 1\. maj", "8* og **ikke fed** og 1. maj"),
        ("Sags_nr_7 og 8* og *vigtigt* og _kort_", "Sags_nr_7 og 8* og vigtigt og kort"),
        ("- en\n+ to\n1. tre", "- en\n- to\n1. tre"),
        ("* Pr. 8. marts\n\n***\n\nSlut", "* Pr. 8. marts\n\n\n\nSlut"),
        ("Før\n\n| A | B |\n| --- | ---: |\n| 1 \\| 2 | **3** |\n", "Før\n\n\nA\tB\n1 | 2\t3\n\n"),
    ],
)
def test_marks_are_taken_off(printed: str, words: str) -> None:
    assert told(printed) == words


@pytest.mark.parametrize(
    ("printed", "name", "kind"),
    [
        ("## Punkt 1", "a.md", Kind.MARKDOWN),
        ("Punkt 1\n\nStien er lang.", "a.md", Kind.TEXT),
        ("# Referat\n\n## Punkt 1\n\n### Bilag\n", "a.txt", Kind.MARKDOWN),
        ("**Baggrund**\n\n**Bilag**\n\n**Økonomi**\n\n# 1", "a.txt", Kind.TEXT),
    ],
)
def test_text_that_is_plainly_markdown_is_read_as_such(printed: str, name: str, kind: Kind) -> None:
    assert kind_of(printed.encode(), name) is kind
