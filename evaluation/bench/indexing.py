"""How fast minutes are indexed, beside the plain pipeline over the same files and weights."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from evaluation.bench import plain
from evaluation.bench.corpus import texts
from evaluation.bench.running import Took, took
from vectorstore.embedder import Embedder
from vectorstore.index import Index, Place

_LITTLE = """REFERAT Teknik- og Miljøudvalget d. {day:%d-%m-%Y}

Mødedato d. {day:%d-%m-%Y} kl. 17:00

Mødested Rådhuset

Punkt 1: Cykelsti langs Møllevej, strækning {number}

24/{number}

Baggrund

Møllevej er skolevej for {number} elever, og trafikken er tiltaget siden sidste tælling.

Indstilling

Forvaltningen indstiller, at der anlægges cykelsti på strækning {number} for 2,4 mio. kr.

BESLUTNING TEKNIK- OG MILJØUDVALGET DEN {day:%d-%m-%Y}

Godkendt.
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """One side of a comparison: how much was done in how long."""

    documents: int
    texts: int
    took: Took

    def beyond(self, other: "Beside") -> "Beside":
        """What this did more than another, in how much longer."""
        documents, texts = self.documents - other.documents, self.texts - other.texts
        return Beside(documents, texts, self.took.beyond(other.took))


@dataclass(frozen=True, slots=True)
class Embedding:
    """The same texts through both."""

    texts: int
    ours: Took
    plain: Took


@dataclass(frozen=True, slots=True)
class Again:
    """A folder indexed, and indexed again unchanged."""

    files: int
    first: Took
    again: Took


def pipelines(minutes: Path, model: Path, work: Path, *, started: bool) -> tuple[Beside, Beside]:
    """Ours, left in `ours-all`, and the plain one over a folder.

    Where they count as `started`, it is less what starting with one file of it takes.
    """
    files = sorted(minutes.glob("*.txt"))
    ours, theirs = _through(files, model, work, "all")
    if not started:
        return ours, theirs
    first, begun = _through(files[:1], model, work, "one")
    return ours.beyond(first), theirs.beyond(begun)


def _through(files: Sequence[Path], model: Path, work: Path, name: str) -> tuple[Beside, Beside]:
    folder, index = work / name, work / f"ours-{name}"
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)
    ours = took("ingest", "sync", folder, index=index)
    theirs = took("evaluation.bench.plain", folder, model, work / f"plain-{name}")
    return (
        Beside(len(files), _texts(index), ours),
        Beside(len(files), int(theirs.said), theirs),
    )


def _texts(folder: Path) -> int:
    index = Index(Place(folder))
    found = {
        key for id in index.ledger.documents() for key in texts(index.ledger.meeting_passages(id))
    }
    index.close()
    return len(found)


def embedding(index: Path, embedder: Embedder, model: Path, most: int, times: int) -> Embedding:
    """The index's own texts through both, turn by turn; the middle of so many times."""
    opened = Index(Place(index))
    found: dict[str, str] = {}
    for id in opened.ledger.documents():
        found |= texts(opened.ledger.meeting_passages(id))
    opened.close()
    some = [found[key] for key in sorted(found)][:most]
    known = plain.loaded(str(model))
    for warm in (embedder.passages, lambda texts: plain.embedded(known, texts)):
        warm(some[:2])
    runs = [
        (_took(lambda: embedder.passages(some)), _took(lambda: plain.embedded(known, some)))
        for _ in range(times)
    ]
    ours, theirs = (sorted(side)[times // 2] for side in zip(*runs, strict=True))
    return Embedding(len(some), ours, theirs)


def _took(work: Callable[[], object]) -> Took:
    processor, begun = time.process_time(), time.perf_counter()
    work()
    return Took(time.perf_counter() - begun, time.process_time() - processor, "")


def again(folder: Path, index: Path, first: Took | None = None) -> Again:
    """Index a folder, unless the `first` time was taken already, and once more as it is."""
    first = first or took("ingest", "sync", folder, index=index)
    return Again(len(list(folder.iterdir())), first, took("ingest", "sync", folder, index=index))


def little(folder: Path, count: int) -> Path:
    """A folder of so many small files, each a meeting of its own."""
    folder.mkdir()
    for number in range(count):
        day = date(2005, 1, 3) + timedelta(days=number)
        told = _LITTLE.format(day=day, number=1000 + number)
        (folder / f"{number}.txt").write_text(told, encoding="utf-8")
    return folder
