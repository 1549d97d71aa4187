"""The one entrance for files: which there are, their bytes, and the documents inside them."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from ingest.files.apart import Apart
from ingest.files.kinds import SUFFIXES, Kind, kind_of
from vectorstore.errors import UnreadableMinutes
from vectorstore.places import on_disk

LARGEST = 100  # MB of a file
_MB = 1_000_000
# A pipe that somebody named referat.txt is opened without waiting for who writes into it.
_OPENED = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it lies: a file, or a member of an archive at "<archive>/<member>"."""

    path: Path
    data: bytes
    problem: str = ""  # a sentence; then there are no bytes

    @property
    def hash(self) -> str:
        """The key of its bytes: sha256, in hexadecimal."""
        return sha256(self.data).hexdigest()


def read(path: Path, apart: Apart) -> Iterator[Paper]:
    """The documents in a file: one, or an archive's; UnreadableMinutes when it has none for us.

    Their bytes only: what they say is for `apart` to read.
    """
    yield from papers(whole(path), apart)


def whole(path: Path) -> Paper:
    """A file as it lies, be it an archive or not; UnreadableMinutes where it cannot be opened."""
    return Paper(path.resolve(), file_bytes(path))


def papers(file: Paper, apart: Apart) -> Iterator[Paper]:
    """The documents in a file whose bytes are there."""
    place, name = file.path, file.path.name
    try:
        zipped = kind_of(file.data, name) is Kind.ZIP
    except UnreadableMinutes as error:
        raise UnreadableMinutes(f"{name}: {error}") from error
    if not zipped:
        yield file
        return
    for member in apart.unpack(file.data, name):
        problem = f"{name}/{member.name}: {member.problem}" if member.problem else ""
        yield Paper(place / member.name, member.data, problem)


def content(path: Path) -> bytes:
    """The bytes of a document, in an archive or not; UnreadableMinutes when it is not there."""
    archive = on_disk(path)
    if archive == path:
        return file_bytes(path)
    with Apart() as apart:
        for paper in read(archive, apart):
            if paper.path == path and not paper.problem:
                return paper.data
    raise UnreadableMinutes(f"{path.name} ligger ikke længere i {archive.name}.")


def exists(path: Path) -> bool:
    """Whether a document is there, be it a file or a member of an archive."""
    archive = on_disk(path)
    if archive == path:
        return path.exists()
    about = archive.stat()
    return path in _members(archive, about.st_mtime_ns, about.st_size)


@lru_cache(8)
def _members(archive: Path, _changed: int, _size: int) -> frozenset[Path]:
    with suppress(UnreadableMinutes), Apart() as apart:
        return frozenset(paper.path for paper in read(archive, apart))
    return frozenset()


def file_bytes(path: Path) -> bytes:
    """A file's bytes; UnreadableMinutes where it is none, too large or not to be opened."""
    name = path.name
    try:
        handle = os.open(path, _OPENED)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise UnreadableMinutes(_no_file(path, about.st_mode))
            if about.st_size > LARGEST * _MB:
                raise UnreadableMinutes(_too_large(name))
            data = file.read(LARGEST * _MB + 1)
    except IsADirectoryError:
        raise UnreadableMinutes(_no_file(path, stat.S_IFDIR)) from None
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableMinutes(f"{name} findes ikke; kontrollér stien {path}.") from None
    except OSError as error:
        raise UnreadableMinutes(
            f"{name} kan ikke åbnes ({error.strerror}); kontrollér rettighederne til {path}."
        ) from error
    if len(data) > LARGEST * _MB:
        raise UnreadableMinutes(_too_large(name))
    return data


def _no_file(path: Path, mode: int) -> str:
    if stat.S_ISDIR(mode):
        return f"{path} er en mappe; angiv en fil med et referat."
    return f"{path.name} er ikke en almindelig fil og læses ikke; fjern den fra mappen."


def _too_large(name: str) -> str:
    return f"{name} fylder mere end {LARGEST} MB og læses ikke; del filen i mindre, og prøv igen."


def minutes_files(path: Path) -> list[Path]:
    """The files under a folder that may be minutes, sorted, no hidden ones; a file gives itself."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        if path.exists():
            raise UnreadableMinutes(_no_file(path, stat.S_IFIFO))
        raise UnreadableMinutes(f"{path} findes ikke; angiv en mappe eller en fil med referater.")
    files = [file for file in named(path) if not _refusal(file, path)]
    if not files:
        raise UnreadableMinutes(
            f"Mappen {path} har ingen referater; læg filer som PDF, Word, HTML eller tekst i den."
        )
    return files


def refused(path: Path) -> list[tuple[Path, str]]:
    """What lies under a folder with a name like minutes but is not opened, each with why."""
    if not path.is_dir():
        return []
    return [(file, told) for file in named(path) if (told := _refusal(file, path))]


Mark = tuple[int, int, int]


def mark(path: Path) -> Mark | None:
    """What tells one state of a file from another without reading it; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ino


def named(folder: Path) -> list[Path]:
    """The files under a folder with a name like minutes, sorted, no hidden ones."""
    return sorted(file for file in folder.rglob("*") if _visible(file, folder))


def _visible(file: Path, folder: Path) -> bool:
    if any(part.startswith(".") for part in file.relative_to(folder).parts):
        return False
    try:
        return file.suffix.lower() in SUFFIXES and not file.is_dir()
    except OSError:  # a folder that may be listed but not entered: told of when it is read
        return True


def _refusal(file: Path, folder: Path) -> str:
    try:
        if file.is_symlink() and not file.resolve().is_relative_to(folder.resolve()):
            return f"{file.name} er en genvej ud af mappen og læses ikke; læg selve filen i mappen."
        if file.exists() and not file.is_file():
            return _no_file(file, stat.S_IFIFO)
    except (OSError, RuntimeError):  # RuntimeError: links that lead in a ring
        return ""
    return ""
