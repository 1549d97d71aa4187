"""One flow of an RTF file's words (the body, a header, a note) with its tables."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from ingest.files.grids import Cell, table
from ingest.files.pieces import Face, Kind, Piece, clean, faces

_NEAR = 40  # twips; edges of columns that are nearer to each other are the same
_HALF = re.compile("[\ud800-\udfff]")
_BULLET = re.compile(r"[^\w(]+|o")


@dataclass(slots=True)
class Edge:
    """A cell as its row describes it."""

    right: int  # twips from the left
    covered: bool


@dataclass(slots=True)
class _Table:
    """A table while it is read: whole rows, the row and the cell that are open."""

    rows: list[tuple[list[list[Piece]], list[Edge]]] = field(default_factory=list)
    row: list[list[Piece]] = field(default_factory=list)
    cell: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """The pieces so far, the open paragraph, and the open tables from the outermost in."""

    name: str = ""
    pieces: list[Piece] = field(default_factory=list)
    parts: list[tuple[str, Face]] = field(default_factory=list)
    marker: str = ""  # of a list, as the file has written it out
    after: list[Piece] = field(default_factory=list)  # notes and boxes of the open paragraph
    notes: int = 0
    _tables: list[_Table] = field(default_factory=list)

    def paragraph(self, level: int, contents: bool, nesting: int) -> None:
        """End the open paragraph; `nesting` is how many tables it stands in."""
        target = self._target(nesting)
        text = "".join(text for text, _ in self.parts)
        marker = " ".join(clean(self.marker).split())
        if text.strip() or (marker and not _BULLET.fullmatch(marker)):
            target.append(self._piece(text, marker, level, contents))
        target += self.after
        self.parts, self.marker, self.after, self.notes = [], "", [], 0

    def _piece(self, text: str, marker: str, level: int, contents: bool) -> Piece:
        kind = Kind.CONTENTS if contents else Kind.PARAGRAPH
        text = _paired(text)
        if marker:
            marker = "-" if _BULLET.fullmatch(marker) else marker
            text = f"{marker} {text.lstrip()}".rstrip()
            kind = kind if level or contents else Kind.ENTRY
        return Piece(kind, text, level, faces(self.parts))

    def _target(self, nesting: int) -> list[Piece]:
        """Where a paragraph in so many tables goes; deeper tables have ended."""
        while len(self._tables) > nesting:
            self._end_table()
        while len(self._tables) < nesting:
            self._tables.append(_Table())
        return self._tables[-1].cell if self._tables else self.pieces

    def cell(self, nesting: int) -> None:
        """End a cell; its last paragraph has been ended."""
        self._target(nesting)
        open_table = self._tables[-1]
        open_table.row.append(open_table.cell)
        open_table.cell = []

    def row(self, nesting: int, edges: list[Edge]) -> None:
        """End a row whose cells are described by `edges`."""
        self._target(nesting)
        open_table = self._tables[-1]
        if open_table.cell:  # a row cut short
            open_table.row.append(open_table.cell)
        open_table.rows.append((open_table.row, list(edges)))
        open_table.row, open_table.cell = [], []

    def _end_table(self) -> None:
        ended = self._tables.pop()
        if ended.row or ended.cell:
            ended.rows.append(([*ended.row, ended.cell], []))
        target = self._tables[-1].cell if self._tables else self.pieces
        target += table(_cells(ended.rows))

    def end(self, level: int, contents: bool, nesting: int) -> list[Piece]:
        """All pieces, what is open ended."""
        self.paragraph(level, contents, nesting)
        while self._tables:
            self._end_table()
        return self.pieces


def _paired(text: str) -> str:
    """The text with the two halves of each rare sign put together, as \\u writes them."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _cells(rows: list[tuple[list[list[Piece]], list[Edge]]]) -> list[list[Cell]]:
    """The rows in common columns: a wide cell spreads over those that end below it."""
    rights = sorted({edge.right for _, edges in rows for edge in edges})
    columns = [right for n, right in enumerate(rights) if not n or right - rights[n - 1] > _NEAR]
    return [list(_row(cells, edges, columns)) for cells, edges in rows]


def _row(cells: list[list[Piece]], edges: list[Edge], columns: list[int]) -> list[Cell]:
    found = []
    left = 0
    for number, pieces in enumerate(cells):
        if number >= len(edges):
            found.append(Cell(tuple(pieces)))
            continue
        edge = edges[number]
        right = bisect_left(columns, edge.right - _NEAR) + 1
        covered = edge.covered and not any(piece.text.strip() for piece in pieces)
        found.append(Cell(tuple(pieces), max(right - left, 1), covered=covered))
        left = right
    return found
