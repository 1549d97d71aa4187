"""A case over its meetings, as dated steps: what was decided, put off, or treated in private."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval import decisions
from retrieval.cite import make
from retrieval.compose import body
from retrieval.decisions import SHORT, Treatments
from vectorstore.schema import (
    AgendaItem,
    BlockKind,
    Citation,
    Meeting,
    MeetingSummary,
    Passage,
    Section,
)


class Outcome(StrEnum):
    """What a step came to."""

    DECIDED = "decided"
    PUT_OFF = "put_off"
    CLOSED = "closed"
    SILENT = "silent"  # the minutes print no decision
    PLANNED = "planned"  # stands on an agenda, and no minutes are there yet


@dataclass(frozen=True, slots=True)
class Opening:
    """How a section begins, word for word."""

    cited: Citation
    whole: bool  # nothing follows it in the section


@dataclass(frozen=True, slots=True)
class Step:
    """A case at one meeting, or an earlier decision that an item prints again."""

    held: date
    committee: str
    meeting: str  # the minutes that tell of it
    item: int
    title: str
    outcome: Outcome
    decision: Opening | None = None
    proposal: Opening | None = None  # where the decision says nothing without it

    @property
    def url(self) -> str:
        """The reader at the marked decision, or at the item where none is printed."""
        if self.decision:
            return self.decision.cited.url
        return f"/kilde/{self.meeting}#punkt-{self.item}"


@dataclass(frozen=True, slots=True)
class Case:
    """A case; of a container the steps quote nothing, since they do not belong together."""

    number: str
    times: int  # items with the number
    container: bool
    steps: tuple[Step, ...]  # the oldest first

    @property
    def title(self) -> str:
        """The title it goes by; empty where all its items are closed."""
        open_ones = (step for step in reversed(self.steps) if step.outcome is not Outcome.CLOSED)
        return main_title([step.title for step in open_ones])

    @property
    def committees(self) -> tuple[str, ...]:
        """Committees in the order they came to treat it."""
        return tuple(dict.fromkeys(step.committee for step in self.steps))

    @property
    def last_decision(self) -> Step | None:
        """The newest step, where it is a decision and nothing else was treated that day."""
        last = self.steps[-1]
        alone = len(self.steps) == 1 or self.steps[-2].held < last.held
        decided = last.outcome is Outcome.DECIDED and alone and not self.container
        return last if decided else None

    def after(self, step: Step) -> Step | None:
        """The next step on a later day."""
        return next((each for each in self.steps if each.held > step.held), None)


def main_title(titles: Sequence[str]) -> str:
    """The title that most of a case's items have, by the newest of equals; newest given first."""
    return max(titles, key=Counter(titles).__getitem__, default="")


def told(
    case: str,
    treatments: Treatments,
    load: Callable[[str], Meeting],
    passages: Callable[[str, int], Sequence[Passage]],
) -> Case | None:
    """The case that these items treat; None where there are none."""
    if not treatments:
        return None
    treatments = _in_force(treatments)
    if decisions.is_container([item.title for _, item in treatments if not item.closed]):
        steps = [_bare(summary, item) for summary, item in treatments]
        return Case(case, len(treatments), True, tuple(steps))
    own, again = [], []
    for summary, listed in treatments:
        found = _steps(load(summary.id), listed, passages(summary.id, listed.number))
        own += [step for step in found if step.held == summary.held]
        again += [step for step in found if step.held != summary.held]
    # A decision printed again in later minutes is told once, by the minutes it was made in.
    known = {(step.held, step.committee) for step in own}
    for step in again:
        if (step.held, step.committee) not in known:
            known.add((step.held, step.committee))
            own.append(step)
    own.sort(key=lambda step: (step.held, step.meeting, step.item))
    return Case(case, len(treatments), False, tuple(own))


def _in_force(treatments: Treatments) -> Treatments:
    """The treatments without those of agendas whose meeting has minutes."""
    minuted = {(s.municipality, s.committee, s.held) for s, _ in treatments if not s.agenda}
    return [
        (summary, item)
        for summary, item in treatments
        if not summary.agenda
        or (summary.municipality, summary.committee, summary.held) not in minuted
    ]


def _bare(summary: MeetingSummary, item: AgendaItem) -> Step:
    outcome = Outcome.CLOSED if item.closed else Outcome.SILENT
    return Step(summary.held, summary.committee, summary.id, item.number, item.title, outcome)


def _steps(meeting: Meeting, listed: AgendaItem, passages: Sequence[Passage]) -> list[Step]:
    # By its place: a number may be printed twice.
    item = next((item for item in meeting.items if item.start == listed.start), None)
    if item is None or item.closed:
        place = (meeting.held, meeting.committee, meeting.id, listed.number, listed.title)
        return [Step(*place, Outcome.CLOSED)]
    place = (meeting.held, meeting.committee, meeting.id, item.number, item.title)
    if meeting.agenda:
        return [Step(*place, Outcome.PLANNED, None, _proposal(meeting, item, passages))]
    found = [_decided(meeting, item, section, passages) for section in decisions.decisions(item)]
    if any(step.held == meeting.held for step in found):
        return found
    return [*found, Step(*place, Outcome.SILENT, None, _proposal(meeting, item, passages))]


def _decided(
    meeting: Meeting, item: AgendaItem, section: Section, passages: Sequence[Passage]
) -> Step:
    put_off = decisions.put_off(meeting, section)
    opening = _opening(meeting, item, section, passages)
    wanted = not put_off and (opening is None or len(opening.cited.quote.split()) <= SHORT)
    return Step(
        section.decided or meeting.held,
        section.decided_by or meeting.committee,
        meeting.id,
        item.number,
        item.title,
        Outcome.PUT_OFF if put_off else Outcome.DECIDED,
        opening,
        _proposal(meeting, item, passages) if wanted else None,
    )


def _proposal(meeting: Meeting, item: AgendaItem, passages: Sequence[Passage]) -> Opening | None:
    section = decisions.proposal(item)
    return _opening(meeting, item, section, passages) if section else None


def _opening(
    meeting: Meeting, item: AgendaItem, section: Section, passages: Sequence[Passage]
) -> Opening | None:
    """The first sentence; one that opens a list ("Det indstilles,") with the list's first entry."""
    units = [
        unit
        for passage in passages
        for unit in passage.units
        if section.start <= unit.start < section.end
        and unit.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)
    ]
    if not units:
        return None
    first, second = units[0], units[1 % len(units)]
    list_follows = (first.kind, second.kind) == (BlockKind.PARAGRAPH, BlockKind.BULLET)
    opens = list_follows or first.text.endswith((",", ":"))
    start, end = first.start, (second if opens else first).end
    span = body(section)
    return Opening(make(1, meeting, item, section, start, end), span is None or end >= span[1])
