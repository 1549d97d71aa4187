"""Opening the ledger's database, and telling of it without its password."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


def open_engine(url: str) -> Engine:
    """An engine for an SQLAlchemy address; SQLite is set up for one writer and many readers."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # secure_delete: what is removed is overwritten, so that a leaked name leaves the file too.
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "busy_timeout=10000",
        "synchronous=FULL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    # SQLite's own lower() knows ASCII only; a search for "æblehaven" is to find "Æblehaven".
    connection.create_function("lower", 1, _lowered, deterministic=True)


def _lowered(text: str | None) -> str | None:
    return text.lower() if text is not None else None


def shown(url: str) -> str:
    """The address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "i REFERAT_DATABASE_URL"


def first_line(error: BaseException) -> str:
    """What the database itself said, cut to one line."""
    original = getattr(error, "orig", None) or error
    return str(original).strip().splitlines()[0][:160]
