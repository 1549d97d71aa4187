"""The words of a PDF's page that a reader sees, each with its place, size and weight."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ingest.files.pdf_shapes import Box, Shapes, address, shapes

_HEAVY = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # of a font's flags (ISO 32000-1, table 123)
_INVISIBLE = {3, 7}  # text render modes
_FILL_AND_STROKE = 2  # how Word makes a font bold that has no bold cut
_SMALLEST = 1.5  # points; nobody reads less
_A_GAP = 0.17  # of the size: wider is a space, where the file writes none
_UNKNOWN = "\ufffd"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Word:
    """A word. Points from the upper left; `base` is the line it stands on."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.2 * self.size


@dataclass(slots=True)
class Page:
    """A page as read: turned upright, `number` from 1."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)  # lines that stand at an angle to the rest
    drawn: Shapes = field(default_factory=Shapes)
    hides: bool = False  # text is left out that cannot be seen
    scanned: bool = False  # the words are a scanner's reading of the picture
    unread: int = 0  # signs without a meaning: the font says not what they are

    @property
    def pictured(self) -> float:
        """How much of the page pictures cover, from 0 to 1."""
        whole = Box(0, 0, self.width, self.height)
        return min(1.0, sum(_common(each.box, whole) for each in self.drawn.pictures) / whole.area)


@dataclass(frozen=True, slots=True)
class _Run:
    """What the signs of one text object have in common."""

    size: float
    turn: int  # quarter turns against the clock; -1: at another angle
    bold: bool
    ghost: bool  # drawn, but with nothing to see
    order: int  # the object's address, by which `Shapes.order` tells when it is painted
    white: bool


def read_page(page: Any, number: int) -> Page:
    """The words of a pypdfium2 page."""
    import pypdfium2.raw as pdfium

    text = pdfium.FPDFText_LoadPage(page)
    try:
        return _read(page, text, number)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _read(page: Any, text: Any, number: int) -> Page:
    left, bottom, right, top = page.get_cropbox()
    signs, runs = _signs(text)
    upright = page.get_rotation() // 90
    turns = Counter(runs[sign.run].turn for sign in signs)
    turns[upright] += 1  # where nothing is written
    turn = max(turns, key=lambda each: (turns[each], each == upright)) % 4
    wide, high = abs(right - left), abs(top - bottom)
    placed = _placing(turn, min(left, right), min(bottom, top), wide, high)
    if turn % 2:
        wide, high = high, wide
    found = Page(number, max(wide, 1.0), max(high, 1.0), drawn=shapes(page, placed))
    ghosts = sum(runs[sign.run].ghost for sign in signs)
    found.scanned = ghosts > len(signs) / 2 and found.pictured > 0.5
    _fill(found, signs, runs, turn, placed)
    return found


@dataclass(slots=True)
class _Sign:
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top as in the file
    base: tuple[float, float]
    run: int  # the address of the text object


def _signs(text: Any) -> tuple[list[_Sign], dict[int, _Run]]:
    """All signs in the file's order, and their runs; a space divides and has no box."""
    import pypdfium2.raw as pdfium

    signs: list[_Sign] = []
    runs: dict[int, _Run] = {}
    fonts: dict[int, bool] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        owner = pdfium.FPDFText_GetTextObject(text, at)
        run = address(owner)
        if not run:  # pdfium's own guess of a space or a line's end
            continue
        if run not in runs:
            runs[run] = _run(text, at, owner, fonts)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        edges = (box.left, box.bottom, box.right, box.top)
        signs.append(_Sign(_meaning(code), edges, (x.value, y.value), run))
    return signs, runs


def _meaning(code: int) -> str:
    """The text of a sign: ligatures apart, hyphens as "-", "" for what takes no room."""
    if code in (0x02, 0xAD, 0x2010, 0x2011):  # pdfium calls a hyphen at a line's end 2
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return _UNKNOWN
    sign = chr(code)
    if sign.isspace() or code in (0x08, 0x1F):
        return " "
    if sign in _ZERO_WIDTH or code < 32 or 0x7F <= code < 0xA0:
        return ""
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", sign)
    return sign


