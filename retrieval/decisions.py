"""Which decision an item came to, what came before and after it, and what was only proposed."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from retrieval.cite import length
from retrieval.compose import Draft, body, quote_evidence
from retrieval.evidence import Evidence, choose
from retrieval.phrases import say
from vectorstore.danish import is_record_word, is_stop, term, tokens
from vectorstore.dates import long_date
from vectorstore.schema import (
    AgendaItem,
    BlockKind,
    Meeting,
    MeetingSummary,
    Role,
    Section,
    SectionKind,
)

_WHOLE = 90  # words up to which a decision is quoted whole
SHORT = 12  # a decision this short ("Godkendt.") says nothing without the proposal
_PROPOSAL = 80
# "Udsat.", "Sagen blev udsat", "udvalget udsatte sagen"; not "børn i udsatte positioner".
_PUT_OFF = re.compile(
    r"^\W*(?:udsat|udskudt|udsættes|udskydes)\b|\b(?:blev|bliver|er|blevet) (?:udsat|udskudt)\b"
    r"|\b(?:udsættes|udskydes|udsattes|udskød)\b"
    r"|\budsatte (?:sagen|punktet|behandling\w*|beslutning\w*)\b",
    re.IGNORECASE,
)

# "Udvalget anbefaler, at …", "Anbefales godkendt", "Punkt 1 blev anbefalet": another body decides.
_RECOMMENDS = re.compile(r"(?:[\w-]+ ){0,3}anbefal(?:er|ede|es|edes|et)\b(?! ikke)", re.IGNORECASE)

# A title that says nothing but that the item is closed.
_SHUT = re.compile(r"\W*lukke[dt]e?\W*(?:punkt|sag|møde|sager)?\W*", re.IGNORECASE)

Treatments = Sequence[tuple[MeetingSummary, AgendaItem]]


def decisions(item: AgendaItem) -> list[Section]:
    """The item's decisions that hold text, the oldest first."""
    found = [s for s in item.sections if s.kind is SectionKind.DECISION and s.blocks]
    return sorted(found, key=lambda s: s.decided or date.max)


def proposal(item: AgendaItem) -> Section | None:
    """The item's recommendation, if it holds text; a member's proposal where there is no other."""
    found = [s for s in item.sections if s.kind is SectionKind.RECOMMENDATION and s.blocks]
    return next((s for s in found if not s.moved), found[0] if found else None)


def operative(meeting: Meeting, item: AgendaItem) -> Section | None:
    """The decision in force as this item tells it: its own meeting's, else the latest.

    On an agenda nothing is decided, whatever earlier decisions it prints.
    """
    if meeting.agenda:
        return None
    found = decisions(item)
    own = [s for s in found if s.decided in (None, meeting.held)]
    return own[-1] if own else found[-1] if found else None


def put_off(meeting: Meeting, section: Section) -> bool:
    """Whether a decision only postponed the matter."""
    span = body(section)
    if span is None or length(meeting, span) > _WHOLE:
        return False
    opening = " ".join(meeting.text[slice(*span)].split()[:SHORT])
    return _PUT_OFF.search(opening) is not None


def same_matter(first: str, second: str) -> bool:
    """Whether two titles under one case number speak of one matter.

    A container ("Øvrige sager", "Orientering") gathers matters that have only the number in common.
    """
    one, other = title_terms(first), title_terms(second)
    return bool(one & other) and bool(one)


def is_container(titles: Sequence[str]) -> bool:
    """Whether the open items of one case, by their titles, have only the number in common."""
    named = [title_terms(title) for title in set(titles)]
    return len(titles) > 1 and not all(one & other for one in named for other in named)


_GENERAL = """
    øvrige program orientering orienteringer eventuelt nyt diverse formand formanden forvaltning
    forvaltningen administrationen meddelelser godkendelse lukket lukkede
"""


