"""Text: decoded as it was written, whatever program saved it."""

import codecs
import re
import unicodedata

from ingest.document import Document
from ingest.running import breaks, running
from vectorstore.errors import UnreadableMinutes

_SAVE = "gem referatet som tekst i UTF-8, og prøv igen."
# UTF-32 first: its mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_SAMPLE = 65_536  # bytes looked at for an encoding without a mark; a multiple of four
# The signs beyond ASCII that Danish text in Windows-1252 is made of. UTF-8 read by mistake as
# Windows-1252 ("Ã¦") and other code pages fall outside it.
_DANISH = frozenset("æøåÆØÅéÉèêüÜöÖäÄáóúÁ§½¼¾²³°±×´·«»“”„‘’‚–—…•€£©®ªº\xa0\xad")
# What UTF-8 is taken for by mistake: "æ" is then "Ã¦", "├ª" or "√¶".
_TAKEN_FOR = ("latin-1", "cp850", "cp437", "mac-roman")
_WINDOWS = {
    ord(sign): 128 + at
    for at, sign in enumerate(bytes(range(128, 160)).decode("cp1252", "replace"))
    if sign != "\ufffd"
}
_WRONG = re.compile(
    "|".join(
        re.escape(letter.encode().decode(taken, "ignore"))
        for taken in ("cp1252", *_TAKEN_FOR)
        for letter in "æøåÆØÅé"
    )
)
_TWICE = 2  # times a text may have been mistaken


def read_text(data: bytes) -> Document:
    """A text file's text; UnreadableMinutes where it cannot be decoded."""
    text, doubts = decoded(data)
    text, left_out = whole(text)
    return Document(text, left_out=left_out, doubts=doubts)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in the form that offsets are counted in, and what is doubtful in it."""
    text, doubts = _repaired(_decoded(data))
    text = normalised(text)
    if not text.strip():
        raise UnreadableMinutes("filen er tom; gem referatet i den, og prøv igen.")
    return text, doubts


def whole(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the heads and feet of pages that stand inside a sentence; and those.

    Elsewhere they stay where they are printed, and the parser passes over them.
    """
    found = text.split("\n")
    furniture = running(found)
    kept, left_out, at = [], [], 0
    for first, last in breaks(found, furniture):
        kept += [*found[at:first], ""]
        left_out += [found[n].strip() for n in range(first, last) if n in furniture]
        at = last
    return "\n".join([*kept, *found[at:]]), tuple(dict.fromkeys(left_out))


def normalised(text: str) -> str:
    """Line ends as "\\n", Unicode in NFC, no byte order mark: the form offsets are counted in."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = encoding or _unmarked(data) or "utf-8"
    if encoding == "utf-8" and b"\0" in data:
        raise _no_text()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _undecoded() from error
        text = _western(data)
    if "\0" in text:
        raise _no_text()
    return text


def _no_text() -> UnreadableMinutes:
    return UnreadableMinutes(f"filen indeholder binære data og er ikke tekst; {_SAVE}")


def _unmarked(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: where its zeros stand tells which; None for neither."""
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if not zeros:
        return None
    for name, width, empty in (
        ("utf-32-le", 4, (1, 2, 3)),
        ("utf-32-be", 4, (0, 1, 2)),
        ("utf-16-le", 2, (1,)),
        ("utf-16-be", 2, (0,)),
    ):
        there = sum(sample[at::width].count(0) for at in empty)
        least = 0.7 * len(empty) * len(sample) / width  # Danish text: nearly all below U+0100
        if len(data) % width == 0 and there == zeros and there >= least:
            return name
    return None


def _western(data: bytes) -> str:
    text = data.decode("cp1252", errors="replace")
    foreign = [sign for sign in text if ord(sign) > 126]
    known = sum(sign in _DANISH for sign in foreign)
    if known < 0.9 * len(foreign):
        raise _undecoded()
    return text


def _undecoded() -> UnreadableMinutes:
    return UnreadableMinutes(f"filen har et tegnsæt, der ikke kan læses; {_SAVE}")


def _repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """Letters that another program mistook put right, if all of them are; and what to tell."""
    wrong = _WRONG.search(text)
    if wrong is None:
        return text, ()
    better = text
    for _ in range(_TWICE):
        better = _once(better)
        if not _WRONG.search(better):
            return better, (f"Forkert gemte bogstaver er rettet, fx „{wrong.group()}“.",)
    return text, (f"Nogle bogstaver er gemt forkert, fx „{wrong.group()}“.",)


def _once(text: str) -> str:
    for encoding in _TAKEN_FOR:
        # Latin-1 here is Windows-1252 with the five bytes that it leaves undefined let through.
        there = text.translate(_WINDOWS) if encoding == "latin-1" else text
        try:
            found = there.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        foreign = [sign for sign in found if ord(sign) > 126]
        if sum(sign in _DANISH for sign in foreign) >= 0.9 * len(foreign):
            return found
    return text
