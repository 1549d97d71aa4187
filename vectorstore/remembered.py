"""What was read of the ledger last, until it changes: the same passages answer many questions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Values by key as of one revision of the ledger; for several threads."""

    def __init__(self, most: int) -> None:
        """`most` values are kept, about."""
        self._most = most
        self._now: tuple[int, dict[Key, Value]] = (-1, {})

    def of(
        self,
        revision: int,
        keys: Iterable[Key],
        read: Callable[[Sequence[Key]], Mapping[Key, Value]],
    ) -> dict[Key, Value]:
        """The values of `keys`, those not known read; a key that has none is left out.

        `revision` is the ledger's before this is called, so that nothing is older than it says.
        """
        known, held = dict[Key, Value](), self._as_of(revision)
        missing = []
        for key in keys:
            value = held.get(key)
            if value is None:
                missing.append(key)
            else:
                known[key] = value
        if missing:
            new = read(missing)
            known |= new
            if len(held) + len(new) > self._most:
                held.clear()
            held |= new
        return known

    def _as_of(self, revision: int) -> dict[Key, Value]:
        """What is held of a revision; who still reads into that of another one does no harm."""
        known, held = self._now
        if known != revision:
            held = {}
            self._now = (revision, held)
        return held
