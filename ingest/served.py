"""Indexing inside the page's process, for the page itself and for this machine's command lines."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from ingest.handover import failed, written
from ingest.receive import erase, receive
from ingest.report import rebuilt, total
from ingest.run import Indexing
from vectorstore.doctor import mended
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexBusy, ReferatError
from vectorstore.index import Index, Progress
from vectorstore.schema import FileResult


class Worker:
    """Runs one command at a time, while answers go on; a second is told to wait."""

    def __init__(
        self,
        index: Index,
        embedder: Callable[[], Embedder],
        model: str,
        folder: Path,
        told: Callable[[FileResult], object],
        municipality: str = "",
    ) -> None:
        """`folder` is where the minutes lie that a clerk sends in or removes.

        `told` hears what becomes of each file, whoever asked for it; `municipality` is our own.
        """
        self._index = index
        self._embedder = embedder
        self._model = model
        self._folder = folder
        self._told = told
        self._municipality = municipality
        self._lock = Lock()

    def lines(self, command: str, names: Sequence[str]) -> Iterator[str]:
        """Lines of JSON for a command line: one a file and one for all."""
        done = []
        try:
            if command == "doctor":
                with self._alone() as finished:
                    yield from (written(said) for said in mended(self._index, finished))
                return
            for result in self.results(command, names, Progress()):
                done.append(result)
                yield written(result)
            summary = self._index.ledger.summary()
            again = command == "rebuild"
            yield written(rebuilt(len(summary.meetings)) if again else total(done, summary))
        except ReferatError as error:
            yield failed(error)

    def results(
        self, command: str, names: Sequence[str], progress: Progress
    ) -> Generator[FileResult, None, None]:
        """What becomes of each file; IndexBusy while another command runs.

        Besides the command line's "sync", "sync again", "add" and "remove" there are "rebuild",
        "receive" and "replace" for files sent in, "erase" for one meeting with its file, and
        "sync" of our folder when it names none.
        """
        with self._alone():
            self._index.ledger.set_model(self._model)
            for result in self._run(command, names, progress):
                self._told(result)
                yield result

    @contextmanager
    def _alone(self) -> Iterator[int]:
        if not self._lock.acquire(blocking=False):
            raise IndexBusy("Siden er ved at indlæse noget andet. Prøv igen om lidt.")
        try:
            with self._index.writing() as finished:
                yield finished
        finally:
            self._lock.release()

    def _run(self, command: str, names: Sequence[str], progress: Progress) -> Iterator[FileResult]:
        indexing = Indexing(self._index, self._embedder, progress, municipality=self._municipality)
        if command == "rebuild":
            self._index.rebuild(progress)
            return
        self._index.check_copies()
        match command:
            case "receive" | "replace":
                sent = [Path(name) for name in names]
                yield from receive(indexing, sent, self._folder, replacing=command == "replace")
            case "erase":
                yield from erase(indexing, names[0], self._folder)
            case _:
                yield from indexing.command(command, names or [str(self._folder)])
