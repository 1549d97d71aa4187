"""Watching a folder, with real files, a real index and the real command."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import watchfiles

from ingest.run import Indexing
from ingest.watch import Run, Seen, Watch
from vectorstore.embedder import BUNDLED, open_embedder
from vectorstore.errors import IndexBusy
from vectorstore.index import Index, Place, Progress
from vectorstore.schema import FileOutcome, FileResult

ROOT = Path(__file__).parents[2]
MINUTES = """REFERAT Havneudvalget d. 04-03-2024

Punkt 1: Ny bro
24/100

Beslutning
Udvalget besluttede at bygge en bro.
"""
CLOCK = 0.0  # before every change: none has come to rest at the first look
A, B = Path("a.txt"), Path("b.txt")


def test_a_file_is_whole_when_it_has_been_the_same_for_two_seconds() -> None:
    seen = Seen()
    seen.look({A: (10, 1, 1)}, 0.0, CLOCK)
    assert seen.unfinished(1.0) == [A] and seen.changed(1.0)  # the first time all is looked over
    seen.done([A])
    seen.look({A: (20, 2, 1)}, 1.5, CLOCK)
    assert seen.unfinished(3.0) == [A] and not seen.changed(3.0)
    assert seen.unfinished(3.6) == [] and seen.changed(3.6)
    seen.done([])
    assert not seen.changed(9.0)


def test_what_lies_there_at_first_is_whole_when_it_is_old() -> None:
    seen = Seen()
    seen.look({A: (10, 100 * 10**9, 1), B: (10, 109 * 10**9, 1)}, 5.0, 110.0)
    assert seen.unfinished(5.0) == [B]


def test_one_file_that_is_written_for_long_does_not_keep_the_others_waiting() -> None:
    seen = Seen()
    seen.look({}, 0.0, CLOCK)
    seen.done([])
    for second in range(1, 6):
        seen.look({A: (second, second, 1), B: (7, 7, 7)}, float(second), CLOCK)
    assert seen.changed(5.0) and seen.unfinished(5.0) == [A]
    seen.done([A])
    assert not seen.changed(5.5) and seen.changed(7.1)


def test_what_went_a_moment_ago_is_removed_when_it_stays_away() -> None:
    seen = Seen()
    seen.look({A: (1, 1, 1), B: (1, 1, 1)}, 0.0, CLOCK)
    seen.look({A: (1, 1, 1), B: (1, 1, 1)}, 3.0, CLOCK)
    seen.done([])
    seen.look({A: (2, 2, 2), B: (1, 1, 1)}, 4.0, CLOCK)
    seen.look({A: (2, 2, 2)}, 6.0, CLOCK)
    assert seen.changed(6.1) and seen.unfinished(6.1) == [B]
    seen.done([B])
    assert not seen.changed(7.0) and seen.changed(8.1) and seen.unfinished(8.1) == []


def test_a_file_that_goes_and_comes_back_at_once_was_never_gone() -> None:
    seen = Seen()
    seen.look({A: (1, 1, 1)}, 0.0, CLOCK)
    seen.look({A: (1, 1, 1)}, 3.0, CLOCK)
    seen.done([])
    seen.look({}, 4.0, CLOCK)
    assert not seen.changed(5.0)
    seen.look({A: (1, 1, 1)}, 5.0, CLOCK)
    assert not seen.changed(8.0)
    seen.look({}, 9.0, CLOCK)
    assert seen.changed(11.0)


@contextmanager
def watched(folder: Path, run: Run) -> Iterator[list[str]]:
    """What is said while a thread watches the folder."""
    said: list[str] = []
    stop = threading.Event()
    thread = threading.Thread(target=Watch(folder, run, said.append).until, args=(stop,))
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join(30)


def wait(until: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_comes_changes_and_goes_is_indexed_when_it_is_whole(
    tmp_path: Path, cache: Path
) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "andet.txt").write_text(MINUTES.replace("04-03", "05-03"), encoding="utf-8")
    index = Index(Place(tmp_path / "index"))
    index.ledger.set_model(BUNDLED)
    embedder = open_embedder("", cache)
    indexing = Indexing(index, lambda: embedder, Progress())

    def run(names: list[str]) -> Iterator[FileResult]:
        with index.writing():
            yield from indexing.command("watch", names)

    with watched(folder, run) as said:
        wait(lambda: len(index.ledger.documents()) == 1)
        with (folder / "bro.txt").open("w", encoding="utf-8") as file:
            for part in (MINUTES[:25], MINUTES[25:80], MINUTES[80:120], MINUTES[120:]):
                file.write(part)
                file.flush()
                time.sleep(0.8)
        wait(lambda: len(index.ledger.documents()) == 2)
        (folder / "bro.txt").write_text(MINUTES.replace("en bro", "to broer"), encoding="utf-8")
        wait(lambda: "to broer" in index.ledger.meeting("havneudvalget-2024-03-04").text)
        (folder / "bro.txt").unlink()
        wait(lambda: len(index.ledger.documents()) == 1 and "fjernet" in said[-1])
    assert said[0] == f"Holder øje med {folder}."
    assert said[1:-1] == [
        "  nyt      andet.txt: 1 punkt",
        "  nyt      bro.txt: 1 punkt",
        "  ændret   bro.txt: punkt 1",
        "  fjernet  bro.txt",
    ]


def test_a_folder_that_tells_of_nothing_is_looked_at_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object, stop_event: threading.Event, **__: object) -> Iterator[set[object]]:
        while not stop_event.wait(0.05):
            yield set()

    monkeypatch.setattr(watchfiles, "watch", silent)
    monkeypatch.setattr("ingest.watch._LOOK", 0.2)
    monkeypatch.setattr("ingest.watch._SETTLED", 0.3)
    runs: list[list[str]] = []
    with watched(tmp_path, lambda names: runs.append(names) or ()) as said:
        wait(lambda: len(runs) == 1)
        (tmp_path / "bro.txt").write_text(MINUTES, encoding="utf-8")
        wait(lambda: len(runs) == 2)
    assert "Mappen giver ikke besked om ændringer (et netværksdrev?)" in said[1]
    assert runs[1] == [str(tmp_path)]


def test_where_nothing_can_be_listened_to_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Iterator[set[object]]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", full)
    runs: list[list[str]] = []
    with watched(tmp_path, lambda names: runs.append(names) or ()) as said:
        wait(lambda: len(runs) == 1)
    assert "OS file watch limit reached" in said[1]


def test_trouble_is_told_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.watch._AGAIN", 0.1)
    monkeypatch.setattr("ingest.watch._LOOK", 0.1)
    failed = FileResult(str(tmp_path / "x.txt"), FileOutcome.FAILED, detail="filen er tom.")
    tries: list[int] = []

    def run(_: list[str]) -> Iterator[FileResult]:
        tries.append(1)
        if len(tries) < 3:
            raise IndexBusy("Optaget.")
        yield failed

    with watched(tmp_path, run) as said:
        wait(lambda: len(tries) == 3)
        (tmp_path / "y.txt").write_text(MINUTES, encoding="utf-8")
        wait(lambda: len(tries) == 4)
    assert said[1:-1] == ["Optaget.", "  fejl     x.txt: filen er tom."]


def test_an_emptied_folder_removes_nothing(tmp_path: Path, sample_index: Path) -> None:
    index = Index(Place(Path(shutil.copytree(sample_index, tmp_path / "index"))))
    (tmp_path / "tom").mkdir()
    indexing = Indexing(index, lambda: open_embedder("", tmp_path), Progress())
    before = set(index.ledger.documents())
    with watched(tmp_path / "tom", lambda names: indexing.command("watch", names)) as said:
        wait(lambda: len(said) == 2)
    assert "har ingen referater" in said[1] and set(index.ledger.documents()) == before


def test_the_command_ends_clean_at_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "minutes").mkdir()
    watch = subprocess.Popen(
        [sys.executable, "-m", "ingest", "watch", str(tmp_path / "minutes")],
        cwd=ROOT, env={**os.environ, "REFERAT_INDEX": str(tmp_path / "index")},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert watch.stdout is not None
    assert "Holder øje med" in watch.stdout.readline()
    assert "har ingen referater" in watch.stdout.readline()
    os.killpg(watch.pid, signal.SIGINT)
    told, errors = watch.communicate(timeout=60)
    assert (watch.returncode, errors) == (0, "") and "Holder ikke længere øje med" in told
