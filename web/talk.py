"""A conversation on its way from and to the browser, which alone keeps it.

A turn leaves as text with a seal (HMAC). What comes back without its seal is not shown as ours: a
lead or a note is our word, and a permanent link must not be made of words that were never given.
"""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from vectorstore.errors import ReferatError
from web.choice import Choice
from web.turns import Turn

MOST_TURNS = 50
MOST_LETTERS = 4_000_000  # of a conversation; a turn with its sources is about 10,000
_ANY = ("utf-8", "replace")  # half a surrogate pair too: JSON may hold one
_YEARS = Field(ge=1, le=9998)

Few = Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=100)]


class BadTalk(ReferatError):
    """A conversation that cannot be read."""


class LongTalk(BadTalk):
    """A conversation that is longer than one may be."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A turn as the browser keeps it."""

    text: str  # JSON
    seal: str  # of the text, hexadecimal


@dataclass(frozen=True, slots=True)
class Chosen:
    """A `Choice` as it comes from outside."""

    committees: Few = ()
    first: Annotated[int, _YEARS] | None = None
    last: Annotated[int, _YEARS] | None = None
    cases: Few = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """What the browser sends: the turns so far, and what is asked of the next."""

    turns: tuple[Sealed, ...] = ()
    partial: Sealed | None = None  # the turn that is being written, for a stop
    question: Annotated[str, Field(max_length=20_000)] = ""
    chosen: Chosen = Chosen()
    without: Few = ()

    @property
    def choice(self) -> Choice:
        """The reader's chips."""
        chosen = self.chosen
        return Choice(chosen.committees, chosen.first, chosen.last, chosen.cases)


@dataclass(frozen=True, slots=True)
class News:
    """What the browser is to keep: turns by number; the one that is being written is not done."""

    turns: tuple[tuple[int, Sealed], ...] = ()
    busy: bool = False
    mark: str = field(
        default_factory=lambda: token_hex(4)
    )  # two that are equal are two all the same


_ASKING = TypeAdapter(Asking)
_TURN = TypeAdapter(Turn)
_NEWS = TypeAdapter(News)


def read(text: object) -> Asking:
    """What the browser sent; BadTalk where it is none of ours."""
    if not isinstance(text, str):
        raise BadTalk("no conversation")
    if len(text) > MOST_LETTERS:
        raise LongTalk(f"{len(text)} characters")
    try:
        asking = _ASKING.validate_json(text)
    except ValidationError as error:
        raise BadTalk(str(error)) from error
    if len(asking.turns) > MOST_TURNS:
        raise LongTalk(f"{len(asking.turns)} turns")
    return asking


def written(news: News) -> str:
    """As JSON for the browser."""
    return _NEWS.dump_json(news).decode()


class Seals:
    """Seals turns and knows its own."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def seal(self, turn: Turn) -> Sealed:
        """The turn for the browser."""
        text = _TURN.dump_json(turn).decode()
        return Sealed(text, self._seal(text))

    def open(self, sealed: Sealed) -> Turn | None:
        """The turn, if it is ours and unchanged."""
        if not hmac.compare_digest(self._seal(sealed.text).encode(), sealed.seal.encode(*_ANY)):
            return None
        try:
            return _TURN.validate_json(sealed.text)
        except ValidationError:  # from an older program
            return None

    def question(self, sealed: Sealed) -> str:
        """What a turn that is not ours asked; empty where that cannot be told."""
        try:
            return _TURN.validate_json(sealed.text).question
        except ValidationError:
            return ""

    def _seal(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(*_ANY), sha256).hexdigest()
