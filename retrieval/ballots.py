"""A vote that is printed as a table: its row or cell with the words that stand over it."""

from itertools import zip_longest

from vectorstore.schema import AgendaItem, Block, BlockKind, Meeting, Section, fold

Span = tuple[int, int]


def table_at(section: Section | None, start: int) -> Block | None:
    """The table that holds a place; None where no table does."""
    tables = (b for b in (section.blocks if section else ()) if b.kind is BlockKind.TABLE)
    return next((block for block in tables if block.start <= start < block.end), None)


def read_aloud(meeting: Meeting, item: AgendaItem, section: Section | None, span: Span) -> str:
    """ "Bo Lind – Imod: X" for the row of a vote, "Imod: Bo Lind" for a cell; "" outside tables."""
    table = table_at(section, span[0])
    if table is None:
        return ""
    words = [[fold(meeting.text[c.start : c.end]) for c in row] for row in table.rows]
    opened = [at for at, row in enumerate(table.rows) if row[0].start <= span[0]]
    at = opened[-1]
    cast = {vote.start for vote in item.votes}
    above = [n for n in range(at) if not any(cell.start in cast for cell in table.rows[n])]
    header = max((words[n] for n in above), key=lambda row: sum(map(bool, row)), default=[])
    for n, cell in enumerate(table.rows[at]):
        if (cell.start, cell.end) == span:
            return f"{header[n]}: {words[at][n]}" if n < len(header) else words[at][n]
    name, *cells = words[at]
    named = zip_longest(header[1:], cells, fillvalue="")
    said = "; ".join(f"{label}: {cell}" if label else cell for label, cell in named if cell)
    return " – ".join(part for part in (name, said) if part)
