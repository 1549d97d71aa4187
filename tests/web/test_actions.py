"""The row under an answer and the page of a kept one, in a real browser."""

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from council import council
from docx import Document
from lindevang import DECISION, HOSTILE, PROPOSAL
from visiting import Served, Visit, sync_api

from web.kept import Kept

DESK, PHONE = (1440, 900), (390, 844)
QUESTION = "Hvad blev besluttet om cykelstien?"


class Keeping(Served):
    """A server whose store the test can look into."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        super().__init__(council(), kept)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeping]:
    server = Keeping(Kept(f"sqlite:///{tmp_path_factory.mktemp('kept') / 'kept.db'}"))
    yield server
    server.stop()


@pytest.fixture(params=[DESK], ids=["desk"])
def visit(
    request: pytest.FixtureRequest, browser: sync_api.Browser, served: Keeping
) -> Iterator[Visit]:
    for entry in served.kept.feedback():
        served.kept.forget("feedback", entry.key)
    visit = Visit(browser, served.base, request.param)
    visit.page.locator("#intro h1").wait_for()
    yield visit
    assert visit.page.evaluate("window.hacked") is None
    visit.context.close()
    assert visit.trouble == []


on_both = pytest.mark.parametrize("visit", [DESK, PHONE], ids=["desk", "phone"], indirect=True)


def ask(visit: Visit, question: str = QUESTION) -> sync_api.Page:
    """Ask, and wait for the row under the answer."""
    visit.ask(question)
    visit.page.locator("#last [data-acts]").wait_for()
    return visit.page


def allow(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=visit.base)


def told(page: sync_api.Page, words: str) -> None:
    page.locator("#last [data-told]", has_text=words).wait_for()


def pasted(page: sync_api.Page, kind: str) -> str:
    script = """async kind => {
        const [item] = await navigator.clipboard.read();
        return (await item.getType(kind)).text();
    }"""
    return str(page.evaluate(script, kind))


@on_both
def test_an_answer_is_copied_with_its_sources(visit: Visit) -> None:
    allow(visit)
    page = ask(visit)
    page.get_by_role("button", name="Kopiér med kilder").click()
    told(page, "Kopieret med 5 kilder")
    text = pasted(page, "text/plain")
    assert f"„{DECISION}“ [1]" in text
    assert text.count(f"{visit.base}/kilde/") == 5
    html = pasted(page, "text/html")
    assert f'href="{visit.base}/kilde/tmu-2024-06-12?fra=' in html
    assert not visit.sideways()


def test_the_link_opens_the_answer_and_the_answer_can_be_asked_again(visit: Visit) -> None:
    allow(visit)
    page = ask(visit)
    page.get_by_role("button", name="Link til svaret").click()
    told(page, "Linket er kopieret")
    link = str(page.evaluate("navigator.clipboard.readText()"))
    assert link.startswith(f"{visit.base}/svar/")
    page.get_by_role("button", name="Link til svaret").click()  # the same link, not one more
    page.wait_for_timeout(200)
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.goto(link)
    assert page.locator("h2.q").inner_text() == QUESTION
    assert page.locator(".quote").first.inner_text().count(DECISION) == 1
    assert page.locator(".src").count() == 5
    assert page.get_by_role("link", name="Spørg igen").get_attribute("href") == (
        "/?q=Hvad%20blev%20besluttet%20om%20cykelstien%3F"
    )
    page.get_by_role("button", name="Kopiér med kilder").click()
    page.locator("[data-told]", has_text="Kopieret med 5 kilder").wait_for()
    page.locator(".quote a.n").first.click()
    page.locator("#hit", has_text=DECISION).wait_for()


@on_both
def test_without_a_clipboard_the_link_is_shown_to_be_copied(visit: Visit) -> None:
    page = ask(visit)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Link til svaret").click()
    field = page.get_by_label("Tekst til at kopiere")
    field.wait_for()
    assert field.input_value().startswith(f"{visit.base}/svar/")
    assert page.evaluate("document.activeElement.value") == field.input_value()
    assert not visit.sideways()


@on_both
def test_a_poor_answer_is_told_of_and_taken_back_by_keyboard(visit: Visit, served: Keeping) -> None:
    page = ask(visit)
    page.get_by_role("button", name="Dårligt svar").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "wrong"
    assert page.get_by_role("button", name="Dårligt svar").get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Prisen. Mit nummer er 010190-1234")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Tak. Spørgsmål og svar er gemt her hos kommunen.")
    (entry,) = served.kept.feedback()
    assert (entry.question, entry.good, entry.reason) == (QUESTION, False, "missing")
    assert entry.said == "Prisen. Mit nummer er xxxxxx-xxxx"
    button = page.get_by_role("button", name="Dårligt svar")
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("#last [data-rate]").is_hidden()
    assert not visit.sideways()
    page.get_by_role("button", name="Fortryd").click()
    told(page, "Din vurdering er slettet.")
    assert button.get_attribute("aria-pressed") == "false"
    assert served.kept.feedback() == []


def test_the_form_is_in_sight_and_esc_closes_it_alone(visit: Visit) -> None:
    page = ask(visit)
    page.locator("#last .quote a.n").first.click()
    page.locator(".panel mark").first.wait_for()
    page.get_by_role("button", name="Dårligt svar").click()
    send, composer = page.get_by_role("button", name="Send").bounding_box(), None
    composer = page.locator("#composer").bounding_box()
    assert send and composer and send["y"] + send["height"] <= composer["y"]
    page.keyboard.press("Escape")
    assert page.locator("#last [data-rate]").is_hidden()
    assert page.locator(".panel").count() == 1
    assert page.evaluate("document.activeElement.ariaLabel") == "Dårligt svar"


def test_a_rating_is_one_and_stands_when_the_next_question_is_asked(
    visit: Visit, served: Keeping
) -> None:
    page = ask(visit)
    page.get_by_role("button", name="Godt svar").click()
    told(page, "Tak.")
    page.get_by_role("button", name="Dårligt svar").click()
    page.get_by_role("button", name="Send").click()
    page.locator("#last [data-poor][aria-pressed=true]").wait_for()
    assert [entry.good for entry in served.kept.feedback()] == [False]
    ask(visit, "Og hvad så?")
    page.locator("#earlier [data-poor][aria-pressed=true]").wait_for()
    assert page.locator("#last [aria-pressed=true]").count() == 0


@pytest.mark.parametrize(("name", "ending"), [("Word", "docx"), ("Markdown", "md")])
def test_one_answer_and_the_whole_conversation_are_downloaded(
    visit: Visit, name: str, ending: str, tmp_path: Path
) -> None:
    page = ask(visit, f"Hvad er {HOSTILE}?")
    ask(visit, "Hvor er svømmehallen?")
    for place, both in (("#last [data-acts]", False), (".talkbar", True)):
        page.locator(f"{place} summary").click()
        with page.expect_download() as waiting:
            page.locator(place).get_by_role("button", name=name).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert path.suffix == f".{ending}"
        text = read_back(path)
        assert "svømmehallen" in text and f"{visit.base}/kilde/tmu-2024-06-12" in text
        assert (PROPOSAL in text) == both
        assert (path.stem.startswith("hvad-er-img-src")) == both


def read_back(path: Path) -> str:
    """The words of a downloaded file with those of its footnotes."""
    if path.suffix == ".md":
        text = path.read_text("utf-8")
        assert not re.search(r"(?<!\\)<(?!https?://[^ <>]+>)", text)
        return text
    body = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    return body + re.sub(r"<[^>]+>", "", notes)


def test_a_kept_answer_is_printed_with_whole_addresses(visit: Visit, served: Keeping) -> None:
    from council import answered

    page = visit.page
    key = served.kept.keep(QUESTION, ["Hvem?"], answered(QUESTION))
    page.goto(f"{visit.base}/svar/{key}")
    with page.expect_download() as waiting:
        page.get_by_label("Eksportér").click()
        page.get_by_role("button", name="Markdown").click()
    assert waiting.value.suggested_filename == "hvad-blev-besluttet-om-cykelstien.md"
    page.emulate_media(media="print")
    assert page.locator(".printfoot").is_visible()
    foot = page.locator(".printfoot").inner_text()
    assert "Citaterne er kontrolleret ord for ord mod referaterne." in foot
    assert foot.endswith(f"{visit.base}/svar/{key}")
    assert page.get_by_role("link", name="Spørg igen").is_hidden()
    assert page.locator("[data-acts]").is_hidden()
    address = "getComputedStyle(document.querySelector('.src'), '::after').content"
    assert f"{visit.base}/kilde/tmu-2024-06-12?fra=" in str(page.evaluate(address))
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


def test_hostile_words_are_shown_as_words_everywhere(visit: Visit) -> None:
    allow(visit)
    page = ask(visit, f"Hvad er {HOSTILE}?")
    page.get_by_role("button", name="Kopiér med kilder").click()
    told(page, "Kopieret med 5 kilder")
    html = pasted(page, "text/html")
    assert "<img" not in html and "onerror" in html
    page.get_by_role("button", name="Link til svaret").click()
    told(page, "Linket er kopieret")
    page.goto(str(page.evaluate("navigator.clipboard.readText()")))
    assert page.locator("h2.q").inner_text() == f"Hvad er {HOSTILE}?"
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_an_answer_that_is_too_old_is_told_of_at_its_button(visit: Visit) -> None:
    page = ask(visit)
    page.evaluate("document.querySelector('#last [data-key]').dataset.key = 'for-gammel'")
    page.get_by_role("button", name="Godt svar").click()
    told(page, "Svaret er for gammelt til det. Stil spørgsmålet igen.")
    with suppress(ValueError):  # the browser notes the 404 itself
        visit.trouble.remove(
            "Failed to load resource: the server responded with a status of 404 (Not Found)"
        )
