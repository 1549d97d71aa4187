"""Work on the index that a clerk started: one at a time, on a thread that outlives the request."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock, Thread, Timer

from vectorstore.errors import ReferatError
from vectorstore.index import Progress
from vectorstore.schema import FileResult, Meeting
from web.archive import Work
from web.differences import ItemChange, differences, header_changed

_REMEMBERED = 3600.0  # seconds that old words may be shown after the work is done


class Task(StrEnum):
    """What can be started; the value is the worker's command."""

    RECEIVE = "receive"
    REPLACE = "replace"
    SYNC = "sync"
    REBUILD = "rebuild"
    ERASE = "erase"


class Busy(ReferatError):
    """Other work is under way: answered with 409."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a file; the changes only where the clerk asked for them."""

    result: FileResult
    header: bool = False  # the lines above the items changed
    changes: tuple[ItemChange, ...] = ()


@dataclass
class Job(Progress):
    """A piece of work as it goes on. Written by its thread, read by every request."""

    task: Task
    names: Sequence[str]  # of the files sent in, or the meeting
    compare: bool = False
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended: datetime | None = None
    done: list[Done] = field(default_factory=list)
    refused: tuple[FileResult, ...] = ()  # files that were not taken in at all
    error: str = ""
    total: int = 0
    finished: int = 0
    current: str = ""
    texts: int = 0  # of the file at hand
    embedded: int = 0
    stopping: bool = False
    _versions: tuple[Meeting, Meeting] | None = None

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.ended is None

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1; the file at hand counts by its texts."""
        part = self.embedded / self.texts if self.texts else 0.0
        return min((self.finished + part) / self.total, 1.0) if self.total else 0.0

    # --- what the worker tells ---------------------------------------------------------------

    def files(self, count: int) -> None:
        """So many files will be looked at."""
        self.total = count

    def file(self, name: str) -> None:
        """The file at hand is this one."""
        self.current, self.texts, self.embedded = name, 0, 0

    def replaced(self, before: Meeting, now: Meeting) -> None:
        """Keep both versions until the file's result is there, no longer."""
        self._versions = before, now

    def expects(self, texts: int) -> None:
        """The file at hand has so many texts to embed."""
        self.texts = texts

    def advance(self, texts: int) -> None:
        """So many of them have been embedded."""
        self.embedded += texts

    def file_done(self) -> None:
        """The file at hand is finished, whatever became of it."""
        self.finished += 1
        self.current, self.texts, self.embedded = "", 0, 0

    def told(self, result: FileResult) -> None:
        """Keep a file's result, and of its old version only what the clerk asked to see."""
        versions, self._versions = self._versions, None
        if versions is None:
            self.done.append(Done(result))
            return
        changes = differences(*versions) if self.compare else ()
        self.done.append(Done(result, header_changed(*versions), changes))

    def forget(self) -> None:
        """Let go of the words of old versions."""
        self.done = [Done(each.result, each.header) for each in self.done]
        self.compare = False


class Jobs:
    """The work under way, or the last that was; in memory only."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._lock = Lock()
        self._job: Job | None = None
        self.last_error: tuple[datetime, str] | None = None

    @property
    def job(self) -> Job | None:
        """What goes on or went on last."""
        return self._job

    def start(
        self, job: Job, paths: Sequence[str], after: Callable[[], object] = lambda: None
    ) -> None:
        """Begin, and call `after` at the end; Busy while another goes on."""
        with self._lock:
            if self._job is not None and self._job.running:
                raise Busy
            self._job = job
        Thread(target=self._run, args=(job, paths, after), daemon=True).start()

    def stop(self) -> None:
        """End after the file at hand."""
        if self._job is not None:
            self._job.stopping = True

    def _run(self, job: Job, paths: Sequence[str], after: Callable[[], object]) -> None:
        try:
            with closing(self._work(job.task, paths, job)) as results:
                for result in results:
                    job.told(result)
                    if job.stopping:
                        break
        except ReferatError as error:
            self._failed(job, str(error))
        except Exception as error:  # a bug; the clerk is told, and the log has all of it
            self._failed(job, f"Der skete en fejl i programmet ({type(error).__name__}).")
            raise
        finally:
            after()
            job.ended = datetime.now(UTC)
            if job.compare:
                timer = Timer(_REMEMBERED, job.forget)
                timer.daemon = True
                timer.start()

    def _failed(self, job: Job, told: str) -> None:
        job.error = told
        self.last_error = datetime.now(UTC), told