def title_terms(title: str) -> set[str]:
    """The terms of a title that name its matter: not "Orientering fra formanden", no numbers."""
    general = {term(word) for word in _GENERAL.split()}
    words = [w for w in tokens(title) if not is_stop(w) and not is_record_word(w)]
    return {term(word) for word in words if not word[:1].isdigit()} - general


def said_as(decision: str) -> str:
    """The name of the sentence that leads a decision in: who only recommends has not decided."""
    return "recommended" if _RECOMMENDS.match(" ".join(decision.split())) else "decided"


def tell_decision(
    draft: Draft,
    meeting: Meeting,
    item: AgendaItem,
    evidence: Sequence[Evidence],
    *,
    day: date | None = None,
    with_proposal: bool = False,
) -> bool:
    """Quote the decision (of `day`, if one is given); False when the item holds none."""
    found = [] if meeting.agenda else decisions(item)
    main = next((s for s in found if day and s.decided == day), None) or operative(meeting, item)
    if main is None:
        return False
    when = main.decided or meeting.held
    span = body(main)
    name = said_as(meeting.text[slice(*span)] if span else "")
    draft.lead(name, committee=main.decided_by or meeting.committee, day=when)
    _quote_section(draft, meeting, item, main, evidence)
    short = span is not None and length(meeting, span) <= SHORT
    wanted = proposal(item)
    if wanted is not None and (with_proposal or (short and not put_off(meeting, main))):
        _also(draft, meeting, item, wanted)
    for other in found:
        if other is not main:
            name = "later" if (other.decided or meeting.held) > when else "earlier"
            label = say(draft.language, name, date=other.decided or meeting.held)
            _also(draft, meeting, item, other, label)
    return True


def tell_in_force(draft: Draft, meeting: Meeting, item: AgendaItem, starts: Sequence[int]) -> None:
    """A row with the decision in force, where only an earlier one of the item is quoted."""
    main = operative(meeting, item)
    if main is None:
        return
    when = main.decided or meeting.held
    quoted = [s for s in decisions(item) if any(s.start <= start < s.end for start in starts)]
    if any(s.decided is not None and s.decided < when for s in quoted) and main not in quoted:
        _also(draft, meeting, item, main, say(draft.language, "later", date=when))


def tell_other_meetings(
    draft: Draft,
    meeting: Meeting,
    item: AgendaItem,
    treatments: Treatments,
    load: Callable[[str], Meeting],
) -> None:
    """Rows for what other meetings decided in the same case, so that nothing later is hidden."""
    for summary, other in treatments:
        if summary.id == meeting.id or not same_matter(item.title, other.title):
            continue
        name = "later" if summary.held > meeting.held else "earlier"
        label = say(draft.language, name, date=summary.held)
        tell_elsewhere(draft, load(summary.id), other.number, label)


def tell_elsewhere(draft: Draft, meeting: Meeting, number: int, label: str) -> None:
    """A row with the decision of an item at another meeting, if it has a public one."""
    item = meeting.item(number)
    section = operative(meeting, item) if item is not None and not item.closed else None
    if item is not None and section is not None:
        _also(draft, meeting, item, section, label)


def _quote_section(
    draft: Draft,
    meeting: Meeting,
    item: AgendaItem,
    section: Section,
    evidence: Sequence[Evidence],
) -> None:
    span = body(section)
    assert span is not None
    if length(meeting, span) <= _WHOLE:
        draft.quote(meeting, item, section, span)
        return
    inside = [
        each
        for each in evidence
        if each.passage.meeting == meeting.id and span[0] <= each.unit.start < span[1]
    ]
    chosen = choose(inside, most=4, words=_WHOLE, behind=3.5)
    if chosen:
        quote_evidence(draft, meeting, item, chosen)
    else:
        draft.quote(meeting, item, section, _opening(meeting, section))


def _also(
    draft: Draft, meeting: Meeting, item: AgendaItem, section: Section, label: str = ""
) -> None:
    span = body(section)
    if span is None:
        return
    if length(meeting, span) > _PROPOSAL:
        span = _opening(meeting, section)
    draft.quote(meeting, item, section, span, role=Role.ALSO, label=label)


