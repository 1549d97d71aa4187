"""What stands around a line: what speaks for its being the heading of an agenda item."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from ingest.cases import CaseLine, case_line, case_number
from ingest.closed import Group, closed_mark, group
from ingest.contents import Contents, key, same_title
from ingest.forms import NAMED, Candidate, candidates
from ingest.headings import SectionHeading, run_in, section_heading
from ingest.lines import Line

_TOP = 12
_MOST_TITLES = 300  # in the contents; more are looked up by their exact words only
_A_TITLE = 14  # words; a line with more is text
_WORD = re.compile(r"\w")
_GLUED = 8  # from this level on a line is no heading that the file marks


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
        found = [None if line.blank or line.row else group(line.bare) for line in self.lines]
        return [
            None if kind is Group.PLAIN and self._titles_an_item(at) else kind
            for at, kind in enumerate(found)
        ]

    def _titles_an_item(self, at: int) -> bool:
        """Whether "Sager til orientering" is an item's title: no item's heading stands below it."""
        above = self._past_data(self.before(at), -1)
        if above >= 0 and self._number_alone(above, NAMED - {"sag"}):
            return True
        first = self.next(at + 1)
        alone = first < len(self.lines) and self._number_alone(first, {"sag"})
        below = self._past_data(self.next(first + 1) if alone else first, 1)
        if below >= len(self.lines) or self.opens_section(below):
            return True
        words = self.lines[below].bare
        own, forms = (candidates([self.lines[n]]) for n in (at, below))
        if set(forms) - {"bare", "time"}:
            return below > first and bool(set(forms) & set(own))
        if below > first and any(each.title == words for found in own.values() for each in found):
            return True  # printed once more below its case number
        return words.endswith(".") or len(words.split()) > _A_TITLE or not _WORD.search(words)

    def _past_data(self, at: int, step: int) -> int:
        """The next line upwards or downwards that tells of no case."""
        while 0 <= at < len(self.lines) and self.own_data(at):
            at = self.before(at) if step < 0 else self.next(at + 1)
        return at

    def _number_alone(self, at: int, forms: Set[str] = NAMED) -> bool:
        """Whether a line is an item's number and no more: "Punkt 8", "Sag nr. 129"."""
        found = candidates([self.lines[at]])
        return any(each.title == "" for form in found if form in forms for each in found[form])

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
    def width(self) -> int:
        """The characters of a full line where text is wrapped."""
        above = [
            len(line.text)
            for line, below in zip(self.lines, self.lines[1:], strict=False)
            if not line.blank and not line.row and not below.blank
        ]
        return sorted(above)[-1 - len(above) // 50] if above else 0

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
