"""What was read against what was meant."""

import re
from collections.abc import Iterator

from vectorstore.schema import AgendaItem, Meeting

from .cleaning import cleaner, differ
from .compare_sections import Reader, compare_sections
from .meant import Minutes, Point
from .verdict import Verdict


def compare(minutes: Minutes, meeting: Meeting, furniture: frozenset[str]) -> Verdict:
    """Everything that was meant against everything that was read."""
    verdict = Verdict()
    _header(verdict, minutes, meeting)
    _text(verdict, minutes, cleaner(furniture)(meeting.text))
    for closed in minutes.points:
        _hidden(verdict, closed, meeting)
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
                compare_sections(verdict, point, item, Reader(meeting.text, inner))
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
    verdict.mark("text", right, differ(meant, told[max(start, 0) :]))


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
        yield f"span {differ(meant, span)}"


def _people(verdict: Verdict, point: Point, item: AgendaItem) -> None:
    stands = {(s.side, s.voters, s.count) for part in point.parts for s in part.stands}
    votes = {(v.side, v.voters, v.count) for v in item.votes}
    if stands or votes:
        verdict.mark("votes", stands == votes, f"{sorted(map(str, stands ^ votes))}")
    meant = {(t.presence, t.name) for part in point.parts for t in part.there}
    told = {(a.presence, a.name) for a in item.attendance}
    if meant or told:
        verdict.mark("presence", meant == told, f"{sorted(map(str, meant ^ told))}")
