"""Where an item's sections begin, judged by what stands around each line worded like a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.contents import printed_again, same_title, unnumbered
from ingest.evidence import ItemHeading
from ingest.habits import Habits
from ingest.headings import SectionHeading, run_in, section_heading
from ingest.lines import Line, following
from ingest.lists import MARKER, opens_list
from ingest.sayings import is_outcome, proposes, quoted_lines, quotes
from ingest.sentences import sentence_spans
from ingest.subheadings import OUTCOME
from vectorstore.schema import SectionKind, fold

_UNTITLED = SectionHeading(SectionKind.OTHER, "", "")
TITLE_AGAIN = SectionHeading(SectionKind.OTHER, "", "title")
_SAID = SectionHeading(SectionKind.DECISION, "", "said")
_PROPOSED = SectionHeading(SectionKind.RECOMMENDATION, "", "proposed")
# What an attachment's name does not do: end as a sentence, begin "At direktionen …", or fill
# several lines.
_PROSE = re.compile(r".*[.!?:,]|[Aa]t .*|.{140,}")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a section begins: line [at], its text from line [body]."""

    at: int
    body: int
    heading: SectionHeading


def cuts(
    text: str, lines: Sequence[Line], item: ItemHeading, habits: Habits
) -> tuple[Sequence[Line], list[Cut]]:
    """The lines, those with a heading and its text cut in two, and where sections begin."""
    cutter = _Cutter(*_apart(text, lines, habits), item, habits)
    found = cutter.found()
    return cutter.lines, found


def _apart(text: str, lines: Sequence[Line], habits: Habits) -> tuple[list[Line], frozenset[int]]:
    """The lines with "Beslutning: Godkendt." as a heading and its text, and where those stand."""
    kept: list[Line] = []
    in_front: set[int] = set()
    for at, line in enumerate(lines):
        place = None if line.row or line.blank else run_in(line.text, habits.committee)
        above = lines[at - 1] if at else None
        free = (
            above is None
            or above.blank
            or section_heading(above.bare, habits.committee) is not None
            or run_in(above.text, habits.committee) is not None
            or (above.text.endswith((".", "!", "?")) and line.text[:6].casefold() == "beslut")
        )
        if place is None or not free:
            kept.append(line)
        else:
            in_front.add(len(kept))
            kept += line.cut(text, line.start + place)
    return kept, frozenset(in_front)


