"""`python -m evaluation FILE`: asks every question of a set and prints the figures."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.answers import Pair
    from evaluation.asking import Assistant
    from evaluation.questions import Question


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    arguments = _parser().parse_args(argv)
    from vectorstore.errors import ReferatError

    try:
        _evaluate(arguments)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description="Stiller alle spørgsmål i en fil og viser, hvor gode svarene er.",
    )
    parser.add_argument("questions", metavar="FILE", type=Path, help="spørgsmål, ét JSON pr. linje")
    answers = parser.add_mutually_exclusive_group()
    answers.add_argument("--answers", metavar="OUT", type=Path, help="gem svarene i denne fil")
    answers.add_argument(
        "--from", metavar="ANSWERS", dest="saved", type=Path, help="regn på gemte svar, spørg ikke"
    )
    parser.add_argument("--failures", action="store_true", help="vis de spørgsmål, der gik galt")
    return parser


def _evaluate(arguments: argparse.Namespace) -> None:
    from evaluation.answers import read_answers
    from evaluation.questions import read_questions

    questions = read_questions(arguments.questions)
    if arguments.saved:
        pairs = read_answers(arguments.saved, questions)
        texts = _texts_at_hand(pairs)
    else:
        _keep_questions(arguments.questions, arguments.answers)
        pairs, texts = _asked(questions, arguments.answers)
    _print(pairs, texts, arguments.failures)


def _keep_questions(questions: Path, out: Path | None) -> None:
    from evaluation.lines import UnusableFile

    if out and out.exists() and out.samefile(questions):
        raise UnusableFile(f"{out} er selve spørgsmålene: vælg en anden fil til svarene.")


def _asked(
    questions: "Sequence[Question]", out: Path | None
) -> "tuple[list[Pair], Mapping[str, str]]":
    """Every question with its answer, and the cited meetings' texts."""
    from evaluation.answers import GivenAnswer, replacing
    from evaluation.asking import ask, cited_texts

    with replacing(out) if out else nullcontext() as file:  # fails before anything is asked
        assistant = _assistant()
        pairs = []
        for question in questions:
            line = ask(assistant, question)
            pairs.append((question, GivenAnswer.model_validate_json(line)))
            if file:
                print(line, file=file)
    return pairs, cited_texts(assistant, (answer for _, answer in pairs))


def _texts_at_hand(pairs: "Sequence[Pair]") -> "Mapping[str, str]":
    """The cited meetings' texts; none, and a line on stderr, where there is no usable index."""
    from evaluation.asking import cited_texts
    from vectorstore.errors import ReferatError

    try:
        return cited_texts(_assistant(), (answer for _, answer in pairs))
    except ReferatError as error:
        print(f"Citaterne er ikke prøvet: {error}", file=sys.stderr)
        return {}


def _assistant() -> "Assistant":
    from retrieval.assistant import open_assistant
    from settings import load_settings

    return open_assistant(load_settings())


def _print(pairs: "Sequence[Pair]", texts: "Mapping[str, str]", with_failures: bool) -> None:
    from evaluation.figures import by_kind, figures, unchecked
    from evaluation.report import failures, tables

    print(tables(by_kind(pairs, texts), figures(pairs, texts)))
    if skipped := unchecked([answer for _, answer in pairs], texts):
        print(f"\nIkke prøvet: {skipped} citater fra møder, der ikke er i indekset.")
    if with_failures:
        print(f"\n{failures(pairs)}")


if __name__ == "__main__":
    sys.exit(main())
