"""Who may log in: names with hashed passwords, as REFERAT_USERS and REFERAT_ADMINS list them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest, digest
from pathlib import Path
from secrets import token_bytes
from unicodedata import normalize

from vectorstore.errors import SettingsError
from web.password import LONGEST, Hash, nobody

_LONGEST_NAME = 64  # characters


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who has logged in."""

    name: str
    administers: bool


@dataclass(frozen=True, slots=True)
class Accounts:
    """Readers and administrators by name; without readers, reading is open to everyone."""

    users: Mapping[str, Hash] = field(default_factory=dict)
    admins: Mapping[str, Hash] = field(default_factory=dict)
    _nobody: Hash = field(default_factory=nobody, repr=False)
    _key: bytes = field(default_factory=lambda: token_bytes(32), repr=False)
    _seen: dict[str, bytes] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.users or self.admins)

    def check(self, name: str, password: str) -> Account | None:
        """The account, or None; an unknown name takes as long as a wrong password."""
        name = known_as(name)
        found = self.admins.get(name) or self.users.get(name)
        fits = (found or self._nobody).fits(password[:LONGEST])
        if not found or not fits or len(password) > LONGEST:
            return None
        self._seen[name] = self._proof(name, password)
        return self._account(name)

    def seen(self, name: str, password: str) -> Account | None:
        """The account if this was its password before: saves hashing it for every request."""
        name = known_as(name)
        known = compare_digest(self._seen.get(name, b""), self._proof(name, password))
        return self._account(name) if known else None

    def _proof(self, name: str, password: str) -> bytes:
        return digest(self._key, f"{name}\0{password}".encode(), "sha256")

    def _account(self, name: str) -> Account:
        return Account(name, name in self.admins)


def known_as(name: str) -> str:
    """A name as it is compared: capitals and ways of typing "å" do not count."""
    return normalize("NFKC", name).strip().casefold()


def read_accounts(users: str, admins: str) -> Accounts:
    """The accounts of two settings; SettingsError tells what is wrong, but never a hash."""
    readers = _listed("REFERAT_USERS", users)
    administrators = _listed("REFERAT_ADMINS", admins)
    for name in readers.keys() & administrators.keys():
        raise SettingsError(
            f"Navnet „{name}“ står i både REFERAT_USERS og REFERAT_ADMINS. "
            "En administrator må også læse; fjern navnet fra REFERAT_USERS."
        )
    return Accounts(readers, administrators)


def _listed(setting: str, value: str) -> dict[str, Hash]:
    found: dict[str, Hash] = {}
    for entry in _entries(setting, value.strip()):
        name, colon, text = entry.partition(":")
        name = known_as(name)
        if not colon or not name or len(name) > _LONGEST_NAME:
            raise SettingsError(
                f"{setting} kan ikke læses: hver bruger skrives som navn:hash, med „;“ imellem."
            )
        if name in found:
            raise SettingsError(f"{setting} har navnet „{name}“ to gange. Fjern det ene.")
        try:
            found[name] = Hash.read(text.strip())
        except ValueError:
            raise SettingsError(
                f"{setting} har ikke en gyldig hash for „{name}“. "
                "Lav en med `python -m web.password`."
            ) from None
    if value.strip() and not found:  # meant to close the page: never open it instead
        raise SettingsError(f"{setting} har ingen brugere. Tilføj en, eller lad den være tom.")
    return found


def _entries(setting: str, value: str) -> Iterator[str]:
    """`navn:hash;navn:hash`, or a file with one a line, "#" before remarks."""
    text = value if ":" in value and not _is_file(value) else _file(setting, value)
    for line in text.splitlines():
        if not line.lstrip().startswith("#"):
            yield from (entry for entry in line.split(";") if entry.strip())


def _is_file(value: str) -> bool:
    try:
        return Path(value).expanduser().is_file()  # "C:\brugere.txt" has a colon too
    except (OSError, ValueError, RuntimeError):
        return False


def _file(setting: str, value: str) -> str:
    if not value:
        return ""
    try:
        return Path(value).expanduser().read_text(encoding="utf-8")
    except (OSError, ValueError, RuntimeError):  # what stands there may be a password: not shown
        raise SettingsError(
            f"{setting} er hverken navn:hash;navn:hash eller en fil, der kan læses (UTF-8). "
            "Lav hver hash med `python -m web.password`."
        ) from None
