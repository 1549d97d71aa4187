"""A question with its answer, and how its statements fall into blocks on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from vectorstore.schema import Answer, Citation, Role, Searched, SectionKind, Statement
from web.choice import Choice
from web.language import Language, Words
from web.wording import LABELS, counted, day, years

_DA = Language.DANISH


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange. Without an answer, a failure or a stop it is still being searched."""

    number: int  # from 1
    question: str
    asked: datetime
    answer: Answer | None = None
    failure: str = ""  # the sentence of a ReferatError
    stopped: bool = False
    choice: Choice = field(default_factory=Choice)  # the reader's chips when it was asked
    without: tuple[str, ...] = ()  # kinds of limit that the reader took off the question
    key: str = ""  # of web.given, once it is finished
    gone: tuple[int, ...] = ()  # numbers of the sources whose words the minutes no longer have

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        final = self.answer is not None and self.answer.final
        return not (final or self.failure or self.stopped)

    @property
    def anchor(self) -> str:
        """The id of its article."""
        return f"svar-{self.number}"

    @property
    def limited(self) -> tuple[str, ...]:
        """Kinds of limit that a refusal can be asked again without."""
        if self.answer is None or not self.answer.refused:
            return ()
        told = (*self.choice.kinds, *(limit.kind for limit in self.answer.limits))
        return tuple(dict.fromkeys(told))


@dataclass(frozen=True, slots=True)
class Group:
    """Statements shown as one block: quotes under one heading, rows, sentences, or one of ours."""

    role: Role
    statements: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """The statement whose label, kind and place head the block."""
        return self.statements[0]

    @property
    def cites(self) -> set[int]:
        """The numbers of all its sources."""
        return {n for statement in self.statements for n in statement.cites}


def groups(statements: Sequence[Statement]) -> Iterator[Group]:
    """Quotes in a row from one place share a block; so do rows below, and a model's sentences."""

    def key(statement: Statement) -> tuple[object, ...]:
        if statement.role is Role.QUOTE:
            return statement.role, statement.where, statement.kind, statement.label
        return (statement.role,)

    for (role, *_), same in groupby(statements, key=key):
        if role in (Role.QUOTE, Role.ALSO, Role.SENTENCE):
            yield Group(Role(str(role)), tuple(same))
        else:
            yield from (Group(statement.role, (statement,)) for statement in same)


def label(statement: Statement) -> str:
    """The tag over a quote or before a row; a header or title names itself in its place."""
    if statement.kind in (SectionKind.HEADER, SectionKind.TITLE) and statement.role is Role.QUOTE:
        return ""
    return statement.label or (LABELS.get(statement.kind, "") if statement.kind else "")


def look(statement: Statement) -> str:
    """The tag's look: a decision is filled, a proposal dashed, what was superseded plain."""
    if statement.kind is SectionKind.RECOMMENDATION:
        return "proposal"
    superseded = statement.label.startswith(("Afløst", "Superseded"))
    return "force" if statement.kind is SectionKind.DECISION and not superseded else "plain"


def place(citation: Citation, language: Language = _DA) -> str:
    """ "Punkt 8, Budget 2026 · Beslutning · side 9"; a section by its Danish name, as printed."""
    words = Words(language)
    name = LABELS.get(citation.kind) or citation.section
    number, title = citation.item, citation.title
    where = words("Punkt {number}, {title}", number=number, title=title) if number else name
    told = "" if citation.kind in (SectionKind.HEADER, SectionKind.TITLE) else name
    page = words("side {page}", page=citation.page) if citation.page else ""
    return " · ".join(part for part in (where, told, page) if part)


def meeting_of(citation: Citation, language: Language = _DA) -> str:
    """ "Direktionen, 4. april 2022", with the municipality and "dagsorden" where they tell."""
    words, told = Words(language), [citation.committee, day(citation.held, language)]
    if citation.municipality:
        told.insert(1, citation.municipality)
    if citation.agenda:
        told.append(words("dagsorden"))
    return ", ".join(told)


def places(searched: Searched, language: Language = _DA) -> str:
    """ "412 punkter i 31 referater fra 5 udvalg, 2019–2025. Ingen filtre."."""
    words, bodies = Words(language), searched.committees
    items = counted(searched.items, words("punkt"), words("punkter"), language)
    meetings = counted(searched.meetings, words("referat"), words("referater"), language)
    told = words("{items} i {meetings}", items=items, meetings=meetings)
    if bodies:
        several = words("{count} udvalg", count=len(bodies))
        told += " " + words("fra {whom}", whom=bodies[0] if len(bodies) == 1 else several)
    span = years(searched.first_year, searched.last_year)
    limits = words("Ingen filtre")
    if searched.filters:
        limits = words("Kun {filters}", filters=", ".join(searched.filters))
    return f"{told}{', ' + span if span else ''}. {limits}."


def announcement(turn: Turn, language: Language = _DA) -> str:
    """What a screen reader is told, and nothing more often than this."""
    words = Words(language)
    if turn.busy:
        return words("Søger")
    if turn.failure or turn.stopped or turn.answer is None:
        return words("Stoppet") if turn.stopped else words("Der kom ikke et svar")
    if turn.answer.refused:
        return words("Svaret er klar. Det blev ikke fundet i referaterne")
    many = counted(len(turn.answer.citations), words("kilde"), words("kilder"), language)
    return words("Svaret er klar, {sources}", sources=many)
