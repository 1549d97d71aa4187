"""The page: Gradio's chat at /, the reader and our assets on routes of our own."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from retrieval.assistant import Assistant
from vectorstore.errors import ReferatError, UnknownMeeting
from vectorstore.schema import Answer
from web import admin, api, cases, find, language, links, rating, reader, takeaway
from web.access import Access
from web.admin_actions import actions
from web.answers import Answers
from web.archive import Archive
from web.gate import Gate
from web.given import Given
from web.jobs import Jobs
from web.kept import Kept
from web.login import Login
from web.login import routes as login_routes
from web.mcp_server import AtAddress
from web.needed import OnlyNeeded
from web.originals import Originals
from web.readable import Readable
from web.rendering import Render, templates
from web.responses import Guard
from web.sessions import Sessions
from web.talk import Seals

_LOG = logging.getLogger(__name__)


def build(
    assistant: Assistant,
    title: str = "",
    also: APIRouter | None = None,
    *,
    read: Callable[[Path], bytes],
    kept: Kept | None = None,
    archive: Archive | None = None,
    access: Access | None = None,
    secret: bytes = b"",
) -> FastAPI:
    """The application to serve; `title` is whose minutes these are, `also` more routes.

    `read` gives the bytes of a file or of an archive's member. Without a store of `kept` answers,
    links and feedback last as long as the page; with an `archive` there is administration; without
    `access` everything is open to everyone: app.py always gives one. `secret` seals the answers
    that a browser keeps: with another one it has to ask them again.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gradio as gr

    from web.chat import blocks
    from web.theme import theme

    render = templates(title)
    access = access or Access()
    login, sessions = Login(access.accounts), Sessions()
    tools = AtAddress(assistant)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=tools.lifespan)
    app.include_router(reader.routes(assistant, render, Originals(assistant, read)))
    app.include_router(find.routes(assistant, render))
    app.include_router(cases.routes(assistant, render))
    app.include_router(language.routes())
    app.include_router(login_routes(login, sessions, render))
    app.include_router(api.routes(render))
    app.mount("/api", api.application(assistant))
    app.router.routes.append(Route("/mcp", endpoint=tools))
    app.state.folder = None if kept else TemporaryDirectory()
    kept = kept or Kept(f"sqlite:///{app.state.folder.name}/kept.db")
    given = Given()
    answers = Answers(assistant, given, kept)
    app.include_router(links.routes(answers, render, title))
    app.include_router(takeaway.routes(answers, render, title))
    app.include_router(rating.routes(answers, render))
    if archive is not None:
        jobs = Jobs(archive.work)
        app.include_router(admin.routes(archive, jobs, render))
        app.include_router(actions(archive, jobs, render))
    if also is not None:
        app.include_router(also)
    app.mount("/ref", StaticFiles(directory=Path(__file__).parent / "assets"))

    @app.exception_handler(ReferatError)
    def sorry(request: Request, error: ReferatError) -> HTMLResponse:
        return unavailable(render.of(request), error)

    @app.get("/hjaelp")
    def help_page(request: Request) -> HTMLResponse:
        return HTMLResponse(render.of(request)("help.html", here="help"))

    chat = blocks(assistant, render, given, Seals(secret or token_bytes(32)), noted(kept))
    page: Any = gr.mount_gradio_app(
        app, chat, path="/", theme=theme(), footer_links=[],
        ssr_mode=False, run_history=False, show_error=False,
        max_file_size=1,  # bytes: nothing is sent in through Gradio
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        mcp_server=False, enable_monitoring=False, pwa=False,
    )  # fmt: skip
    for mounted in page.routes:
        if isinstance(mounted, Mount) and not mounted.path:
            mounted.app = OnlyNeeded(Readable(mounted.app), render)
    page.add_middleware(FirstStart, assistant=assistant, render=render)
    page.add_middleware(Gate, access=access, login=login, sessions=sessions, render=render)
    page.add_middleware(Guard)
    return app


def noted(kept: Kept) -> Callable[[str, Answer], None]:
    """Keeps refused questions for the administrators; an answer is never lost over that."""

    def note(question: str, answer: Answer) -> None:
        try:
            kept.refused(question, answer)
        except ReferatError as error:
            _LOG.warning("%s", error)

    return note


def unavailable(render: Render, error: ReferatError) -> HTMLResponse:
    """A page with the error's sentence, or what a reader of an old link should know."""
    if isinstance(error, UnknownMeeting):
        heading = render.words("Referatet findes ikke")
        told = render("missing.html", heading=heading, sentence=reader.gone(render.words))
        return HTMLResponse(told, 404)
    heading = render.words("Siden kan ikke vises nu")
    told = render("missing.html", heading=heading, sentence=str(error))
    return HTMLResponse(told, 403 if isinstance(error, admin.NotAdministrator) else 503)


class FirstStart:
    """Answers / itself while nothing is indexed; a reload after indexing finds the chat."""

    def __init__(self, app: ASGIApp, assistant: Assistant, render: Render) -> None:
        self.app = app
        self._assistant = assistant
        self._render = render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look before every delivery of the page; other requests pass."""
        app = self.app
        if scope["type"] == "http" and scope["path"] == "/":
            render = self._render.of(HTTPConnection(scope))
            try:
                summary = await run_in_threadpool(self._assistant.summary)
                if not summary.meetings:
                    app = HTMLResponse(render("first.html", here="ask"))
            except ReferatError as error:
                app = unavailable(render, error)
        await app(scope, receive, send)
