"""The page in a real browser: ask, read, open a source, follow a link, stop, and find nothing."""

import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Event

import pytest
from council import Council, council
from lindevang import DECISION, HOSTILE
from visiting import Served, Visit, sync_api

from web.view import View

DESK, PHONE = (1440, 900), (390, 844)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    server = Served(council())
    yield server
    server.stop()


@pytest.fixture(params=[DESK], ids=["desk"])
def visit(
    request: pytest.FixtureRequest, browser: sync_api.Browser, served: Served
) -> Iterator[Visit]:
    served.assistant.gate.set()
    served.assistant.histories.clear()
    visit = Visit(browser, served.base, request.param)
    visit.page.locator("#intro h1").wait_for()
    yield visit
    assert visit.page.evaluate("window.hacked") is None
    visit.context.close()
    assert visit.trouble == []


on_phone = pytest.mark.parametrize("visit", [PHONE], ids=["phone"], indirect=True)
on_both = pytest.mark.parametrize("visit", [DESK, PHONE], ids=["desk", "phone"], indirect=True)


@on_both
def test_the_start_page_tells_what_is_indexed_and_asks_an_example(visit: Visit) -> None:
    page = visit.page
    assert page.locator("html").get_attribute("lang") == "da"
    assert page.title() == "Spørg referaterne"
    assert "2 referater fra Lindevang Kommune, 2024–2025" in page.locator(".intro").inner_text()
    assert not visit.sideways()
    page.get_by_role("button", name="Hvad blev besluttet om cykelstien?").click()
    visit.answered()
    assert page.locator("#last .q").inner_text() == "Hvad blev besluttet om cykelstien?"
    assert page.locator(".intro").count() == 0


