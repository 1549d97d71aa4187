"""A question with its answer, and how its statements fall into blocks on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from vectorstore.schema import Answer, Citation, Role, Searched, SectionKind, Statement
from web.wording import LABELS, counted, day, years


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange. Without an answer, a failure or a stop it is still being searched."""

    number: int  # from 1
    question: str
    asked: datetime
    answer: Answer | None = None
    failure: str = ""  # the sentence of a ReferatError
    stopped: bool = False
    key: str = ""  # in Given, once the answer is whole

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        final = self.answer is not None and self.answer.final
        return not (final or self.failure or self.stopped)

    @property
    def anchor(self) -> str:
        """The id of its article."""
        return f"svar-{self.number}"


@dataclass(frozen=True, slots=True)
class Group:
    """Statements shown as one block: quotes under one heading, rows, or a single sentence."""

    role: Role
    statements: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """The statement whose label, kind and place head the block."""
        return self.statements[0]


def groups(statements: Sequence[Statement]) -> Iterator[Group]:
    """Consecutive quotes from one place share a block, and so do consecutive rows below."""

    def key(statement: Statement) -> tuple[object, ...]:
        if statement.role is Role.QUOTE:
            return statement.role, statement.where, statement.kind, statement.label
        return (statement.role,)

    for (role, *_), same in groupby(statements, key=key):
        if role in (Role.QUOTE, Role.ALSO):
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


def place(citation: Citation) -> str:
    """ "Punkt 8, Budget 2026 · Beslutning · side 9"."""
    name = LABELS.get(citation.kind) or citation.section
    where = f"Punkt {citation.item}, {citation.title}" if citation.item else "Mødehoved"
    told = "" if citation.kind in (SectionKind.HEADER, SectionKind.TITLE) else name
    page = f"side {citation.page}" if citation.page else ""
    return " · ".join(part for part in (where, told, page) if part)


def meeting_of(citation: Citation) -> str:
    """ "Direktionen, 4. april 2022"."""
    return f"{citation.committee}, {day(citation.held)}"


def places(searched: Searched) -> str:
    """ "412 punkter i 31 referater fra 5 udvalg, 2019–2025. Ingen filtre."."""
    bodies = len(searched.committees)
    told = f"{counted(searched.items, 'punkt', 'punkter')} i " + counted(
        searched.meetings, "referat", "referater"
    )
    if bodies:
        told += f" fra {searched.committees[0]}" if bodies == 1 else f" fra {bodies} udvalg"
    span = years(searched.first_year, searched.last_year)
    limits = f"Kun {', '.join(searched.filters)}" if searched.filters else "Ingen filtre"
    return f"{told}{', ' + span if span else ''}. {limits}."


def announcement(turn: Turn) -> str:
    """What a screen reader is told, and nothing more often than this."""
    if turn.busy:
        return "Søger"
    if turn.failure or turn.stopped or turn.answer is None:
        return "Stoppet" if turn.stopped else "Der kom ikke et svar"
    if turn.answer.refused:
        return "Svaret er klar. Det blev ikke fundet i referaterne"
    return f"Svaret er klar, {counted(len(turn.answer.citations), 'kilde', 'kilder')}"
