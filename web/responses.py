"""What every response carries, and what Gradio's own page needs changed before it leaves."""

import re
from secrets import token_urlsafe

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.language import chosen

_COMMON = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_OURS = f"{_COMMON}; script-src 'self'"
# Gradio compiles its component templates in the browser, hence eval; its inline scripts get a
# nonce, so that no script in a question or in minutes could run even if it were not escaped.
_GRADIO = _COMMON + "; script-src 'self' 'unsafe-eval' 'nonce-{nonce}'"
_LANG = re.compile(rb'(<html\s+)lang="en"')
# In the page itself: Gradio's `head=` adds them from a script, after a first look without them.
_HEAD = (
    b'<link rel="icon" href="/ref/mark.svg" type="image/svg+xml">'
    b'<link rel="stylesheet" href="/ref/tokens.css"><link rel="stylesheet" href="/ref/app.css">'
    b'<link rel="stylesheet" href="/ref/actions.css"><script defer src="/ref/actions.js"></script>'
    b'<script src="/ref/again.js"></script>'
    b'<link rel="stylesheet" href="/ref/chat.css"><link rel="stylesheet" href="/ref/asking.css">'
    b'<script src="/ref/site.js"></script><script src="/ref/talks.js"></script>'
    b'<meta name="color-scheme" content="light dark"><script defer src="/ref/chat.js"></script>'
    b'<script defer src="/ref/asking.js"></script><script defer src="/ref/picking.js"></script>'
)
# Addresses of Gradio's own site, for link previews; a browser does not fetch them.
_PREVIEW = re.compile(rb'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')


class Guard:
    """Sets the security headers; gives Gradio's page its language and its scripts a nonce."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on every request; only the page itself is held back until it is whole."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == "/":
            await self._page(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send, _OURS))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        nonce = token_urlsafe(16)
        language = chosen(HTTPConnection(scope).cookies)
        start: Message = {}
        body = b""

        async def hold(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            if message["type"] != "http.response.body":
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            whole = _ours(body, nonce, language) if b"<gradio-app" in body else body
            MutableHeaders(scope=start)["content-length"] = str(len(whole))
            await deliver(start)
            await deliver({"type": "http.response.body", "body": whole})

        deliver = _with_headers(send, _GRADIO.format(nonce=nonce))
        # Gradio compresses only what is asked for; held back it must be readable.
        headers = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, hold)


def _ours(page: bytes, nonce: str, language: str) -> bytes:
    page = _PREVIEW.sub(b"", _LANG.sub(rb'\1lang="%s"' % language.encode(), page, count=1))
    page = page.replace(b"</head>", _HEAD + b"</head>", 1)
    return re.sub(rb"<script\b", b'<script nonce="%s"' % nonce.encode(), page)


def _with_headers(send: Send, policy: str) -> Send:
    async def deliver(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["content-security-policy"] = policy
            headers["x-content-type-options"] = "nosniff"
            # Not "no-referrer": with it browsers say "Origin: null" of our own forms, over http.
            headers["referrer-policy"] = "same-origin"
            headers["cross-origin-resource-policy"] = "same-origin"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers.setdefault("cache-control", "no-cache")
        await send(message)

    return deliver
