"""Lists, cases and the reader in a real browser: filters, lanes, marks, keys, phone, print."""

from collections.abc import Iterator

import pytest
from council import Council, council
from cycle_path import APPROVED, CASE, TMU, meetings
from lindevang import DECISION, june, span
from visiting import Served, Visit, sync_api

DESK, PHONE, SMALL = (1440, 900), (390, 844), (360, 740)
START, END = span(june().text, DECISION)
READER = f"/kilde/tmu-2024-06-12?fra={START}&til={END}#punkt-4"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    server = Served(Council(*meetings(), *council().meetings.values()))
    yield server
    server.stop()


@pytest.fixture(params=[DESK], ids=["desk"])
def visit(
    request: pytest.FixtureRequest, browser: sync_api.Browser, served: Served
) -> Iterator[Visit]:
    visit = Visit(browser, f"{served.base}/moeder", request.param)
    visit.base = served.base
    visit.trouble.clear()  # it was told a longer address than it may ask
    yield visit
    assert visit.page.evaluate("window.hacked") is None
    visit.context.close()
    assert visit.trouble == []


def go(visit: Visit, address: str) -> sync_api.Page:
    visit.page.goto(visit.base + address)
    return visit.page


on_all = pytest.mark.parametrize(
    "visit", [DESK, PHONE, SMALL], ids=["desk", "phone", "small"], indirect=True
)
on_phone = pytest.mark.parametrize("visit", [PHONE], ids=["phone"], indirect=True)


@on_all
@pytest.mark.parametrize(
    "address",
    ["/moeder", "/moeder?vis=sager", f"/moeder?udvalg={TMU}&aar=2024&ord=cykelsti",
     f"/sag/{CASE}", "/sag/21/96", READER, "/kilde/tmu-2024-06-12"],
)  # fmt: skip
def test_no_page_is_wider_than_its_window(visit: Visit, address: str) -> None:
    page = go(visit, address)
    assert page.locator("h1").is_visible() or page.locator("#hit").is_visible()
    assert not visit.sideways()


