"""Gradio's routes: only those that the page uses, and nothing odd is a server error."""

import json

import pytest
from council import council
from starlette.testclient import TestClient

from ingest.read import content
from web.page import build
from web.talk import MOST_LETTERS


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(build(council(), read=content), raise_server_exceptions=False)


@pytest.mark.parametrize(
    "path",
    [
        "/config", "/config/", "/monitoring", "/monitoring/summary", "/login", "/logout",
        "/manifest.json", "/openapi.json", "/docs", "/svelte/x", "/gradio_api/openapi.json",
        "/gradio_api/info", "/gradio_api/info/", "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://example.org", "/gradio_api/deep_link", "/gradio_api/token",
        "/gradio_api/user", "/gradio_api/vibe-code", "/gradio_api/runs",
        "/gradio_api/call/ask/abc",
    ],
)  # fmt: skip
def test_what_the_page_does_not_use_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/run/ask", "/gradio_api/api/ask", "/gradio_api/call/ask",
     "/gradio_api/call/v2/ask", "/gradio_api/component_server", "/gradio_api/process_recording",
     "/gradio_api/vibe-edit", "/login"],
)  # fmt: skip
def test_nothing_is_sent_but_questions(client: TestClient, path: str) -> None:
    assert client.post(path, json={"data": []}).status_code == 404


@pytest.mark.parametrize("name", ["queue/join", "cancel", "reset"])
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b"null", b"\xff\xfe", b'{"data": 7}', b'{"data": {"a": 1}}',
     b'{"fn_index": "x", "data": []}', b'{"fn_index": true, "data": []}', b"[" * 100_000],
    ids=lambda body: str(body[:12]),
)  # fmt: skip
def test_an_odd_body_is_the_senders_fault(client: TestClient, name: str, body: bytes) -> None:
    answer = client.post(
        f"/gradio_api/{name}", content=body, headers={"content-type": "application/json"}
    )
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    "told",
    [{}, {"session_hash": "x"}, {"session_hash": "x", "data": []},
     {"session_hash": "x", "data": ["a"], "fn_index": 10_000},
     {"session_hash": "x", "data": ["a"], "fn_index": -1},
     {"session_hash": "x", "data": ["a"] * 50, "fn_index": 1},
     {"session_hash": ["x"], "data": ["a"], "fn_index": 1},
     {"session_hash": "x", "data": ["a"], "api_name": "ask"},
     {"session_hash": "x", "data": ["a"], "fn_index": 1, "trigger_id": "x"},
     {"session_hash": "x", "data": ["a"], "fn_index": 1, "event_data": "x"},
     {"event_id": 5, "fn_index": 1, "session_hash": "x"}],
)  # fmt: skip
@pytest.mark.parametrize("name", ["queue/join", "cancel", "reset"])
def test_no_body_is_a_server_error(client: TestClient, name: str, told: dict[str, object]) -> None:
    assert client.post(f"/gradio_api/{name}", content=json.dumps(told)).status_code < 500


def test_more_than_a_conversation_is_too_much(client: TestClient) -> None:
    body = json.dumps({"data": ["x" * (2 * MOST_LETTERS)], "fn_index": 1, "session_hash": "x"})
    assert client.post("/gradio_api/queue/join", content=body).status_code == 413
