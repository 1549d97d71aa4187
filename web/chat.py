"""The chat: a question in, an answer that grows. The browser keeps the turns, the server none."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import gradio as gr

from retrieval.assistant import Assistant
from vectorstore.errors import ReferatError
from vectorstore.schema import Answer
from web.given import Given
from web.layout import lay_out
from web.recheck import rechecked
from web.rendering import Render
from web.talk import Asking, BadTalk, News, Sealed, Seals, read
from web.turns import Turn
from web.view import View

Talk = tuple[Turn, ...]
Update = dict[Any, Any]
Refused = Callable[[str, Answer], None]


class Chat:
    """What happens on the page, as updates of its parts."""

    def __init__(
        self, assistant: Assistant, render: Render, given: Given, seals: Seals, refused: Refused
    ) -> None:
        self._assistant = assistant
        self._render = render
        self._given = given
        self._seals = seals
        self._refused = refused
        self.parts, self._wires = lay_out(render)

    def listen(self, page: Any) -> None:
        """Connect the events of the page with what they do."""
        parts, wires, told = self.parts, self._wires, [self._wires.told]
        quiet: dict[str, Any] = {
            "outputs": parts.all(), "show_progress": "hidden", "api_visibility": "private",
        }  # fmt: skip
        several: dict[str, Any] = {**quiet, "concurrency_limit": 8, "trigger_mode": "once"}
        page.load(self.loaded, told, js="() => referat.now()", **quiet)
        asked = [
            parts.box.submit(self.ask, told, js="() => referat.written()", **several),
            wires.asking.click(self.ask, told, js="() => referat.asked()", **several),
        ]
        for event in asked:
            event.failure(self.broken, told, js="() => referat.halted()", **quiet)
        halted = {"js": "() => referat.halted()", "cancels": asked, **quiet}
        parts.box.stop(self.stopped, told, **halted)
        wires.opening.click(self.opened, told, **{**halted, "js": "() => referat.now()"})

    def loaded(self, told: str, request: gr.Request) -> Update:
        """The page as it is opened: its frame, and the conversation that was open in it."""
        parts, view = self.parts, self._view(request)
        chips, dialogs, words = view.frame()
        frame = {parts.chips: chips, parts.dialogs: dialogs, parts.words: words}
        return {**self.opened(told, request), **frame, parts.top: view.top()}

    def opened(self, told: str, request: gr.Request) -> Update:
        """A conversation from the browser, or the start page for an empty one."""
        parts, view = self.parts, self._view(request)
        blank = dict.fromkeys([parts.bar, parts.earlier, parts.last, parts.status], "")
        try:
            talk, news = self._known(read(told), view)
        except BadTalk as error:
            return {**self._start(view), **blank, parts.last: view.note(view.unreadable(error))}
        if not talk:
            return {**self._start(view), **blank}
        return {
            **blank,
            **self._above(view, talk[0].question, talk[:-1]),
            parts.last: view.turn(talk[-1]),
            parts.box: _box(view, busy=False),
            parts.hint: view.hint(),
            parts.stored: view.stored(news),
        }

    def ask(self, told: str, request: gr.Request) -> Iterator[Update]:
        """Show the question at once, then the answer as it grows."""
        view = self._view(request)
        try:
            asking = read(told)
        except BadTalk as error:
            yield self._refusal(view, view.unreadable(error))
            return
        question = asking.question.strip()
        if not question:
            yield {self.parts.box: gr.skip()}
            return
        talk, _ = self._known(asking, view)
        turn = Turn(
            len(talk) + 1, question, datetime.now().astimezone(),
            choice=asking.choice, without=asking.without,
        )  # fmt: skip
        yield self._opening(view, talk, turn)
        for grown in self._answers(turn, _questions(talk)):
            turn = grown
            if turn.busy:
                yield self._shown(view, turn)
        yield self._closing(view, self._finished(turn, _questions(talk)))

    def stopped(self, told: str, request: gr.Request) -> Update:
        """Keep what was written when the reader stopped it."""
        return self._halted(told, request, lambda turn, _: replace(turn, stopped=True))

    def broken(self, told: str, request: gr.Request) -> Update:
        """A bug has been reported on the server; the reader gets a sentence and the question."""

        def told_so(turn: Turn, view: View) -> Turn:
            return replace(
                turn,
                failure=view.words(
                    "Der skete en fejl, så svaret blev ikke færdigt. Prøv igen, "
                    "eller stil spørgsmålet anderledes."
                ),
            )

        return self._halted(told, request, told_so)

    def _answers(self, turn: Turn, history: list[str]) -> Iterator[Turn]:
        filters = turn.choice.filters()
        try:
            asked = self._assistant.ask(turn.question, history, filters, turn.without, suggest=True)
            for answer in asked:
                turn = replace(turn, answer=answer)
                yield turn
        except ReferatError as error:
            yield replace(turn, failure=str(error))

    def _finished(self, turn: Turn, history: list[str]) -> Turn:
        """With the key that buttons under the answer name it by."""
        answer = turn.answer
        if answer is None or not answer.final:
            return turn
        if answer.refused:
            self._refused(turn.question, answer)
        return replace(turn, key=self._given.add(turn.question, history, answer))

    def _known(self, asking: Asking, view: View) -> tuple[Talk, News]:
        """The turns that the browser kept, and those that it should keep otherwise from now on."""
        talk: Talk = ()
        changed: list[tuple[int, Sealed]] = []
        for number, sealed in enumerate(asking.turns, 1):
            turn = self._again(number, sealed, view)
            answer = turn.answer
            if answer and answer.final and self._given.get(turn.key) is None:
                key = self._given.add(turn.question, _questions(talk), answer)
                turn = replace(turn, key=key)
                changed.append((number, self._seals.seal(turn)))
            talk = (*talk, rechecked(turn, self._assistant.meeting))
        return talk, News(tuple(changed))

    def _again(self, number: int, sealed: Sealed, view: View) -> Turn:
        turn = self._seals.open(sealed)
        if turn:
            return replace(turn, number=number)
        return Turn(
            number, self._seals.question(sealed), datetime.now().astimezone(),
            failure=view.words(
                "Svaret kan ikke vises, for det er ikke, som det blev givet. Prøv igen."
            ),
        )  # fmt: skip

    def _halted(self, told: str, request: gr.Request, end: Callable[[Turn, View], Turn]) -> Update:
        view = self._view(request)
        try:
            asking = read(told)
        except BadTalk as error:
            return self._refusal(view, view.unreadable(error))
        number = len(asking.turns) + 1
        turn = self._seals.open(asking.partial) if asking.partial else None
        turn = turn or Turn(number, asking.question, datetime.now().astimezone())
        turn = replace(turn, number=number)
        return self._closing(view, end(turn, view) if turn.busy else turn)

    def _view(self, request: gr.Request) -> View:
        assert request.request is not None  # it is on every event of a page
        return View(self._assistant, self._render, request.request)

    def _start(self, view: View) -> Update:
        parts, (intro, examples) = self.parts, view.start()
        placeholder = view.words("Stil et spørgsmål")
        return {
            parts.intro: intro,
            parts.examples: examples,
            parts.hint: view.hint(),
            parts.box: _box(view, busy=False, placeholder=placeholder),
            parts.stored: view.stored(News()),
        }

    def _above(self, view: View, title: str, earlier: Talk) -> Update:
        """The page as it is while there are turns, without the last."""
        parts = self.parts
        return {
            parts.intro: "",
            parts.examples: "",
            parts.bar: view.bar(title),
            parts.earlier: view.turns(earlier),
        }

    def _opening(self, view: View, talk: Talk, turn: Turn) -> Update:
        title = (talk or (turn,))[0].question
        box = {self.parts.box: _box(view, busy=True)}
        return {**self._above(view, title, talk), **self._shown(view, turn), **box}

    def _shown(self, view: View, turn: Turn) -> Update:
        parts = self.parts
        news = News(((turn.number, self._seals.seal(turn)),), turn.busy)
        return {
            parts.last: view.turn(turn),
            parts.status: view.announced(turn),
            parts.stored: view.stored(news),
        }

    def _closing(self, view: View, turn: Turn) -> Update:
        return {**self._shown(view, turn), self.parts.box: _box(view, busy=False)}

    def _refusal(self, view: View, sentence: str) -> Update:
        """Nothing can be done with what was sent."""
        parts = self.parts
        return {
            parts.last: view.note(sentence),
            parts.stored: view.stored(News()),
            parts.box: _box(view, busy=False),
        }


def _questions(talk: Talk) -> list[str]:
    return [turn.question for turn in talk if not turn.failure]


def _box(view: View, *, busy: bool, placeholder: str = "") -> Any:
    words = view.words
    return gr.update(
        label=words("Dit spørgsmål"),
        placeholder=placeholder or words("Spørg videre, eller stil et nyt spørgsmål"),
        submit_btn=False if busy else words("Spørg"),
        stop_btn=words("Stop") if busy else False,
    )


def blocks(
    assistant: Assistant, render: Render, given: Given, seals: Seals, refused: Refused
) -> Any:
    """The page's Gradio part."""
    title = render.words("Spørg referaterne")
    with gr.Blocks(title=title, fill_width=True, analytics_enabled=False) as page:
        Chat(assistant, render, given, seals, refused).listen(page)
    return page.queue(default_concurrency_limit=8, max_size=200)
