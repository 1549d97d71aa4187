"""The chat: a question in, an answer that grows, and the turns before it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import gradio as gr

from retrieval.assistant import Assistant
from vectorstore.errors import ReferatError, UnknownMeeting
from vectorstore.schema import Citation
from web.given import Given
from web.minutes import Part, cited_rows
from web.rendering import Render
from web.turns import Turn, announcement
from web.wording import counted, extent

Talk = tuple[Turn, ...]
Update = dict[Any, Any]

_BUG = (
    "Der skete en fejl, så svaret blev ikke færdigt. Prøv igen, eller stil spørgsmålet anderledes."
)
_FIRST = "Stil et spørgsmål"
_AGAIN = "Spørg videre, eller stil et nyt spørgsmål"
_NEW = (
    "element.addEventListener('click', e => {"
    " if (e.target.closest('[data-new]')) trigger('click') })"
)
_CHOSEN = (
    "element.addEventListener('click', e => { const b = e.target.closest('[data-question]');"
    " if (b) trigger('click', {question: b.dataset.question}) })"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that change."""

    intro: Any
    bar: Any
    earlier: Any  # all turns but the last, so that the last can grow without touching them
    last: Any
    box: Any
    hint: Any
    examples: Any
    status: Any
    talk: Any  # gr.State of Talk

    def all(self) -> list[Any]:
        """In the order of declaration."""
        return [getattr(self, name) for name in self.__slots__]


class Chat:
    """What happens on the page, as updates of its parts."""

    def __init__(self, assistant: Assistant, render: Render, given: Given) -> None:
        self._given = given
        self._assistant = assistant
        self._render = render
        self.parts = _layout(render)
        self._listen()

    def _listen(self) -> None:
        parts, quiet = self.parts, {"show_progress": "hidden", "api_visibility": "private"}
        several: dict[str, Any] = {**quiet, "concurrency_limit": 8, "trigger_mode": "once"}
        asked = [
            parts.box.submit(self.ask, [parts.box, parts.talk], parts.all(), **several),
            parts.examples.click(self.ask_example, [parts.talk], parts.all(), **several),
        ]
        for event in asked:
            event.failure(self.broken, [parts.talk], parts.all(), **quiet)
        parts.box.stop(self.stopped, [parts.talk], parts.all(), cancels=asked, **quiet)
        parts.bar.click(self.begin, None, parts.all(), cancels=asked, **quiet)

    def opened(self) -> Update:
        """The start page as of now: minutes may have come since the server started."""
        count, span = extent(self._assistant.summary())
        parts = self.parts
        return {
            parts.intro: self._render("intro.html", count=count, span=span),
            parts.hint: self._render("hint.html", count=count, span=span),
            parts.examples: self._render("examples.html", questions=self._assistant.examples()),
        }

    def begin(self) -> Update:
        """A new conversation."""
        parts = self.parts
        empty = {parts.bar: "", parts.earlier: "", parts.last: "", parts.status: "", parts.talk: ()}
        return {**self.opened(), **empty, parts.box: _box(False, value="", placeholder=_FIRST)}

    def ask_example(self, talk: Talk, event: gr.EventData) -> Iterator[Update]:
        """Ask the example that was clicked."""
        yield from self.ask(str(event.question), talk)

    def ask(self, question: str, talk: Talk) -> Iterator[Update]:
        """Show the question at once, then the answer as it grows."""
        question = question.strip()
        if not question:
            yield {self.parts.box: gr.skip()}
            return
        history = [turn.question for turn in talk if not turn.failure]
        turn = Turn(len(talk) + 1, question, datetime.now().astimezone())
        yield self._opening(talk, turn)
        try:
            for answer in self._assistant.ask(question, history):
                turn = replace(turn, answer=answer)
                if turn.busy:
                    yield self._shown((*talk, turn))
        except ReferatError as error:
            turn = replace(turn, failure=str(error))
        if turn.answer and turn.answer.final:
            turn = replace(turn, key=self._given.add(question, history, turn.answer))
        yield self._closing((*talk, turn))

    def stopped(self, talk: Talk) -> Update:
        """Keep what was written when the reader stopped it."""
        if talk and talk[-1].busy:
            talk = (*talk[:-1], replace(talk[-1], stopped=True))
        return self._closing(talk)

    def broken(self, talk: Talk) -> Update:
        """A bug has been reported on the server; the reader gets a sentence and the question."""
        if talk and talk[-1].busy:
            talk = (*talk[:-1], replace(talk[-1], failure=_BUG))
        return self._closing(talk)

    def _opening(self, talk: Talk, turn: Turn) -> Update:
        parts = self.parts
        title = talk[0].question if talk else ""
        return {
            **self._shown((*talk, turn)),
            parts.intro: "",
            parts.examples: "",
            parts.bar: self._render("bar.html", title=title),
            parts.earlier: "".join(self._html(earlier) for earlier in talk),
            parts.box: _box(True, value="", placeholder=_AGAIN),
        }

    def _shown(self, talk: Talk) -> Update:
        parts, turn = self.parts, talk[-1]
        return {parts.last: self._html(turn), parts.status: announcement(turn), parts.talk: talk}

    def _closing(self, talk: Talk) -> Update:
        if not talk:
            return {self.parts.box: _box(False)}
        kept = {"value": talk[-1].question} if talk[-1].failure else {}
        return {**self._shown(talk), self.parts.box: _box(False, **kept)}

    def _html(self, turn: Turn) -> str:
        searching = ""
        if turn.busy:
            items = self._assistant.summary().items
            searching = f"Søger i {counted(items, 'punkt', 'punkter')} …"
        return self._render("turn.html", turn=turn, searching=searching, rows=self._rows)

    def _rows(self, citation: Citation) -> Part | None:
        try:
            meeting = self._assistant.meeting(citation.meeting)
        except UnknownMeeting:  # removed since; the quote is shown as a line of text
            return None
        return cited_rows(meeting, (citation.start, citation.end))


def _box(busy: bool, **values: Any) -> Any:
    return gr.update(
        submit_btn=False if busy else "Spørg", stop_btn="Stop" if busy else False, **values
    )


def _html(name: str, value: str = "", script: str | None = None) -> Any:
    return gr.HTML(value, elem_id=name, apply_default_css=False, padding=False, js_on_load=script)


def _layout(render: Render) -> Parts:
    _html("top", render("top.html", here="ask", target="talk"))
    with gr.Row(elem_id="chat", elem_classes="chat"):
        with gr.Column(elem_id="talk", elem_classes="talk"):
            intro, bar = _html("intro"), _html("bar", script=_NEW)
            earlier, last = _html("earlier"), _html("last")
            with gr.Column(elem_id="composer", elem_classes="composer"):
                box = gr.Textbox(
                    elem_id="ask", label="Dit spørgsmål", show_label=False, placeholder=_FIRST,
                    submit_btn="Spørg", lines=1, max_lines=6,
                )  # fmt: skip
                hint = _html("hint")
            examples = _html("examples", script=_CHOSEN)
            status = _html("status")
        with gr.Column(elem_id="side"):
            _html("panel")
    return Parts(intro, bar, earlier, last, box, hint, examples, status, gr.State(()))


def blocks(assistant: Assistant, render: Render, given: Given) -> Any:
    """The page's Gradio part."""
    with gr.Blocks(title="Spørg referaterne", fill_width=True, analytics_enabled=False) as page:
        chat = Chat(assistant, render, given)
        shown = [chat.parts.intro, chat.parts.hint, chat.parts.examples]
        page.load(chat.opened, None, shown, show_progress="hidden", api_visibility="private")
    return page.queue(default_concurrency_limit=8)
