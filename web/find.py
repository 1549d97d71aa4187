"""/moeder: every meeting and every case, found by committee, year, case number and title."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from retrieval.assistant import Assistant
from retrieval.cases import main_title
from retrieval.decisions import is_container, title_terms
from vectorstore.catalogue import (
    Catalogue,
    ListedCase,
    ListedItem,
    ListedMeeting,
    Listing,
    Wanted,
)
from web.minutes import case_url, is_untitled
from web.rendering import Render

_PAGE = 50  # entries on a page
_TITLES = 3  # of a meeting, where nothing was looked for
_FOUND = 6  # items of a meeting that hold the words
_WORDS = 8  # of a search; more do not make it narrower
_LETTERS = 200  # of a search
MEETINGS, CASES = "moeder", "sager"


@dataclass(frozen=True, slots=True)
class Search:
    """What the address asks for."""

    tab: str
    text: str
    wanted: Wanted
    page: int  # from 1

    def url(self, page: int = 1) -> str:
        """The address that asks for this, at a page."""
        asked = [("vis", self.tab)] if self.tab != MEETINGS else []
        asked += [("ord", self.text)] if self.text else []
        asked += [("udvalg", name) for name in self.wanted.committees]
        asked += [("aar", str(year)) for year in self.wanted.years]
        asked += [("kommune", name) for name in self.wanted.municipalities]
        asked += [("side", str(page))] if page > 1 else []
        return f"/moeder?{urlencode(asked)}" if asked else "/moeder"

    def on(self, tab: str) -> str:
        """The address of the same search on a tab."""
        return replace(self, tab=tab).url()

    def limited(self, wanted: Wanted) -> str:
        """The address with other committees or years."""
        return replace(self, wanted=wanted).url()


@dataclass(frozen=True, slots=True)
class Chip:
    """A limit that can be taken off."""

    kind: str  # "word", "committee", "year"
    told: str
    url: str  # the list without it


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with the titles that tell what it was about, or that were looked for."""

    listed: ListedMeeting
    url: str  # of the reader
    titles: tuple[ListedItem, ...]

    @property
    def year(self) -> int:
        """The year it stands under."""
        return self.listed.summary.held.year


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case under the year it was last treated in."""

    listed: ListedCase
    url: str
    title: str  # empty where all its items are closed
    container: bool

    @property
    def year(self) -> int:
        """The year it stands under."""
        return self.listed.last.year


def routes(assistant: Assistant, render: Render) -> APIRouter:
    """The route /moeder."""
    router = APIRouter()

    @router.get("/moeder")
    def find(
        request: Request,
        vis: str = "",
        ord: str = "",
        udvalg: Annotated[Sequence[str], Query()] = (),
        aar: Annotated[Sequence[str], Query()] = (),
        kommune: Annotated[Sequence[str], Query()] = (),
        side: str = "",
    ) -> HTMLResponse:
        search = asked(vis, ord, udvalg, aar, side, kommune)
        return HTMLResponse(_page(assistant, render.of(request), search))

    return router


def asked(
    tab: str,
    text: str,
    committees: Sequence[str],
    years: Sequence[str],
    page: str,
    municipalities: Sequence[str] = (),
) -> Search:
    """The search that an address asks for; what cannot be one is left out."""
    text = " ".join(text[:_LETTERS].split()[:_WORDS])
    wanted = Wanted(
        tuple(text.split()),
        tuple(dict.fromkeys(committees)),
        tuple(dict.fromkeys(int(year) for year in years if _is_number(year))),
        tuple(dict.fromkeys(municipalities)),
    )
    number = int(page) if _is_number(page) else 1
    return Search(CASES if tab == CASES else MEETINGS, text, wanted, max(number, 1))


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 6


def _page(assistant: Assistant, render: Render, search: Search) -> str:
    catalogue = assistant.catalogue
    listing = _listing(catalogue, search)
    pages = max(-(-listing.total // _PAGE), 1)
    if search.page > pages:
        search = replace(search, page=pages)
        listing = _listing(catalogue, search)
    rows = [_row(entry, bool(search.wanted.words)) for entry in listing.shown]
    meetings, cases = catalogue.sizes()
    return render(
        "find.html",
        here="find",
        search=search,
        listing=listing,
        years=[(year, list(same)) for year, same in groupby(rows, key=lambda row: row.year)],
        chips=_chips(search),
        pages=pages,
        meetings=meetings,
        cases=cases,
    )


def _listing(catalogue: Catalogue, search: Search) -> Listing[ListedMeeting] | Listing[ListedCase]:
    first = (search.page - 1) * _PAGE
    if search.tab == CASES:
        return catalogue.cases(search.wanted, first, _PAGE)
    return catalogue.meetings(search.wanted, first, _PAGE)


def _row(entry: ListedMeeting | ListedCase, searched: bool) -> MeetingRow | CaseRow:
    if isinstance(entry, ListedCase):
        title, container = main_title(entry.titles), is_container(entry.titles)
        return CaseRow(entry, case_url(entry.number), title, container)
    url = f"/kilde/{quote(entry.summary.id, safe='')}"
    return MeetingRow(entry, url, _titles(entry.items, searched))


def _titles(items: Sequence[ListedItem], searched: bool) -> tuple[ListedItem, ...]:
    """The items that were looked for, else the first whose titles tell a matter."""
    if searched:
        return tuple(item for item in items if item.found)[:_FOUND]
    named = [item for item in items if not (item.closed and is_untitled(item.title))]
    telling = [item for item in named if title_terms(item.title)]
    return tuple((telling or named)[:_TITLES])


def _chips(search: Search) -> list[Chip]:
    wanted = search.wanted
    chips = [Chip("word", search.text, replace(search, text="").url())] if search.text else []
    for name in wanted.committees:
        left = tuple(each for each in wanted.committees if each != name)
        chips.append(Chip("committee", name, search.limited(replace(wanted, committees=left))))
    for name in wanted.municipalities:
        others = tuple(each for each in wanted.municipalities if each != name)
        limited = search.limited(replace(wanted, municipalities=others))
        chips.append(Chip("municipality", name, limited))
    for year in wanted.years:
        kept = tuple(each for each in wanted.years if each != year)
        chips.append(Chip("year", str(year), search.limited(replace(wanted, years=kept))))
    return chips
