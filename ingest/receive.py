"""Files that a clerk sent in: looked at before they are let into the folder of minutes."""

import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.identity import rank
from ingest.read import Paper, exists, file_bytes, minutes_files, read
from ingest.refusals import Refusals
from ingest.run import Indexing, Reading
from vectorstore.errors import ReferatError, UnreadableMinutes
from vectorstore.ledger import hashed
from vectorstore.places import on_disk
from vectorstore.schema import FileOutcome, FileResult, Meeting


def receive(
    indexing: Indexing, sent: Sequence[Path], folder: Path, *, replacing: bool
) -> Iterator[FileResult]:
    """Move files into `folder` and index them; one that is no minutes is never let in.

    When `replacing`, a file takes the place of another that tells of the same meeting.
    """
    indexing.progress.files(len(sent))
    try:
        for file in sent:
            indexing.progress.file(file.name)
            try:
                yield from _received(indexing, file, folder, replacing)
            except UnreadableMinutes as error:
                # The folder that it waits in means nothing to who sent it.
                told = str(error).replace(str(file), file.name)
                yield FileResult(file.name, FileOutcome.FAILED, detail=told)
            indexing.progress.file_done()
    finally:
        indexing.apart.close()


def _received(
    indexing: Indexing, file: Path, folder: Path, replacing: bool
) -> Iterator[FileResult]:
    papers = read(file, indexing.apart)
    paper = next(papers)
    if paper.path != file.resolve():
        yield from _archive(indexing, file, folder)
        return
    same = indexing.known(paper)
    if same is not None and _holds(Path(same.path), paper):
        own = Path(same.path).parent == folder.resolve() and _alike(same.path, file)
        outcome = FileOutcome.UNCHANGED if own else FileOutcome.DUPLICATE
        yield FileResult(file.name, outcome, same.id, detail="" if own else Path(same.path).name)
        return
    reading = indexing.reading(paper)
    meeting = reading.meeting
    known = indexing.index.ledger.documents()
    row = known.get(meeting.id)
    if row is None or not exists(Path(row.path)) or _corrects(indexing, meeting):
        yield from _stored(indexing, reading, _free(paper, folder, known, {meeting.id}), None)
        return
    old = Path(row.path)
    inside = old.resolve().is_relative_to(folder.resolve()) and on_disk(old) == old
    if inside and _alike(row.path, file):
        yield from _stored(indexing, reading, old, None)
        return
    if row.text_hash == hashed(meeting.text):
        yield FileResult(file.name, FileOutcome.DUPLICATE, meeting.id, detail=old.name)
        return
    if not replacing:
        raise UnreadableMinutes(
            f"Mødet er allerede indlæst fra {old.name} med et andet indhold. Er det en ny udgave, "
            "så send filen igen, og vælg, at den skal erstatte den gamle."
        )
    if on_disk(old) != old:
        raise UnreadableMinutes(
            f"Mødet er allerede indlæst fra {old.name} i arkivet {on_disk(old).name}. Læg den nye "
            "udgave i arkivet, og send det igen."
        )
    target = _free(paper, old.parent if inside else folder, known, {meeting.id})
    yield from _stored(indexing, reading, target, old if inside else None, moved=meeting.id)


def _corrects(indexing: Indexing, meeting: Meeting) -> bool:
    """Whether a document may lie beside that of the same meeting: one corrects the other."""
    return rank(indexing.index.ledger.meeting(meeting.id)) != rank(meeting)


def _archive(indexing: Indexing, file: Path, folder: Path) -> Iterator[FileResult]:
    """Let an archive in when something in it is minutes; it takes the place of its older self."""
    readable = set()
    failures = []
    for paper in read(file, indexing.apart):
        try:
            if paper.problem:
                raise UnreadableMinutes(paper.problem)
            readable.add(indexing.reading(paper).meeting.id)
        except UnreadableMinutes as error:
            failures.append(FileResult(str(paper.path), FileOutcome.FAILED, detail=str(error)))
    if not readable:
        yield from failures
        return
    known = indexing.index.ledger.documents()
    place = folder / file.name
    own = {row.id for row in known.values() if place.resolve() in Path(row.path).parents}
    target = _free(Paper(file, file_bytes(file)), folder, known, own | readable)
    _move(file, target)
    refusals = Refusals(indexing.index.ledger.unread, indexing.parser, again=True)
    for paper in read(target, indexing.apart):
        yield from indexing.one(paper, refusals, by_hand=False)
    for meeting in sorted(own):
        row = indexing.index.ledger.documents(id=meeting).get(meeting)
        if row is not None and not exists(Path(row.path)):
            indexing.index.remove(meeting)
            yield FileResult(row.path, FileOutcome.REMOVED, meeting)


