"""How fast minutes are indexed, beside the plain pipeline over the same files and weights."""

import shutil
import time
from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class Embedding:
    """The same texts through both: seconds of the clock."""

    texts: int
    ours: float
    plain: float


@dataclass(frozen=True, slots=True)
class Again:
    """A folder indexed, and indexed again unchanged."""

    files: int
    first: Took
    again: Took


def pipelines(minutes: Path, model: Path, work: Path) -> tuple[Beside, Beside]:
    """Ours and the plain one over a folder, less what starting with one file of it takes."""
    files = sorted(minutes.glob("*.txt"))
    one, all_ = work / "one", work / "all"
    for folder, some in ((one, files[:1]), (all_, files)):
        folder.mkdir()
        for file in some:
            shutil.copy(file, folder)
    first, ours = (took("ingest", "sync", f, index=work / f"ours-{f.name}") for f in (one, all_))
    plainly = "evaluation.bench.plain"
    begun, theirs = (took(plainly, f, model, work / f"plain-{f.name}") for f in (one, all_))
    count = len(files) - 1
    plain_texts = int(theirs.said) - int(begun.said)
    our_texts = _texts(work / "ours-all") - _texts(work / "ours-one")
    return (
        Beside(count, our_texts, ours.beyond(first)),
        Beside(count, plain_texts, theirs.beyond(begun)),
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
    runs = [
        (_seconds(lambda: embedder.passages(some)), _seconds(lambda: plain.embedded(known, some)))
        for _ in range(times)
    ]
    ours, theirs = (sorted(side)[times // 2] for side in zip(*runs, strict=True))
    return Embedding(len(some), ours, theirs)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def again(count: int, work: Path) -> Again:
    """Index so many small files, then once more as they are."""
    folder, index = work / "little", work / "little-index"
    folder.mkdir()
    for number in range(count):
        day = date(2005, 1, 3) + timedelta(days=number)
        told = _LITTLE.format(day=day, number=1000 + number)
        (folder / f"{number}.txt").write_text(told, encoding="utf-8")
    first, second = (took("ingest", "sync", folder, index=index) for _ in range(2))
    return Again(count, first, second)
