"""Opening the ledger's database, and telling of it without its password."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
    SQLAlchemyError,
)

from vectorstore.errors import IndexBusy, StoreUnavailable

_POSTGRES = "postgresql"
_MAKING, _WRITING = 7130451, 7130452  # advisory locks; PostgreSQL keeps them apart by database
_OPTIONS = {
    "timezone": "UTC",  # SQLite's times have no zone and are UTC
    "jit": "off",  # compiling takes longer than any of our queries
    "random_page_cost": "1.1",  # as on a disk without arms: a few hundred words are looked up apart
    # A machine that lost its power holds its lock no longer than a minute.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
_WAIT = 5  # seconds for a connection to a server


def open_engine(url: str) -> Engine:
    """An engine for an SQLAlchemy address; SQLite is set up for one writer and many readers.

    A server that was stopped and started again is found again by itself.
    """
    if on_server(url):
        options = " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
        arguments = {"options": options, "connect_timeout": _WAIT}
        return create_engine(url, pool_pre_ping=True, connect_args=arguments)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def on_server(url: str) -> bool:
    """Whether an SQLAlchemy address is PostgreSQL's."""
    return url.startswith((f"{_POSTGRES}:", f"{_POSTGRES}+"))


def one_at_a_time(connection: Connection) -> None:
    """Hold other processes back until the transaction ends: only one makes the tables."""
    if connection.dialect.name == _POSTGRES:
        connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))


class Database:
    """An opened database, whose errors are told in a sentence; for several threads."""

    def __init__(self, url: str) -> None:
        """Nothing is connected yet; ImportError where the driver is missing."""
        self._url = url
        self.engine = open_engine(url)
        self.on_server = on_server(url)
        self.name = str(self.engine.url.database)
        self._writer: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection; StoreUnavailable when the database does not answer."""
        with self._told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, on the connection that holds the lock while there is one.

        So nothing is written after the lock was lost with its connection.
        """
        with self._told():
            if self._writer is None:
                with self.engine.begin() as connection:
                    yield connection
            elif self._writer.invalidated:  # it would connect again, without the lock
                raise StoreUnavailable(
                    f"Forbindelsen til databasen {self} blev afbrudt. Kør kommandoen igen."
                )
            else:
                with self._writer.begin():
                    yield self._writer

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """Hold PostgreSQL's lock for writing; IndexBusy when any machine's process holds it."""
        with self._told(), self.engine.connect() as connection:
            if not connection.execute(select(func.pg_try_advisory_lock(_WRITING))).scalar_one():
                raise IndexBusy(
                    f"En anden proces er ved at indlæse i {self}. "
                    "Vent, til den er færdig, og prøv igen."
                )
            connection.commit()
            connection.detach()  # closed for good at the end, and the lock with it
            self._writer = connection
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, ProgrammingError):
            raise  # ours to mend, not the reader's
        except DBAPIError as error:
            raise trouble(self._url, error) from error

    def __str__(self) -> str:
        return shown(self._url)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def cannot_open(url: str, error: Exception) -> StoreUnavailable:
    """The error for a database that cannot be opened at all."""
    if isinstance(error, ImportError):
        return StoreUnavailable(
            f"Databasen {shown(url)} kræver en driver, der ikke er installeret "
            f"({first_line(error)}). Kør `pip install -r requirements-server.txt`."
        )
    way_out = (
        "Er den startet, og er REFERAT_DATABASE_URL rigtig?"
        if on_server(url)
        else "Ret REFERAT_DATABASE_URL eller REFERAT_INDEX, eller slet indeksmappen, "
        "og indlæs igen."
    )
    return StoreUnavailable(
        f"Databasen {shown(url)} kan ikke åbnes ({first_line(error)}). {way_out}"
    )


def remedy(url: str) -> str:
    """What to do about a database that cannot be used."""
    if on_server(url):
        return "Er den startet, og er REFERAT_DATABASE_URL rigtig?"
    return "`python -m ingest doctor` siger, hvad der er galt."


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
    if on_server(url):
        return StoreUnavailable(f"Databasen {shown(url)} svarer ikke ({said}). {remedy(url)}")
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
    return StoreUnavailable(f"Databasen {shown(url)} svarer ikke ({said}). {remedy(url)}")


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
