"""An item's text cut into sections at their headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import blocks
from ingest.headings import SectionHeading, section_heading
from ingest.items import ItemHeading, same_title
from ingest.lines import Line
from ingest.lists import MARKER, opens_list
from ingest.sentences import sentence_spans
from vectorstore.schema import Block, BlockKind, Section, SectionKind

_UNTITLED = SectionHeading(SectionKind.OTHER, "", "")
_TITLE_AGAIN = SectionHeading(SectionKind.OTHER, "", "title")
# What an attachment's name does not do: end as a sentence, begin "At direktionen …", or fill
# several lines.
_PROSE = re.compile(r".*[.!?:,]|[Aa]t .*|.{140,}")


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a section begins: line [at], its text from line [body]."""

    at: int
    body: int
    heading: SectionHeading


def sections(
    text: str, lines: Sequence[Line], item: ItemHeading, committee: str, end: int
) -> tuple[Section, ...]:
    """The sections of an open item; `lines` are those below its heading, `end` is its end."""
    cuts = _cuts(lines, item, committee)
    ends = [cut.at for cut in cuts[1:]] + [len(lines)]
    found = []
    for cut, stop in zip(cuts, ends, strict=True):
        found.append(
            Section(
                cut.heading.kind,
                cut.heading.heading,
                lines[cut.at].begin,
                lines[stop].begin if stop < len(lines) else end,
                _blocks(text, lines[cut.body : stop], cut.heading),
                cut.heading.decided,
                cut.heading.body,
            )
        )
    return tuple(found)


def _blocks(text: str, lines: Sequence[Line], heading: SectionHeading) -> tuple[Block, ...]:
    found = blocks(text, lines, heading.kind)
    if heading is not _TITLE_AGAIN:
        return found
    return tuple(replace(block, kind=BlockKind.SUBHEADING) for block in found)


def _cuts(lines: Sequence[Line], item: ItemHeading, committee: str) -> list[_Cut]:
    cuts: list[_Cut] = []
    for at, line in enumerate(lines):
        if line.blank:
            continue
        current = cuts[-1] if cuts else None
        heading = None if line.row else section_heading(line.bare, committee)
        if heading and _opens(lines, at, heading, current, committee):
            if current and current.heading.name == heading.name and _empty(lines, current, at):
                cuts[-1] = _Cut(current.at, at + 1, current.heading)  # "Indstilling" twice
            else:
                cuts.append(_Cut(at, at + 1, heading))
        elif current is None:
            cuts.append(_Cut(at, at, _UNTITLED))
        elif _title_again(lines, at, item, current, committee):
            cuts.append(_Cut(at, at, _TITLE_AGAIN))
    return cuts


def _empty(lines: Sequence[Line], cut: _Cut, at: int) -> bool:
    return all(line.blank for line in lines[cut.body : at])


def _opens(
    lines: Sequence[Line], at: int, heading: SectionHeading, current: _Cut | None, committee: str
) -> bool:
    """Whether a line worded like a section's heading is one, judged by what stands around it."""
    if heading.decided is not None:
        return True
    after_blank = at == 0 or lines[at - 1].blank
    if current is None or current.heading.kind is not SectionKind.ATTACHMENTS:
        return after_blank or (current is not None and current.body == at)
    # An attachment may be called "Indstilling". A heading among attachments has prose below it.
    return after_blank and _prose_below(lines, at, heading, current, committee)


def _prose_below(
    lines: Sequence[Line], at: int, heading: SectionHeading, current: _Cut, committee: str
) -> bool:
    first = at + 1
    while first < len(lines) and lines[first].blank:
        first += 1
    if first == len(lines):
        return False
    twice = section_heading(lines[first].bare, committee)
    if twice is not None:
        return twice.name == heading.name
    last = first
    while last < len(lines) and not lines[last].blank:
        last += 1
    words = " ".join(line.text for line in lines[first:last])
    listed = any(MARKER.match(line.text) for line in lines[current.body : at])
    if _PROSE.fullmatch(words) or opens_list(words) or len(sentence_spans(words)) > 1:
        return True
    return not listed and (MARKER.match(words) is not None or lines[first].row)


def _title_again(
    lines: Sequence[Line], at: int, item: ItemHeading, current: _Cut, committee: str
) -> bool:
    """Whether the item's title stands once more between leading attachments and the next heading.

    So it does in the minutes of 2014: case number, "Bilag", names, title, "Baggrund".
    """
    if item.repeated or current.heading.kind is not SectionKind.ATTACHMENTS:
        return False
    if at == 0 or not lines[at - 1].blank or current.body == at:
        return False
    last = at
    while last < len(lines) and not lines[last].blank:
        last += 1
    if not same_title(" ".join(line.bare for line in lines[at:last]), item.title):
        return False
    below = next((n for n in range(last, len(lines)) if not lines[n].blank), None)
    if below is None:
        return False
    heading = section_heading(lines[below].bare, committee)
    return heading is not None and _opens(lines, below, heading, current, committee)
