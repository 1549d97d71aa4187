"""What is removed or corrected stands in no file of the index: every file's bytes are searched."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import tantivy
from sqlalchemy import text

from retrieval.assistant import Assistant
from vectorstore.danish import term
from vectorstore.database import open_engine, overwrite
from vectorstore.index import Index, Place
from vectorstore.words import WordIndex
from web.kept import Kept

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"[a-zæøåA-ZÆØÅ]{6,}")
_TELLING = 5  # letters of a stem; a shorter one ("num") is part of anything


def run(index: Path, *words: object) -> str:
    """Run `python -m ingest …` on an index, with success."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", *map(str, words)],
        cwd=ROOT, env={**os.environ, "REFERAT_INDEX": str(index)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def written(word: str) -> set[bytes]:
    """A word as a file may have it: as it is, folded, escaped in JSON, as a term, in UTF-16."""
    forms = {word, word.capitalize(), word.upper(), term(word)}
    escaped = {json.dumps(form)[1:-1] for form in forms}
    return {form.encode() for form in forms | escaped} | {
        form.encode("utf-16-le") for form in forms
    }


def standing(index: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """Which of the words stand in which files, read byte by byte and as the word index reads."""
    found: dict[str, set[str]] = {}
    words = list(words)
    for file in (path for path in index.rglob("*") if path.is_file()):
        held = file.read_bytes()
        there = {word for word in words if any(form in held for form in written(word))}
        if there:
            found[file.relative_to(index).as_posix()] = there
    # The word index's lists of terms are packed: it is asked itself, for what it calls deleted too.
    WordIndex(index / "words")  # knows the tokenizer
    searcher = tantivy.Index.open(str(index / "words")).searcher()
    terms = {
        word for word in words for field in ("text", "context")
        if searcher.doc_freq(field, term(word))
    }  # fmt: skip
    return found | ({"terms": terms} if terms else {})


def own_words(index: Index, meeting: str, *also: str) -> list[str]:
    """Words of a meeting that stand nowhere else, nor in `also`, whatever they are part of."""
    others = [index.ledger.meeting(m).text for m in index.ledger.documents() if m != meeting]
    elsewhere = "\n".join((*others, *index.ledger.documents(), *also)).lower()
    words = {word.lower() for word in _WORD.findall(index.ledger.meeting(meeting).text)}
    there = {term(word) for word in _WORD.findall(elsewhere)}
    return sorted(
        word for word in words
        if not any(form in elsewhere for form in (word, term(word)))
        and term(word) not in there and len(term(word)) >= _TELLING
    )  # fmt: skip


@pytest.fixture
def index(sample_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_index, tmp_path / "index"))


def files_of_words(index: Path) -> Iterator[str]:
    """Names of the word index's own files, less their suffixes."""
    for file in (index / "words").iterdir():
        if not file.name.startswith(".") and file.name != "meta.json":
            yield file.name.split(".")[0]


def test_removed_minutes_stand_in_no_file_of_the_index(index: Path, cache: Path) -> None:
    opened = Index(Place(index))
    meeting = min(opened.ledger.documents())
    asked = [
        f"Hvad blev besluttet om {item.title}?" for item in opened.ledger.meeting(meeting).items
    ]
    words = own_words(opened, meeting, *asked)
    assistant, kept = Assistant(opened, "", cache), Kept(Place(index).kept_url)
    for question in asked:
        *_, answer = assistant.ask(question)
        kept.keep(question, (), answer)
    before = standing(index, words)
    assert len(words) > 30 and before["terms"] >= set(words[5:10])
    assert {"ledger.db", "kept.db"} <= {name.removesuffix("-wal") for name in before}
    opened.close()

    assert "fjernet" in run(index, "remove", meeting)
    assert standing(index, words) == {}
    told = json.loads((index / "words" / "meta.json").read_text(encoding="utf-8"))
    assert set(files_of_words(index)) == {
        segment["segment_id"].replace("-", "") for segment in told["segments"]
    }
    # The word index packs what it gives back of a document: that is nothing but ids.
    assert [field["name"] for field in told["schema"] if field["options"].get("stored")] == ["id"]


def test_corrected_minutes_stand_in_no_file_of_the_index(index: Path, tmp_path: Path) -> None:
    opened = Index(Place(index))
    meeting = max(opened.ledger.documents())
    row, before = opened.ledger.documents()[meeting], opened.ledger.meeting(meeting)
    words = own_words(opened, meeting, *(item.title for item in before.items))[:40:4]
    opened.close()
    assert set().union(*standing(index, words).values()) == set(words)
    corrected = before.text
    for word in words:
        corrected = re.sub(word, "rettelsen", corrected, flags=re.IGNORECASE)
    file = tmp_path / Path(row.path).name
    file.write_text("Rettet referat\n" + corrected, encoding="utf-8")
    assert "ændret" in run(index, "add", file)
    assert standing(index, words) == {}


def test_what_a_crash_left_is_overwritten_by_the_next_writer(index: Path) -> None:
    opened = Index(Place(index))
    meeting = min(opened.ledger.documents())
    words = own_words(opened, meeting)
    opened.ledger.remove(meeting)  # and no more: as if killed here
    opened.close()
    assert standing(index, words)
    assert "gjort søgbare" in run(index, "doctor")
    assert standing(index, words) == {}


def test_rows_that_the_database_left_in_divided_pages_are_overwritten(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    draw = random.Random(0)  # with SQLite 3.40 this leaves one version of 601, if only deleted
    versions = {}
    with engine.begin() as connection:
        connection.execute(text("create table row (id text primary key, owner text, told text)"))
        connection.execute(text("create index of_owner on row (owner)"))
    for version in range(400):
        owner = f"m{draw.randrange(100)}"
        versions[owner] = version
        with engine.begin() as connection:
            connection.execute(text("delete from row where owner = :o"), {"o": owner})
            for place in range(draw.randint(3, 40)):
                told = " ".join(f"v{version:04}w" for _ in range(draw.randint(1, 150)))
                connection.execute(
                    text("insert into row values (:i, :o, :t)"),
                    {"i": f"{owner}/{place}", "o": owner, "t": told},
                )
    overwrite(engine)
    engine.dispose()
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert {int(found) for found in re.findall(rb"v(\d{4})w", held)} == set(versions.values())


def test_a_meeting_with_a_new_name_is_followed_by_kept_answers(index: Path, cache: Path) -> None:
    opened = Index(Place(index))
    *_, answer = Assistant(opened, "", cache).ask("Hvad blev besluttet om Frie Bymidter?")
    kept = Kept(opened.place.kept_url)
    key, meeting = kept.keep("Hvad?", (), answer), answer.citations[0].meeting
    opened.rename(meeting, f"{meeting}-kl-16-00")
    found = kept.answer(key)
    assert found and found.answer.citations[0].meeting == f"{meeting}-kl-16-00"
    assert found.answer.citations[0].quote == answer.citations[0].quote
    assert kept.links_to(f"{meeting}-kl-16-00") == 1 and kept.links_to(meeting) == 0
