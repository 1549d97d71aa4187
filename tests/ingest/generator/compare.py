"""What was read against what was meant."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from vectorstore.schema import (
    AgendaItem,
    BlockKind,
    Meeting,
    Section,
    SectionKind,
    fold,
)

from .meant import Minutes, Part, Point

Clean = Callable[[str], str]
# What a type of file may print in front of a line: "## ", "- ", "• "
MARK = re.compile(r"^\s*(?:#{1,6}\s+|([-–•*▪·o?])(?=\s)\s*)")
LEADER = re.compile(r"_{4,}|\.{4,}")  # dots and lines to write on
RULE = re.compile(r"^[\s|:-]*\|[\s|:-]*$")  # of a table in Markdown


@dataclass(slots=True)
class Verdict:
    """How much of one document was read as meant."""

    marks: dict[str, tuple[int, int]] = field(default_factory=dict)  # right, of
    faults: list[str] = field(default_factory=list)

    def mark(self, name: str, right: bool, fault: str = "") -> None:
        """One thing counted, and what was wrong with it."""
        had, of = self.marks.get(name, (0, 0))
        self.marks[name] = (had + right, of + 1)
        if not right and fault:
            self.faults.append(f"{name}: {fault}")


def cleaner(furniture: frozenset[str], between: frozenset[str] = frozenset()) -> Clean:
    """Text as compared: without furniture, marks of bold type and bullets' own signs."""
    dropped = {_bare(line) for line in furniture | between}

    def clean(text: str) -> str:
        lines = (_bare(line) for line in text.replace("\f", "\n").split("\n"))
        return fold(" ".join(line for line in lines if line not in dropped))

    return clean


def _bare(line: str) -> str:
    if RULE.match(line):
        return ""
    line = LEADER.sub("", line)
    line = MARK.sub(lambda found: "- " if found[1] else "", line)
    return fold(line.replace("*", "").replace("|", " ").replace("\\", "").replace("\u00ad", ""))


def unread(minutes: Minutes, why: str) -> Verdict:
    """The verdict on a document that could not be read at all."""
    verdict = Verdict(faults=[why])
    parts = sum(len([p for p in point.parts if not p.optional]) for point in minutes.points)
    verdict.marks = {
        "items": (0, len(minutes.points)),
        "sections": (0, parts),
        "date": (0, 1),
        "committee": (0, 1),
        "participants": (0, 1),
        "absences": (0, 1),
        "agenda": (0, 1),
    }
    return verdict


def compare(minutes: Minutes, meeting: Meeting, furniture: frozenset[str]) -> Verdict:
    """Everything that was meant against everything that was read."""
    verdict = Verdict()
    _header(verdict, minutes, meeting)
    _text(verdict, minutes, cleaner(furniture)(meeting.text))
    for point in minutes.points:
        _hidden(verdict, point, meeting)
    span = cleaner(furniture, minutes.between)
    inner = cleaner(furniture)
    for point, item in _paired(minutes.points, meeting.items):
        if point is None:
            assert item is not None
            verdict.mark("items", False, f"none is meant: {item.label or item.number} {item.title}")
            verdict.marks["sections"] = _plus(verdict.marks.get("sections"), len(item.sections))
        elif item is None:
            verdict.mark("items", False, f"not found: {point.name}")
            missing = len([part for part in point.parts if not part.optional])
            verdict.marks["sections"] = _plus(verdict.marks.get("sections"), missing)
        else:
            faults = list(_item(minutes, point, item, span(meeting.text[item.start : item.end])))
            verdict.mark("items", not faults, f"{point.name} | {'; '.join(faults)}")
            if not point.closed:
                _sections(verdict, point, item, Reader(meeting.text, inner))
                _people(verdict, point, item)
    return verdict


def _plus(mark: tuple[int, int] | None, wrong: int) -> tuple[int, int]:
    right, of = mark or (0, 0)
    return right, of + wrong


def _header(verdict: Verdict, minutes: Minutes, meeting: Meeting) -> None:
    same = meeting.committee.casefold() == minutes.committee.casefold()
    verdict.mark("committee", same, f"{meeting.committee!r}, not {minutes.committee!r}")
    verdict.mark("date", meeting.held == minutes.held, f"{meeting.held}, not {minutes.held}")
    meant = {person.name for person in minutes.people}
    told = {person.name for person in meeting.participants}
    verdict.mark("participants", meant == told, f"{sorted(told ^ meant)}")
    meant = {person.name for person in minutes.people if person.absent}
    told = {person.name for person in meeting.participants if person.absent}
    verdict.mark("absences", meant == told, f"{sorted(told ^ meant)}")
    verdict.mark("agenda", meeting.agenda == minutes.agenda, f"{meeting.agenda}")
    verdict.mark("begins", meeting.begins == minutes.begins, f"{meeting.begins}")
    verdict.mark("place", meeting.place == minutes.place, f"{meeting.place!r}")
    verdict.mark(
        "municipality", meeting.municipality == minutes.municipality, f"{meeting.municipality!r}"
    )


