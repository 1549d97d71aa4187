"""The gate: every request passes it, and without a right to what it asks for it goes no further."""

import binascii
import re
from base64 import b64decode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.access import Access, Rights
from web.accounts import Account
from web.language import Language, Words
from web.login import Login, LoginFailed, address_of
from web.rendering import Render
from web.samesite import CHANGING, same_site
from web.sessions import Sessions, held_by
from web.wayback import with_way_back

# What a visitor who has not logged in may have: the login page, its looks and its language.
_OPEN = re.compile(
    r"/health|/log-ind|/log-ud|/sprog/(?:da|en)|/ref/[\w-]+\.(?:css|js|svg)"
    r"|/static/fonts/SourceSansPro/SourceSansPro-(?:Regular|Bold)\.woff2"
)
_ADMIN = re.compile(r"/admin(?:/.*)?", re.DOTALL)
_PROGRAMS = re.compile(
    r"/metrics|/(?:api|mcp)(?:/.*)?", re.DOTALL
)  # they may send name and password
_ELSEWHERE = (
    "Siden kan kun åbnes på den adresse, den er startet på. Skal den hedde noget andet, så sæt "
    "REFERAT_HOST eller REFERAT_PUBLIC_NAME, og start den igen."
)
_LOG_IN = "Log ind først."
_FOREIGN = "Forespørgslen kom fra en anden side og blev ikke udført."


class Refused(Exception):
    """Not let through; `answer` is what is sent instead."""

    def __init__(self, answer: ASGIApp) -> None:
        self.answer = answer


class Gate:
    """Lets nothing through by default; sets the visitor's rights for the pages behind it."""

    def __init__(
        self, app: ASGIApp, access: Access, login: Login, sessions: Sessions, render: Render
    ) -> None:
        self._app = app
        self._access = access
        self._sessions = sessions
        self._login = login
        self._render = render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at every request; the page has no use for websockets."""
        if scope["type"] == "http":
            try:
                send = await self._admitted(HTTPConnection(scope), send)
            except Refused as refused:
                await refused.answer(scope, receive, send)
                return
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)

    async def _admitted(self, request: HTTPConnection, send: Send) -> Send:
        path = request.scope["path"]
        if not self._access.knows(request):
            raise Refused(PlainTextResponse(_ELSEWHERE, 421))
        if request.scope["method"] in CHANGING and not same_site(request):
            raise Refused(JSONResponse({"error": _FOREIGN}, 403))
        rights = self._access.rights(await self._account(request), request)
        state = request.scope.setdefault("state", {})
        state |= {
            "user": rights.user,
            "reads": rights.reads,
            "administers": rights.administers,
            "can_log_in": bool(self._access.accounts),
        }
        if _OPEN.fullmatch(path) or path in self._access.guarded:
            return send
        if not rights.reads:
            raise Refused(self._ask(request))
        if _ADMIN.fullmatch(path) and not rights.administers:
            raise Refused(self._not_administrator(request, rights))
        return _not_kept(send) if rights.user else send

    async def _account(self, request: HTTPConnection) -> Account | None:
        if not self._access.accounts:
            return None
        secure = request.url.scheme == "https"
        account = self._sessions.who(held_by(request.cookies, secure))
        sent = request.headers.get("authorization", "")
        if account is None and sent and _PROGRAMS.fullmatch(request.scope["path"]):
            return await self._program(request, sent)
        return account

    async def _program(self, request: HTTPConnection, sent: str) -> Account:
        """Whose name and password (HTTP Basic, RFC 7617) a program sent."""
        given = _basic(sent)
        if given is None:
            raise Refused(_program_told(_LOG_IN))
        try:
            return await self._login.check_program(*given, address_of(request))
        except LoginFailed as failed:
            raise Refused(_program_told(failed.told(Words(Language.DANISH)), failed.wait)) from None

    def _ask(self, request: HTTPConnection) -> ASGIApp:
        """The login page for who opens a page, a status for scripts and programs."""
        if _opens_page(request):
            return RedirectResponse(with_way_back("/log-ind", request), 303)
        if _PROGRAMS.fullmatch(request.scope["path"]) and "sec-fetch-mode" not in request.headers:
            return _program_told(_LOG_IN)
        return JSONResponse({"error": _LOG_IN}, 401)

    def _not_administrator(self, request: HTTPConnection, rights: Rights) -> ASGIApp:
        if self._access.accounts.admins and not rights.user:
            return self._ask(request)
        words = (render := self._render.of(request)).words
        if not self._access.accounts.admins:
            sentence = words(
                "Administrationen er lukket, til den har en adgangskode. Sæt REFERAT_ADMINS til "
                "navn:hash (lav hashen med python -m web.password), og start siden igen."
            )
        else:
            sentence = words("Du er logget ind, men du er ikke administrator.")
        if not _opens_page(request):
            return JSONResponse({"error": sentence}, 403)
        heading = words("Du har ikke adgang her")
        return HTMLResponse(render("shut.html", heading=heading, sentence=sentence), 403)


def _program_told(sentence: str, wait: int = 0) -> JSONResponse:
    basic = {"WWW-Authenticate": 'Basic realm="Referater", charset="UTF-8"'}
    headers = {"Retry-After": str(wait)} if wait else basic
    return JSONResponse({"error": sentence}, 429 if wait else 401, headers)


def _basic(header: str) -> tuple[str, str] | None:
    kind, _, text = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, colon, password = b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None


def _opens_page(request: HTTPConnection) -> bool:
    return request.scope["method"] == "GET" and "text/html" in request.headers.get("accept", "")


def _not_kept(send: Send) -> Send:
    """Nobody else shall find the minutes in a cache after the reader has logged out."""

    async def deliver(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("cache-control", "private, no-store")
        await send(message)

    return deliver
