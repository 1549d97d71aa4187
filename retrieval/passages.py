"""Passages for a search, as citations: for programs that read for themselves."""

from collections.abc import Callable, Collection, Iterator
from itertools import islice

from retrieval.cite import make
from retrieval.compose import section_at
from retrieval.search import Found
from vectorstore.schema import Citation, Meeting


def cited(
    found: Found, load: Callable[[str], Meeting], cases: Collection[str], limit: int
) -> list[tuple[Citation, float]]:
    """The passages found, best first, whole and numbered, each with its score.

    Of `cases` only, if any are given.
    """
    return list(islice(_cited(found, load, cases), limit))


def _cited(
    found: Found, load: Callable[[str], Meeting], cases: Collection[str]
) -> Iterator[tuple[Citation, float]]:
    n = 0
    for hit in found.hits:
        passage = found.passages[hit.passage]
        meeting = load(passage.meeting)
        item = meeting.item(passage.item)
        if item is None or (cases and item.case not in cases):
            continue
        n += 1
        section = section_at(item, passage.start)
        yield make(n, meeting, item, section, passage.start, passage.end), hit.score
