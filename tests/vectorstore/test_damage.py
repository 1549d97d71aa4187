"""Damaged files, a full disk and a folder that cannot be written in: told in a sentence, mended."""

import ctypes
import os
import resource
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.assistant import Assistant
from retrieval.render import as_json
from vectorstore import soundness
from vectorstore.doctor import examined
from vectorstore.embedder import Embedder
from vectorstore.errors import ReferatError, StoreUnavailable
from vectorstore.index import Index, Place, rebuild

ROOT = Path(__file__).parents[2]
QUESTION = "Hvad blev besluttet om Frie Bymidter?"
ASKED = (QUESTION, "Hvad blev besluttet om Digelaget?")
Damage = Callable[[Path], object]


def _zeros(share: float) -> Damage:
    def damage(file: Path) -> None:
        with file.open("r+b") as opened:
            size = file.stat().st_size
            opened.seek(int(size * share))
            opened.write(bytes(max(8, size // 4)))

    return damage


DAMAGES: dict[str, Damage] = {
    "gone": Path.unlink,
    "empty": lambda file: os.truncate(file, 0),
    "a third": lambda file: os.truncate(file, file.stat().st_size // 3),
    "its end missing": lambda file: os.truncate(file, max(0, file.stat().st_size - 100)),
    "zeros in the middle": _zeros(0.4),
    "zeros at the start": _zeros(0.0),
}


@pytest.fixture
def index(sample_index: Path, tmp_path: Path) -> Path:
    whole = Path(shutil.copytree(sample_index, tmp_path / "index"))
    opened = Index(Place(whole))
    with opened.writing():  # leaves the note of what is written, as every command does
        pass
    opened.close()
    return whole


def answers(index: Path, embedder: Embedder, cache: Path) -> list[object]:
    opened = Index(Place(index))
    try:
        assistant = Assistant(opened, "", cache)
        assistant._embedder = embedder
        told = []
        for question in ASKED:
            *_, last = assistant.ask(question)
            told.append({k: v for k, v in as_json(last).items() if k != "seconds"})
        return told
    finally:
        opened.close()


def files(index: Path, store: str) -> Iterator[Path]:
    if store == "ledger.db":
        yield index / store
    else:
        yield from sorted(p for p in (index / store).rglob("*") if p.is_file())


@pytest.mark.parametrize("store", ["ledger.db", "chroma", "words"])
def test_an_index_with_a_damaged_file_is_told_of_or_answers_the_same(
    index: Path, tmp_path: Path, embedder: Embedder, cache: Path, store: str
) -> None:
    before = answers(index, embedder, cache)
    harmless, told = [], {}
    for file in files(index, store):
        for name, damage in DAMAGES.items():
            hurt = Path(shutil.copytree(index, tmp_path / "hurt"))
            damage(hurt / file.relative_to(index))
            try:
                same = answers(hurt, embedder, cache) == before
            except ReferatError as error:
                told[file.name, name] = str(error)
            else:
                assert same, f"{file.name}, {name}: answered from a damaged index"
                harmless.append(f"{file.name}, {name}")
            shutil.rmtree(hurt)
    ways = ("python -m ingest", "ingen referater")  # a ledger that is gone is none
    assert [what for what in told.items() if not any(way in what[1] for way in ways)] == []
    assert {len(sentence.splitlines()) for sentence in told.values()} == {1}
    # What is not needed for reading: locks, and what is made again when it is missing.
    # Chroma holds so few vectors in its database: the files of the graph are still empty.
    may = (".lock", ".managed.json", "length.bin", "index_metadata.pickle", "link_lists.bin")
    may += ("data_level0.bin, zeros",)
    assert [each for each in harmless if not any(name in each for name in may)] == []
    assert len(told) >= 5


def test_only_the_vectors_that_a_file_of_chroma_holds_count(tmp_path: Path) -> None:
    chroma = tmp_path / "chroma" / "graph"
    chroma.mkdir(parents=True)
    (chroma / "header.bin").write_bytes(struct.pack("<iQQQQ", 1, 0, 4, 2, 50) + bytes(64))
    vectors = chroma / "data_level0.bin"
    vectors.write_bytes(b"v" * 100 + b"room" * 25)
    soundness.note_vectors(chroma.parent)
    vectors.write_bytes(b"v" * 100 + b"junk" * 25)
    soundness.check_vectors(chroma.parent)
    vectors.write_bytes(b"v" * 60 + bytes(40) + b"room" * 25)
    with pytest.raises(StoreUnavailable, match="er ikke hel"):
        soundness.check_vectors(chroma.parent)


@pytest.mark.parametrize(
    ("file", "damage"),
    [("chroma/*/header.bin", "a third"),  # Chroma itself would end the process over this one
     ("chroma/*/data_level0.bin", "its end missing"), ("chroma/chroma.sqlite3", "gone"),
     ("words/*.term", "zeros in the middle"), ("words/meta.json", "gone")],
)  # fmt: skip
def test_the_way_out_works_for_copies(
    index: Path, embedder: Embedder, cache: Path, file: str, damage: str
) -> None:
    before = answers(index, embedder, cache)
    for found in list(index.glob(file)):
        DAMAGES[damage](found)
    with pytest.raises(StoreUnavailable, match="`python -m ingest rebuild`"):
        answers(index, embedder, cache)
    rebuild(Place(index))
    assert answers(index, embedder, cache) == before
    assert "Alt er i orden" in list(examined(Place(index)))[-1]


def test_the_way_out_works_for_the_database(
    index: Path, tmp_path: Path, embedder: Embedder, cache: Path
) -> None:
    before = answers(index, embedder, cache)
    run(index, "ingest", "backup", tmp_path / "copy.zip")
    os.truncate(index / "ledger.db", 40_000)
    with pytest.raises(StoreUnavailable, match="`python -m ingest restore`"):
        Index(Place(index))
    for file in index.glob("ledger.db*"):
        file.rename(tmp_path / file.name)
    done = run(index, "ingest", "restore", tmp_path / "copy.zip")
    assert done.returncode == 0, done.stderr
    assert answers(index, embedder, cache) == before


def run(
    index: Path, *words: object, before: Callable[[], object] | None = None
) -> subprocess.CompletedProcess[str]:
    program = [str(word) for word in words]
    return subprocess.run(
        [sys.executable, *(program if program[0].endswith(".py") else ["-m", *program])],
        cwd=ROOT, env={**os.environ, "REFERAT_INDEX": str(index), "REFERAT_PORT": "1"},
        capture_output=True, text=True, check=False, timeout=300, preexec_fn=before,
    )  # fmt: skip


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What stderr said, when that was one line and the exit code was 1."""
    (line,) = [line for line in done.stderr.splitlines() if line.strip()]
    assert done.returncode == 1 and "Traceback" not in line, done
    return line


@pytest.mark.parametrize(
    ("program", "file", "way"),
    [(("app.py",), "chroma/*/header.bin", "rebuild"),
     (("retrieval", QUESTION), "words/*.term", "rebuild"),
     (("ingest", "sync"), "ledger.db", "restore")],
    ids=["page", "retrieval", "ingest"],
)  # fmt: skip
def test_every_program_notices_damage_at_its_start(
    index: Path, program: tuple[str, ...], file: str, way: str
) -> None:
    for found in index.glob(file):
        os.truncate(found, found.stat().st_size // 2)
    assert f"`python -m ingest {way}`" in sentence(run(index, *program))


@pytest.mark.parametrize(("store", "most"), [("ledger", 60_000), ("Chroma", 400_000)])
def test_a_full_disk_is_told_and_nothing_is_lost(
    index: Path, tmp_path: Path, embedder: Embedder, cache: Path, store: str, most: int
) -> None:
    """The system lets no file be written beyond so many bytes."""
    before = answers(index, embedder, cache)
    new = tmp_path / "ny.txt"
    new.write_text(
        "REFERAT Havneudvalget d. 04-03-2024\n\nPunkt 1: Bro\n24/1\n\nBeslutning\nBroen bygges.\n",
        encoding="utf-8",
    )

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = run(index, "ingest", "add", new, before=full)
    told = done.stderr.splitlines()[-1]
    assert done.returncode == 1 and "Traceback" not in done.stderr, done
    assert store in told and "Gør plads på disken" in told
    done = run(index, "ingest", "add", new)
    assert done.returncode == 0 and "Indekset har nu 13 referater" in done.stdout, done
    assert list(examined(Place(index)))[-1].startswith("Alt er i orden")
    run(index, "ingest", "remove", "ny.txt")
    assert answers(index, embedder, cache) == before


def _bound_by_rights() -> None:
    """Have root obey a folder's rights in what it starts now, as other users do."""
    if os.getuid() == 0:
        ctypes.CDLL(None).prctl(24, 1)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


@pytest.mark.parametrize("program", [("ingest", "list"), ("retrieval", QUESTION), ("app.py",)])
def test_a_folder_that_cannot_be_written_in_is_told(index: Path, program: tuple[str, ...]) -> None:
    index.chmod(0o555)
    try:
        told = sentence(run(index, *program, before=_bound_by_rights))
    finally:
        index.chmod(0o755)
    assert "REFERAT_INDEX" in told
