"""The word search, wherever the index lies: tantivy in a folder, or the ledger's PostgreSQL."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from vectorstore.database import Database
from vectorstore.schema import Passage


class WordSearch(Protocol):
    """Passages by the terms of their text and of their context (title, section)."""

    def put(self, meeting: str, passages: Sequence[Passage]) -> None:
        """Replace all that is known of one meeting."""

    def replace(self, passages: Iterable[Passage]) -> None:
        """Replace everything at once: searches see the old words until the new ones are whole."""

    def rewrite(self, passages: Callable[[Sequence[str]], Iterable[Passage]]) -> None:
        """Write the files anew that still hold words of what was removed."""

    def refresh(self) -> None:
        """See what another process has written since."""

    def search(
        self, weights: Mapping[str, float], limit: int, meetings: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with BM25 scores, best first; `weights` maps terms to their weight."""

    def count(self) -> int:
        """Number of passages in the index."""

    def ids(self) -> set[str]:
        """Ids of all passages in the index."""

    def probe(self, passage: str) -> None:
        """Look a passage up by its id; StoreUnavailable where it is not found."""


def open_words(folder: Path, database: Database) -> WordSearch:
    """The word search of the ledger's PostgreSQL; where the ledger is a file, that in `folder`."""
    if database.on_server:
        from vectorstore.words_postgres import PostgresWords

        return PostgresWords(database)
    from vectorstore.words import WordIndex

    return WordIndex(folder)
