"""What a chat model writes from: the places cited, what was decided there, what is near."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from retrieval.orders import orders
from retrieval.sources import Source, source_of
from vectorstore.ledger import Ledger
from vectorstore.schema import Answer, Meeting, Passage, SectionKind

_MOST, _WORDS = 8, 1_600  # passages, and words of them all
_ITEMS = 3  # of which the decision and the proposal are always told
_DECIDING = (SectionKind.DECISION, SectionKind.RECOMMENDATION)


def gathered(
    answer: Answer, near: Sequence[Passage], load: Callable[[str], Meeting], ledger: Ledger
) -> list[Source]:
    """The numbered sources for an answer; `near` is what the search found, best first."""
    found: list[Source] = []
    words = 0
    for passage in _unlike(_candidates(answer, near, ledger)):
        meeting = load(passage.meeting)
        item = meeting.item(passage.item)
        length = len(passage.text.split())
        if item is None or item.closed or (found and words + length > _WORDS):
            continue
        source = source_of(len(found) + 1, meeting, item, passage, ledger)
        if not source.units or orders(item.title):
            continue
        found.append(source)
        words += length
        if len(found) == _MOST:
            break
    return found


def _candidates(answer: Answer, near: Sequence[Passage], ledger: Ledger) -> Iterator[Passage]:
    cited = [(each.meeting, each.item) for each in answer.citations if each.item]
    items = list(dict.fromkeys(cited))[:_ITEMS]
    of_items = {key: ledger.item_passages(*key) for key in items}
    for each in answer.citations:
        for passage in of_items.get((each.meeting, each.item), ()):
            if passage.start < each.end and each.start < passage.end:
                yield passage
    for passages in of_items.values():
        yield from (passage for passage in passages if passage.kind in _DECIDING)
    yield from near


def _unlike(passages: Iterable[Passage]) -> Iterator[Passage]:
    seen: set[str] = set()
    for passage in passages:
        if passage.id not in seen:
            seen.add(passage.id)
            yield passage
