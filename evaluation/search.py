"""`python -m evaluation.search FILE`: how often each way of searching finds the right item.

Prints, over the answerable questions without a history, the share whose right item comes
first and among the first ten items: by meaning, by words, by reciprocal rank
of both, and as the product does; over an index on PostgreSQL also by that one's own Danish
full-text search. The last column is the median of a search in milliseconds.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.questions import Question
    from vectorstore.embedder import Embedder
    from vectorstore.index import Index

_WIDE = 80
_TEN = 10

Item = tuple[str, int]
Ranking = Callable[["Question"], Sequence[str]]


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    line = argparse.ArgumentParser(prog="python -m evaluation.search", description=__doc__)
    line.add_argument("questions", metavar="FILE", type=Path)
    arguments = line.parse_args(argv)
    from vectorstore.errors import ReferatError

    try:
        _compare(arguments.questions)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compare(path: Path) -> None:
    from evaluation.questions import read_questions
    from settings import load_settings
    from vectorstore.embedder import open_embedder
    from vectorstore.index import Index

    settings = load_settings()
    index = Index(settings.place())
    embedder = open_embedder(settings.embedding_model, settings.cache)
    questions = [q for q in read_questions(path) if q.answerable and not q.history]
    print(f"{len(questions)} spørgsmål\n{'':22}{'først':>8}{'i ti':>8}{'ms':>8}")
    for name, ranking in _rankings(index, embedder).items():
        places, seconds = zip(*(_timed(question, ranking) for question in questions), strict=True)
        first = sum(place == 1 for place in places) / len(questions)
        ten = sum(0 < place <= _TEN for place in places) / len(questions)
        print(f"{name:22}{first:8.1%}{ten:8.1%}{median(seconds) * 1000:8.0f}")


def _timed(question: "Question", ranking: Ranking) -> tuple[int, float]:
    """The place of the right item, and the seconds that the search took."""
    begun = time.perf_counter()
    passages = ranking(question)
    seconds = time.perf_counter() - begun
    return _place(question, _items(passages)), seconds


def _rankings(index: "Index", embedder: "Embedder") -> dict[str, Ranking]:
    from evaluation.full_text import ranked
    from retrieval.question import understand
    from retrieval.search import fuse, search, weigh
    from retrieval.vocabulary import Corpus

    vocabulary = Corpus(index.ledger).vocabulary()

    def meaning(question: "Question") -> list[str]:
        found = index.vectors.search(embedder.query(question.question), _WIDE)
        return [passage for passage, _ in found]

    def words(question: "Question") -> list[str]:
        terms = weigh(understand(question.question), vocabulary)
        return [passage for passage, _ in index.words.search(terms.weights, _WIDE)]

    def product(question: "Question") -> list[str]:
        understood = understand(question.question)
        terms = weigh(understood, vocabulary)
        return [hit.passage for hit in search(understood, terms, index, embedder).hits]

    rankings: dict[str, Ranking] = {
        "betydning": meaning,
        "ord": words,
        "reciprok rang": lambda question: fuse([meaning(question), words(question)]),
        "som produktet": product,
    }
    if index.place.shared:
        own = "PostgreSQLs egen"
        rankings[own] = lambda question: ranked(index, question.question, _WIDE)
    return rankings


def _items(passages: Sequence[str]) -> list[Item]:
    """The items of a ranking of passages, each at its first place."""
    ids = (passage.split("/") for passage in passages)
    return list(dict.fromkeys((meeting, int(item)) for meeting, item, *_ in ids))


def _place(question: "Question", items: Sequence[Item]) -> int:
    """The place, from 1, of the first right item; 0 when it is not there."""
    wanted = {(place.meeting, place.punkt) for place in question.item}
    for place, (meeting, item) in enumerate(items, 1):
        if any(meeting.endswith(day) and item == number for day, number in wanted):
            return place
    return 0


if __name__ == "__main__":
    sys.exit(main())
