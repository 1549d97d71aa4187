"""What a document is meant to say: the tree of its lines, and what each of them is.

The tree is the document too: a renderer prints its lines in order, and adds nothing but page
furniture. So what is meant cannot differ from what is printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from vectorstore.schema import Presence, SectionKind, Side


class Look(StrEnum):
    """What a line looks like on the page."""

    TITLE = "title"  # of the whole document
    PLAIN = "plain"  # of the header, and below an item's heading: "Sagsnr.: 22/3389"
    CONTENTS = "contents"
    GROUP = "group"  # a heading above several items
    ITEM = "item"
    SECTION = "section"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    CLOSE = "close"  # a paragraph right below the one before, without space between
    BULLET = "bullet"
    NUMBER = "number"  # an entry of a numbered list
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading, a list entry or a whole table as printed."""

    look: Look
    text: str = ""  # "\n" is a line break that wrapping put there
    marker: str = ""  # of a list entry
    rows: tuple[tuple[str, ...], ...] = ()  # of a table

    @property
    def words(self) -> str:
        """Its words in reading order, folded, with the marker."""
        if self.rows:
            return " ".join(" ".join(row) for row in self.rows)
        return " ".join(f"{self.marker} {self.text}".split())


@dataclass(frozen=True, slots=True)
class Stand:
    """One side of a vote."""

    side: Side
    voters: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class There:
    """Somebody's presence at one item."""

    presence: Presence
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section: what kinds a careful reader may call it, its heading, its lines."""

    kinds: frozenset[SectionKind]
    heading: str = ""
    body: tuple[Line, ...] = ()
    decided: date | None = None
    decided_by: str = ""
    twice: bool = False  # the heading is printed twice
    inline: bool = False  # "Beslutning: Godkendt." on one line
    optional: bool = False  # need not be a section: "-" alone, or the title once more
    stands: tuple[Stand, ...] = ()
    there: tuple[There, ...] = ()

    @property
    def lines(self) -> Iterator[Line]:
        """What is printed."""
        if self.inline:
            first, *rest = self.body
            yield Line(first.look, f"{self.heading} {first.text}")
            yield from rest
            return
        if self.heading:
            yield from [Line(Look.SECTION, self.heading)] * (2 if self.twice else 1)
        yield from self.body

    @property
    def words(self) -> str:
        """The words below the heading."""
        return " ".join(line.words for line in self.body)


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the agenda. Sets hold what a careful reader may say where forms leave it open."""

    number: int | None  # None where no number is printed
    labels: frozenset[str]
    titles: tuple[str, ...]  # the first is the best
    cases: frozenset[str | None]
    closed: bool
    heading: tuple[Line, ...]  # with case number, and the title where it is repeated
    parts: tuple[Part, ...] = ()
    hidden: tuple[Line, ...] = ()  # what stands below the heading of a closed item
    above: tuple[Line, ...] = ()  # group headings above it, which belong to no item

    @property
    def name(self) -> str:
        """Its heading, for messages."""
        return " / ".join(line.words for line in self.heading if line.look is Look.ITEM)

    @property
    def lines(self) -> Iterator[Line]:
        """What is printed, without the group headings above."""
        yield from self.heading
        for part in self.parts:
            yield from part.lines
        yield from self.hidden


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list of participants."""

    name: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Minutes:
    """A whole document."""

    committee: str
    municipality: str  # "" where it is not printed
    held: date
    begins: time | None
    place: str
    agenda: bool
    people: tuple[Person, ...]
    header: tuple[Line, ...]
    points: tuple[Point, ...]
    tail: tuple[Line, ...] = ()  # the page for signatures
    glued: str = ""  # what extraction glued in front of the first item: "Referat"

    @property
    def lines(self) -> Iterator[Line]:
        """All that is printed, in order."""
        yield from self.header
        for point in self.points:
            yield from point.above
            yield from point.lines
        yield from self.tail

    @property
    def between(self) -> frozenset[str]:
        """Lines that belong to no item."""
        above = [line.words for point in self.points for line in point.above]
        return frozenset(above + [line.words for line in self.tail])
