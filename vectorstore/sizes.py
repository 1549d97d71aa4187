"""How much room each store of an index takes."""

from pathlib import Path

from sqlalchemy import text

from vectorstore import kept_tables
from vectorstore.index import Index

_VECTORS = ("vector",)
_WORDS = ("word", "word_count", "word_passage", "word_total")
_KEPT = tuple(table.name for table in kept_tables.metadata.sorted_tables)
_TABLES = text(
    "select relname as name, pg_total_relation_size(relid) as bytes from pg_stat_user_tables"
)


def sizes(index: Index) -> dict[str, int]:
    """Bytes by the store's name in Danish; a Chroma server's own are not to be seen from here."""
    folder = index.place.folder
    if not index.place.shared:
        stores = {"databasen": "ledger.db*", "Chroma": "chroma/**/*", "ordindekset": "words/*"}
        return {name: _files(folder, pattern) for name, pattern in stores.items()}
    with index.ledger.database.reading() as connection:
        tables = {row.name: int(row.bytes) for row in connection.execute(_TABLES)}
    vectors, words, kept = (
        sum(tables.get(name, 0) for name in names) for names in (_VECTORS, _WORDS, _KEPT)
    )
    rest = sum(tables.values()) - vectors - words - kept
    return {"referaterne": rest, "vektorerne": vectors, "ordene": words, "de gemte svar": kept}


def _files(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file())
