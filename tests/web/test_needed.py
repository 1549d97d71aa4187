"""What of Gradio can be reached: what the page uses, found out in a real browser, and no more."""

import pytest
from council import council
from starlette.testclient import TestClient
from visiting import Served, Visit, launch, sync_api

from ingest.read import content
from web.needed import needed
from web.page import build

UNUSED = [
    ("GET", "/openapi.json"), ("GET", "/gradio_api/openapi.json"), ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/mcp/"), ("POST", "/gradio_api/mcp/"), ("GET", "/gradio_api/mcp/sse"),
    ("POST", "/gradio_api/upload"), ("GET", "/gradio_api/upload_progress"),
    ("GET", "/gradio_api/file=/etc/hostname"), ("GET", "/gradio_api/file/etc/hostname"),
    ("GET", "/gradio_api/proxy=https://x.example/"), ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/run/ask"), ("POST", "/gradio_api/api/ask"),
    ("POST", "/gradio_api/call/ask"), ("POST", "/login"), ("GET", "/logout"),
    ("GET", "/gradio_api/token"), ("GET", "/gradio_api/user"), 
    ("GET", "/monitoring"), ("GET", "/monitoring/summary"), ("GET", "/gradio_api/dev/reload"),
    ("GET", "/gradio_api/deep_link"), ("POST", "/gradio_api/vibe-edit"), ("GET", "/manifest.json"),
    ("GET", "/gradio_api/runs"), ("POST", "/gradio_api/process_recording"), ("GET", "/pwa_icon"),
    ("GET", "/gradio_api/custom_component/x/client/component/index.js"),
    ("GET", "/gradio_api/stream/x/1/2/playlist.m3u8"), ("GET", "/gradio_api/startup-events"),
    ("OPTIONS", "/gradio_api/queue/join"), ("GET", "/gradio_api/queue/join"), ("PUT", "/"),
    ("GET", "/docs"), ("GET", "/redoc"), ("GET", "/robots.txt/"), ("GET", "/findes-ikke"),
]  # fmt: skip


@pytest.fixture(scope="module")
def page() -> TestClient:
    return TestClient(build(council(), read=content))


@pytest.mark.parametrize(("method", "path"), UNUSED)
def test_what_the_page_does_not_use_is_not_there(method: str, path: str, page: TestClient) -> None:
    assert not needed(method, path)
    answer = page.request(method, path)
    assert answer.status_code == 404 and answer.json() == {"error": "Siden findes ikke."}


def test_a_person_gets_a_page_that_says_so(page: TestClient) -> None:
    answer = page.get("/findes-ikke", headers={"accept": "text/html", "cookie": "sprog=en"})
    assert answer.status_code == 404 and "There is no such page" in answer.text


def test_no_other_site_is_allowed_to_read_the_answers(page: TestClient) -> None:
    for path in ("/", "/theme.css", "/kilde/tmu-2024-06-12"):
        answer = page.get(path, headers={"origin": "https://x.example"})
        assert answer.is_success
        assert not [name for name in answer.headers if name.startswith("access-control-allow")]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_page_has_all_that_it_asks_for(size: tuple[int, int]) -> None:
    served = Served(council())
    refused: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = launch(playwright)
        visit = Visit(browser, served.base, size)
        visit.context.on(
            "response", lambda got: refused.append(got.url) if got.status >= 400 else None
        )
        visit.page.reload()
        visit.ask("Hvad blev besluttet om cykelstien?")
        visit.answered()
        visit.page.locator("#last .n").first.click()
        visit.page.locator(".panel").first.wait_for()
        visit.page.keyboard.press("Escape")
        served.assistant.gate.clear()
        visit.ask("langsom cykelsti")
        visit.page.locator("#last .quote").wait_for()
        visit.page.get_by_role("button", name="Stop").click()
        visit.page.locator("#last .note", has_text="Stoppet.").wait_for()
        served.assistant.gate.set()
        visit.page.reload()
        visit.page.locator("#ask textarea").wait_for()
        visit.page.wait_for_timeout(1000)
        browser.close()
    served.stop()
    assert refused == []
    assert not [told for told in visit.trouble if told.startswith("request to")]
