"""Watches a folder of minutes: what arrives, changes or goes is indexed once it is whole."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from ingest.read import Mark, mark, named
from ingest.report import line
from vectorstore.errors import ReferatError
from vectorstore.schema import FileOutcome, FileResult

_SETTLED = 2.0  # seconds that a file must have had the same size and time of change
_LOOK = 5.0  # seconds between looks where nothing is heard from the system
_AGAIN = 10.0  # seconds before indexing is tried again
_TICK = 500  # milliseconds to listen at a time
_AS_BEFORE = (FileOutcome.FAILED, FileOutcome.DUPLICATE, FileOutcome.SUPERSEDED)

Run = Callable[[list[str]], Iterable[FileResult | str]]
Say = Callable[[str], object]


@dataclass
class Seen:
    """What was seen of a folder's files, and which of it has been indexed as it is."""

    marks: dict[Path, Mark] = field(default_factory=dict)
    since: dict[Path, float] = field(default_factory=dict)  # when each was first seen so, or gone
    indexed: dict[Path, Mark] | None = None  # None before the first time

    def look(self, marks: dict[Path, Mark], now: float, clock: float) -> bool:
        """Note what the files are like now; whether one has changed since the last look.

        What lies there at the first look has been so since its time of change, by the `clock`.
        """
        different = [
            p for p in marks.keys() | self.marks.keys() if marks.get(p) != self.marks.get(p)
        ]
        first = self.indexed is None and not self.since
        for path in different:
            age = max(0.0, clock - marks[path][1] / 1e9) if first else 0.0
            self.since[path] = now - age
        self.marks = marks
        return bool(different) and not first

    def unfinished(self, now: float) -> list[Path]:
        """Files that changed or went a moment ago: somebody may still be writing them."""
        known = self.marks.keys() | (self.indexed or {}).keys()
        return sorted(path for path in known if now - self.since.get(path, now) < _SETTLED)

    def changed(self, now: float) -> bool:
        """Whether a file that has come to rest is not indexed as it is, or one has gone."""
        known = {} if self.indexed is None else self.indexed
        return self.indexed is None or any(
            self.marks.get(path) != known.get(path)
            for path in self.marks.keys() | known.keys()
            if now - self.since.get(path, now) >= _SETTLED
        )

    def done(self, unfinished: Iterable[Path]) -> None:
        """All was indexed as it was last seen, but for what was unfinished."""
        before = self.indexed or {}
        self.indexed = dict(self.marks)
        for path in unfinished:
            self.indexed.pop(path, None)
            if path in before:
                self.indexed[path] = before[path]


class Watch:
    """Looks after one folder until it is told to stop."""

    def __init__(self, folder: Path, run: Run, say: Say) -> None:
        """`run` indexes [folder, *unfinished files]; `say` prints a line."""
        self._folder = folder.resolve()
        self._run = run
        self._say = say
        self._seen = Seen()
        self._told: dict[str, FileResult] = {}  # what is as it was is told once
        self._said = ""  # the last trouble
        self._working = False
        self._changed = False
        self._heard = False  # of a change, ever

    def until(self, stop: Event) -> None:
        """Index what is there, then what changes; KeyboardInterrupt only where that stops work."""
        self._say(f"Holder øje med {self._folder}.")
        try:
            self._look(stop)
        except KeyboardInterrupt:
            if self._working:
                raise
        self._say(f"Holder ikke længere øje med {self._folder}.")

    def _look(self, stop: Event) -> None:
        looked = tried = -_AGAIN
        for heard in self._heard_of(stop):
            now = time.monotonic()
            self._heard |= heard
            if not heard and now - looked < _LOOK and not self._seen.unfinished(now):
                continue
            looked = now
            self._changed |= self._seen.look(self._marks(), now, time.time())
            if self._seen.changed(now) and now - tried >= (_AGAIN if self._said else 0):
                tried = now
                self._index(now)

    def _marks(self) -> dict[Path, Mark]:
        found = ((path, mark(path)) for path in named(self._folder))
        return {path: there for path, there in found if there is not None}

    def _heard_of(self, stop: Event) -> Iterator[bool]:
        """Every moment, whether the system has told of a change in the folder."""
        import watchfiles

        try:
            for changes in watchfiles.watch(
                self._folder, stop_event=stop, rust_timeout=_TICK, debounce=_TICK,
                yield_on_timeout=True, watch_filter=None,
            ):  # fmt: skip
                yield bool(changes)
        except (OSError, RuntimeError) as error:  # too many folders watched, or none can be
            self._say(f"Systemet giver ikke besked om ændringer ({error}). {_looking()}")
            self._heard = True
            while not stop.wait(_TICK / 1000):
                yield False

    def _index(self, now: float) -> None:
        unfinished = self._seen.unfinished(now)
        if self._changed and not self._heard:
            self._say(f"Mappen giver ikke besked om ændringer (et netværksdrev?). {_looking()}")
            self._heard = True
        try:
            self._working = True
            for told in self._run([str(self._folder), *map(str, unfinished)]):
                self._tell(told)
            self._working = False
        except ReferatError as error:
            self._working = False
            if str(error) != self._said:
                self._say(str(error))
            self._said = str(error)
            return
        self._said = ""
        self._seen.done(unfinished)

    def _tell(self, told: FileResult | str) -> None:
        if isinstance(told, str):
            return
        if told.outcome in _AS_BEFORE and self._told.get(told.path) == told:
            return
        self._told[told.path] = told
        text = line(told)
        if text:
            self._say(text)


def _looking() -> str:
    return f"Der ses efter hvert {_LOOK:.0f}. sekund."
