"""A file as read: what the parser is given, whatever the type of the file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that the file itself sets apart as a heading, by its style, its tag or its type."""

    start: int
    end: int
    level: int  # 1 is the largest


@dataclass(frozen=True, slots=True)
class Document:
    """The text in reading order, in the form that minutes saved as text have.

    Paragraphs are divided by blank lines and not wrapped inside; an entry of a list is a line with
    its marker in front ("- ", "1. "); a row of a table is a line of cells divided by TAB, blank
    lines around the table; a heading stands on a line of its own. Line ends are "\n", Unicode is
    NFC. A page's end is no sign in the text: `pages` has the offset at which each page begins.
    """

    text: str
    pages: tuple[int, ...] = ()  # from page 1; () where the file has none
    marked: tuple[Marked, ...] = ()  # in order; () where the file does not say
    left_out: tuple[str, ...] = ()  # running headers and footers, each once, as printed
    doubts: tuple[str, ...] = ()  # Danish sentences: "Side 3 er læst med tekstgenkendelse."
