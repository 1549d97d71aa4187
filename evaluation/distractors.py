"""`python -m evaluation.distractors QUESTIONS PASSAGES`: the drop when foreign text is indexed too.

PASSAGES is a JSON-lines file of Danish text that has nothing to do with the minutes
({"text": …}). Its passages are put into a copy of the index as minutes of the committee that has
most meetings, in months without meetings of its own, and every question is asked twice: over the
index as it is, and over the copy. The copy is kept in --copy, so that a second run is quick.
"""

import argparse
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from evaluation.figures import Figures
    from evaluation.questions import Question
    from settings import Settings
    from vectorstore.schema import IndexSummary, Meeting, Passage

_ITEMS = 250  # passages to a foreign meeting, each an item of its own
_SENTENCE = re.compile(r"(?<=[a-zæøå)”\"]{2}[.!?])\s+(?=[A-ZÆØÅ])")


class Foreign(BaseModel):
    """A passage of foreign text."""

    text: str


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    line = argparse.ArgumentParser(
        prog="python -m evaluation.distractors",
        description="Viser, hvor meget svarene taber, når uvedkommende tekst er indekseret også.",
    )
    line.add_argument("questions", metavar="QUESTIONS", type=Path)
    line.add_argument("passages", metavar="PASSAGES", type=Path, help="{'text': …} på hver linje")
    line.add_argument("--count", type=int, default=50_000, help="så mange uddrag (50000)")
    line.add_argument("--copy", type=Path, required=True, help="mappe til indeks med alt i")
    arguments = line.parse_args(argv)
    from vectorstore.errors import ReferatError

    try:
        _compare(arguments)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compare(arguments: argparse.Namespace) -> None:
    from evaluation.questions import read_questions
    from evaluation.report import side_by_side
    from settings import load_settings

    questions = read_questions(arguments.questions)
    settings = load_settings()
    _fill(settings, arguments)
    alone = _figures(settings, questions)
    among = _figures(settings.model_copy(update={"index": arguments.copy}), questions)
    print(side_by_side({"alene": alone, f"blandt {arguments.count}": among}))


def _figures(settings: "Settings", questions: "Sequence[Question]") -> "Figures":
    from evaluation.answers import GivenAnswer
    from evaluation.asking import ask
    from evaluation.figures import figures
    from retrieval.assistant import open_assistant

    assistant = open_assistant(settings)
    assistant.warm()
    lines = [(question, ask(assistant, question)) for question in questions]
    return figures([(q, GivenAnswer.model_validate_json(line)) for q, line in lines], {})


def _fill(settings: "Settings", arguments: argparse.Namespace) -> None:
    """Make the copy with what is missing in it; a run that was stopped goes on where it was."""
    from evaluation.lines import read_records
    from vectorstore.embedder import open_embedder
    from vectorstore.index import Index, Place, Progress

    if not arguments.copy.exists():
        shutil.copytree(settings.index, arguments.copy)
    index = Index(Place(arguments.copy))
    known = set(index.ledger.documents())
    texts = [
        each.text for each in islice(read_records(arguments.passages, Foreign), arguments.count)
    ]
    days = _free_days(index.ledger.summary(), -(-len(texts) // _ITEMS))
    committee = Counter(m.committee for m in index.ledger.summary().meetings).most_common(1)[0][0]
    embedder = open_embedder(settings.embedding_model, settings.cache)
    with index.writing():
        for number, day in enumerate(days):
            name = f"uvedkommende-{number}"
            if name in known:
                continue
            print(f"Indekserer {number + 1} af {len(days)}", file=sys.stderr)
            meeting = _meeting(name, committee, day, texts[number * _ITEMS : (number + 1) * _ITEMS])
            passages = list(_passages(meeting))
            index.put(
                meeting, passages, embedder, path=name, parser="", added=True, progress=Progress()
            )
    index.close()


def _free_days(summary: "IndexSummary", count: int) -> list[date]:
    """Days before the last meeting, in months that hold none."""
    taken = {(meeting.held.year, meeting.held.month) for meeting in summary.meetings}
    last = max(meeting.held for meeting in summary.meetings)
    months = ((last.year - back // 12, 12 - back % 12) for back in range(12 * 40))
    free = [date(y, m, d) for y, m in months if (y, m) not in taken for d in range(1, 29)]
    return sorted(day for day in free if day < last)[-count:]


def _meeting(name: str, committee: str, held: date, texts: Sequence[str]) -> "Meeting":
    from vectorstore.schema import (
        AgendaItem,
        Block,
        BlockKind,
        Meeting,
        Section,
        SectionKind,
        fold,
    )

    text = ""
    items = []
    for number, own in enumerate((fold(text) for text in texts), 1):
        title = " ".join(own.split()[:5])
        start = len(text)
        text += f"Punkt {number}: {title}\n"
        heading_end = len(text)
        text += f"{own}\n"
        block = Block(BlockKind.PARAGRAPH, heading_end, len(text) - 1)
        section = Section(SectionKind.CASE, "", heading_end, len(text), (block,))
        items.append(
            AgendaItem(number, title, None, False, start, heading_end, len(text), (section,))
        )
    return Meeting(name, committee, held, None, "", text, 0, items=tuple(items), source=name)


def _passages(meeting: "Meeting") -> "Iterator[Passage]":
    from vectorstore.dates import long_date
    from vectorstore.schema import BlockKind, Passage, SectionKind, Unit

    for item in meeting.items:
        block = item.sections[0].blocks[0]
        key = f"{meeting.id}/{item.number}/0/0"
        where = f"{meeting.committee} {long_date(meeting.held)}"
        text = meeting.text[block.start : block.end]
        at, units = block.start, []
        for place, sentence in enumerate(_SENTENCE.split(text)):
            start = meeting.text.index(sentence, at)
            at = start + len(sentence)
            units.append(Unit(f"{key}/{place}", BlockKind.PARAGRAPH, start, at, sentence))
        yield Passage(
            key, meeting.id, item.number, 0, SectionKind.CASE, block.start, block.end, text,
            f"{where} · Punkt {item.number}: {item.title} · Sagsfremstilling", tuple(units),
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
