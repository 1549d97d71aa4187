"""The words of a PDF's page that a reader sees, each with its place, size and weight."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.files.pdf_shapes import Box, Placing, Shapes, shapes
from ingest.files.pdf_signs import UNKNOWN, Run, Runs, Token, meaning, place, tokens

_SMALLEST = 1.5  # points; nobody reads less
_A_GAP = 0.17  # of the size: wider is a space, where the file writes none
_WIDEST = 0.8  # of the size, for a word's signs on average; wider ones may be spaced


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
    runs = Runs(text)
    every = list(tokens(text, runs))
    turn = _turn(every, page.get_rotation() // 90)
    wide, high = abs(right - left), abs(top - bottom)
    placed = _placing(turn, min(left, right), min(bottom, top), wide, high)
    if turn % 2:
        wide, high = high, wide
    found = Page(number, max(wide, 1.0), max(high, 1.0), drawn=shapes(page, placed))
    ghosts = sum(len(token.text) for token in every if token.run.ghost)
    found.scanned = 2 * ghosts > sum(len(token.text) for token in every) and found.pictured > 0.5
    _fill(found, text, runs, every, turn, placed)
    return found


def _turn(every: Sequence[Token], upright: int) -> int:
    """How most of the page is turned, in quarter turns against the clock."""
    turns = Counter({upright: 1})
    for token in every:
        turns[token.run.turn] += len(token.text)
    turns.pop(-1, None)
    return max(turns, key=lambda each: (turns[each], each == upright)) % 4


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
    page: Page, text: Any, runs: Runs, every: Sequence[Token], turn: int, placed: Placing
) -> None:
    writing = _Writing(page)
    aside: list[str] = []
    for token in every:
        if token.run.turn != turn:
            aside.append("".join(map(meaning, token.text)))
            continue
        if not (token.alike and _add_whole(writing, text, token, placed)):
            _add_signs(writing, text, runs, token, placed)
        writing.space()
    page.turned = [" ".join(aside)] if aside else []


def _add_whole(writing: "_Writing", text: Any, token: Token, placed: Placing) -> bool:
    """A token as one word, but not where it is too wide to be one."""
    left, right, base = place(text, token.first, placed)
    if token.last > token.first:
        right = max(right, place(text, token.last, placed)[1])
    if right - left > _WIDEST * token.run.size * len(token.text):
        return False
    writing.add("".join(map(meaning, token.text)), left, right, base, token.run)
    return True


def _add_signs(writing: "_Writing", text: Any, runs: Runs, token: Token, placed: Placing) -> None:
    for at in range(token.first, token.last + 1):
        run = runs.of(at)
        if run is not None:
            sign = meaning(token.text[at - token.first])
            writing.add(sign, *place(text, at, placed), run)


class _Writing:
    """Signs put together to words as they come."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = ""
        self.left = self.right = self.base = self.size = self.last = 0.0
        self.run: Run | None = None
        self.bold = False

    def add(self, sign: str, left: float, right: float, base: float, run: Run) -> None:
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
            self.page.unread += text.count(UNKNOWN)
            word = Word(text, self.left, self.right, self.base, self.size, self.bold)
            self.page.words.append(word)
        else:
            self.page.hides = True
        self.text, self.run = "", None


def _alike(one: Run, two: Run) -> bool:
    return one.ghost == two.ghost and one.white == two.white


def _seen(page: Page, run: Run, x: float, base: float) -> bool:
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
