"""Conversations in a real browser: kept there, come back whole, and nothing typed is lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from council import FOLLOW_UP, council
from lindevang import DECISION, HOSTILE
from visiting import Served, Visit, sync_api

from vectorstore.schema import Filters

DESK, PHONE, SMALL = (1440, 900), (390, 844), (360, 740)
SECRET = b"the same at every start"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    server = Served(council(), secret=SECRET)
    yield server
    server.stop()


@pytest.fixture(params=[DESK], ids=["desk"])
def visit(
    request: pytest.FixtureRequest, browser: sync_api.Browser, served: Served
) -> Iterator[Visit]:
    served.assistant.gate.set()
    served.assistant.histories.clear()
    served.assistant.limited.clear()
    visit = Visit(browser, served.base, request.param)
    visit.page.locator("#intro h1").wait_for()
    yield visit
    assert visit.page.evaluate("window.hacked") is None
    assert not visit.sideways()
    visit.context.close()
    assert visit.trouble == []


everywhere = pytest.mark.parametrize(
    "visit", [DESK, PHONE, SMALL], ids=["desk", "phone", "small"], indirect=True
)


def field(visit: Visit) -> sync_api.Locator:
    return visit.page.locator("#ask textarea")


def kept(visit: Visit, number: int) -> None:
    """Wait until the browser keeps so many turns of the open conversation."""
    visit.page.wait_for_function(f"referat.length === {number} && !referat.asking")


def hung_up(visit: Visit) -> None:
    """Forget what Gradio says when a reload hangs up on an answer."""
    told = ("AbortError", "errored out")
    visit.trouble[:] = [text for text in visit.trouble if not any(part in text for part in told)]


# ---------- what survives ----------


@everywhere
def test_a_reload_brings_the_conversation_back_without_asking_again(
    visit: Visit, served: Served
) -> None:
    visit.ask(HOSTILE)
    visit.answered()
    visit.ask("Hvornår lukker svømmehallen?")
    visit.page.locator("#last .none").wait_for()
    kept(visit, 2)
    before = visit.page.locator("#talk .turn").all_inner_texts()
    asked = len(served.assistant.histories)
    visit.page.reload()
    visit.page.locator("#last .none").wait_for()
    assert visit.page.locator("#talk .turn").all_inner_texts() == before
    assert visit.page.locator(".turn .checked", has_text="Kontrolleret").count() == 2
    assert len(served.assistant.histories) == asked
    visit.page.locator("#earlier a.n").first.click()
    visit.page.locator(".panel mark", has_text=DECISION).wait_for()
    visit.page.keyboard.press("Escape")
    visit.ask("Og hvad så?")
    visit.answered()
    assert served.assistant.histories[-1] == [HOSTILE, "Hvornår lukker svømmehallen?"]


def test_a_restart_of_the_program_loses_nothing(browser: sync_api.Browser) -> None:
    first = Served(council(), secret=SECRET)
    visit = Visit(browser, first.base, DESK)
    visit.page.locator("#intro h1").wait_for()
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    kept(visit, 1)
    key = visit.page.locator("#last .turn").get_attribute("data-key")
    field(visit).fill("Hvad med belysningen")
    first.stop()
    field(visit).press("Enter")
    visit.page.locator("#lost", has_text="Dit spørgsmål er gemt.").wait_for()
    assert field(visit).input_value() == "Hvad med belysningen"
    second = Served(council(), port=first.port, secret=SECRET)
    try:
        visit.page.locator("#last .quote").first.wait_for()
        visit.page.locator("#lost", has_text="Dit spørgsmål er gemt.").wait_for()
        visit.page.wait_for_function(
            """(old) => {
                const turn = document.querySelector("#last .turn");
                return turn && turn.dataset.key && turn.dataset.key !== old;
            }""",
            arg=key,
        )
        visit.page.locator("#lost", has_text="Dit spørgsmål er gemt.").wait_for()
        assert field(visit).input_value() == "Hvad med belysningen"
        field(visit).press("Enter")
        visit.page.locator("#last .q", has_text="Hvad med belysningen").wait_for()
        visit.answered()
        assert visit.page.locator("#lost").count() == 0
        assert second.assistant.histories == [["Hvad blev besluttet?"]]
    finally:
        visit.context.close()
        second.stop()


def test_a_reload_while_an_answer_is_written_keeps_the_question(
    visit: Visit, served: Served
) -> None:
    served.assistant.gate.clear()
    visit.ask("Et langsomt svar er langsom")
    visit.page.locator("#last .quote").wait_for()
    visit.page.reload()
    visit.page.locator("#lost").wait_for()
    hung_up(visit)
    served.assistant.gate.set()
    assert field(visit).input_value() == "Et langsomt svar er langsom"
    field(visit).press("Enter")
    visit.answered()


def test_words_changed_in_the_browser_are_not_shown_as_ours(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    kept(visit, 1)
    visit.page.evaluate(
        """([from, to]) => {
            const name = "referat-samtale-" + referat.id;
            const talk = JSON.parse(localStorage[name]);
            talk.turns[0].text = talk.turns[0].text.replaceAll(from, to);
            localStorage[name] = JSON.stringify(talk);
        }""",
        ["besluttede", "<img src=x onerror=window.hacked=1>"],
    )
    visit.page.reload()
    visit.page.locator("#last .note", has_text="Svaret kan ikke vises").wait_for()
    assert visit.page.locator("#last .quote").count() == 0
    assert visit.page.locator("#last .turn").get_attribute("data-key") == ""
    visit.page.locator("#last [data-retry]").click()
    visit.answered()
    assert visit.page.locator("#last .q").inner_text() == "Hvad blev besluttet?"


@pytest.mark.parametrize(
    "kept_there",
    ["{", "7", '{"turns": 7}', '{"turns": [7, null]}', '{"turns": [{"text": 1}], "chosen": []}',
     json.dumps({"turns": [{"text": json.dumps({"question": HOSTILE}), "seal": "x"}]})],
)  # fmt: skip
def test_nonsense_in_the_browser_does_not_stop_the_page(visit: Visit, kept_there: str) -> None:
    visit.page.evaluate(
        """(text) => {
            localStorage["referat-samtaler"] = JSON.stringify([{id: "a", at: 1, title: "<b>"}, 7]);
            localStorage["referat-samtale-a"] = text;
            sessionStorage["referat-her"] = "a";
        }""",
        kept_there,
    )
    visit.page.reload()
    visit.page.locator("#intro h1, #last .note").first.wait_for()
    visit.ask("Hvad blev besluttet?")
    visit.answered()


def test_a_source_that_has_changed_since_is_told_as_gone(browser: sync_api.Browser) -> None:
    own = Served(council(), secret=SECRET)
    visit = Visit(browser, own.base, PHONE)
    try:
        visit.page.locator("#intro h1").wait_for()
        visit.ask("Hvad blev besluttet?")
        visit.answered()
        kept(visit, 1)
        del own.assistant.meetings["tmu-2025-03-12"]
        visit.page.reload()
        visit.page.locator("#last .note", has_text="findes ikke længere").wait_for()
        gone = visit.page.locator("#last .src.gone")
        assert gone.count() == 1
        assert gone.inner_text().count("Ordret") == 0
        assert visit.page.locator("#last a.src").count() == 4
        visit.page.locator("#last a.src").nth(2).click()
        visit.page.locator(".panel mark").first.wait_for()
        visit.page.locator(".panel [data-go='1']").click()
        visit.page.locator(".panel header b", has_text="Kilde 5 af 5").wait_for()
        assert visit.trouble == []
    finally:
        visit.context.close()
        own.stop()


# ---------- the list ----------


@everywhere
def test_conversations_are_listed_opened_and_deleted(visit: Visit) -> None:
    page = visit.page
    for question in ("Hvad blev besluttet?", HOSTILE):
        visit.ask(question)
        visit.answered()
        kept(visit, 1)
        page.get_by_role("button", name="Ny samtale").first.click()
        page.locator("#intro h1").wait_for()
    assert page.locator(".mine [data-title]").all_inner_texts() == [HOSTILE, "Hvad blev besluttet?"]
    assert "Samtaler gemmes kun i denne browser." in page.locator(".mine").inner_text()
    page.locator(".mine [data-open]").nth(1).click()
    page.locator("#last .q", has_text="Hvad blev besluttet?").wait_for()
    page.get_by_role("button", name="Samtaler", exact=True).click()
    page.get_by_role("button", name=f"Slet samtalen: {HOSTILE}").click()
    assert page.locator("#talks [data-title]").all_inner_texts() == ["Hvad blev besluttet?"]
    page.locator("#talks").get_by_role("button", name="Slet alle").click()
    assert page.evaluate("document.activeElement.textContent") == "Behold"
    page.keyboard.press("Enter")
    assert page.locator("#talks [data-title]").count() == 1
    page.locator("#talks").get_by_role("button", name="Slet alle").click()
    page.get_by_role("button", name="Slet alle samtaler").click()
    page.locator("#intro h1").wait_for()
    assert page.locator(".turn").count() == 0
    assert page.locator(".mine").is_hidden()
    left = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('referat-samtale-'))"
    )
    assert left == []


def test_the_twenty_newest_conversations_are_kept(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    kept(visit, 1)
    visit.page.evaluate(
        """() => {
            const talk = JSON.parse(localStorage["referat-samtale-" + referat.id]);
            const rows = [];
            for (let n = 0; n < 20; n++) {
                localStorage["referat-samtale-" + n] = JSON.stringify({ ...talk, id: String(n) });
                rows.push({ id: String(n), at: 1e12 - n, title: "Nr. " + n });
            }
            localStorage["referat-samtaler"] = JSON.stringify(rows);
        }"""
    )
    visit.ask("Hvad så?")
    visit.answered()
    kept(visit, 2)
    talks = visit.page.evaluate("referat.list().map((talk) => talk.title)")
    assert talks == ["Hvad blev besluttet?", *(f"Nr. {n}" for n in range(19))]
    assert visit.page.evaluate("localStorage['referat-samtale-19']") is None


def test_a_full_browser_lets_go_of_its_oldest_conversation(visit: Visit) -> None:
    visit.page.evaluate(
        """() => {
            localStorage["referat-samtaler"] = JSON.stringify([
                { id: "mid", at: 2, title: "Mellem" }, { id: "old", at: 1, title: "Gammel" }]);
            for (let size = 6_000_000; ; size -= 1_000)
                try { localStorage["referat-samtale-old"] = "x".repeat(size); return; } catch { }
        }"""
    )
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    kept(visit, 1)
    titles = visit.page.evaluate("referat.list().map((talk) => talk.title)")
    assert titles == ["Hvad blev besluttet?", "Mellem"]


# ---------- ask again, edit, stop ----------


@everywhere
def test_try_again_replaces_the_last_answer(visit: Visit, served: Served) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.ask("Hvorfor?")
    visit.answered()
    kept(visit, 2)
    visit.page.locator("#last").get_by_role("button", name="Prøv igen").click()
    visit.page.wait_for_function("!referat.asking")
    visit.answered()
    assert served.assistant.histories[-1] == ["Hvad blev besluttet?"]
    assert visit.page.locator("#talk .turn").count() == 2
    visit.page.locator("#earlier").get_by_role("button", name="Prøv igen").click()
    kept(visit, 3)
    assert visit.page.locator("#last .q").inner_text() == "Hvad blev besluttet?"


@everywhere
def test_the_last_question_can_be_edited(visit: Visit, served: Served) -> None:
    visit.ask("Hvad blev beslutet?")
    visit.answered()
    kept(visit, 1)
    field(visit).focus()
    visit.page.keyboard.press("ArrowUp")
    assert field(visit).input_value() == "Hvad blev beslutet?"
    assert visit.page.locator(".editing").is_visible()
    visit.page.get_by_role("button", name="Fortryd").click()
    assert field(visit).input_value() == ""
    visit.page.get_by_role("button", name="Ret spørgsmålet").click()
    field(visit).fill("Hvad blev besluttet?")
    field(visit).press("Enter")
    visit.page.locator("#last .q", has_text="Hvad blev besluttet?").wait_for()
    visit.answered()
    kept(visit, 1)
    assert visit.page.locator("#talk .turn").count() == 1
    assert served.assistant.histories == [[], []]
    assert visit.page.locator(".editing").is_hidden()


@everywhere
def test_what_is_typed_while_an_answer_is_written_stays(visit: Visit, served: Served) -> None:
    served.assistant.gate.clear()
    visit.ask("Et langsomt svar er langsom")
    visit.page.locator("#last .quote").wait_for()
    field(visit).type("Og hvem betaler?")
    field(visit).press("Enter")
    visit.page.wait_for_timeout(300)
    assert field(visit).input_value() == "Og hvem betaler?"
    served.assistant.gate.set()
    visit.answered()
    kept(visit, 1)
    assert field(visit).input_value() == "Og hvem betaler?"
    assert len(served.assistant.histories) == 1
    field(visit).press("Enter")
    visit.page.locator("#last .q", has_text="Og hvem betaler?").wait_for()
    visit.answered()


def test_a_stopped_answer_is_kept_and_can_be_asked_again(visit: Visit, served: Served) -> None:
    served.assistant.gate.clear()
    visit.ask("Et langsomt svar er langsom")
    visit.page.locator("#last .quote").wait_for()
    visit.page.get_by_role("button", name="Stop").wait_for()
    visit.page.keyboard.press("Escape")
    visit.page.locator("#last .note", has_text="Stoppet.").wait_for()
    served.assistant.gate.set()
    kept(visit, 1)
    visit.page.reload()
    visit.page.locator("#last .note", has_text="Stoppet.").wait_for()
    hung_up(visit)
    assert visit.page.locator("#last .quote").count() == 1
    visit.page.locator("#last [data-retry]").click()
    visit.answered()
    kept(visit, 1)


def test_a_question_goes_on_from_an_answer(visit: Visit, served: Served) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.page.get_by_role("button", name=FOLLOW_UP).click()
    visit.page.locator("#last .q", has_text=FOLLOW_UP).wait_for()
    visit.answered()
    assert served.assistant.histories[-1] == ["Hvad blev besluttet?"]


@everywhere
def test_a_long_word_does_not_widen_the_page(visit: Visit) -> None:
    visit.ask("Speciallægepraksisplanlægningsstabiliseringsperiode" * 8)
    visit.answered()
    assert not visit.sideways()
    visit.ask("svømmehal" * 60)
    visit.page.locator("#last .none").wait_for()
    assert not visit.sideways()
    visit.page.get_by_role("button", name="Samtaler", exact=True).click()
    assert not visit.sideways()
    wide = visit.page.locator("#talks").evaluate("part => part.scrollWidth > part.clientWidth")
    assert not wide


def test_the_panel_leaves_the_chat_its_width(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.page.locator("#last a.n").first.click()
    visit.page.locator(".panel mark").wait_for()
    widths = [visit.page.locator(part).bounding_box() for part in ("#talk", ".panel")]
    assert [box and round(box["width"]) for box in widths] == [DESK[0] - 536, 536]


# ---------- filters ----------


@everywhere
def test_the_readers_chips_limit_every_question_until_removed(visit: Visit, served: Served) -> None:
    page = visit.page
    page.get_by_role("button", name="Udvalg, periode eller sag").click()
    page.get_by_label("Teknik- og Miljøudvalget").check()
    page.get_by_label("Fra").select_option("2025")
    page.get_by_label("Til og med").select_option("2024")
    page.get_by_label("Sagens nummer").fill("23/4187")
    page.get_by_role("button", name="Brug").click()
    chips = page.locator(".chip:not(.add)")
    told = ["Periode: 2024–2025", "Udvalg: Teknik- og Miljøudvalget", "Sag: 23/4187"]
    assert chips.all_inner_texts() == told
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.page.reload()
    visit.answered()
    assert chips.all_inner_texts() == told
    filters, _ = served.assistant.limited[-1]
    assert filters is not None
    assert (filters.committees, filters.cases) == (("Teknik- og Miljøudvalget",), ("23/4187",))
    assert (str(filters.first), str(filters.last)) == ("2024-01-01", "2025-12-31")
    for name in ("udvalg: Teknik- og Miljøudvalget", "sag: 23/4187", "periode: 2024–2025"):
        page.get_by_role("button", name=f"Fjern {name}").click()
    assert chips.count() == 0
    visit.ask("Hvad så?")
    visit.answered()
    assert served.assistant.limited[-1] == (Filters(), ())


@everywhere
def test_a_chip_from_the_question_is_dashed_and_taking_it_off_asks_again(
    visit: Visit, served: Served
) -> None:
    visit.ask("Hvad blev besluttet i 2024?")
    visit.answered()
    chip = visit.page.locator(".chip.auto")
    assert chip.inner_text() == "Periode: 2024"
    assert chip.evaluate("part => getComputedStyle(part).borderTopStyle") == "dashed"
    why = visit.page.locator("[data-why]")
    assert why.text_content() == "„i 2024“ står i dit spørgsmål"
    chip.get_by_role("button", name="Fjern periode: 2024").click()
    visit.page.wait_for_function("!referat.asking && referat.last().without.length")
    visit.answered()
    assert served.assistant.limited[-1][1] == ("period",)
    assert visit.page.locator(".chip.auto").count() == 0
    assert visit.page.locator("#talk .turn").count() == 1


def test_a_refusal_by_a_filter_offers_the_search_without_it(visit: Visit, served: Served) -> None:
    visit.page.get_by_role("button", name="Udvalg, periode eller sag").click()
    visit.page.get_by_label("Fra").select_option("2025")
    visit.page.get_by_role("button", name="Brug").click()
    visit.ask("Hvornår lukker svømmehallen i 2024?")
    visit.page.locator("#last .none").wait_for()
    kept(visit, 1)
    visit.page.get_by_role("button", name="Søg i alle år").click()
    visit.page.wait_for_function("!referat.asking && referat.last().without.length")
    assert served.assistant.limited[-1] == (Filters(), ("period",))
    visit.page.locator("#last .none").wait_for()
    assert visit.page.get_by_role("button", name="Søg i alle år").count() == 0


# ---------- keys, language ----------


def test_the_keys_of_the_design(visit: Visit) -> None:
    page = visit.page
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    page.locator("#last .q").focus()
    page.keyboard.press("3")
    page.locator(".panel header b", has_text="Kilde 3 af 5").wait_for()
    page.keyboard.press("ArrowLeft")
    page.locator(".panel header b", has_text="Kilde 2 af 5").wait_for()
    page.keyboard.press("Escape")
    page.locator(".panel").wait_for(state="detached")
    page.keyboard.press("/")
    page.keyboard.type("Hvad/?1")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("nu")
    assert field(visit).input_value() == "Hvad/?1\nnu"
    field(visit).fill("")
    page.locator("#last .q").focus()
    page.keyboard.press("?")
    page.wait_for_url("**/hjaelp")
    page.get_by_label("Brug tasterne").uncheck()
    page.go_back()
    visit.answered()
    page.locator("#last .q").focus()
    for key in ("/", "3", "?"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.className") == "q"
    assert page.locator(".panel").count() == 0
    field(visit).focus()
    page.keyboard.press("ArrowUp")
    assert field(visit).input_value() == ""


@everywhere
def test_an_english_visitor_is_spoken_to_in_english(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}/sprog/en?til=/")
    page.get_by_role("heading", name="What would you like to know?").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "Ask the minutes"
    assert page.locator(".brand").inner_text().startswith("Ask the minutes")
    link = page.locator("a[hreflang=da]").first
    assert link.get_attribute("href") == "/sprog/da?til=/"
    box = page.get_by_label("Your question")
    box.fill("Hvad blev besluttet i 2024?")
    box.press("Enter")
    visit.answered()
    assert page.locator("#status").inner_text() == "The answer is ready, 5 sources"
    assert page.locator("[data-why]").text_content() == "“i 2024” is in your question"
    assert "5, all word for word" in page.locator("#last").inner_text()
    assert "Item 4, Cykelsti langs Møllevej · Beslutning" in page.locator("#last").inner_text()
    assert page.locator("#last .quote p").first.get_attribute("lang") == "da"
    page.locator("#last a.n").first.click()
    page.locator(".panel header b", has_text="Source 1 of 5").wait_for()
    page.get_by_role("button", name="Close the source (Esc)").click()
    page.get_by_role("button", name="Conversations", exact=True).click()
    assert "kept in this browser only" in page.locator("#talks").inner_text()


def test_two_visitors_at_once_have_their_own_languages(
    visit: Visit, browser: sync_api.Browser
) -> None:
    other = Visit(browser, visit.base, PHONE)
    other.page.goto(f"{visit.base}/sprog/en?til=/")
    other.page.get_by_role("heading", name="What would you like to know?").wait_for()
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    assert visit.page.locator("#status").inner_text() == "Svaret er klar, 5 kilder"
    other.context.close()


def test_a_link_with_a_question_puts_it_into_the_field(visit: Visit) -> None:
    visit.page.goto(f"{visit.base}/?q=Hvad%20med%20%3Cb%3Ebroen%3C/b%3E%3F")
    visit.page.locator("#intro h1").wait_for()
    visit.page.wait_for_function("document.querySelector('#ask textarea').value !== ''")
    assert field(visit).input_value() == "Hvad med <b>broen</b>?"
    assert visit.page.url == f"{visit.base}/"
    assert visit.page.locator(".turn").count() == 0


def test_the_export_holds_the_whole_conversation(visit: Visit) -> None:
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    visit.ask("Hvorfor?")
    visit.answered()
    kept(visit, 2)
    visit.page.locator(".export summary").click()
    with visit.page.expect_download() as taken:
        visit.page.get_by_role("button", name="Markdown").click()
    text = Path(taken.value.path()).read_text("utf-8")
    assert text.index("Hvad blev besluttet?") < text.index("Hvorfor?")
    assert "[^1]" in text
