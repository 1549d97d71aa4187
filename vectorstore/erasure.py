"""Takes the words of minutes that were removed out of the answers that are kept of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import SQLAlchemyError

from vectorstore import kept_tables as tables
from vectorstore.database import exists, first_line, on_server, open_engine, shown
from vectorstore.database import overwrite as rewrite
from vectorstore.errors import StoreUnavailable
from vectorstore.schema import Answer, Citation, SectionKind, Statement


def erase(url: str, meeting: str) -> None:
    """Take a meeting's words out of every answer in the database at `url`; links stay.

    StoreUnavailable where the database cannot be used.
    """
    _change(url, meeting, lambda connection, answer: erased(answer, meeting))


def rename(url: str, meeting: str, name: str) -> None:
    """Let what cites a meeting cite it by its new name."""

    def renamed(connection: Connection, answer: Answer) -> Answer:
        cited = tables.cited.c
        connection.execute(
            update(tables.cited).where(cited.meeting == meeting).values(meeting=name)
        )
        citations, nearest = (
            tuple(replace(c, meeting=name) if c.meeting == meeting else c for c in group)
            for group in (answer.citations, answer.nearest)
        )
        return replace(answer, citations=citations, nearest=nearest)

    _change(url, meeting, renamed)


def _change(url: str, meeting: str, changed: Callable[[Connection, Answer], Answer]) -> None:
    if not exists(url):
        return
    engine = open_engine(url)
    cited = select(tables.cited.c.answer).where(tables.cited.c.meeting == meeting)
    try:
        with engine.begin() as connection:
            tables.metadata.create_all(connection)
            of = tables.answer.c
            rows = connection.execute(select(of.key, of.answer).where(of.key.in_(cited))).all()
            for key, told in rows:
                written = as_json(changed(connection, from_json(told)))
                there = update(tables.answer).where(tables.answer.c.key == key)
                connection.execute(there.values(answer=written))
        if rows:
            rewrite(engine)
    except (SQLAlchemyError, ValidationError) as error:
        raise damaged(url, error) from error
    finally:
        engine.dispose()


def overwrite(url: str) -> None:
    """Write the database anew, so that nothing removed stands in its file."""
    if not exists(url):
        return
    engine = open_engine(url)
    try:
        rewrite(engine)
    finally:
        engine.dispose()


def damaged(url: str, error: Exception) -> StoreUnavailable:
    """The error for kept answers that cannot be read or written."""
    way_out = (
        "Er databasen startet?"
        if on_server(url)
        else "Flyt filen væk, så laves der en ny, eller hent den fra en sikkerhedskopi."
    )
    return StoreUnavailable(
        f"De gemte svar i {shown(url)} kan ikke bruges ({first_line(error)}). {way_out}"
    )


def as_json(answer: Answer) -> str:
    """An answer as it is stored."""
    return _adapter().dump_json(answer).decode()


def from_json(written: str) -> Answer:
    """The answer that was stored; pydantic's ValidationError where it is none."""
    return _adapter().validate_json(written)


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def erased(answer: Answer, meeting: str) -> Answer:
    """The answer without any word of a meeting."""
    gone = {citation.n for citation in answer.citations if citation.meeting == meeting}
    return replace(
        answer,
        statements=tuple(without(statement, gone) for statement in answer.statements),
        citations=tuple(bared(c) if c.meeting == meeting else c for c in answer.citations),
        nearest=tuple(bared(c) if c.meeting == meeting else c for c in answer.nearest),
    )


def without(statement: Statement, withheld: set[int]) -> Statement:
    """The statement, or its empty place where it rests on a withheld source."""
    if withheld.isdisjoint(statement.cites):
        return statement
    return Statement(statement.role, "", statement.cites)


def bared(citation: Citation) -> Citation:
    """A citation without the words of the minutes."""
    return replace(
        citation, title="", case=None, kind=SectionKind.OTHER, section="", quote="", start=0, end=0
    )
