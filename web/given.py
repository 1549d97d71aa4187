"""The answers that were given lately, so that a button under one can say which it means."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_urlsafe
from threading import Lock

from vectorstore.schema import Answer

_MOST = 2_000  # turns; an older one is asked again


@dataclass(frozen=True, slots=True)
class GivenTurn:
    """A question with the answer that the reader saw."""

    question: str
    history: tuple[str, ...]  # the questions before it, oldest first
    answer: Answer
    at: datetime


class Given:
    """The newest turns of all readers, in memory only; a key cannot be guessed."""

    def __init__(self, most: int = _MOST) -> None:
        self._turns: OrderedDict[str, GivenTurn] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def add(self, question: str, history: Sequence[str], answer: Answer) -> str:
        """The key of the turn."""
        key = token_urlsafe(12)
        with self._lock:
            self._turns[key] = GivenTurn(question, tuple(history), answer, datetime.now(UTC))
            while len(self._turns) > self._most:
                self._turns.popitem(last=False)
        return key

    def get(self, key: str) -> GivenTurn | None:
        """The turn; None where it was never given or is too old."""
        with self._lock:
            return self._turns.get(key)
