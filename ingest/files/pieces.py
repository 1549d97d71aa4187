"""What a reader finds, piece by piece, and the Document that the pieces make.

A piece's text may hold PAGE where a page begins, "\\n" for a line break and "\\t" for a tab.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ingest.document import Document, Marked
from vectorstore.errors import UnreadableMinutes

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
    **dict.fromkeys(range(55296, 57344)),  # half a sign, from a broken file
    **dict.fromkeys(range(61440, 61696), "•"),
    **_PICTURES,
    **{ord(sign): None for sign in _DROPPED},
    **{ord(sign): " " for sign in "\xa0\u2007\u202f"},
    **{ord(sign): "\n" for sign in "\v\u2028\u2029"},
    0x2011: "-",
}  # fmt: skip
_TABS = re.compile(r"[ \t]*\t[ \t]*")
_MANY_LINES = re.compile(r"\n[ \n]*\n")
# "1.\tGodkendelse", "a)\ttekst", "•\ttekst": a list that somebody wrote by hand.
_TYPED = re.compile(r"(?P<bullet>[-–•·▪●○■])[ \t]+(?=\S)|(?:\d{1,3}[.)]|[a-zæøå]\))\t\s*(?=\S)")
# "Godkendelse af dagsorden\t3"; the page stands behind the last TAB.
_LISTED = re.compile(r"\S.*\t\d{1,4}")
_LONGEST_HEADING = 250
_LONGEST_WEAK = 120
_LARGER = 1.15  # so much larger than the body is a heading
_WEAKEST = 9  # the lowest level that a style gives; what type alone says comes below


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


def composed(
    found: Iterable[Piece],
    left_out: Iterable[str] = (),
    doubts: Iterable[str] = (),
    paged: bool = False,
) -> Document:
    """The pieces as a Document; UnreadableMinutes where they have no words.

    `paged` says that the signs PAGE tell of every page.
    """
    pieces = list(_worded(map(_readable, found)))
    if not pieces:
        raise UnreadableMinutes(
            "Filen har ingen tekst; gem referatet med teksten i filen, og prøv igen."
        )
    pieces = list(_tabbed(pieces))
    weak = _weak_levels(pieces)
    texts: list[str] = []
    pages, marked, at = [0], [], 0
    for number, piece in enumerate(pieces):
        gap = _gap(pieces[number - 1], piece) if number else ""
        texts.append(gap)
        at += len(gap)
        marks = tuple(_marks(piece, weak))
        plain, breaks = _without_pages(piece.text)
        marked += [Marked(at + start, at + end, level) for start, end, level in marks]
        pages += [at + place for place in breaks]
        texts.append(plain)
        at += len(plain)
    return Document(
        "".join(texts),
        tuple(pages) if paged and len(pages) > 1 else (),
        tuple(marked),
        tuple(dict.fromkeys(line for line in map(flat, left_out) if line)),
        tuple(dict.fromkeys(doubts)),
    )


def _worded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces that have words. A page that begins on an empty one begins on the next."""
    carried = ""
    for piece in pieces:
        if piece.text.strip(" \n\t" + PAGE):
            yield replace(piece, text=carried + piece.text) if carried else piece
            carried = ""
        else:
            carried += PAGE * piece.text.count(PAGE)


def _gap(above: Piece, below: Piece) -> str:
    joined = above.kind is below.kind and below.kind in (Kind.ENTRY, Kind.CONTENTS)
    return "\n" if joined else "\n\n"


def _readable(piece: Piece) -> Piece:
    """The piece with its signs cleaned, its lines trimmed and its hand-made marker in form."""
    if piece.kind is Kind.TABLE:
        return piece
    lines = clean(piece.text).split("\n")
    kind = piece.kind
    typed = _TYPED.match(lines[0].strip(" " + PAGE))
    if kind is Kind.PARAGRAPH and not piece.level and typed:
        kind = Kind.ENTRY
        mark = "- " if typed["bullet"] in tuple("•·▪●○■") else None
        if mark and not lines[0].startswith(PAGE):
            lines[0] = mark + lines[0].strip()[typed.end() :]
    lines = [line.strip(" ") for line in lines]
    printed = piece.faces if len(piece.faces) == len(lines) else ()
    if not all(line.strip("\t" + PAGE) for line in lines):
        lines, printed = _without_blanks(lines, printed)
    return replace(piece, kind=kind, text="\n".join(lines), faces=printed)


