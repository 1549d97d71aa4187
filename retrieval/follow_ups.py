"""Questions to go on with: drawn from the item that is cited, and only those that are answered."""

from collections.abc import Callable, Iterator

from retrieval.decisions import decisions, proposal, same_matter, title_terms
from retrieval.phrases import say, within_quotes
from vectorstore.ledger import Ledger
from vectorstore.schema import AgendaItem, Answer, Meeting, SectionKind

_MOST = 3


def follow_ups(
    answer: Answer,
    ledger: Ledger,
    load: Callable[[str], Meeting],
    answered: Callable[[str], Answer],
) -> tuple[str, ...]:
    """Up to three questions about what the first citation's item holds and the answer left out.

    `answered` asks a question on its own; one that is refused, or that cites another item, is not
    suggested.
    """
    places = [(c.meeting, c.item) for c in (*answer.citations, *answer.nearest) if c.item]
    if not places or answer.reason not in ("", "nearest"):
        return ()
    meeting = load(places[0][0])
    item = meeting.item(places[0][1])
    if item is None or item.closed or not title_terms(item.title):
        return ()
    told = {c.kind for c in answer.citations if (c.meeting, c.item) == places[0]}
    found: list[str] = []
    for name, values in _candidates(meeting, item, told, ledger):
        question = say(answer.language, name, **values)
        same_case = name == "ask_case" and str(item.case) in answer.question
        if same_case or question == answer.question:
            continue
        reply = answered(question)
        here = any((c.meeting, c.item) == places[0] for c in reply.citations)
        if not reply.refused and here:
            found.append(question)
        if len(found) == _MOST:
            break
    return tuple(found)


def _candidates(
    meeting: Meeting, item: AgendaItem, told: set[SectionKind], ledger: Ledger
) -> Iterator[tuple[str, dict[str, object]]]:
    """Names and values of the sentences that may be suggested, the most useful first."""
    kinds = {section.kind for section in item.sections if section.blocks}
    title = within_quotes(item.title)
    if SectionKind.DECISION not in told and decisions(item):
        yield "ask_decision", {"title": title}
    if item.case and _returned(item, ledger):
        yield "ask_case", {"case": item.case}
    if SectionKind.RECOMMENDATION not in told and proposal(item):
        yield "ask_proposal", {"title": title}
    if SectionKind.ECONOMY in kinds - told:
        yield "ask_economy", {"title": title}
    if SectionKind.ATTACHMENTS in kinds - told:
        yield "ask_attachments", {"title": title}


def _returned(item: AgendaItem, ledger: Ledger) -> bool:
    """Whether the item's case was treated more than once."""
    treatments = ledger.case_items(item.case or "")
    return sum(same_matter(item.title, other.title) for _, other in treatments) > 1
