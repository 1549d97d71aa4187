"""Meetings and cases as lists: filters, tabs, pages and what stands on a row."""

from datetime import date, timedelta

import pytest
from council import Council
from cycle_path import CASE, COUNCIL, OEU, SECRET, TMU, Planned, meetings, minutes
from fastapi.testclient import TestClient
from lindevang import HOSTILE

from ingest.read import content
from web.find import asked
from web.page import build


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(build(Council(*meetings()), "Lindevang Kommune", read=content))


def rows(html: str) -> int:
    return html.count("<li><time")


@pytest.mark.parametrize(
    ("address", "meetings_shown", "told"),
    [
        ("/moeder", 7, "7 møder"),
        (f"/moeder?udvalg={TMU}", 5, "5 af 7 møder"),
        (f"/moeder?udvalg={TMU}&udvalg={OEU}", 6, "6 af 7 møder"),
        ("/moeder?aar=2024", 5, "5 af 7 møder"),
        (f"/moeder?aar=2024&udvalg={COUNCIL}", 1, "1 af 7 møder"),
        ("/moeder?ord=genbrug", 1, "1 af 7 møder"),
        ("/moeder?ord=cykelsti+BEVILLING", 2, "2 af 7 møder"),
        ("/moeder?ord=23/4187", 7, "7 af 7 møder"),
        ("/moeder?ord=svømmehal", 0, "0 af 7 møder"),
        ("/moeder?vis=sager", 3, "3 sager"),
        (f"/moeder?vis=sager&udvalg={COUNCIL}", 1, "1 af 3 sager"),
        ("/moeder?side=99", 7, "7 møder"),
        ("/moeder?side=-1&aar=x&aar=²&vis=alt", 7, "7 møder"),
    ],
)
def test_a_list_holds_what_its_address_asks_for(
    client: TestClient, address: str, meetings_shown: int, told: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert rows(answer.text) == meetings_shown
    assert f'role="status">{told}</span>' in answer.text


def test_the_tabs_tell_how_much_there_is_and_keep_the_filters(client: TestClient) -> None:
    html = client.get("/moeder?ord=cykelsti&aar=2024").text
    assert 'href="/moeder?ord=cykelsti&amp;aar=2024" aria-current="page">Møder <span' in html
    assert 'href="/moeder?vis=sager&amp;ord=cykelsti&amp;aar=2024">Sager <span' in html
    assert '<span class="num">7</span>' in html and '<span class="num">3</span>' in html


def test_a_meeting_tells_its_items_and_opens_the_reader(client: TestClient) -> None:
    html = client.get("/moeder?aar=2024").text
    assert '<a href="/kilde/teknik-2024-06-12">Teknik- og Miljøudvalget</a>' in html
    row = html[html.index("/kilde/teknik-2024-06-12") :]
    assert row.index("Åbningstider på genbrugspladsen") < row.index("1 lukket punkt")
    assert "3 punkter" in row[:600]


def test_what_was_looked_for_links_to_its_item(client: TestClient) -> None:
    html = client.get("/moeder?ord=genbrug").text
    link = '<a href="/kilde/teknik-2024-06-12#punkt-1">Åbningstider på genbrugspladsen</a>'
    assert link in html


def test_a_case_tells_its_meetings_and_opens_its_page(client: TestClient) -> None:
    html = client.get("/moeder?vis=sager").text
    row = html[html.index('href="/sag/23/4187"') :]
    for part in ("Cykelsti langs Møllevej", "Sag 23/4187", "7 behandlinger",
                 "Byrådet, Teknik- og Miljøudvalget, Økonomiudvalget",
                 "22. november 2023 – 12. marts 2025"):  # fmt: skip
        assert part in row[:700]
    container = html[html.index('href="/sag/21/96"') :]
    assert "Samlesag" in container[:300]


def test_each_filter_can_be_taken_off(client: TestClient) -> None:
    html = client.get("/moeder?ord=cykelsti&udvalg=Byr%C3%A5det&aar=2024").text
    for left in ("udvalg=Byr%C3%A5det&amp;aar=2024", "ord=cykelsti&amp;aar=2024",
                 "ord=cykelsti&amp;udvalg=Byr%C3%A5det"):  # fmt: skip
        assert f'class="chip" href="/moeder?{left}"' in html
    assert "Fjern alle filtre" in html


def test_the_form_keeps_what_was_chosen_and_counts_the_choices(client: TestClient) -> None:
    html = client.get("/moeder?ord=cykelsti&aar=2024").text
    assert 'name="aar" value="2024" checked' in html
    assert 'value="cykelsti"' in html
    assert "<script>" not in html and "onchange" not in html


def test_a_long_list_has_pages_that_keep_the_filters() -> None:
    many = [
        minutes(TMU, date(2020, 1, 1) + timedelta(days=n), [Planned(f"Sag om vej {n}", f"20/{n}")])
        for n in range(120)
    ]
    client = TestClient(build(Council(*many), read=content))
    first = client.get("/moeder?ord=vej").text
    assert rows(first) == 50 and "Side 1 af 3" in first
    assert 'rel="next" href="/moeder?ord=vej&amp;side=2"' in first and 'rel="prev"' not in first
    last = client.get("/moeder?ord=vej&side=3").text
    assert rows(last) == 20 and 'rel="prev" href="/moeder?ord=vej&amp;side=2"' in last
    assert rows(client.get("/moeder?ord=vej&side=77").text) == 20


def test_an_empty_index_and_an_empty_result_say_so(client: TestClient) -> None:
    empty = TestClient(build(Council(), read=content)).get("/moeder").text
    assert "Her er ingen referater endnu." in empty
    assert "Intet passer på filtrene." in client.get("/moeder?ord=svømmehal").text


@pytest.mark.parametrize("name", ["ord", "udvalg", "aar", "vis", "side"])
def test_a_hostile_address_is_shown_as_text(client: TestClient, name: str) -> None:
    html = client.get("/moeder", params={name: HOSTILE}).text
    assert "<img" not in html and "hacked=1&quot;" not in html.replace("window.hacked=1&#34;", "")


def test_hostile_minutes_are_shown_as_text() -> None:
    held = date(2024, 1, 1)
    evil = minutes(HOSTILE, held, [Planned(HOSTILE, HOSTILE, HOSTILE, HOSTILE)])
    client = TestClient(build(Council(evil), read=content))
    for address in ("/moeder", "/moeder?vis=sager", "/moeder?ord=img", f"/kilde/{evil.id}"):
        assert "<img" not in client.get(address).text, address


def test_the_text_of_closed_items_is_on_no_list(client: TestClient) -> None:
    for address in ("/moeder", "/moeder?vis=sager", "/moeder?ord=Grunden", f"/sag/{CASE}"):
        assert SECRET not in client.get(address).text


def test_the_lists_speak_english_on_request(client: TestClient) -> None:
    html = client.get("/moeder?aar=2024", headers={"cookie": "sprog=en"}).text
    assert '<html lang="en">' in html
    for part in ("Meetings and cases", "5 of 7 meetings", "12 June", "1 closed item", 'lang="da"'):
        assert part in html


@pytest.mark.parametrize(
    ("given", "words", "page"),
    [("  cykel   sti ", ("cykel", "sti"), "2"), ("a b c d e f g h i j", tuple("abcdefgh"), "2")],
)
def test_a_search_is_its_first_words(given: str, words: tuple[str, ...], page: str) -> None:
    search = asked("", given, (), (), page)
    assert search.wanted.words == words and search.page == 2
