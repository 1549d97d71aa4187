"""A section's text as blocks: paragraphs, entries, subheadings, tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.lines import Line, runs
from ingest.lists import begins_entry, number_of, numbered, opens_list, unmarked
from ingest.subheadings import LONGEST, subheaded
from ingest.tables import captioned, continued, table
from vectorstore.schema import Block, BlockKind, SectionKind, fold

# Words that no paragraph ends on: what follows a page break is the rest of the sentence.
_UNFINISHED = re.compile(
    r".*\b(?:og|eller|samt|men|til|fra|i|på|af|med|for|om|ved|hos|under|over|mellem|som|der|en|et"
    r"|den|det|de|er|har|kan|skal|vil|bliver|blev|ikke|deres|kommunens|the)|.*[\wæøå],|.*[\w]-",
    re.IGNORECASE | re.DOTALL,
)
_OPEN_END = re.compile(r".*[\w,–-]", re.DOTALL)
_STARS = re.compile(r"\*{1,3}(?![^*\n]*\S\*)")
_A_LINE = 60  # a paragraph broken by a page's end is at least about a line long
_WRAPPED = 75  # a name that fills its line goes on below


def blocks(text: str, lines: Sequence[Line], kind: SectionKind) -> tuple[Block, ...]:
    """The blocks below a section's heading, in order; every word lies in one."""
    if kind is SectionKind.ATTACHMENTS:
        return tuple(_attachments(lines))
    found: list[Block] = []
    for run in runs(lines):
        found += _pieces(text, run, _last_number(found))
    found = continued(found)
    found = captioned(text, found)
    found = numbered(text, found)
    found = unmarked(text, found)
    found = _joined(text, found)
    return tuple(subheaded(text, found, kind))


def _last_number(found: Sequence[Block]) -> int | None:
    return number_of(found[-1]) if found else None


def _pieces(text: str, run: Sequence[Line], number: int | None) -> Iterator[Block]:
    """The tables, entries and paragraphs of lines with no blank line between."""
    at = 0
    dashes = sum(line.text.startswith(("- ", "– ", "— ")) for line in run)
    while at < len(run):
        last = at
        while last + 1 < len(run) and _is_row(run[at]) and _is_row(run[last + 1]):
            last += 1
        if last > at:
            yield from table(text, run[at : last + 1])
            at, number = last + 1, None
            continue
        last = _end_of_words(run, at, number, dashes)
        block = _words(run[at : last + 1], begins_entry(run[at].text, None, None, 0))
        number = number_of(block)
        yield block
        at = last + 1


def _is_row(line: Line) -> bool:
    """Whether a line is a table's row; "1.<TAB>at …" is an entry."""
    cells = line.text.count("\t")
    marker = begins_entry(line.text, None, None, 0)
    return line.row and not (marker and cells == 1 and re.match(r"\S+\t", line.text))


def _end_of_words(run: Sequence[Line], at: int, number: int | None, dashes: int) -> int:
    """The last line of the paragraph or entry that begins at a line."""
    opened = _words([run[at]], begins_entry(run[at].text, None, None, 0))
    number = number_of(opened) or number
    last = at
    while last + 1 < len(run):
        below = run[last + 1]
        if below.hashes or run[last].hashes or _STARS.match(below.text):
            break
        if begins_entry(below.text, run[last].text, number, dashes):
            break
        if _is_row(below) and last + 2 < len(run) and _is_row(run[last + 2]):
            break
        last += 1
    return last


def _words(run: Sequence[Line], marker: str | None) -> Block:
    first = run[0]
    if marker is None:
        return Block(BlockKind.PARAGRAPH, first.start + first.hashes, run[-1].end)
    inside = len(first.text)
    for signs in range(len(marker), len(first.text)):
        # The marker is folded, the line is not: "-   a)" is three spaces longer than "- a)".
        if fold(first.text[:signs]) == marker and not first.text[signs - 1].isspace():
            inside = signs + len(first.text[signs:]) - len(first.text[signs:].lstrip())
            break
    return Block(BlockKind.BULLET, first.start + inside, run[-1].end, marker)


def _attachments(lines: Sequence[Line]) -> Iterator[Block]:
    """One entry per attachment, with or without a marker; a name may wrap to a second line."""
    for run in runs(lines):
        at = 0
        while at < len(run):
            last = at
            while last + 1 < len(run) and _name_goes_on(run[last], run[last + 1]):
                last += 1
            block = _words(run[at : last + 1], begins_entry(run[at].text, None, None, 0))
            yield replace(block, kind=BlockKind.BULLET)
            at = last + 1


def _name_goes_on(line: Line, below: Line) -> bool:
    if begins_entry(below.text, None, None, 0):
        return False
    return below.text[0].islower() or len(line.text) >= _WRAPPED


def _joined(text: str, found: Sequence[Block]) -> list[Block]:
    """Paragraphs broken over two pages as one block."""
    joined: list[Block] = []
    for block in found:
        before = joined[-1] if joined else None
        if before is not None and _broken(text, before, block):
            joined[-1] = replace(before, end=block.end)
        else:
            joined.append(block)
    return joined


def _broken(text: str, before: Block, block: Block) -> bool:
    """Whether a page's end stands between two parts of one paragraph or entry."""
    if block.kind is not BlockKind.PARAGRAPH or text[before.end : block.start].strip():
        return False
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET):
        return False
    words = fold(text[before.start : before.end])
    if not _OPEN_END.fullmatch(words) or opens_list(words):
        return False
    unfinished = _UNFINISHED.fullmatch(words) is not None
    if text[block.start].islower():
        return unfinished or len(words) >= _A_LINE
    # "… at de lokale skoler vælges til" above a paragraph is a subheading, "… som pendler til og
    # fra" at the end of a long one is not.
    return unfinished and len(words) > LONGEST and text[block.start].isalpha()
