"""The lines of the minutes with their places in the source, and the runs they form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# "## Punkt 3: …" and "**Baggrund**" in minutes saved as Markdown are the same headings.
_HASHES = re.compile(r"#{1,6}\s+")
_ALL_BOLD = re.compile(r"(\*\*|__)(?P<inside>(?:(?!\1).)+)\1")
# "Side 3", "Side 1 af 56": a page's foot between two paragraphs.
_PAGE_NUMBER = re.compile(r"side \d+(?: af \d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. [begin, stop) is all of it but its "\\n"; [start, end) is without outer space."""

    begin: int
    start: int
    end: int
    stop: int
    text: str  # of [start, end)
    row: bool  # cells of a table, separated by TAB

    @property
    def bare(self) -> str:
        """The text without Markdown's marks of a heading."""
        text = self.text[self.hashes :]
        bold = _ALL_BOLD.fullmatch(text)
        return bold["inside"].strip() if bold else text

    @property
    def hashes(self) -> int:
        """Length of Markdown's "## " in front."""
        marks = _HASHES.match(self.text)
        return marks.end() if marks else 0

    @property
    def blank(self) -> bool:
        """Whether nothing can be read on it; a page number counts as nothing."""
        return not self.text or _PAGE_NUMBER.fullmatch(self.text) is not None


def lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of text[start:end]; `start` is where a line begins."""
    end = len(text) if end is None else end
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        found.append(_line(text, start, stop))
        start = stop + 1
    return found


def _line(text: str, begin: int, stop: int) -> Line:
    raw = text[begin:stop]
    content = raw.strip()
    start = begin + (len(raw) - len(raw.lstrip()) if content else 0)
    return Line(begin, start, start + len(content), stop, content, "\t" in raw)


def runs(found: Sequence[Line]) -> Iterator[list[Line]]:
    """The groups of lines with no blank line inside."""
    run: list[Line] = []
    for line in found:
        if not line.blank:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run