def _run(text: Any, at: int, owner: Any, fonts: dict[int, bool]) -> _Run:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, m)
    font = pdfium.FPDFTextObj_GetFont(owner)
    if address(font) not in fonts:
        fonts[address(font)] = _is_heavy(text, at)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
    size = abs(pdfium.FPDFText_GetFontSize(text, at)) * math.hypot(m.c, m.d)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    painted = pdfium.FPDFPageObj_GetFillColor(owner, red, green, blue, alpha)
    white = bool(painted) and min(red.value, green.value, blue.value) > 240 and mode not in (1, 2)
    return _Run(
        size,
        _quarter(m.a, m.b),
        fonts[address(font)] or mode == _FILL_AND_STROKE,
        mode in _INVISIBLE or (bool(painted) and alpha.value == 0 and mode == 0),
        address(owner),
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


def _placing(
    turn: int, left: float, bottom: float, wide: float, high: float
) -> Callable[[float, float], tuple[float, float]]:
    """From the file's coordinates, y upwards, to those of reading, y downwards."""
    right, top = left + wide, bottom + high
    turned: tuple[Callable[[float, float], tuple[float, float]], ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    return turned[turn]


def _common(one: Box, two: Box) -> float:
    return Box(
        max(one.left, two.left), max(one.top, two.top), min(one.right, two.right),
        min(one.bottom, two.bottom),
    ).area  # fmt: skip


def _fill(
    page: Page, signs: list[_Sign], runs: dict[int, _Run], turn: int,
    placed: Callable[[float, float], tuple[float, float]],
) -> None:  # fmt: skip
    writing = _Writing(page)
    aside: list[str] = []
    for sign in signs:
        run = runs[sign.run]
        if run.turn != turn:
            aside.append(sign.text)
            continue
        if not sign.text.strip():
            writing.space()
            continue
        one, two = placed(*sign.box[:2]), placed(*sign.box[2:])
        base = placed(*sign.base)[1]
        writing.add(sign.text, min(one[0], two[0]), max(one[0], two[0]), base, run)
    writing.space()
    page.turned = [" ".join("".join(aside).split())] if "".join(aside).strip() else []


class _Writing:
    """Signs put together to words as they come."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = ""
        self.left = self.right = self.base = self.size = self.last = 0.0
        self.run: _Run | None = None
        self.bold = False

    def add(self, sign: str, left: float, right: float, base: float, run: _Run) -> None:
        """A sign; it goes on with the word where it touches it."""
        if self.run is not None:
            on = left - self.right < _A_GAP * run.size and left > self.last - 0.1 * run.size
            if on and abs(base - self.base) <= 0.4 * self.size and _alike(run, self.run):
                self.text += sign
                self.bold = self.bold and run.bold
                self.right, self.last = max(self.right, right), left
                self.size = max(self.size, run.size)
                return
            self.space()
        self.text, self.run, self.bold = sign, run, run.bold
        self.left, self.right, self.last, self.base, self.size = left, right, left, base, run.size

    def space(self) -> None:
        """The word ends here."""
        if self.run is None:
            return
        text = unicodedata.normalize("NFC", self.text)
        if _seen(self.page, self.run, (self.left + self.right) / 2, self.base):
            self.page.unread += text.count(_UNKNOWN)
            word = Word(text, self.left, self.right, self.base, self.size, self.bold)
            self.page.words.append(word)
        else:
            self.page.hides = True
        self.text, self.run = "", None


def _alike(one: _Run, two: _Run) -> bool:
    return one.ghost == two.ghost and one.white == two.white


def _seen(page: Page, run: _Run, x: float, base: float) -> bool:
    middle = base - 0.3 * run.size
    if not (0 <= x <= page.width and 0 <= middle <= page.height) or run.size < _SMALLEST:
        return False
    if run.ghost:
        return page.scanned
    order = page.drawn.order.get(run.order, 0)
    near = [each for each in page.drawn.fills if each.box.holds(x, middle)]
    if any(each.order > order for each in near):
        return False  # blacked out
    if not run.white:
        return True
    under = near + [each for each in page.drawn.pictures if each.box.holds(x, middle)]
    under = [each for each in under if each.order < order]
    return bool(under) and not max(under, key=lambda each: each.order).white
