"""Routes that show the minutes: the reader, its plain text, its file, and an item for the panel."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from markupsafe import Markup

from retrieval.assistant import Assistant
from retrieval.cases import Case
from vectorstore.errors import UnknownMeeting
from vectorstore.schema import AgendaItem, Meeting
from web.language import Words
from web.markings import PageMarks, Place, hidden, touches, with_anchor
from web.minutes import ItemView, case_url, header_view, item_view
from web.originals import FileView, Originals, State, file_view, reader_url
from web.rendering import Render


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown: minutes, their file, and the place that the address marks."""

    meeting: Meeting
    file: FileView
    first: str  # as the address has them; empty for none
    last: str


@dataclass(frozen=True, slots=True)
class CaseBox:
    """The cited item's case beside the minutes."""

    case: Case
    url: str
    meeting: str
    item: int
    standing: bool  # nothing indexed came after this item's decision


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A case of these minutes that other items treat too."""

    number: str
    item: ItemView  # the first with the number
    times: int


def routes(assistant: Assistant, render: Render, originals: Originals) -> APIRouter:
    """The routes below /kilde and /panel."""
    router = APIRouter()

    @router.get("/kilde/{meeting_id}")
    def read(
        request: Request,
        meeting_id: str,
        fra: str = "",
        til: str = "",
        side: str = "",
        vej: str = "",
    ) -> Response:
        meeting = assistant.meeting(meeting_id)
        page = side or _page_of(meeting, fra)
        shown = Shown(meeting, file_view(originals.of(meeting), meeting, page), fra, til)
        return HTMLResponse(_page(assistant, render.of(request), shown, by_case=vej == "sag"))

    @router.get("/kilde/{meeting_id}/tekst")
    def plain(request: Request, meeting_id: str) -> Response:
        words = render.of(request).words
        return PlainTextResponse(public_text(assistant.meeting(meeting_id), words))

    @router.get("/kilde/{meeting_id}/fil")
    def file(request: Request, meeting_id: str) -> Response:
        meeting = assistant.meeting(meeting_id)
        original = originals.of(meeting)
        if original.path is None:
            told = render.of(request)("nofile.html", meeting=meeting, state=original.state)
            return HTMLResponse(told, 403 if original.state is State.CLOSED else 404)
        return originals.delivered(meeting, original)

    @router.get("/panel/{meeting_id}/{number}")
    def panel(
        request: Request, meeting_id: str, number: str, fra: str = "", til: str = "", side: str = ""
    ) -> Response:
        shown = render.of(request)
        try:
            meeting = assistant.meeting(meeting_id)
        except UnknownMeeting:
            return HTMLResponse(shown("gone.html", sentence=gone(shown.words)), 404)
        item = meeting.item(int(number)) if number.isdecimal() and len(number) < 9 else None
        if item is None and number != "0":
            return HTMLResponse(shown("gone.html", sentence=gone(shown.words)), 404)
        page = side or _page_of(meeting, fra)
        what = Shown(meeting, file_view(originals.of(meeting), meeting, page), fra, til)
        return HTMLResponse(_panel(assistant, shown, what, item))

    return router


def gone(words: Words) -> str:
    """What a reader of an old link should know."""
    return words(
        "Referatet findes ikke her. Det kan være fjernet, eller linket kan være skrevet forkert."
    )


def _lost(words: Words) -> str:
    return words(
        "Det sted, linket peger på, findes ikke i referatet. Her er hele teksten uden markering."
    )


def _page_of(meeting: Meeting, first: str) -> str:
    """The page of a cited place, for an address that does not name it."""
    known = first.isdecimal() and len(first) < 10 and meeting.page(int(first))
    return str(known) if known else ""


def cited_place(meeting: Meeting, first: str, last: str) -> tuple[Place | None, bool]:
    """The cited stretch, and whether one was asked for that the minutes do not have."""
    if not first and not last:
        return None, False
    if not all(text.isdecimal() and len(text) < 10 for text in (first, last)):
        return None, True
    start, end = int(first), int(last)
    if not 0 <= start < end <= len(meeting.text) or hidden(meeting, (start, end)):
        return None, True
    return (start, end), False


def public_text(meeting: Meeting, words: Words) -> str:
    """The minutes' text without what stands below the headings of closed items."""
    text, at = [], 0
    for item in meeting.items:
        if item.closed:
            text.append(meeting.text[at : item.heading_end].rstrip())
            closed = words("Punktet blev behandlet for lukkede døre.")
            text.append(f"\n\n[{closed}]\n\n")
            at = item.end
    return "".join((*text, meeting.text[at:]))


def _page(assistant: Assistant, render: Render, shown: Shown, *, by_case: bool) -> str:
    meeting = shown.meeting
    cited, lost = cited_place(meeting, shown.first, shown.last)
    pages = PageMarks(meeting, render.words)
    items = [item_view(meeting, item, cited, pages) for item in meeting.items]
    head = render("header.html", item=header_view(meeting, cited))
    body = render("items.html", items=items)
    marked = "<mark>" in head + body
    here = _number_at(meeting, cited) if cited else None
    return render(
        "reader.html",
        here="find",
        meeting=meeting,
        items=items,
        head=with_anchor(head) if "<mark>" in head else Markup(head),
        body=Markup(body) if "<mark>" in head else with_anchor(body),
        marked=marked,
        note=_lost(render.words) if lost or (cited and not marked) else "",
        at=here,
        present=_names(meeting, absent=False),
        absent=_names(meeting, absent=True),
        file=shown.file,
        by_case=by_case,
        box=_case_box(assistant, meeting, meeting.item(here)) if here else None,
        elsewhere=[] if here else _elsewhere(assistant, meeting, items),
        meetings=len(assistant.summary().meetings),
        municipalities=len(assistant.summary().municipalities),
    )


def _panel(assistant: Assistant, render: Render, shown: Shown, item: AgendaItem | None) -> str:
    meeting = shown.meeting
    cited, lost = cited_place(meeting, shown.first, shown.last)
    view = item_view(meeting, item, cited) if item else header_view(meeting, cited)
    query = f"?fra={cited[0]}&til={cited[1]}" if cited else ""
    case = item.case if item else None
    return render(
        "panel.html",
        meeting=meeting,
        item=view,
        note=_lost(render.words) if lost else "",
        times=assistant.catalogue.times([case]).get(case, 1) if case else 0,
        file=shown.file,
        whole=f"{reader_url(meeting)}{query}#punkt-{view.number}",
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


def _case_box(assistant: Assistant, meeting: Meeting, item: AgendaItem | None) -> CaseBox | None:
    case = assistant.case(item.case) if item and item.case else None
    if case is None or item is None:
        return None
    last = case.last_decision
    standing = last is not None and (last.meeting, last.item) == (meeting.id, item.number)
    return CaseBox(case, case_url(case.number), meeting.id, item.number, standing)


def _elsewhere(
    assistant: Assistant, meeting: Meeting, views: Sequence[ItemView]
) -> list[Elsewhere]:
    named: dict[str, ItemView] = {}
    for item, view in zip(meeting.items, views, strict=True):
        if item.case:
            named.setdefault(item.case, view)
    times = assistant.catalogue.times(named)
    again = [number for number in named if times.get(number, 0) > 1]
    cases = [case for number in again if (case := assistant.case(number)) and not case.container]
    return [Elsewhere(case.number, named[case.number], case.times) for case in cases]