def _without_blanks(
    lines: Sequence[str], printed: tuple[Face, ...]
) -> tuple[list[str], tuple[Face, ...]]:
    """The lines that hold words. A page's beginning on an empty one goes to the next."""
    kept: list[str] = []
    styles: list[Face] = []
    carried = ""
    for at, line in enumerate(lines):
        if line.strip(" \t" + PAGE):
            kept.append(carried + line)
            styles += printed[at : at + 1]
            carried = ""
        else:
            carried += PAGE * line.count(PAGE)
    if kept:
        kept[-1] += carried
        return kept, tuple(styles)
    return [carried], ()


def _tabbed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Tabs in paragraphs: kept in a list of contents and in columns set with tabs, else spaces.

    Two or more lines "Godkendelse<TAB>3" are contents; three or more with the same two or more
    tabs are a table; "Mødested<TAB>Rådhuset" is a label and its value.
    """
    at = 0
    while at < len(pieces):
        stop = at + 1
        tabs = _columns(pieces[at])
        if tabs >= 2:
            while stop < len(pieces) and _columns(pieces[stop]) == tabs:
                stop += 1
        if stop - at >= 3:
            rows = [_TABS.sub("\t", piece.text.strip("\t ")) for piece in pieces[at:stop]]
            yield Piece(Kind.TABLE, "\n".join(rows))
            at = stop
            continue
        yield _spaced(pieces, at)
        at += 1


def _columns(piece: Piece) -> int:
    """How many tabs divide a paragraph of one line; 0 where it is anything else."""
    text = piece.text.strip("\t ")
    if piece.kind is not Kind.PARAGRAPH or piece.level or "\n" in text:
        return 0
    return len(_TABS.findall(text))


def _spaced(pieces: Sequence[Piece], at: int) -> Piece:
    piece = pieces[at]
    if piece.kind is Kind.TABLE or "\t" not in piece.text:
        return piece
    text = piece.text.strip("\t ")
    beside = (*pieces[max(at - 1, 0) : at], *pieces[at + 1 : at + 2])
    listed = _LISTED.fullmatch(text) is not None
    if piece.kind is Kind.CONTENTS or (listed and not piece.level and any(map(_is_listed, beside))):
        title, _, page = text.rpartition("\t")
        words = f"{_TABS.sub(' ', title.rstrip())}\t{page}" if listed else _TABS.sub(" ", text)
        return replace(piece, kind=Kind.CONTENTS, text=words)
    return replace(piece, text=_TABS.sub(" ", text))


def _is_listed(piece: Piece) -> bool:
    return not piece.level and _LISTED.fullmatch(piece.text.strip("\t ")) is not None


def _without_pages(text: str) -> tuple[str, list[int]]:
    """The text without the signs PAGE, and where they stood."""
    parts = text.split(PAGE)
    places, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        places.append(at)
    return "".join(parts), places


def _weak_levels(pieces: Iterable[Piece]) -> dict[Face, int]:
    """The faces that set a line apart from the body, each with the level of a heading."""
    used: Counter[Face] = Counter()
    unstyled: set[Face] = set()
    for piece in pieces:
        for line, face in zip(piece.text.split("\n"), piece.faces, strict=False):
            used[face] += len(line)
        unstyled |= set(() if piece.level else piece.faces)
    if not used:
        return {}
    body = used.most_common(1)[0][0]
    apart = [face for face in unstyled if _apart(face, body)]
    apart.sort(key=lambda face: (face.size, face.strong), reverse=True)
    return {face: _WEAKEST + rank for rank, face in enumerate(apart, 1)}


def _apart(face: Face, body: Face) -> bool:
    if face.size < body.size:
        return False
    return (face.strong and not body.strong) or face.size >= body.size * _LARGER > 0


def _marks(piece: Piece, weak: dict[Face, int]) -> Iterator[tuple[int, int, int]]:
    """The lines of a piece that are set apart: start, end and level, PAGE not counted."""
    if piece.kind in (Kind.TABLE, Kind.CONTENTS, Kind.NOTE):
        return
    lines = [line.replace(PAGE, "") for line in piece.text.split("\n")]
    at = 0
    for line, face in zip(lines, [*piece.faces, *[None] * len(lines)], strict=False):
        level = piece.level if len(piece.text) <= _LONGEST_HEADING else 0
        if not level and face is not None and len(line) <= _LONGEST_WEAK:
            level = weak.get(face, 0)
        if level and re.search(r"\w", line):
            yield at, at + len(line), level
        at += len(line) + 1
