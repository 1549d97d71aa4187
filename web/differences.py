"""What differs between two versions of the same minutes, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from vectorstore.schema import AgendaItem, Meeting, Section, SectionKind, fold
from web.wording import LABELS

_AROUND = 12  # unchanged words shown on each side of a change
_LONGEST = 4_000  # words a section may have to be compared word by word


class Kind(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    GONE = "del"
    NEW = "ins"
    LEFT_OUT = "…"  # unchanged words that are not shown


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row with one fate."""

    kind: Kind
    text: str

    @property
    def tight(self) -> bool:
        """Whether it follows what stands before it without a space: "år" + ", og at"."""
        return self.text[:1] in ".,;:!?)]”"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section whose words changed, under its name."""

    label: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that changed; number 0 is the header. A closed one never shows its words."""

    number: int
    title: str
    closed: bool
    sections: tuple[SectionChange, ...] = ()


def header_changed(before: Meeting, now: Meeting) -> bool:
    """Whether the lines above the first item differ."""
    return fold(before.text[: before.header_end]) != fold(now.text[: now.header_end])


def differences(before: Meeting, now: Meeting) -> tuple[ItemChange, ...]:
    """The items that changed, in order, with the words that did."""
    return tuple(_changes(before, now))


def _changes(before: Meeting, now: Meeting) -> Iterator[ItemChange]:
    if header_changed(before, now):
        told = compared(before.text[: before.header_end], now.text[: now.header_end])
        yield ItemChange(0, "", False, (SectionChange("", told),))
    for number in sorted({item.number for item in (*before.items, *now.items)}):
        old, new = before.item(number), now.item(number)
        shown = new or old
        if shown is None or _text(before, old) == _text(now, new):
            continue
        closed = any(item is not None and item.closed for item in (old, new))
        sections = () if closed else tuple(_sections(before, old, now, new))
        yield ItemChange(number, "" if closed else shown.title, closed, sections)


def _text(meeting: Meeting, item: AgendaItem | None) -> str | None:
    return None if item is None else fold(meeting.text[item.start : item.end])


def _sections(
    before: Meeting, old: AgendaItem | None, now: Meeting, new: AgendaItem | None
) -> Iterator[SectionChange]:
    olds, news = _named(before, old), _named(now, new)
    for name in dict.fromkeys((*news, *olds)):
        then, text = olds.get(name, ""), news.get(name, "")
        if fold(then) != fold(text):
            yield SectionChange(name[0], compared(then, text))


def _named(meeting: Meeting, item: AgendaItem | None) -> dict[tuple[str, int], str]:
    """Texts by the section's name and which of that name it is; the heading comes first."""
    if item is None:
        return {}
    texts = {("", 0): meeting.text[item.start : item.heading_end]}
    seen: dict[str, int] = {}
    for section in item.sections:
        label = _label(section)
        seen[label] = seen.get(label, 0) + 1
        texts[label, seen[label]] = _body(meeting, section)
    return texts


def _label(section: Section) -> str:
    known = section.heading and section.kind is not SectionKind.OTHER
    return LABELS[section.kind] if known else section.heading


def _body(meeting: Meeting, section: Section) -> str:
    """The section's text; below its heading where that says only the label."""
    start = section.blocks[0].start if section.blocks and section.heading else section.start
    return meeting.text[start : section.end]


def compared(before: str, now: str) -> tuple[Stretch, ...]:
    """The words of both versions in order: the same, gone or new; long unchanged runs cut short."""
    old, new = _words(before), _words(now)
    if max(len(old), len(new)) > _LONGEST:
        return tuple(_whole(old, new))
    found: list[Stretch] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(steps):
        if tag == "equal":
            found += _shortened(old[i1:i2], first=at == 0, last=at == len(steps) - 1)
        else:
            found += _whole(old[i1:i2], new[j1:j2])
    return tuple(found)


def _words(text: str) -> list[str]:
    # A full stop or comma after a word is a word of its own: "25 år." -> "25 år, og at …".
    return re.findall(r"\w(?:\S*\w)?|[^\w\s]", text)


def _whole(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    if old:
        yield Stretch(Kind.GONE, _joined(old))
    if new:
        yield Stretch(Kind.NEW, _joined(new))


def _shortened(words: Sequence[str], first: bool, last: bool) -> Iterator[Stretch]:
    head = 0 if first else _AROUND
    tail = 0 if last else _AROUND
    if len(words) <= head + tail + 5:
        yield Stretch(Kind.SAME, _joined(words))
        return
    if head:
        yield Stretch(Kind.SAME, _joined(words[:head]))
    yield Stretch(Kind.LEFT_OUT, "…")
    if tail:
        yield Stretch(Kind.SAME, _joined(words[-tail:]))


def _joined(words: Sequence[str]) -> str:
    return re.sub(r" (?=[.,;:!?)\]”])|(?<=[(\[„]) ", "", " ".join(words))
