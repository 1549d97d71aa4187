"""A server's databases as SQLite files and back: what a backup holds, in either layout."""

from pathlib import Path

from sqlalchemy import Engine, MetaData, insert, select

from vectorstore import kept_tables, tables
from vectorstore.database import Database, open_engine

_ROWS = 1000  # read or written at a time
_FILES = {"ledger.db": tables.metadata, "kept.db": kept_tables.metadata}


def copied_out(url: str, folder: Path) -> None:
    """Every table of a server's database into files in a folder, each from one moment."""
    source = open_engine(url)
    isolated = source.execution_options(isolation_level="REPEATABLE READ")
    try:
        for name, metadata in _FILES.items():
            copy = open_engine(f"sqlite:///{folder / name}")
            _copied(isolated, copy, metadata)
            copy.dispose()
    finally:
        source.dispose()


def copied_in(folder: Path, url: str) -> None:
    """The files in a folder in place of what the server's database holds; the files are removed.

    IndexBusy while another process writes there.
    """
    database = Database(url)
    try:
        with database.one_writer():
            for name, metadata in _FILES.items():
                if (folder / name).exists():
                    _replaced(folder / name, database.engine, metadata)
    finally:
        database.close()


def _replaced(file: Path, target: Engine, metadata: MetaData) -> None:
    source = open_engine(f"sqlite:///{file}")
    with target.begin() as connection:
        metadata.create_all(connection)
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    _copied(source, target, metadata)
    source.dispose()
    file.unlink()


def _copied(source: Engine, target: Engine, metadata: MetaData) -> None:
    with source.connect() as reading, target.begin() as writing:
        metadata.create_all(writing)
        for table in metadata.sorted_tables:
            rows = reading.execution_options(yield_per=_ROWS).execute(select(table))
            for part in rows.mappings().partitions(_ROWS):
                writing.execute(insert(table), [dict(row) for row in part])
