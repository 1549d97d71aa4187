"""Who may read and who may administer, as the settings say."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from web.accounts import Account, Accounts, read_accounts

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# What a web server in front adds: then a visitor may sit anywhere.
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Rights:
    """What one visitor may do."""

    user: str  # "" for one who has not logged in
    reads: bool
    administers: bool


@dataclass(frozen=True, slots=True)
class Access:
    """Who may do what. As it is made without arguments, everything is open to everyone."""

    accounts: Accounts = field(default_factory=Accounts)
    private: bool = True  # only this machine reaches the page
    hosts: frozenset[str] = frozenset()  # names it may be called by; empty: any
    guarded: frozenset[str] = frozenset()  # paths that ask for a secret of their own

    def rights(self, account: Account | None, request: HTTPConnection) -> Rights:
        """Of somebody who has logged in, or of anybody."""
        if account is not None:
            return Rights(account.name, True, account.administers)
        near = self.private and not any(name in request.headers for name in _FORWARDED)
        return Rights("", not self.accounts.users, near and not self.accounts)

    def knows(self, request: HTTPConnection) -> bool:
        """Whether the address bar holds a name of ours.

        Another site may have its own name point at 127.0.0.1 ("DNS rebinding") and would then be
        read by the browser as the same site as this page.
        """
        return not self.hosts or _host(request.headers.get("host", "")) in self.hosts


def access(
    users: str, admins: str, host: str, public_name: str = "", guarded: Iterable[str] = ()
) -> Access:
    """The access that the settings describe; SettingsError for accounts that cannot be read."""
    private = host in LOOPBACK and not public_name
    names = {*LOOPBACK, host, public_name.lower()} if host in LOOPBACK else set()
    return Access(
        read_accounts(users, admins), private, frozenset(names - {""}), frozenset(guarded)
    )


def _host(header: str) -> str:
    """ "[::1]:7860" is "::1", "LOCALHOST:7860" is "localhost"."""
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].rstrip(".")
