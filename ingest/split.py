"""A meeting's open items cut into the passages that are embedded."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.units import Stretch, numbered, stretches
from vectorstore.dates import long_date
from vectorstore.schema import (
    AgendaItem,
    Meeting,
    Passage,
    Section,
    SectionKind,
    Unit,
    fold,
    sections,
)

Tokens = Callable[[str], int]

_AIM = 900  # characters of a passage; longer ones blur what they are about
_LONGEST = 1200  # characters of one paragraph that is not cut
_FAR = 5_000  # characters that no passage holds, whatever they are


@dataclass(frozen=True, slots=True)
class _Atom:
    """What stays in one passage: a block, or a part of one too long for that."""

    start: int
    end: int
    units: tuple[Unit, ...]
    table: bool = False


def passages(meeting: Meeting, tokens: Tokens, limit: int = 380) -> list[Passage]:
    """Passages of one section each, with context never over `limit` tokens.

    Cut at subheadings first, then between blocks, at about 900 characters; a block too long for
    one passage between its sentences or rows.
    """
    found: list[Passage] = []
    for item, place, section in sections(meeting):
        splitter = _Splitter(meeting, item, place, section, tokens, limit)
        found += splitter.passages()
    return found


@dataclass(frozen=True, slots=True)
class _Splitter:
    """Cuts one section."""

    meeting: Meeting
    item: AgendaItem
    place: int
    section: Section
    tokens: Tokens
    limit: int

    def passages(self) -> list[Passage]:
        found: list[Passage] = []
        for group in _groups(stretches(self.meeting.text, self.section)):
            for atoms in self._packed(group):
                name = f"{self.meeting.id}/{self.item.number}/{self.place}/{len(found)}"
                found.append(self._passage(name, atoms))
        return found

    def _passage(self, name: str, atoms: Sequence[_Atom]) -> Passage:
        start, end = atoms[0].start, atoms[-1].end
        return Passage(
            name,
            self.meeting.id,
            self.item.number,
            self.place,
            self.section.kind,
            start,
            end,
            fold(self.meeting.text[start:end]),
            self._context(atoms[0]),
            numbered([unit for atom in atoms for unit in atom.units], name),
        )

    def _packed(self, group: Sequence[Stretch]) -> Iterator[list[_Atom]]:
        """The stretches below one subheading, gathered to passages."""
        packed: list[_Atom] = []
        for atom in self._atoms(group):
            if packed and not self._room(packed, atom):
                yield packed
                packed = []
            packed.append(atom)
        if packed:
            yield packed

    def _room(self, packed: Sequence[_Atom], atom: _Atom) -> bool:
        start = packed[0].start
        brief = atom.end - start <= _AIM
        return brief and self._fits(self._context(packed[0]), start, atom.end)

    def _fits(self, context: str, start: int, end: int) -> bool:
        if end - start > _FAR:
            return False
        return self.tokens(f"{context}\n{fold(self.meeting.text[start:end])}") <= self.limit

    def _atoms(self, group: Sequence[Stretch]) -> Iterator[_Atom]:
        for stretch in group:
            whole = _Atom(stretch.start, stretch.end, stretch.units, stretch.table)
            brief = stretch.table or stretch.end - stretch.start <= _LONGEST
            if brief and self._fits(self._context(whole), whole.start, whole.end):
                yield whole
            else:
                yield from self._parts(stretch)

    def _parts(self, stretch: Stretch) -> Iterator[_Atom]:
        """A stretch too long for one passage, unit by unit, the first with what is above it."""
        start = stretch.start
        for unit in stretch.units:
            atom = _Atom(start, unit.end, (unit,), stretch.table)
            if not self._fits(self._context(atom), start, unit.end):
                yield from self._pieces(atom)
            else:
                yield atom
            start = unit.end
            while start < stretch.end and self.meeting.text[start].isspace():
                start += 1

    def _pieces(self, atom: _Atom) -> Iterator[_Atom]:
        """A sentence too long for a passage, cut at the best places there are inside it."""
        unit = atom.units[0]
        context = self._context(replace(atom, start=unit.start))
        room = self.limit - self.tokens(context)
        for start, end in _windows(self.meeting.text, unit.start, unit.end, max(room, 1)):
            for at, until in self._cuts(context, room, start, end):
                words = fold(self.meeting.text[at:until])
                part = replace(unit, start=at, end=until, text=words, reading="")
                yield _Atom(at, until, (part,), atom.table)

    def _cuts(self, context: str, room: int, start: int, end: int) -> list[tuple[int, int]]:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        if self._fits(context, start, end):
            return [(start, end)]
        while True:
            splitter = RecursiveCharacterTextSplitter(
                separators=["\n\n", "\n", "\t", "; ", ", ", " ", ""],
                chunk_size=max(room, 1),
                chunk_overlap=0,
                length_function=self.tokens,
                add_start_index=True,
            )
            parts = splitter.create_documents([self.meeting.text[start:end]])
            places = [(start + part.metadata["start_index"], part.page_content) for part in parts]
            cuts = [(at, at + len(words)) for at, words in places]
            # A tokenizer may count a text's parts as more than the text.
            if room <= 1 or all(self._fits(context, *cut) for cut in cuts):
                return cuts
            room //= 2

    def _context(self, first: _Atom) -> str:
        """Where a passage stands: committee, date, item, section, subheading.

        A passage that begins inside a list or table is also told its lead or header row.
        """
        parts = [
            f"{self.meeting.committee} {long_date(self.meeting.held)}",
            f"Punkt {self.item.number}: {self.item.title}",
            _section_name(self.meeting, self.section),
        ]
        unit = first.units[0]
        parts.append(unit.subheading)
        inside = first.table and first.start < unit.start  # caption and header row are in it
        if not inside and self.section.kind is not SectionKind.ATTACHMENTS:
            parts.append(unit.lead)
        return self._brief(" · ".join(part for part in parts if part))

    def _brief(self, context: str) -> str:
        """At most half of the limit, so that there is room for text below a title without end."""
        words = context[: 2 * _LONGEST].split(" ")
        while len(words) > 1 and self.tokens(" ".join(words)) > self.limit // 2:
            words = words[: -max(1, len(words) // 8)]
        brief = " ".join(words)
        while brief and self.tokens(brief) > self.limit // 2:
            brief = brief[: len(brief) * 3 // 4]
        return brief


def _windows(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """A sentence whole; one without end, or with a word without end, by characters first.

    What cuts at the best places asks for the tokens of every character of such a word.
    """
    if end - start <= _FAR and not re.compile(rf"\S{{{room}}}").search(text, start, end):
        yield start, end
        return
    window = re.compile(rf"\S(?:.{{0,{room - 1}}}(?=\s|\Z)|.{{0,{room - 1}}})", re.DOTALL)
    for found in window.finditer(text, start, end):
        yield found.start(), found.start() + len(found.group().rstrip())


def _groups(found: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches cut in front of each subheading, which becomes part of what it heads."""
    group: list[Stretch] = []
    heading: int | None = None
    for stretch in found:
        if stretch.heads:
            if group:
                yield group
            group = []
            heading = stretch.start if heading is None else heading
        elif heading is not None:
            group.append(replace(stretch, start=heading))
            heading = None
        else:
            group.append(stretch)
    if group:
        yield group


def _section_name(meeting: Meeting, section: Section) -> str:
    if section.kind is SectionKind.OTHER:
        return section.heading
    name = section.kind.value.capitalize()
    if section.kind is not SectionKind.DECISION:
        return name
    # Said only where it differs, since it then is what a question asks for.
    other = section.decided_by if section.decided_by != meeting.committee else ""
    day = section.decided if section.decided != meeting.held else None
    return " ".join(part for part in (name, other, long_date(day) if day else "") if part)
