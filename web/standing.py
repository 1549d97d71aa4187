"""How the places that an answer cites stand in the minutes now, and what of it may still be shown.

Changed minutes: the answer is shown as it was, with a warning. Removed minutes and closed items:
their words are withheld, for what was taken out must not live on in an old answer.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from vectorstore.erasure import bared, without
from vectorstore.errors import UnknownMeeting
from vectorstore.schema import AgendaItem, Answer, Citation, Meeting, SectionKind, Statement, fold
from web.markings import Place, hidden

Load = Callable[[str], Meeting]
_TELLING = 6  # words; a shorter quote ("Taget til efterretning.") may stand anywhere by chance


class Standing(StrEnum):
    """What became of a cited place."""

    SAME = "same"  # the quote stands where it stood
    MOVED = "moved"  # the minutes have changed around it
    GONE = "gone"  # the minutes have changed, and it is not there
    CLOSED = "closed"  # it is not public any longer
    REMOVED = "removed"  # the minutes are not indexed any longer

    @property
    def withheld(self) -> bool:
        """Whether the words must not be shown."""
        return self in (Standing.CLOSED, Standing.REMOVED)

    @property
    def stands(self) -> bool:
        """Whether the place can be opened and its words be checked."""
        return self in (Standing.SAME, Standing.MOVED)


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as it stands now; a withheld one has lost its words."""

    citation: Citation
    standing: Standing


@dataclass(frozen=True, slots=True)
class Shown:
    """A question and its answer as they may be shown now."""

    question: str
    history: tuple[str, ...]
    at: datetime  # of the answer
    statements: tuple[Statement, ...]  # one that rests on a withheld source has no text
    sources: tuple[Source, ...]
    nearest: tuple[Source, ...]  # of a refusal
    answer: Answer  # the same as an Answer, fit for keeping

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Each that occurs, mildest first."""
        occurring = {source.standing for source in (*self.sources, *self.nearest)}
        return tuple(standing for standing in Standing if standing in occurring)

    def source(self, n: int) -> Source | None:
        """The source with this number."""
        return next((source for source in self.sources if source.citation.n == n), None)

    def standing(self, statement: Statement) -> Standing:
        """The worst among a statement's sources."""
        order = list(Standing)
        found = [source.standing for n in statement.cites if (source := self.source(n))]
        return max(found, key=order.index, default=Standing.SAME)


def as_shown(
    question: str, history: tuple[str, ...], at: datetime, answer: Answer, load: Load
) -> Shown:
    """The answer held against the minutes of this moment."""
    sources = tuple(current(citation, load) for citation in answer.citations)
    nearest = tuple(current(citation, load) for citation in answer.nearest)
    withheld = {source.citation.n for source in sources if source.standing.withheld}
    statements = tuple(without(statement, withheld) for statement in answer.statements)
    fit = replace(
        answer,
        statements=statements,
        citations=tuple(source.citation for source in sources),
        nearest=tuple(source.citation for source in nearest),
    )
    return Shown(question, history, at, statements, sources, nearest, fit)


def current(citation: Citation, load: Load) -> Source:
    """Where a cited place stands now."""
    try:
        meeting = load(citation.meeting)
    except UnknownMeeting:
        return Source(bared(citation), Standing.REMOVED)
    if not citation.quote:  # erased when its minutes were removed, which have come back since
        return Source(bared(citation), Standing.REMOVED)
    there = citation.start, citation.end
    if fold(meeting.text[slice(*there)]) == citation.quote and not hidden(meeting, there):
        return Source(_at(meeting, citation, there), Standing.SAME)
    found = _moved_to(meeting, citation)
    if found:
        return Source(_at(meeting, citation, found), Standing.MOVED)
    if _was_closed(meeting, citation):
        return Source(bared(citation), Standing.CLOSED)
    return Source(citation, Standing.GONE)


def _at(meeting: Meeting, citation: Citation, place: Place) -> Citation:
    item = _item_at(meeting, place)
    number = item.number if item else 0
    return replace(citation, start=place[0], end=place[1], item=number)


def _item_at(meeting: Meeting, place: Place) -> AgendaItem | None:
    return next((item for item in meeting.items if item.start <= place[0] < item.end), None)


def _moved_to(meeting: Meeting, citation: Citation) -> Place | None:
    """Where the same place stands now: in the same item, or the only one with as many words."""
    heading = citation.kind is SectionKind.TITLE  # public, also of a closed item
    if not heading and any(item.closed for item in _same(meeting, citation)):
        return None
    found = [place for place in occurrences(meeting.text, citation.quote)
             if not hidden(meeting, place)]  # fmt: skip
    near = [place for place in found if _in_same(meeting, citation, place)]
    if not near and len(found) == 1 and len(citation.quote.split()) >= _TELLING:
        near = found
    return min(near, key=lambda place: abs(place[0] - citation.start), default=None)


def occurrences(text: str, quote: str) -> Iterator[Place]:
    """Where a quote stands word for word, white space folded."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return (found.span() for found in re.finditer(pattern, text))


def _in_same(meeting: Meeting, citation: Citation, place: Place) -> bool:
    item = _item_at(meeting, place)
    if item is None or not citation.item:
        return item is None and not citation.item
    return item in _same(meeting, citation) and _kind_at(item, place) == citation.kind


def _kind_at(item: AgendaItem, place: Place) -> SectionKind:
    section = next((part for part in item.sections if part.start <= place[0] < part.end), None)
    return section.kind if section else SectionKind.TITLE


def _same(meeting: Meeting, citation: Citation) -> list[AgendaItem]:
    """The item that was cited: by its title, else by its case, else by its number."""
    by_title = [item for item in meeting.items if item.title == citation.title]
    by_case = [item for item in meeting.items if item.case and item.case == citation.case]
    return by_title or by_case or [i for i in meeting.items if i.number == citation.item]


def _was_closed(meeting: Meeting, citation: Citation) -> bool:
    """Whether a lost place may be what a closed item hides; in doubt it is taken to be."""
    shut = [item for item in meeting.items if item.closed]
    if any(citation.quote in fold(meeting.text[item.heading_end : item.end]) for item in shut):
        return True
    # Where the item is still public, its words were changed and not closed.
    public = any(item.title == citation.title and not item.closed for item in meeting.items)
    return bool(shut) and bool(citation.item) and not public
