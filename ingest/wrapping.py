"""An item's title printed over several lines: where it ends."""

import re
from collections.abc import Callable

from ingest.contents import key
from ingest.evidence import Surroundings
from vectorstore.schema import fold

# What no title ends with: "… sti langs", "… lokalplan nr.", "… ny vej (2."
_UNFINISHED = re.compile(
    r".*(?:\b(?:og|eller|samt|men|til|fra|i|på|af|med|for|om|ved|hos|under|over|mellem|som|der|en|et"
    r"|den|det|de|vedr\.|vedrørende|langs|efter|mod|uden|inden|gennem|herunder|jf\.|nr\.)"
    r"|[,–-]|\([^)]*)",
    re.IGNORECASE,
)
_COLUMN = 45  # characters of a title that may have been wrapped
_NARROWEST, _WIDEST = 60, 110  # characters of a line of wrapped text
_MOST = 2  # lines below the first

Opens = Callable[[int], bool]


def wrapped(around: Surroundings, opens: Opens, title: str, at: int) -> tuple[str, int]:
    """A title that goes on below, with the line below it: the contents' words before all else.

    `opens` tells the lines that no title goes on with.
    """
    if around.listed(title):
        whole = _as_listed(around, title, at)
        if whole is not None:
            return whole
        if not _unfinished(title) and not _above_case(around, opens, title, at):
            return title, at
    limit = at + _MOST
    while at < min(limit, len(around.lines)) and _goes_on(around, opens, title, at, limit):
        title, at = fold(f"{title} {around.lines[at].bare}"), at + 1
        if around.listed(title) and not _unfinished(title):
            break
    return title, at


def _as_listed(around: Surroundings, title: str, at: int) -> tuple[str, int] | None:
    """The title with the lines below that make it what the contents have, to the letter.

    "Sti langs" is like "Sti langs Møllevej", which it is with the line below.
    """
    if key(title) in around.titles:
        return None
    words = title
    for below in range(at, min(at + _MOST, len(around.lines))):
        line = around.lines[below]
        if line.blank or line.row or line.level or around.own_data(below):
            break
        words = fold(f"{words} {line.bare}")
        if key(words) in around.titles:
            return words, below + 1
    return None


def _unfinished(title: str) -> bool:
    return _UNFINISHED.fullmatch(title[-40:]) is not None


def _block(around: Surroundings, opens: Opens, at: int) -> int:
    """The last of the lines from `at` on that no blank line and nothing new divides."""
    last = at
    while last + 1 < len(around.lines) and last - at < _MOST + 1:
        if around.lines[last + 1].blank or opens(last + 1):
            break
        last += 1
    return last


def _above_case(around: Surroundings, opens: Opens, title: str, at: int) -> bool:
    """Whether lines stand between a title and its case number, where no text comes."""
    if at >= len(around.lines) or around.lines[at].blank or opens(at):
        return False
    last = _block(around, opens, at)
    words = " ".join(line.bare for line in around.lines[at : last + 1])
    if last - at >= _MOST or key(words) == key(title) or words.endswith((".", "!", ":")):
        return False
    below = around.next(last + 1)
    said = around.cases[below] if below < len(around.lines) else None
    return said is not None and said.case is not None


def _goes_on(around: Surroundings, opens: Opens, title: str, at: int, limit: int) -> bool:
    line = around.lines[at]
    numbered = title.endswith(("nr.", "(")) and line.text[:1].isdigit()  # "lokalplan nr." "8.16"
    if line.blank or line.row or line.level or (opens(at) and not numbered):
        return False
    last = _block(around, opens, at)
    if last >= limit:
        return False
    if around.listed(f"{title} {line.bare}") or _above_case(around, opens, title, at):
        return True
    joins = line.text[:1].islower() or line.text[:1] == "(" or _unfinished(title)
    ended = around.lines[last].text.endswith((".", "!", ":"))
    return not ended and (joins or len(title) >= _COLUMN or _filled(around, at))


def _filled(around: Surroundings, at: int) -> bool:
    """Whether the first word of a line had no room on the line above a section's heading."""
    below = around.next(at + 1)
    wide = _NARROWEST <= around.width <= _WIDEST
    if not wide or below >= len(around.lines) or around.headings[below] is None:
        return False
    above, line = around.lines[at - 1], around.lines[at]
    return len(above.text) + 1 + len(line.text.split()[0]) > around.width
