"""A ZIP of minutes: its members one by one, within limits; nothing is written by their names."""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from ingest.files.kinds import SUFFIXES
from vectorstore.errors import UnreadableMinutes

MOST = 2_000  # members
LARGEST = 100_000_000  # bytes of a member, unpacked
ALL = 1_000_000_000  # bytes of all members
_RATIO = 200  # unpacked to packed: text packs 3-10 times, a table of zeros a thousand
_SMALL = 1_000_000  # bytes below which the ratio says nothing
_PART = 65_536
_DEEPEST = 1  # archives inside an archive
_UTF8 = 0x800  # the flag of a name that is UTF-8
_LOCKED = 0x1
_BROKEN = "ZIP-filen er ødelagt; lav den igen, og prøv igen."


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive, or why it is none. `name` is safe to show, not a place on disk."""

    name: str  # "2024/juni.pdf"; of an archive inside "arkiv.zip/juni.pdf"
    data: bytes = b""
    problem: str = ""  # a clause to follow the name


@dataclass(slots=True)
class _Room:
    """What may still be unpacked, of all archives together."""

    members: int = MOST
    size: int = ALL


def members(data: bytes) -> Iterator[Member]:
    """The documents of a ZIP in its own order; UnreadableMinutes for one that is refused whole.

    What is no document (pictures, a Mac's own files) is passed over.
    """
    any_found = False
    for member in _members(data, "", 0, _Room()):
        any_found = True
        yield member
    if not any_found:
        raise UnreadableMinutes(
            "ZIP-filen har ingen referater; læg filer som PDF, Word eller tekst i den."
        )


def _members(data: bytes, above: str, depth: int, room: _Room) -> Iterator[Member]:
    _count(_said_to_hold(data), room)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise UnreadableMinutes(_BROKEN) from error
    with archive:
        for entry, name in _documents(archive, room):
            try:
                member = Member(above + name, _unpacked(archive, entry, room))
                if not name.lower().endswith(".zip"):
                    yield member
                elif depth < _DEEPEST:
                    yield from _members(member.data, f"{member.name}/", depth + 1, room)
                else:
                    raise UnreadableMinutes(
                        "et arkiv i et arkiv i et arkiv læses ikke; pak det ud, og prøv igen."
                    )
            except UnreadableMinutes as error:
                yield Member(above + name, problem=str(error))


def _documents(archive: zipfile.ZipFile, room: _Room) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """What may be a document, each with a name of its own; all looked at before any is unpacked."""
    listed = [entry for entry in archive.infolist() if not entry.is_dir()]
    _count(len(listed), room)
    room.members -= len(listed)
    if _overlap(listed):
        raise UnreadableMinutes("ZIP-filen er lavet, så den svulmer op, og læses ikke.")
    taken: set[str] = set()
    for entry in listed:
        name = _name(entry)
        if _document(name):
            stem, dot, suffix = name.rpartition(".")
            again = 1
            while name.casefold() in taken:
                again += 1
                name = f"{stem} ({again}){dot}{suffix}"
            taken.add(name.casefold())
            yield entry, name


def _count(found: int, room: _Room) -> None:
    if found > room.members:
        raise UnreadableMinutes(
            f"ZIP-filen har flere end {MOST} filer; del den i mindre, og prøv igen."
        )


def _said_to_hold(data: bytes) -> int:
    """Members by the last record's own count, so that a list of millions is not even read."""
    end = data.rfind(b"PK\x05\x06")
    counted: int = struct.unpack_from("<H", data, end + 10)[0] if 0 <= end <= len(data) - 22 else 0
    return counted


def _overlap(listed: list[zipfile.ZipInfo]) -> bool:
    """Whether members share bytes, as in a bomb of one kernel told of a thousand times."""
    places = sorted((entry.header_offset, entry.compress_size) for entry in listed)
    ends = (start + 30 + size for start, size in places)
    return any(end > start for end, (start, _) in zip(ends, places[1:], strict=False))


def _name(entry: zipfile.ZipInfo) -> str:
    """A member's name as a path inside the archive: "../../a", "C:\\\\a" and "/a" are "a"."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        name = _danish(entry.orig_filename)
    name = unicodedata.normalize("NFC", name.replace("\\", "/").partition("\0")[0])
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    if name[1:2] == ":":
        name = name[2:]
    parts = (part.strip() for part in name.split("/"))
    return "/".join(part for part in parts if part and part not in (".", ".."))


def _danish(name: str) -> str:
    """A name without the mark of UTF-8: that all the same, or the code page of Danish DOS."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # cp865 has ø and Ø where cp437 has ¢ and ¥; the rest of our letters are the same.
        return raw.decode("cp865")


def _document(name: str) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    return not hidden and name.lower().endswith(SUFFIXES)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: _Room) -> bytes:
    """A member's bytes, counted as they come: what the archive says of its size may be a lie."""
    if entry.flag_bits & _LOCKED:
        raise UnreadableMinutes("filen er låst med en adgangskode; gem den uden, og prøv igen.")
    most = min(LARGEST, max(_SMALL, entry.compress_size * _RATIO))
    if entry.file_size > most:
        raise _too_much(entry.file_size > LARGEST)
    parts, size = [], 0
    try:
        with archive.open(entry) as packed:
            while part := packed.read(_PART):
                size += len(part)
                room.size -= len(part)
                if size > most:
                    raise _too_much(size > LARGEST)
                if room.size < 0:
                    raise UnreadableMinutes(
                        f"arkivet fylder mere end {ALL // 1_000_000} MB udpakket; del det i mindre."
                    )
                parts.append(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, struct.error) as error:
        raise UnreadableMinutes("filen er ødelagt i arkivet; læg den i igen.") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableMinutes(
            "filen er pakket på en måde, der ikke kan læses; lav arkivet som almindelig ZIP."
        ) from error
    return b"".join(parts)


def _too_much(large: bool) -> UnreadableMinutes:
    if large:
        return UnreadableMinutes(
            f"filen fylder mere end {LARGEST // 1_000_000} MB udpakket og læses ikke."
        )
    return UnreadableMinutes("filen svulmer unormalt op, når den pakkes ud, og læses ikke.")
