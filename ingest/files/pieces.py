"""What the reader of a file type finds, piece by piece.

A piece's text may hold PAGE where a page begins, "\\n" for a line break and "\\t" for a tab.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

PAGE = "\f"  # XML and HTML have no place for it, so it cannot come from the words
# Doubts that files of several types give.
CHANGED = (
    "Dokumentet har rettelser, som ikke er godkendt: det indsatte er med, det slettede er udeladt."
)
HIDDEN = "Dokumentet har skjult tekst, som er udeladt."
# Signs of the fonts Symbol and Wingdings, which Word keeps at U+F000 to U+F0FF.
_PICTURES = {
    0xF0E0: "→", 0xF0E8: "→", 0xF0DF: "←", 0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☒", 0xF0FD: "☒",
    0xF0A8: "☐", 0xF06F: "☐", 0xF071: "☐", 0xF04A: "☺", 0xF04C: "☹",
}  # fmt: skip
_DROPPED = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SIGNS = {
    **{code: None for code in range(32) if chr(code) not in "\t\n\f"},
    # "&#150;" on old pages means Windows-1252's dash, not the control sign of that number.
    **{code: bytes([code]).decode("cp1252", "ignore") for code in range(0x7F, 0xA0)},
    0x7F: None,
    **dict.fromkeys(range(0xD800, 0xE000)),  # half a sign, from a broken file
    **dict.fromkeys(range(0xF000, 0xF100), "•"),
    **_PICTURES,
    **{ord(sign): None for sign in _DROPPED},
    **{ord(sign): " " for sign in "\xa0\u2007\u202f"},
    **{ord(sign): "\n" for sign in "\v\u2028\u2029"},
    0x2011: "-",
}  # fmt: skip


class Kind(Enum):
    """How a piece stands in the text."""

    PARAGRAPH = "paragraph"
    ENTRY = "entry"  # of a list, its marker in front
    CONTENTS = "contents"  # a line of the contents list
    TABLE = "table"  # all its rows, a line each
    NOTE = "note"  # of the paragraph or table above


@dataclass(frozen=True, slots=True)
class Face:
    """How a line is printed: its smallest size in points, and whether all of it is strong."""

    size: float = 0.0
    strong: bool = False  # bold or underlined


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, an entry, a table: what stands between blank lines, or in a run of its kind."""

    kind: Kind
    text: str
    level: int = 0  # as a heading, by its style or tag; 0 is none
    faces: tuple[Face, ...] = ()  # one a line of the text; () where the file does not say


def clean(text: str) -> str:
    """The words without the signs that only typesetting needs, in NFC; PAGE is kept."""
    return unicodedata.normalize("NFC", text.translate(_SIGNS))


def flat(text: str) -> str:
    """The words on one line, as in a table's cell; a page's beginning goes to the front."""
    page = PAGE if PAGE in text else ""
    return page + " ".join(clean(text).replace(PAGE, " ").split())


def faces(parts: Iterable[tuple[str, Face]]) -> tuple[Face, ...]:
    """The face of each line that the parts make together."""
    found: list[Face] = []
    for text, face in parts:
        for at, line in enumerate(text.split("\n")):
            if at or not found:
                found.append(_NONE)
            if line.strip():
                found[-1] = face if found[-1] is _NONE else _both(found[-1], face)
    return tuple(found)


_NONE = Face()


def _both(one: Face, other: Face) -> Face:
    return Face(min(one.size, other.size), one.strong and other.strong)
