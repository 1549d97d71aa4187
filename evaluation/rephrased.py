"""`python -m evaluation.rephrased QUESTIONS [REPHRASED]`: the drop in other ways of asking.

Every question is asked as it stands, with two slips of the keys, without æ, ø and å, and, where
REPHRASED has lines {"of": id, "way": name, "question": …}, in each of those ways.
"""

import argparse
import random
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from evaluation.questions import Question

_WORD = re.compile(r"[^\W\d_]{5,}")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_SLIPS = 2


class Rephrased(BaseModel):
    """A question put in another way."""

    of: str
    way: str
    question: str


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    line = argparse.ArgumentParser(
        prog="python -m evaluation.rephrased",
        description="Viser, hvor meget svarene taber, når spørgsmålene stilles på andre måder.",
    )
    line.add_argument("questions", metavar="QUESTIONS", type=Path)
    line.add_argument("rephrased", metavar="REPHRASED", type=Path, nargs="?")
    arguments = line.parse_args(argv)
    from vectorstore.errors import ReferatError

    try:
        _compare(arguments.questions, arguments.rephrased)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compare(path: Path, rephrased: Path | None) -> None:
    from evaluation.answers import GivenAnswer
    from evaluation.asking import ask
    from evaluation.figures import figures
    from evaluation.lines import read_records
    from evaluation.questions import read_questions
    from evaluation.report import side_by_side
    from retrieval.assistant import open_assistant
    from settings import load_settings

    questions = read_questions(path)
    found = read_records(rephrased, Rephrased) if rephrased else []
    assistant = open_assistant(load_settings())
    assistant.warm()
    named = {}
    for way, asked in ways(questions, found).items():
        answers = [GivenAnswer.model_validate_json(ask(assistant, each)) for each in asked]
        named[way] = figures(list(zip(asked, answers, strict=True)), {})
    print(side_by_side(named))


def ways(
    questions: "Sequence[Question]", rephrased: Sequence[Rephrased]
) -> "Mapping[str, list[Question]]":
    """The questions in each way of asking; one that is not rephrased in a way is left out of it."""
    found = {
        "som stillet": list(questions),
        "tastefejl": [q.model_copy(update={"question": misspelt(q.question)}) for q in questions],
        "uden æøå": [
            q.model_copy(update={"question": q.question.translate(_LETTERS)}) for q in questions
        ],
    }
    by_id = {question.id: question for question in questions}
    for each in rephrased:
        if each.of in by_id:
            again = by_id[each.of].model_copy(update={"question": each.question})
            found.setdefault(each.way, []).append(again)
    return found


def misspelt(text: str) -> str:
    """A text with two slips of the keys in words of five letters or more; always the same ones."""
    chance = random.Random(text)
    words = list(_WORD.finditer(text))
    for word in sorted(
        chance.sample(words, min(_SLIPS, len(words))), key=lambda word: -word.start()
    ):
        at = chance.randrange(word.start() + 1, word.end() - 1)
        one, other = text[at], text[at + 1]
        slip = chance.choice([other + one, one, one + one + other])  # swapped, dropped, doubled
        text = text[:at] + slip + text[at + 2 :]
    return text


if __name__ == "__main__":
    sys.exit(main())
