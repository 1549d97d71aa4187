"""Hostile words asked in the chat and written into addresses, in a real browser."""

import json
from collections.abc import Sequence
from urllib.parse import quote

from hostile import WORDS
from hostile_pages import FORBIDDEN, LOOK, Reading, Side, checked, differing, plain
from visiting import sync_api

from vectorstore.schema import fold

FEW = 12  # words in one question
FETCHED = f"""async ([addresses, forbidden]) => {{
    const look = {LOOK}, all = [];
    const one = async (address) => {{
        const answer = await fetch(address, {{ headers: {{ accept: "text/html" }} }});
        const part = new DOMParser().parseFromString(await answer.text(), "text/html");
        return [answer.status, look({{part, forbidden}})];
    }};
    for (let at = 0; at < addresses.length; at += 6)
        all.push(...await Promise.all(addresses.slice(at, at + 6).map(one)));
    return all;
}}"""
ADDRESSES = (
    "/kilde/{}", "/panel/{}/1", "/panel/stor/{}", "/sag/{}", "/svar/{}", "/moeder?ord={}",
    "/moeder?vis=sager&udvalg={}", "/admin?soeg={}", "/findes-ikke/{}",
)  # fmt: skip


def test_addresses_with_hostile_words_lead_to_pages_of_ours(
    browser: sync_api.Browser, sides: list[Side]
) -> None:
    made: list[dict[str, set[str]]] = []
    for side in sides:
        visit = Reading(browser, side.served.base, side.words)
        made.append({address: set() for address in ADDRESSES})
        words = (
            [*side.words, "findesikke"] if side.words == WORDS else ["findesikke", "Ord1", "a/b"]
        )
        for address in ADDRESSES:
            asked = [address.format(quote(each, safe="")) for each in words]
            for status, seen in visit.page.evaluate(FETCHED, [asked, FORBIDDEN]):
                assert status in (200, 404), (seen["shown"][:400], address)
                checked(seen, ())
                made[-1][address] |= set(seen["made"])
        visit.done()
    hostile, harmless = made
    extra = {address: hostile[address] - harmless[address] for address in ADDRESSES}
    assert {address: keys for address, keys in extra.items() if keys} == {}


def test_the_chat_shows_hostile_words_as_words(
    browser: sync_api.Browser, sides: list[Side]
) -> None:
    found: dict[str, list[dict[str, int]]] = {}
    for side in sides:
        visit = Reading(
            browser, side.served.base, side.words, f"/?q={quote(' '.join(side.words[:FEW]))}"
        )
        page = visit.page
        field = page.locator("#ask textarea")
        page.locator("#intro h1").wait_for()
        page.wait_for_function("document.querySelector('#ask textarea').value !== ''")
        assert plain(field.input_value()) == plain(" ".join(side.words[:FEW]))
        found.setdefault("start", []).append(visit.look())
        for at in range(0, len(side.words), FEW):
            question = fold(" ".join(side.words[at : at + FEW])).replace("\x00", "")
            field.fill(question)
            field.press("Enter")
            page.wait_for_function(f"referat.length === {at // FEW + 1} && !referat.asking")
            assert plain(page.locator("#last .q").inner_text()) == plain(question)
            if not at:
                visit.look()
        field.focus()
        page.keyboard.press("ArrowUp")
        assert plain(field.input_value()) == plain(question)
        page.locator("[data-unedit]").click()
        found.setdefault("answers", []).append(visit.look())
        page.locator("#talk .src").nth(30).click()
        page.locator(".panel mark").first.wait_for()
        found.setdefault("panel", []).append(visit.look())
        page.keyboard.press("Escape")
        listed(visit, side.words)
        found.setdefault("conversations", []).append(visit.look(all_shown=False))
        visit.done()
    assert {name: differing(looks) for name, looks in found.items() if differing(looks)} == {}


def listed(visit: Reading, words: Sequence[str]) -> None:
    """Every word as the title of a kept conversation, twenty at a time."""
    for at in range(0, len(words), 20):
        rows = [
            {"id": f"t{n}", "at": n, "title": each} for n, each in enumerate(words[at : at + 20])
        ]
        visit.page.evaluate(
            "rows => { localStorage['referat-samtaler'] = rows; }", json.dumps(rows)
        )
        visit.page.locator("button[data-talks]:visible").first.click()
        titles = visit.page.locator("#talks [data-title]").all_inner_texts()
        assert sorted(map(plain, titles)) == sorted(plain(each) for each in words[at : at + 20])
        visit.page.locator("#talks [data-shut]").click()
