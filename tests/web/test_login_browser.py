"""Logging in with a real browser, at a desk and on a phone, with and without https's help."""

from collections.abc import Iterator

import pytest
from council import council
from visiting import FLAGS, Served, launch, sync_api

from web.access import access
from web.password import hashed

PASSWORD = "rugbrød og smør"
HASH = str(hashed(PASSWORD))
SIZES = [(1440, 900), (390, 844), (360, 740)]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    # As on another address than this machine's own: only so may the page have any name.
    served = Served(council(), access=access(f"anna:{HASH}", f"bo:{HASH}", "0.0.0.0"))
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        FLAGS.append("--host-resolver-rules=MAP referater.test 127.0.0.1")
        browser = launch(playwright)
        FLAGS.pop()
        yield browser
        browser.close()


def enter(page: sync_api.Page, name: str, password: str, english: bool = False) -> None:
    page.get_by_label("Name" if english else "Navn").fill(name)
    page.get_by_label("Password" if english else "Adgangskode").fill(password)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", SIZES)
def test_a_reader_comes_back_to_where_they_were_going(
    size: tuple[int, int], served: Served, browser: sync_api.Browser
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{served.base}/kilde/tmu-2024-06-12")
    assert "/log-ind" in page.url and page.get_by_label("Navn").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.activeElement.id") == "name"
    enter(page, "anna", "forkert kode")
    assert page.get_by_role("alert").inner_text() == "Navn eller adgangskode er forkert."
    assert page.get_by_label("Adgangskode").input_value() == ""
    enter(page, "Anna", PASSWORD)
    page.get_by_role("heading", name="Teknik- og Miljøudvalget").first.wait_for()
    assert page.url == f"{served.base}/kilde/tmu-2024-06-12"
    kept = context.cookies()
    assert [(c["name"], c["httpOnly"], c["sameSite"]) for c in kept] == [("referat", True, "Lax")]
    context.close()


def test_over_plain_http_under_another_name_it_works_as_well(
    served: Served, browser: sync_api.Browser
) -> None:
    """Then the browser sends no Sec-Fetch-Site: only Origin tells that the form is ours."""
    page = browser.new_page()
    page.goto(served.base.replace("127.0.0.1", "referater.test"))
    enter(page, "anna", PASSWORD)
    page.locator("#ask textarea").wait_for()
    page.close()


def test_a_form_of_another_site_logs_nobody_in(served: Served, browser: sync_api.Browser) -> None:
    page = browser.new_page()
    other = served.base.replace("127.0.0.1", "referater.test")
    form = (
        f'<form method="post" action="{served.base}/log-ind"><input name="name" value="anna">'
        f'<input name="password" value="{PASSWORD}"><button>Tryk</button></form>'
    )
    page.route(f"{other}/falsk", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto(f"{other}/falsk")
    page.get_by_role("button").click()
    page.get_by_text("kom fra en anden side").wait_for()
    assert page.context.cookies() == []
    page.close()


def test_the_chat_works_behind_the_gate_and_ends_with_the_session(
    served: Served, browser: sync_api.Browser
) -> None:
    page = browser.new_page()
    page.goto(served.base)
    page.get_by_role("link", name="English").click()
    enter(page, "bo", PASSWORD, english=True)
    field = page.locator("#ask textarea")
    field.fill("Hvad blev besluttet om cykelstien?")
    field.press("Enter")
    page.locator("#last .sources").first.wait_for()
    page.goto(f"{served.base}/hjaelp")
    assert page.get_by_role("link", name="Administration").first.is_visible()
    page.get_by_role("button", name="Log out").first.click()
    page.get_by_label("Name").wait_for()
    page.goto(f"{served.base}/hjaelp")
    assert "/log-ind?til=/hjaelp" in page.url
    page.close()


def test_who_was_logged_out_meanwhile_logs_in_again_and_finds_the_question(
    served: Served, browser: sync_api.Browser
) -> None:
    page = browser.new_page()
    page.goto(served.base)
    enter(page, "anna", PASSWORD)
    field = page.locator("#ask textarea")
    field.fill("Hvad blev besluttet om cykelstien?")
    page.context.clear_cookies()
    field.press("Enter")
    page.get_by_label("Navn").wait_for()
    enter(page, "anna", PASSWORD)
    field.wait_for()
    page.wait_for_function("document.querySelector('#ask textarea').value !== ''")
    assert field.input_value() == "Hvad blev besluttet om cykelstien?"
    field.press("Enter")
    page.locator("#last .sources").first.wait_for()
    page.close()
