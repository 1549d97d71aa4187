"""`python -m evaluation.bench`: speed, memory and growth, in one run side by side with others."""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.bench.growth import Size
    from vectorstore.embedder import Embedder

_MINUTES = Path("minutes")
_QUESTIONS = Path("evaluation/questions")
_PICTURE = Path("docs/pictures/speed.png")
_SIZES = (1_000, 10_000, 100_000)


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    line = argparse.ArgumentParser(
        prog="python -m evaluation.bench",
        description="Måler, hvor hurtigt der indlæses og svares, og hvordan det vokser.",
    )
    line.add_argument("--quick", action="store_true", help="det samme i småt, uden billede")
    line.add_argument("--sizes", type=int, nargs="+", default=_SIZES, metavar="UDDRAG")
    line.add_argument("--picture", type=Path, default=_PICTURE, help=f"billedets fil ({_PICTURE})")
    arguments = line.parse_args(argv)
    from vectorstore.errors import ReferatError

    try:
        with TemporaryDirectory(prefix="referat-bench-") as folder:
            _measure(arguments, Path(folder))
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(arguments: argparse.Namespace, work: Path) -> None:
    from evaluation.bench import indexing, told
    from settings import load_settings
    from vectorstore.bundled_model import unpacked
    from vectorstore.embedder import open_embedder

    cache = load_settings().cache
    model, embedder = unpacked(cache), open_embedder("", cache)
    quick, index = arguments.quick, work / "ours-all"
    minutes = _some(work / "some", 1) if quick else _MINUTES
    ours, plain = indexing.pipelines(minutes, model, work, started=not quick)
    same = indexing.embedding(index, embedder, model, 24 if quick else 1500, 1 if quick else 3)
    if quick:
        unchanged = indexing.again(work / "all", index, ours.took)
    else:
        unchanged = indexing.again(indexing.little(work / "little", 1000), work / "little-index")
    print(told.speeds(ours, plain, same, unchanged), flush=True)
    sizes = []
    for size in _sizes(arguments, work, embedder):
        sizes.append(size)
        print(f"\n{told.growth(sizes)}", flush=True)
    if not quick:
        told.plot(sizes, arguments.picture)


def _sizes(arguments: argparse.Namespace, work: Path, embedder: "Embedder") -> "Iterator[Size]":
    """An index of five minutes, and all of them grown to each size; in small the latter alone."""
    from evaluation.bench import growth
    from evaluation.bench.running import took
    from evaluation.questions import read_questions

    sets = sorted(_QUESTIONS.glob("sample*.jsonl"))
    asked = [q.question for path in sets for q in read_questions(path) if not q.history]
    questions = list(dict.fromkeys(asked))[: 8 if arguments.quick else 305]
    if not arguments.quick:
        took("ingest", "sync", _some(work / "five", 5), index=work / "small")
        yield growth.measured(work / "small", questions, embedder)
    wanted = (600,) if arguments.quick else arguments.sizes
    yield from growth.grown(work / "ours-all", wanted, questions, embedder)


def _some(folder: Path, count: int) -> Path:
    folder.mkdir()
    for file in sorted(_MINUTES.glob("*.txt"))[:count]:
        shutil.copy(file, folder)
    return folder


if __name__ == "__main__":
    sys.exit(main())