def _free(paper: Paper, folder: Path, known: dict[str, Any], meetings: set[str]) -> Path:
    """Where the file may lie; UnreadableMinutes where another one has its name."""
    name = paper.path.name
    taken = _named(folder, name)
    if taken is None:
        return folder / name
    there = taken.resolve()
    owners = {
        row.id for row in known.values() if there in (Path(row.path), *Path(row.path).parents)
    }
    if owners and not owners <= meetings:
        other = min(owners - meetings)
        raise UnreadableMinutes(
            f"I mappen ligger allerede en fil med navnet {taken.name} fra et andet møde "
            f"({other}). Giv filen et andet navn, og send den igen."
        )
    if not owners and not _holds(taken, paper):
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


def _alike(path: str, file: Path) -> bool:
    return _folded(Path(path).name) == _folded(file.name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _holds(file: Path, paper: Paper) -> bool:
    with suppress(UnreadableMinutes):
        return file_bytes(file) == paper.data
    return False


def _stored(
    indexing: Indexing, reading: Reading, target: Path, old: Path | None, moved: str = ""
) -> Iterator[FileResult]:
    paper = reading.paper
    _move(paper.path, target)
    place = target.resolve()
    if moved:
        # Without a hash: until it is indexed again, what is there is not what this file says.
        indexing.index.ledger.moved(moved, str(place), target.name, "")
    meeting = replace(reading.meeting, source=target.name)
    there = Reading(Paper(place, paper.data), meeting, reading.doubts)
    yield from indexing.store(there, by_hand=False)
    if old is not None and old != target:
        old.unlink()


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
    for file in _inside(folder):
        with suppress(UnreadableMinutes):
            yield from _erased(indexing, file, row)
    indexing.apart.close()
    indexing.progress.file_done()


def _erased(indexing: Indexing, file: Path, row: Any) -> Iterator[FileResult]:
    """Delete a file that holds the meeting's text; tell of what holds it and is not deleted."""
    for paper in read(file, indexing.apart):
        what = _holding(indexing, paper, row)
        if not what:
            continue
        why = ""
        if paper.path != file.resolve():
            why = f"det ligger også i arkivet {file.name}. Slet det dér"
        elif what == "meeting":
            why = f"filen {file.name} fortæller om det samme møde med andre ord. Slet den selv"
        else:
            try:
                file.unlink()
            except OSError as error:
                why = f"filen {file.name} kan ikke slettes ({error.strerror}). Slet den selv"
        if why:
            yield FileResult(
                str(paper.path),
                FileOutcome.FAILED,
                row.id,
                detail=f"Referatet er fjernet fra søgningen, men {why}, ellers kommer det igen, "
                "når mappen læses.",
            )


def _holding(indexing: Indexing, paper: Paper, row: Any) -> str:
    """What a document has of a meeting: "text" all of it, "meeting" other words of it, or ""."""
    if paper.problem:
        return ""
    if str(paper.path) == row.path or paper.hash == row.file_hash:
        return "text"
    if indexing.index.ledger.documents(path=str(paper.path)):
        return ""  # it tells of another meeting
    with suppress(UnreadableMinutes):
        meeting = indexing.reading(paper).meeting
        if hashed(meeting.text) == row.text_hash:
            return "text"
        return "meeting" if meeting.id == row.id else ""
    return ""


def _inside(folder: Path) -> list[Path]:
    with suppress(UnreadableMinutes):  # an empty folder has nothing to delete
        return minutes_files(folder)
    return []
