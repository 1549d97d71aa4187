"""The minutes as programs read them: what the JSON API and MCP both answer with. Reads only."""

from itertools import combinations
from urllib.parse import quote

from retrieval.assistant import Assistant
from retrieval.decisions import same_matter
from retrieval.render import as_citation, as_json
from vectorstore.errors import ReferatError
from vectorstore.schema import AgendaItem, Meeting, MeetingSummary, Section, SectionKind
from web import told


class UnknownCase(ReferatError):
    """A case number that no item has."""


def ask(assistant: Assistant, question: told.Question) -> told.Answered:
    """The whole answer at once; errors as of `Assistant.ask`."""
    filters = question.filters.filters()
    *_, answer = assistant.ask(question.question, question.history, filters)
    return told.Answered.model_validate(as_json(answer))


def search(assistant: Assistant, query: str, limits: told.Limits, limit: int) -> told.Found:
    """Passages as citations, best first."""
    found = assistant.search(query, limits.filters(), limit)
    passages = [told.Cited.model_validate(as_citation(citation)) for citation in found]
    return told.Found(query=query, passages=passages)


def meetings(
    assistant: Assistant, committee: str, year: int | None, case: str, page: int, size: int
) -> told.Meetings:
    """A page of the list, newest first."""
    of_case = {meeting.id for meeting, _ in assistant.case_items(case)} if case else set()
    chosen = [
        meeting
        for meeting in reversed(assistant.summary().meetings)
        if (not committee or meeting.committee.casefold() == committee.casefold())
        and (year is None or meeting.held.year == year)
        and (not case or meeting.id in of_case)
    ]
    shown = chosen[(page - 1) * size : page * size]
    return told.Meetings(
        total=len(chosen), page=page, size=size, meetings=[_listed(meeting) for meeting in shown]
    )


def minutes(assistant: Assistant, meeting_id: str) -> told.Minutes:
    """One meeting's public text; UnknownMeeting when it is not indexed."""
    meeting = assistant.meeting(meeting_id)
    people = [
        told.Person(name=person.name, role=person.role, absent=person.absent)
        for person in meeting.participants
    ]
    return told.Minutes(
        id=meeting.id,
        committee=meeting.committee,
        date=meeting.held,
        time=f"{meeting.begins:%H:%M}" if meeting.begins else None,
        place=meeting.place,
        participants=people,
        items=[_item(meeting, item) for item in meeting.items],
        url=_url(meeting.id),
    )


def case(assistant: Assistant, number: str) -> told.Case:
    """A case's steps by date; UnknownCase when no item has the number."""
    treatments = assistant.case_items(number)
    if not treatments:
        raise UnknownCase(f"Der er ingen punkter med sagsnummer „{number}“ i referaterne.")
    titles = {item.title for _, item in treatments if not item.closed}
    steps = [_step(assistant.meeting(summary.id), item) for summary, item in treatments]
    return told.Case(
        case=number,
        one_matter=all(same_matter(one, other) for one, other in combinations(titles, 2)),
        steps=steps,
    )


def _listed(meeting: MeetingSummary) -> told.Listed:
    return told.Listed(
        id=meeting.id,
        committee=meeting.committee,
        date=meeting.held,
        items=meeting.items,
        closed=meeting.closed,
        url=_url(meeting.id),
    )


def _item(meeting: Meeting, item: AgendaItem) -> told.Item:
    shown = () if item.closed else item.sections
    return told.Item(
        number=item.number,
        title=item.title,
        case=item.case,
        closed=item.closed,
        url=_url(meeting.id, item.number),
        sections=[_part(meeting, section) for section in shown],
    )


def _part(meeting: Meeting, section: Section) -> told.Part:
    return told.Part(
        kind=section.kind.value,
        heading=section.heading,
        decided=section.decided,
        text=_text(meeting, section),
    )


def _step(meeting: Meeting, listed: AgendaItem) -> told.Step:
    item = meeting.item(listed.number) or listed
    shown = () if item.closed else item.sections
    decided = [_text(meeting, part) for part in shown if part.kind is SectionKind.DECISION]
    return told.Step(
        date=meeting.held,
        meeting=meeting.id,
        committee=meeting.committee,
        item=item.number,
        title=item.title,
        closed=item.closed,
        decision="\n\n".join(decided) or None,
        url=_url(meeting.id, item.number),
    )


def _text(meeting: Meeting, section: Section) -> str:
    """A section without its heading."""
    start = section.blocks[0].start if section.blocks else section.end
    # A list's marker stands before its first entry: "a) at cykelstien …".
    line = meeting.text.rfind("\n", section.start, start) + 1
    marked = section.blocks and section.blocks[0].marker and line > section.start
    return meeting.text[line if marked else start : section.end].strip()


def _url(meeting: str, item: int | None = None) -> str:
    return f"/kilde/{quote(meeting, safe='')}{'' if item is None else f'#punkt-{item}'}"
