"""Who is logged in: a random id in a cookie, the rest in the server's memory."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from threading import Lock
from time import monotonic

from starlette.responses import Response

from web.accounts import Account

LASTS = 12 * 3600  # seconds: a working day
_MOST = 10_000  # sessions; the oldest ends first
_PLAIN, _SECURE = "referat", "__Host-referat"


class Sessions:
    """Ends when the reader logs out, after twelve hours, or when the server stops."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[str, tuple[Account, float]] = OrderedDict()
        self._lock = Lock()

    def begin(self, account: Account) -> str:
        """A new id. Never one that the visitor brought: nobody can plant one."""
        with self._lock:
            now = self._clock()
            while self._held and (len(self._held) >= _MOST or self._first_ends() <= now):
                self._held.popitem(last=False)
            key = token_urlsafe(32)
            self._held[key] = (account, now + LASTS)
            return key

    def _first_ends(self) -> float:
        return next(iter(self._held.values()))[1]

    def who(self, key: str) -> Account | None:
        """Whose id it is; None when there is no such session any longer."""
        with self._lock:
            account, ends = self._held.get(key, (None, 0.0))
            return account if ends > self._clock() else None

    def end(self, key: str) -> None:
        """Log out."""
        with self._lock:
            self._held.pop(key, None)


def held_by(cookies: Mapping[str, str], secure: bool) -> str:
    """The id that a visitor sent, or nothing."""
    return cookies.get(_SECURE if secure else _PLAIN, "")


def hand_out(answer: Response, key: str, secure: bool) -> None:
    """Set the cookie; over https its name lets no other host of the domain set it."""
    answer.set_cookie(
        _SECURE if secure else _PLAIN, key, max_age=LASTS, path="/", httponly=True,
        samesite="lax", secure=secure,
    )  # fmt: skip


def take_back(answer: Response, secure: bool) -> None:
    """Remove the cookie."""
    answer.delete_cookie(
        _SECURE if secure else _PLAIN, path="/", httponly=True, samesite="lax", secure=secure
    )
