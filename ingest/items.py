"""Where each agenda item begins, its heading, and its case number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.header import contents
from ingest.headings import case_number, closed_line, is_closed, item_heading, section_heading
from ingest.lines import Line
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import fold

_COLON = re.compile(r"punkt\s+\d+\s*:", re.IGNORECASE)
# What stands behind "Punkt 2:" in a decision or letter: an outcome, or a sentence. A title may
# end with an abbreviation: "Eventuelt mv."
_SAID = re.compile(
    r"(?:ikke )?(?:godkendt|vedtaget|tiltrådt|taget|udsat|udskudt|drøftet|anbefal\w+|afvist)\b.*"
    r"|(?:\S+ ){3,}.*(?<!\bmv)(?<!\bm\.m)(?<!\bm\.v)(?<!\bosv)(?<!\bm\.fl)\.|.*[,;]",
    re.IGNORECASE,
)


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


def same_title(one: str, other: str) -> bool:
    """Whether two lines are one title, misread letters apart ("Åvrige sager", "Øvrige sager")."""
    a, b = fold(one).casefold(), fold(other).casefold()
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.85


def item_headings(lines: Sequence[Line], source: str) -> list[ItemHeading]:
    """The items' headings: the likeliest row of rising numbers among all lines that look so.

    "Punkt 3: …" can also stand in a contents list, in a quoted letter, or where a long line was
    wrapped; such a line breaks the row of numbers or has nothing of an item below it.
    UnreadableMinutes when a real heading would have to be left out.
    """
    hidden = next((line.bare for line in lines if closed_line(line.bare)), None)
    if hidden is not None:  # its text would otherwise be taken for an open item's
        raise UnreadableMinutes(
            f"{source}: linjen „{fold(hidden)}“ ligner et lukket punkt, men ikke en overskrift; "
            "skriv den som „Punkt 5: Lukket“."
        )
    places = [n for n, line in enumerate(lines) if item_heading(line.bare)]
    if not places:
        return []
    titles = [entry.title for entry in contents(lines[: places[0]])]
    read = [_read(lines, place, titles) for place in places]
    weights = [_weight(lines, heading, titles) for heading in read]
    row = _rising([(h, w) for h, w in zip(read, weights, strict=True) if w > 0])
    for heading in read:
        # Passing over a heading would hand its text, perhaps a closed item's, to the item before.
        listed = any(
            heading.first < row[0].first
            and heading.number == each.number
            and same_title(heading.title, each.title)
            for each in row
        )  # a contents list written like headings says again what comes below
        passed_over = row and heading not in row and not listed
        if passed_over and (heading.case or heading.closed):
            raise UnreadableMinutes(
                f"{source}: „Punkt {heading.number}: {heading.title}“ bryder punkternes "
                "rækkefølge; ret nummereringen, så hvert punkt har sit eget stigende nummer."
            )
    return row


def _read(lines: Sequence[Line], first: int, titles: Sequence[str]) -> ItemHeading:
    number, title = item_heading(lines[first].bare) or (0, "")
    at = first + 1
    if not title:
        at = _next(lines, at)
        if at < len(lines) and _wraps(lines[at]):
            title, at = fold(lines[at].bare), at + 1
    # A title may wrap to a second line and, in a narrow column, to a third.
    limit = at + 2
    while at < min(limit, len(lines)) and _wraps(lines[at]):
        if any(fold(title).casefold() == fold(known).casefold() for known in titles):
            break
        title, at = fold(f"{title} {lines[at].bare}"), at + 1
    case, closed = None, is_closed(title)
    below = _next(lines, at)
    if below < len(lines) and (case := case_number(lines[below].bare)):
        at = below + 1
    repeated, at = (False, at) if closed else _repeated(lines, at, title)
    return ItemHeading(number, title, case, closed, first, at, repeated)


def _next(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and lines[at].blank:
        at += 1
    return at


def _wraps(line: Line) -> bool:
    """Whether a line right below an item's heading may belong to its title."""
    if line.blank or line.row or item_heading(line.bare) or case_number(line.bare):
        return False
    return section_heading(line.bare, "") is None


def _repeated(lines: Sequence[Line], at: int, title: str) -> tuple[bool, int]:
    """Skip the title printed once more under the case number, as the minutes of 2014 do."""
    first = last = _next(lines, at)
    while last < len(lines) and not lines[last].blank and last - first < 3:
        last += 1
    words = " ".join(line.bare for line in lines[first:last])
    if not words or section_heading(words, "") or not same_title(words, title):
        return False, at
    return True, last


def _weight(lines: Sequence[Line], heading: ItemHeading, titles: Sequence[str]) -> int:
    """How surely a line is an item's heading: 0 for not at all."""
    first = heading.first
    below = _next(lines, heading.below)
    listed = any(same_title(heading.title, title) for title in titles)
    if heading.closed or heading.case or heading.repeated or (heading.title and listed):
        return 3
    if first > 0 and not lines[first - 1].blank:
        return 0
    if not _COLON.match(lines[first].bare) or _SAID.fullmatch(heading.title):
        return 0  # "Punkt 2 blev anbefalet." and "Punkt 2: Godkendt" are said in a decision
    if below == len(lines) or item_heading(lines[below].bare):
        return 2
    return 2 if section_heading(lines[below].bare, "") else 1


def _rising(weighed: Sequence[tuple[ItemHeading, int]]) -> list[ItemHeading]:
    """The heaviest row of rising numbers; of equal ones the later headings."""
    best: list[tuple[int, int]] = []  # weight of the best row ending here, and the one before
    for at, (heading, weight) in enumerate(weighed):
        before = [n for n in range(at) if weighed[n][0].number < heading.number]
        last = max(before, key=lambda n: (best[n][0], n), default=-1)
        best.append((weight + (best[last][0] if last >= 0 else 0), last))
    at = max(range(len(best)), key=lambda n: (best[n][0], n), default=-1)
    row: list[ItemHeading] = []
    while at >= 0:
        row.append(weighed[at][0])
        at = best[at][1]
    return row[::-1]
