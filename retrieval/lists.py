"""Lists are quoted whole: which list a sentence belongs to, or announces."""

import re
from collections.abc import Sequence

from retrieval.cite import Span, length
from retrieval.evidence import Evidence
from retrieval.question import Asks, Question
from vectorstore.schema import Block, BlockKind, Meeting, Section, fold

_LIST_WORDS = 130  # a list is quoted whole up to this length
_SHORT_LIST = 45  # words of a list of which two entries bring the others
_OF_ONE_FACT = frozenset({Asks.AMOUNT, Asks.DATE, Asks.NUMBER, Asks.PERSON, Asks.PLACE})
# A sentence that begins so speaks of the one before it.
LEANS_BACK = re.compile(
    r"^(?:Det|De|Den|Dette|Disse|Denne|Dertil|Derudover|Heraf|Herved|Hertil|Her|Dermed|Derfor|Samtidig|"
    r"Løsningen|Ordningen|Netværket|Forslaget|Aftalen|Analysen|Han|Hun)\b"
)


def list_spans(
    question: Question, meeting: Meeting, section: Section | None, chosen: Sequence[Evidence]
) -> dict[int, list[Span]]:
    """The lists that chosen units belong to or announce, by the unit's start.

    A list is quoted whole with its lead; one that is too long by the first sentence of each entry.
    """
    found: dict[int, list[Span]] = {}
    if section is None:
        return found
    for each in chosen:
        if each.unit.kind is BlockKind.TABLE or section.end <= each.unit.start:
            continue
        entries = _list_at(question, meeting, section, each.unit.start)
        if entries is None:
            continue
        inside = [
            other.unit
            for other in chosen
            if other.unit.kind is BlockKind.BULLET
            and entries[0].start <= other.unit.start < entries[-1].end
        ]
        announced = entries[0].start > each.unit.start
        spans = _told(meeting, section, entries)
        short = sum(length(meeting, span) for span in spans) <= _SHORT_LIST
        # Where only the first sentence of each entry is told, the fact may stand in a second.
        lost = question.asks in _OF_ONE_FACT and any(
            not any(start <= unit.start < end for start, end in spans) for unit in inside
        )
        enough = len(inside) >= (2 if short else 3) and not lost
        if spans and (question.asks is Asks.LIST or enough or announced):
            found[each.unit.start] = spans
    return found


def _list_at(
    question: Question, meeting: Meeting, section: Section, start: int
) -> Sequence[Block] | None:
    """The entries of the list that holds a place, or that the sentence there announces."""
    blocks = section.blocks
    at = next((n for n, block in enumerate(blocks) if block.start <= start < block.end), None)
    if at is None:
        return None
    if blocks[at].kind is not BlockKind.BULLET:
        at = _announced(question, meeting, blocks, at, start)
        if at is None:
            return None
    first = last = at
    while first > 0 and blocks[first - 1].kind is BlockKind.BULLET:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].kind is BlockKind.BULLET:
        last += 1
    return blocks[first : last + 1]


def _announced(
    question: Question, meeting: Meeting, blocks: Sequence[Block], at: int, start: int
) -> int | None:
    """The first entry of a list that a sentence leads in, or comes shortly before.

    A lead that promises a list is nothing without it. Asked for a list, a sentence that tells of
    "en række tiltag" is answered by the list two blocks on.
    """
    if _leads(meeting, blocks[at]) and (
        _last_of(meeting, blocks[at], start) or _goes_on(meeting, blocks[at], start)
    ):
        near = at + 1
    elif question.asks is Asks.LIST:
        near = at + 1
        while near < len(blocks) and near <= at + 2 and blocks[near].kind is BlockKind.PARAGRAPH:
            near += 1
        if near > at + 1 and not _leads(meeting, blocks[near - 1]):
            return None
    else:
        return None
    return near if near < len(blocks) and blocks[near].kind is BlockKind.BULLET else None


def _leads(meeting: Meeting, block: Block) -> bool:
    return not fold(meeting.text[block.start : block.end]).endswith((".", "?", "!"))


def _last_of(meeting: Meeting, block: Block, start: int) -> bool:
    """Whether a sentence is the last of its block."""
    return not fold(meeting.text[start : block.end]).rstrip(":").count(". ")


def _goes_on(meeting: Meeting, block: Block, start: int) -> bool:
    """Whether only a lead that speaks of a sentence follows it: "Den består af tre dele:"."""
    _, stop, rest = fold(meeting.text[start : block.end]).partition(". ")
    return bool(stop) and ". " not in rest and LEANS_BACK.match(rest) is not None


def _told(meeting: Meeting, section: Section, entries: Sequence[Block]) -> list[Span]:
    """What is quoted of a list: all of it, or the first sentence of each entry; else nothing."""
    at = section.blocks.index(entries[0])
    lead = section.blocks[at - 1] if at else None
    start = lead.start if lead and lead.kind is BlockKind.PARAGRAPH else entries[0].start
    whole = (start, entries[-1].end)
    if length(meeting, whole) <= _LIST_WORDS:
        return [whole]
    sentences = [(entry.start, _first_sentence(meeting, entry)) for entry in entries]
    short = sum(length(meeting, span) for span in sentences) <= _LIST_WORDS
    return sentences if short and len(entries) > 1 else []


def _first_sentence(meeting: Meeting, block: Block) -> int:
    """Where the first sentence of an entry ends."""
    text = meeting.text[block.start : block.end]
    stop = re.search(r"(?<=[a-zæøå)]{3}[.:?])\s+(?=[A-ZÆØÅ0-9])", text)
    return block.start + stop.start() if stop else block.end
