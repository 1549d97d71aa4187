"""Answers as JSON lines: what the figures are computed from, fresh or saved."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeAlias

from pydantic import BaseModel, ConfigDict

from evaluation.lines import UnusableFile, read_records
from evaluation.questions import Question


class GivenCitation(BaseModel):
    """The fields of a citation that the figures use."""

    model_config = ConfigDict(frozen=True)

    meeting: str
    date: str  # ISO
    item: int
    quote: str


class GivenAnswer(BaseModel):
    """The fields of an answer that the figures use."""

    model_config = ConfigDict(frozen=True)

    id: str  # of the question
    answer: str  # Markdown
    refused: bool
    reason: str
    citations: tuple[GivenCitation, ...]
    seconds: float


Pair: TypeAlias = tuple[Question, GivenAnswer]


def read_answers(path: Path, questions: Sequence[Question]) -> list[Pair]:
    """Each question with its saved answer; answers to other questions are left out.

    Raises UnusableFile where a question has no answer, or more than one.
    """
    given: dict[str, GivenAnswer] = {}
    for answer in read_records(path, GivenAnswer):
        if answer.id in given:
            raise UnusableFile(f"{path} har flere svar med id „{answer.id}“: behold ét af dem.")
        given[answer.id] = answer
    missing = [question.id for question in questions if question.id not in given]
    if missing:
        rest = f" og {len(missing) - 1} til" if missing[1:] else ""
        raise UnusableFile(f"{path} mangler svar på „{missing[0]}“{rest}: stil spørgsmålene igen.")
    return [(question, given[question.id]) for question in questions]


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file to write that takes the name `path` only when all of it is written.

    Raises UnusableFile at once where that will not be possible.
    """
    target = path.resolve()
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    file = _opened(unfinished, target, path)
    try:
        with file:
            yield file
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _opened(unfinished: Path, target: Path, path: Path) -> TextIO:
    refusal = f"Svarene kan ikke skrives til {path}"
    if target.exists() and not target.is_file():
        raise UnusableFile(f"{refusal}: det er ikke en almindelig fil.")
    if target.exists() and not os.access(target, os.W_OK):
        raise UnusableFile(f"{refusal}: filen er skrivebeskyttet.")
    try:
        return unfinished.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnusableFile(f"{refusal}: vælg en mappe, der findes og kan skrives i.") from error
