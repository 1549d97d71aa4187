"""Logging in and out: a plain form that needs no script."""

from math import ceil

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.requests import HTTPConnection

from web.accounts import Account, Accounts
from web.attempts import Attempts
from web.language import Words
from web.rendering import Render
from web.sessions import Sessions, hand_out, held_by, take_back
from web.wayback import way_back
from web.wording import counted

_AT_ONCE = 2  # passwords hashed at a time: each takes 32 MB
_LONGEST = 10_000  # bytes of the form


class LoginFailed(Exception):
    """A wrong name or password, or so many that the next must wait."""

    def __init__(self, wait: int = 0) -> None:
        self.wait = wait  # seconds

    def told(self, words: Words) -> str:
        """What the visitor should know."""
        if not self.wait:
            return words("Navn eller adgangskode er forkert.")
        minutes = ceil(self.wait / 60)
        if self.wait <= 60:
            time = counted(self.wait, words("sekund"), words("sekunder"))
        else:
            time = counted(minutes, words("minut"), words("minutter"))
        return words("For mange forkerte forsøg. Prøv igen om {time}.", time=time)


class Login:
    """Checks names and passwords, ever slower for who guesses."""

    def __init__(self, accounts: Accounts, attempts: Attempts | None = None) -> None:
        self._accounts = accounts
        self._attempts = attempts or Attempts()
        self._places = CapacityLimiter(_AT_ONCE)

    async def check(self, name: str, password: str, address: str) -> Account:
        """The account, or LoginFailed."""
        if wait := self._attempts.wait(name, address):
            raise LoginFailed(ceil(wait))
        check = self._accounts.check
        account = await to_thread.run_sync(check, name, password, limiter=self._places)
        if account is None:
            raise LoginFailed
        self._attempts.right(name, address)
        return account

    async def check_program(self, name: str, password: str, address: str) -> Account:
        """The same for a program, which sends the password with every request."""
        known = self._accounts.seen(name, password)
        return known or await self.check(name, password, address)


def address_of(request: HTTPConnection) -> str:
    """Where a visitor sits, as far as is known."""
    return request.client.host if request.client else ""


def routes(login: Login, sessions: Sessions, render: Render) -> APIRouter:
    """/log-ind and /log-ud."""
    router = APIRouter()

    def form(request: Request, til: str, name: str = "", failed: LoginFailed | None = None) -> str:
        return render.of(request)(
            "login.html", here="login", til=way_back(til), given=name, failed=failed
        )

    @router.get("/log-ind")
    def show(request: Request, til: str = "/") -> Response:
        if request.state.user or not request.state.can_log_in:
            return RedirectResponse(way_back(til), 303)
        return HTMLResponse(form(request, til))

    @router.post("/log-ind", max_body_size=_LONGEST)
    async def enter(request: Request) -> Response:
        given = await request.form()
        name, password, til = (str(given.get(key, "")) for key in ("name", "password", "til"))
        try:
            account = await login.check(name, password, address_of(request))
        except LoginFailed as failed:
            status, headers = (429, {"Retry-After": str(failed.wait)}) if failed.wait else (401, {})
            return HTMLResponse(form(request, til, name, failed), status, headers)
        secure = request.url.scheme == "https"
        sessions.end(held_by(request.cookies, secure))
        answer = RedirectResponse(way_back(til), 303)
        hand_out(answer, sessions.begin(account), secure)
        return answer

    @router.post("/log-ud")
    def leave(request: Request) -> Response:
        secure = request.url.scheme == "https"
        sessions.end(held_by(request.cookies, secure))
        answer = RedirectResponse("/log-ind", 303)
        take_back(answer, secure)
        return answer

    return router
