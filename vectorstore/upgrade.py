"""An index of an older version, given what this one's tables have more.

The vectors stay, so that nothing is embedded again; what the new columns tell is there when the
files have been read again, which indexing does since its own code has changed.
"""

from sqlalchemy import Connection, inspect, text
from sqlalchemy.schema import CreateColumn

from vectorstore import tables


def add_missing(connection: Connection) -> None:
    """Add the columns and indexes that tables made by an older version lack."""
    there = inspect(connection)
    for table in tables.metadata.sorted_tables:
        known = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in known:
                told = CreateColumn(column).compile(dialect=connection.dialect)
                connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {told}"))
        indexed = {index["name"] for index in there.get_indexes(table.name)}
        for index in table.indexes:
            if index.name not in indexed:
                index.create(connection)
