"""Example questions drawn from what is indexed; each has an answer in the records."""

from collections.abc import Callable, Sequence

from retrieval.decisions import decisions, title_terms
from vectorstore.dates import long_date
from vectorstore.schema import Meeting, MeetingSummary

_LOOK = 6  # the newest meetings that examples are drawn from


def examples(
    meetings: Sequence[MeetingSummary], load: Callable[[str], Meeting], limit: int
) -> list[str]:
    """Up to `limit` questions: decisions of the newest meetings, then one about the records."""
    if not meetings or limit < 1:
        return []
    newest = [load(meeting.id) for meeting in sorted(meetings, key=lambda m: m.held)[-_LOOK:]]
    newest.reverse()
    titles: list[str] = []
    for meeting in newest:
        for item in meeting.items:
            usable = not item.closed and decisions(item) and _tells(item.title)
            if usable and item.title not in titles:
                titles.append(item.title)
                break
    asked = [f"Hvad blev besluttet om {_inside(title)}?" for title in titles[: limit - 1]]
    return [*asked, f"Hvem deltog i mødet den {long_date(newest[0].held)}?"]


def _tells(title: str) -> bool:
    """Whether a title names a matter: two topic words, and short enough for a line."""
    return len(title_terms(title)) >= 2 and len(title) <= 70


def _inside(title: str) -> str:
    """A title set in quotation marks, its own ones made single."""
    plain = title.translate(str.maketrans('"„“”', "’’’’"))
    return f"„{plain}“"
