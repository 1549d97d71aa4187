"""`python -m evaluation.checking FILE…`: how many right and corrupted sentences the checker tells.

Each line of a FILE is a JSON object: `sentence` as a chat model writes it, with its marks;
`sources`, the passages that [1], [2] … stand for; `correct`; `kind`, what it tells or how it was
corrupted; `note`, what the minutes say (see `evaluation/sentences.py`). Prints by kind how many
correct ones pass and how many corrupted ones are caught, with the reasons that were given.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from evaluation.sentences import Sentence
    from retrieval.assistant import Assistant
    from retrieval.checking import Verdict
    from retrieval.sources import Source

    Checked: TypeAlias = tuple[Sentence, list[Source], Verdict]

_SHOWN = 400  # characters of a cited passage that a failure shows
_REASONS = 3  # most frequent ones in a row


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    line = argparse.ArgumentParser(
        prog="python -m evaluation.checking",
        description="Viser, hvor mange rigtige sætninger der godkendes, og forkerte der fanges.",
    )
    line.add_argument("sentences", metavar="FILE", type=Path, nargs="+")
    line.add_argument(
        "--failures", metavar="N", type=int, default=0, help="vis de første N, der bedømmes forkert"
    )
    arguments = line.parse_args(argv)
    from vectorstore.errors import ReferatError

    try:
        _check(arguments.sentences, arguments.failures)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check(paths: Sequence[Path], failures: int) -> None:
    from evaluation.sentences import read_sentences
    from retrieval.assistant import open_assistant
    from settings import load_settings

    sentences = [sentence for path in paths for sentence in read_sentences(path)]
    found = checked(sentences, open_assistant(load_settings()))
    print(report(found))
    wrong = [each for each in found if each[0].correct != each[2].supported]
    for each in wrong[:failures]:
        print(f"\n{_failure(*each)}")


def checked(sentences: "Sequence[Sentence]", assistant: "Assistant") -> "list[Checked]":
    """Each sentence with its sources and what the product's checker says of it."""
    from retrieval.checking import check
    from retrieval.meaning import alike

    near = alike(assistant.embedder)
    found = []
    for each in sentences:
        sources = [
            _source(n, place, each.id, assistant) for n, place in enumerate(each.sources, start=1)
        ]
        found.append((each, sources, check(each.sentence, sources, near)))
    return found


def _source(n: int, place: str, id: str, assistant: "Assistant") -> "Source":
    from evaluation.lines import UnusableFile
    from retrieval.sources import source_of

    meeting_id, number, kind, at = place.split("/")
    meeting = assistant.meeting(meeting_id)
    item = meeting.item(int(number))
    passages = [
        passage
        for passage in assistant.index.ledger.item_passages(meeting_id, int(number))
        if passage.kind == kind
    ]
    if item is None or int(at) >= len(passages):
        raise UnusableFile(
            f"Sætningen „{id}“ henviser til {place}, som ikke er i indekset: ret henvisningen."
        )
    return source_of(n, meeting, item, passages[int(at)], assistant.index.ledger)


def report(found: "Sequence[Checked]") -> str:
    """A table of the correct sentences and one of the corrupted ones, a row for each kind."""
    right = [each for each in found if each[0].correct]
    wrong = [each for each in found if not each[0].correct]
    return f"{_table('Rigtige', 'Godkendt', right)}\n\n{_table('Forkerte', 'Fanget', wrong)}"


def _table(head: str, told: str, found: "Sequence[Checked]") -> str:
    from evaluation.report import ALL, table

    kinds = sorted({sentence.kind for sentence, *_ in found})
    rows = [_row(kind, [each for each in found if each[0].kind == kind]) for kind in kinds]
    return table((head, "Antal", told, "Grunde"), [*rows, _row(ALL, found)])


def _row(kind: str, found: "Sequence[Checked]") -> tuple[str, ...]:
    from evaluation.figures import Share
    from evaluation.report import NONE, share

    told = sum(sentence.correct == verdict.supported for sentence, _, verdict in found)
    reasons = Counter(str(verdict.why) for *_, verdict in found if verdict.why)
    most = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common(_REASONS))
    return kind, str(len(found)), share(Share(told, len(found))), most or NONE


def _failure(sentence: "Sentence", sources: "Sequence[Source]", verdict: "Verdict") -> str:
    said = f"afvist ({verdict.why}: {verdict.words})" if verdict.why else "godkendt"
    cited = [source for source in sources if source.n in verdict.cites]
    lines = [f"{sentence.id} ({sentence.kind}): {sentence.sentence}", f"  {said.capitalize()}"]
    lines += [f"  Referatet: {sentence.note}"] if sentence.note else []
    lines += [f"  [{s.n}] {s.title}, {s.kind}: {s.text[:_SHOWN]}" for s in cited]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
