"""An item's text cut into sections at their headings."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import blocks
from ingest.cuts import TITLE_AGAIN, Cut, cuts
from ingest.evidence import ItemHeading
from ingest.habits import Habits
from ingest.headings import SectionHeading
from ingest.lines import Line
from vectorstore.schema import Block, BlockKind, Section, SectionKind


def sections(
    text: str, lines: Sequence[Line], item: ItemHeading, habits: Habits, end: int
) -> tuple[Section, ...]:
    """The sections of an open item; `lines` are those below its heading, `end` is its end."""
    lines, found = cuts(text, lines, item, habits)
    ends = [cut.at for cut in found[1:]] + [len(lines)]
    parts = []
    for cut, stop in zip(found, ends, strict=True):
        parts.append(
            Section(
                cut.heading.kind,
                cut.heading.heading,
                lines[cut.at].begin,
                lines[stop].begin if stop < len(lines) else end,
                _blocks(text, lines[cut.body : stop], cut),
                cut.heading.decided,
                cut.heading.body,
            )
        )
    return tuple(_emptied(parts))


def _emptied(parts: list[Section]) -> list[Section]:
    """An empty "Referat" below a decision is no second one."""
    told = any(part.kind is SectionKind.DECISION and part.blocks for part in parts)
    return [
        replace(part, kind=SectionKind.OTHER)
        if told and part.kind is SectionKind.DECISION and not part.blocks and not part.decided
        else part
        for part in parts
    ]


def _blocks(text: str, lines: Sequence[Line], cut: Cut) -> tuple[Block, ...]:
    heading: SectionHeading = cut.heading
    found = blocks(text, lines, heading.kind)
    if heading is not TITLE_AGAIN:
        return found
    return tuple(replace(block, kind=BlockKind.SUBHEADING) for block in found)
