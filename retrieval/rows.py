"""Telling a meeting's records: each row cited, and what they leave out said."""

import re
from collections.abc import Callable, Sequence

from retrieval.compose import Draft, section_at
from retrieval.phrases import say
from retrieval.records import RecordQuestion
from vectorstore.danish import fold_letters
from vectorstore.schema import AgendaItem, Attendance, Meeting, Participant, Presence, Role

_LAST_WORDS = 400  # characters at a meeting's end that may tell when it was closed


def tell_record(draft: Draft, record: RecordQuestion, meeting: Meeting) -> None:
    """Answer from one meeting's records, complete, each row cited; and what they leave out."""
    draft.topic = (meeting.id, 0)
    for kind in record.kinds:
        missing = _untold(kind, record, meeting)
        if missing:
            draft.note(missing, day=meeting.held, role=record.role)
        else:
            _TELL[kind](draft, record, meeting)


def _participants(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    name, absent = "participants", sum(person.absent for person in meeting.participants)
    if re.search(r"\b(hvor mange|antal\w*|how many)\b", draft.question.folded):
        name = "participants_count_absent" if absent else "participants_count"
    draft.lead(name, day=meeting.held, count=len(meeting.participants), absent=absent)
    _list(draft, meeting)


def _list(draft: Draft, meeting: Meeting) -> None:
    draft.quote(meeting, None, None, list_span(meeting))


def list_span(meeting: Meeting) -> tuple[int, int]:
    """The list of participants, its last remark in parentheses included."""
    start = min(person.start for person in meeting.participants)
    end = max(person.end for person in meeting.participants)
    remark = re.match(r"\s*\([^)\n]*\)", meeting.text[end : meeting.header_end])
    return start, end + remark.end() if remark else end


def person_span(meeting: Meeting, person: Participant) -> tuple[int, int]:
    """A participant's name with the remark in parentheses after it."""
    remark = re.match(r"\s*\([^)\n]*\)", meeting.text[person.end : meeting.header_end])
    return person.start, person.end + (remark.end() if remark else 0)


def _people(
    draft: Draft, meeting: Meeting, people: Sequence[Participant], found: str, none: str
) -> None:
    if not people:
        draft.lead(none, day=meeting.held)
        _list(draft, meeting)
    else:
        draft.lead(found, day=meeting.held)
        for person in people:
            draft.quote(meeting, None, None, person_span(meeting, person))


def _absent(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    people = [person for person in meeting.participants if person.absent]
    lines = _absent_lines(meeting)
    if people or not lines:
        _people(draft, meeting, people, "absent", "nobody_absent")
    else:
        draft.lead("absent", day=meeting.held)
    for item, there in lines:
        section = section_at(item, there.start)
        draft.quote(meeting, item, section, (there.start, there.end))


def _absent_lines(meeting: Meeting) -> list[tuple[AgendaItem, Attendance]]:
    """The items' own lines on absence; one that names nobody new is left out."""
    known = {_bare(person.name) for person in meeting.participants if person.absent}
    lines = []
    for item in meeting.items:
        for there in item.attendance:
            name = _bare(there.name)
            if there.presence is Presence.ABSENT and name not in known:
                known.add(name)
                lines.append((item, there))
    return lines


def _bare(name: str) -> str:
    """A name as it is compared: "Anne Holm (A)" is Anne Holm."""
    return fold_letters(name.partition("(")[0].strip().lower())


def _with_role(meeting: Meeting, role: str) -> list[Participant]:
    wanted = fold_letters(role)
    return [p for p in meeting.participants if wanted and wanted in fold_letters(p.role.lower())]


def _role(draft: Draft, record: RecordQuestion, meeting: Meeting) -> None:
    _people(draft, meeting, _with_role(meeting, record.role), "role", "role")


def untold(record: RecordQuestion, meeting: Meeting) -> str:
    """The name of the sentence that says why a meeting's records tell nothing; "" if they do."""
    missing = [_untold(kind, record, meeting) for kind in record.kinds]
    return missing[0] if all(missing) else ""


def _untold(kind: str, record: RecordQuestion, meeting: Meeting) -> str:
    told = kind == "absent" and _absent_lines(meeting)
    if kind in ("participants", "absent", "role") and not meeting.participants and not told:
        return "no_participants"
    if kind == "role" and not _with_role(meeting, record.role):
        return "no_role"
    if kind == "time" and (meeting.begins is None or meeting.held_span is None):
        return "no_time"
    if kind == "end" and _end_span(meeting) is None:
        return "no_end"
    if kind == "place" and meeting.place_span is None:
        return "no_place"
    return ""


# "Mødet hævet kl. 18.30" · "Sluttidspunkt: 18:30" · "kl. 16:00 - 18:30"
_ENDED = re.compile(
    r"^.*\b(?:slut\w*|hævet|afsluttet|ophørte)\W+(?:kl\w*\W*)?\d{1,2}[.:]\d\d\b.*$"
    r"|^.*\b\d{1,2}[.:]\d\d ?(?:-|–|til) ?(?:kl\w*\W*)?\d{1,2}[.:]\d\d\b.*$",
    re.IGNORECASE | re.MULTILINE,
)


def _end_span(meeting: Meeting) -> tuple[int, int] | None:
    """The line that tells when the meeting ended: in its header, or as its last open words."""
    found = _ENDED.search(meeting.text, 0, meeting.header_end)
    last = meeting.items[-1] if meeting.items else None
    if found is None and last is not None and not last.closed:
        found = _ENDED.search(meeting.text, max(last.start, last.end - _LAST_WORDS), last.end)
        found = found if found and "mødet" in found.group().lower() else None
    return found.span() if found else None


def _end(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    span = _end_span(meeting)
    if span is None:
        return
    item = meeting.items[-1] if span[0] >= meeting.header_end else None
    draft.lead("ends", day=meeting.held)
    draft.quote(meeting, item, section_at(item, span[0]) if item else None, span)


def _time(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    if meeting.begins is None or meeting.held_span is None:
        return
    draft.lead("time", day=meeting.held, time=meeting.begins.strftime("%H.%M"))
    draft.quote(meeting, None, None, meeting.held_span)


def _place(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    if meeting.place_span is None:
        return
    draft.lead("place", day=meeting.held)
    draft.quote(meeting, None, None, meeting.place_span)


def _items(draft: Draft, meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    for item in items:
        label = say(draft.language, "item", item=item.number)
        draft.quote(meeting, item, None, title_span(meeting, item), role=Role.ALSO, label=label)


def title_span(meeting: Meeting, item: AgendaItem) -> tuple[int, int]:
    """The item's title and case number, without "Punkt 3:" before and what stands after."""
    heading = meeting.text[item.start : item.heading_end]
    number = re.match(r"\s*\w+\s*\d*\s*:?\s*", heading)
    first = number.end() if number and heading[number.end() :].strip() else 0
    last = (
        heading.index(item.case) + len(item.case)
        if item.case and item.case in heading
        else len(heading)
    )
    return item.start + first, item.start + len(heading[:last].rstrip())


def _closed(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    closed = [item for item in meeting.items if item.closed]
    total = len(meeting.items)
    if not closed:
        draft.lead("no_closed_items", day=meeting.held, total=total)
        _items(draft, meeting, meeting.items)
        return
    draft.lead("closed_items", day=meeting.held, count=len(closed), total=total)
    _items(draft, meeting, closed)


def _agenda(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    values = {"day": meeting.held, "total": len(meeting.items), "committee": meeting.committee}
    draft.lead("planned" if meeting.agenda else "agenda", **values)
    _contents(draft, meeting)


def _contents(draft: Draft, meeting: Meeting) -> None:
    """The contents as the header prints them; the items' own headings where it prints none."""
    spans = _contents_spans(meeting)
    if len(spans) != len(meeting.items):
        _items(draft, meeting, meeting.items)
        return
    for item, span in zip(meeting.items, spans, strict=True):
        label = say(draft.language, "item", item=item.number)
        draft.quote(meeting, None, None, span, role=Role.ALSO, label=label)


def _contents_spans(meeting: Meeting) -> list[tuple[int, int]]:
    """Where the header prints each title of its contents, in order."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line in meeting.contents:
        words = r"\s+".join(re.escape(word) for word in line.title.split())
        found = re.compile(words).search(meeting.text, at, meeting.header_end)
        if found is None:
            return []
        spans.append(found.span())
        at = found.end()
    return spans


def _item_count(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    if meeting.agenda:
        _agenda(draft, _, meeting)
        return
    closed = sum(item.closed for item in meeting.items)
    draft.lead("item_count", day=meeting.held, total=len(meeting.items), count=closed)
    _contents(draft, meeting)


_TELL: dict[str, Callable[[Draft, RecordQuestion, Meeting], None]] = {
    "participants": _participants,
    "absent": _absent,
    "role": _role,
    "end": _end,
    "time": _time,
    "place": _place,
    "closed": _closed,
    "agenda": _agenda,
    "item_count": _item_count,
}
