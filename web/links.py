"""Permanent links: an answer kept as it was, and what has become of its sources since."""

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from vectorstore.schema import Statement
from web.admin import administrator
from web.answers import Answers
from web.minutes import Part, cited_rows
from web.papers import address, foot, meeting_name, moment, place_name, warning
from web.posted import Linking, posted
from web.rendering import Render
from web.standing import Shown

# Kept answers hold words of minutes that may be removed: nobody else keeps a copy.
PRIVATE = {"x-robots-tag": "noindex, nofollow", "cache-control": "no-store"}


def link_to(request: Request, key: str) -> str:
    """The permanent link, with the address that the reader used."""
    return f"{request.base_url}svar/{key}"


def routes(answers: Answers, render: Render, name: str) -> APIRouter:
    """POST /svar keeps, GET /svar/{key} shows; `name` is whose minutes these are.

    An administrator can delete what is kept.
    """
    router = APIRouter()

    @router.post("/svar")
    def keep(request: Request, asked: Annotated[Linking, Depends(posted(Linking))]) -> Response:
        words = render.of(request).words
        shown = answers.turn(asked.key, words)
        key = answers.store.keep(shown.question, shown.history, shown.answer)
        told = words("Linket er kopieret. Svaret er gemt, som det er nu.")
        return JSONResponse({"link": link_to(request, key), "told": told}, 201)

    @router.get("/svar/{key}")
    def show(request: Request, key: str) -> Response:
        visitor = render.of(request)
        shown = answers.kept(key)
        if shown is None:
            return HTMLResponse(_unknown(visitor), 404, PRIVATE)
        page = _page(answers, visitor, shown, link_to(request, key), str(request.base_url), name)
        return HTMLResponse(page, headers=PRIVATE)

    @router.post("/admin/svar/{key}/slet", dependencies=[Depends(administrator)])
    def delete(key: str) -> Response:
        answers.store.forget("link", key)
        return RedirectResponse(f"/svar/{quote(key, safe='')}", 303)

    return router


def _unknown(render: Render) -> str:
    words = render.words
    return render(
        "missing.html",
        heading=words("Svaret findes ikke"),
        sentence=words("Linket kan være skrevet forkert, eller svaret kan være slettet."),
    )


def _page(answers: Answers, render: Render, shown: Shown, link: str, base: str, name: str) -> str:
    words = render.words
    stands = all(standing.stands for standing in shown.standings)

    def rows(statement: Statement) -> Part | None:
        source = shown.source(statement.cites[0]) if statement.cites else None
        if not (statement.table and source and source.standing.stands):
            return None
        cited = source.citation
        return cited_rows(answers.load(cited.meeting), (cited.start, cited.end))

    return render(
        "kept.html",
        here="ask",
        shown=shown,
        link=link,
        key=link.rpartition("/")[2],
        at=moment(shown.at, words),
        warnings=[(standing, warning(standing, words)) for standing in shown.standings],
        foot=foot(stands, name, datetime.now().astimezone(), words),
        absolute=lambda citation: address(base, citation),
        meeting_name=lambda citation: meeting_name(citation, words),
        place_name=lambda citation: place_name(citation, words),
        rows=rows,
    )
