"""The chat's Gradio components, and the wires between them and our scripts."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from web.rendering import Render

# Our scripts send an event; Gradio's own trigger, which only this place is given, passes it on.
_WIRE = "document.addEventListener('{name}', () => trigger('click'))"


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that change."""

    top: Any
    intro: Any
    bar: Any
    earlier: Any  # all turns but the last, so that the last can grow without touching them
    last: Any
    chips: Any
    box: Any
    hint: Any
    examples: Any
    status: Any
    stored: Any  # turns for talks.js to keep
    words: Any  # what our scripts say, in the visitor's language
    dialogs: Any

    def all(self) -> list[Any]:
        """In the order of declaration."""
        return [getattr(self, name) for name in self.__slots__]


@dataclass(frozen=True, slots=True)
class Wires:
    """Where events come from, and what the browser sends along with each."""

    asking: Any  # a question from elsewhere than the field
    opening: Any  # another conversation, or a new one
    told: Any  # JSON, as web.talk reads it


def html(name: str, value: str = "", script: str | None = None) -> Any:
    """HTML that Gradio leaves as it is."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, padding=False, js_on_load=script)


def lay_out(render: Render) -> tuple[Parts, Wires]:
    """The page's parts in their places. The header is there at once; the rest comes at load."""
    # An English visitor sees no Danish header first: chat.css hides `.first`.
    top = html(
        "top", f'<div class="at-first">{render("top.html", here="ask", target="talk")}</div>'
    )
    with gr.Row(elem_id="chat", elem_classes="chat"):
        with gr.Column(elem_id="talk", elem_classes="talk"):
            intro, bar = html("intro"), html("bar")
            earlier, last = html("earlier"), html("last")
            with gr.Column(elem_id="composer", elem_classes="composer"):
                chips = html("chips")
                box = gr.Textbox(
                    elem_id="ask", label=render.words("Dit spørgsmål"), show_label=False,
                    placeholder=render.words("Stil et spørgsmål"),
                    submit_btn=render.words("Spørg"), lines=1, max_lines=6, interactive=True,
                )  # fmt: skip
                hint = html("hint")
            examples = html("examples")
            status = html("status")
        with gr.Column(elem_id="side"):
            html("panel")
    stored, words, dialogs = html("stored"), html("words"), html("dialogs")
    wires = Wires(
        html("asking", script=_WIRE.format(name="referat-ask")),
        html("opening", script=_WIRE.format(name="referat-open")),
        gr.Textbox(visible=False),
    )
    parts = Parts(
        top, intro, bar, earlier, last, chips, box, hint, examples, status, stored, words, dialogs
    )
    return parts, wires
