"""The vector index (Chroma, embedded or a server). A copy of the ledger, rebuilt at will."""

import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from vectorstore.embedder import Vectors
from vectorstore.errors import StoreUnavailable
from vectorstore.schema import Passage

_COLLECTION = "passages"
# recall@20 of 100 questions over the 100,023 vectors of `make bench`: .944 with 32 neighbours, 200
# and 800; .971 with an ef_search of 4000; .9895 with 48, 400 and 1000; .9935 so, in 4 ms a search.
_GRAPH = {"space": "cosine", "max_neighbors": 64, "ef_construction": 400, "ef_search": 1200}
_ADD = 1000  # vectors a call
_PAGE = 5000  # ids a call
_PATIENCE = 30.0  # seconds for a server's answer; Chroma's client would wait for ever


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server and what is ours on it."""

    url: str
    collection: str
    tenant: str = ""  # of Chroma Cloud, or where a server has several
    database: str = ""
    key: str = field(default="", repr=False)  # Chroma Cloud's

    def client(self, settings: Any) -> Any:
        """Connect, as Chroma Cloud's client does where there is a key."""
        import chromadb
        from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT

        client: Any
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        host, port = parts.hostname or "localhost", parts.port or (443 if secure else 8000)
        if self.key:
            client = chromadb.CloudClient(
                self.tenant or None, self.database or None, self.key, settings,
                cloud_host=host, cloud_port=port, enable_ssl=secure,
            )  # fmt: skip
        else:
            client = chromadb.HttpClient(
                host, port, secure, settings=settings,
                tenant=self.tenant or DEFAULT_TENANT,
                database=self.database or DEFAULT_DATABASE,
            )  # fmt: skip
        client._server._session.timeout = _PATIENCE
        return client


class VectorIndex:
    """Passages by their vectors; distances are cosine."""

    def __init__(self, folder: Path, server: Server | None = None, *, at_once: bool = True) -> None:
        """Open the folder, or the `server`, or leave that to the first use.

        StoreUnavailable when that fails.
        """
        self._folder = folder
        self._server = server
        self._client: Any = None
        self._opened: Any = self._open() if at_once else None

    @property
    def opened(self) -> bool:
        """Whether it is open."""
        return self._opened is not None

    def open(self) -> None:
        """Open it now, if it is not; StoreUnavailable when that fails."""
        self._opened = self._collection

    @property
    def _collection(self) -> Any:
        """The collection; a server that had failed is asked for it again."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> Any:
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        try:
            if self._client is None:
                self._client = self._connected(settings)
            return self._client.get_or_create_collection(
                self._server.collection if self._server else _COLLECTION,
                embedding_function=None,  # the default would download a model
                configuration={"hnsw": _GRAPH},
            )
        except Exception as error:  # Chroma raises its own, sqlite's, httpx' and rust's errors
            raise self._unavailable("kan ikke åbnes", error) from error

    def _connected(self, settings: Any) -> Any:
        import chromadb

        if self._server:
            return self._server.client(settings)
        self._folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(self._folder), settings=settings)

    def _unavailable(self, what: str, error: Exception) -> StoreUnavailable:
        if isinstance(error, StoreUnavailable):
            return error
        said = str(error).strip().split("\n")[0][:160]
        if self._server is None:
            return StoreUnavailable(
                f"Chroma-mappen {self._folder} {what} ({said}). Gør plads på disken, hvis den er "
                "fuld; ellers kør `python -m ingest rebuild`."
            )
        self._opened = None  # it may be another one when the server is back
        if self._server.key:
            said = said.replace(self._server.key, "…")
        return StoreUnavailable(
            f"Chroma-serveren {self._server.url} {what} ({said}). "
            "Er den startet, og er REFERAT_CHROMA_URL rigtig?"
        )

    def put(self, meeting: str, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Replace all that is known of one meeting; vectors have shape (passages, dimension)."""
        try:
            self._collection.delete(where={"meeting": meeting})
            for first in range(0, len(passages), _ADD):
                part = passages[first : first + _ADD]
                self._collection.upsert(
                    ids=[passage.id for passage in part],
                    embeddings=vectors[first : first + _ADD],
                    metadatas=[{"meeting": meeting, "item": passage.item} for passage in part],
                )
        except Exception as error:
            raise self._unavailable("tager ikke imod", error) from error

    def search(
        self, vector: Vectors, limit: int, meetings: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with cosine similarity, best first."""
        if meetings is not None and not meetings:
            return []
        try:
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=limit,
                where={"meeting": {"$in": sorted(meetings)}} if meetings is not None else None,
                include=["distances"],
            )
        except Exception as error:
            raise self._unavailable("svarer ikke", error) from error
        return [
            (passage, 1.0 - float(distance))
            for passage, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def count(self) -> int:
        """Number of passages in the collection."""
        try:
            return int(self._collection.count())
        except Exception as error:
            raise self._unavailable("svarer ikke", error) from error

    def ids(self) -> set[str]:
        """Ids of all passages in the collection."""
        found: set[str] = set()
        try:
            while True:  # a page at a time: get() without a limit fails on 100,000
                part = self._collection.get(limit=_PAGE, offset=len(found), include=[])["ids"]
                found.update(part)
                if len(part) < _PAGE:
                    return found
        except Exception as error:
            raise self._unavailable("svarer ikke", error) from error

    def probe(self, passage: str) -> None:
        """Search with a passage's own vector; StoreUnavailable where it is not found so."""
        try:
            stored = self._collection.get(ids=[passage], include=["embeddings"])["embeddings"]
            found = self._collection.query(query_embeddings=stored, n_results=1)["ids"]
        except Exception as error:
            raise self._unavailable("svarer ikke", error) from error
        if not found or not found[0]:
            raise self._unavailable("svarer ikke", ValueError("intet fundet"))

    def _meetings(self) -> Iterator[tuple[str, str]]:
        """Every passage id with its meeting, read a page at a time."""
        for first in range(0, self._collection.count(), _PAGE):
            part = self._collection.get(limit=_PAGE, offset=first, include=["metadatas"])
            for passage, of in zip(part["ids"], part["metadatas"], strict=True):
                yield passage, of["meeting"]

    def keep_only(self, meetings: Collection[str]) -> None:
        """Remove what is of no meeting named; a collection that cannot be read starts afresh."""
        try:
            known = dict(self._meetings())
            strange = [passage for passage, of in known.items() if of not in meetings]
            for first in range(0, len(strange), _ADD):
                self._collection.delete(ids=strange[first : first + _ADD])
            if known:  # the vectors lie in files of their own
                some = self._collection.get(ids=list(known)[:1], include=["embeddings"])
                self._collection.query(query_embeddings=some["embeddings"], n_results=1)
        except Exception as error:
            if self._server:  # a server's data are not ours to erase
                raise self._unavailable("svarer ikke", error) from error
            erase(self._folder)
            self._reopen()

    def close(self) -> None:
        """Let the next to open the folder in this process see what is in it then."""
        if self._server is None and self.opened:
            _forget_opened()

    def refresh(self) -> None:
        """See what another process has written since; a server shows it by itself."""
        if self._server is None and self.opened:
            _forget_opened()
            self._reopen()

    def _reopen(self) -> None:
        self._client = None
        self._opened = self._open()


def erase(folder: Path) -> None:
    """Remove the embedded collection, to be built again from the ledger."""
    _forget_opened()
    shutil.rmtree(folder, ignore_errors=True)


def _forget_opened() -> None:
    """Chroma keeps one open system a folder in the process and would hand that out again."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()
