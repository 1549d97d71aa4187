"""Automatic numbers of a Word document, written out as Word prints them."""

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.files.counting import numeral
from ingest.files.docx_styles import Styles
from ingest.files.ooxml import child, children, on, value, whole

BULLET = "-"
_LEVELS = 9
_FORMS = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "decimalZero": "01",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    """One level of a list."""

    start: int
    form: str  # as HTML names it; "-" is a bullet, "" is nothing
    text: str  # "Punkt %1:"
    restart: int | None  # the level that starts it again; 0 for none, None for any above
    figures: bool  # all numbers as 1, 2, 3, whatever their own levels say
    hidden: bool
    style: str  # the paragraph style that stands on this level


@dataclass(slots=True)
class _List:
    """A list with one look; several lists may count on in it."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _Number:
    """What w:num says: its list, and what it starts anew."""

    of: str
    starts: dict[int, int]
    own: dict[int, _Level]


class Numbers:
    """What numbering.xml says, and how far each list has counted."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, _Number] = {}
        linked: dict[str, str] = {}
        for each in children(root, "abstractNum") if root is not None else ():
            name = value(each, "abstractNumId")
            self._lists[name] = _List(dict(_levels(each)))
            style = value(child(each, "numStyleLink"))
            if style:
                linked[name] = style
        for each in children(root, "num") if root is not None else ():
            self._numbers[value(each, "numId")] = _number(each)
        for name, style in linked.items():
            number = self._numbers.get(styles.numbering(style)[0])
            if number is not None and number.of in self._lists:
                self._lists[name] = self._lists[number.of]

    def of(self, style: str, direct: Any) -> tuple[str, int] | None:
        """The list of a paragraph and its level in it; `direct` is its numPr or None."""
        number, level, named = self._styles.numbering(style)
        if direct is not None:
            number = value(child(direct, "numId")) or number
            level = value(child(direct, "ilvl")) or level
            named = "" if child(direct, "numId") is not None else named
        found = self._numbers.get(number)
        if found is None or found.of not in self._lists:
            return None
        if not level and named:
            levels = self._lists[found.of].levels
            return number, next((n for n, each in levels.items() if each.style == named), 0)
        return number, min(max(whole(level), 0), _LEVELS - 1)

    def next(self, number: str, level: int) -> str:
        """Count on in a list: what Word prints in front, BULLET for a sign, "" for nothing."""
        found = self._numbers[number]
        counted = self._lists[found.of]
        looks = counted.levels | found.own
        look = looks.get(level)
        if look is None:
            return ""
        self._count(found, counted, looks, level)
        if look.form == BULLET:
            return BULLET
        if look.hidden:
            return ""
        return _PLACE.sub(lambda at: _printed(counted, looks, int(at[1]) - 1, look), look.text)

    @staticmethod
    def _count(found: _Number, counted: _List, looks: dict[int, _Level], level: int) -> None:
        for above in range(level):  # "1.1" below nothing: Word counts the missing "1" as begun
            if counted.counts[above] is None:
                counted.counts[above] = looks[above].start if above in looks else 1
        anew = found.starts.pop(level, None)
        before = counted.counts[level]
        if anew is not None:
            counted.counts[level] = anew
        else:
            counted.counts[level] = looks[level].start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = looks[below].restart if below in looks else None
            if restart is None or level < restart:
                counted.counts[below] = None


def _printed(counted: _List, looks: dict[int, _Level], at: int, level: _Level) -> str:
    count = counted.counts[at]
    look = looks.get(at)
    start = look.start if look else 1
    form = "1" if level.figures or look is None or look.form == BULLET else look.form
    return numeral(start if count is None else count, form) if form else ""


def _levels(each: Any) -> list[tuple[int, _Level]]:
    return [(whole(value(level, "ilvl")), _level(level)) for level in children(each, "lvl")]


def _level(level: Any) -> _Level:
    restart = value(child(level, "lvlRestart"))
    return _Level(
        whole(value(child(level, "start")), 0),
        _form(level),
        value(child(level, "lvlText")),
        whole(restart) if restart else None,
        on(child(level, "isLgl")),
        on(child(level, "rPr", "vanish")),
        value(child(level, "pStyle")),
    )


def _form(level: Any) -> str:
    said = child(level, "numFmt")
    if said is None:  # "001, 002, 003, …" stands in a form that old readers skip
        said = child(level, "AlternateContent", "Choice", "numFmt")
    if value(said) == "custom":
        return value(said, "format").split(",")[0].strip() or "1"
    if value(said) in ("bullet", "none"):
        return BULLET if value(said) == "bullet" else ""
    return _FORMS.get(value(said), "1")


def _number(each: Any) -> _Number:
    starts, own = {}, {}
    for override in children(each, "lvlOverride"):
        level = whole(value(override, "ilvl"))
        start = child(override, "startOverride")
        if start is not None:
            starts[level] = whole(value(start), 1)
        if child(override, "lvl") is not None:
            own[level] = _level(child(override, "lvl"))
    return _Number(value(child(each, "abstractNumId")), starts, own)
