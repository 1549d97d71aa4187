"""What is asked of an item as such, named by its title: its case number, its attachments."""

from collections.abc import Sequence

from retrieval.compose import Draft
from retrieval.decisions import heading_span
from retrieval.evidence import Evidence
from retrieval.search import Terms
from vectorstore.danish import terms
from vectorstore.ledger import Ledger
from vectorstore.schema import AgendaItem, Meeting, SectionKind

_EVIDENCE = 0.1  # weight of what an item's text tells beside its title


def by_title(evidence: Sequence[Evidence], words: Terms, ledger: Ledger) -> Evidence:
    """The evidence whose item's title holds most of the question's words."""
    items = ledger.items({(each.passage.meeting, each.passage.item) for each in evidence})
    held = {place: words.coverage(set(terms(item.title))) for place, item in items.items()}

    def titled(each: Evidence) -> float:
        own = held.get((each.passage.meeting, each.passage.item), 0.0)
        return own + _EVIDENCE * each.score

    return max(evidence, key=titled)


def tell_case_number(draft: Draft, meeting: Meeting, item: AgendaItem) -> None:
    """Tell an item's case number, or that it has none, with its heading."""
    if item.case is None:
        draft.reason = "no_case_number"
        draft.lead("no_case_number")
    else:
        draft.lead("case_number", case=item.case)
    draft.quote(meeting, item, None, heading_span(meeting, item))


def tell_attachments(draft: Draft, meeting: Meeting, item: AgendaItem) -> None:
    """Tell an item's attachments one by one, or that none are printed."""
    values = {"item": item.number, "day": meeting.held}
    section = next((s for s in item.sections if s.kind is SectionKind.ATTACHMENTS), None)
    if section is None or not section.blocks:
        draft.lead("no_attachments", **values)
        draft.quote(meeting, item, None, heading_span(meeting, item))
        return
    draft.lead("attachments", **values)
    for block in section.blocks:
        draft.quote(meeting, item, section, (block.start, block.end))
