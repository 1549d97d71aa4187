"""Tables: rows of cells as lines with TABs, or, where a table only places words, unfolded."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.files.pieces import PAGE, Kind, Piece, clean, flat

WIDEST = 63  # columns; Word allows no more, and a page that asks for a million gets these
# What stands to the left of its value in the head of minutes and of an item.
_LABEL = re.compile(
    r".{1,40}:|(?:møde)?dato|(?:møde)?tid(?:spunkt)?|(?:møde)?sted|lokale|starttidspunkt|sluttidspunkt"
    r"|(?:møde)?deltagere?|medlemmer|til ?stede|fraværende|afbud|udvalg|organ|mødeleder|ordstyrer"
    r"|referent|sekretær|formand|sags(?:nr|nummer|id|behandler|titel)\.?|dok(?:ument)?(?:nr)?\.?"
    r"|j(?:ournal)?\.?nr\.?|emne|indkaldt af|gæster|kopi til",
    re.IGNORECASE,
)
# "8.", "Punkt 8", "Pkt. 8": a cell that an item begins with.
_ITEM = re.compile(r"(?:punkt|pkt\.?|sag(?: nr\.?)?|ad)?\s*\d{1,3}[.):]?(?:\s|$)", re.IGNORECASE)
_LONG = 250  # characters; a cell with more, or with paragraphs as long, holds text, not a value


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what stands in it; a cell that another one spreads over is `covered`."""

    pieces: tuple[Piece, ...] = ()
    across: int = 1
    down: int = 1
    covered: bool = False

    @property
    def speaks(self) -> bool:
        """Whether anything stands in it."""
        return any(clean(piece.text).strip() for piece in self.pieces)

    @property
    def words(self) -> str:
        """All of it on one line."""
        texts = (piece.text for piece in self.pieces if piece.kind is not Kind.NOTE)
        return flat("\n".join(texts))


def is_label(words: str) -> bool:
    """Whether words are the name of a value beside them: "Mødested", "Referent:"."""
    return _LABEL.fullmatch(words) is not None


def labelled(words: Sequence[str]) -> str:
    """A label and its values on one line; two spaces tell a label without a colon from them."""
    label, *values = words
    between = " " if label.endswith(":") or not is_label(label) else "  "
    return between.join([label, " ".join(values)]) if values else label


def table(rows: Sequence[Sequence[Cell]]) -> list[Piece]:
    """The pieces of a table, each word once."""
    grid = _filled(_squared(rows))
    if not grid:
        return []
    if len(grid[0]) == 1 or _places_words(grid):
        return [piece for row in grid for cell in row for piece in cell.pieces]
    if _is_labelled(grid):
        return [piece for row in grid for piece in _labelled(row)]
    notes = [p for row in grid for cell in row for p in cell.pieces if p.kind is Kind.NOTE]
    lines = [_line(row) for row in grid]
    return [Piece(Kind.TABLE, "\n".join(lines)), *notes]


def _squared(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells in their columns: a merged one once, empty cells where it spreads."""
    grid: list[list[Cell]] = []
    below: dict[int, int] = {}  # how many rows more a cell above spreads down a column
    for row in rows:
        line: list[Cell] = []
        for cell in row:
            _cover(line, below)
            across = max(1, min(cell.across, WIDEST - len(line)))
            if len(line) >= WIDEST and line[-1].pieces and not cell.covered:
                line[-1] = replace(line[-1], pieces=line[-1].pieces + cell.pieces)
                continue
            if cell.down > 1:
                below |= {len(line) + n: cell.down - 1 for n in range(across)}
            line.append(Cell() if cell.covered else cell)
            line += [Cell()] * (across - 1)
        _cover(line, below)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [Cell()] * (width - len(line)) for line in grid]


def _cover(line: list[Cell], below: dict[int, int]) -> None:
    while below.get(len(line), 0) > 0:
        below[len(line)] -= 1
        line.append(Cell())


def _filled(grid: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows and columns that hold words; others only make room."""
    said = [[cell.speaks for cell in row] for row in grid]
    columns = [n for n in range(len(grid[0]) if grid else 0) if any(row[n] for row in said)]
    return [[row[n] for n in columns] for row, words in zip(grid, said, strict=True) if any(words)]


def _places_words(grid: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table is there to place headings and text on the page."""
    cells = [cell for row in grid for cell in row if cell.pieces]
    if any(piece.kind is Kind.TABLE for cell in cells for piece in cell.pieces):
        return True
    if any(piece.level for cell in cells for piece in cell.pieces[1:]):
        return True
    if len(grid[0]) > 2:
        return False
    if any(_is_text(cell) for cell in cells):
        return True
    # "8. Budgetopfølgning | Godkendt.": an item, and what was said of it
    firsts = [row[0].words for row in grid if row[0].words]
    titled = [first for first in firsts if _ITEM.match(first) and re.search(r"[^\W\d]{3}", first)]
    return len(titled) > 1 and len(titled) * 2 > len(firsts)


def _is_text(cell: Cell) -> bool:
    return sum(len(piece.text) for piece in cell.pieces) > _LONG and len(cell.pieces) > 1


def _is_labelled(grid: Sequence[Sequence[Cell]]) -> bool:
    firsts = [row[0].words for row in grid]
    labels = [first for first in firsts if _LABEL.fullmatch(first)]
    rest = [cell.words for row in grid for cell in row[1:]]
    if len(grid) > 1 and all(map(_LABEL.fullmatch, filter(None, (c.words for c in grid[0])))):
        return len(labels) * 2 > len(firsts) and len(grid[0]) == 2
    return len(labels) * 2 > len(firsts) and any(rest) and len(grid[0]) <= 4


def _labelled(row: Sequence[Cell]) -> Iterator[Piece]:
    """The labels of a row, each in a line with its value: "Mødested  Rådhuset"."""
    words: list[str] = []
    for cell in row:
        text = _lines(cell.pieces)
        if _LABEL.fullmatch(cell.words) and words:
            yield Piece(Kind.PARAGRAPH, labelled(words))
            words = []
        words += [text] * bool(text)
    if words:
        yield Piece(Kind.PARAGRAPH, labelled(words))
    yield from (piece for cell in row for piece in cell.pieces if piece.kind is Kind.NOTE)


def _lines(pieces: Iterable[Piece]) -> str:
    """A cell's paragraphs as lines: names stand one below the other."""
    texts = (piece.text.strip() for piece in pieces if piece.kind is not Kind.NOTE)
    return "\n".join(text for text in texts if text)


def _line(row: Sequence[Cell]) -> str:
    words = [cell.words for cell in row]
    page = PAGE if any(PAGE in each for each in words) else ""
    return page + "\t".join(each.replace(PAGE, "") for each in words)
