"""A clerk's office of Lindevang: a folder of small minutes with a real index over it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from lindevang import JUNE, MARCH

from ingest.files.kinds import SUFFIXES
from ingest.served import Worker
from vectorstore.embedder import BUNDLED, Embedder, Vectors
from vectorstore.index import Index, Place, Progress
from web.archive import Archive

JUNE_ID, MARCH_ID = "teknik-og-miljoeudvalget-2024-06-12", "teknik-og-miljoeudvalget-2025-03-12"
OLD, NEW = "Møllevej er skolevej for 340 elever.", "Møllevej er skolevej for 360 elever, mindst."


@dataclass(frozen=True)
class Said:
    """An entry of feedback."""

    question: str
    said: str = ""
    reason: str = ""
    good: bool = False
    key: str = "abc"
    at: datetime = datetime(2025, 11, 21, 8, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Missed:
    """A question that was refused."""

    question: str
    reason: str = "not_found"
    times: int = 1
    last: datetime = datetime(2025, 11, 21, 8, 31, tzinfo=UTC)


@dataclass
class Kept:
    """Holds what readers said in lists."""

    said: list[Said] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)

    def feedback(self) -> list[Said]:
        return self.said

    def unanswered(self) -> list[Missed]:
        return self.missed

    def links_to(self, meeting: str) -> int:
        return self.links.get(meeting, 0)

    def forget(self, kind: str, key: str) -> None:
        if kind == "feedback":
            self.said = [each for each in self.said if each.key != key]
        else:
            self.missed = [each for each in self.missed if each.question != key]


class Even(Embedder):
    """Takes every text for the same, at once: for tests that look at lists and find nothing."""

    def __init__(self) -> None:
        self.name = BUNDLED

    def tokens(self, text: str) -> int:
        return len(text.split())

    def _encode(self, texts: list[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], object] = lambda done: None
    ) -> Vectors:
        progress(len(texts))
        return self._encode(list(texts))


class Office:
    """Two meetings, indexed."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.minutes = folder / "minutes"
        self.minutes.mkdir()
        self.index = Index(Place(folder / "index"))
        self.kept = Kept()
        self.worker = Worker(self.index, lambda: embedder, BUNDLED, self.minutes, lambda _: None)
        self.archive = Archive(
            self.minutes, self.index, BUNDLED, SUFFIXES, self.worker.results, self.kept
        )
        (self.minutes / "juni.txt").write_text(JUNE, encoding="utf-8")
        (self.minutes / "marts.txt").write_text(MARCH, encoding="utf-8")
        list(self.worker.results("sync", [], Progress()))

    def meetings(self) -> set[str]:
        return set(self.index.ledger.documents())

    def names(self) -> set[str]:
        return {file.name for file in self.minutes.iterdir()}
