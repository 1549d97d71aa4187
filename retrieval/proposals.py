"""A decision held against the proposal that it was made on."""

import re

from retrieval import decisions
from retrieval.compose import body
from vectorstore.schema import AgendaItem, Meeting

# A decision that says so has made something else of the proposal.
_ALTERED = re.compile(
    r"\b(ikke|i stedet|ænd\w+|dog|udgår|undtag\w*|men|først|højst|mindst|idet|afvis\w*|forkast\w*"
    r"|faldt)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.:])\s+")
# What is said of who took part changes nothing of the proposal.
_OF_VOTES = re.compile(r"\b(deltog|stemte|forbehold|inhabil\w*)\b", re.IGNORECASE)


def decided(meeting: Meeting, item: AgendaItem) -> bool:
    """Whether an item has its decision printed."""
    return decisions.operative(meeting, item) is not None


def altered(meeting: Meeting, item: AgendaItem) -> bool:
    """Whether a decision has made something else of its proposal; False without a decision."""
    section = decisions.operative(meeting, item)
    span = body(section) if section else None
    if span is None:
        return False
    said = _SENTENCE.split(meeting.text[slice(*span)])
    return any(_ALTERED.search(each) for each in said if not _OF_VOTES.search(each))
