"""Whether the parts of a meeting are its text: nothing lost, nothing doubled.

Looks at the result only and knows nothing of how it was parsed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import Document
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import AgendaItem, Block, Meeting, Section, fold

_WORD = re.compile(r"\w+")
_MOST = 3  # places told of by themselves
_SHOWN = 60  # characters of each
_CERTAIN = 0.8  # below it the parser's own doubts are told of too


def accounted(document: Document, meeting: Meeting) -> tuple[Meeting, tuple[str, ...]]:
    """The meeting with every doubt there is of it, and those that its clerk should hear of.

    UnreadableMinutes when its parts leave out or double some of the text: that is a bug of ours,
    and what it would put into the index cannot be trusted.
    """
    wrong = next(misplaced(meeting), None)
    if wrong is None and meeting.text != document.text:
        wrong = "teksten er en anden end filens"
    if wrong is not None:
        raise UnreadableMinutes(
            f"{meeting.source}: programmet delte referatet forkert op ({wrong}). Det er en fejl i "
            "programmet; filen er ikke indlæst."
        )
    lost = tuple(_told(list(unaccounted(meeting))))
    heard = (*document.doubts, *lost)
    if meeting.certainty < _CERTAIN:
        heard = (*heard, *meeting.doubts)
    doubts = tuple(dict.fromkeys((*document.doubts, *meeting.doubts, *lost)))
    pages = meeting.pages or document.pages
    return replace(meeting, doubts=doubts, pages=pages), tuple(dict.fromkeys(heard))


def misplaced(meeting: Meeting) -> Iterator[str]:
    """Every place where the parts are not laid end to end, as a Danish clause."""
    text = meeting.text
    yield from _joined(
        "mødehovedet og punkterne",
        [(0, meeting.header_end), *map(_span, meeting.items)],
        0,
        len(text),
    )
    for item in meeting.items:
        name = f"punkt {item.number}"
        yield from _joined(
            name, [(item.start, item.heading_end), *map(_span, item.sections)],
            item.start, item.end, text if item.closed or not item.sections else None,
        )  # fmt: skip
        for section in item.sections:
            yield from _ordered(name, section)
    if list(meeting.pages) != sorted(meeting.pages) or any(p > len(text) for p in meeting.pages):
        yield "siderne"


def _span(part: AgendaItem | Section) -> tuple[int, int]:
    return part.start, part.end


def _joined(
    name: str, spans: Sequence[tuple[int, int]], start: int, end: int, text: str | None = None
) -> Iterator[str]:
    """Spans that do not follow each other from start to end; closed items may stop before it."""
    at = start
    for first, last in spans:
        if first != at or last < first:
            yield f"{name}, tegn {min(at, first)} til {max(at, first)}"
        at = last
    if at != end and text is None:
        yield f"{name}, tegn {min(at, end)} til {max(at, end)}"


def _ordered(name: str, section: Section) -> Iterator[str]:
    at = section.start
    for block in section.blocks:
        if block.start < at or block.end < block.start:
            yield f"{name}, tegn {block.start} til {block.end}"
        at = block.end
        yield from _cells(name, block)
    if at > section.end:
        yield f"{name}, tegn {section.end} til {at}"


def _cells(name: str, block: Block) -> Iterator[str]:
    at = block.start
    for cell in (cell for row in block.rows for cell in row):
        # An empty cell has no place of its own.
        if cell.start < cell.end:
            if cell.start < at or cell.end > block.end:
                yield f"{name}, tabellen ved tegn {cell.start}"
            at = cell.end


def unaccounted(meeting: Meeting) -> Iterator[tuple[AgendaItem, str]]:
    """Words of open items that stand in no block and no heading: (item, words)."""
    for item in meeting.items:
        if item.closed:
            continue
        if not item.sections:
            yield from (
                (item, words) for words in _words(meeting.text[item.heading_end : item.end])
            )
        for section in item.sections:
            for words in _outside(meeting.text, section):
                yield item, words


def _outside(text: str, section: Section) -> Iterator[str]:
    at = section.start
    for block in section.blocks:
        # A heading may be printed twice, on both sides of a page's end.
        yield from _words(_without(text[at : block.start], section.heading, block.marker))
        yield from _outside_cells(text, block)
        at = max(at, block.end)
    yield from _words(_without(text[at : section.end], section.heading))


def _without(text: str, *parts: str) -> str:
    """A text less every place of the parts, whose white space is folded."""
    for part in parts:
        if part and text.strip():
            text = re.sub(r"\s+".join(map(re.escape, part.split())), " ", text)
    return text


def _outside_cells(text: str, block: Block) -> Iterator[str]:
    if not block.rows:
        return
    at = block.start
    for cell in (cell for row in block.rows for cell in row if cell.start < cell.end):
        yield from _words(text[at : cell.start])
        at = cell.end
    yield from _words(text[at : block.end])


def _words(text: str) -> Iterable[str]:
    return (fold(text),) if _WORD.search(text) else ()


def _told(lost: Sequence[tuple[AgendaItem, str]]) -> Iterator[str]:
    for item, words in lost[:_MOST]:
        shown = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
        yield f"Punkt {item.number}: „{shown}“ er ikke kommet med."
    if len(lost) > _MOST:
        yield f"Det samme gælder {len(lost) - _MOST} steder mere."
