"""`python -m evaluation.bench`: speed, memory and growth, in one run side by side with others."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

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
    from evaluation.bench import growth, indexing, told
    from evaluation.bench.running import took
    from evaluation.questions import read_questions
    from settings import load_settings
    from vectorstore.bundled_model import unpacked
    from vectorstore.embedder import open_embedder

    cache = load_settings().cache
    model, embedder = unpacked(cache), open_embedder("", cache)
    quick = arguments.quick
    small = _some(_MINUTES, work / "five", 2 if quick else 5)
    ours, plain = indexing.pipelines(small if quick else _MINUTES, model, work)
    same = indexing.embedding(
        work / "ours-all", embedder, model, 60 if quick else 1500, 1 if quick else 3
    )
    unchanged = indexing.again(3 if quick else 1000, work)
    print(told.speeds(ours, plain, same, unchanged), flush=True)
    took("ingest", "sync", small, index=work / "small")
    sets = sorted(_QUESTIONS.glob("sample*.jsonl"))
    asked = [q.question for path in sets for q in read_questions(path) if not q.history]
    questions = list(dict.fromkeys(asked))[: 8 if quick else 305]
    sizes = []
    wanted = (600,) if quick else arguments.sizes
    for size in growth.measured(work / "small", work / "ours-all", wanted, questions, embedder):
        sizes.append(size)
        print(f"\n{told.growth(sizes)}", flush=True)
    if not quick:
        told.plot(sizes, arguments.picture)


def _some(minutes: Path, folder: Path, count: int) -> Path:
    folder.mkdir()
    for file in sorted(minutes.glob("*.txt"))[:count]:
        shutil.copy(file, folder)
    return folder


if __name__ == "__main__":
    sys.exit(main())
