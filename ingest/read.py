"""From a file to text: decoded, line ends as "\\n", Unicode in NFC."""

import codecs
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from vectorstore.errors import UnreadableMinutes

SUFFIXES = (".txt", ".md")
# What other programs save under any name; a PDF called referat.txt is still a PDF.
_SIGNATURES = (
    (b"%PDF", "en PDF-fil"),
    (b"PK\x03\x04", "et Word-dokument eller en zip-fil"),
    (b"\xd0\xcf\x11\xe0", "et ældre Word-dokument"),
    (b"{\\rtf", "et RTF-dokument"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The signs beyond ASCII that Danish text in Windows-1252 is made of. UTF-8 read by mistake as
# Windows-1252 ("Ã¦") and other code pages fall outside it.
_DANISH = frozenset("æøåÆØÅéÉèêüÜöÖäÄáóúÁ§½¼¾²³°±×´·«»“”„‘’‚–—…•€£©®ªº\xa0\xad")


def read_text(path: Path) -> str:
    """The text of a .txt or .md file; UnreadableMinutes when it cannot be read as one."""
    text = normalised(_decoded(_bytes(path), path))
    if not text.strip():
        raise UnreadableMinutes(f"{path} er tom; gem referatet som tekst i filen, og prøv igen.")
    return text


def normalised(text: str) -> str:
    """Line ends as "\\n", Unicode in NFC, no byte order mark: the form offsets are counted in."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableMinutes(f"{path} er en mappe; angiv en fil med et referat.")
    if not path.exists():
        raise UnreadableMinutes(f"{path} findes ikke; kontrollér stien til referatet.")
    if path.suffix.lower() not in SUFFIXES:
        kind = f"Filer af typen {path.suffix}" if path.suffix else "Filer uden endelse"
        raise UnreadableMinutes(
            f"{path}: {kind} kan ikke læses endnu; gem referatet som tekst (.txt)."
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableMinutes(
            f"{path} kan ikke åbnes ({error.strerror}); kontrollér rettighederne til filen."
        ) from error


def _decoded(data: bytes, path: Path) -> str:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableMinutes(
                f"{path} er {kind} og kan ikke læses endnu; gem referatet som tekst (.txt)."
            )
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16")
        if b"\0" in data:
            raise UnreadableMinutes(
                f"{path} indeholder binære data og er ikke tekst; gem referatet som tekst (.txt)."
            )
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _western(data, path)


def _western(data: bytes, path: Path) -> str:
    text = data.decode("cp1252", errors="replace")
    foreign = [sign for sign in text if ord(sign) > 126]
    known = sum(sign in _DANISH for sign in foreign)
    if data.startswith(_UTF16) or known < 0.9 * len(foreign):
        raise UnreadableMinutes(
            f"{path} har et tegnsæt, der ikke kan læses; gem referatet som tekst i UTF-8."
        )
    return text


def minutes_files(path: Path) -> list[Path]:
    """The .txt and .md files under a folder, sorted, hidden ones left out; a file gives itself."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UnreadableMinutes(f"{path} findes ikke; angiv en mappe eller en fil med referater.")
    files = sorted(_visible(path))
    if not files:
        raise UnreadableMinutes(
            f"Mappen {path} har ingen referater; læg filer af typen .txt eller .md i den."
        )
    return files


def _visible(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.suffix.lower() in SUFFIXES and file.is_file():
            yield file
