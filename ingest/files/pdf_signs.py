"""The signs of a page of a PDF as pdfium tells them, and the text objects they belong to."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.files.pdf_shapes import Placing

UNKNOWN = "\ufffd"  # a sign that the font gives no meaning
_HEAVY = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # of a font's flags (ISO 32000-1, table 123)
_INVISIBLE = {3, 7}  # text render modes
_FILL_AND_STROKE = 2  # how Word makes a font bold that has no bold cut
# pdfium calls a hyphen at a line's end 2 and U+FFFE, and tells of no line's end after it.
_HYPHENS = "\x02\ufffe\xad\u2010\u2011"
_UNSPACED = re.compile(r"[^\s\x02\ufffe]*[\x02\ufffe]|[^\s\x02\ufffe]+")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Run:
    """What the signs of one text object have in common."""

    size: float
    turn: int  # quarter turns against the clock; -1: at another angle
    bold: bool
    ghost: bool  # drawn, but with nothing to see
    key: bytes  # by which `Shapes.order` tells when it is painted
    white: bool


@dataclass(frozen=True, slots=True)
class Token:
    """Signs [first, last] of the page, which pdfium finds no space between."""

    text: str
    first: int
    last: int
    run: Run
    alike: bool  # all in one text object


def tokens(text: Any, runs: "Runs") -> Iterator[Token]:
    """All signs but the spaces, in the file's order."""
    for found in _UNSPACED.finditer(_whole_text(text)):
        first, last = found.start(), found.end() - 1
        one, two = runs.of(first), runs.of(last)
        if one is not None and two is not None:
            yield Token(found[0], first, last, one, one is two)


def _whole_text(text: Any) -> str:
    """The page's signs, one for each that pdfium counts."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        return "".join(map(chr, buffer[:count]))
    # It leaves out the signs that the font gives no meaning.
    codes = (pdfium.FPDFText_GetUnicode(text, at) for at in range(count))
    return "".join(chr(code) if code < 0x110000 else "\0" for code in codes)


def meaning(sign: str) -> str:
    """The text of a sign: ligatures apart, hyphens as "-", "" for what takes no room."""
    if sign in _HYPHENS:
        return "-"
    code = ord(sign)
    if code == 0 or 0xD800 <= code < 0xE000:
        return UNKNOWN
    if sign in _ZERO_WIDTH or code < 32 or 0x7F <= code < 0xA0:
        return ""
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", sign)
    return sign


class Runs:
    """The text objects of a page, looked up by their signs."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.known: dict[bytes, Run] = {}
        self.fonts: dict[bytes, bool] = {}

    def of(self, at: int) -> Run | None:
        """The run of a sign; None for pdfium's own guess of a space or a line's end."""
        import pypdfium2.raw as pdfium

        owner = pdfium.FPDFText_GetTextObject(self.text, at)
        key = bytes(owner)
        if key not in self.known:
            if not any(key):
                return None
            self.known[key] = _run(self.text, at, owner, self.fonts)
        return self.known[key]


def _run(text: Any, at: int, owner: Any, fonts: dict[bytes, bool]) -> Run:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, m)
    font = pdfium.FPDFTextObj_GetFont(owner)
    if bytes(font) not in fonts:
        fonts[bytes(font)] = _is_heavy(text, at)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
    size = abs(pdfium.FPDFText_GetFontSize(text, at)) * math.hypot(m.c, m.d)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    painted = pdfium.FPDFPageObj_GetFillColor(owner, red, green, blue, alpha)
    white = bool(painted) and min(red.value, green.value, blue.value) > 240 and mode not in (1, 2)
    return Run(
        size,
        _quarter(m.a, m.b),
        fonts[bytes(font)] or mode == _FILL_AND_STROKE,
        mode in _INVISIBLE or (bool(painted) and alpha.value == 0 and mode == 0),
        bytes(owner),
        white,
    )


def _is_heavy(text: Any, at: int) -> bool:
    import pypdfium2.raw as pdfium

    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, at, name, 200, flags)
    if _HEAVY.search(name.value.decode("utf-8", "replace")):
        return True
    return bool(flags.value & _FORCE_BOLD) or pdfium.FPDFText_GetFontWeight(text, at) >= 700


def _quarter(a: float, b: float) -> int:
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return -1


def place(text: Any, at: int, placed: Placing) -> tuple[float, float, float]:
    """A sign's left and right edge, and the line it stands on."""
    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text, at, box)
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    one, two = placed(box.left, box.bottom)[0], placed(box.right, box.top)[0]
    return min(one, two), max(one, two), placed(x.value, y.value)[1]