def test_filters_are_chosen_shown_and_taken_off(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Økonomiudvalget").check()
    page.get_by_label("2024").check()
    page.get_by_role("button", name="Vis").click()
    assert page.locator("[role=status]").inner_text() == "1 af 9 møder"
    assert page.get_by_label("Økonomiudvalget").is_checked()
    page.locator(".chip", has_text="2024").click()
    page.locator(".chip", has_text="Økonomiudvalget").click()
    assert page.locator("[role=status]").inner_text() == "9 møder"
    page.get_by_label("Sagsnummer eller ord i titlen").fill("genbrug")
    page.keyboard.press("Enter")
    page.locator(".meet p a", has_text="Åbningstider").click()
    assert page.url.endswith("/kilde/teknik-2024-06-12#punkt-1")


@on_phone
def test_on_a_phone_the_filters_are_behind_a_button(visit: Visit) -> None:
    page = visit.page
    box = page.get_by_label("Økonomiudvalget")
    assert not box.is_visible()
    page.locator(".filt summary").click()
    box.check()
    page.get_by_role("button", name="Vis").click()
    assert page.locator("[role=status]").inner_text() == "1 af 9 møder"
    assert "1 valgt" in page.locator(".filt summary").inner_text()


def test_it_all_works_without_scripts(browser: sync_api.Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.base}/moeder")
    page.get_by_label("Byrådet").check()
    page.get_by_role("button", name="Vis").click()
    page.get_by_role("link", name="Byrådet", exact=True).last.click()
    page.locator(".item .mg a").click()
    assert page.locator("h1").inner_text() == "Cykelsti langs Møllevej"
    context.close()


def test_the_keyboard_finds_a_meeting(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Sagsnummer eller ord i titlen").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "Byrådet"
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/moeder?*Byr*")
    assert page.locator(".meet li").count() == 1


def test_the_lanes_lead_to_the_step_and_on_to_the_marked_decision(visit: Visit) -> None:
    page = go(visit, f"/sag/{CASE}")
    svg = page.get_by_role("group", name="Sagens vej gennem udvalgene")
    assert svg.is_visible()
    links = svg.get_by_role("link")
    assert links.count() == 9
    name = "12. juni 2024, Teknik- og Miljøudvalget: Beslutning"
    link = svg.get_by_role("link", name=name).first
    link.focus()
    page.keyboard.press("Enter")
    step = page.locator(".trail > li:target")
    assert step.count() == 1
    page.locator(".trail .record", has_text=APPROVED).wait_for()
    page.locator(".trail > li", has_text=APPROVED).get_by_role("link").first.click()
    assert page.locator("#hit").inner_text() == APPROVED
    page.get_by_role("link", name="Tilbage til sagen").click()
    assert page.url.endswith(f"/sag/{CASE}")


def test_no_label_of_the_picture_covers_another(visit: Visit) -> None:
    page = go(visit, f"/sag/{CASE}")
    boxes = page.locator(".lanes a text").evaluate_all(
        "all => all.map(t => t.getBoundingClientRect())"
        ".map(b => [b.left, b.top, b.right, b.bottom])"
    )
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@on_phone
def test_on_a_phone_a_case_is_the_list_alone(visit: Visit) -> None:
    page = go(visit, f"/sag/{CASE}")
    assert not page.locator(".lanes").is_visible()
    assert page.locator(".trail > li").count() == 9


@on_all
def test_the_reader_shows_the_marked_words_in_the_upper_half(visit: Visit) -> None:
    page = go(visit, READER)
    page.wait_for_timeout(400)
    box = page.locator("#hit").bounding_box()
    assert box is not None and 52 < box["y"] < page.viewport_size["height"] * 0.6
    assert page.locator("#hit").inner_text() == DECISION


def test_the_case_stands_beside_the_minutes_and_leads_to_its_page(visit: Visit) -> None:
    page = go(visit, READER)
    aside = page.get_by_role("complementary", name="Samme sag på andre møder")
    assert "Dette møde" in aside.inner_text() and "Udsat" in aside.inner_text()
    assert "Ikke afløst" not in aside.inner_text()
    aside.get_by_role("link", name="Se hele sagen").click()
    assert page.url.endswith(f"/sag/{CASE}")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_light_and_dark_have_their_own_ground(visit: Visit, look: str) -> None:
    visit.page.emulate_media(color_scheme=look)
    page = go(visit, f"/sag/{CASE}")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(18, 26, 24)" if look == "dark" else "rgb(255, 255, 255)")
    lane = page.locator(".lanes").evaluate("box => getComputedStyle(box).backgroundColor")
    assert lane == ground


def test_on_paper_the_reader_is_the_minutes_alone(visit: Visit) -> None:
    page = go(visit, READER)
    assert page.get_by_role("button", name="Udskriv").is_visible()
    page.emulate_media(media="print")
    for part in (".side.left", ".side.right", ".from", ".crumbs + h1 + .printed", ".nav"):
        assert page.locator(part).count() == 0 or not page.locator(part).first.is_visible()
    assert page.locator("h1").is_visible() and page.locator("#hit").is_visible()


def test_the_reader_speaks_english_and_leaves_the_minutes_danish(visit: Visit) -> None:
    visit.context.add_cookies([{"name": "sprog", "value": "en", "url": visit.base}])
    page = go(visit, READER)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("link", name="Back to the answer").is_visible()
    assert page.locator("#hit").evaluate("hit => hit.closest('[lang]').lang") == "da"
    heading = page.locator(".sect.dec h3").first.inner_text()
    assert heading.startswith("Beslutning") and "Decision" in heading


@on_all
def test_the_panel_tells_of_the_case_and_opens_it(visit: Visit) -> None:
    page = go(visit, "/")
    page.locator("#intro h1").wait_for()
    visit.ask("Hvad blev besluttet?")
    visit.answered()
    page.locator("#last .src").first.click()
    page.locator(".panel mark").wait_for()
    assert "Sag 23/4187 · behandlet 9 gange" in page.locator(".panel .content").inner_text()
    with visit.context.expect_page() as opened:
        page.locator(".panel").get_by_role("link", name=CASE).click()
    assert opened.value.url.endswith(f"/sag/{CASE}")
    assert page.locator(".panel mark").is_visible()
