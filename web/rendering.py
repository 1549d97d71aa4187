"""The Jinja templates, with the words and record readers that they call. Everything is escaped."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection

from vectorstore.schema import Role, SectionKind
from web import turns, wording
from web.language import Language, Words, chosen
from web.markings import bare, quoted
from web.minutes import ItemView


def closed_note(item: ItemView) -> str:
    """What a closed item says in place of its text."""
    what = "Titel og tekst" if item.untitled else "Teksten"
    verb = "er ikke offentlige" if item.untitled else "er ikke offentlig"
    return f"Punktet blev behandlet for lukkede døre. {what} {verb}."


class Render:
    """render(template, **values) -> HTML, in one language and for one visitor."""

    def __init__(self, environments: Mapping[Language, Environment], **visitor: Any) -> None:
        self._environments = environments
        self._visitor = visitor
        self.language: Language = visitor["language"]
        self.words = Words(self.language)

    def __call__(self, template: str, /, **values: Any) -> str:
        """The template filled; what is not Markup is escaped."""
        made = self._environments[self.language].get_template(template)
        return made.render(**{**self._visitor, **values})

    def of(self, request: HTTPConnection) -> "Render":
        """The same for who sent the request: the language chosen, the way back, the rights."""
        query = f"?{request.url.query}" if request.url.query else ""
        return Render(
            self._environments,
            language=chosen(request.cookies),
            address=request.url.path + query,
            user=getattr(request.state, "user", ""),
            administers=getattr(request.state, "administers", True),
        )


def templates(name: str) -> Render:
    """What renders for a visitor who chose nothing; `name` is whose minutes these are, or empty."""
    environments = {language: _environment(name, language) for language in Language}
    visitor = {"language": Language.DANISH, "address": "/", "user": "", "administers": True}
    return Render(environments, **visitor)


def _environment(name: str, language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speaking: tuple[Callable[..., str], ...] = (
        wording.counted, wording.day, wording.clock, wording.meeting_time,
        turns.place, turns.meeting_of, turns.places,
    )  # fmt: skip
    told = {call.__name__: partial(call, language=language) for call in speaking}
    environment.globals.update(
        _=Words(language),
        name=name,
        here="",  # which page of the navigation this is: "ask", "find", "admin", "help"
        target="main",  # of the link that skips the header
        Role=Role,
        SectionKind=SectionKind,
        bare=bare,
        quoted=quoted,
        closed_note=closed_note,
        groups=turns.groups,
        label=turns.label,
        look=turns.look,
        **told,
    )
    return environment
