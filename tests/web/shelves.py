"""A real ledger that holds meetings made by hand, so that lists and steps are real ones."""

import re
from collections.abc import Iterable
from pathlib import Path

from vectorstore.ledger import Ledger, hashed
from vectorstore.schema import BlockKind, Meeting, Passage, Unit, fold, sections

MODEL = "none"


def shelved(meetings: Iterable[Meeting], folder: Path) -> Ledger:
    """The ledger in a folder, of meetings that were read from files there."""
    ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}")
    for meeting in meetings:
        path = str(folder / (meeting.source or f"{meeting.id}.txt"))
        ledger.put(
            meeting, passages(meeting), {}, model=MODEL, path=path, parser="1", added=False,
            file_hash=hashed(meeting.text),
        )  # fmt: skip
    return ledger


def passages(meeting: Meeting) -> list[Passage]:
    """One passage a section, one unit a block: in these minutes a paragraph's first sentence."""
    made = []
    for item, place, section in sections(meeting):
        name = f"{meeting.id}/{item.number}/{place}/0"
        units = tuple(
            Unit(f"{name}/{k}", block.kind, block.start, end, fold(meeting.text[block.start : end]))
            for k, block in enumerate(section.blocks)
            if block.kind is not BlockKind.TABLE
            for end in [_sentence_end(meeting.text, block.start, block.end)]
        )
        text = fold(meeting.text[section.start : section.end])
        place_in_text = (section.kind, section.start, section.end)
        made.append(
            Passage(name, meeting.id, item.number, place, *place_in_text, text, item.title, units)
        )
    return made


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = re.compile(r"\.(?= [A-ZÆØÅ])").search(text, start, end)
    return stop.end() if stop else end
