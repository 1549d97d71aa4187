"""What is kept of answers, feedback and unanswered questions, in a real database file."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from council import answered, refused
from lindevang import DECISION, PROPOSAL

from vectorstore.erasure import erase
from vectorstore.errors import ReferatError
from web.kept import Kept
from web.masking import masked

JUNE, MARCH = "tmu-2024-06-12", "tmu-2025-03-12"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(f"sqlite:///{tmp_path / 'kept.db'}")


def stored(folder: Path) -> bytes:
    """The bytes of the database with its log."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_an_answer_comes_back_as_it_was(kept: Kept) -> None:
    answer = answered("Hvad blev besluttet?")
    key = kept.keep("Hvad blev besluttet?", ["Hvem?", "Hvornår?"], answer)
    found = kept.answer(key)
    assert found is not None
    assert (found.question, found.history) == ("Hvad blev besluttet?", ("Hvem?", "Hvornår?"))
    assert found.answer == answer
    assert found.kept_at.tzinfo is not None


def test_a_refusal_comes_back_as_it_was(kept: Kept) -> None:
    answer = refused("Hvornår åbner svømmehallen?")
    found = kept.answer(kept.keep(answer.question, (), answer))
    assert found is not None and found.answer == answer


def test_what_was_only_meant_for_going_on_is_not_kept(kept: Kept) -> None:
    answer = replace(answered("Hvad?"), follow_ups=("Hvad sagde Birgit Holm?",))
    found = kept.answer(kept.keep("Hvad?", (), answer))
    assert found is not None and found.answer.follow_ups == ()


def test_each_link_is_new_and_long(kept: Kept) -> None:
    keys = {kept.keep("Hvad?", (), answered("Hvad?")) for _ in range(20)}
    assert len(keys) == 20 and min(map(len, keys)) >= 20
    assert all(key.replace("-", "").replace("_", "").isalnum() for key in keys)
    assert kept.answer("x" * 20) is None and kept.answer("") is None


def test_nothing_is_opened_before_it_is_used(tmp_path: Path) -> None:
    Kept(f"sqlite:///{tmp_path / 'kept.db'}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("mit nummer er 010190-1234.", "mit nummer er xxxxxx-xxxx."),
        ("0101901234", "xxxxxx-xxxx"),
        ("010190 1234 og 020290–4321", "xxxxxx-xxxx og xxxxxx-xxxx"),
        ("8.500.000 kr., tlf. 12 34 56 78", "8.500.000 kr., tlf. 12 34 56 78"),
        ("EAN 5790001234567", "EAN 5790001234567"),
        ("12. juni 2024", "12. juni 2024"),
    ],
)  # fmt: skip
def test_personal_numbers_are_masked(said: str, stored: str) -> None:
    assert masked(said) == stored


def test_no_personal_number_of_a_reader_reaches_the_file(kept: Kept, tmp_path: Path) -> None:
    question = "Hvad står der om 010190-1234?"
    answer = refused(question)
    assert answer.searched
    searched = replace(answer.searched, missing=("010190", "1234", "svømmehal"))
    kept.rate(question, [question], replace(answer, searched=searched), False, "other", question)
    kept.refused(question, answer)
    key = kept.feedback()[0].key
    found = kept.answer(key)
    assert found and found.answer.searched and found.answer.searched.missing == ("svømmehal",)
    assert b"xxxxxx-xxxx" in stored(tmp_path)
    assert b"010190" not in stored(tmp_path)


def test_feedback_is_told_newest_first_and_forgotten_with_its_answer(kept: Kept) -> None:
    first = kept.rate("Hvad?", (), answered("Hvad?"), True)
    second = kept.rate("Hvem?", (), answered("Hvem?"), False, "source", "  Det var i marts.  ")
    told = kept.feedback()
    assert [(f.question, f.good, f.reason, f.said, f.key) for f in told] == [
        ("Hvem?", False, "source", "Det var i marts.", second),
        ("Hvad?", True, "", "", first),
    ]
    kept.forget("feedback", second)
    assert [entry.key for entry in kept.feedback()] == [first]
    assert kept.answer(second) is None and kept.answer(first) is not None


def test_a_permanent_link_is_not_forgotten_as_feedback(kept: Kept) -> None:
    key = kept.keep("Hvad?", (), answered("Hvad?"))
    kept.forget("feedback", key)
    assert kept.answer(key) is not None


