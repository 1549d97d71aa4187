"""Kills indexing at random moments and looks whether anything was lost, halved or doubled.

`python tests/ingest/crash.py --kills 200 [--seed 1]` prints what was killed and what was found. In
each round a process of its own adds, changes and removes minutes in one index and is killed with
SIGKILL after a random time; another then opens the index as a user's next command would.
"""

import argparse
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from ingest.parse import parse
from ingest.run import Indexing
from vectorstore.danish import terms
from vectorstore.doctor import mended
from vectorstore.embedder import BUNDLED, Embedder, open_embedder
from vectorstore.index import Index, Place, Progress
from vectorstore.schema import FileOutcome

_FILES = 12  # different meetings; each is added, changed and removed again and again
_EVERY = 10  # kills between two lines of progress
_PIECES = 3  # of work in a round
_BEGAN = b"began\n"
_WORD = re.compile(rb"[a-z]+(\d+)x(\d+)x\d+")  # "skov3x17x2": meeting, version, item
_DANISH = "skole vej sti hal park bro havn torv eng skov mark kyst".split()


@dataclass
class Found:
    """What the rounds showed."""

    kills: int = 0
    during: Counter[str] = field(default_factory=Counter)  # kills by what was going on
    mended: Counter[str] = field(default_factory=Counter)  # what the next start put right
    wrong: list[str] = field(default_factory=list)  # anything lost, halved or doubled


def minutes(number: int, version: int) -> str:
    """Minutes of meeting `number`; every version has words that no other has."""
    draw = random.Random(f"{number}/{version}")
    town = draw.choice(_DANISH)
    parts = [f"REFERAT Udvalg {number} d. {number + 1:02}-03-2024", ""]
    for item in range(1, draw.randint(2, 12)):
        word = f"{draw.choice(_DANISH)}{number}x{version}x{item}"
        parts += [f"Punkt {item}: Sagen om {word}", f"24/{number * 100 + item}", "", "Beslutning",
                  f"Udvalget besluttede at anlægge {word} i {town}en.", ""]  # fmt: skip
    return "\n".join(parts)


