"""What stands around a line: what speaks for its being the heading of an agenda item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.cases import CaseLine, case_line, case_number
from ingest.closed import Group, closed_mark, group, is_closed
from ingest.contents import Contents, key, same_title
from ingest.days import DATE
from ingest.forms import NAMED, Candidate
from ingest.headings import SectionHeading, run_in, section_heading
from ingest.lines import Line
from ingest.lists import opens_list
from vectorstore.schema import SectionKind, fold

# What stands behind "Punkt 2:" in a decision or letter: an outcome, or a sentence. A title may
# end with an abbreviation: "Eventuelt mv."
SAID = re.compile(
    r"(?:ikke )?(?:godkendt|vedtaget|tiltrådt|taget|udsat|udskudt|drøftet|anbefal\w+|afvist)\b.*"
    r"|(?:\S+ ){3,}.*(?<!\bmv)(?<!\bm\.m)(?<!\bm\.v)(?<!\bosv)(?<!\bm\.fl)\.|.*[,;]",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?:ikke |enstemmigt )?(?:godkendt|vedtaget|tiltrådt|taget|udsat|udskudt|drøftet|anbefal\w+"
    r"|afvist|indstillet|at )\b",
    re.IGNORECASE,
)
# "Overborgmester Anne Holm (A)" on a list of those present; "11/1-2023 kl. 19.30" above them.
_PERSON = re.compile(r"(?:[A-ZÆØÅ][\w.-]+ ){2,5}\([A-ZÆØÅ]{1,2}\)")
_DATED = re.compile(rf"(?:\w+ )?(?:den |d\. )?{DATE.pattern}", re.IGNORECASE)
# A line of running text that its sentence goes on from.
_RUNS_ON = re.compile(r".{30,}[\wæøå,–-]", re.DOTALL)
_NUMBERED = re.compile(r"\W*\d{1,4}[.:)]\s")
_TWO_SENTENCES = re.compile(r"[a-zæøå)]{3}\. +[A-ZÆØÅ]")
_LONG_TITLE = 180
_TOP = 12
_MOST_TITLES = 300  # in the contents; more are looked up by their exact words only
_GLUED = 8  # from this level on a line is no heading that the file marks
NEVER = -100.0


@dataclass(frozen=True)
class Surroundings:
    """The lines of a document with what each of them says by its words alone."""

    lines: Sequence[Line]
    contents: Contents

    @cached_property
    def headings(self) -> list[SectionHeading | None]:
        """The section that each line opens."""
        return [
            None if line.blank or line.row else section_heading(line.bare, "")
            for line in self.lines
        ]

    @cached_property
    def cases(self) -> list[CaseLine | None]:
        """What each line says of a case; "24/1" alone is one where others stand so."""
        found = [None if line.blank else case_line(line.bare) for line in self.lines]
        plain = [case_number(line.bare, short=True) for line in self.lines if not line.blank]
        if sum(case is not None for case in plain) > 1:
            for at, line in enumerate(self.lines):
                if found[at] is None and not line.blank:
                    short = case_number(line.bare, short=True)
                    found[at] = CaseLine(short) if short else None
        return found

    @cached_property
    def groups(self) -> list[Group | None]:
        """What each line says that stands above several items."""
        return [None if line.blank or line.row else group(line.bare) for line in self.lines]

    @cached_property
    def marked(self) -> bool:
        """Whether the file sets headings apart at all."""
        return sum(0 < line.level < _GLUED for line in self.lines) >= 3

    @cached_property
    def top(self) -> int:
        """Where the lines end that may be the document's own title."""
        read = [at for at, line in enumerate(self.lines) if not line.blank]
        return read[_TOP] if len(read) > _TOP else len(self.lines)

    @cached_property
    def airy(self) -> bool:
        """Whether blank lines divide the text."""
        return 8 * sum(not line.text for line in self.lines) >= len(self.lines)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles in the contents, as they are found again."""
        return {key(entry.title): entry.title for entry in self.contents.entries}

    def listed(self, title: str) -> bool:
        """Whether the contents have a title, misread letters apart."""
        if not title or not self.titles:
            return False
        if key(title) in self.titles:
            return True
        if len(self.titles) > _MOST_TITLES:
            return False
        return any(same_title(title, known) for known in self.titles.values())

    def listed_as(self, number: int | None) -> str:
        """The title that the contents have under a number; "" for none."""
        if number is None or number not in self.contents.numbers:
            return ""
        return self.contents.entries[self.contents.numbers.index(number)].title

    def next(self, at: int) -> int:
        """The first line from `at` on that can be read."""
        return self._nexts[at] if at < len(self.lines) else len(self.lines)

    def before(self, at: int) -> int:
        """The last line before `at` that can be read; -1 for none."""
        return self._befores[at]

    @cached_property
    def _nexts(self) -> list[int]:
        found, after = [0] * len(self.lines), len(self.lines)
        for at in range(len(self.lines) - 1, -1, -1):
            after = after if self.lines[at].blank else at
            found[at] = after
        return found

    @cached_property
    def _befores(self) -> list[int]:
        found, last = [], -1
        for at, line in enumerate(self.lines):
            found.append(last)
            last = last if line.blank else at
        return [*found, last]

    def own_data(self, at: int) -> bool:
        """Whether a line tells of a case or of an item's being closed."""
        return self.cases[at] is not None or closed_mark(self.lines[at].bare)

    def opens_section(self, at: int) -> bool:
        """Whether a line opens a section, also with its text behind it."""
        if at >= len(self.lines):
            return False
        return self.headings[at] is not None or run_in(self.lines[at].bare, "") is not None


