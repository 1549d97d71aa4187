"""What the decisions of each item say of votes and of who was there, as records with places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.attendance import attendance
from ingest.days import DATE, day_of
from ingest.polls import tabled
from ingest.sentences import sentence_spans
from ingest.voters import listed
from ingest.votes import votes
from vectorstore.schema import (
    AgendaItem,
    Attendance,
    BlockKind,
    Section,
    SectionKind,
    Vote,
    fold,
)

Span = tuple[int, int]
_WORDY = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.SUBHEADING, BlockKind.CAPTION)
# Lines of a vote are printed below each other without a full stop; "løsning B. Imod stemte …"
# ends a sentence.
_LINE = re.compile(
    r"(?<=\.)\s+(?=(?:For|Imod|Mod|Undlod|Hverken)\b[^.\n]{0,30}\bstem)"
    r"|\n(?=[ \t]*(?:for|i?mod|hverken|undlod|blank|afbud|fravær|ikke til stede|inhabil|forbehold"
    r"|stedfortræder|enstemmigt|forlod|ankom)\w*\b)",
    re.IGNORECASE,
)
# A foreign minute is quoted: its votes are not this meeting's.
_QUOTED = re.compile(r"[„»][^„»“”«]*[“”«]|\"[^\"]*\"|“[^“”]*”")
_FOREIGN = re.compile(
    r"\b(?:uddrag|udskrift|citat) (?:af|fra)\b.*:$|\b(?:af|i) (?:referatet|protokollen)\b.*"
    r"\b(?:fremgår|står|hedder)\b.*:$|^(?:uddrag|udskrift) (?:af|fra)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\bmøde\w*\b[^.]{{0,30}}?{DATE.pattern}[^.]{{0,60}}\b(?:stem|forbehold|undlod|forlod)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:Et |Et flertal i )?(?P<body>[A-ZÆØÅ][\wæøå]*(?:- og [A-ZÆØÅ]\w+| og [A-ZÆØÅ]\w+)*"
    r"(?:udvalget|rådet|bestyrelsen|nævnet|direktionen|regionsrådet|forvaltningen))\b"
)
_LONGEST = 3000  # characters of a sentence; longer ones are no sentences


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence or line of a decision, folded, without quotes in it, and its place."""

    text: str
    start: int
    end: int
    before: int  # where the sentence before it begins; its own start where it is the first


def recorded(text: str, items: Sequence[AgendaItem], committee: str = "") -> tuple[AgendaItem, ...]:
    """The items with what they say of votes and presence.

    Votes are read in decisions alone: a proposal is no vote. Presence is also read where an item
    begins, before its first heading, and in its last lines.
    """
    return tuple(item if item.closed else _recorded(text, item, committee) for item in items)


def _recorded(text: str, item: AgendaItem, committee: str) -> AgendaItem:
    cast: list[Vote] = []
    there: list[Attendance] = []
    for section in item.sections:
        if section.kind is SectionKind.DECISION:
            said = list(_sentences(text, section))
            cast += _votes(text, section, said, committee)
            for block in section.blocks:
                cast += tabled(text, block) if block.kind is BlockKind.TABLE else ()
            there += _attendance(text, section, said)
        elif not section.heading or section is item.sections[-1]:
            # "Anne Holm forlod mødet kl. 18.20." stands alone above or below the item's sections.
            there += _attendance(text, section, _edge(text, section))
    return replace(item, votes=tuple(cast), attendance=tuple(there))


def _edge(text: str, section: Section) -> list[_Said]:
    said = list(_sentences(text, section))
    if section.heading:
        said = said[-1:] if section.kind is not SectionKind.ATTACHMENTS else []
    return [each for each in said if len(each.text) < 200]


def _sentences(text: str, section: Section) -> Iterator[_Said]:
    """The section's sentences, what they quote left out."""
    spoken = _QUOTED.sub(lambda quote: " " * len(quote[0]), text[section.start : section.end])
    before: int | None = None
    for block in section.blocks:
        if block.kind not in _WORDY:
            continue
        for start, end in _pieces(text, block.start, block.end):
            words = fold(spoken[start - section.start : end - section.start])
            short = len(words) <= _LONGEST
            if short and _FOREIGN.search(words):
                return
            if words and short:
                yield _Said(words, start, end, start if before is None else before)
            before = start


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    breaks = [start, *(found.end() for found in _LINE.finditer(text, start, end)), end]
    for first, last in pairwise(breaks):
        yield from sentence_spans(text, first, last)


def _votes(text: str, section: Section, said: Sequence[_Said], committee: str) -> Iterator[Vote]:
    for at, sentence in enumerate(said):
        if _of_others(sentence.text, section, committee):
            continue
        for vote in votes(sentence.text):
            start = sentence.before if vote.leans else sentence.start
            if not vote.opens:
                yield Vote(vote.side, start, sentence.end, vote.voters, vote.count)
                continue
            names, end = _list_below(said[at + 1 :])
            if names:
                yield Vote(vote.side, start, end, names)


def _of_others(sentence: str, section: Section, committee: str) -> bool:
    """Whether a sentence tells how another body voted, or this one on another day."""
    earlier = _EARLIER.search(sentence)
    day = day_of(earlier) if earlier else None
    if earlier and day != section.decided:
        return True
    body = _BODY.match(sentence)
    if body is None:
        return False
    own = {"udvalget", "rådet", "bestyrelsen", "byrådet", "kommunalbestyrelsen", "regionsrådet"}
    named = body["body"].casefold()
    here = (section.decided_by or committee).casefold()
    return bool(here) and named not in here and here not in named and named not in own - {"byrådet"}


def _list_below(said: Sequence[_Said]) -> tuple[tuple[str, ...], int]:
    """The names that stand one a line below "Imod stemte:", and where they end."""
    names: list[str] = []
    end = 0
    for line in said:
        found = listed(line.text)
        if not found:
            break
        names += found
        end = line.end
    return tuple(names), end


def _attendance(text: str, section: Section, said: Sequence[_Said]) -> Iterator[Attendance]:
    for at, sentence in enumerate(said):
        for there in attendance(sentence.text):
            if not there.opens:
                yield Attendance(there.presence, there.name, sentence.start, sentence.end)
                continue
            names, end = _list_below(said[at + 1 :])
            for name in names:
                yield Attendance(there.presence, name, sentence.start, end)
