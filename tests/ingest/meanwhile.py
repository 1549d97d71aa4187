"""How much slower a question is answered while the same process indexes.

`python -m tests.ingest.meanwhile [--index FOLDER] [--questions 60]` copies an index, asks it
questions as the page does, first alone and then while new minutes are indexed, and prints both.
"""

import argparse
import os
import random
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.served import Worker
from retrieval.assistant import Assistant
from vectorstore.embedder import BUNDLED
from vectorstore.index import Index, Place, Progress
from vectorstore.schema import FileResult

_MOST = 3.0  # times that the 95th percentile may rise
_WORDS = (
    "udvalget kommunen skole vej sti hal park bro havn torv eng skov mark kyst plan budget støtte "
    "anlæg borgere høring tilladelse gebyr drift renovering projekt lokalplan naboer trafik"
).split()


def minutes(number: int) -> str:
    """Minutes of twelve items with about 1,500 letters each, other words in each file."""
    draw = random.Random(number)
    parts = [f"REFERAT Prøveudvalg {number} d. 04-03-2024", ""]
    for item in range(1, 13):
        said = [
            " ".join(draw.choices(_WORDS, k=14)).capitalize() + f" nr. {draw.randrange(10**6)}."
            for _ in range(14)
        ]
        parts += [f"Punkt {item}: {said[0][:40]}", f"24/{number * 100 + item}", "",
                  "Sagsfremstilling", *said[:10], "", "Beslutning", *said[10:], ""]  # fmt: skip
    return "\n".join(parts)


class Timing:
    """Asks the same questions over and over."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._asked = assistant.examples(12)

    def seconds(self) -> Iterator[float]:
        """Of one answer after the other, with a reader's pause between."""
        while True:
            for question in self._asked:
                begun = time.perf_counter()
                list(self._assistant.ask(question))
                yield time.perf_counter() - begun
                time.sleep(0.05)


def percentile(seconds: list[float], share: float) -> float:
    """The value that so many are not above, in milliseconds."""
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def main() -> int:
    """Print the figures; 1 where the 95th percentile rises more than it may."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--index", type=Path)
    options.add_argument("--questions", type=int, default=60)
    given = options.parse_args()
    from settings import load_settings

    settings = load_settings()
    with TemporaryDirectory(prefix="referat-") as name:
        folder = Path(name)
        shutil.copytree(given.index or settings.index, folder / "index")
        (folder / "minutes").mkdir()
        return _measured(folder, settings.cache, given.questions)


def _measured(folder: Path, cache: Path, questions: int) -> int:
    assistant = Assistant(Index(Place(folder / "index")), "", cache)
    assistant.warm()
    timing = Timing(assistant).seconds()
    for _ in range(12):
        next(timing)
    alone = [next(timing) for _ in range(questions)]
    results: list[FileResult] = []
    worker = Worker(
        assistant.index, assistant.embedder, BUNDLED, folder / "minutes", results.append
    )
    stop = threading.Event()

    def index() -> None:
        for number in range(10_000):
            if stop.is_set():
                return
            file = folder / "minutes" / f"{number}.txt"
            file.write_text(minutes(number), encoding="utf-8")
            list(worker.results("add", [str(file)], Progress()))

    thread = threading.Thread(target=index)
    thread.start()
    begun = time.perf_counter()
    during = [next(timing) for _ in range(questions)]
    spent = time.perf_counter() - begun
    indexed = len(results)
    stop.set()
    thread.join()
    for told, seconds in (("alone", alone), ("while indexing", during)):
        print(
            f"{told:15} median {percentile(seconds, 0.5):6.0f} ms, "
            f"p95 {percentile(seconds, 0.95):6.0f} ms, most {1000 * max(seconds):6.0f} ms"
        )
    ratio = percentile(during, 0.95) / percentile(alone, 0.95)
    print(f"p95 rose {ratio:.2f} times ({indexed} files in {spent:.0f} s, {os.cpu_count()} cores)")
    return int(ratio > _MOST)


if __name__ == "__main__":
    sys.exit(main())
