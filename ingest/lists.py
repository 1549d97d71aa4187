"""List entries: their markers, the lead of a list, and lists that have no markers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vectorstore.dates import MONTHS_DA
from vectorstore.schema import Block, BlockKind, fold

_MONTHS = "|".join(MONTHS_DA)
# "- ", "– ", "• ", "- ? " and "? " (a bullet lost in conversion), "- a) ", "a) ", "1) ", "1. ".
# "1. februar 2022: …" is a date.
MARKER = re.compile(
    r"(?P<marker>"
    r"(?:[-–—•·●○▪■◦‣\uf0b7\uf0a7*]|(?-i:o))(?:\s+(?:\?|\(?[a-zæøå]\)|\d{1,2}\)))?"
    r"|\?"
    r"|\(?[a-zæøå]\)|\(?\d{1,2}\)"
    rf"|(?P<number>\d{{1,2}})\.(?!\s+(?:{_MONTHS})\b)"
    r")\s+(?=\S)",
    re.IGNORECASE,
)
_DASH = re.compile(r"[-–—]\s")
# "Det indstilles at Direktionen", "Administrationen indstiller, at", "Formålet er:"
_LEAD = re.compile(
    r".*(?::|\bat(?:\s+(?:og|for|[A-ZÆØÅ][\wæøå-]*|[\wæøå-]*"
    r"(?:udvalget|rådet|direktionen|bestyrelsen|nævnet|forvaltningen|administrationen)))*,?)",
    re.DOTALL,
)
_AT = re.compile(r"at\b", re.IGNORECASE)
_STOPPED = re.compile(r".*[.!?:;,]", re.DOTALL)


def opens_list(words: str) -> bool:
    """Whether a paragraph ends as the lead of a list does: with ":", "at" or "at Direktionen"."""
    return _LEAD.fullmatch(words) is not None


def begins_entry(line: str, before: str | None, number: int | None, dashes: int) -> str | None:
    """The marker when a line begins an entry, else None.

    `before` is the line above it in the same run, `number` that of the entry it may follow,
    `dashes` how many lines of the run begin with a dash. A wrapped line can begin with "– " or
    "3. kvartal" too.
    """
    found = MARKER.match(line)
    if found is None:
        return None
    marker = fold(found["marker"])
    if before is None:
        return marker
    if found["number"]:
        follows = number is not None and int(found["number"]) == number + 1
        begins = int(found["number"]) == 1 and (
            opens_list(before) or _STOPPED.fullmatch(before) is not None
        )
        return marker if follows or begins else None
    if _DASH.match(line) and dashes == 1:
        return marker if opens_list(before) or _STOPPED.fullmatch(before) else None
    return marker


def number_of(block: Block) -> int | None:
    """The number of an entry marked "1."."""
    if block.kind is BlockKind.BULLET and re.fullmatch(r"\d+\.", block.marker):
        return int(block.marker[:-1])
    return None


def numbered(text: str, found: Sequence[Block]) -> list[Block]:
    """Entries marked "1." that belong to no row of numbers, as the paragraphs they are.

    "1. Fremdrift i programmet" above a paragraph is a subheading, and so is "3. budgetopfølgning".
    """
    kept = []
    for at, block in enumerate(found):
        number = number_of(block)
        if number is None:
            kept.append(block)
            continue
        before = found[at - 1] if at else None
        row = {number_of(near) for near in (before, *found[at + 1 : at + 2]) if near is not None}
        led = number == 1 and before is not None and before.kind is BlockKind.PARAGRAPH
        if row & {number - 1, number + 1} or (
            led and before and opens_list(fold(text[before.start : before.end]))
        ):
            kept.append(block)
        else:
            start = text.rindex(block.marker, 0, block.start)
            kept.append(replace(block, kind=BlockKind.PARAGRAPH, start=start, marker=""))
    return kept


def unmarked(text: str, found: Sequence[Block]) -> list[Block]:
    """Paragraphs that are entries of a list without markers, as entries.

    Lower-case paragraphs below a lead, and two or more in a row that begin with "at".
    """
    listed: list[Block] = []
    for at, block in enumerate(found):
        before = listed[-1] if listed else None
        beside = (*listed[-1:], *found[at + 1 : at + 2])
        entry = block.kind is BlockKind.PARAGRAPH and (
            (_lower(text, block) and before is not None and _goes_on(text, before))
            or (_says_at(text, block) and any(_says_at(text, near) for near in beside))
        )
        listed.append(replace(block, kind=BlockKind.BULLET) if entry else block)
    return listed


def _lower(text: str, block: Block) -> bool:
    return text[block.start].islower()


def _says_at(text: str, block: Block) -> bool:
    plain = block.kind is BlockKind.PARAGRAPH or (
        block.kind is BlockKind.BULLET and not block.marker
    )
    return plain and _AT.match(text, block.start) is not None


def _goes_on(text: str, before: Block) -> bool:
    if before.kind is BlockKind.BULLET:
        return not before.marker
    lead = fold(text[before.start : before.end])
    return before.kind is BlockKind.PARAGRAPH and opens_list(lead)
