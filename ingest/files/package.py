"""Files that are a zip of XML parts (.docx, .odt), opened within stated limits."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

from vectorstore.errors import UnreadableMinutes

MOST_XML = 64 * 2**20  # bytes of one part; minutes of 10,000 pages are about half
MOST_UNPACKED = 2**30  # bytes of all parts together, pictures too
MOST_RATIO = 500  # unpacked to packed, of a part above 1 MB; text repeated by hand stays below 200
_SMALL = 2**20
_LOCKED = 0x1  # flag of a zip entry with a password
_SIGNATURES = (
    (b"%PDF", "en PDF-fil"),
    (b"{\\rtf", "et RTF-dokument"),
    (b"<", "en webside eller XML"),
)


class Package:
    """The parts of a file by their names; `kind` names the file in errors: "Word-filen"."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableMinutes(_ole(data, kind))
        for signature, named in _SIGNATURES:
            if data[:64].lstrip().startswith(signature):
                raise UnreadableMinutes(
                    f"Filen er {named} under et andet navn; giv den den rigtige endelse."
                )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableMinutes(self._broken()) from error
        entries = self._zip.infolist()
        self._entries = {_plain(entry.filename): entry for entry in entries}
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise UnreadableMinutes(self._too_large())

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    @property
    def names(self) -> list[str]:
        """The parts' names, in small letters."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """A part's bytes, empty where the file has none of that name."""
        entry = self._entries.get(_plain(name))
        if entry is None:
            return b""
        if entry.flag_bits & _LOCKED:
            raise UnreadableMinutes(
                f"{self.kind} er låst med en adgangskode; gem den uden, og prøv igen."
            )
        packed = max(entry.compress_size, 1)
        if entry.file_size > MOST_XML or (
            entry.file_size > _SMALL and entry.file_size > MOST_RATIO * packed
        ):
            raise UnreadableMinutes(self._too_large())
        try:
            with self._zip.open(entry) as part:
                found = part.read(MOST_XML + 1)
        except (
            zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError
        ) as error:  # fmt: skip
            raise UnreadableMinutes(self._broken()) from error
        if len(found) > MOST_XML:
            raise UnreadableMinutes(self._too_large())
        return found

    def tree(self, name: str) -> Any:
        """The root of an XML part, None where the file has none of that name."""
        found = self.read(name)
        return self.parsed(found) if found.strip() else None

    def parsed(self, part: bytes) -> Any:
        """The root of XML that names no entities of its own and fetches nothing."""
        from lxml import etree

        # Without huge_tree, libxml2 stops at 256 levels and 10 MB of text in one place.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(part, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableMinutes(self._broken()) from error
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and next(declared.iterentities(), None) is not None:
            raise UnreadableMinutes(
                f"{self.kind} beskriver tegn, der ikke hører til i den; gem den på ny, "
                "og prøv igen."
            )
        return root

    def _broken(self) -> str:
        return f"{self.kind} er beskadiget; åbn den, gem den på ny, og prøv igen."

    def _too_large(self) -> str:
        return (
            f"{self.kind} fylder mere udpakket, end den må ({MOST_XML // 2**20} MB tekst); "
            "del den i flere, og prøv igen."
        )


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _ole(data: bytes, kind: str) -> str:
    # Word puts a document with a password into an old container, in a stream of this name.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{kind} er låst med en adgangskode; gem den uden, og prøv igen."
    return "Filen er et ældre Word-dokument under et andet navn; giv den endelsen .doc."
