"""Opening the ledger's database, and telling of it without its password."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from vectorstore.errors import StoreUnavailable


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


def exists(url: str) -> bool:
    """Whether there is a database; a server's is taken to be there."""
    told = make_url(url)
    return told.get_backend_name() != "sqlite" or Path(str(told.database)).exists()


def overwrite(engine: Engine) -> None:
    """Write an SQLite file anew, so that nothing that was removed stands in its free room or log.

    secure_delete alone leaves copies of rows in pages that were divided since (1 of 600 in a
    trial). StoreUnavailable where there is no room for it; a server cleans its own files.
    """
    if engine.dialect.name != "sqlite":
        return
    told = shown(str(engine.url))
    try:
        with engine.connect() as opened:
            connection = opened.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("VACUUM")
            blocked = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    except SQLAlchemyError as error:
        raise _not_overwritten(told, first_line(error)) from error
    if blocked:
        raise _not_overwritten(told, "et andet program læser i den")


def _not_overwritten(told: str, why: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"Det fjernede kan ikke findes længere, men dets ord står endnu i {told} ({why}). Kør "
        "`python -m ingest doctor`, når det er i orden, så bliver de overskrevet."
    )


def check(url: str) -> None:
    """StoreUnavailable where an SQLite file is damaged; a server checks its own."""
    engine = open_engine(url)
    if engine.dialect.name != "sqlite":
        return
    try:
        with engine.connect() as connection:
            said = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    except SQLAlchemyError as error:
        said = first_line(error)
    finally:
        engine.dispose()
    if said != "ok":
        raise damaged(url, said.splitlines()[-1][:120])


def damaged(url: str, said: str) -> StoreUnavailable:
    """The error for a database whose file is not whole."""
    return StoreUnavailable(
        f"Databasen {shown(url)} er beskadiget ({said}). Flyt den væk, "
        "og læg en sikkerhedskopi tilbage med `python -m ingest restore`, eller indlæs "
        "referaterne igen med `python -m ingest sync`."
    )


def trouble(url: str, error: Exception) -> StoreUnavailable:
    """The error for a database that did not do what it was asked."""
    said = first_line(error)
    if "malformed" in said or "not a database" in said:
        return damaged(url, said)
    if "full" in said or "disk I/O" in said:
        return StoreUnavailable(
            f"Der kan ikke skrives i databasen {shown(url)} ({said}). Gør plads på disken, og "
            "prøv igen; alt, der er indlæst, er helt."
        )
    if "readonly" in said or "unable to open" in said:
        return StoreUnavailable(
            f"Der kan ikke skrives i databasen {shown(url)} ({said}). Ret mappens rettigheder, "
            "eller vælg en anden med REFERAT_INDEX."
        )
    return StoreUnavailable(f"Databasen {shown(url)} svarer ikke ({said}).")


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
