"""The reader, the panel and what every response carries, without a browser."""

import re
from dataclasses import replace
from typing import NoReturn

import pytest
from council import Council, council
from fastapi.testclient import TestClient
from lindevang import DECISION, june, span

from ingest.read import content
from vectorstore.errors import StoreUnavailable
from web.page import build


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(build(council(), "Lindevang Kommune", read=content))


def reader(client: TestClient, query: str = "") -> str:
    return client.get(f"/kilde/tmu-2024-06-12{query}").text


def cited(words: str) -> str:
    start, end = span(june().text, words)
    return f"?fra={start}&til={end}"


def test_the_reader_marks_exactly_the_cited_words(client: TestClient) -> None:
    html = reader(client, cited(DECISION))
    assert f'<mark id="hit">{DECISION}</mark>' in html
    assert "1 sted er markeret" in html
    assert "Tilbage til svaret" in html


def test_a_cited_table_row_is_marked_cell_by_cell_with_one_anchor(client: TestClient) -> None:
    html = reader(client, cited("Birkelunden*\t2,4\t3,5"))
    assert '<mark id="hit">Birkelunden*</mark>' in html
    assert '<td class="r"><mark>2,4</mark></td>' in html
    assert html.count('id="hit"') == 1


@pytest.mark.parametrize("words", ["Rådhuset, lokale 2.14", "Søren Kvist", "d. 12-06-2024"])
def test_a_place_in_the_header_is_marked_in_the_printed_lines(
    client: TestClient, words: str
) -> None:
    html = reader(client, cited(words))
    assert f'<mark id="hit">{words}</mark>' in html
    assert 'id="punkt-0" open' in html


@pytest.mark.parametrize("words", ["23/4187", "Punkt 4: Cykelsti langs Møllevej\n23/4187"])
def test_a_cited_heading_is_marked(client: TestClient, words: str) -> None:
    assert '<mark id="hit">' in reader(client, cited(words))


@pytest.mark.parametrize(
    "query",
    ["?fra=a&til=b", "?fra=5", "?fra=9&til=3", "?fra=-1&til=5", "?fra=1&til=999999",
     "?fra=1&til=99999999999999999999", "?fra=²&til=³", "?fra=<b>&til=1"],
)  # fmt: skip
def test_impossible_offsets_give_the_whole_minutes_and_a_note(
    client: TestClient, query: str
) -> None:
    answer = client.get(f"/kilde/tmu-2024-06-12{query}")
    assert answer.status_code == 200
    assert "findes ikke i referatet" in answer.text
    assert "<mark>" not in answer.text
    assert DECISION in answer.text


def test_the_text_below_a_closed_heading_is_never_delivered(client: TestClient) -> None:
    secret = "Hemmelig ApS"
    shown = client.get("/kilde/tmu-2024-06-12/tekst")
    assert shown.headers["content-type"].startswith("text/plain")
    assert "behandlet for lukkede døre" in shown.text
    for path in (
        f"/kilde/tmu-2024-06-12{cited(secret)}",
        f"/panel/tmu-2024-06-12/5{cited(secret)}",
    ):
        html = client.get(path).text
        assert secret not in html + shown.text
        assert "Titel og tekst er ikke offentlige" in html


def test_the_reader_shows_facts_lists_tables_and_escaped_text(client: TestClient) -> None:
    html = reader(client)
    for part in (
        "<dd>Onsdag den 12. juni 2024 kl. 16.30</dd>",
        "<dd>Birgit Holm (formand), Søren Kvist</dd>",
        "<dd>Yasmin Rahimi</dd>", 'id="punkt-4"', '<span class="mk">a)</span>',
        '<th scope="col" class="r">2024</th>', '<p class="footnote">* Foreløbigt overslag.</p>',
        "<em>linjeføringen</em>", "<strong>Birkelunden</strong>", "&lt;img src=x",
    ):  # fmt: skip
        assert part in html
    assert "<img" not in html
    assert "1 sted er markeret" not in html


