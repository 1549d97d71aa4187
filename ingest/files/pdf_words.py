"""The words of a PDF's page that a reader sees, each with its place, size and weight."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.files.pdf_shapes import Box, Placing, Shapes, shapes

_HEAVY = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # of a font's flags (ISO 32000-1, table 123)
_INVISIBLE = {3, 7}  # text render modes
_FILL_AND_STROKE = 2  # how Word makes a font bold that has no bold cut
_SMALLEST = 1.5  # points; nobody reads less
_A_GAP = 0.17  # of the size: wider is a space, where the file writes none
_UNKNOWN = "\ufffd"
_WIDEST = 0.8  # of the size, for a word's signs on average; wider ones may be spaced
# pdfium calls a hyphen at a line's end 2 and U+FFFE, and tells of no line's end after it.
_HYPHENS = "\x02\ufffe\xad\u2010\u2011"
_UNSPACED = re.compile(r"[^\s\x02\ufffe]*[\x02\ufffe]|[^\s\x02\ufffe]+")
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
    picture: bool = False  # it has to be read as one
    lacking: str = ""  # what is missing for that
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
    key: bytes  # by which `Shapes.order` tells when it is painted
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
    runs = _Runs(text)
    tokens = list(_tokens(text, runs))
    upright = page.get_rotation() // 90
    turns = Counter({upright: 1})
    for token in tokens:
        turns[token.run.turn] += len(token.text)
    turns.pop(-1, None)
    turn = max(turns, key=lambda each: (turns[each], each == upright)) % 4
    wide, high = abs(right - left), abs(top - bottom)
    placed = _placing(turn, min(left, right), min(bottom, top), wide, high)
    if turn % 2:
        wide, high = high, wide
    found = Page(number, max(wide, 1.0), max(high, 1.0), drawn=shapes(page, placed))
    ghosts = sum(len(token.text) for token in tokens if token.run.ghost)
    found.scanned = 2 * ghosts > sum(len(token.text) for token in tokens) and found.pictured > 0.5
    _fill(found, text, runs, tokens, turn, placed)
    return found


@dataclass(frozen=True, slots=True)
class _Token:
    """Signs [first, last] of the page, which pdfium finds no space between."""

    text: str
    first: int
    last: int
    run: _Run
    alike: bool  # all in one text object


def _tokens(text: Any, runs: "_Runs") -> Iterator[_Token]:
    for found in _UNSPACED.finditer(_whole_text(text)):
        first, last = found.start(), found.end() - 1
        one, two = runs.of(first), runs.of(last)
        if one is not None and two is not None:
            yield _Token(found[0], first, last, one, one is two)


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
    return "".join(chr(pdfium.FPDFText_GetUnicode(text, at) & 0xFFFF) for at in range(count))


def _meaning(sign: str) -> str:
    """The text of a sign: ligatures apart, hyphens as "-", "" for what takes no room."""
    if sign in _HYPHENS:
        return "-"
    code = ord(sign)
    if code == 0 or 0xD800 <= code < 0xE000:
        return _UNKNOWN
    if sign in _ZERO_WIDTH or code < 32 or 0x7F <= code < 0xA0:
        return ""
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", sign)
    return sign


class _Runs:
    """The text objects of a page, looked up by their signs."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.known: dict[bytes, _Run] = {}
        self.fonts: dict[bytes, bool] = {}

    def of(self, at: int) -> _Run | None:
        """The run of a sign; None for pdfium's own guess of a space or a line's end."""
        import pypdfium2.raw as pdfium

        owner = pdfium.FPDFText_GetTextObject(self.text, at)
        key = bytes(owner)
        if key not in self.known:
            if not any(key):
                return None
            self.known[key] = _run(self.text, at, owner, self.fonts)
        return self.known[key]


def _run(text: Any, at: int, owner: Any, fonts: dict[bytes, bool]) -> _Run:
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
    return _Run(
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


def _placing(turn: int, left: float, bottom: float, wide: float, high: float) -> Placing:
    """From the file's coordinates, y upwards, to those of reading, y downwards."""
    right, top = left + wide, bottom + high
    turned: tuple[Placing, ...] = (
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
    page: Page, text: Any, runs: _Runs, tokens: Sequence[_Token], turn: int, placed: Placing
) -> None:
    writing = _Writing(page)
    aside: list[str] = []
    for token in tokens:
        if token.run.turn != turn:
            aside.append("".join(map(_meaning, token.text)))
            continue
        if not (token.alike and _add_whole(writing, text, token, placed)):
            _add_signs(writing, text, runs, token, placed)
        writing.space()
    page.turned = [" ".join(aside)] if aside else []


def _add_whole(writing: "_Writing", text: Any, token: _Token, placed: Placing) -> bool:
    """A token as one word, but not where it is too wide to be one."""
    left, right, base = _place(text, token.first, placed)
    if token.last > token.first:
        right = max(right, _place(text, token.last, placed)[1])
    if right - left > _WIDEST * token.run.size * len(token.text):
        return False
    writing.add("".join(map(_meaning, token.text)), left, right, base, token.run)
    return True


def _add_signs(writing: "_Writing", text: Any, runs: _Runs, token: _Token, placed: Placing) -> None:
    for at in range(token.first, token.last + 1):
        run = runs.of(at)
        if run is not None:
            sign = _meaning(token.text[at - token.first])
            writing.add(sign, *_place(text, at, placed), run)


def _place(text: Any, at: int, placed: Placing) -> tuple[float, float, float]:
    """A sign's left and right edge, and the line it stands on."""
    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text, at, box)
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    one, two = placed(box.left, box.bottom)[0], placed(box.right, box.top)[0]
    return min(one, two), max(one, two), placed(x.value, y.value)[1]


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
    order = page.drawn.order.get(run.key, 0)
    near = [each for each in page.drawn.fills if each.box.holds(x, middle)]
    if any(each.order > order for each in near):
        return False  # blacked out
    if not run.white:
        return True
    under = near + [each for each in page.drawn.pictures if each.box.holds(x, middle)]
    under = [each for each in under if each.order < order]
    return bool(under) and not max(under, key=lambda each: each.order).white