def _text(verdict: Verdict, minutes: Minutes, told: str) -> None:
    """Whether the reader of the file type gave the parser all text below the header, in order."""
    lines = [line.words for line in minutes.lines][len(minutes.header) :]
    meant = cleaner(frozenset())("\n".join(lines))
    right = told.endswith(meant)
    start = -1 if right else next((told.rfind(meant[:n]) for n in (80, 50, 30)), -1)
    verdict.mark("text", right, _differ(meant, told[max(start, 0) :]))


def _hidden(verdict: Verdict, point: Point, meeting: Meeting) -> None:
    """Whether what stands below a closed heading is part of any section, and so would be shown."""
    if not point.hidden:
        return
    words = [*point.heading[-1].text.split(), *point.hidden[0].text.split()[:8]]
    found = re.search(r"\s+".join(map(re.escape, words)), meeting.text)
    if found is None:  # a page ends in between
        return
    last = found.end() - 1
    told = [s for item in meeting.items for s in item.sections if s.start <= last < s.end]
    verdict.mark("hidden", not told, f"{point.name} | is shown: {point.hidden[0].words[:60]}")


def _paired(
    points: tuple[Point, ...], items: tuple[AgendaItem, ...]
) -> Iterator[tuple[Point | None, AgendaItem | None]]:
    """In order where their counts agree; else by the first title that agrees further on."""
    if len(points) == len(items):
        yield from zip(points, items, strict=True)
        return
    at = 0
    for point in points:
        found = next((n for n in range(at, len(items)) if _akin(point, items[n])), None)
        if found is None:
            yield point, None
            continue
        yield from ((None, item) for item in items[at:found])
        yield point, items[found]
        at = found + 1
    yield from ((None, item) for item in items[at:])


def _akin(point: Point, item: AgendaItem) -> bool:
    known = point.number is not None and not any("." in label for label in point.labels)
    return (item.title in point.titles or not item.title) and (
        not known or point.number == item.number
    )


def _item(minutes: Minutes, point: Point, item: AgendaItem, span: str) -> Iterator[str]:
    if point.number is not None and item.number != point.number:
        yield f"number {item.number}"
    if item.label.strip(".: ") not in point.labels:
        yield f"label {item.label!r}"
    if item.title not in point.titles:
        yield f"title {item.title!r}, not {point.titles[0]!r}"
    if item.case not in point.cases:
        yield f"case {item.case!r}, not {point.cases}"
    if item.closed != point.closed:
        yield f"closed {item.closed}"
    if point.closed and item.sections:
        yield "sections of a closed item"
    meant = cleaner(frozenset())(" ".join(line.words for line in point.lines))
    if span not in (meant, meant.removeprefix(minutes.glued) if minutes.glued else meant):
        yield f"span {_differ(meant, span)}"


def _differ(meant: str, told: str) -> str:
    """Where two texts part, with some words on either side."""
    at = next((n for n, (a, b) in enumerate(zip(meant, told, strict=False)) if a != b), None)
    at = min(len(meant), len(told)) if at is None else at
    start = max(at - 20, 0)
    return f"meant „{meant[start : at + 50]}“, told „{told[start : at + 50]}“"


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


def _sections(verdict: Verdict, point: Point, item: AgendaItem, reader: Reader) -> None:
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
    free = [n for n, part in enumerate(parts) if part.joins or part.optional]
    for chosen in product([False, True], repeat=len(free)):
        taken = {n for n, yes in zip(free, chosen, strict=True) if yes}
        found: list[Part] = []
        lost = False
        for n, part in enumerate(parts):
            if n not in taken:
                found.append(part)
            elif part.joins:
                lost = lost or not found or SectionKind.DECISION in found[-1].kinds
                found[-1:] = [replace(p, body=(*p.body, *part.lines)) for p in found[-1:]]
        if not lost:
            yield found


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
        return _differ(meant, told)
    if section.decided != part.decided:
        return f"decided {section.decided}, not {part.decided}"
    if section.decided_by.casefold() != part.decided_by.casefold():
        return f"decided by {section.decided_by!r}, not {part.decided_by!r}"
    return ""


def _people(verdict: Verdict, point: Point, item: AgendaItem) -> None:
    stands = {(s.side, s.voters, s.count) for part in point.parts for s in part.stands}
    votes = {(v.side, v.voters, v.count) for v in item.votes}
    if stands or votes:
        verdict.mark("votes", stands == votes, f"{sorted(map(str, stands ^ votes))}")
    meant = {(t.presence, t.name) for part in point.parts for t in part.there}
    told = {(a.presence, a.name) for a in item.attendance}
    if meant or told:
        verdict.mark("presence", meant == told, f"{sorted(map(str, meant ^ told))}")
