"""Every page under axe-core in a real browser: desk and phone, light and dark, both languages."""

from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from council import Council, answered, council, refused
from cycle_path import CASE, CONTAINER, meetings
from lindevang import DECISION, june, span
from office import JUNE_ID, Even, Missed, Office, Said
from visiting import Served, Visit, sync_api

from web.access import access
from web.kept import Kept
from web.password import hashed

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
DESK, PHONE = (1440, 900), (390, 844)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that a change to dark can break
START, END = span(june().text, DECISION)
QUESTION = "Hvad blev besluttet om cykelstien i 2024?"
CHECK = """async (only) => {
    const fading = () => document.getAnimations().some((each) => each.transitionProperty);
    while (fading()) await new Promise(requestAnimationFrame);
    // axe takes a dialog in the top layer for hidden when a box around it cuts off what is outside.
    for (let part = document.querySelector("dialog[open]"); part; part = part.parentElement)
        if (getComputedStyle(part).width === "0px")
            part.style.setProperty("overflow", "visible", "important");
    const told = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
    const said = (rule, node) => `${rule}: ${node.target} ${node.failureSummary} ${node.html}`;
    const found = told.violations.flatMap((rule) => rule.nodes.map((node) => said(rule.id, node)));
    return [found, told.passes.length];
}"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(f"sqlite:///{tmp_path_factory.mktemp('kept') / 'kept.db'}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, kept: Kept) -> Iterator[Served]:
    """Everything at once: a case over three committees, minutes to administer, kept answers."""
    office = Office(tmp_path_factory.mktemp("office"), Even())
    office.kept.said = [Said("Hvad med stien?", "Det var i marts.", "wrong"), Said("Hvem?")]
    office.kept.missed = [Missed("Hvornår åbner svømmehallen?", times=2)]
    office.kept.links[JUNE_ID] = 3
    whole = Council(*meetings(), *council().meetings.values())
    server = Served(whole, kept, office.archive)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def found(page: sync_api.Page, axe: str, *, dark: bool = False) -> list[str]:
    """What axe finds at this size in light, then what dark adds."""
    page.evaluate(axe)
    trouble = []
    for look, only in (("light", LEVELS), ("dark", COLOURS))[: 1 + dark]:
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        violations, passed = page.evaluate(CHECK, only)
        assert passed, "axe looked at nothing"
        trouble += [f"{look}, {page.viewport_size['width']}: {each}" for each in violations]
    return trouble


def both_sizes(page: sync_api.Page, axe: str) -> list[str]:
    """The same on a desk and on a phone, without loading the page again."""
    trouble = []
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        trouble += found(page, axe, dark=True)
    return trouble


def visited(browser: sync_api.Browser, base: str, english: bool = False) -> Visit:
    visit = Visit(browser, f"{base}/sprog/{'en' if english else 'da'}?til=/hjaelp", DESK)
    visit.base = base
    visit.trouble.clear()  # it was told a longer address than it may ask
    visit.page.emulate_media(reduced_motion="reduce")
    return visit


ADDRESSES = [
    "/moeder", "/moeder?vis=sager", "/moeder?ord=sti&aar=2024", "/moeder?ord=findesikke",
    f"/sag/{CASE}", f"/sag/{CONTAINER}", "/sag/99/9999",
    f"/kilde/tmu-2024-06-12?fra={START}&til={END}#punkt-4", "/kilde/tmu-2025-03-12", "/kilde/nej",
    "/kilde/tmu-2024-06-12/fil", "/admin", "/admin/uden-svar", "/admin/tilbagemeldinger",
    "/admin/tilstand", f"/admin/fjern/{JUNE_ID}", "/hjaelp", "/api", "/svar/nej", "/findes-ikke",
]  # fmt: skip


@pytest.mark.parametrize("english", [False, True], ids=["da", "en"])
def test_the_pages_have_no_violations(
    browser: sync_api.Browser, served: Served, kept: Kept, axe: str, english: bool
) -> None:
    visit = visited(browser, served.base, english)
    answers = [kept.keep(QUESTION, (), made(QUESTION)) for made in (answered, refused)]
    trouble = []
    for address in [*ADDRESSES, *(f"/svar/{key}" for key in answers)]:
        visit.page.goto(visit.base + address)
        check = found if english else both_sizes
        trouble += [f"{address}, {each}" for each in check(visit.page, axe)]
    visit.context.close()
    assert trouble == []


def chips(visit: Visit) -> None:
    visit.page.locator("[data-pick]").click()
    visit.page.locator("#picker[open]").wait_for()


def answer(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    field = visit.page.locator("#ask textarea")
    field.fill(QUESTION)
    field.press("Enter")
    visit.answered()
    visit.page.locator("#last [data-acts]").wait_for()


def rating(visit: Visit) -> None:
    visit.page.locator("#last [data-poor]").click()
    visit.page.locator("#last .pick summary").click()


def panel(visit: Visit) -> None:
    visit.page.locator("#last [data-never-mind]").click()
    visit.page.locator("#last a.n").first.click()
    visit.page.locator(".panel mark").first.wait_for()


def refusal(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    field = visit.page.locator("#ask textarea")
    field.fill("Hvornår åbner svømmehallen?")
    field.press("Enter")
    visit.page.locator("#last .none").wait_for()


def conversations(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    visit.page.locator("[data-talks]").first.click()
    visit.page.locator("#talks[open]").wait_for()


def deleting(visit: Visit) -> None:
    visit.page.locator("#talks [data-wipe]").click()
    visit.page.locator("#sure[open]").wait_for()


def start(visit: Visit) -> None:
    visit.page.goto(visit.base)
    visit.page.locator("#intro h1").wait_for()


STATES: list[Callable[[Visit], None]] = [
    start, chips, answer, rating, panel, refusal, conversations, deleting,
]  # fmt: skip


@pytest.mark.parametrize("english", [False, True], ids=["da", "en"])
def test_the_chat_has_no_violations_in_any_state(
    browser: sync_api.Browser, served: Served, axe: str, english: bool
) -> None:
    visit = visited(browser, served.base, english)
    trouble = []
    for state in STATES:
        state(visit)
        check = found if english else both_sizes
        trouble += [f"{state.__name__}, {each}" for each in check(visit.page, axe)]
        visit.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    visit.context.close()
    assert trouble == []
    assert visit.trouble == []


def test_the_first_start_and_the_login_have_no_violations(
    browser: sync_api.Browser, axe: str
) -> None:
    accounts = access(f"anna:{hashed('rugbrød og smør')}", "", "127.0.0.1")
    trouble = []
    for server, address in (
        (Served(Council()), "/"),
        (Served(council(), access=accounts), "/moeder"),
    ):
        visit = Visit(browser, server.base + address, DESK)
        trouble += both_sizes(visit.page, axe)
        if address != "/":
            visit.page.get_by_label("Navn").fill("anna")
            visit.page.get_by_label("Adgangskode").fill("forkert")
            visit.page.keyboard.press("Enter")
            visit.page.get_by_role("alert").wait_for()
            trouble += both_sizes(visit.page, axe)
        visit.context.close()
        server.stop()
    assert trouble == []
