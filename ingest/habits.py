"""What a document does throughout: how its decisions are headed, which headings are its own."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.evidence import ItemHeading, Surroundings
from ingest.headings import SectionHeading, run_in, section_heading
from ingest.lines import Line
from ingest.subheadings import titled
from vectorstore.schema import SectionKind

_MOST_WORDS = 6
_LONGEST = 60
_LEAST = 3  # items that share a heading of the document's own
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Habits:
    """What is the same in all items of a document."""

    committee: str
    held: date | None = None  # the meeting's day
    decides: bool = False  # whether any decision has a heading
    forms: frozenset[str] = frozenset()  # of the headings that most decisions have
    own: dict[str, str] = field(default_factory=dict)  # headings that no other document has
    dense: bool = False  # headings stand between paragraphs with no blank lines

    def usual(self, heading: SectionHeading, *, in_front: bool) -> bool:
        """Whether a decision is headed as the document's others are, or has the meeting's day.

        `in_front` is of a heading that stands before its text: "Beslutning: Godkendt."
        """
        if heading.decided is not None and heading.decided == self.held:
            return True
        return _form(heading, self.committee, in_front) in self.forms

    def own_heading(self, line: Line) -> SectionHeading | None:
        """A heading that is no section's name but stands at the same place in many items."""
        name = line.bare.rstrip(":").strip().casefold()
        if name not in self.own:
            return None
        return SectionHeading(SectionKind.OTHER, line.bare, name)


def habits_of(
    around: Surroundings, headings: Sequence[ItemHeading], committee: str, held: date | None = None
) -> Habits:
    """What the items of a document have in common."""
    found = [
        (at, h) for at, h in enumerate(around.headings)
        if h is not None and headings and at >= headings[0].first
    ]  # fmt: skip
    decisions = [(at, h) for at, h in found if h.kind is SectionKind.DECISION and not h.treated]
    forms = Counter(_form(h, committee) for _, h in decisions)
    forms.update(_form(h, committee, True) for h in _in_front(around, headings, committee))
    best = max(forms.values(), default=0)
    usual = frozenset(form for form, count in forms.items() if 2 * count >= best and count > 1)
    plain = [at for at, h in found if h.kind is not SectionKind.DECISION and at > 0]
    tight = sum(not around.lines[at - 1].blank and around.headings[at - 1] is None for at in plain)
    return Habits(
        committee,
        held,
        bool(decisions) or any(h.treated for _, h in found) or _run_in_decisions(around),
        usual,
        _own(around, headings),
        tight >= _LEAST and 2 * tight > len(plain),
    )


def _run_in_decisions(around: Surroundings) -> bool:
    return any(line.bare[:11].casefold() in ("beslutning:", "konklusion:") for line in around.lines)


def _in_front(
    around: Surroundings, headings: Sequence[ItemHeading], committee: str
) -> Iterator[SectionHeading]:
    """The decisions' headings that have their text behind them on the line."""
    for line in around.lines[headings[0].first if headings else 0 :]:
        place = None if line.row or line.blank else run_in(line.text, committee)
        heading = section_heading(line.text[:place].strip(" *"), committee) if place else None
        if heading is not None and heading.kind is SectionKind.DECISION:
            yield heading


def _form(heading: SectionHeading, committee: str, in_front: bool = False) -> str:
    """A decision's heading without what differs from item to item."""
    body = heading.body.casefold()
    words = heading.name.replace(body, "*") if body else heading.name
    own = body == committee.casefold() if body else ""
    return f"{_DIGITS.sub('#', words)}|{own}{'|:' if in_front else ''}"


def _own(around: Surroundings, headings: Sequence[ItemHeading]) -> dict[str, str]:
    """Short lines that stand alone in at least three items and in half of them."""
    seen: dict[str, set[int]] = {}
    printed: dict[str, str] = {}
    ends = [heading.first for heading in headings[1:]] + [len(around.lines)]
    titles = {heading.title.casefold() for heading in headings}
    for n, (heading, end) in enumerate(zip(headings, ends, strict=True)):
        for at in range(heading.below, end):
            name = _name(around, at)
            if name and name not in titles:
                seen.setdefault(name, set()).add(n)
                printed.setdefault(name, around.lines[at].bare)
    least = max(_LEAST, len(headings) / 2)
    return {name: printed[name] for name, items in seen.items() if len(items) >= least}


def _name(around: Surroundings, at: int) -> str:
    """A line's words as a heading's name; "" where it cannot be one."""
    line = around.lines[at]
    if line.blank or line.row or around.opens_section(at) or around.own_data(at):
        return ""
    words = line.bare
    alone = at > 0 and around.lines[at - 1].blank
    if not alone or len(words) > _LONGEST or len(words.split()) > _MOST_WORDS:
        return ""
    bare = words.rstrip(":").strip()
    if ": " in bare:
        return ""  # "Punktnummer: 3" is told, it heads nothing
    above = around.before(at)
    if above >= 0 and around.headings[above] is not None:
        return ""  # the text of the section above: "Udvalget for Børn" below "Sagsgang"
    below = around.next(at + 1)
    if below >= len(around.lines) or not bare[:1].isupper() or not titled(bare):
        return ""
    return bare.casefold()
