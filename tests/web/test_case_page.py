"""A case's page and picture: steps, lanes, containers, and what is not claimed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from council import Council
from cycle_path import APPROVED, CASE, CONTAINER, FUNDED, OEU, SECRET, TMU, meetings
from fastapi.testclient import TestClient
from lindevang import HOSTILE

from ingest.read import content
from retrieval.cases import Case, Outcome, Step
from web.lanes import picture
from web.language import Language
from web.page import build


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(build(Council(*meetings()), "Lindevang Kommune", read=content))


def page(client: TestClient, number: str = CASE) -> str:
    return client.get(f"/sag/{number}").text


def trail(html: str) -> list[str]:
    return re.findall(r'<li id="trin-\d+">.*?</li>', html, re.DOTALL)


def case() -> Case:
    found = Council(*meetings()).case(CASE)
    assert found is not None
    return found


def test_the_steps_are_told_newest_first_with_what_happened(client: TestClient) -> None:
    told = trail(page(client))
    days = [re.search(r'datetime="([^"]+)"', step).group(1) for step in told]  # type: ignore[union-attr]
    assert days == ["2025-03-12", "2024-10-02", "2024-06-26", "2024-06-19", "2024-06-12",
                    "2024-05-08", "2023-11-22"]  # fmt: skip
    for step, parts in zip(
        told,
        [
            ("Beslutning", "„Orienteringen blev taget til efterretning.“"),
            ("Lukket punkt", "Behandlet for lukkede døre."),
            ("Beslutning", f"„{FUNDED}“"),
            ("Beslutning", "„Anbefales godkendt.“", "Forslag, ikke besluttet"),
            ("Beslutning", f"„{APPROVED}“", "Læs hele beslutningen"),
            ("Udsat", "„Sagen blev udsat til næste møde.“", "Behandlet igen 12. juni 2024"),
            ("Beslutning", "„Udvalget drøftede sagen"),
        ],
        strict=True,
    ):
        for part in parts:
            assert part in step


def test_a_decision_printed_again_elsewhere_is_told_once(client: TestClient) -> None:
    assert page(client).count(APPROVED) == 1


def test_each_step_opens_the_reader_at_the_marked_decision(client: TestClient) -> None:
    html = page(client)
    link = re.search(r'href="(/kilde/byrådet-2024-06-26\?[^"]+)"', html)
    assert link
    address = link.group(1).replace("&amp;", "&")
    reader = client.get(address).text
    assert f'<mark id="hit">{FUNDED}</mark>' in reader
    assert f'href="/sag/{CASE}"' in reader and "Tilbage til sagen" in reader
    assert "Tilbage til svaret" not in reader


def test_only_the_newest_decision_is_said_not_to_be_superseded(client: TestClient) -> None:
    html = page(client)
    assert html.count("Ikke afløst i de 7 indlæste referater") == 1
    assert "Ikke afløst" in trail(html)[0]
    assert "gældende" not in html.lower()


def test_nothing_is_claimed_where_a_later_item_is_closed_or_of_the_same_day() -> None:
    steps = case().steps
    assert replace(case(), steps=steps[:-1]).last_decision is None  # the last is closed
    other = replace(steps[-1], committee=OEU)
    assert replace(case(), steps=(*steps, other)).last_decision is None


def test_the_text_of_a_closed_item_is_nowhere(client: TestClient) -> None:
    assert SECRET not in page(client)


def test_a_container_is_a_plain_list(client: TestClient) -> None:
    html = page(client, CONTAINER)
    assert "Samlesag: punkterne hører ikke sammen" in html
    assert "<h1>Sag 21/96</h1>" in html
    assert 'class="lanes"' not in html and 'class="trail"' not in html
    assert html.count("<li><time") == 3


def test_an_item_that_was_treated_once_has_no_picture(client: TestClient) -> None:
    html = page(client, "24/11")
    assert 'class="lanes"' not in html and len(trail(html)) == 1


@pytest.mark.parametrize("number", ["99/1", "23/4187/", "x", HOSTILE])
def test_an_unknown_case_says_so_and_offers_a_search(client: TestClient, number: str) -> None:
    answer = client.get("/sag/" + number.replace("?", "%3F"))
    assert answer.status_code == 404
    assert "Ingen af de indlæste referater har et punkt med sagsnummeret" in answer.text
    assert 'href="/moeder?vis=sager&amp;ord=' in answer.text
    assert "<img" not in answer.text


def test_the_case_page_speaks_english_around_the_danish_words(client: TestClient) -> None:
    html = client.get(f"/sag/{CASE}", headers={"cookie": "sprog=en"}).text
    for part in ("7 treatments in 3 committees", "November 2023 – March 2025", "Put off",
                 "Proposed, not decided", "Treated again 12 June 2024",
                 f'<p class="record" lang="da">„{FUNDED}“</p>'):  # fmt: skip
        assert part in html


def test_the_picture_has_a_lane_a_committee_and_a_named_link_a_step(client: TestClient) -> None:
    html = page(client)
    svg = html[html.index("<svg viewBox", html.index('class="lanes"')) : html.index('class="key"')]
    assert 'aria-label="Sagens vej gennem udvalgene"' in svg
    names = re.findall(r'<a href="#trin-(\d)" aria-label="([^"]+)"', svg)
    assert names[1] == ("1", "8. maj 2024, Teknik- og Miljøudvalget: Udsat")
    assert len(names) == 7 and svg.count('class="lane"') == 3


def test_dots_stand_in_the_order_of_time_and_never_upon_each_other() -> None:
    drawn = picture(case().steps, Language.DANISH)
    assert [lane.name for lane in drawn.lanes] == [(TMU,), (OEU,), ("Byrådet",)]
    assert all(one.x < other.x for one, other in pairwise(drawn.dots))
    assert all(dot.x < drawn.width for dot in drawn.dots)
    assert [label for _, label in drawn.years] == ["2023", "2024", "2025"]


def test_a_case_of_many_steps_widens_the_picture_and_drops_labels_without_room() -> None:
    steps = [
        Step(date(2008, 1, 1) + timedelta(days=9 * n), TMU, "m", n, "Vej", Outcome.DECIDED)
        for n in range(60)
    ]
    drawn = picture(steps, Language.ENGLISH)
    assert drawn.width > 1040
    assert all(other.x - one.x >= 24 for one, other in pairwise(drawn.dots))
    for height in {dot.label_y for dot in drawn.dots if dot.label_y}:
        ends = [(d.x, len(d.label) * 7 / 2) for d in drawn.dots if d.label_y == height]
        assert all(x + half <= other - its for (x, half), (other, its) in pairwise(ends))


def test_steps_of_one_day_can_be_drawn() -> None:
    one = case().steps[0]
    drawn = picture([one, replace(one, committee=OEU), one], Language.DANISH)
    assert [dot.x for dot in drawn.dots] == sorted({dot.x for dot in drawn.dots})
