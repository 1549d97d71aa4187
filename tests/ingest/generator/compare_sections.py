"""The sections of one item: what was read against what was meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from vectorstore.schema import AgendaItem, BlockKind, Section, SectionKind, fold

from .cleaning import Clean, cleaner, differ
from .meant import Part, Point
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Reader:
    """How the words of a section are taken from the meeting's text."""

    text: str
    clean: Clean

    def words(self, section: Section) -> str:
        """The words of its blocks; furniture that stands alone as a block is shown as it is."""
        told = []
        for block in section.blocks:
            if block.kind is BlockKind.TABLE and block.rows:
                cells = [self.text[c.start : c.end] for row in block.rows for c in row]
                told.append(self.clean(" ".join(cells)))
                continue
            words = self.clean(self.text[block.start : block.end])
            told.append(f"{block.marker} {words or self.text[block.start : block.end]}")
        return cleaner(frozenset())("\n".join(told))


def compare_sections(verdict: Verdict, point: Point, item: AgendaItem, reader: Reader) -> None:
    extra = {line.words for line in point.heading}
    told = [
        section
        for section in item.sections
        if not (section.heading == "" and reader.words(section) in extra)
    ]
    best = max((_match(parts, told, reader) for parts in _ways(point.parts)), key=lambda m: m[0])
    missing = [fault for fault in best[2] if fault]
    for _ in range(best[1] - len(missing)):
        verdict.mark("sections", True)
    for fault in missing:
        verdict.mark("sections", False, f"{point.name} | {fault}")
    for section in told[best[1] :] if len(told) > best[1] else []:
        fault = f"{point.name} | one too many: {section.kind} {section.heading!r}"
        verdict.mark("sections", False, fault)


def _ways(parts: tuple[Part, ...]) -> Iterator[list[Part]]:
    """Every way to divide an item that a careful reader may choose."""
    free = [n for n, part in enumerate(parts) if part.optional]
    for chosen in product([False, True], repeat=len(free)):
        taken = {n for n, yes in zip(free, chosen, strict=True) if yes}
        yield [part for n, part in enumerate(parts) if n not in taken]


def _match(parts: list[Part], told: list[Section], reader: Reader) -> tuple[float, int, list[str]]:
    """Share right, sections meant, and what is wrong with each that is not right."""
    at, faults = 0, []
    for part in parts:
        found = next((n for n in range(at, len(told)) if not _fault(part, told[n], reader)), None)
        if found is not None:
            at = found + 1
            continue
        near = [s for s in told if s.kind in part.kinds]
        near = [s for s in near if _name(s.heading) == _name(part.heading)] or near
        why = _fault(part, near[0], reader) if near else "not found"
        faults.append(f"{'/'.join(sorted(part.kinds))} {part.heading!r}: {why}")
    of = max(len(parts), len(told), 1)
    return (len(parts) - len(faults)) / of, len(parts), faults


def _name(heading: str) -> str:
    return fold(heading.replace("*", "").strip(" :#")).casefold()


def _fault(part: Part, section: Section, reader: Reader) -> str:
    """What is wrong with a section; "" for nothing."""
    if section.kind not in part.kinds:
        return f"kind {section.kind}"
    if SectionKind.OTHER in part.kinds and _name(section.heading) != _name(part.heading):
        return f"heading {section.heading!r}"
    told, meant = reader.words(section), cleaner(frozenset())(part.words)
    alike = {meant}
    if part.inline:
        alike.add(f"{part.heading} {meant}")
    if told not in alike:
        return differ(meant, told)
    if section.decided != part.decided:
        return f"decided {section.decided}, not {part.decided}"
    if section.decided_by.casefold() != part.decided_by.casefold():
        return f"decided by {section.decided_by!r}, not {part.decided_by!r}"
    return ""