def test_a_question_that_is_sent_before_the_page_has_come_is_asked_when_it_has(
    browser: sync_api.Browser, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame, come = View.frame, Event()

    def late(view: View) -> tuple[str, str, str]:
        come.wait(30)
        return frame(view)

    monkeypatch.setattr(View, "frame", late)
    visit = Visit(browser, served.base, DESK)
    field = visit.page.locator("#ask textarea")
    field.fill("Hvad blev besluttet om cykelstien?")
    field.press("Enter")
    assert visit.page.evaluate("referat.length") == 0
    come.set()
    visit.answered()
    assert field.input_value() == ""
    assert visit.page.locator("#lost, #intro h1").count() == 0
    visit.context.close()
    assert visit.trouble == []


@on_both
def test_a_question_is_answered_with_marks_and_sources(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet om cykelstien?")
    visit.answered()
    page = visit.page
    assert page.locator("#last .quote").first.inner_text().count(DECISION) == 1
    assert page.locator("#last .src").count() == 5
    assert page.locator("#status").inner_text() == "Svaret er klar, 5 kilder"
    assert page.get_by_label("Dit spørgsmål").input_value() == ""
    assert not visit.sideways()


@on_both
def test_a_mark_opens_the_source_beside_the_chat_and_esc_closes_it(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    page = visit.page
    mark = page.locator("#last .quote a.n[data-kilde='1']")
    mark.click()
    page.locator(".panel mark", has_text=DECISION).wait_for()
    assert page.locator(".panel header b").inner_text() == "Kilde 1 af 5"
    assert page.locator(".panel mark").is_visible()
    assert page.locator(".panel [data-go='-1']").is_disabled()
    assert page.locator("#last .src[aria-current]").count() == 1
    page.locator(".panel [data-go='1']").click()
    page.locator(".panel header b", has_text="Kilde 2 af 5").wait_for()
    page.keyboard.press("Escape")
    page.locator(".panel").wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.kilde") == "1"
    assert page.locator("#last .q").is_visible()
    assert not visit.sideways()


@on_phone
def test_on_a_phone_back_closes_the_sheet_and_keeps_the_chat(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.page.locator("#last .src").first.click()
    visit.page.locator(".panel mark").wait_for()
    assert visit.page.locator("#talk").evaluate("part => part.inert")
    visit.page.go_back()
    visit.page.locator(".panel").wait_for(state="detached")
    assert visit.page.locator("#last .src").count() == 5


@on_both
def test_a_click_with_ctrl_opens_the_reader_at_the_marked_words(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    with visit.context.expect_page() as opened:
        visit.page.locator("#last .src").first.click(modifiers=["Control"])
    reader = opened.value
    reader.wait_for_load_state()
    reader.wait_for_timeout(300)
    assert "/kilde/tmu-2024-06-12?fra=" in reader.url
    box = reader.locator("#hit").bounding_box()
    assert box is not None and 52 < box["y"] < reader.viewport_size["height"] * 0.6
    assert reader.locator("#hit").inner_text() == DECISION
    assert not reader.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert visit.page.locator(".panel").count() == 0


def test_the_whole_minutes_open_in_a_tab_that_leads_back(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.page.locator("#last .src").first.click()
    with visit.context.expect_page() as opened:
        visit.page.get_by_role("link", name="Hele referatet").click()
    # The tab may be gone before the browser has answered for the click that closed it.
    with opened.value.expect_event("close"), suppress(sync_api.Error):
        opened.value.get_by_role("link", name="Tilbage til svaret").click()
    assert visit.page.locator("#last .src").count() == 5


def test_later_questions_keep_the_earlier_turns_and_send_them_along(
    visit: Visit, served: Served
) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.ask("Hvorfor?")
    visit.answered()
    assert visit.page.locator("#earlier .turn").count() == 1
    assert served.assistant.histories == [[], ["Hvad blev besluttet?"]]
    assert visit.page.locator("#last .q").bounding_box()["y"] < 300
    visit.page.get_by_role("button", name="Ny samtale").click()
    visit.page.locator("#intro h1").wait_for()
    assert visit.page.locator(".turn").count() == 0
    visit.ask("Hvem?")
    visit.answered()
    assert served.assistant.histories[-1] == []


@on_both
def test_a_refusal_is_calm_and_its_nearest_place_opens(visit: Visit) -> None:
    visit.ask("Hvornår lukker svømmehallen?")
    visit.page.locator("#last .none").wait_for()
    visit.page.locator("#last .sources.near .src").click()
    visit.page.locator(".panel header b", has_text="Sted 1 af 1").wait_for()
    assert visit.page.locator(".panel mark").inner_text() == "Stien krydser 14 indkørsler."
    assert not visit.sideways()


def test_an_answer_grows_and_can_be_stopped(visit: Visit, served: Served) -> None:
    served.assistant.gate.clear()
    visit.ask("Et langsomt svar er langsom")
    visit.page.locator("#last .quote").wait_for()
    assert visit.page.locator("#last .busy").is_visible()
    assert visit.page.locator("#last .sources").count() == 0
    visit.page.get_by_role("button", name="Stop").click()
    visit.page.locator("#last .note", has_text="Stoppet.").wait_for()
    served.assistant.gate.set()
    visit.page.get_by_role("button", name="Spørg", exact=True).wait_for()
    time.sleep(0.5)
    assert visit.page.locator("#last .also").count() == 0
    visit.ask("Hvad så?")
    visit.answered()


def test_a_bad_question_gets_its_sentence_and_stays_in_the_field(visit: Visit) -> None:
    visit.ask("Det her er for langt")
    visit.page.locator("#last .note", has_text="Skriv det med færre ord.").wait_for()
    assert visit.page.get_by_label("Dit spørgsmål").input_value() == "Det her er for langt"


def test_a_bug_gets_a_sentence_too_and_the_page_goes_on(visit: Visit) -> None:
    visit.ask("Her er en fejl")
    visit.page.locator("#last .note", has_text="Der skete en fejl").wait_for()
    assert visit.page.locator("#last .busy").count() == 0
    visit.ask("Hvad så?")
    visit.answered()


def test_an_empty_question_does_nothing(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Spørg", exact=True).click()
    visit.page.wait_for_timeout(500)
    assert visit.page.locator(".intro").is_visible()


def test_what_a_question_and_the_minutes_hold_is_shown_as_text(visit: Visit) -> None:
    visit.ask(HOSTILE)
    visit.answered()
    assert visit.page.locator("#last .q").inner_text() == HOSTILE
    visit.page.locator("#last .src").nth(3).click()
    visit.page.locator(".panel .record", has_text="window.hacked").wait_for()


@on_both
def test_the_keyboard_is_enough(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.page.locator("#last a.n").first.focus()
    visit.page.keyboard.press("Enter")
    visit.page.locator(".panel mark").wait_for()
    visit.page.keyboard.press("ArrowRight")
    visit.page.locator(".panel header b", has_text="Kilde 2 af 5").wait_for()
    for _ in range(12):
        visit.page.keyboard.press("Tab")
    inside = visit.page.evaluate("!!document.activeElement.closest('.panel')")
    assert inside or not visit.page.locator(".panel[aria-modal]").count()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_start_becomes_the_chat_when_minutes_are_indexed(
    browser: sync_api.Browser, size: tuple[int, int]
) -> None:
    empty = Served(Council())
    try:
        visit = Visit(browser, empty.base, size)
        assert visit.page.locator("h1").inner_text() == "Her er ingen referater endnu"
        assert "make chat MINUTES=din-mappe" in visit.page.locator("main").inner_text()
        assert visit.page.locator("main").get_by_role("button").count() == 0
        assert not visit.sideways()
        empty.assistant.meetings.update(council().meetings)
        visit.page.reload()
        visit.page.get_by_role("heading", name="Hvad vil du vide?").wait_for()
        assert visit.trouble == []
    finally:
        empty.stop()
