"""Agendas among the minutes: what is to be treated, which nothing was decided on yet."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.phrases import say
from retrieval.question import Question
from vectorstore.schema import Answer, IndexSummary, MeetingSummary, Role, Statement

# Over the folded question.
_PLANNED = re.compile(
    r"\bdagsorden\w*|\bhvad skal (?:\w+ ){0,3}?(?:behandles|droftes|besluttes|op)\b"
    r"|\b(?:neste|kommende) \w*mode|\bagenda\b|\b(?:next|upcoming) meeting"
    r"|\bwhat will be (?:discussed|decided|treated)"
)


def asks_plan(question: Question) -> bool:
    """Whether it is asked what is to be treated, which an agenda answers."""
    return _PLANNED.search(question.folded) is not None


def in_force(summary: IndexSummary) -> IndexSummary:
    """The index without the agendas of meetings whose minutes are there."""
    minuted = {_of(meeting) for meeting in summary.meetings if not meeting.agenda}
    kept = (each for each in summary.meetings if not each.agenda or _of(each) not in minuted)
    return replace(summary, meetings=tuple(kept))


def minutes(summary: IndexSummary) -> IndexSummary:
    """The index without its agendas."""
    return replace(summary, meetings=without(summary.meetings))


def without(meetings: Sequence[MeetingSummary]) -> tuple[MeetingSummary, ...]:
    """The meetings that have minutes."""
    return tuple(meeting for meeting in meetings if not meeting.agenda)


def _of(meeting: MeetingSummary) -> tuple[object, ...]:
    return meeting.municipality, meeting.committee, meeting.held


def noted(answer: Answer) -> Answer:
    """The answer, which says so where it rests on an agenda."""
    if not any(citation.agenda for citation in answer.citations):
        return answer
    note = Statement(Role.NOTE, say(answer.language, "agenda_note"))
    return replace(answer, statements=(*answer.statements, note))
