"""Of what is sent to Gradio, only what it can read: it answers odd bodies with a server error."""

import json

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.talk import MOST_LETTERS

_BASE = "/gradio_api/"
_MOST_BYTES = 2 * MOST_LETTERS


class Readable:
    """413 for too much, 400 for what is not an object in JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at requests to Gradio; others pass."""
        path, method = scope.get("path", ""), scope.get("method", "")
        if scope["type"] == "http" and path.startswith(_BASE) and method == "POST":
            await self._checked(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _checked(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        if body is None:
            await JSONResponse({"detail": "Too large"}, 413)(scope, receive, send)
        elif not _sound(body):
            await JSONResponse({"detail": "Not readable"}, 400)(scope, receive, send)
        else:
            await self.app(scope, _again(body, receive), send)


async def _body(receive: Receive) -> bytes | None:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        body += bytes(message.get("body", b""))
        if len(body) > _MOST_BYTES:
            return None
        if not message.get("more_body"):
            return body


def _sound(body: bytes) -> bool:
    """Whether Gradio can take it: a list of data, a known kind of number, a session."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(told, dict):
        return False
    data, number = told.get("data", []), told.get("fn_index", 0)
    return isinstance(data, list) and isinstance(number, int) and not isinstance(number, bool)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, then what the server has to tell."""
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once
