"""Looks at an index's files before they are opened: damage is told, not answered from.

Chroma ends the whole process over some damaged files, and tantivy answers from others; what can be
seen without opening them is looked at here. All of it takes a fraction of a second.
"""

import json
import os
import shutil
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from vectorstore.errors import StoreUnavailable

_ROOM = 2_000_000  # bytes: what opening the stores takes, and a document's last writes
_SQLITE = b"SQLite format 3\x00"
_LOGS = ("-wal", "-journal")
_TANTIVY = 1337  # the last number of each of its files
# Chroma writes the other two files (chroma.sqlite3, length.bin) also when it only reads.
_FIRM = ("data_level0.bin", "header.bin", "index_metadata.pickle", "link_lists.bin")
_HEAD = "<iQQQQ"  # version, offset, room for vectors, vectors, bytes of each
_NOTE = "chroma-files.json"
_AGAIN, _PAUSE = 4, 0.1  # times and seconds between
REBUILD = "Kør `python -m ingest rebuild`, så bygges det op igen ud fra databasen."


def check_files(folder: Path, ledger: bool, vectors: bool) -> None:
    """StoreUnavailable where a file of the index is damaged; which stores lie in the folder.

    A process that is just writing may be met between two writes: doubt is looked at again.
    """
    checks = [partial(check_words, folder / "words")]
    if ledger:
        checks.append(partial(check_database, folder / "ledger.db"))
    if vectors:
        checks.append(partial(check_vectors, folder / "chroma"))
    for check in checks:
        for _ in range(_AGAIN):
            with suppress(StoreUnavailable):
                check()
                break
            time.sleep(_PAUSE)
        else:
            check()


def check_folder(folder: Path) -> None:
    """StoreUnavailable where the folder cannot be written in, or its disk is full."""
    read_only = os.statvfs(folder).f_flag & os.ST_RDONLY if hasattr(os, "statvfs") else 0
    if read_only or not os.access(folder, os.W_OK | os.X_OK):
        raise StoreUnavailable(
            f"Der kan ikke skrives i indeksmappen {folder}, og det er nødvendigt, også for at "
            "læse. Ret mappens rettigheder, eller vælg en anden med REFERAT_INDEX."
        )
    check_room(folder)


def check_room(folder: Path) -> None:
    """StoreUnavailable where the disk is full."""
    free = shutil.disk_usage(folder).free
    if free < _ROOM:
        raise StoreUnavailable(
            f"Disken med indeksmappen {folder} er fuld ({free // 1000} kB ledig). Gør plads, og "
            "prøv igen; alt, der er indlæst, er helt."
        )


def check_database(file: Path) -> None:
    """StoreUnavailable where an SQLite file is shorter than it says, or none.

    Not where its log has something: a full disk or a kill left that half copied, and SQLite goes on
    from there.
    """
    if not file.exists() or any(_filled(file.with_name(file.name + log)) for log in _LOGS):
        return
    with file.open("rb") as opened:
        head = opened.read(100)
    if len(head) < 100 or not head.startswith(_SQLITE):
        # one that was never written to is empty, and its log holds what there is
        whole = not head
    else:
        size = int.from_bytes(head[16:18], "big")
        pages = int.from_bytes(head[28:32], "big")
        whole = file.stat().st_size >= pages * (65536 if size == 1 else size)
    if not whole:
        raise StoreUnavailable(
            f"{file} er beskadiget: filen er ikke hel. Flyt den væk, og læg en sikkerhedskopi "
            "tilbage med `python -m ingest restore`, eller indlæs referaterne igen med "
            "`python -m ingest sync`."
        )


def _filled(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def check_words(folder: Path) -> None:
    """StoreUnavailable where a file of the word index is missing or not as it was written."""
    told = folder / "meta.json"
    if not told.exists():
        if any(folder.glob("*.term")):
            raise _damaged("Ordindekset", told)
        return
    try:
        parts = json.loads(told.read_text(encoding="utf-8"))["segments"]
        names = [str(part["segment_id"]).replace("-", "") for part in parts]
    except (OSError, ValueError, LookupError, TypeError):
        raise _damaged("Ordindekset", told) from None
    kinds = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
    for file in (folder / f"{name}{kind}" for name in names for kind in kinds):
        if not _as_written(file):
            raise _damaged("Ordindekset", file)
    for file in folder.glob("*.del"):
        if not _as_written(file):
            raise _damaged("Ordindekset", file)


def _as_written(file: Path) -> bool:
    """Whether a file of tantivy's has the sum that stands in its last bytes, as JSON."""
    try:
        held = file.read_bytes()
        size, kind = struct.unpack("<II", held[-8:])
        end = len(held) - 8 - size
        same = zlib.crc32(held[:end]) == json.loads(held[end:-8])["crc"]
        return kind == _TANTIVY and bool(same)
    except (OSError, ValueError, LookupError, TypeError, struct.error):
        return False


def check_vectors(folder: Path) -> None:
    """StoreUnavailable where Chroma's files are not as they were when last written by us."""
    check_copy(folder / "chroma.sqlite3")
    try:
        noted = json.loads(folder.with_name(_NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none was written yet, or by a process that was killed
        return
    now = dict(_sums(folder))
    for name in sorted(noted.keys() | now.keys()):
        if noted.get(name) != now.get(name):
            raise _damaged("Chroma-mappen", folder / name)


def check_copy(file: Path) -> None:
    """The same of an SQLite file that can be made again."""
    try:
        check_database(file)
    except StoreUnavailable:
        raise _damaged("Chroma-mappen", file) from None


def note_vectors(folder: Path) -> None:
    """Remember Chroma's files as they are."""
    half = folder.with_name(f".{_NOTE}.{os.getpid()}")
    half.write_text(json.dumps(dict(_sums(folder))), encoding="utf-8")
    half.replace(folder.with_name(_NOTE))


def forget_vectors(folder: Path) -> None:
    """They are about to change."""
    folder.with_name(_NOTE).unlink(missing_ok=True)


def _sums(folder: Path) -> Iterator[tuple[str, int]]:
    for file in sorted(folder.rglob("*")):
        if file.name in _FIRM:
            yield file.relative_to(folder).as_posix(), zlib.crc32(_used(file))


def _used(file: Path) -> bytes:
    """What counts of one of Chroma's files.

    It keeps room for vectors to come, fills that with whatever its memory held, and writes it anew
    when it only reads.
    """
    held = file.read_bytes()
    head = file.with_name("header.bin")
    if file.name != "data_level0.bin" or not head.exists():
        return held
    try:
        *_, vectors, size = struct.unpack_from(_HEAD, head.read_bytes())
    except struct.error:
        return held
    return held[: vectors * size] + str(len(held)).encode()


def _damaged(what: str, file: Path) -> StoreUnavailable:
    return StoreUnavailable(f"{what} er beskadiget: {file} er ikke hel. {REBUILD}")