class _Cutter:
    """Goes through an item's lines once."""

    def __init__(
        self, lines: Sequence[Line], in_front: frozenset[int], item: ItemHeading, habits: Habits
    ) -> None:
        self.lines = lines
        self.in_front = in_front
        self.item = item
        self.habits = habits
        quoted = quoted_lines(lines)  # another body's minutes have headings of their own
        self.headings = [
            None if line.blank or line.row or at in quoted else self._heading(line)
            for at, line in enumerate(lines)
        ]
        self.proposes = any(
            found is not None and found.kind is SectionKind.RECOMMENDATION
            for found in self.headings
        )
        self.decides = any(
            found is not None and found.kind is SectionKind.DECISION and self._usual(at, found)
            for at, found in enumerate(self.headings)
        )
        self.cuts: list[Cut] = []
        self.quoted = False

    def _usual(self, at: int, heading: SectionHeading) -> bool:
        return self.habits.usual(heading, in_front=at in self.in_front)

    def _heading(self, line: Line) -> SectionHeading | None:
        found = section_heading(line.bare, self.habits.committee)
        return found or self.habits.own_heading(line)

    def found(self) -> list[Cut]:
        """Where the sections begin."""
        for at, line in enumerate(self.lines):
            if not line.blank:
                self._line(at, line)
        if not self.habits.decides and not any(
            cut.heading.kind is SectionKind.DECISION for cut in self.cuts
        ):
            self._closing()
        return self._merged()

    def _line(self, at: int, line: Line) -> None:
        current = self.cuts[-1] if self.cuts else None
        heading = self.headings[at]
        if heading and self._opens(at, heading, current):
            if current and current.heading.name == heading.name and self._empty(current, at):
                self.cuts[-1] = replace(current, body=at + 1)  # "Indstilling" twice
            else:
                self.cuts.append(Cut(at, at + 1, heading))
            self.quoted = False
        elif self._proposes(at, line, current):
            self.cuts.append(Cut(at, at, _PROPOSED))
        elif current is None:
            self.cuts.append(Cut(at, at, _UNTITLED))
        elif self._title_again(at, current):
            self.cuts.append(Cut(at, at, TITLE_AGAIN))
        elif current.heading.kind is not SectionKind.DECISION:
            self.quoted = self.quoted or (self._after_blank(at) and quotes(line))

    def _empty(self, cut: Cut, at: int) -> bool:
        return all(line.blank for line in self.lines[cut.body : at])

    def _after_blank(self, at: int) -> bool:
        return at == 0 or self.lines[at - 1].blank

    def _opens(self, at: int, heading: SectionHeading, current: Cut | None) -> bool:
        """Whether a line worded like a section's heading is one."""
        if heading.kind is SectionKind.DECISION:
            # "Beslutning: Alt er godkendt." in a letter: the item is decided under another heading.
            elsewhere = self.decides and heading.decided is None and not heading.body
            if (self.quoted or elsewhere) and not self._usual(at, heading):
                return False
            if heading.treated and not self._decides(at):
                return False
            if heading.decided is not None:
                return True
        free = self._after_blank(at) or (current is not None and current.body == at)
        free = free or self.lines[at].level > 0 or (self.habits.dense and self._between(at))
        if current is None or current.heading.kind is not SectionKind.ATTACHMENTS:
            return free
        # An attachment may be called "Indstilling". A heading among attachments has prose below.
        return free and self._prose_below(at, heading, current)

    def _between(self, at: int) -> bool:
        """Whether a line stands between two paragraphs where no blank lines are printed."""
        below = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        return not below[:1].islower() or below[:3] == "at "

    def _decides(self, at: int) -> bool:
        """Whether text stands below "Økonomiudvalget den 3. maj, pkt. 4", no list of such lines."""
        below = following(self.lines, at + 1)
        return below < len(self.lines) and self.headings[below] is None

    def _prose_below(self, at: int, heading: SectionHeading, current: Cut) -> bool:
        first = following(self.lines, at + 1)
        if first == len(self.lines):
            return False
        twice = self.headings[first]
        if twice is not None:
            return twice.name == heading.name
        last = first
        while last < len(self.lines) and not self.lines[last].blank:
            last += 1
        words = " ".join(line.text for line in self.lines[first:last])
        listed = any(MARKER.match(line.text) for line in self.lines[current.body : at])
        if _PROSE.fullmatch(words) or opens_list(words) or len(sentence_spans(words)) > 1:
            return True
        if heading.kind is SectionKind.DECISION and OUTCOME.match(words):
            return True
        return not listed and (MARKER.match(words) is not None or self.lines[first].row)

    def _proposes(self, at: int, line: Line, current: Cut | None) -> bool:
        """Whether proposals begin here with no heading: "Direktionen indstiller,"."""
        if self.proposes or not self._after_blank(at) or len(line.text) > 200 or line.row:
            return False
        if current is not None and current.heading.kind in (
            SectionKind.RECOMMENDATION, SectionKind.DECISION, SectionKind.ATTACHMENTS
        ):  # fmt: skip
            return False
        below = following(self.lines, at + 1)
        listed = below < len(self.lines) and (
            MARKER.match(self.lines[below].text) or self.lines[below].text[:3].casefold() == "at "
        )
        return bool(listed) and proposes(line.text)

    def _title_again(self, at: int, current: Cut) -> bool:
        """Whether the item's title stands once more between leading attachments and a heading.

        So it does in the minutes of 2014: case number, "Bilag", names, title, "Baggrund".
        """
        if self.item.repeated or current.heading.kind is not SectionKind.ATTACHMENTS:
            return False
        if not self._after_blank(at) or current.body == at:
            return False
        last = at
        while last < len(self.lines) and not self.lines[last].blank:
            last += 1
        if not printed_again(" ".join(line.bare for line in self.lines[at:last]), self.item.title):
            return False
        below = following(self.lines, last)
        if below == len(self.lines):
            return False
        heading = self.headings[below]
        return heading is not None and self._opens(below, heading, current)

    def _closing(self) -> None:
        """The item's last paragraph as its decision, where it can be nothing else."""
        end = len(self.lines)
        if self.cuts and self.cuts[-1].heading.kind is SectionKind.ATTACHMENTS:
            end = self.cuts[-1].at
        last = end - 1
        while last >= 0 and self.lines[last].blank:
            last -= 1
        first = last
        while first > 0 and not self.lines[first - 1].blank and first > last - 3:
            first -= 1
        words = " ".join(line.text for line in self.lines[first : last + 1])
        if last < 0 or not is_outcome(words):
            return
        inside = [n for n, cut in enumerate(self.cuts) if cut.at <= first]
        within = self.cuts[inside[-1]].heading if inside else _UNTITLED
        if not inside or (
            within is not _UNTITLED and within.kind is not SectionKind.RECOMMENDATION
        ):
            return
        if self.cuts[inside[-1]].at == first:
            self.cuts[inside[-1]] = Cut(first, first, _SAID)
        elif self._after_blank(first):
            self.cuts.insert(inside[-1] + 1, Cut(first, first, _SAID))

    def _merged(self) -> list[Cut]:
        """A bare "Beslutning" with nothing but the item's title above the full heading is one."""
        kept: list[Cut] = []
        for cut in self.cuts:
            before = kept[-1] if kept else None
            if (
                before is not None
                and before.heading.kind is cut.heading.kind is SectionKind.DECISION
                and before.heading.name == "beslutning"
                and cut.heading.decided is not None
                and self._only_title(before, cut.at)
            ):
                kept[-1] = Cut(before.at, cut.body, cut.heading)
            else:
                kept.append(cut)
        return kept

    def _only_title(self, cut: Cut, end: int) -> bool:
        words = fold(" ".join(line.bare for line in self.lines[cut.body : end] if not line.blank))
        return words == "" or same_title(unnumbered(words)[1], self.item.title)
