"""`python -m web.password`: the hash of a password, for REFERAT_USERS and REFERAT_ADMINS.

The format is "scrypt.<log2 n>.<r>.<p>.<salt>.<key>", salt and key in URL-safe base64 without "=":
no sign in it means anything to a shell, to make or to a .env file. Only the standard library.
"""

import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from getpass import getpass
from hashlib import scrypt
from hmac import compare_digest
from secrets import token_bytes
from unicodedata import normalize

SHORTEST, LONGEST = 10, 256  # characters of a password
# 32 MB and three rounds, as OWASP's Password Storage Cheat Sheet has it: a quarter of a second.
_LOG_N, _R, _P = 15, 8, 3
_SALT, _KEY = 16, 32  # bytes
_MOST_MEMORY = 2**28  # bytes; a hash that wants more is not one of ours


@dataclass(frozen=True, slots=True)
class Hash:
    """What is kept of a password."""

    log_n: int
    r: int
    p: int
    salt: bytes
    key: bytes

    @classmethod
    def read(cls, text: str) -> "Hash":
        """The hash written as `text`; ValueError where it is none, or a weak or costly one."""
        name, *numbers, salt, key = text.split(".")
        log_n, r, p = map(int, numbers)
        found = cls(log_n, r, p, _decoded(salt), _decoded(key))
        if name != "scrypt" or not 14 <= log_n <= 20 or not 1 <= p <= 16 or not 1 <= r <= 32:
            raise ValueError(text)
        if len(found.salt) < _SALT or len(found.key) != _KEY or found.memory > _MOST_MEMORY:
            raise ValueError(text)
        return found

    @property
    def memory(self) -> int:
        """Bytes that scrypt needs."""
        return 128 * self.r * ((1 << self.log_n) + self.p + 2)

    def __str__(self) -> str:
        return f"scrypt.{self.log_n}.{self.r}.{self.p}.{_encoded(self.salt)}.{_encoded(self.key)}"

    def __repr__(self) -> str:
        return "Hash(…)"  # never in a log

    def fits(self, password: str) -> bool:
        """Whether this is the password's hash; takes as long when it is not."""
        return compare_digest(self._key(password), self.key)

    def _key(self, password: str) -> bytes:
        # "å" may be typed as one sign or two; both are the same password.
        text = normalize("NFKC", password).encode()
        return scrypt(
            text, salt=self.salt, n=1 << self.log_n, r=self.r, p=self.p,
            maxmem=self.memory + 2**20, dklen=_KEY,
        )  # fmt: skip


def hashed(password: str) -> Hash:
    """A hash with a salt of its own."""
    empty = nobody()
    return replace(empty, key=empty._key(password))


def nobody() -> Hash:
    """A hash that no password fits, but which takes as long to try as any."""
    return Hash(_LOG_N, _R, _P, token_bytes(_SALT), token_bytes(_KEY))


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def main() -> int:
    """Print the hash of a password typed twice, or of the line that stdin holds."""
    if len(sys.argv) > 1:
        print(
            "Brug: python -m web.password. Du bliver spurgt om adgangskoden, og det, der skrives "
            "ud, sættes i REFERAT_USERS eller REFERAT_ADMINS som navn:hash."
        )
        return 0 if sys.argv[1] in ("-h", "--help") else 1
    try:
        password = _typed() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    except (KeyboardInterrupt, EOFError):
        return 1
    if problem := _problem(password):
        print(problem, file=sys.stderr)
        return 1
    print(hashed(password))
    return 0


def _typed() -> str:
    password = getpass("Adgangskode (vises ikke): ")
    return password if getpass("Én gang til: ") == password else ""


def _problem(password: str) -> str:
    if not password:
        return "De to adgangskoder er ikke ens, eller der er ikke skrevet nogen. Prøv igen."
    if not SHORTEST <= len(password) <= LONGEST:
        return f"Adgangskoden skal have mellem {SHORTEST} og {LONGEST} tegn. Prøv igen."
    return ""


if __name__ == "__main__":
    sys.exit(main())
