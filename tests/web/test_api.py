"""The JSON API over the sample minutes, and over the two invented meetings of Lindevang."""

import json
from typing import Any

import pytest
from council import council
from lindevang import DECISION
from starlette.testclient import TestClient

from ingest.read import content
from retrieval.assistant import Assistant
from retrieval.render import as_json
from web import told
from web.page import build

PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def api() -> TestClient:
    return TestClient(
        build(council(), "Lindevang Kommune", read=content), raise_server_exceptions=False
    )


@pytest.fixture(scope="module")
def sample(sample_assistant: Assistant) -> TestClient:
    return TestClient(build(sample_assistant, read=content))


QUESTION = "Hvad blev besluttet om Frie Bymidter?"


def test_a_question_gets_the_documented_json(sample: TestClient, sample_assistant: Any) -> None:
    got = sample.post("/api/ask", json={"question": QUESTION}).json()
    *_, answer = sample_assistant.ask(QUESTION)
    assert list(got) == ["answer", "refused", "reason", "citations", "seconds"]
    assert {**got, "seconds": 0} == {**as_json(answer), "seconds": 0}
    assert list(got["citations"][0]) == [
        "n", "meeting", "committee", "date", "item", "title", "case", "section", "quote", "page",
        "url",
    ]  # fmt: skip


def test_history_and_filters_reach_the_answer(sample: TestClient) -> None:
    asked = {"question": QUESTION, "history": ["Hvad er Frie Bymidter?"]}
    assert sample.post("/api/ask", json=asked).json()["refused"] is False
    early = {"question": QUESTION, "filters": {"last": "1990-01-01"}}
    assert sample.post("/api/ask", json=early).json()["refused"] is True


def test_search_finds_passages_with_the_fields_of_a_citation(sample: TestClient) -> None:
    got = sample.get("/api/search", params={"q": "Frie Bymidter", "limit": 4}).json()
    assert got["query"] == "Frie Bymidter" and len(got["passages"]) == 4
    first = got["passages"][0]
    assert [each["n"] for each in got["passages"]] == [1, 2, 3, 4]
    read = sample.get(f"/api/meetings/{first['meeting']}").json()
    item = next(item for item in read["items"] if item["number"] == first["item"])
    text = " ".join(" ".join(part["text"].split()) for part in item["sections"])
    assert first["quote"] in text and "Bymidter" in item["title"]
    one = {"q": "budget", "committee": [first["committee"]], "first": "2020-01-01"}
    committees = {p["committee"] for p in sample.get("/api/search", params=one).json()["passages"]}
    assert committees == {first["committee"]}
    case = {"q": "hvad skal der ske", "case": first["case"]}
    assert {p["case"] for p in sample.get("/api/search", params=case).json()["passages"]} == {
        first["case"]
    }
    none = {"q": "budget", "last": "1990-01-01"}
    assert sample.get("/api/search", params=none).json()["passages"] == []


def test_meetings_are_listed_newest_first_and_by_page(sample: TestClient) -> None:
    everything = sample.get("/api/meetings").json()
    dates = [meeting["date"] for meeting in everything["meetings"]]
    assert dates == sorted(dates, reverse=True) and len(dates) == everything["total"] > 2
    second = sample.get("/api/meetings", params={"page": 2, "size": 1}).json()
    assert second["meetings"] == everything["meetings"][1:2]
    year = dates[0][:4]
    of_year = sample.get("/api/meetings", params={"year": year}).json()["meetings"]
    assert of_year and {meeting["date"][:4] for meeting in of_year} == {year}
    committee = everything["meetings"][0]["committee"]
    of_one = sample.get("/api/meetings", params={"committee": committee.upper()}).json()["meetings"]
    assert {meeting["committee"] for meeting in of_one} == {committee}


def test_a_meeting_is_told_whole_but_for_what_is_closed(api: TestClient) -> None:
    answer = api.get("/api/meetings/tmu-2024-06-12")
    read = answer.json()
    assert (read["date"], read["time"], read["place"]) == (
        "2024-06-12", "16:30", "Rådhuset, lokale 2.14",
    )  # fmt: skip
    assert read["participants"][2] == {"name": "Yasmin Rahimi", "role": "", "absent": True}
    path, closed = read["items"]
    assert [part["kind"] for part in path["sections"]] == [
        "indstilling", "beslutning", "sagsfremstilling", "økonomi",
    ]  # fmt: skip
    assert path["sections"][1]["text"].startswith(DECISION)
    assert path["sections"][1]["decided"] == "2024-06-12"
    assert "Birkelunden*\t2,4\t3,5" in path["sections"][3]["text"]
    assert closed == {
        "number": 5, "title": "Lukket", "case": "24/1260", "closed": True,
        "url": "/kilde/tmu-2024-06-12#punkt-5", "sections": [],
    }  # fmt: skip
    assert "Hemmelig" not in answer.text