def test_the_same_case_at_other_meetings_is_beside(client: TestClient) -> None:
    html = reader(client, cited(DECISION))
    assert "Sag 23/4187 på andre møder" in html
    assert re.search(r'href="/kilde/tmu-2025-03-12\?fra=\d+&amp;til=\d+&amp;vej=sag#punkt-3"', html)


def test_the_panel_shows_the_item_with_the_proposal_as_a_proposal(client: TestClient) -> None:
    html = client.get(f"/panel/tmu-2024-06-12/4{cited(DECISION)}").text
    assert "Forslag, ikke besluttet" in html
    assert f"<mark>{DECISION}</mark>" in html
    assert html.index("Indstilling") < html.index("<mark>") < html.index("Møllevej er skolevej")
    assert re.search(r'class="btn" href="/kilde/tmu-2024-06-12\?fra=\d+&amp;til=\d+#punkt-4"', html)


@pytest.mark.parametrize(
    "path", ["/kilde/ukendt", "/kilde/ukendt/tekst", "/panel/ukendt/1", "/panel/tmu-2024-06-12/77",
             "/panel/tmu-2024-06-12/x", "/kilde/%3Cimg%20src=x%3E"],
)  # fmt: skip
def test_what_is_unknown_gives_a_calm_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Referatet findes ikke her." in answer.text
    assert "<img" not in answer.text


def test_an_index_that_cannot_be_read_gives_its_sentence() -> None:
    broken = council()

    def fail(*_: object) -> NoReturn:
        raise StoreUnavailable("Indekset kan ikke læses. Indlæs igen.")

    broken.summary = broken.meeting = fail  # type: ignore[method-assign]
    client = TestClient(build(broken, read=content))
    for path in ("/", "/kilde/tmu-2024-06-12"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "Indekset kan ikke læses. Indlæs igen." in answer.text


def test_every_response_forbids_other_hosts_and_scripts_of_strangers(client: TestClient) -> None:
    for path in ("/", "/kilde/tmu-2024-06-12", "/ref/app.css", "/kilde/ukendt", "/config"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src" in policy and "'unsafe-inline'" not in policy.split("script-src")[1]
        assert "http" not in policy and "*" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_the_page_is_danish_and_names_no_other_host(client: TestClient) -> None:
    html = client.get("/").text
    assert re.search(r'<html\s+lang="da"', html)
    assert "Spørg referaterne" in html
    assert not re.findall(r'(?:src|href|content)="(?:https?:)?//', html)


def paged(*begins: str) -> TestClient:
    """The June meeting from a file whose pages begin at these words, after the first."""
    meeting = june()
    pages = (0, *(meeting.text.index(words) for words in begins))
    return TestClient(build(Council(replace(meeting, pages=pages)), read=content))


def test_pages_are_marked_where_they_begin() -> None:
    client = paged("340 elever", "\tUdgift" if "\tUdgift" in june().text else "Birkelunden*\t2,4")
    html = reader(client)
    assert re.search(r'skolevej for <a class="pg" id="side-2" href="#side-2">Side 2</a>340', html)
    assert html.count('class="pg"') == 3 and html.index('id="side-1"') < html.index('id="side-2"')
    client.cookies.set("sprog", "en")
    assert 'href="#side-2" lang="en">Page 2</a>' in reader(client)


def test_pages_that_begin_in_what_is_not_shown_are_told_of_with_what_follows() -> None:
    text = june().text
    words = text[june().items[0].start : june().items[0].heading_end].strip()[:12]
    html = reader(paged(words))
    assert 'id="side-2"' in html and 'id="side-1"' not in html


def test_a_cited_place_over_a_pages_end_is_marked_on_both_sides() -> None:
    client = paged("340 elever")
    html = reader(client, cited("Møllevej er skolevej for 340 elever."))
    assert '<mark id="hit">Møllevej er skolevej for </mark><a class="pg"' in html
    assert "</a><mark>340 elever.</mark>" in html


def test_minutes_without_pages_have_no_marks(client: TestClient) -> None:
    assert 'class="pg"' not in reader(client)
