"""The sentences over the sample minutes, and the command that tries the checker on them."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from evaluation.checking import checked, main
from evaluation.sentences import Sentence, read_sentences
from retrieval.assistant import Assistant

SETS = Path(__file__).parents[2] / "evaluation" / "sentences"
DEVELOPMENT = read_sentences(SETS / "checking.jsonl")
SET_ASIDE = read_sentences(SETS / "checking-set-aside.jsonl")
DECISION = "teknik-og-miljoeudvalget-2022-04-06/2/beslutning/0"
PROPOSAL = "teknik-og-miljoeudvalget-2022-04-06/2/indstilling/0"


def numbers(sentence: Sentence) -> list[int]:
    return [int(n) for n in re.findall(r"\[(\d+)\]", sentence.sentence)]


def test_there_are_two_hundred_of_each_and_enough_of_every_corruption() -> None:
    both = [*DEVELOPMENT, *SET_ASIDE]
    corrupted = Counter(each.kind for each in both if not each.correct)
    assert corrupted.total() >= 200 and len(both) - corrupted.total() >= 200
    named = ("number", "date", "body", "negation", "proposal", "citation")
    assert min(corrupted[kind] for kind in named) >= 25
    assert min(corrupted[kind] for kind in ("name", "case", "quote", "unsupported")) >= 12
    assert len({each.id for each in both}) == len(both)
    assert all(each.note for each in both if not each.correct)


def test_no_item_is_spoken_of_in_both_halves() -> None:
    items = [{each.id.rpartition("-")[0] for each in half} for half in (DEVELOPMENT, SET_ASIDE)]
    assert items[0] & items[1] == set()
    assert abs(len(DEVELOPMENT) - len(SET_ASIDE)) < 10


@pytest.mark.parametrize("half", [DEVELOPMENT, SET_ASIDE], ids=["development", "set aside"])
def test_only_invented_citations_have_marks_without_a_source(half: list[Sentence]) -> None:
    for each in half:
        marks = numbers(each)
        known = marks and all(0 < n <= len(each.sources) for n in marks)
        assert known or (each.kind == "citation" and not each.correct), each.id


@pytest.mark.parametrize(
    ("half", "passing", "caught"),
    [(DEVELOPMENT, 0.98, 0.98), (SET_ASIDE, 0.96, 0.97)],
    ids=["development", "set aside"],
)
def test_right_sentences_pass_and_corrupted_ones_are_caught(
    half: list[Sentence], passing: float, caught: float, sample_assistant: Assistant
) -> None:
    found = checked(half, sample_assistant)
    right = [verdict.supported for sentence, _, verdict in found if sentence.correct]
    wrong = [not verdict.supported for sentence, _, verdict in found if not sentence.correct]
    assert sum(right) / len(right) >= passing
    assert sum(wrong) / len(wrong) >= caught


def lines(tmp_path: Path, *sentences: dict[str, object]) -> Path:
    path = tmp_path / "sentences.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in sentences), encoding="utf-8")
    return path


def told(id: str, sentence: str, correct: bool, kind: str, **more: object) -> dict[str, object]:
    given = {"id": id, "sentence": sentence, "correct": correct, "kind": kind}
    return {**given, "sources": [PROPOSAL, DECISION], **more}


@pytest.fixture
def over_the_sample(sample_index: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_INDEX", str(sample_index))
    monkeypatch.setenv("REFERAT_CACHE", str(cache))


@pytest.mark.usefixtures("over_the_sample")
def test_the_command_counts_by_kind_and_shows_what_is_judged_wrongly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lines(
        tmp_path,
        told("a", "Sagen blev udsat [2].", True, "postponed"),
        told("b", "Sagen blev udsat [7].", False, "citation", note="kun to kilder"),
        told("c", "Udvalget købte 12 elefanter den 3. maj 2022 [2].", True, "decision"),
    )
    assert main([str(path), "--failures", "5"]) == 0
    right, wrong, failure = capsys.readouterr().out.strip().split("\n\n")
    assert re.search(r"^postponed +1 +100,0 % \(1/1\) +–$", right, re.M)
    assert re.search(r"^decision +1 +0,0 % \(0/1\) +\w+ 1$", right, re.M)
    assert re.search(r"^I alt +2 +50,0 % \(1/2\)", right, re.M)
    assert re.search(r"^citation +1 +100,0 % \(1/1\) +unknown_mark 1$", wrong, re.M)
    assert failure.startswith("c (decision): Udvalget købte 12 elefanter")
    assert "[2] Cykelsti langs Møllevej, beslutning: Sagen blev udsat." in failure


@pytest.mark.usefixtures("over_the_sample")
@pytest.mark.parametrize(
    ("sources", "complaint"),
    [
        (["teknik-og-miljoeudvalget-2022-04-06/2/beslutning/9"], "som ikke er i indekset"),
        (["teknik-og-miljoeudvalget-2022-04-06/4/beslutning/0"], "som ikke er i indekset"),
        (["2022-04-06/2"], "feltet „sources"),
    ],
)
def test_a_source_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sources: list[str], complaint: str
) -> None:
    path = lines(tmp_path, told("a", "Sagen blev udsat [1].", True, "postponed", sources=sources))
    assert main([str(path)]) == 1
    assert complaint in capsys.readouterr().err
