"""The index as one file that can be made while it is used, and put back anywhere.

Chroma and the word index are copies of the ledger: a backup leaves them out, and putting it back
makes them again without embedding.
"""

import json
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from vectorstore.database import first_line
from vectorstore.errors import ReferatError, StoreUnavailable
from vectorstore.index import Place, rebuild
from vectorstore.ledger import SCHEMA, Ledger
from vectorstore.transfer import copied_in, copied_out

_ABOUT = "backup.json"
_LEDGER = "ledger.db"
_SECRET = "page.key"  # seals the conversations that browsers keep
_LARGEST = 1 << 40  # bytes of one database; more is no backup of ours


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    made: datetime
    meetings: int
    model: str


def backup(place: Place, target: Path) -> Backup:
    """Write the index as it is at one moment to `target`; whole or not at all.

    StoreUnavailable where the index cannot be read, ReferatError where the file cannot be written.
    """
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with TemporaryDirectory(dir=target.parent, prefix=".referat-") as folder:
            about = _gathered(place, Path(folder))
            with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
                for part in sorted(Path(folder).iterdir()):
                    file.write(part, part.name)
        os.replace(half, target)
    except OSError as error:
        raise ReferatError(
            f"Sikkerhedskopien {target} kan ikke skrives ({error.strerror}). Vælg et andet sted."
        ) from error
    finally:
        half.unlink(missing_ok=True)
    return about


def _gathered(place: Place, folder: Path) -> Backup:
    """The parts of a backup as files in a folder."""
    if place.shared:
        copied_out(place.ledger_url, folder)
    else:
        for database in sorted(place.folder.glob("*.db")):
            _snapshot(database, folder / database.name)
    if not (folder / _LEDGER).exists():
        raise StoreUnavailable(
            f"Der er intet indeks i {place.folder} at tage en kopi af. Indlæs først referater."
        )
    secret = place.folder / _SECRET
    if secret.exists():
        (folder / _SECRET).write_bytes(secret.read_bytes())
    about = _about(folder / _LEDGER)
    told = {"made": about.made.isoformat(), "meetings": about.meetings, "schema": SCHEMA,
            "model": about.model}  # fmt: skip
    (folder / _ABOUT).write_text(json.dumps(told), encoding="utf-8")
    return about


def _about(ledger: Path) -> Backup:
    opened = Ledger(f"sqlite:///{ledger}")
    try:
        summary = opened.summary()
    finally:
        opened.close()
    _settle(ledger)
    return Backup(datetime.now(UTC), len(summary.meetings), summary.model)


def _snapshot(database: Path, target: Path) -> None:
    """SQLite's own online backup: one moment's state, while others write."""
    try:
        with (
            closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise StoreUnavailable(
            f"Databasen {database} kan ikke læses ({first_line(error)}), så der er ikke lavet en "
            "sikkerhedskopi. `python -m ingest doctor` siger, hvad der er galt."
        ) from error


def _settle(database: Path) -> None:
    """Everything in the one file, none of it in SQLite's log beside it."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def restore(source: Path, place: Place) -> Backup:
    """Put a backup back where nothing is indexed, and make the copies again.

    ReferatError where `source` is no backup, or where the place already holds minutes.
    """
    Path(place.folder).mkdir(parents=True, exist_ok=True)
    _must_be_empty(place)
    with TemporaryDirectory(dir=place.folder, prefix=".referat-") as name:
        folder = Path(name)
        about = _unpacked(source, folder)
        if place.shared:
            copied_in(folder, place.ledger_url)
        for part in sorted(folder.iterdir()):
            _without_log(place.folder / part.name)
            os.replace(part, place.folder / part.name)
    rebuild(place)
    return about


def _without_log(database: Path) -> None:
    """What SQLite noted of the database that stood here must not be read into the new one."""
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _must_be_empty(place: Place) -> None:
    if not place.shared and not (place.folder / _LEDGER).exists():
        return
    ledger = Ledger(place.ledger_url)
    try:
        filled = bool(ledger.documents())
    finally:
        ledger.close()
    if filled:
        raise ReferatError(
            f"Der er allerede referater i indekset i {place.folder}. Vælg en tom mappe med "
            "REFERAT_INDEX, eller flyt den gamle væk først."
        )


def _unpacked(source: Path, folder: Path) -> Backup:
    with _opened(source) as file:
        about = json.loads(file.read(_ABOUT))
        if about["schema"] != SCHEMA:
            raise ReferatError(
                f"{source} er lavet af en anden udgave af programmet. Læg den tilbage med den "
                "udgave, eller indlæs referaterne igen."
            )
        for part in file.infolist():
            database = Path(part.filename).suffix == ".db"
            if Path(part.filename).name != part.filename or part.file_size > _LARGEST:
                raise KeyError(part.filename)
            if database or part.filename == _SECRET:
                file.extract(part, folder)
    (folder / _SECRET).chmod(0o600) if (folder / _SECRET).exists() else None
    return Backup(datetime.fromisoformat(about["made"]), about["meetings"], about["model"])


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as file:
            yield file
    except FileNotFoundError as error:
        raise ReferatError(f"{source} findes ikke; angiv filen med sikkerhedskopien.") from error
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, zlib.error) as error:
        raise ReferatError(
            f"{source} er ikke en hel sikkerhedskopi. Brug en anden, eller indlæs referaterne igen."
        ) from error
    except OSError as error:
        raise ReferatError(f"{source} kan ikke læses ({error.strerror}).") from error
