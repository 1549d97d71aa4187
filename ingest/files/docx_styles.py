"""Styles of a Word document: which are headings, and how their letters look."""

from collections.abc import Iterator
from typing import Any

from ingest.files.ooxml import child, children, on, value
from ingest.files.pieces import Face
from ingest.files.style_names import heading_level, is_contents

_BODY_LEVEL = 9  # w:outlineLvl of text that is no heading
_NO_SIZE = 20  # half-points, where the file says nothing


class Styles:
    """What styles.xml says, with what each style takes from the one it is based on."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else list(children(root, "style"))
        self._styles = {value(style, "styleId"): style for style in found}
        self._standard = next(
            (
                value(style, "styleId")
                for style in found
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            "",
        )
        defaults = child(child(root, "docDefaults"), "rPrDefault", "rPr")
        self._size = _half_points(defaults) or _NO_SIZE
        self._levels: dict[str, int] = {}
        self._faces: dict[tuple[str, str], tuple[int, bool, bool]] = {}

    def chain(self, style: str) -> Iterator[Any]:
        """A style and those it is based on."""
        met: set[str] = set()
        while style in self._styles and style not in met:
            met.add(style)
            yield self._styles[style]
            style = value(child(self._styles[style], "basedOn"))

    def name(self, style: str) -> str:
        """As Word shows it: "Overskrift 1"; the id where the style is not described."""
        return value(child(self._styles.get(style), "name")) or style

    def level(self, style: str) -> int:
        """The level of a style as a heading, 0 where it is none."""
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def _level(self, style: str) -> int:
        for each in self.chain(style):
            outline = value(child(each, "pPr", "outlineLvl"))
            if outline.isdecimal():
                return int(outline) + 1 if int(outline) < _BODY_LEVEL else 0
            level = heading_level(value(child(each, "name")))
            if level:
                return level
        return heading_level(style) if style not in self._styles else 0

    def is_contents(self, style: str) -> bool:
        """Whether a paragraph is a line of the contents list."""
        return is_contents(self.name(style))

    def numbering(self, style: str) -> tuple[str, str, str]:
        """The list of a style: its id, the level in it where it says one, and the style."""
        level = ""
        for each in self.chain(style):
            number = child(each, "pPr", "numPr")
            level = level or value(child(number, "ilvl"))
            if child(number, "numId") is not None:
                return value(child(number, "numId")), level, style
        return "", "", ""

    def face(self, paragraph: str, run: Any) -> tuple[Face, bool]:
        """How a run's letters look, and whether they are hidden; `run` is its rPr or None."""
        named = value(child(run, "rStyle"))
        key = (paragraph or self._standard, named)
        if key not in self._faces:
            self._faces[key] = self._inherited(*key)
        size, strong, hidden = self._faces[key]
        if run is not None:
            size = _half_points(run) or size
            strong = _either(run, strong)
            hidden = on(child(run, "vanish"), hidden)
        return Face(size / 2, strong), hidden

    def _inherited(self, paragraph: str, named: str) -> tuple[int, bool, bool]:
        size, strong, hidden = self._size, False, False
        for style in (paragraph, named):
            for each in reversed(list(self.chain(style))):
                letters = child(each, "rPr")
                if letters is not None:
                    size = _half_points(letters) or size
                    strong = _either(letters, strong)
                    hidden = on(child(letters, "vanish"), hidden)
        return size, strong, hidden


def _half_points(letters: Any) -> int:
    size = value(child(letters, "sz"))
    return int(size) if size.isdecimal() else 0


def _either(letters: Any, before: bool) -> bool:
    """Whether letters are bold or underlined."""
    line = child(letters, "u")
    if line is not None and value(line) not in ("none", "0"):
        return True
    return on(child(letters, "b"), before)
