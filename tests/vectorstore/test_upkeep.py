"""Backup, restore and doctor over a real index, through the command line."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from retrieval.assistant import Assistant
from retrieval.render import as_json
from vectorstore.doctor import examined
from vectorstore.errors import StoreUnavailable
from vectorstore.index import Index, Place

ROOT = Path(__file__).parents[2]
ASKED = ("Hvad blev besluttet om Frie Bymidter?", "Hvem deltog i det seneste møde?", "rumfærge?")


def run(index: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ingest", *map(str, words)],
        cwd=ROOT, env={**os.environ, "REFERAT_INDEX": str(index)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def index(sample_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_index, tmp_path / "index"))


def answers(index: Path, cache: Path) -> Iterator[dict[str, object]]:
    opened = Index(Place(index))
    assistant = Assistant(opened, "", cache)
    for question in ASKED:
        *_, last = assistant.ask(question)
        yield {key: value for key, value in as_json(last).items() if key != "seconds"}
    opened.close()


def test_a_backup_answers_the_same_elsewhere(index: Path, cache: Path, tmp_path: Path) -> None:
    before = list(answers(index, cache))
    (index / "page.key").write_bytes(b"k" * 32)
    file = tmp_path / "kopi.zip"
    made = run(index, "backup", file)
    assert (made.returncode, made.stderr) == (0, "") and "12 referater" in made.stdout
    assert sorted(zipfile.ZipFile(file).namelist()) == ["backup.json", "ledger.db", "page.key"]
    elsewhere = tmp_path / "andetsteds"
    assert run(elsewhere, "restore", file).returncode == 0
    assert list(answers(elsewhere, cache)) == before
    assert (elsewhere / "page.key").read_bytes() == b"k" * 32
    assert (elsewhere / "page.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_backup_made_in_the_middle_of_a_change_has_none_of_it(
    index: Path, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{index / 'ledger.db'}")
    with engine.connect() as writing:
        writing.execute(text("delete from meeting where id like 'teknik%'"))
        assert "12 referater" in run(index, "backup", tmp_path / "kopi.zip").stdout
        writing.rollback()
    engine.dispose()


def test_what_is_there_is_never_overwritten(index: Path, tmp_path: Path) -> None:
    file = tmp_path / "kopi.zip"
    run(index, "backup", file)
    again = run(index, "restore", file)
    assert again.returncode == 1 and "Der er allerede referater" in again.stderr


@pytest.mark.parametrize("damage", ["missing", "empty", "short", "other", "upwards"])
def test_what_is_no_backup_is_refused(index: Path, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "kopi.zip"
    run(index, "backup", file)
    whole = file.read_bytes()
    match damage:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "short":
            file.write_bytes(whole[: len(whole) // 2])
        case "other":
            with zipfile.ZipFile(file, "w") as other:
                other.writestr("referat.txt", "REFERAT")
        case "upwards":
            with zipfile.ZipFile(file, "a") as other:
                other.writestr("../op.db", "op")
    refused = run(tmp_path / "andetsteds", "restore", file)
    assert refused.returncode == 1
    assert str(file) in refused.stderr and len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "op.db").exists()


def test_an_index_in_order_is_called_so(index: Path) -> None:
    said = run(index, "doctor")
    assert said.returncode == 0 and "Alt er i orden" in said.stdout


@pytest.mark.parametrize("damage", ["words gone", "chroma gone", "chroma empty", "one too few",
                                    "segments cut", "words cut"])  # fmt: skip
def test_damaged_copies_are_made_again_without_embedding(
    index: Path, cache: Path, damage: str
) -> None:
    before = list(answers(index, cache))
    match damage:
        case "words gone":
            shutil.rmtree(index / "words")
        case "chroma gone":
            shutil.rmtree(index / "chroma")
        case "chroma empty":
            (index / "chroma" / "chroma.sqlite3").write_bytes(b"")
        case "one too few":
            opened = Index(Place(index))
            some = sorted(opened.vectors.ids())[0]
            opened.vectors._collection.delete(ids=[some])
            opened.close()
        case "segments cut":
            for file in (index / "chroma").rglob("*.bin"):
                os.truncate(file, file.stat().st_size // 2)
        case "words cut":
            for file in (index / "words").glob("*"):
                os.truncate(file, file.stat().st_size // 2)
    said = run(index, "doctor")
    assert (said.returncode, said.stderr) == (0, ""), said
    assert "Alt er i orden" in said.stdout
    assert list(answers(index, cache)) == before


def test_a_damaged_ledger_is_said_with_a_way_out(index: Path) -> None:
    with (index / "ledger.db").open("r+b") as file:
        file.seek(8192)
        file.write(b"x" * 20_000)
    said = run(index, "doctor")
    assert said.returncode == 1
    assert "er beskadiget" in said.stderr and "`python -m ingest restore`" in said.stderr


def test_a_text_without_its_vector_is_read_again(index: Path) -> None:
    engine = create_engine(f"sqlite:///{index / 'ledger.db'}")
    with engine.begin() as connection:
        connection.execute(text(
            "delete from vector where hash in (select vector from passage limit 1)"
        ))  # fmt: skip
    engine.dispose()
    said = []
    with pytest.raises(StoreUnavailable, match="ikke i orden endnu"):
        said += examined(Place(index))
    synced = run(index, "sync", ROOT / "minutes")
    assert "1 ændret" in synced.stdout, synced
    assert "Alt er i orden" in run(index, "doctor").stdout
