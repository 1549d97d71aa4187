"""The lines of the minutes with their places in the source, and the runs they form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

# "## Punkt 3: …" and "**Baggrund**" in minutes saved as Markdown are the same headings.
_HASHES = re.compile(r"#{1,6}\s+")
_ALL_BOLD = re.compile(r"(\*\*|__)(?P<inside>(?:(?!\1).)+)\1")
# "R e f e r a t", "D A G S O R D E N  T I L"
_SPACED = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_][:.]?(?: {2,}(?:[^\W\d_] )*[^\W\d_][:.]?)*")
# "Side 3", "Side 1 af 56": a page's foot between two paragraphs.
_PAGE_NUMBER = re.compile(r"side \d+(?: ?(?:af|/) ?\d+)?", re.IGNORECASE)
# UTF-8 that was read as another code page: "Regionsr├ådet", "BÃ¸rn".
_MISREAD = {
    "├å": "å", "├Ñ": "å", "├ª": "æ", "├©": "ø", "├¸": "ø", "├ÿ": "Ø", "├à": "Å",
    "Ã¥": "å", "Ã¦": "æ", "Ã¸": "ø", "Ã˜": "Ø", "Ã…": "Å", "Ã†": "Æ", "Ã©": "é",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line. [begin, stop) is all of it but its "\\n"; [start, end) is without outer space."""

    begin: int
    start: int
    end: int
    stop: int
    text: str  # of [start, end)
    row: bool  # cells of a table, separated by TAB
    bare: str  # the text as it is compared: no Markdown, letters not spaced, signs mended
    level: int = 0  # of a heading that the file or Markdown marks as one; 0 for none
    furniture: bool = False  # of the page or the web site, no part of the minutes

    @property
    def hashes(self) -> int:
        """Length of Markdown's "## " in front."""
        marks = _HASHES.match(self.text)
        return marks.end() if marks else 0

    @property
    def blank(self) -> bool:
        """Whether nothing of the minutes can be read on it; a page number counts as nothing."""
        return not self.text or self.furniture

    def cut(self, text: str, at: int) -> tuple["Line", "Line"]:
        """The line as two, the second from a place in the text on."""
        first, second = _line(text, self.begin, at), _line(text, at, self.stop)
        return replace(first, level=self.level), second


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
    bare, level = _bare(content)
    page = _PAGE_NUMBER.fullmatch(content) is not None
    return Line(begin, start, start + len(content), stop, content, "\t" in raw, bare, level, page)


def _bare(text: str) -> tuple[str, int]:
    """The text without Markdown's marks, and the level they give it."""
    marks = _HASHES.match(text)
    level = len(marks.group().rstrip()) if marks else 0
    text = text[marks.end() :] if marks else text
    bold = _ALL_BOLD.fullmatch(text)
    if bold:
        text, level = bold["inside"].strip(), level or 7
    if _SPACED.fullmatch(text):
        text = " ".join(word.replace(" ", "") for word in re.split(r" {2,}", text))
    if "├" in text or "Ã" in text:
        for wrong, right in _MISREAD.items():
            text = text.replace(wrong, right)
    return text, level


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


def following(found: Sequence[Line], at: int) -> int:
    """The first line from `at` on that is not blank; the number of lines where there is none."""
    while at < len(found) and found[at].blank:
        at += 1
    return at
