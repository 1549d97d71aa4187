"""The parts of the chat as HTML, for one visitor."""

from collections.abc import Sequence

from starlette.requests import HTTPConnection

from retrieval.assistant import Assistant
from vectorstore.errors import UnknownMeeting
from vectorstore.schema import Citation
from web.choice import held_years
from web.minutes import Part, cited_rows
from web.rendering import Render
from web.talk import LongTalk, News, written
from web.turns import Turn, announcement
from web.wording import counted, extent


class View:
    """What a visitor sees, in their language."""

    def __init__(self, assistant: Assistant, render: Render, request: HTTPConnection) -> None:
        self._assistant = assistant
        self._render = render.of(request)
        self.words = self._render.words

    def top(self) -> str:
        """The header, with what this visitor may do."""
        return self._render("top.html", here="ask", target="talk", address="/")

    def frame(self) -> tuple[str, str, str]:
        """The row of chips, the dialogs, and the words that chat.js says."""
        summary = self._assistant.summary()
        dialogs = self._render(
            "dialogs.html", committees=summary.committees, years=held_years(summary)
        )
        return self._render("chips.html"), dialogs, self._render("words.html")

    def start(self) -> tuple[str, str]:
        """The heading and the examples of a page without turns."""
        count, span = extent(self._assistant.summary(), self._render.language)
        intro = self._render("intro.html", count=count, span=span, chat=self._assistant.chat)
        questions = self._assistant.examples(language=self._render.language)
        return intro, self._render("examples.html", questions=questions)

    def hint(self) -> str:
        """The line below the field."""
        count, span = extent(self._assistant.summary(), self._render.language)
        return self._render("hint.html", count=count, span=span, chat=self._assistant.chat)

    def bar(self, title: str) -> str:
        """The line above the turns."""
        return self._render("bar.html", title=title)

    def turn(self, turn: Turn) -> str:
        """A question with its answer so far."""
        searching = ""
        if turn.busy:
            words = self.words
            items = counted(
                self._assistant.summary().items, words("punkt"), words("punkter"),
                self._render.language,
            )  # fmt: skip
            searching = words("Søger i {items} …", items=items)
        return self._render("turn.html", turn=turn, searching=searching, rows=self._rows)

    def turns(self, turns: Sequence[Turn]) -> str:
        """Several, in their order."""
        return "".join(self.turn(turn) for turn in turns)

    def stored(self, news: News) -> str:
        """What the browser is to keep."""
        return self._render("stored.html", news=written(news))

    def announced(self, turn: Turn) -> str:
        """What a screen reader is told."""
        return announcement(turn, self._render.language)

    def unreadable(self, error: Exception) -> str:
        """Why a conversation cannot go on."""
        if isinstance(error, LongTalk):
            return self.words("Samtalen er blevet for lang. Begynd en ny samtale.")
        return self.words("Samtalen kan ikke læses. Begynd en ny samtale.")

    def note(self, sentence: str) -> str:
        """A sentence in place of turns."""
        return self._render("note.html", sentence=sentence)

    def _rows(self, citation: Citation) -> Part | None:
        try:
            meeting = self._assistant.meeting(citation.meeting)
        except UnknownMeeting:  # removed since; the quote is shown as a line of text
            return None
        return cited_rows(meeting, (citation.start, citation.end))