def test_a_case_is_told_by_date_and_a_closed_step_without_its_text(api: TestClient) -> None:
    read = api.get("/api/cases/23/4187").json()
    assert read["case"] == "23/4187" and read["one_matter"] is True
    assert [step["date"] for step in read["steps"]] == ["2024-06-12", "2025-03-12"]
    assert read["steps"][0]["decision"].startswith(DECISION)
    assert read["steps"][0]["url"] == "/kilde/tmu-2024-06-12#punkt-4"
    closed = api.get("/api/cases/24/1260").json()["steps"]
    assert [(step["closed"], step["decision"]) for step in closed] == [(True, None)]
    listed = api.get("/api/meetings", params={"case": "24/1260"}).json()
    assert [meeting["id"] for meeting in listed["meetings"]] == ["tmu-2024-06-12"]


ASK, JSON = "/api/ask", {"content-type": "application/json"}
WRONG = [
    ("POST", ASK, {"json": {}}, 422, "question mangler"),
    ("POST", ASK, {"json": {"question": " "}}, 422, "question er tom"),
    ("POST", ASK, {"json": {"question": "x" * 2001}}, 422, "question er for lang"),
    ("POST", ASK, {"json": {"question": "x", "svar": 1}}, 422, "svar kendes ikke"),
    ("POST", ASK, {"json": {"question": "x", "history": ["x"] * 21}}, 422, "history har for mange"),
    ("POST", ASK, {"json": {"question": "x", "filters": {"first": "i går"}}}, 422, "filters.first"),
    ("POST", ASK, {"content": b"{", "headers": JSON}, 422, "JSON"),
    ("POST", ASK, {"content": b"x=1"}, 422, "kan ikke bruges"),
    ("POST", ASK, {"json": {"question": "x" * 200_000}}, 413, "højst fylde 100 kB"),
    ("POST", ASK, {"content": iter([b"x" * 60_000] * 2), "headers": JSON},
     413, "højst fylde 100 kB"),
    ("POST", ASK, {"json": {"question": "for langt"}}, 422, "Spørgsmålet er for langt."),
    ("POST", ASK, {"json": {"question": "en fejl her"}}, 500, "en fejl i programmet"),
    ("GET", ASK, {}, 405, "ikke med den metode"),
    ("GET", "/api/search", {}, 422, "q mangler"),
    ("GET", "/api/search?q=x&limit=51", {}, 422, "limit kan ikke bruges"),
    ("GET", "/api/meetings?size=0", {}, 422, "size kan ikke bruges"),
    ("GET", "/api/meetings?year=i%20fjor", {}, 422, "year kan ikke bruges"),
    ("GET", "/api/meetings/findes-ikke", {}, 404, "findes-ikke er ikke indlæst"),
    ("GET", "/api/cases/99/1", {}, 404, "sagsnummer „99/1“"),
    ("GET", "/api/cases/", {}, 404, "sagsnummer „“"),
    ("GET", "/api/findes-ikke", {}, 404, "Adressen findes ikke"),
    ("DELETE", "/api/meetings/tmu-2024-06-12", {}, 405, "ikke med den metode"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "sent", "status", "told_"), WRONG)
def test_what_is_wrong_is_told_in_one_sentence(
    method: str, path: str, sent: dict[str, Any], status: int, told_: str, api: TestClient
) -> None:
    answer = api.request(method, path, **sent)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"] and told_ in answer.json()["error"]
    assert "\n" not in answer.json()["error"] and "xxx" not in answer.text


def test_the_description_lists_the_api_and_nothing_else(api: TestClient) -> None:
    described = api.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/ask", "/search", "/meetings", "/meetings/{meeting}", "/cases/{case}",
    }  # fmt: skip
    assert described["servers"] == [{"url": "/api"}]
    assert "HTTPValidationError" not in described["components"]["schemas"]
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"] and operation["description"]
            assert operation["responses"]["422"]["content"]["application/json"]["schema"] == {
                "$ref": "#/components/schemas/Problem"
            }
    assert described["components"]["schemas"]["Answered"]["examples"]


def test_the_examples_are_what_the_models_say() -> None:
    for name, example in told.examples().items():
        model = getattr(told, name)
        read = model.model_validate(example)
        assert json.loads(read.model_dump_json(exclude_unset=True)) == example


def test_the_page_explains_every_address_in_both_languages(api: TestClient) -> None:
    for language in ("da", "en"):
        page = api.get("/api", headers={**PAGE, "cookie": f"sprog={language}"})
        for path in ("/api/ask", "/api/search", "/api/meetings/{id}", "/api/cases/", "/mcp"):
            assert path in page.text
        assert "http://testserver/api/ask" in page.text and "<script src" in page.text
    assert api.get("/api/", follow_redirects=False).headers["location"] == "/api"


def test_no_page_of_the_api_may_load_anything_from_outside(api: TestClient) -> None:
    for path in ("/api", "/api/openapi.json", "/api/meetings"):
        assert "default-src 'self'" in api.get(path).headers["content-security-policy"]
    assert api.get("/api/docs").status_code == api.get("/api/redoc").status_code == 404
