"""Example questions drawn from what is indexed; each has an answer in the records."""

from collections.abc import Callable, Sequence

from retrieval.decisions import decisions, title_terms
from retrieval.phrases import say, within_quotes
from vectorstore.schema import Meeting, MeetingSummary

_LOOK = 6  # the newest meetings that examples are drawn from


def examples(
    meetings: Sequence[MeetingSummary], load: Callable[[str], Meeting], limit: int, language: str
) -> list[str]:
    """Up to `limit` questions: decisions of the newest meetings, then one about the records.

    In `language`, "da" or "en"; titles stay as they are printed.
    """
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
    asked = [say(language, "ask_decision", title=within_quotes(t)) for t in titles[: limit - 1]]
    return [*asked, say(language, "ask_participants", held=newest[0].held)]


def _tells(title: str) -> bool:
    """Whether a title names a matter: two topic words, and short enough for a line."""
    return len(title_terms(title)) >= 2 and len(title) <= 70
