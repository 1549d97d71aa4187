"""Files are read in processes of their own: what one does to its process costs only that file."""

import os
import subprocess
import sys
import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ingest.files.apart import LARGE, READERS, Apart
from ingest.files.kinds import Kind
from ingest.files.process import Limits
from vectorstore.errors import UnreadableMinutes

STUBS = "tests.ingest.files.stub_readers"
MINUTES = """REFERAT Teknikudvalget d. 12-06-2024

Punkt 1: Cykelsti langs Møllevej

24/100

Beslutning

Udvalget godkendte forslaget.
"""
PDF = b"%PDF-1.7\n" + MINUTES.encode()
BRIEF = Limits(clock=8, processor=60, memory=400_000_000, answer=1_000_000)
USUAL = Limits(clock=120, processor=2, memory=400_000_000, answer=1_000_000)
POSIX = pytest.mark.skipif(os.name != "posix", reason="the system sets no limits on processes")


def words(text: str) -> int:
    return len(text.split())


def apart(stub: str, limits: Limits = USUAL) -> Apart:
    """With a stub in the place of PDF's reader."""
    return Apart(READERS | {Kind.PDF: f"{STUBS}:{stub}"}, large=limits)


def running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children() -> list[str]:
    """The processes that this one has started and not taken leave of."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[1]) == os.getpid():
            found.append((stat.parent / "cmdline").read_text())
    return [each for each in found if "ingest.files.worker" in each]


def test_text_becomes_a_meeting_and_its_passages() -> None:
    with Apart() as readers:
        meeting, doubts = readers.read(MINUTES.encode(), "juni.txt")
        passages = readers.cut(meeting, words)
    assert (meeting.id, meeting.source, doubts) == ("teknikudvalget-2024-06-12", "juni.txt", ())
    assert [passage.text for passage in passages] == ["Udvalget godkendte forslaget."]


def test_one_process_reads_all_short_texts_and_is_replaced_when_it_ends() -> None:
    with Apart() as readers:
        readers.read(MINUTES.encode(), "a.txt")
        first = readers._shared
        readers.read(MINUTES.encode(), "b.txt")
        assert readers._shared is first and first is not None
        first._popen.kill()
        first._popen.wait()
        assert readers.read(MINUTES.encode(), "c.txt")[0].items
        assert readers._shared is not first


def test_what_is_no_minutes_is_told_and_the_same_process_goes_on() -> None:
    with Apart() as readers:
        with pytest.raises(UnreadableMinutes, match=r"brev.txt ligner ikke et referat"):
            readers.read("Kære Birgit".encode(), "brev.txt")
        first = readers._shared
        assert readers.read(MINUTES.encode(), "b.txt")[0].items and readers._shared is first


def test_pages_and_doubts_come_along() -> None:
    meeting, doubts = apart("as_text").read(PDF, "a.pdf")
    assert meeting.page(0) == 1 and meeting.page(meeting.text.index("Udvalget godk")) == 2
    assert doubts == meeting.doubts == ("Side 2 er læst med tekstgenkendelse.",)


MISHAPS = [
    ("refuses", "a.pdf: PDF-filen er låst med en adgangskode"),
    ("hangs", "a.pdf: filen tog mere end 8 sekunder"),
    ("dies", "a.pdf: programmet, der læser filtypen, gik ned"),
    ("fails", "a.pdf: der skete en fejl i programmet"),
    ("digs", "a.pdf: filen er bygget i for mange lag"),
    pytest.param("loops", "a.pdf: filen tog mere end", marks=POSIX),
    pytest.param("eats_memory", "a.pdf: filen brugte mere hukommelse", marks=POSIX),
]


@pytest.mark.parametrize(("stub", "told"), MISHAPS)
def test_what_happens_to_a_process_is_one_sentence_and_leaves_nothing(
    stub: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begun = time.monotonic()
    with pytest.raises(UnreadableMinutes) as error:
        apart(stub, BRIEF if stub == "hangs" else USUAL).read(PDF, "a.pdf")
    assert str(error.value).startswith(told) and "\n" not in str(error.value)
    assert time.monotonic() - begun < 60
    assert children() == [] and list(tmp_path.iterdir()) == []


def test_what_is_done_with_a_member_is_not_the_archives_time() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, os.urandom(100_000))
    limits = Limits(clock=2, processor=10, memory=LARGE.memory)
    found = []
    for member in Apart(archive=limits).unpack(held.getvalue(), "a.zip"):
        found.append(member.name)
        time.sleep(1.2)
    assert found == ["a.txt", "b.txt", "c.txt"]


def test_a_library_that_prints_disturbs_nothing() -> None:
    assert apart("prints").read(PDF, "a.pdf")[0].items


def test_an_answer_can_name_our_records_only(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    with pytest.raises(UnreadableMinutes):
        apart("talks_back").read(b"%PDF-" + str(touched).encode(), "a.pdf")
    assert not touched.exists()


def test_an_answer_is_only_so_long() -> None:
    limits = Limits(clock=30, processor=30, memory=LARGE.memory, answer=500)
    with pytest.raises(UnreadableMinutes, match="filen blev for stor"):
        apart("as_text", limits).read(PDF, "a.pdf")


@POSIX
def test_what_a_reader_started_and_wrote_ends_with_it(tmp_path: Path) -> None:
    place = tmp_path / "told"
    with pytest.raises(UnreadableMinutes, match="sekunder"):
        apart("starts_another", BRIEF).read(b"%PDF-\n" + str(place).encode(), "a.pdf")
    pid, name = place.read_text().split(" ", 1)
    until = time.monotonic() + 5
    while running(int(pid)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not running(int(pid)) and not Path(name).exists()


def test_it_works_in_a_thread_while_other_threads_hold_locks() -> None:
    lock = threading.Lock()
    found: list[Any] = []
    with lock, Apart() as readers:
        threads = [
            threading.Thread(target=lambda: found.append(apart("as_text").read(PDF, "a.pdf")))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        readers.read(MINUTES.encode(), "a.txt")
        for thread in threads:
            thread.join()
    assert len(found) == 3


INTERRUPTED = """
import os, signal, sys, threading
sys.path.insert(0, {root!r})
from ingest.files.apart import READERS, Apart
from ingest.files.kinds import Kind
apart = Apart(READERS | {{Kind.PDF: "{stubs}:hangs"}})
apart.read({minutes!r}.encode(), "a.txt")
threading.Timer(1.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    apart.read(b"%PDF-", "a.pdf")
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@POSIX
def test_ctrl_c_ends_the_processes_too(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[3])
    code = INTERRUPTED.format(root=root, stubs=STUBS, minutes=MINUTES)
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False,
        env=environment, cwd=root,
    )  # fmt: skip
    assert done.stdout == "interrupted\n" and done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_process_ends_when_who_started_it_is_killed(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[3])
    code = (
        f"import sys; sys.path.insert(0, {root!r})\n"
        "from ingest.files.apart import Apart\n"
        f"apart = Apart(); apart.read({MINUTES!r}.encode(), 'a.txt')\n"
        "print(apart._shared._popen.pid, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        assert running(pid)
        process.kill()
    until = time.monotonic() + 10
    while running(pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert not running(pid) and list(tmp_path.iterdir()) == []
