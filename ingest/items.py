"""Where each agenda item begins, its heading, and its case number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.closed import Group, closed_line, closed_mark, is_closed
from ingest.contents import Contents, find_contents, same_title
from ingest.evidence import ItemHeading, Surroundings
from ingest.fields import field_label
from ingest.forms import NAMED, candidates
from ingest.hypotheses import hypotheses, reread
from ingest.lines import Line
from ingest.rows import LEAST, Row

_LONGEST = 300  # characters of a heading that says that something is closed


@dataclass(frozen=True, slots=True)
class Items:
    """A document's items: their headings in order, and how they were found."""

    headings: tuple[ItemHeading, ...]
    form: str
    score: float
    rival: float  # the score of the next best reading
    contents: Contents
    around: Surroundings


def item_headings(lines: Sequence[Line]) -> Items:
    """The items' headings, chosen over the whole document; none where nothing is likely."""
    contents = find_contents(lines)
    around = Surroundings(lines, contents)
    rows = hypotheses(around)
    if not rows or rows[0].score < LEAST:
        return Items((), "", rows[0].score if rows else 0.0, 0.0, contents, around)
    row, case_above = reread(around, rows[0])
    headings = _with_what_stands_above(around, row, case_above=case_above)
    headings = _with_closed(around, headings)
    headings = _shut(around, headings)
    rival = rows[1].score if len(rows) > 1 else 0.0
    return Items(tuple(numbered(headings)), row.form, row.score, rival, contents, around)


def _with_what_stands_above(
    around: Surroundings, row: Row, *, case_above: bool
) -> list[ItemHeading]:
    """The headings with the case numbers and group headings that stand right above them."""
    found: list[ItemHeading] = []
    for heading in row.headings:
        floor = found[-1].below if found else 0
        first, case = heading.first, heading.case
        above = around.before(first)
        while above >= floor:
            said = around.cases[above]
            if around.groups[above] is None and not (case_above and said is not None):
                break
            case = case or (said.case if said else None)
            first, above = above, around.before(above)
        found.append(replace(heading, first=first, case=case))
    return found


def _with_closed(around: Surroundings, headings: Sequence[ItemHeading]) -> list[ItemHeading]:
    """Lines that say that something is closed, as items of their own where none begins there."""
    held = {n for h in headings for n in range(h.first, max(h.below, h.first + 1))}
    start = headings[0].first
    added = []
    for at, line in enumerate(around.lines):
        if line.blank or at in held or around.contents.holds(at):
            continue
        shut = around.groups[at] is Group.CLOSED or (not line.row and _speaks_of_closed(line))
        if not shut or (at < start and _listed_again(line, at, headings)):
            continue
        if at < start and around.groups[at] is Group.CLOSED and not _text_below(around, at, start):
            continue
        added.append(ItemHeading(0, line.bare, None, True, at, at + 1, False, label=""))
    return sorted([*headings, *added], key=lambda heading: heading.first)


def _speaks_of_closed(line: Line) -> bool:
    """Whether a line has the form of a closed item's heading."""
    if closed_mark(line.bare):
        return True
    words = line.bare.casefold()
    if len(words) > _LONGEST or ("lukke" not in words and "fortrolig" not in words):
        return False
    if closed_line(line.bare):
        return True
    return any(
        is_closed(each.title) or each.closed
        for form, found in candidates([line]).items()
        if form in NAMED or form in ("dot", "colon", "paren")
        for each in found
    )


def _listed_again(line: Line, at: int, headings: Sequence[ItemHeading]) -> bool:
    """Whether a line above the items is one of a list of them."""
    return any(same_title(line.bare, each.title) for each in headings) or any(
        each.closed for each in headings
    )


def _text_below(around: Surroundings, at: int, end: int) -> bool:
    """Whether something below a group's heading in the header may belong to the group."""
    below = around.next(at + 1)
    return below < end and field_label(around.lines[below].bare) is None


def _shut(around: Surroundings, headings: Sequence[ItemHeading]) -> list[ItemHeading]:
    """The headings with all those closed that stand below "LUKKET MØDE"."""
    marks = [(at, kind) for at, kind in enumerate(around.groups) if kind not in (None, Group.PLAIN)]
    found: list[ItemHeading] = []
    shut, n = False, 0
    start = headings[0].first if headings else 0
    for heading in headings:
        begin = heading.candidate.at if heading.candidate else heading.first
        while n < len(marks) and marks[n][0] <= begin:
            at, kind = marks[n]
            if not around.contents.holds(at) and at >= start:
                shut = kind is Group.CLOSED
            n += 1
        found.append(_sealed(around, heading) if shut or heading.closed else heading)
    return found


def _sealed(around: Surroundings, heading: ItemHeading) -> ItemHeading:
    """A closed item's heading: what was printed below its first line is not taken for title."""
    each = heading.candidate
    if each is None or not each.title or each.form in ("case", "cycle"):
        return replace(heading, closed=True)
    whole = heading.title == each.title or around.listed(heading.title)
    ends_closed = is_closed(heading.title) and not is_closed(each.title)  # "… på" "skolen (Lukket)"
    if (whole or ends_closed) and heading.rest is None:
        return replace(heading, closed=True)
    return replace(heading, closed=True, title=each.title, below=each.at + 1, rest=None)


def numbered(headings: Sequence[ItemHeading]) -> Iterator[ItemHeading]:
    """The headings with numbers of their own: plain ones keep theirs, others get their place."""
    plain = [h.number for h in headings if _plain_number(h)]
    taken = set(plain)
    used: set[int] = set()
    spare = max(taken, default=0)
    for place, heading in enumerate(headings, 1):
        if _plain_number(heading) and heading.number not in used:
            used.add(heading.number)
            yield heading
            continue
        number = place if place not in taken and place not in used else 0
        if number == 0:
            spare = max([spare, *used, *taken]) + 1
            number = spare
        used.add(number)
        label = heading.label
        if heading.candidate is not None and heading.candidate.number and not label:
            label = str(heading.candidate.number)
        yield replace(heading, number=number, label=label)


def _plain_number(heading: ItemHeading) -> bool:
    return (
        heading.candidate is not None
        and heading.number > 0
        and (not heading.label or heading.candidate.form == "nr")
    )
