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

FEW = 2000  # meetings that are searched so and held: about 80,000 passages, 120 MB


class _Held(NamedTuple):
    version: object  # when the meeting was indexed
    passages: Sequence[str]  # ids
    vectors: Vectors  # shape (passages, dimension)


_NOTHING = _Held(None, (), np.zeros((0, 0), "f4"))  # all of it is closed


class ExactSearch:
    """The vectors of the meetings searched last, read from the ledger when first needed."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._held: dict[str, _Held] = {}
        self._lock = Lock()  # what was read before a change is not kept after it

    def forget_changed(self) -> None:
        """Let go of meetings that were indexed again or removed."""
        with self._lock:
            now = self._ledger.versions()
            same = {id: held for id, held in self._held.items() if now.get(id) == held.version}
            self._held = same

    def search(
        self, vector: Vectors, limit: int, meetings: Collection[str]
    ) -> list[tuple[str, float]]:
        """Passage ids with cosine similarity, best first; at most FEW meetings."""
        held = [each for each in self._read(meetings) if each.passages]
        if not held:
            return []
        scores = np.concatenate([each.vectors @ vector for each in held])
        first = np.cumsum([0, *(len(each.passages) for each in held)])
        best = _best(scores, limit)
        block = np.searchsorted(first, best, side="right") - 1
        return [
            (held[of].passages[at - first[of]], float(scores[at]))
            for at, of in zip(best, block, strict=True)
        ]

    def _read(self, meetings: Collection[str]) -> list[_Held]:
        with self._lock:
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
