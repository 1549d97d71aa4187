"""The Jinja templates, with the words and record readers that they call. Everything is escaped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vectorstore.schema import Role, SectionKind
from web import turns, wording
from web.markings import bare, quoted
from web.minutes import ItemView

Render = Callable[..., str]


def closed_note(item: ItemView) -> str:
    """What a closed item says in place of its text."""
    what = "Titel og tekst" if item.untitled else "Teksten"
    verb = "er ikke offentlige" if item.untitled else "er ikke offentlig"
    return f"Punktet blev behandlet for lukkede døre. {what} {verb}."


def templates(name: str) -> Render:
    """render(template, **values) -> HTML; `name` is whose minutes these are, or empty."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        name=name,
        asking=False,
        target="main",  # of the link that skips the header
        Role=Role,
        SectionKind=SectionKind,
        bare=bare,
        quoted=quoted,
        closed_note=closed_note,
        counted=wording.counted,
        day=wording.day,
        clock=wording.clock,
        meeting_time=wording.meeting_time,
        groups=turns.groups,
        label=turns.label,
        look=turns.look,
        place=turns.place,
        meeting_of=turns.meeting_of,
        places=turns.places,
    )

    def render(template: str, **values: Any) -> str:
        return environment.get_template(template).render(**values)

    return render
