"""The vector index (Chroma, embedded or a server). A copy of the ledger, rebuilt at will."""

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from vectorstore.embedder import Vectors
from vectorstore.errors import StoreUnavailable
from vectorstore.schema import Passage

_COLLECTION = "passages"
_EF = 400  # recall@20 is .997 at 400 and .91 at 100 (100,000 vectors, Chroma 1.5.9)
_ADD = 1000  # vectors a call
_PAGE = 5000  # ids a call


class VectorIndex:
    """Passages by their vectors; distances are cosine."""

    def __init__(self, folder: Path, url: str = "") -> None:
        """Open the folder, or the server at `url`; StoreUnavailable when that fails."""
        self._folder = folder
        self._url = url
        self._collection = self._open()

    def _open(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        try:
            if self._url:
                parts = urlsplit(self._url)
                client = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or (443 if parts.scheme == "https" else 8000),
                    ssl=parts.scheme == "https",
                    settings=settings,
                )
            else:
                self._folder.mkdir(parents=True, exist_ok=True)
                client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
            return client.get_or_create_collection(
                _COLLECTION,
                embedding_function=None,  # the default would download a model
                configuration={"hnsw": {"space": "cosine", "ef_search": _EF}},
            )
        except Exception as error:  # Chroma raises its own, sqlite's, httpx' and rust's errors
            raise self._unavailable("kan ikke åbnes", error) from error

    def _unavailable(self, what: str, error: Exception) -> StoreUnavailable:
        where = f"Chroma-serveren {self._url}" if self._url else f"Chroma-mappen {self._folder}"
        remedy = (
            "Er den startet, og er REFERAT_CHROMA_URL rigtig?"
            if self._url
            else "Gør plads på disken, hvis den er fuld; ellers kør `python -m ingest rebuild`."
        )
        said = str(error).strip().split("\n")[0][:160]
        return StoreUnavailable(f"{where} {what} ({said}). {remedy}")

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

    def keep_only(self, meetings: Collection[str]) -> None:
        """Remove what is of no meeting named; a collection that cannot be read starts afresh."""
        try:
            known = self._collection.get(include=["metadatas"])
            pairs = zip(known["ids"], known["metadatas"], strict=True)
            strange = [passage for passage, of in pairs if of["meeting"] not in meetings]
            for first in range(0, len(strange), _ADD):
                self._collection.delete(ids=strange[first : first + _ADD])
            if known["ids"]:  # the vectors lie in files of their own
                self._collection.query(
                    query_embeddings=self._collection.get(
                        ids=known["ids"][:1], include=["embeddings"]
                    )["embeddings"],
                    n_results=1,
                )
        except Exception as error:
            if self._url:  # a server's data are not ours to erase
                raise self._unavailable("svarer ikke", error) from error
            erase(self._folder)
            self._collection = self._open()

    def close(self) -> None:
        """Let the next to open the folder in this process see what is in it then."""
        if not self._url:
            _forget_opened()

    def refresh(self) -> None:
        """Open again, to see what another process has written since."""
        if not self._url:
            _forget_opened()
        self._collection = self._open()


def erase(folder: Path) -> None:
    """Remove the embedded collection, to be built again from the ledger."""
    _forget_opened()
    shutil.rmtree(folder, ignore_errors=True)


def _forget_opened() -> None:
    """Chroma keeps one open system a folder in the process and would hand that out again."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()
