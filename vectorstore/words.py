"""The word index (tantivy): BM25 over Danish terms. A copy of the ledger, rebuilt at will."""

import json
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vectorstore.danish import terms
from vectorstore.errors import StoreUnavailable
from vectorstore.schema import Passage

_HEAP = 50_000_000  # bytes the writer may hold before it writes a segment


class WordIndex:
    """Passages by the terms of their text and of their context (title, section)."""

    def __init__(self, folder: Path) -> None:
        """Open or create the index in `folder`; StoreUnavailable when its files are damaged."""
        import tantivy

        self._folder = folder
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("meeting", stored=False, tokenizer_name="raw", index_option="basic")
        # Terms are made by vectorstore.danish and joined by spaces: the tokenizer only splits them.
        for name in ("text", "context"):
            builder.add_text_field(name, stored=False, tokenizer_name="terms", index_option="freq")
        self._schema = builder.build()
        self._index: Any = self._open()

    def _open(self) -> Any:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            index = tantivy.Index(self._schema, path=str(self._folder))
        except ValueError as error:
            raise StoreUnavailable(
                f"Ordindekset i {self._folder} kan ikke åbnes. Kør `python -m ingest rebuild`."
            ) from error
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("terms", analyzer)
        return index

    def put(self, meeting: str, passages: Sequence[Passage]) -> None:
        """Replace all that is known of one meeting."""
        writer = self._writer()
        writer.delete_documents_by_term("meeting", meeting)
        for passage in passages:
            writer.add_document(_document(passage))
        self._commit(writer)

    def replace(self, passages: Iterable[Passage]) -> None:
        """Replace everything at once: searches see the old words until the new ones are whole."""
        try:
            writer = self._writer()
            writer.delete_all_documents()
        except ValueError:  # its files are gone or damaged: nothing there to search meanwhile
            erase(self._folder)
            self._index = self._open()
            writer = self._writer()
        for passage in passages:
            writer.add_document(_document(passage))
        self._commit(writer)

    def rewrite(self, passages: Callable[[Sequence[str]], Iterable[Passage]]) -> None:
        """Write the files anew that still hold terms of what was removed.

        `passages` gives by its ids what else stands in them. tantivy drops a file's last document
        with the file; before that, what it calls deleted stands there until it merges files.
        """
        told = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        holding = {place for place, part in enumerate(told["segments"]) if part["deletes"]}
        searcher = self._index.searcher()
        ids = [_id(searcher, hit) for hit in self._all(searcher) if hit.segment_ord in holding]
        writer = self._writer()
        for passage in ids:
            writer.delete_documents_by_term("id", passage)
        for kept in passages(ids):
            writer.add_document(_document(kept))
        del searcher  # whose files are not deleted while it is there
        self._commit(writer)
        self._writer().garbage_collect_files()

    def _commit(self, writer: Any) -> None:
        try:
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        except (ValueError, OSError) as error:
            said = str(error).strip().split("\n")[0][:160]
            raise StoreUnavailable(
                f"Der kan ikke skrives i ordindekset {self._folder} ({said}). Gør plads på disken, "
                "og prøv igen; hjælper det ikke, så kør `python -m ingest rebuild`."
            ) from error

    def refresh(self) -> None:
        """See what another process has written since."""
        self._index.reload()

    def search(
        self, weights: Mapping[str, float], limit: int, meetings: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with BM25 scores, best first; `weights` maps terms to their weight."""
        import tantivy

        if not weights or (meetings is not None and not meetings):
            return []
        should = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(name, term), weight * part))
            for term, weight in weights.items()
            for name, part in (("text", 1.0), ("context", 0.5))
        ]
        query = tantivy.Query.boolean_query(should)
        if meetings is not None:
            among = tantivy.Query.term_set_query(self._schema, "meeting", list(meetings))
            limited = tantivy.Query.const_score_query(among, 0.0)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, limited)]
            )
        searcher = self._index.searcher()
        hits = searcher.search(query, limit).hits
        return [(_id(searcher, address), float(score)) for score, address in hits]

    def count(self) -> int:
        """Number of passages in the index."""
        return int(self._index.searcher().num_docs)

    def ids(self) -> set[str]:
        """Ids of all passages in the index."""
        searcher = self._index.searcher()
        return {_id(searcher, address) for address in self._all(searcher)}

    def _all(self, searcher: Any) -> list[Any]:
        """The addresses of all documents; each has the place of its file in `segment_ord`."""
        import tantivy

        query = tantivy.Query.all_query()
        return [address for _, address in searcher.search(query, max(1, searcher.num_docs)).hits]

    def _writer(self) -> Any:
        return self._index.writer(heap_size=_HEAP, num_threads=1)

    def probe(self, passage: str) -> None:
        """Look a passage up by its id; StoreUnavailable where it is not found."""
        if not self._index.searcher().search(self._term("id", passage), 1).hits:
            raise StoreUnavailable(
                f"Ordindekset i {self._folder} svarer ikke. Kør `python -m ingest rebuild`."
            )

    def _term(self, name: str, term: str) -> Any:
        import tantivy

        return tantivy.Query.term_query(self._schema, name, term)


def _id(searcher: Any, address: Any) -> str:
    return str(searcher.doc(address)["id"][0])


def _document(passage: Passage) -> Any:
    import tantivy

    document = tantivy.Document()
    document.add_text("id", passage.id)
    document.add_text("meeting", passage.meeting)
    document.add_text("text", " ".join(terms(passage.text)))
    document.add_text("context", " ".join(terms(passage.context)))
    return document


def erase(folder: Path) -> None:
    """Remove the word index, to be built again from the ledger."""
    shutil.rmtree(folder, ignore_errors=True)