def test_equal_unanswered_questions_are_counted(kept: Kept) -> None:
    for question in ("Hvor er svømmehallen?", "Åbner den?", "hvor er  SVØMMEHALLEN"):
        kept.refused(question, refused(question))
    told = kept.unanswered()
    assert [(u.question, u.times, u.reason) for u in told] == [
        ("hvor er SVØMMEHALLEN", 2, "not_found"),
        ("Åbner den?", 1, "not_found"),
    ]
    kept.forget("unanswered", told[0].question)
    assert [u.question for u in kept.unanswered()] == ["Åbner den?"]


def test_links_to_a_meeting_are_counted_without_feedback(kept: Kept) -> None:
    kept.keep("Hvad?", (), answered("Hvad?"))
    kept.keep("Hvad?", (), refused("Hvad?"))
    kept.rate("Hvad?", (), answered("Hvad?"), True)
    assert (kept.links_to(JUNE), kept.links_to(MARCH), kept.links_to("andet")) == (2, 1, 0)


def test_forgotten_feedback_leaves_the_file(kept: Kept, tmp_path: Path) -> None:
    key = kept.rate("Hvad?", (), answered("Hvad?"), False, "other", "Naboen har klaget")
    assert b"Naboen har klaget" in stored(tmp_path)
    kept.forget("feedback", key)
    assert b"Naboen har klaget" not in stored(tmp_path)
    assert DECISION.encode() not in stored(tmp_path)


def test_removed_minutes_leave_every_answer_and_the_file(kept: Kept, tmp_path: Path) -> None:
    key = kept.keep("Hvad?", (), answered("Hvad?"))
    near = kept.keep("Hvad?", (), refused("Hvad?"))
    assert PROPOSAL.encode() in stored(tmp_path)
    erase(f"sqlite:///{tmp_path / 'kept.db'}", JUNE)
    for found in (kept.answer(key), kept.answer(near)):
        assert found is not None
        told = repr(found.answer)
        assert DECISION not in told and PROPOSAL not in told and "14 indkørsler" not in told
    assert found.answer.nearest[0].meeting == JUNE
    later = kept.answer(key)
    assert later and "Orienteringen blev taget til efterretning." in repr(later.answer)
    assert PROPOSAL.encode() not in stored(tmp_path)


@pytest.mark.parametrize(
    "use",
    [
        lambda kept: kept.keep("Hvad?", (), answered("Hvad?")),
        lambda kept: kept.answer("x"),
        lambda kept: kept.rate("Hvad?", (), answered("Hvad?"), True),
        lambda kept: kept.refused("Hvad?", refused("Hvad?")),
        lambda kept: kept.feedback(),
        lambda kept: kept.unanswered(),
        lambda kept: kept.links_to(JUNE),
        lambda kept: kept.forget("feedback", "x"),
    ],
)
def test_a_damaged_database_is_told_of_in_plain_words(
    tmp_path: Path, use: Callable[[Kept], object]
) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(b"Dette er ikke en database. " * 400)
    with pytest.raises(ReferatError, match=r"De gemte svar i .*kept\.db kan ikke bruges"):
        use(Kept(f"sqlite:///{path}"))


def test_a_damaged_answer_is_told_of_too(kept: Kept, tmp_path: Path) -> None:
    key = kept.keep("Hvad?", (), answered("Hvad?"))
    with sqlite3.connect(tmp_path / "kept.db") as connection:
        connection.execute("UPDATE answer SET answer = '{\"question\": 4'")
    with pytest.raises(ReferatError, match="kan ikke bruges"):
        kept.answer(key)


KEEP_MANY = """
import sys
from council import answered, refused
from web.kept import Kept
kept = Kept(sys.argv[1])
for _ in range(10):
    kept.keep("Hvad?", (), answered("Hvad?"))
    kept.refused("Hvor?", refused("Hvor?"))
"""


def test_several_threads_and_processes_lose_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{here.parents[1]}"}
    command = [sys.executable, "-c", KEEP_MANY, url]
    others = [subprocess.Popen(command, env=environment) for _ in range(2)]
    shared = Kept(url)
    with ThreadPoolExecutor(4) as threads:
        jobs = [threads.submit(shared.keep, "Hvem?", (), answered("Hvem?")) for _ in range(30)]
    assert [other.wait(60) for other in others] == [0, 0]
    assert len({job.result() for job in jobs}) == 30
    assert shared.links_to(MARCH) == 50
    assert [u.times for u in shared.unanswered()] == [20]
