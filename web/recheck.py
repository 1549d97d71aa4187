"""An answer of earlier, compared with the minutes as they are now."""

from collections.abc import Callable
from dataclasses import replace

from retrieval.cite import verbatim
from vectorstore.errors import UnknownMeeting
from vectorstore.schema import Citation, Meeting
from web.markings import Place, hidden
from web.standing import occurrences
from web.turns import Turn

Load = Callable[[str], Meeting]


def rechecked(turn: Turn, load: Load) -> Turn:
    """The turn with each source where its words now stand; `gone` has those that stand nowhere."""
    answer = turn.answer
    if answer is None:
        return turn
    found = {citation.n: _again(citation, load) for citation in answer.citations}
    near = [_again(citation, load) for citation in answer.nearest]
    kept = tuple(found[citation.n] or citation for citation in answer.citations)
    return replace(
        turn,
        answer=replace(
            answer,
            # What was not superseded then may be now.
            statements=tuple(replace(each, not_superseded_in=0) for each in answer.statements),
            citations=kept,
            nearest=tuple(each for each in near if each),
        ),
        gone=tuple(n for n, citation in found.items() if citation is None),
    )


def _again(citation: Citation, load: Load) -> Citation | None:
    try:
        meeting = load(citation.meeting)
    except UnknownMeeting:
        return None
    if _public(meeting, (citation.start, citation.end)) and verbatim(citation, meeting.text):
        return citation
    places = list(occurrences(meeting.text, citation.quote)) if citation.quote.strip() else []
    if len(places) != 1 or not _public(meeting, places[0]):
        return None
    return _moved(citation, meeting, places[0])


def _moved(citation: Citation, meeting: Meeting, place: Place) -> Citation | None:
    """The words of the same item at another place: a line was put in above them."""
    item = meeting.item(citation.item)
    start, end = (item.start, item.end) if item else (0, meeting.header_end)
    if not start <= place[0] < place[1] <= end:
        return None
    return replace(citation, start=place[0], end=place[1])


def _public(meeting: Meeting, place: Place) -> bool:
    return 0 <= place[0] < place[1] <= len(meeting.text) and not hidden(meeting, place)
