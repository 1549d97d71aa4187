"""How the page's waits and memory grow with the index, and how exact its vector search is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.bench.corpus import Source, grow
from evaluation.bench.running import Page
from vectorstore.embedder import Embedder, Vectors
from vectorstore.index import Index, Place

_WARM = 5  # questions before the clock starts
_NEAREST = 20


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured of an index of one size; seconds and megabytes."""

    passages: int
    meetings: int
    usable: float
    answered: float
    memory: float
    waits: dict[str, list[float]]  # by filter, sorted
    recall: float  # share of the nearest 20 passages that the vector search finds

    def median(self, name: str) -> float:
        """The middle wait with a filter."""
        return self.waits[name][len(self.waits[name]) // 2]

    def slowest(self, name: str) -> float:
        """What 95 of 100 waits are within."""
        return self.waits[name][int(len(self.waits[name]) * 0.95)]


def grown(
    whole: Path, sizes: Sequence[int], questions: Sequence[str], embedder: Embedder
) -> Iterator[Size]:
    """Measure an index grown to each size (in place)."""
    index = Index(Place(whole))
    source = Source(index)
    index.close()
    for passages in sizes:
        index = Index(Place(whole))
        grow(index, source, passages)
        index.close()
        yield measured(whole, questions, embedder)


def _filters(index: Index) -> dict[str, dict[str, object]]:
    """No filter, a committee, and the middle half of the time."""
    meetings = index.ledger.summary().meetings
    first, last = meetings[len(meetings) // 4].held, meetings[len(meetings) * 3 // 4].held
    return {
        "uden filter": {},
        "udvalg": {"committees": [meetings[len(meetings) // 2].committee]},
        "periode": {"first": first.isoformat(), "last": last.isoformat()},
    }


def measured(folder: Path, questions: Sequence[str], embedder: Embedder) -> Size:
    """Measure an index as it is."""
    index = Index(Place(folder))
    filters, summary = _filters(index), index.ledger.summary()
    recall = _recall(index, embedder.queries(questions[:100]))
    index.close()
    warm, rest = questions[:_WARM], questions[_WARM:]
    with Page(folder, folder / "none") as page:
        for question in warm:
            page.ask(question, {})
        # No question is asked twice: what is kept of one would make the next quick.
        waits = {
            name: page.asked(rest[place :: len(filters)], limits)
            for place, (name, limits) in enumerate(filters.items())
        }
        memory = page.memory()
    return Size(
        summary.passages, len(summary.meetings), page.usable, page.answered, memory, waits, recall
    )


def _recall(index: Index, vectors: Vectors) -> float:
    read = [held for _, held in index.ledger.passage_vectors(list(index.ledger.documents()))]
    ids = [passage for _, passages, _ in read for passage in passages]
    scores = vectors @ np.concatenate([own for _, _, own in read]).T
    shares = []
    for vector, row in zip(vectors, scores, strict=True):
        nearest = {ids[at] for at in np.argsort(-row)[:_NEAREST]}
        found = {passage for passage, _ in index.vectors.search(vector, _NEAREST)}
        shares.append(len(nearest & found) / len(nearest))
    return float(np.mean(shares))
