"""Ctrl-C while the real command indexes; a second owner of an index."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.handover import announce, withdraw
from vectorstore.doctor import examined
from vectorstore.errors import IndexBusy
from vectorstore.index import Index, Place

ROOT = Path(__file__).parents[2]
FILES = 4


def minutes(number: int) -> str:
    items = "".join(
        f"Punkt {n}: Bro {number}.{n}\n24/{number}{n}\n\nBeslutning\nBro {number}.{n} bygges.\n\n"
        for n in range(1, 4)
    )
    return f"REFERAT Havneudvalget d. {number + 1:02}-03-2024\n\n{items}"


def sync(index: Path, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "ingest", "sync", str(folder)],
        cwd=ROOT, env={**os.environ, "REFERAT_INDEX": str(index)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def stopped_at(command: "subprocess.Popen[str]", told: str) -> str:
    """Press Ctrl-C when the command has said so much; its last line."""
    assert command.stdout is not None
    while told not in (line := command.stdout.readline()):
        assert line, "ended before"
    os.killpg(command.pid, signal.SIGINT)  # as a terminal does: to all that the command started
    _, errors = command.communicate(timeout=120)
    assert command.returncode == 130 and "Traceback" not in errors, errors
    return errors.splitlines()[-1]


def test_ctrl_c_leaves_a_whole_index_and_the_next_run_goes_on(tmp_path: Path) -> None:
    folder, index = tmp_path / "minutes", tmp_path / "index"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(minutes(number), encoding="utf-8")
    last = stopped_at(sync(index, folder), "Indlæser sprogmodellen")
    assert last.startswith(f"Afbrudt: 0 af {FILES} filer er set efter, {FILES} mangler.")
    last = stopped_at(sync(index, folder), "nyt      0.txt")
    assert "Afbrudt: " in last and "kør kommandoen igen for resten" in last
    opened = Index(Place(index))
    there = set(opened.ledger.documents())
    opened.close()
    assert there and len(there) < FILES
    done = sync(index, folder)
    told, errors = done.communicate(timeout=300)
    assert done.returncode == 0 and f"{FILES - len(there)} nyt" in told, errors
    assert list(examined(Place(index)))[-1].startswith("Alt er i orden")


def test_a_second_page_is_refused_until_the_first_has_gone(tmp_path: Path) -> None:
    first = announce(tmp_path, "http://127.0.0.1:7860")
    with pytest.raises(IndexBusy, match="7860 bruger allerede indekset"):
        announce(tmp_path, "http://127.0.0.1:7861")
    withdraw(tmp_path, first)
    withdraw(tmp_path, announce(tmp_path, "http://127.0.0.1:7861"))
