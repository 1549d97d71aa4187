"""What of Gradio the page uses: nothing else of it can be reached.

Gradio also brings routes for uploads, files on disk, a proxy, its own login, monitoring, an
OpenAPI of every event and editing the program by a model on the web. The list was found by driving
the page in Chromium (tests/web/test_needed.py does it again).
"""

import re

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from web.rendering import Render

_READ = re.compile(
    r"/|/theme\.css|/(?:assets|static)/.+"
    r"|/gradio_api/(?:queue/data|heartbeat/[^/]+|app_id)"
)
_SENT = re.compile(r"/gradio_api/(?:queue/join|cancel|reset)")


def needed(method: str, path: str) -> bool:
    """Whether the page uses a route of Gradio's."""
    if method == "POST":
        return _SENT.fullmatch(path) is not None
    return method in ("GET", "HEAD") and _READ.fullmatch(path) is not None


class OnlyNeeded:
    """Stands before Gradio's application."""

    def __init__(self, app: ASGIApp, render: Render) -> None:
        self._app = app
        self._render = render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """404 for all else. Gradio never learns of other sites, so it sends them no permission."""
        app = self._app
        if scope["type"] == "http":
            if not needed(scope["method"], scope["path"]):
                app = _missing(HTTPConnection(scope), self._render)
            headers = [pair for pair in scope["headers"] if pair[0] != b"origin"]
            scope = {**scope, "headers": headers}
        await app(scope, receive, send)


def _missing(request: HTTPConnection, render: Render) -> ASGIApp:
    shown = render.of(request)
    heading = shown.words("Siden findes ikke")
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": f"{heading}."}, 404)
    sentence = shown.words("Adressen kan være skrevet forkert, eller siden kan være fjernet.")
    return HTMLResponse(shown("shut.html", heading=heading, sentence=sentence), 404)
