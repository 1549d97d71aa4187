"""The numbered sources that a chat model writes from, with what came of their matter."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval import orders
from retrieval.compose import body
from retrieval.decisions import operative, put_off, said_as
from retrieval.proposals import altered
from retrieval.standing import later_treatments
from vectorstore.ledger import Ledger
from vectorstore.schema import (
    AgendaItem,
    Meeting,
    Passage,
    Section,
    SectionKind,
    Unit,
    fold,
)

# "Ikke godkendt.", "Indstillingen blev ikke godkendt", "Udvalget kan ikke anbefale indstillingen".
_REJECTED = re.compile(
    r"\W*(?:\d\.\s*)?(?:ikke godkendt|afvist|forkastet|afslag"
    r"|(?:\w+ ){1,4}(?:ikke (?:godkendt|vedtaget|anbefal\w+|imødekommet)|afvis\w*|forkast\w*))\b",
    re.IGNORECASE,
)


class Outcome(StrEnum):
    """What an item came to, as its own minutes tell it."""

    NONE = "none"  # no decision is printed, or it is an agenda
    FOLLOWED = "followed"  # decided, and nothing says that the proposal was changed
    ALTERED = "altered"  # decided otherwise than proposed, or with changes
    REJECTED = "rejected"
    POSTPONED = "postponed"
    RECOMMENDED = "recommended"  # this body only recommends; another one decides


@dataclass(frozen=True, slots=True)
class Source:
    """One passage as a sentence may cite it: where it stands, its units, what was decided."""

    n: int  # its mark is [n]
    meeting: str  # id
    committee: str  # who decided, where the section names another body than the meeting's
    held: date  # of the decision, where the section names another day than the meeting's
    met: date  # the day of the meeting itself
    item: int
    title: str
    case: str | None
    kind: SectionKind
    section: str  # heading as printed
    start: int
    end: int
    units: tuple[Unit, ...]
    outcome: Outcome = Outcome.NONE
    decision: str = ""  # the operative decision's text, "" where the item has none
    superseded: date | None = None  # when the matter was last treated again
    agenda: bool = False

    @property
    def text(self) -> str:
        """The passage's words."""
        return " ".join(unit.reading or unit.text for unit in self.units)


def source_of(
    n: int, meeting: Meeting, item: AgendaItem, passage: Passage, ledger: Ledger | None = None
) -> Source:
    """A passage of an open item as source number `n`; without a ledger nothing is superseded.

    Paragraphs that speak to a machine are left out: the source may have no units at all.
    """
    section = item.sections[passage.section] if passage.section < len(item.sections) else None
    decided = operative(meeting, item)
    later = later_treatments(meeting, item, ledger) if ledger else []
    own = section if section and section.kind is SectionKind.DECISION else None
    return Source(
        n=n,
        meeting=meeting.id,
        committee=(own.decided_by if own else "") or meeting.committee,
        held=(own.decided if own else None) or meeting.held,
        met=meeting.held,
        item=item.number,
        title=item.title,
        case=item.case,
        kind=passage.kind,
        section=section.heading if section else "",
        start=passage.start,
        end=passage.end,
        units=orders.told(passage.units, section.blocks if section else ()),
        outcome=_outcome(meeting, item, decided),
        decision=_text(meeting, decided),
        superseded=later[-1][0].held if later else None,
        agenda=meeting.agenda,
    )


def _outcome(meeting: Meeting, item: AgendaItem, decided: Section | None) -> Outcome:
    if decided is None:
        return Outcome.NONE
    text = _text(meeting, decided)
    if put_off(meeting, decided):
        return Outcome.POSTPONED
    if _REJECTED.match(text):
        return Outcome.REJECTED
    if said_as(text) == "recommended":
        return Outcome.RECOMMENDED
    return Outcome.ALTERED if altered(meeting, item) else Outcome.FOLLOWED


def _text(meeting: Meeting, section: Section | None) -> str:
    span = body(section) if section else None
    return fold(meeting.text[slice(*span)]) if span else ""
