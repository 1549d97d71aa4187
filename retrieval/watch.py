"""Who is told how an answer was made: what came of it, and where its time went."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from vectorstore.schema import Answer

# The steps are timed deep inside one answer; several are made at once on threads of their own.
_SPENT: ContextVar[dict[str, float] | None] = ContextVar("spent", default=None)


class Watch(Protocol):
    """Is told of each question once, on the thread that answered it; must not raise."""

    def answered(self, answer: Answer, steps: Mapping[str, float]) -> None:
        """An answer or a refusal was made; `steps` has seconds by name, of those that were taken.

        "model" embeds the question, "meaning" and "words" search, "ledger" reads what was found,
        "evidence" weighs its sentences.
        """

    def failed(self, error: Exception) -> None:
        """The question could not be answered."""


class Unwatched:
    """Tells nobody."""

    def answered(self, answer: Answer, steps: Mapping[str, float]) -> None:
        """Nothing to do."""

    def failed(self, error: Exception) -> None:
        """Nothing to do."""


class Several:
    """Tells all of its watches."""

    def __init__(self, *watches: Watch) -> None:
        self._watches = watches

    def answered(self, answer: Answer, steps: Mapping[str, float]) -> None:
        """Tell each."""
        for watch in self._watches:
            watch.answered(answer, steps)

    def failed(self, error: Exception) -> None:
        """Tell each."""
        for watch in self._watches:
            watch.failed(error)


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Gathers the seconds of the steps taken inside."""
    spent: dict[str, float] = {}
    before = _SPENT.set(spent)
    try:
        yield spent
    finally:
        _SPENT.reset(before)


@contextmanager
def step(name: str) -> Iterator[None]:
    """A step of an answer; one taken several times counts as the sum."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        spent = _SPENT.get()
        if spent is not None:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - begun
