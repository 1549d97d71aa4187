"""What a running page tells of itself: /health, /metrics and the log."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from ingest.read import content
from retrieval.assistant import Assistant
from retrieval.watch import Several
from settings import load_settings
from vectorstore.errors import BadQuestion, SettingsError
from vectorstore.index import Index, Place
from vectorstore.schema import FileOutcome, FileResult
from web.access import access
from web.logs import Log, opened
from web.metrics import Metrics, routes
from web.page import build
from web.password import hashed

WHO = "Karen Blixen 010203-1234"


@dataclass
class Watched:
    """A page whose assistant is watched, and where its log lies."""

    assistant: Assistant
    metrics: Metrics
    log: Log
    client: TestClient
    file: Path

    def figures(self) -> dict[str, float]:
        text = self.client.get("/metrics").text
        return {
            f"{sample.name}{sorted(sample.labels.values())}": sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]


@pytest.fixture
def watched(sample_index: Path, cache: Path, tmp_path: Path) -> Iterator[Watched]:
    shutil.copytree(sample_index, tmp_path / "index")
    metrics = Metrics()
    log = Log(opened("", tmp_path), questions=False)
    index = Index(Place(tmp_path / "index"))
    assistant = Assistant(index, "", cache, Several(metrics, log))
    also = APIRouter()
    also.include_router(routes(metrics, index))
    client = TestClient(build(assistant, "", also, read=content))
    yield Watched(assistant, metrics, log, client, tmp_path / "log" / "referat.jsonl")
    index.close()


def test_questions_refusals_steps_and_sizes_are_counted(watched: Watched) -> None:
    list(watched.assistant.ask("Hvad blev besluttet om Frie Bymidter?"))
    list(watched.assistant.ask("Hvad blev besluttet om rumfærgen på Mars?"))
    with pytest.raises(BadQuestion):
        list(watched.assistant.ask(" "))
    watched.metrics.indexed(FileResult("a.txt", FileOutcome.NEW, "a", 3))
    figures = watched.figures()
    for name in ("answered", "refused", "unreadable"):
        assert figures[f"referat_questions_total['{name}']"] == 1
    assert figures["referat_answer_seconds_count[]"] == 2
    for step in ("model", "meaning", "words", "ledger", "evidence"):
        assert figures[f"referat_step_seconds_count['{step}']"] >= 1
    assert figures["referat_meetings[]"] == len(watched.assistant.summary().meetings)
    assert figures["referat_files_total['new']"] == 1


def test_the_log_has_no_word_of_a_question(watched: Watched) -> None:
    list(watched.assistant.ask(f"Hvad blev besluttet om {WHO}?"))
    watched.log.failed(KeyError(WHO))
    asked, failed = watched.lines()
    assert asked["event"] == failed["event"] == "question"
    assert asked["outcome"] in ("answered", "refused") and asked["timestamp"]
    assert asked["steps"]["model"] > 0  # type: ignore[index]
    assert failed["failure"] == "KeyError" and failed["level"] == "ERROR"
    written = watched.file.read_text("utf-8")
    assert "Karen" not in written and "010203" not in written
    assert "Karen" not in watched.client.get("/metrics").text


def test_questions_are_logged_where_that_is_set_without_personal_numbers(tmp_path: Path) -> None:
    from council import answered

    log = Log(opened(str(tmp_path / "here.jsonl"), tmp_path), questions=True)
    log.answered(answered(f"Hvad søgte {WHO}?"), {})
    (line,) = map(json.loads, (tmp_path / "here.jsonl").read_text("utf-8").splitlines())
    assert "Karen Blixen" in line["question"] and "010203" not in line["question"]


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("", "utf-8")
    with pytest.raises(SettingsError, match="REFERAT_LOG"):
        opened("", tmp_path)


def test_health_says_what_does_not_answer(watched: Watched) -> None:
    assert watched.client.get("/health").json() == {"status": "ok"}
    (watched.assistant.index.place.folder / "ledger.db").write_bytes(b"not a database" * 400)
    watched.assistant.index.ledger.close()
    sick = watched.client.get("/health")
    assert (sick.status_code, sick.json()) == (503, {"status": "ledger"})


def test_health_is_for_all_and_figures_for_who_may_read(watched: Watched) -> None:
    also = APIRouter()
    also.include_router(routes(Metrics(), watched.assistant.index))
    accounts = access(f"maaler:{hashed('rugbrød og smør')}", "", "127.0.0.1")
    client = TestClient(build(watched.assistant, "", also, read=content, access=accounts))
    client.headers["host"] = "127.0.0.1"
    assert client.get("/health").status_code == 200
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", auth=("maaler", "rugbrød og smør")).status_code == 200


def test_questions_are_not_logged_unless_that_is_set() -> None:
    assert load_settings().log_questions is False
