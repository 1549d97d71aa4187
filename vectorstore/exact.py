"""Exact search among the passages of some meetings, whose vectors are held in memory.

Chroma looks a filter up passage by passage: a tenth of a second and more at 100,000 passages, where
multiplying by every vector there is takes a few milliseconds.
"""

from collections.abc import Collection, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vectorstore.embedder import Vectors
from vectorstore.ledger import Ledger

FEW = 2000  # meetings that are searched so and held: about 80,000 passages, twice 120 MB


class _Held(NamedTuple):
    version: object  # when the meeting was indexed
    passages: Sequence[str]  # ids
    vectors: Vectors  # shape (passages, dimension)


_NOTHING = _Held(None, (), np.zeros((0, 0), "f4"))  # all of it is closed


class _Stack(NamedTuple):
    """The vectors of some meetings on top of each other: one product in place of a thousand."""

    meetings: frozenset[str]
    passages: Sequence[str]  # ids
    vectors: Vectors


class ExactSearch:
    """The vectors of the meetings searched last, read from the ledger when first needed."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._held: dict[str, _Held] = {}
        self._last: _Stack | None = None
        self._lock = Lock()  # what was read before a change is not kept after it

    def forget_changed(self) -> None:
        """Let go of meetings that were indexed again or removed."""
        with self._lock:
            now = self._ledger.versions()
            same = {id: held for id, held in self._held.items() if now.get(id) == held.version}
            self._held = same
            self._last = None

    def search(
        self, vector: Vectors, limit: int, meetings: Collection[str]
    ) -> list[tuple[str, float]]:
        """Passage ids with cosine similarity, best first; at most FEW meetings."""
        stack = self._stacked(frozenset(meetings))
        if not stack.passages:
            return []
        scores = stack.vectors @ vector
        return [(stack.passages[at], float(scores[at])) for at in _best(scores, limit)]

    def _stacked(self, meetings: frozenset[str]) -> _Stack:
        """The same as the last time, where that was asked of: a filter stays for some questions."""
        with self._lock:
            if self._last is None or self._last.meetings != meetings:
                read = self._read(meetings)
                passages = [passage for each in read for passage in each.passages]
                vectors = [each.vectors for each in read if each.passages]
                stack = np.concatenate(vectors) if vectors else _NOTHING.vectors
                self._last = _Stack(meetings, passages, stack)
            return self._last

    def _read(self, meetings: Collection[str]) -> list[_Held]:
        known = dict(self._held)
        missing = [id for id in meetings if id not in known]
        if missing:
            known |= dict.fromkeys(missing, _NOTHING)
            known |= {id: _Held(*held) for id, held in self._ledger.passage_vectors(missing)}
            self._held = dict(list(known.items())[-FEW:])
        return [known[id] for id in sorted(meetings)]


def _best(scores: Vectors, limit: int) -> npt.NDArray[np.intp]:
    """Places of the highest scores, best first; of equal ones the first."""
    if limit >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, -limit)[-limit]
    among = np.flatnonzero(scores >= least)
    return among[np.argsort(-scores[among], kind="stable")][:limit]
