"""Files that a browser sends: their names made safe, their sizes held in bounds."""

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from starlette.datastructures import UploadFile

from vectorstore.errors import ReferatError
from vectorstore.schema import FileOutcome, FileResult
from web.language import Words

LARGEST = 100  # MB a file, as much as is read of one
ALL = 500  # MB at a time
MOST = 500  # files at a time
_MB = 1024 * 1024
_PART = 1024 * 1024  # bytes copied at a time
_LONGEST = 180  # bytes of a name: file systems take 255, with room for a mark of ours


class Rejected(ReferatError):
    """A file or a form that is not taken in."""


def safe_name(given: str) -> str:
    """The file's own name without folders, odd signs and dots in front; "" where none is left.

    "../../etc/x.txt" -> "x.txt", "C:\\minutes\\x.txt" -> "x.txt", "a<b>.txt" -> "a-b-.txt".
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    # Cc: line breaks; Cf: signs that turn the direction of the text, so that "fdp.txt" looks other
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "-", " ".join(name.split()))
    name = name.lstrip(". ").rstrip(". ")
    stem, dot, suffix = name.rpartition(".")
    while len(name.encode()) > _LONGEST and stem:
        stem = stem[:-1]
        name = stem + dot + suffix
    return name


def too_much(length: str | None, words: Words) -> None:
    """Rejected for a form whose Content-Length is missing or above what is taken at a time."""
    if length is None or not length.isdecimal():
        raise Rejected(words("Browseren sagde ikke, hvor meget den sender. Prøv igen."))
    if int(length) > ALL * _MB:
        raise Rejected(
            words("Filerne fylder mere end {most} MB tilsammen. Send dem ad flere gange.", most=ALL)
        )


class Waiting:
    """Files taken in and not yet looked at, in a folder of their own outside the minutes."""

    def __init__(self, folder: Path, suffixes: Sequence[str], words: Words) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = Path(mkdtemp(dir=folder))
        self._suffixes = suffixes
        self._words = words
        self.files: list[Path] = []
        self.refused: list[FileResult] = []

    def take(self, sent: Sequence[UploadFile]) -> None:
        """Take in what can be read; each of the others has its reason in `refused`."""
        for file in sent:
            try:
                self._take(file)
            except Rejected as error:
                name = safe_name(file.filename or "") or "?"
                self.refused.append(FileResult(name, FileOutcome.FAILED, detail=str(error)))

    def _take(self, file: UploadFile) -> None:
        words = self._words
        given = unicodedata.normalize("NFC", file.filename or "").replace("\\", "/")
        name = safe_name(given)
        if not name or given.rpartition("/")[2].startswith("."):
            raise Rejected(words("Skjulte filer og filer uden navn tages ikke ind."))
        if not name.lower().endswith(tuple(self._suffixes)):
            kinds = told_suffixes(self._suffixes, words)
            raise Rejected(words("Filtypen kan ikke læses endnu. Send {kinds}.", kinds=kinds))
        if any(name.casefold() == other.name.casefold() for other in self.files):
            raise Rejected(words("Der er sendt to filer med samme navn. Den første er taget ind."))
        if file.size is not None and file.size > LARGEST * _MB:
            raise Rejected(words("Filen er større end {most} MB.", most=LARGEST))
        target = self.folder / name
        with target.open("xb") as copy:
            shutil.copyfileobj(file.file, copy, _PART)
        self.files.append(target)

    def remove(self) -> None:
        """Delete what still lies here."""
        shutil.rmtree(self.folder, ignore_errors=True)


def told_suffixes(suffixes: Sequence[str], words: Words) -> str:
    """ "TXT eller MD", as a sentence names them."""
    names = [suffix.removeprefix(".").upper() for suffix in suffixes]
    if len(names) < 2:
        return "".join(names)
    return words("{first} eller {last}", first=", ".join(names[:-1]), last=names[-1])


def left_behind(folder: Path) -> None:
    """Delete what a crash left waiting."""
    shutil.rmtree(folder, ignore_errors=True)
