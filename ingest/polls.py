"""Votes that a decision prints as a table: by party or by name, one row or one column a side."""

import re
from collections.abc import Iterator, Sequence

from ingest.voters import listed
from vectorstore.schema import Block, Cell, Side, Vote, fold

Rows = Sequence[Sequence[Cell]]
_OF = r"(?: (?:forslaget|indstillingen|ændringsforslaget))?"
_HEAD = r"(?:antal )?(?:stemmer )?(?:stemte )?"
_TAIL = r"(?: stemte| stemmer)?(?: ?\(\d{1,3}\))?"
# The words over a column, or in front of a row: "For", "Stemte imod", "Hverken/eller", "Ja (17)"
_SIDES = {
    Side.FOR: re.compile(rf"{_HEAD}(?:for|ja){_OF}{_TAIL}", re.IGNORECASE),
    Side.AGAINST: re.compile(rf"{_HEAD}(?:i?mod|nej){_OF}{_TAIL}", re.IGNORECASE),
    Side.ABSTAINED: re.compile(
        rf"{_HEAD}(?:hverken(?: ?[/-]? ?eller)?|hverken(?: stemte)? for eller i?mod|blankt?"
        rf"|undlod(?: at stemme)?|undladt|undlader){_TAIL}",
        re.IGNORECASE,
    ),
}
_MARK = re.compile(r"[xX×✓✔✗☒●•*]|\(x\)")
_COUNT = re.compile(r"\d{1,3}(?: stemmer?)?")
_NOTHING = re.compile(r"[-–—.]?|☐|0")
_TOTAL = re.compile(r"(?:stemmer )?(?:i ?alt|total|sum|samlet|resultat)\b.*", re.IGNORECASE)
_AWAY = re.compile(r"(?:fraværende?|afbud|ikke til ?stede|inhabil)\b.*", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÆØÅ][^\d:;!?]{0,60}")
_HEADERS = 2  # rows among which the one with the sides stands


def tabled(text: str, block: Block) -> tuple[Vote, ...]:
    """The votes in a table, each with its row's or cell's place; () for any other table."""
    rows = [row for row in block.rows if any(cell.start < cell.end for cell in row)]
    for read in (_by_column, _by_value, _by_row):
        votes = tuple(read(text, rows))
        if len({vote.side for vote in votes}) > 1 or (votes and read is _by_column):
            return votes
    return ()


def _by_column(text: str, rows: Rows) -> Iterator[Vote]:
    """ "Parti | For | Imod" above counts, marks or names; or the sides alone above them."""
    for at, row in enumerate(rows[:_HEADERS]):
        sides = {n: side for n, cell in enumerate(row) if (side := _side(_words(text, cell)))}
        if len(sides) < 2 or len(set(sides.values())) < len(sides):
            continue
        body = rows[at + 1 :]
        if all(_is_cast(_words(text, each[n])) for each in body for n in sides if n < len(each)):
            for each in body:
                yield from _row(text, each, sides)
        return


def _row(text: str, row: Sequence[Cell], sides: dict[int, Side]) -> Iterator[Vote]:
    named = 0 not in sides
    name = _words(text, row[0]) if named else ""
    if named and not _TOTAL.fullmatch(name) and not _NAME.fullmatch(name):
        return
    for n, side in sides.items():
        said = _words(text, row[n]) if n < len(row) else ""
        if _NOTHING.fullmatch(said):
            continue
        start, end = _span(row) if named else (row[n].start, row[n].end)
        count = _number(said)
        if named and _TOTAL.fullmatch(name):
            yield Vote(side, start, end, (), count)
        elif count is not None or _MARK.fullmatch(said):
            yield Vote(side, start, end, (listed(name) or (name,)) if named else (), count)
        else:
            yield Vote(side, start, end, listed(said))


def _by_value(text: str, rows: Rows) -> Iterator[Vote]:
    """ "Anne Holm | For", one a row, below "Navn | Stemte"."""
    for n in range(1, max(map(len, rows), default=0)):
        said = [(row, _words(text, row[n])) for row in rows if n < len(row)]
        known = [(row, side) for row, words in said if (side := _side(words))]
        odd = [words for _, words in said[1:] if not (_side(words) or _away(words))]
        if len(known) > 1 and not odd:
            for row, side in known:
                name = _words(text, row[0])
                if _NAME.fullmatch(name) and _side(name) is None:
                    yield Vote(side, *_span(row), listed(name) or (name,))
            return


def _by_row(text: str, rows: Rows) -> Iterator[Vote]:
    """ "For | 17 | A, V, C" and below it "Imod | 5 | F, Ø"."""
    for row in rows:
        side = _side(_words(text, row[0]))
        rest = [words for cell in row[1:] if (words := _words(text, cell))]
        counts = [count for words in rest if (count := _number(words)) is not None]
        voters = [name for words in rest for name in listed(words)]
        if side and (counts or voters):
            yield Vote(side, *_span(row), tuple(voters), counts[0] if counts else None)


def _side(words: str) -> Side | None:
    bare = words.rstrip(" :*")
    return next((side for side, form in _SIDES.items() if form.fullmatch(bare)), None)


def _is_cast(words: str) -> bool:
    """Whether a cell below a side can be a vote: a mark, a count, nothing, or names."""
    known = _NOTHING.fullmatch(words) or _MARK.fullmatch(words) or _COUNT.fullmatch(words)
    return known is not None or bool(listed(words))


def _away(words: str) -> bool:
    return _NOTHING.fullmatch(words) is not None or _AWAY.fullmatch(words) is not None


def _number(words: str) -> int | None:
    return int(words.split()[0]) if _COUNT.fullmatch(words) else None


def _span(row: Sequence[Cell]) -> tuple[int, int]:
    filled = [cell for cell in row if cell.start < cell.end]
    return filled[0].start, filled[-1].end


def _words(text: str, cell: Cell) -> str:
    return fold(text[cell.start : cell.end]).strip("*_")
