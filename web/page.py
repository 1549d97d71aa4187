"""The page: Gradio's chat at /, the reader and our assets on routes of our own."""

import os
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from retrieval.assistant import Assistant
from vectorstore.errors import ReferatError, UnknownMeeting
from vectorstore.schema import Answer
from web import language, reader
from web.given import Given
from web.narrow import Narrow
from web.rendering import Render, templates
from web.responses import Guard
from web.talk import Seals


def build(
    assistant: Assistant,
    title: str = "",
    also: APIRouter | None = None,
    secret: bytes = b"",
    refused: Callable[[str, Answer], None] = lambda question, answer: None,
) -> FastAPI:
    """The application to serve; `title` is whose minutes these are, `also` more routes.

    `secret` seals the answers that a browser keeps: with another one it has to ask them again.
    `refused` is told of every refusal.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gradio as gr

    from web.chat import blocks
    from web.theme import theme

    render = templates(title)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(reader.routes(assistant, render))
    app.include_router(language.routes())
    if also is not None:
        app.include_router(also)
    app.mount("/ref", StaticFiles(directory=Path(__file__).parent / "assets"))

    @app.exception_handler(ReferatError)
    def sorry(request: Request, error: ReferatError) -> HTMLResponse:
        return unavailable(render.of(request), error)

    @app.get("/hjaelp")
    def help_page(request: Request) -> HTMLResponse:
        return HTMLResponse(render.of(request)("help.html", here="help"))

    chat = blocks(assistant, render, Given(), Seals(secret or token_bytes(32)), refused)
    page: Any = gr.mount_gradio_app(
        app, chat, path="/", theme=theme(), footer_links=[],
        ssr_mode=False, run_history=False, show_error=False,
        max_file_size=1,  # bytes: nothing is sent in through Gradio
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )  # fmt: skip
    page.add_middleware(FirstStart, assistant=assistant, render=render)
    page.add_middleware(Narrow)
    page.add_middleware(Guard)
    return app


def unavailable(render: Render, error: ReferatError) -> HTMLResponse:
    """A page with the error's sentence, or what a reader of an old link should know."""
    if isinstance(error, UnknownMeeting):
        told = render("missing.html", heading="Referatet findes ikke", sentence=reader.GONE)
        return HTMLResponse(told, 404)
    told = render("missing.html", heading="Siden kan ikke vises nu", sentence=str(error))
    return HTMLResponse(told, 503)


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