@dataclass(frozen=True, slots=True)
class ItemHeading:
    """An item's heading as read. Lines [first, below) of the minutes are its heading."""

    number: int
    title: str
    case: str | None
    closed: bool
    first: int
    below: int
    repeated: bool  # the title stands once more under the case number
    label: str = ""
    rest: int | None = None  # where its text begins on the line [below] itself
    candidate: Candidate | None = None


def weight(around: Surroundings, heading: ItemHeading, candidate: Candidate) -> float:
    """How surely a line is an item's heading: from about 10 down; NEVER for not at all."""
    at = candidate.at
    if around.contents.holds(at) or around.groups[at] is Group.CLOSED:
        return NEVER
    listed = around.listed(heading.title)
    told = (
        3.0 * (heading.closed or is_closed(heading.title))
        + 2.5 * (heading.case is not None)
        + 2.0 * heading.repeated
        + 3.0 * listed
    )
    if candidate.form in NAMED and not told and SAID.fullmatch(candidate.title):
        return NEVER
    said = candidate.form == "punkt" and not candidate.colon and candidate.title[:1].islower()
    if said and not told:
        return NEVER  # "Punkt 2 blev anbefalet."
    return (
        told
        + _above(around, heading, candidate, firm=told > 0)
        + _below(around, heading)
        + _shape(around, heading, candidate, listed=listed)
    )


def _above(
    around: Surroundings, heading: ItemHeading, candidate: Candidate, *, firm: bool
) -> float:
    at = min(heading.first, candidate.at)
    before = around.before(at)
    if before < 0 or around.groups[before] is not None:
        return 1.5
    line = around.lines[before]
    found = around.headings[before]
    if candidate.form == "row":
        return 0.5
    if before == at - 1 and found is None and _RUNS_ON.fullmatch(line.text) and not firm:
        return -6.0  # "… omtalt i planen fra", and below it "1990. I forbindelse …"
    ended = line.text.endswith((".", "!", "?")) or _NUMBERED.match(line.text) is not None
    score = 1.0 if before < at - 1 else -1.5 if around.airy and not ended else -0.3
    score += 0.5 if around.cases[before] is not None else 0.0
    if found is not None:
        if found.kind is SectionKind.DECISION:
            score -= 3.0
        elif candidate.form not in NAMED:
            score -= 1.5
    elif opens_list(line.text) and not firm:
        score -= 4.0
    return score


def _below(around: Surroundings, heading: ItemHeading) -> float:
    below = around.next(heading.below)
    if below >= len(around.lines):
        return 0.0
    if around.headings[below] is not None:
        return 3.0
    if around.opens_section(below):
        return 2.5
    if around.cases[below] is not None:
        return 1.0
    return 0.5 if below > heading.below else 0.0


def _shape(
    around: Surroundings, heading: ItemHeading, candidate: Candidate, *, listed: bool
) -> float:
    title, line = candidate.title, around.lines[candidate.at]
    named = candidate.form in NAMED
    score = (1.0 if candidate.colon else 0.5) if named else 0.0
    if line.level:
        score += 2.0 if line.level <= 6 else 1.0
    elif around.marked:
        score -= 1.0
    if listed:
        return score
    if not heading.title:
        score -= 1.0
    elif title[:1].islower():
        score -= 0.5 if named else 2.0
    if title[:3].casefold() == "at " or _OUTCOME.match(title):
        score -= 4.0
    if heading.rest is None:
        score -= _prose(title)
    if _PERSON.fullmatch(title) or _DATED.match(title):
        score -= 3.0
    if candidate.form == "row":
        return score
    beside = around.lines[max(0, candidate.at - 1) : candidate.at + 2]
    return score - 2.0 * (line.row and sum(each.row for each in beside) > 1)


def _prose(title: str) -> float:
    """How much a title reads as a sentence or as a part of one."""
    score = 2.0 * (len(title) > _LONG_TITLE)
    words = len(title.split())
    if title.endswith((",", ";", " og", " samt", " eller")):
        score += 3.0
    elif title.endswith(".") and words >= 6:
        score += 1.5
    elif words > 3 and opens_list(fold(title)):
        score += 2.0
    return score + 2.5 * (_TWO_SENTENCES.search(title) is not None)
