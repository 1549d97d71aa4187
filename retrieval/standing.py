"""What became of a decision after it was made, as far as the indexed minutes tell."""

from collections.abc import Callable
from dataclasses import replace

from retrieval.compose import section_at
from retrieval.decisions import operative, same_matter
from vectorstore.ledger import Ledger
from vectorstore.schema import (
    AgendaItem,
    Answer,
    Citation,
    IndexSummary,
    Meeting,
    MeetingSummary,
    Role,
    SectionKind,
    Statement,
)


def later_treatments(
    meeting: Meeting, item: AgendaItem, ledger: Ledger
) -> list[tuple[MeetingSummary, AgendaItem]]:
    """The same matter at later meetings: items of its case number, by date."""
    if item.case is None:
        return []
    return [
        (summary, other)
        for summary, other in ledger.case_items(item.case)
        if summary.held > meeting.held
        and not summary.agenda
        and same_matter(item.title, other.title)
    ]


def with_standing(
    answer: Answer, ledger: Ledger, load: Callable[[str], Meeting], summary: IndexSummary
) -> Answer:
    """The answer, its decisions in force marked as not superseded where the index knows.

    An item without a case number is never marked: its matter may have come back under any title.
    """

    def marked(statement: Statement) -> Statement:
        cited = answer.citation(statement.cites[0]) if statement.cites else None
        if cited is None or statement.kind is not SectionKind.DECISION:
            return statement
        if statement.role is not Role.QUOTE or not _stands(cited, ledger, load):
            return statement
        return replace(statement, not_superseded_in=len(summary.meetings))

    return replace(answer, statements=tuple(marked(each) for each in answer.statements))


def _stands(cited: Citation, ledger: Ledger, load: Callable[[str], Meeting]) -> bool:
    meeting = load(cited.meeting)
    item = meeting.item(cited.item)
    if item is None or item.case is None or later_treatments(meeting, item, ledger):
        return False
    section = operative(meeting, item)
    return section is not None and section is section_at(item, cited.start)