def _opening(meeting: Meeting, section: Section) -> tuple[int, int]:
    """A long section's first blocks, as many as fit."""
    start = section.blocks[0].start
    end = section.blocks[0].end
    for block in section.blocks[1:]:
        if length(meeting, (start, block.end)) > _PROPOSAL or block.kind is BlockKind.TABLE:
            break
        end = block.end
    return start, end


def tell_case(
    draft: Draft,
    case: str,
    treatments: Treatments,
    load: Callable[[str], Meeting],
    day: date | None = None,
) -> None:
    """A case over its meetings: each item with its decisions, dated, oldest first."""
    if day is not None and _tell_day(draft, treatments, load, day):
        return
    container = is_container([item.title for _, item in treatments if not item.closed])
    if len(treatments) > 1:
        name = "case_container" if container else "case_several"
        draft.lead(name, case=case, times=len(treatments))
    for summary, listed_item in treatments:
        meeting = load(summary.id)
        item = meeting.item(listed_item.number)
        if item is None:
            continue
        draft.topic = (meeting.id, item.number)
        if item.closed:
            tell_closed(draft, meeting, item)
            continue
        values = {"item": item.number, "committee": meeting.committee, "day": meeting.held}
        if len(treatments) > 1:
            draft.lead("case_step", title=item.title, **values)
        else:
            draft.lead("case_is", case=case, **values)
        found = [] if container or meeting.agenda else decisions(item)
        if len(treatments) == 1 or not found:
            draft.quote(meeting, item, None, heading_span(meeting, item))
        for section in found:
            _tell_step(draft, meeting, item, section)


def _tell_step(draft: Draft, meeting: Meeting, item: AgendaItem, section: Section) -> None:
    span = body(section)
    assert span is not None
    if length(meeting, span) > _WHOLE:
        span = _opening(meeting, section)
    label = draft.label(SectionKind.DECISION)
    if section.decided and section.decided != meeting.held:
        label = f"{label}, {long_date(section.decided, draft.language)}"
    draft.quote(meeting, item, section, span, label=label)


def _tell_day(
    draft: Draft, treatments: Treatments, load: Callable[[str], Meeting], day: date
) -> bool:
    """What a case came to on one day; False when no decision of that day is printed."""
    for summary, listed_item in treatments:
        meeting = load(summary.id)
        item = meeting.item(listed_item.number)
        if item is None or item.closed or meeting.agenda:
            continue
        if any((s.decided or meeting.held) == day for s in decisions(item)):
            draft.topic = (meeting.id, item.number)
            return tell_decision(draft, meeting, item, (), day=day)
    return False


def heading_span(meeting: Meeting, item: AgendaItem) -> tuple[int, int]:
    """The item's heading with its case number, without a repeated title after it."""
    heading = meeting.text[item.start : item.heading_end]
    last = heading.index(item.case) + len(item.case) if item.case and item.case in heading else 0
    return item.start, item.start + (last or len(heading.rstrip()))


def tell_planned(draft: Draft, meeting: Meeting, item: AgendaItem) -> None:
    """An agenda's item by its heading, with what is proposed, where a decision is asked for."""
    draft.topic = (meeting.id, item.number)
    values = {"item": item.number, "committee": meeting.committee, "day": meeting.held}
    draft.lead("planned_item", **values)
    draft.quote(meeting, item, None, heading_span(meeting, item))
    wanted = proposal(item)
    if wanted is not None:
        _also(draft, meeting, item, wanted)
    draft.reason = "agenda_only"


def tell_closed(draft: Draft, meeting: Meeting, item: AgendaItem) -> None:
    """Say that an item is closed, with its heading as the only thing quoted."""
    name = "closed" if _SHUT.fullmatch(item.title) else "closed_titled"
    draft.lead(name, item=item.number, day=meeting.held)
    draft.quote(meeting, item, None, heading_span(meeting, item))