class Rounds:
    """One index that is written to and killed, and what it must hold."""

    def __init__(self, folder: Path, embedder: Embedder, seed: int) -> None:
        self.place = Place(folder / "index")
        self.folder = folder / "minutes"
        self.folder.mkdir()
        self.embedder = embedder
        self.draw = random.Random(seed)
        self.found = Found()
        self.acknowledged: dict[int, int | None] = {}  # meeting: version; None is removed
        self.version = 0
        self._piece = 1.0  # seconds that a piece of work takes here

    def round(self) -> None:
        """Write, be killed, look."""
        work, begun = self._plan(), time.perf_counter()
        reading, writing = os.pipe()
        child = self._child(lambda: self._write(work, writing))
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as told:
            # The moment is drawn evenly over the pieces of work, however long each takes here.
            heard = [told.readline() for _ in range(self.draw.choice(range(_PIECES + 2)))]
            time.sleep(self.draw.uniform(0.0, self._piece))
            os.kill(child, signal.SIGKILL)
            ended = os.WIFEXITED(os.waitpid(child, 0)[1])
            lines = "".join((*heard, told.read())).split()
        done = [line for line in lines if not line.startswith("began")]
        if done:
            self._piece = (time.perf_counter() - begun) / len(lines)
        began = [line for line in lines if line.startswith("began")]
        at = work[len(done)] if len(done) < len(work) else None
        self.found.kills += 1
        doing = at[0] if at and began else "opening" if at else "nothing" if ended else "settling"
        self.found.during[doing] += 1
        for what, number, version in work[: len(done)]:
            self.acknowledged[number] = None if what == "remove" else version
        self._look(at)
        self._look_for_removed()

    def _look_for_removed(self) -> None:
        """Words of what was changed or removed must stand in no file once the index was opened."""
        for file in (path for path in self.place.folder.rglob("*") if path.is_file()):
            there = {(int(n), int(v)) for n, v in _WORD.findall(file.read_bytes())}
            if old := there - set(self.acknowledged.items()):
                self.found.wrong.append(f"{self.found.kills}: {file.name} still has {sorted(old)}")

    def _plan(self) -> list[tuple[str, int, int]]:
        planned = []
        for number in self.draw.sample(range(_FILES), _PIECES):
            self.version += 1
            here = self.acknowledged.get(number) is not None
            what = self.draw.choice(["change", "change", "remove"]) if here else "add"
            planned.append((what, number, self.version))
        return planned

    def _child(self, work: Callable[[], None]) -> int:
        child = os.fork()  # the model is loaded and nothing else: forking is safe here
        if child == 0:
            try:
                work()
            finally:
                os._exit(0)
        return child

    def _write(self, work: list[tuple[str, int, int]], told: int) -> None:
        index = Index(self.place)
        index.ledger.set_model(BUNDLED)
        indexing = Indexing(index, lambda: self.embedder, Progress())
        with index.writing():
            os.write(told, _BEGAN)
            for what, number, version in work:
                file = self.folder / f"{number}.txt"
                if what == "remove":
                    list(indexing.remove([f"udvalg-{number}-2024-03-{number + 1:02}"]))
                else:
                    half = file.with_suffix(".ny")
                    half.write_text(minutes(number, version), encoding="utf-8")
                    half.replace(file)
                    (result,) = indexing.add([file])
                    assert result.outcome is not FileOutcome.FAILED, result
                os.write(told, b"done\n")

    def _look(self, at: tuple[str, int, int] | None) -> None:
        """Open the index in a process of its own; what is wrong comes back through a pipe."""
        reading, writing = os.pipe()
        child = self._child(lambda: self._examine(at, writing))
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as told:
            lines = told.read().splitlines()
        os.waitpid(child, 0)
        if not lines or lines[-1] != "looked":
            self.found.wrong.append(f"{self.found.kills}: the index cannot be looked at: {lines}")
        for line in lines[:-1]:
            kind, _, rest = line.partition(" ")
            match kind:
                case "mended":
                    self.found.mended[rest] += 1
                case "state":
                    number, version = rest.split()
                    self.acknowledged[int(number)] = None if version == "-" else int(version)
                case _:
                    self.found.wrong.append(f"{self.found.kills}: {line}")

    def _examine(self, at: tuple[str, int, int] | None, told: int) -> None:
        def say(line: str) -> None:
            os.write(told, f"{line}\n".encode())

        index = Index(self.place)
        waiting = index.ledger.pending()
        with index.writing() as finished:
            for sentence in mended(index, finished):
                if not sentence.startswith(("Databasen er hel", "Alt er i orden")):
                    say(f"mended {' '.join(w for w in sentence.split() if not w[0].isdigit())}")
        if waiting:
            say("mended (a copy was not yet made)")
        for number in range(_FILES):
            self._examine_one(index, number, at, say)
        say("looked")

    def _examine_one(
        self, index: Index, number: int, at: tuple[str, int, int] | None, say: Callable[[str], None]
    ) -> None:
        meeting = f"udvalg-{number}-2024-03-{number + 1:02}"
        wanted = self.acknowledged.get(number)
        may = {wanted}
        if at is not None and at[1] == number:  # killed while at it: the old or the new
            may.add(None if at[0] == "remove" else at[2])
        there = index.ledger.documents()
        if meeting not in there:
            if None not in may:
                say(f"lost meeting {number}, version {wanted}")
            say(f"state {number} -")
            return
        text = index.ledger.meeting(meeting).text
        version = next((v for v in may if v is not None and text == minutes(number, v)), None)
        if version is None:
            say(f"meeting {number} is neither of {may}")
            return
        say(f"state {number} {version}")
        for item in parse(text, "x").items:
            word = item.title.split()[-1]
            said = [hit for hit, _ in index.words.search(dict.fromkeys(terms(word), 1.0), 10)]
            near = [hit for hit, _ in index.vectors.search(self.embedder.query(word), 400)]
            for found in (said, near):
                own = [hit for hit in found if hit.startswith(f"{meeting}/{item.number}/")]
                if len(own) != len(set(own)) or not own:
                    say(f"meeting {number} item {item.number}: found as {own}")


def run(kills: int, seed: int, cache: Path) -> Found:
    """So many kills in one index."""
    os.environ["OMP_NUM_THREADS"] = "1"
    embedder = open_embedder("", cache)
    embedder.query("varm op")
    with TemporaryDirectory(prefix="referat-") as folder:
        rounds = Rounds(Path(folder), embedder, seed)
        for _ in range(kills):
            rounds.round()
            if rounds.found.kills % _EVERY == 0:
                print(f"{rounds.found.kills} kills, during: {dict(rounds.found.during)}, "
                      f"wrong: {len(rounds.found.wrong)}", flush=True)  # fmt: skip
        return rounds.found


def main() -> int:
    """Print the counts; 1 when anything was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    from settings import load_settings

    found = run(given.kills, given.seed, load_settings().cache)
    print(f"{found.kills} kills, during: {dict(found.during)}")
    print(f"put right at the next start: {dict(found.mended)}")
    print(f"lost, halved or doubled: {len(found.wrong)}", *found.wrong, sep="\n")
    return int(bool(found.wrong))


if __name__ == "__main__":
    sys.exit(main())
