"""The questions of a set, as its JSON-lines file gives them."""

from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from evaluation.lines import UnusableFile, read_records

Words = Annotated[str, Field(pattern=r"\S")]
Alternatives = Annotated[tuple[Words, ...], Field(min_length=1)]


class Place(BaseModel):
    """An agenda item that answers a question."""

    model_config = ConfigDict(frozen=True)

    meeting: Words  # "2022-04-04", or the end of a meeting's id: "direktionen-2022-04-04"
    punkt: Annotated[int, Field(ge=0)]  # 0 for the meeting's header


class Question(BaseModel):
    """A question with what a right answer holds. Fields not named here are for the reader."""

    model_config = ConfigDict(frozen=True)

    id: Words
    question: Words
    kind: Words
    item: tuple[Place, ...]  # best first; empty where the minutes do not answer
    must_contain: tuple[Alternatives, ...]
    must_not_contain: tuple[Words, ...] = ()
    history: tuple[Words, ...] = ()  # the user's earlier questions, oldest first

    @property
    def answerable(self) -> bool:
        """Whether the minutes hold an answer."""
        return bool(self.item)


def read_questions(path: Path) -> list[Question]:
    """The questions of a file. Raises UnusableFile: also for an empty set and a repeated id."""
    questions = read_records(path, Question)
    if not questions:
        raise UnusableFile(f"{path} indeholder ingen spørgsmål: skriv ét spørgsmål på hver linje.")
    repeated = [id for id, times in Counter(q.id for q in questions).items() if times > 1]
    if repeated:
        raise UnusableFile(f"{path} bruger id „{repeated[0]}“ flere gange: giv hvert sit id.")
    return questions
