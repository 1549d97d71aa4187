"""Routes that show the minutes: the reader, its plain text, and an item for the chat's panel."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from markupsafe import Markup

from retrieval.assistant import Assistant
from vectorstore.errors import UnknownMeeting
from vectorstore.schema import AgendaItem, Meeting
from web.markings import Place, touches, with_anchor
from web.minutes import header_view, item_view
from web.rendering import Render
from web.wording import day

_LOST = "Det sted, linket peger på, findes ikke i referatet. Her er hele teksten uden markering."
GONE = "Referatet findes ikke her. Det kan være fjernet, eller linket kan være skrevet forkert."


@dataclass(frozen=True, slots=True)
class Step:
    """An item of the same case at one of its meetings."""

    day: str
    place: str
    url: str
    here: bool


def routes(assistant: Assistant, render: Render) -> APIRouter:
    """The routes below /kilde and /panel."""
    router = APIRouter()

    @router.get("/kilde/{meeting_id}")
    def read(request: Request, meeting_id: str, fra: str = "", til: str = "") -> Response:
        shown = render.of(request)
        return HTMLResponse(_page(assistant, shown, assistant.meeting(meeting_id), fra, til))

    @router.get("/kilde/{meeting_id}/tekst")
    def plain(meeting_id: str) -> Response:
        return PlainTextResponse(public_text(assistant.meeting(meeting_id)))

    @router.get("/panel/{meeting_id}/{number}")
    def panel(
        request: Request, meeting_id: str, number: str, fra: str = "", til: str = ""
    ) -> Response:
        shown = render.of(request)
        try:
            meeting = assistant.meeting(meeting_id)
        except UnknownMeeting:
            return HTMLResponse(shown("gone.html", sentence=GONE), 404)
        item = meeting.item(int(number)) if number.isdecimal() and len(number) < 9 else None
        if item is None and number != "0":
            return HTMLResponse(shown("gone.html", sentence=GONE), 404)
        return HTMLResponse(_panel(shown, meeting, item, fra, til))

    return router


def cited_place(meeting: Meeting, first: str, last: str) -> tuple[Place | None, str]:
    """The cited stretch, and a note where one was asked for that the minutes do not have."""
    if not first and not last:
        return None, ""
    if not all(text.isdecimal() and len(text) < 10 for text in (first, last)):
        return None, _LOST
    start, end = int(first), int(last)
    if not 0 <= start < end <= len(meeting.text) or _is_closed(meeting, (start, end)):
        return None, _LOST
    return (start, end), ""


def public_text(meeting: Meeting) -> str:
    """The minutes' text without what stands below the headings of closed items."""
    text, at = [], 0
    for item in meeting.items:
        if item.closed:
            text.append(meeting.text[at : item.heading_end].rstrip())
            text.append("\n\n[Punktet blev behandlet for lukkede døre.]\n\n")
            at = item.end
    return "".join((*text, meeting.text[at:]))


def _is_closed(meeting: Meeting, place: Place) -> bool:
    return any(
        item.closed and touches(place, item.heading_end, item.end) and place[1] > item.heading_end
        for item in meeting.items
    )


def _page(assistant: Assistant, render: Render, meeting: Meeting, fra: str, til: str) -> str:
    cited, note = cited_place(meeting, fra, til)
    items = [item_view(meeting, item, cited) for item in meeting.items]
    head = render("header.html", item=header_view(meeting, cited))
    body = render("items.html", items=items)
    marked = "<mark>" in head + body
    here = _number_at(meeting, cited) if cited else None
    return render(
        "reader.html",
        meeting=meeting,
        items=items,
        head=with_anchor(head) if "<mark>" in head else Markup(head),
        body=Markup(body) if "<mark>" in head else with_anchor(body),
        marked=marked,
        note=note if marked or not cited else _LOST,
        here=here,
        present=_names(meeting, absent=False),
        absent=_names(meeting, absent=True),
        elsewhere=_elsewhere(assistant, meeting, here),
    )


def _panel(render: Render, meeting: Meeting, item: AgendaItem | None, fra: str, til: str) -> str:
    cited, note = cited_place(meeting, fra, til)
    view = item_view(meeting, item, cited) if item else header_view(meeting, cited)
    query = f"?fra={cited[0]}&til={cited[1]}" if cited else ""
    return render(
        "panel.html",
        meeting=meeting,
        item=view,
        note=note,
        whole=f"/kilde/{quote(meeting.id, safe='')}{query}#punkt-{view.number}",
    )


def _number_at(meeting: Meeting, place: Place) -> int | None:
    if touches(place, 0, meeting.header_end):
        return 0
    return next(
        (item.number for item in meeting.items if touches(place, item.start, item.end)), None
    )


def _names(meeting: Meeting, absent: bool) -> str:
    return ", ".join(
        f"{person.name} ({person.role})" if person.role else person.name
        for person in meeting.participants
        if person.absent is absent
    )


def _elsewhere(
    assistant: Assistant, meeting: Meeting, here: int | None
) -> list[tuple[str, list[Step]]]:
    """The cited item's case at its other meetings; without a citation, every item's."""
    items = [item for item in meeting.items if item.case and here in (None, item.number)]
    cases = dict.fromkeys(item.case for item in items if item.case)
    found = []
    for case in cases:
        steps = [
            Step(
                day(other.held),
                f"{other.committee}, punkt {item.number}: {item.title}",
                f"/kilde/{quote(other.id, safe='')}#punkt-{item.number}",
                other.id == meeting.id,
            )
            for other, item in assistant.case_items(case)
        ]
        if not all(step.here for step in steps):
            found.append((case, steps))
    return found
