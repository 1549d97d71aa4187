"""Tables as text: lines of cells divided by TAB, with captions above and footnotes below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lines import Line
from vectorstore.schema import Block, BlockKind, Cell, fold

# "*gns. udgift pr. måned" · "** Data ikke tilgængelig" · "Kilde: KL"; not "*Fane 1:* kursiv"
_FOOTNOTE = re.compile(r"(?!(\*{1,2})\S[^*\n]*\1)\*|(?:note|noter|anm\.?|kilde|kilder):", re.I)
_CAPTION = re.compile(r"(?:tabel|figur|skema|oversigt|diagram)\b", re.IGNORECASE)
_STOP = re.compile(r".*[.!?;,]")
_LONGEST_CAPTION = 100


def table(text: str, rows: Sequence[Line]) -> list[Block]:
    """A table's block, after its caption if the first row is one cell wide ("Overblik:\\t\\t")."""
    cells = [_cells(text, row) for row in rows]
    filled = [cell for cell in cells[0] if cell.start < cell.end]
    caption = []
    if len(filled) == 1 and len(cells) > 2 and _width(cells[1]) > 1 and cells[0][0] in filled:
        caption = [Block(BlockKind.CAPTION, filled[0].start, filled[0].end)]
        cells = cells[1:]
    spans = [cell for row in cells for cell in row if cell.start < cell.end]
    first, last = min(cell.start for cell in spans), max(cell.end for cell in spans)
    return [*caption, Block(BlockKind.TABLE, first, last, rows=tuple(cells))]


def _cells(text: str, row: Line) -> tuple[Cell, ...]:
    found = []
    start = row.begin
    for part in text[row.begin : row.stop].split("\t"):
        blank = len(part) - len(part.lstrip()) if part.strip() else 0
        found.append(Cell(start + blank, start + blank + len(part.strip())))
        start += len(part) + 1
    return tuple(found)


def _width(row: Sequence[Cell]) -> int:
    return sum(cell.start < cell.end for cell in row)


def continued(found: Sequence[Block]) -> list[Block]:
    """Tables broken over two pages as one: nothing between them, the same number of columns."""
    joined: list[Block] = []
    for block in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.kind is block.kind is BlockKind.TABLE
            and {len(row) for row in before.rows} == {len(row) for row in block.rows}
        ):
            joined[-1] = replace(before, end=block.end, rows=before.rows + block.rows)
        else:
            joined.append(block)
    return joined


def captioned(text: str, found: Sequence[Block]) -> list[Block]:
    """The line above a table as its caption, the lines with stars below it as its footnotes."""
    marked: list[Block] = []
    for at, block in enumerate(found):
        below = bool(marked) and marked[-1].kind in (BlockKind.TABLE, BlockKind.FOOTNOTE)
        start = _marked_start(text, block)
        if below and block.kind is not BlockKind.TABLE and _FOOTNOTE.match(text, start):
            marked.append(Block(BlockKind.FOOTNOTE, start, block.end))
        elif found[at + 1 : at + 2] and _is_caption(text, block, found[at + 1]):
            marked.append(Block(BlockKind.CAPTION, block.start, block.end))
        else:
            marked.append(block)
    return marked


def _marked_start(text: str, block: Block) -> int:
    return text.rindex("*", 0, block.start) if block.marker == "*" else block.start


def _is_caption(text: str, block: Block, below: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or below.kind not in (
        BlockKind.TABLE,
        BlockKind.CAPTION,
    ):
        return False
    words = fold(text[block.start : block.end])
    if len(words) > _LONGEST_CAPTION:
        return False
    return _CAPTION.match(words) is not None or _STOP.fullmatch(words) is None
