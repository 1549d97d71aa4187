"""Files that could not be read when they were last tried, each with why."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import delete, insert, select

from vectorstore import tables
from vectorstore.database import Database

_U = tables.unread


class NotRead(NamedTuple):
    """The bytes of a file that could not be read, what tried to, and why not."""

    file_hash: str
    reader: str
    told: str


class Unread:
    """What the ledger remembers of them, so that they need not be tried again in vain."""

    def __init__(self, database: Database) -> None:
        """Over the ledger's own database."""
        self._database = database

    def all(self) -> dict[str, NotRead]:
        """Every one, by its path."""
        query = select(_U.c.path, _U.c.file_hash, _U.c.reader, _U.c.told)
        with self._database.reading() as connection:
            return {row.path: NotRead(*row[1:]) for row in connection.execute(query)}

    def remember(self, path: str, file_hash: str, reader: str, told: str) -> None:
        """Keep why a file could not be read, in place of what was kept of it."""
        row = {"path": path, "file_hash": file_hash, "reader": reader, "told": told}
        with self._database.writing() as connection:
            connection.execute(delete(_U).where(_U.c.path == path))
            connection.execute(insert(_U), [row])

    def paths(self) -> list[str]:
        """Where they lie, in order."""
        with self._database.reading() as connection:
            return list(connection.execute(select(_U.c.path).order_by(_U.c.path)).scalars())

    def forget(self, paths: Collection[str]) -> None:
        """Have these files tried again."""
        with self._database.writing() as connection:
            for path in paths:
                connection.execute(delete(_U).where(_U.c.path == path))
