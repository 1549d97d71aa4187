"""Files that a clerk sent in: looked at before they are let into the folder of minutes."""

import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.identity import rank
from ingest.parse import parse
from ingest.read import read_text
from ingest.run import Indexing
from vectorstore.errors import ReferatError, UnreadableMinutes
from vectorstore.ledger import hashed
from vectorstore.schema import FileOutcome, FileResult, Meeting


def receive(
    indexing: Indexing, sent: Sequence[Path], folder: Path, *, replace: bool
) -> Iterator[FileResult]:
    """Move files into `folder` and index them; one that is no minutes is never let in.

    With `replace` a file takes the place of one that tells of the same meeting under another name.
    """
    indexing.progress.files(len(sent))
    for file in sent:
        indexing.progress.file(file.name)
        try:
            yield _received(indexing, file, folder, replace)
        except UnreadableMinutes as error:
            # The folder that it waits in means nothing to who sent it.
            told = str(error).replace(str(file), file.name)
            yield FileResult(file.name, FileOutcome.FAILED, detail=told)
        indexing.progress.file_done()


def _received(indexing: Indexing, file: Path, folder: Path, replace: bool) -> FileResult:
    text = read_text(file)
    meeting = indexing.identified(parse(text, file.name), str(file.resolve()))
    known = indexing.index.ledger.documents()
    row = known.get(meeting.id)
    if row is None or not Path(row.path).exists() or _corrects(indexing, meeting):
        return _stored(indexing, file, _free(file, text, folder, known, meeting.id), None)
    old = Path(row.path)
    inside = old.resolve().is_relative_to(folder.resolve())
    if inside and _folded(old.name) == _folded(file.name):
        return _stored(indexing, file, old, None)
    if row.text_hash == hashed(text):
        return FileResult(file.name, FileOutcome.DUPLICATE, meeting.id, detail=old.name)
    if not replace:
        raise UnreadableMinutes(
            f"Mødet er allerede indlæst fra {old.name} med et andet indhold. Er det en ny udgave, "
            "så send filen igen, og vælg, at den skal erstatte den gamle."
        )
    target = _free(file, text, old.parent if inside else folder, known, meeting.id)
    return _stored(indexing, file, target, old if inside else None, moved=meeting.id)


def _corrects(indexing: Indexing, meeting: Meeting) -> bool:
    """Whether a document may lie beside that of the same meeting: one corrects the other."""
    there = indexing.index.ledger.meeting(meeting.id)
    return rank(there) != rank(meeting)


def _free(file: Path, text: str, folder: Path, known: dict[str, Any], meeting: str) -> Path:
    """Where the file may lie; UnreadableMinutes where another one has its name."""
    taken = _named(folder, file.name)
    if taken is None:
        return folder / file.name
    owner = next((row for row in known.values() if row.path == str(taken.resolve())), None)
    if owner is not None and owner.id != meeting:
        raise UnreadableMinutes(
            f"I mappen ligger allerede en fil med navnet {taken.name} fra et andet møde "
            f"({owner.id}). Giv filen et andet navn, og send den igen."
        )
    if owner is None and not _holds(taken, text):
        raise UnreadableMinutes(
            f"I mappen ligger allerede en anden fil med navnet {taken.name}, som ikke er indlæst. "
            "Læs mappen igen, eller giv filen et andet navn."
        )
    return taken


def _named(folder: Path, name: str) -> Path | None:
    """The file with this name; æ may be one sign or two, and Windows knows no capitals."""
    if not folder.is_dir():
        return None
    return next((file for file in folder.iterdir() if _folded(file.name) == _folded(name)), None)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _holds(file: Path, text: str) -> bool:
    with suppress(UnreadableMinutes):
        return read_text(file) == text
    return False


def _stored(
    indexing: Indexing, file: Path, target: Path, old: Path | None, moved: str = ""
) -> FileResult:
    _move(file, target)
    if moved:
        indexing.index.ledger.moved(moved, str(target.resolve()), target.name)
    result = indexing.one(target, by_hand=False)
    if old is not None and old != target:
        old.unlink()
    return result


def _move(file: Path, target: Path) -> None:
    """Whole or not at all: a reader of the folder never sees half a file."""
    half = target.with_name(f".{target.name}.ny")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, half)
        os.replace(half, target)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise ReferatError(
            f"Filen {target.name} kan ikke lægges i mappen {target.parent} ({error.strerror}). "
            "Ret mappens rettigheder, og send filen igen."
        ) from error


def erase(indexing: Indexing, meeting: str, folder: Path) -> Iterator[FileResult]:
    """Remove a meeting from the index, and from `folder` its file with every copy of it.

    A file that stayed would come back when the folder is synced. One outside the folder is not ours
    to delete: it stays.
    """
    row = indexing.index.ledger.documents().get(meeting)
    if row is None:
        raise ReferatError(f"Mødet „{meeting}“ er ikke indlæst. Måske er det allerede fjernet.")
    indexing.index.remove(meeting)
    indexing.progress.files(1)
    yield FileResult(row.path, FileOutcome.REMOVED, meeting)
    for file in [file for file in _inside(folder) if _is(file, row)]:
        try:
            file.unlink()
        except OSError as error:
            yield FileResult(
                str(file),
                FileOutcome.FAILED,
                meeting,
                detail=f"Referatet er fjernet fra søgningen, men filen {file.name} kan ikke "
                f"slettes ({error.strerror}). Slet den selv, ellers kommer den igen, når mappen "
                "læses.",
            )
    indexing.progress.file_done()


def _inside(folder: Path) -> list[Path]:
    from ingest.read import minutes_files

    with suppress(UnreadableMinutes):  # an empty folder has nothing to delete
        return minutes_files(folder)
    return []


def _is(file: Path, row: Any) -> bool:
    if str(file.resolve()) == row.path:
        return True
    with suppress(UnreadableMinutes):
        return bool(hashed(read_text(file)) == row.text_hash)
    return False
