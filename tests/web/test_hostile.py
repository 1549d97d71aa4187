"""Hostile words in every place where the page shows words, in a real browser.

Each page is shown twice: with the hostile words and with harmless ones in the same places. Both
must be built of the same elements with the same attributes, and every word must be readable.
"""

from pathlib import Path
from urllib.parse import quote

import pytest
from council import Council
from hostile import WORDS
from hostile_pages import HARMLESS, Reading, Side, differing, plain
from lindevang import JUNE
from office import OLD, Even, Office
from visiting import Served, sync_api

from web.access import access
from web.password import hashed


def test_there_are_many_different_ones() -> None:
    assert len(WORDS) == len(set(map(plain, WORDS))) >= 60


@pytest.mark.parametrize("language", ["da", "en"])
def test_pages_show_hostile_words_as_words(
    browser: sync_api.Browser, sides: list[Side], language: str
) -> None:
    found: dict[str, list[dict[str, int]]] = {}
    for side in sides:
        visit = Reading(browser, side.served.base, side.words, f"/sprog/{language}?til=/hjaelp")
        item = side.council.meetings["stor"].items[20].sections[0].blocks[0]
        pages = {
            "reader": (f"/kilde/stor?fra={item.start}&til={item.end}", True),
            "meetings": ("/moeder", False),
            "more meetings": ("/moeder?side=2", False),
            "kept": (f"/svar/{side.key}", True),
            "unanswered": ("/admin/uden-svar", True),
            "feedback": ("/admin/tilbagemeldinger", True),
            "condition": ("/admin/tilstand", False),
            "overview": ("/admin", False),
        }
        for name, (address, all_shown) in pages.items():
            visit.page.goto(visit.base + address)
            found.setdefault(name, []).append(visit.look(all_shown=all_shown))
        visit.done()
    assert {name: differing(looks) for name, looks in found.items() if differing(looks)} == {}


def test_files_with_hostile_names_and_words_are_told_as_words(
    browser: sync_api.Browser, tmp_path: Path
) -> None:
    server = Served(Council(), archive=Office(tmp_path, Even()).archive)
    visit = Reading(browser, server.base, (), "/admin")
    page = visit.page
    words = [each for each in WORDS if len(each) < 120]
    changed = JUNE.replace(OLD, "\n".join(words))
    sent = [{"name": "juni.txt", "mimeType": "text/plain", "buffer": changed.encode()}]
    for each in words:
        name = each.replace("\x00", "") + ".txt"
        sent.append({"name": name, "mimeType": "text/plain", "buffer": each.encode()})
    page.get_by_label("Vælg filer").set_input_files(sent)
    page.get_by_label("Vis, hvad der er ændret").check()
    visit.look()
    page.get_by_role("button", name="Læs ind", exact=True).click()
    page.locator("#arbejde").get_by_text("Færdig:").wait_for(timeout=120_000)
    visit.look()
    assert page.locator("#arbejde").inner_text().count(".txt") >= len(words)
    visit.done()
    server.stop()


def test_the_login_shows_hostile_words_as_words(browser: sync_api.Browser) -> None:
    accounts = access(f"anna:{hashed('rugbrød og smør')}", "", "127.0.0.1")
    server = Served(Council(), access=accounts)
    looks = []
    for words in (WORDS, HARMLESS):
        for some in (words[:2], words[8:10]):
            visit = Reading(browser, server.base, (), f"/log-ind?til=/{quote(' '.join(words))}")
            name = " ".join(some)
            visit.page.get_by_label("Navn").fill(name)
            visit.page.get_by_label("Adgangskode").fill("forkert")
            visit.page.keyboard.press("Enter")
            visit.page.get_by_role("alert").wait_for()
            assert name.startswith(visit.page.get_by_label("Navn").input_value())
            looks.append(visit.look())
            visit.done()
    server.stop()
    assert differing(looks) == {}
