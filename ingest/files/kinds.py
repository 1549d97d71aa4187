"""Which type a file is: by what it holds, and by its name only where that says nothing."""

import re
import struct
from enum import StrEnum
from itertools import islice
from pathlib import PurePath

from vectorstore.errors import UnreadableMinutes


class Kind(StrEnum):
    """Types that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"  # Word 97-2003
    ODT = "odt"
    RTF = "rtf"
    HTML = "html"
    ZIP = "zip"  # of files of the other types


# By which a folder's files are chosen; what a file is, its content decides.
SUFFIXES = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".txt", ".md", ".zip")

_SAVE = "gem referatet som PDF, Word eller tekst, og prøv igen."
_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
)
_OTHER = (
    (b"\x89PNG", "et billede"),
    (b"\xff\xd8\xff", "et billede"),
    (b"GIF8", "et billede"),
    (b"II*\0", "et billede"),
    (b"MM\0*", "et billede"),
    (b"7z\xbc\xaf\x27\x1c", "et 7z-arkiv"),
    (b"Rar!\x1a\x07", "et RAR-arkiv"),
    (b"\x1f\x8b", "et gzip-arkiv"),
    (b"SQLite format 3\0", "en database"),
    (b"\x7fELF", "et program"),
    (b"MZ\x90\0", "et program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_TAIL = 66_000  # bytes from a ZIP's end in which its last record lies
_OPENING = 4_096  # bytes looked at for tags
# "<!DOCTYPE html …", "<html lang=da>", after comments and an XML declaration
_HTML = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(r"</?(?:p|div|span|h[1-6]|table|tr|td|ul|li|br|meta|title)\b[^<>]*>", re.I)
_ENOUGH = 3  # tags that make a fragment HTML
# "## Punkt 3", the row of dashes in a table: who writes these writes Markdown.
_MARKDOWN = re.compile(rb"^(?:#{1,6} +\S|\|? ?:?-{3,}:? ?\|[-| :]*$)", re.MULTILINE)
# What a file called .md may have besides: bold type, links, quotes, escaped signs, line breaks.
_MARKS = re.compile(rb"\*\*\S|\]\(|^> |\\[*_#.\r\n-]| {2}\r?$", re.MULTILINE)
_PLAINLY = 3  # marks by which a file of another name is Markdown
_WEB_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n){0,30}?content-type:\s*multipart/related", re.I)


def kind_of(data: bytes, name: str = "") -> Kind:
    """A file's type; UnreadableMinutes for one that can hold no minutes we read."""
    if not data:
        raise UnreadableMinutes("filen er tom; gem referatet i den, og prøv igen.")
    head = data[:_OPENING].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, kind in _STARTS:
        if head.startswith(signature):
            return kind
    for signature, what in _OTHER:
        if data.startswith(signature):
            raise UnreadableMinutes(f"filen er {what} og kan ikke læses; {_SAVE}")
    if data.startswith(_ZIP):
        return _zipped(data, PurePath(name).suffix.lower())
    if data.startswith(_OLE):
        return _old_office(data)
    if b"%PDF-" in data[:1024] and b"\0" in data:
        return Kind.PDF  # with a printer's or a mail program's lines in front
    return _written(data, PurePath(name).suffix.lower())


def _zipped(data: bytes, suffix: str) -> Kind:
    """By the names in the archive's own list, which is searched as bytes and not unpacked."""
    if data[30:38] == b"mimetype" and data[38:77] == b"application/vnd.oasis.opendocument.text":
        return Kind.ODT
    names = _names(data)
    if b"word/document.xml" in names or b"word/document2.xml" in names:
        return Kind.DOCX
    for part, what in (
        (b"xl/workbook", "et regneark"),
        (b"ppt/presentation", "en præsentation"),
        (b"mimetypeapplication/vnd.oasis", "et regneark eller en præsentation"),
    ):
        if part in names or (part.startswith(b"mimetype") and part in data[30:100]):
            raise UnreadableMinutes(f"filen er {what} og kan ikke læses; {_SAVE}")
    if b"content.xml" in names and b"META-INF/manifest.xml" in names:
        return Kind.ODT
    # Cut short, it has no list; the reader of its type says so in its own words.
    broken = {".docx": Kind.DOCX, ".odt": Kind.ODT} if not names else {}
    return broken.get(suffix, Kind.ZIP)


def _names(data: bytes) -> bytes:
    """The archive's list of its members, undivided; empty where the archive is broken."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _TAIL))
    if end < 0 or len(data) < end + 20:
        return b""
    size, start = struct.unpack_from("<II", data, end + 12)
    # What stands in front of an archive moves its places: counted from its end instead.
    return data[max(0, end - size) : end] if size else data[start : start + size]


def _old_office(data: bytes) -> Kind:
    def named(entry: str) -> bool:
        return entry.encode("utf-16-le") in data

    if named("WordDocument"):
        return Kind.DOC
    if named("EncryptedPackage"):
        raise UnreadableMinutes(
            "Word-filen er låst med en adgangskode; gem den uden, og prøv igen."
        )
    raise UnreadableMinutes(f"filen er fra et ældre program og ikke fra Word; {_SAVE}")


def _written(data: bytes, suffix: str) -> Kind:
    opening = data[:_OPENING].replace(b"\0", b"").decode("latin-1").removeprefix("ÿþ")
    opening = opening.removeprefix("þÿ").removeprefix("ï»¿")
    if _HTML.match(opening):
        return Kind.HTML
    if _WEB_ARCHIVE.match(data[:_OPENING]):
        raise UnreadableMinutes(
            "filen er en side gemt som webarkiv (MHTML); gem siden som HTML eller PDF, og prøv "
            "igen."
        )
    named = suffix in (".html", ".htm", ".xhtml")
    if named or (suffix not in (".txt", ".md") and len(_TAG.findall(opening)) >= _ENOUGH):
        return Kind.HTML
    return Kind.MARKDOWN if _is_markdown(data.replace(b"\0", b""), suffix) else Kind.TEXT


def _is_markdown(data: bytes, suffix: str) -> bool:
    found = sum(1 for _ in islice(_MARKDOWN.finditer(data), _PLAINLY))
    if suffix == ".md":
        return found > 0 or _MARKS.search(data) is not None
    return found == _PLAINLY
