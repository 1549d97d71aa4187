"""Styles of an OpenDocument text: headings, letters, hidden text, breaks and lists."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.files.counting import numeral
from ingest.files.ooxml import child, local, value, whole
from ingest.files.pieces import Face
from ingest.files.style_names import heading_level, is_contents

BULLET = "-"
_POINTS = re.compile(r"([\d.]{1,6})(pt|%)")
_PLACE = re.compile(r"%(\d{1,2})%")
_NO_SIZE = 12.0
_BOLD = re.compile(r"bold|[6-9]00")


@dataclass(slots=True)
class Level:
    """One level of a list's style."""

    form: str  # "1", "a", "i"; "" is nothing, "-" a bullet
    before: str
    after: str
    start: int
    shown: int  # how many levels the number names: "3.1" names 2
    pattern: str  # "%1%.%2%." where the file says it whole


@dataclass(slots=True)
class Count:
    """How far a list has counted on each of its levels."""

    at: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, levels: dict[int, Level], start: int | None) -> str:
        """Count on: what is printed in front, BULLET for a sign, "" for nothing."""
        look = levels.get(level)
        if look is None or look.form == BULLET:
            return BULLET
        first = look.start if start is None else start
        self.at[level] = self.at[level] + 1 if level in self.at and start is None else first
        for below in [each for each in self.at if each > level]:
            del self.at[below]
        if look.pattern:
            return _PLACE.sub(lambda place: self._printed(int(place[1]), levels), look.pattern)
        if not look.form:
            return (look.before + look.after).strip()
        numbers = [self._printed(n, levels) for n in range(level - look.shown + 1, level + 1)]
        return look.before + ".".join(number for number in numbers if number) + look.after

    def _printed(self, level: int, levels: dict[int, Level]) -> str:
        look = levels.get(level)
        if look is None or not look.form or look.form == BULLET:
            return ""
        return numeral(self.at.get(level, look.start), look.form)


class Styles:
    """What styles.xml and content.xml say, with what each style takes from its parent."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self._size = _NO_SIZE
        self._faces: dict[tuple[str, str], tuple[float, bool, bool]] = {}
        for each in (each for root in roots if root is not None for each in root.iter()):
            name = local(each)
            if name == "style":
                self._styles[value(each, "family"), value(each, "name")] = each
            elif name == "default-style" and value(each, "family") == "paragraph":
                self._size = _size(child(each, "text-properties"), self._size)
            elif name == "list-style":
                self.lists[value(each, "name")] = dict(_levels(each))
            elif name == "outline-style":
                self.outline = {n: look for n, look in _levels(each) if look.form or look.pattern}

    def chain(self, family: str, name: str) -> Iterator[Any]:
        """A style and those it takes after."""
        met: set[str] = set()
        while (family, name) in self._styles and name not in met:
            met.add(name)
            yield self._styles[family, name]
            name = value(self._styles[family, name], "parent-style-name")

    def level(self, name: str) -> int:
        """The level of a paragraph style as a heading, 0 where it is none."""
        for each in self.chain("paragraph", name):
            outline = value(each, "default-outline-level")
            names = (value(each, key) for key in ("display-name", "name", "parent-style-name"))
            said = (heading_level(name.replace("_20_", " ")) for name in names)
            level = whole(outline) or next(filter(None, said), 0)
            if level:
                return level
        return 0

    def is_contents(self, name: str) -> bool:
        """Whether a paragraph is a line of the contents list."""
        styles = self.chain("paragraph", name)
        return any(is_contents(value(each, "name").replace("_20_", " ")) for each in styles)

    def list_style(self, name: str) -> str:
        """The list that a paragraph style belongs to."""
        return next(
            (
                found
                for s in self.chain("paragraph", name)
                if (found := value(s, "list-style-name"))
            ),
            "",
        )

    def breaks(self, name: str) -> bool:
        """Whether a paragraph begins a page."""
        own = self._styles.get(("paragraph", name))
        if own is not None and value(own, "master-page-name"):
            return True
        for each in self.chain("paragraph", name):
            said = value(child(each, "paragraph-properties"), "break-before")
            if said:
                return said == "page"
        return False

    def face(self, paragraph: str, spans: tuple[str, ...]) -> tuple[Face, bool]:
        """How letters look, and whether they are hidden."""
        size, strong, hidden = self._letters("paragraph", paragraph, (self._size, False, False))
        for span in spans:
            size, strong, hidden = self._letters("text", span, (size, strong, hidden))
        return Face(size, strong), hidden

    def _letters(
        self, family: str, name: str, before: tuple[float, bool, bool]
    ) -> tuple[float, bool, bool]:
        size, strong, hidden = before
        for each in reversed(list(self.chain(family, name))):
            letters = child(each, "text-properties")
            if letters is None:
                continue
            size = _size(letters, size)
            weight, line = value(letters, "font-weight"), value(letters, "text-underline-style")
            if weight:
                strong = _BOLD.match(weight) is not None
            strong = strong or line not in ("", "none")
            display = value(letters, "display")
            hidden = display == "none" if display else hidden
        return size, strong, hidden


def _size(letters: Any, before: float) -> float:
    said = _POINTS.fullmatch(value(letters, "font-size"))
    if not said:
        return before
    number = float(said[1].strip(".") or 0)
    return number if said[2] == "pt" else before * number / 100


def _levels(style: Any) -> Iterator[tuple[int, Level]]:
    for each in style:
        level = whole(value(each, "level"), 1)
        form = value(each, "num-format")
        if local(each) in ("list-level-style-bullet", "list-level-style-image"):
            form = BULLET
        yield (
            level,
            Level(
                form,
                value(each, "num-prefix"),
                value(each, "num-suffix"),
                whole(value(each, "start-value"), 1),
                whole(value(each, "display-levels"), 1),
                value(each, "num-list-format"),
            ),
        )
