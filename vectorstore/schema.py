"""The words everyone shares. Imports nothing of ours; every offset is in characters.

Offsets (`start`, `end`) always point into `Meeting.text`: the file as decoded, with line ends
as "\\n" and Unicode in NFC. A quote is `fold(text[start:end])`.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


def fold(text: str) -> str:
    """White space folded to single spaces: the form in which quotes are shown and compared."""
    return " ".join(text.split())


class SectionKind(StrEnum):
    """Kinds of section, by their Danish names. `OTHER` keeps its heading as printed."""

    HEADER = "mødehoved"  # the meeting's own header: item 0
    TITLE = "titel"  # the item's heading line, cited for case numbers and closed items
    BACKGROUND = "baggrund"
    RECOMMENDATION = "indstilling"
    DECISION = "beslutning"
    CASE = "sagsfremstilling"
    ECONOMY = "økonomi"
    ATTACHMENTS = "bilag"
    OTHER = "andet"


class BlockKind(StrEnum):
    """What a stretch of a section is, as a reader sees it."""

    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    BULLET = "bullet"  # one entry of a list; start is after the marker
    TABLE = "table"
    CAPTION = "caption"  # of the table that follows
    FOOTNOTE = "footnote"  # of the table before


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; start == end for an empty one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list entry, a subheading, or a whole table, with its place in the source.

    A paragraph broken over two pages is one block: the break is white space inside it.
    """

    kind: BlockKind
    start: int
    end: int
    marker: str = ""  # of a bullet, as printed: "-", "a)", "1."
    rows: tuple[tuple[Cell, ...], ...] = ()  # of a table; the first row is the header


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an item under one heading. [start, end) holds the heading and all its text."""

    kind: SectionKind
    heading: str  # as printed, white space folded; "" for text that stands before any heading
    start: int
    end: int
    blocks: tuple[Block, ...] = ()
    decided: date | None = None  # a decision's own date, from its heading
    decided_by: str = ""  # the body named in a decision's heading

    @property
    def moved(self) -> bool:
        """Whether members propose it, beside what is recommended: "Beslutningsforslag fra V"."""
        return self.kind is SectionKind.RECOMMENDATION and "forslag fra" in self.heading.casefold()


class Side(StrEnum):
    """Where somebody stood when an item was decided."""

    FOR = "for"
    AGAINST = "imod"
    ABSTAINED = "undlod"  # "undlod at stemme", "stemte hverken for eller imod"
    RESERVED = "forbehold"  # "tog forbehold"


@dataclass(frozen=True, slots=True)
class Vote:
    """What a decision says of one side of a vote. [start, end) is the sentence or line."""

    side: Side
    start: int
    end: int
    voters: tuple[str, ...] = ()  # persons, parties and lists as printed: "V", "Anne Holm (A)"
    count: int | None = None  # as printed; never counted from the voters


class Presence(StrEnum):
    """How somebody's presence at one item differed from the meeting's list of participants."""

    ABSENT = "afbud"
    DISQUALIFIED = "disqualified"  # "inhabil": took no part in the treatment
    LEFT = "left"  # "forlod mødet kl. 18.20"
    CAME = "came"
    SUBSTITUTE = "substitute"  # "stedfortræder"


@dataclass(frozen=True, slots=True)
class Attendance:
    """What an item says of who was there. [start, end) is the sentence or line."""

    presence: Presence
    name: str  # as printed
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item ("punkt"). [start, heading_end) is its heading and case number; sections follow."""

    number: int
    title: str  # as printed in the heading, folded
    case: str | None  # "22/3389"
    closed: bool  # treated behind closed doors: nothing below the heading is ever used
    start: int
    heading_end: int
    end: int
    sections: tuple[Section, ...] = ()
    label: str = ""  # the number as printed where it is not `number` alone: "3.A", "B", "74/2021"
    votes: tuple[Vote, ...] = ()
    attendance: tuple[Attendance, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody on the list of participants."""

    name: str
    start: int
    end: int
    role: str = ""  # "sekretær", "formand", as printed in parentheses
    absent: bool = False  # "(Afbud)"


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents."""

    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting's minutes. [0, header_end) is the header; the items hold the rest."""

    id: str  # "direktionen-2022-04-04"
    committee: str  # "Direktionen"
    held: date
    begins: time | None
    place: str
    text: str
    header_end: int
    place_span: tuple[int, int] | None = None
    held_span: tuple[int, int] | None = None  # of the line with date and time
    participants: tuple[Participant, ...] = ()
    contents: tuple[ContentsLine, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    source: str = ""  # the file's name
    municipality: str = ""  # or region, association: "Lindevang Kommune"; "" where it is not said
    agenda: bool = False  # an agenda ("dagsorden"): what is to be treated, nothing decided yet
    correction: str = ""  # "Rettet referat", "version 2": corrects minutes of the same meeting
    pages: tuple[int, ...] = ()  # where each page begins in the text; () where the file has none
    certainty: float = 1.0  # of the parser, 0 to 1
    doubts: tuple[str, ...] = ()  # why it is no more certain, as Danish sentences

    def page(self, place: int) -> int | None:
        """The page, from 1, that a place in the text stands on; None without pages."""
        return bisect_right(self.pages, place) or None

    def item(self, number: int) -> AgendaItem | None:
        """The item with this number, if there is one."""
        return next((item for item in self.items if item.number == number), None)


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is quoted: a sentence, a list entry, a table row, a subheading."""

    id: str  # "<passage id>/k"
    kind: BlockKind  # PARAGRAPH for a sentence, TABLE for a row
    start: int
    end: int
    text: str  # fold(source[start:end])
    lead: str = ""  # the line that opens its list, or its table's header row
    subheading: str = ""  # the nearest subheading above
    reading: str = ""  # a table row with its headers: "Krisecenter – Aktuelt: 4; …"; else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded: a piece of one section, under about 400 tokens."""

    id: str  # "<meeting>/<item>/<section>/<n>", numbers from 0 but for the item
    meeting: str
    item: int
    section: int  # place of the section in its item
    kind: SectionKind
    start: int
    end: int
    text: str  # folded
    context: str  # committee, date, item title, section: put in front before embedding
    units: tuple[Unit, ...] = ()

    @property
    def embedded(self) -> str:
        """The text that the embedder sees."""
        return f"{self.context}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to. Empty fields do not limit."""

    committees: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    cases: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()

    def admits(self, meeting: "MeetingSummary") -> bool:
        """Whether a meeting is let through, as far as that shows without its cases."""
        return (
            (not self.committees or meeting.committee in self.committees)
            and (not self.municipalities or meeting.municipality in self.municipalities)
            and (not self.meetings or meeting.id in self.meetings)
            and (self.first is None or meeting.held >= self.first)
            and (self.last is None or meeting.held <= self.last)
        )

    def words(self) -> list[str]:
        """What it limits to, as a reader says it: years, municipalities, committees, cases."""
        first, last = (day.year if day else None for day in (self.first, self.last))
        years = f"{first or ''}–{last or ''}" if first != last else str(first or "")
        told = [years] if years else []
        return [*told, *self.municipalities, *self.committees, *self.cases]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with the signals that found it."""

    passage: str  # id
    score: float  # fused; comparable within one search only
    cosine: float = 0.0
    words: float = 0.0  # BM25


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the minutes, quoted word for word."""

    n: int  # from 1, in the order of first use
    meeting: str
    committee: str
    held: date
    item: int  # 0 for the meeting's header
    title: str
    case: str | None
    kind: SectionKind
    section: str  # the section's kind in Danish; for OTHER its printed heading
    quote: str
    start: int
    end: int
    page: int | None = None  # None where the source has no pages
    agenda: bool = False  # stands in an agenda, not in minutes
    municipality: str = ""  # "" where only one municipality is indexed

    @property
    def url(self) -> str:
        """The reader page at the marked words; a path on the server that shows the page."""
        page = f"&side={self.page}" if self.page else ""
        return f"/kilde/{self.meeting}?fra={self.start}&til={self.end}{page}#punkt-{self.item}"


class Role(StrEnum):
    """What a statement does in an answer, which decides how it is shown."""

    LEAD = "lead"  # our words: who decided and when
    SENTENCE = "sentence"  # a chat model's words, held against the sources they cite
    QUOTE = "quote"  # the minutes' words, the main evidence
    ALSO = "also"  # a labelled row below: proposal, economy, an earlier decision
    NOTE = "note"  # our words: what the reader should know
    NONE = "none"  # our words in a refusal


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or quote of an answer, with the numbers of the citations it rests on."""

    role: Role
    text: str  # for QUOTE and ALSO the minutes' own words
    cites: tuple[int, ...] = ()
    label: str = ""  # "Beslutning", "Indstilling", "Økonomi", "Afløst 12. juni 2024"
    kind: SectionKind | None = None
    where: str = ""  # "Punkt 4, Cykelsti langs Møllevej"
    table: bool = False  # the text is "header: cell" lines made from one row; quote holds the row
    not_superseded_in: int = 0  # meetings indexed, none of which takes this decision up again
    checked: tuple[str, ...] = ()  # of a SENTENCE: what was held against its sources, "figures"


@dataclass(frozen=True, slots=True)
class Searched:
    """What a refusal tells about the search."""

    meetings: int = 0
    items: int = 0
    committees: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    found: tuple[str, ...] = ()  # words of the question that stand in the minutes
    missing: tuple[str, ...] = ()
    closed_items: int = 0
    filters: tuple[str, ...] = ()  # in words: "2024", "Teknikudvalget"


@dataclass(frozen=True, slots=True)
class Limit:
    """What the words of a question limited its search to, as a chip that can be taken off."""

    kind: str  # "period", "municipality", "committee", "case" or "meeting"
    words: str  # as the question has them: "i 2024"
    told: str  # as the chip names it: "2024", "Teknik- og Miljøudvalget"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a chat model put an answer in words, or why it did not."""

    model: str  # "gemma3:12b"
    place: str  # where it runs: "127.0.0.1", "api.openai.com"
    trouble: str = ""  # why the answer is the minutes' own words after all: "down", "slow", …
    told: str = ""  # the same in a sentence to the reader
    checked: int = 0  # sentences that the minutes bear out
    repaired: int = 0  # those of them that were put right first
    withdrawn: int = 0  # sentences that they do not
    draft: str = ""  # what is being written, not checked yet


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer so far; a stream yields ever longer ones and the last has `final` set."""

    question: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    refused: bool = False
    reason: str = ""  # "" or why it was refused: "not_found", "no_such_case", …
    searched: Searched | None = None
    nearest: tuple[Citation, ...] = ()  # of a refusal: not an answer
    language: str = "da"
    seconds: float = 0.0
    final: bool = False
    topic: tuple[str, int] | None = None  # (meeting, item) that a follow-up goes on from
    limits: tuple[Limit, ...] = ()  # that the question's own words set
    follow_ups: tuple[str, ...] = ()  # questions to go on with, which the cited items answer
    free: bool = False  # a chat model may word it: it is no record, no list, no sure refusal
    wording: Wording | None = None  # of a chat model, where one is set

    def citation(self, n: int) -> Citation | None:
        """The citation with this number."""
        return next((c for c in self.citations if c.n == n), None)


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """A meeting as lists show it, without its text."""

    id: str
    committee: str
    held: date
    items: int
    closed: int
    municipality: str = ""
    agenda: bool = False
    place: str = ""  # where it was held


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What the index holds, as the page's foot and the command line tell it."""

    meetings: tuple[MeetingSummary, ...] = ()
    passages: int = 0
    model: str = ""
    indexed_at: datetime | None = None
    revision: int = 0

    @property
    def items(self) -> int:
        """Agenda items in all meetings, closed ones included."""
        return sum(meeting.items for meeting in self.meetings)

    @property
    def committees(self) -> tuple[str, ...]:
        """Names of the committees, sorted."""
        return tuple(sorted({meeting.committee for meeting in self.meetings}))

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Names of the municipalities that documents name, sorted."""
        return tuple(sorted({meeting.municipality for meeting in self.meetings} - {""}))


class FileOutcome(StrEnum):
    """What became of one file when indexing."""

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"  # a correction of the same meeting is in force
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file, with what a user should know about it."""

    path: str
    outcome: FileOutcome
    meeting: str = ""
    items: int = 0
    changed: tuple[int, ...] = field(default=())  # item numbers, for UPDATED
    detail: str = ""  # why it failed, or what it is a duplicate of


def sections(meeting: Meeting) -> Iterator[tuple[AgendaItem, int, Section]]:
    """Every section of every open item, with its place in the item."""
    for item in meeting.items:
        if not item.closed:
            for place, section in enumerate(item.sections):
                yield item, place, section
