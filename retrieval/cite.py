"""Places in the minutes, quoted word for word and checked before they are shown."""

from dataclasses import replace
from itertools import pairwise

from vectorstore.schema import (
    AgendaItem,
    Block,
    BlockKind,
    Citation,
    Meeting,
    Section,
    SectionKind,
    fold,
)

Span = tuple[int, int]


class NotVerbatim(AssertionError):
    """A quote that does not stand in the minutes, or stands in a closed item: a bug of ours."""


class Citations:
    """The citations of one answer, numbered in order of first use."""

    def __init__(self) -> None:
        self._cited: list[Citation] = []

    @property
    def all(self) -> tuple[Citation, ...]:
        """The citations so far."""
        return tuple(self._cited)

    def place(
        self,
        meeting: Meeting,
        item: AgendaItem | None,
        section: Section | None,
        start: int,
        end: int,
    ) -> Citation:
        """Cite [start, end) of the meeting's text; the same place twice is one citation."""
        known = self._at(meeting.id, start, end)
        return known or self.add(make(0, meeting, item, section, start, end))

    def add(self, citation: Citation) -> Citation:
        """Cite what another answer cites, under a number of this one's."""
        known = self._at(citation.meeting, citation.start, citation.end)
        if known is None:
            known = replace(citation, n=len(self._cited) + 1)
            self._cited.append(known)
        return known

    def _at(self, meeting: str, start: int, end: int) -> Citation | None:
        for cited in self._cited:
            if (cited.meeting, cited.start, cited.end) == (meeting, start, end):
                return cited
        return None


def make(
    n: int,
    meeting: Meeting,
    item: AgendaItem | None,
    section: Section | None,
    start: int,
    end: int,
) -> Citation:
    """One citation; NotVerbatim when the place is empty or below a closed heading."""
    kind, name = _section_name(item, section)
    quote = fold(meeting.text[start:end])
    if not quote or (item and item.closed and end > item.heading_end):
        raise NotVerbatim(f"{meeting.id} [{start}:{end}] cannot be quoted")
    return Citation(
        n=n,
        meeting=meeting.id,
        committee=meeting.committee,
        held=meeting.held,
        item=item.number if item else 0,
        title=item.title if item else "",
        case=item.case if item else None,
        kind=kind,
        section=name,
        quote=quote,
        start=start,
        end=end,
        page=meeting.page(start),
        agenda=meeting.agenda,
        municipality=meeting.municipality,
    )


def _section_name(item: AgendaItem | None, section: Section | None) -> tuple[SectionKind, str]:
    if item is None:
        return SectionKind.HEADER, SectionKind.HEADER.value
    if section is None:
        return SectionKind.TITLE, SectionKind.TITLE.value
    if section.moved or (section.kind is SectionKind.OTHER and section.heading):
        return section.kind, section.heading
    return section.kind, section.kind.value


def verbatim(citation: Citation, text: str) -> bool:
    """Whether a quote stands word for word at its place in the minutes' text."""
    return fold(text[citation.start : citation.end]) == citation.quote


def shown(meeting: Meeting, section: Section | None, start: int, end: int) -> str:
    """A quote as it is set: list entries on lines of their own; folded, it is the quote."""
    blocks = section.blocks if section else ()
    inside = [block for block in blocks if start < block.end and block.start < end]
    breaks = sorted({_opens(meeting, block) for block in inside[1:]})
    points = [start, *(point for point in breaks if start < point < end), end]
    pieces = (fold(meeting.text[a:b]) for a, b in pairwise(points))
    return "\n".join(piece for piece in pieces if piece)


def _opens(meeting: Meeting, block: Block) -> int:
    """Where a block's own line begins, its list marker included."""
    if block.kind is BlockKind.BULLET and block.marker:
        at = meeting.text.rfind(block.marker, 0, block.start)
        if at >= 0 and not meeting.text[at + len(block.marker) : block.start].strip():
            return at
    return block.start


def length(meeting: Meeting, span: tuple[int, int]) -> int:
    """Words in a span."""
    return len(meeting.text[span[0] : span[1]].split())
