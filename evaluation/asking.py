"""Asking the assistant the questions of a set."""

import json
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter
from typing import Protocol

from evaluation.answers import GivenAnswer
from evaluation.questions import Question
from vectorstore.errors import BadQuestion, ReferatError, UnknownMeeting
from vectorstore.schema import Answer, Meeting


class Assistant(Protocol):
    """What is used of retrieval's assistant."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]:
        """Ever longer answers; the last is final."""

    def meeting(self, id: str) -> Meeting:
        """A meeting with its text. Raises UnknownMeeting."""


def ask(assistant: Assistant, question: Question) -> str:
    """The final answer as a line of JSON with the question's id.

    `seconds` is the whole wait measured here, earlier questions of the conversation included.
    """
    from retrieval.render import as_json

    began = perf_counter()
    try:
        *_, answer = assistant.ask(question.question, question.history)
        said = as_json(answer)
    except BadQuestion as error:  # an empty question in a set is refused, not the end of the run
        said = {"answer": str(error), "refused": True, "reason": "bad_question", "citations": []}
    except ReferatError as error:
        raise type(error)(f"Spørgsmål „{question.id}“: {error}") from error
    fields = {"id": question.id, **said, "seconds": round(perf_counter() - began, 4)}
    return json.dumps(fields, ensure_ascii=False)


def cited_texts(assistant: Assistant, answers: Iterable[GivenAnswer]) -> dict[str, str]:
    """The text of each cited meeting that the index has, by the meeting's id."""
    texts: dict[str, str] = {}
    for id in sorted({cited.meeting for answer in answers for cited in answer.citations}):
        try:
            texts[id] = assistant.meeting(id).text
        except UnknownMeeting:
            continue  # the report tells how many quotes went unchecked
    return texts
