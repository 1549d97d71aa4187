"""Which files are indexed, told without reading their texts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select

from vectorstore import tables


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file with the meeting it tells of."""

    meeting: str
    path: str
    source: str  # the file's name
    committee: str
    held: date
    items: int
    closed: int
    passages: int
    indexed_at: datetime  # in UTC


def files(connection: Connection, meeting: str | None = None) -> list[IndexedFile]:
    """All of them, or the one of a meeting; newest meeting first."""
    m = tables.meeting.c
    query = select(m.id, m.path, m.source, m.committee, m.held, m.indexed_at)
    if meeting is not None:
        query = query.where(m.id == meeting)
    rows = connection.execute(query.order_by(m.held.desc(), m.id)).all()
    items = _items(connection, meeting)
    passages = _passages(connection, meeting)
    return [
        IndexedFile(
            row.id,
            row.path,
            row.source,
            row.committee,
            row.held,
            *items.get(row.id, (0, 0)),
            passages.get(row.id, 0),
            # SQLite forgets that the time was given in UTC
            row.indexed_at.replace(tzinfo=UTC) if not row.indexed_at.tzinfo else row.indexed_at,
        )
        for row in rows
    ]


def _items(connection: Connection, meeting: str | None) -> dict[str, tuple[int, int]]:
    i = tables.item.c
    query = select(i.meeting, func.count(), func.count().filter(i.closed)).group_by(i.meeting)
    if meeting is not None:
        query = query.where(i.meeting == meeting)
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def _passages(connection: Connection, meeting: str | None) -> dict[str, int]:
    p = tables.passage.c
    query = select(p.meeting, func.count()).group_by(p.meeting)
    if meeting is not None:
        query = query.where(p.meeting == meeting)
    return {row[0]: row[1] for row in connection.execute(query)}
