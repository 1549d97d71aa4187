"""Indexing inside the page's process, for the command lines of this machine."""

from collections.abc import Callable, Iterator
from threading import Lock

from ingest.handover import failed, written
from ingest.report import total
from ingest.run import Indexing
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexBusy, ReferatError
from vectorstore.index import Index, Progress


def worker(
    index: Index, embedder: Callable[[], Embedder], model: str
) -> Callable[[str, list[str]], Iterator[str]]:
    """A function from a command and its names to lines of JSON, one a file and one for all.

    One command at a time: a second is told to wait. Answers go on meanwhile.
    """
    lock = Lock()

    def work(command: str, names: list[str]) -> Iterator[str]:
        if not lock.acquire(blocking=False):
            yield failed(IndexBusy("Siden er ved at indlæse noget andet. Prøv igen om lidt."))
            return
        try:
            index.ledger.set_model(model)
            done = []
            with index.writing():
                for result in Indexing(index, embedder, Progress()).command(command, names):
                    done.append(result)
                    yield written(result)
                yield written(total(done, index.ledger.summary()))
        except ReferatError as error:
            yield failed(error)
        finally:
            lock.release()

    return work
