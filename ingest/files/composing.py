"""The pieces of a file set as the text that the parser is given."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import Document, Marked
from ingest.files.grids import labelled
from ingest.files.pieces import PAGE, Face, Kind, Piece, clean, flat
from vectorstore.errors import UnreadableMinutes

_TABS = re.compile(r"[ \t]*\t[ \t]*")
# "1.\tGodkendelse", "a)\ttekst", "•\ttekst": a list that somebody wrote by hand.
_TYPED = re.compile(r"(?P<bullet>[-–•·▪●○■])[ \t]+(?=\S)|(?:\d{1,3}[.)]|[a-zæøå]\))\t\s*(?=\S)")
# "Godkendelse af dagsorden\t3"; the page stands behind the last TAB.
_LISTED = re.compile(r"\S.*\t\d{1,4}")
_LONGEST_HEADING = 250
_LONGEST_WEAK = 120
_LARGER = 1.15  # so much larger than the body is a heading
_WEAKEST = 9  # the lowest level that a style gives; what type alone says comes below


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
            "filen har ingen tekst; gem referatet med teksten i filen, og prøv igen."
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
    return replace(piece, text="\n".join(labelled(_TABS.split(line)) for line in text.split("\n")))


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
