"""The Jinja templates, with the words and record readers that they call. Everything is escaped."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection

from retrieval.render import formulated
from vectorstore import dates
from vectorstore.schema import Role, SectionKind
from web import turns, wording
from web.language import Language, Words, chosen
from web.markings import bare, quoted


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
            reads=getattr(request.state, "reads", True),
            administers=getattr(request.state, "administers", True),
            can_log_in=getattr(request.state, "can_log_in", False),
        )


def templates(name: str) -> Render:
    """What renders for a visitor who chose nothing; `name` is whose minutes these are, or empty."""
    environments = {language: _environment(name, language) for language in Language}
    rights = {"user": "", "reads": True, "administers": True, "can_log_in": False}
    return Render(environments, language=Language.DANISH, address="/", **rights)


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
        date_in_year=partial(dates.date_in_year, language=language),
        month=partial(dates.month, language=language),
        _=Words(language),
        name=name,
        here="",  # which page of the navigation this is: "ask", "find", "admin", "help"
        target="main",  # of the link that skips the header
        Role=Role,
        SectionKind=SectionKind,
        bare=bare,
        quoted=quoted,
        groups=turns.groups,
        label=turns.label,
        look=turns.look,
        formulated=formulated,
        **told,
    )
    return environment
