"""Municipality, agenda and correction on the page: named where they tell something, else not."""

from dataclasses import replace
from datetime import date

import pytest
from council import Council
from fastapi.testclient import TestClient
from lindevang import june, march

from ingest.read import content
from vectorstore.schema import Citation, SectionKind
from web.page import build
from web.turns import meeting_of

HERE, THERE = "Lindevang Kommune", "Hasselø Kommune"


def pages(*municipalities: str) -> TestClient:
    first, second = municipalities
    minuted = replace(june(), municipality=first, correction="Rettet referat")
    plan = replace(march(), municipality=second, agenda=True)
    return TestClient(build(Council(minuted, plan), "Referater", read=content))


@pytest.fixture(scope="module")
def client() -> TestClient:
    return pages(HERE, THERE)


def test_an_agenda_is_called_one_and_says_that_nothing_is_decided(client: TestClient) -> None:
    agenda, minutes = (client.get(f"/kilde/{each.id}").text for each in (march(), june()))
    assert '<span class="tag plain">Dagsorden</span>' in agenda
    assert "Der er ingen beslutninger endnu." in agenda
    assert "Dagsorden" not in minutes and "Rettet udgave" in minutes


def test_the_list_of_meetings_names_and_filters_by_municipality(client: TestClient) -> None:
    everything = client.get("/moeder").text
    assert everything.count('<span class="tag plain">Dagsorden</span>') == 1
    assert HERE in everything and THERE in everything
    there = client.get(f"/moeder?kommune={THERE}").text
    assert "1 af 2 møder" in there and "<b>Kommune:</b>" in there
    cases = client.get(f"/moeder?vis=sager&kommune={HERE}").text
    assert 'role="status">2 af 2 sager</span>' in cases


def test_the_reader_names_the_municipality_where_there_are_several(client: TestClient) -> None:
    assert f"<dd>{HERE}</dd>" in client.get(f"/kilde/{june().id}").text


def test_one_municipality_is_not_named() -> None:
    alone = pages(HERE, HERE)
    for address in ("/moeder", f"/kilde/{june().id}"):
        assert f"<dd>{HERE}</dd>" not in alone.get(address).text
        assert f'value="{HERE}"' not in alone.get(address).text


def test_a_source_line_says_what_it_is_from() -> None:
    cited = Citation(
        1, "m", "Byrådet", date(2024, 6, 12), 1, "Cykelsti", None, SectionKind.TITLE, "titel",
        "Cykelsti", 0, 8,
    )  # fmt: skip
    assert meeting_of(cited) == "Byrådet, 12. juni 2024"
    agenda = replace(cited, agenda=True, municipality=THERE)
    assert meeting_of(agenda) == "Byrådet, Hasselø Kommune, 12. juni 2024, dagsorden"
    assert meeting_of(agenda, "en") == "Byrådet, Hasselø Kommune, 12 June 2024, agenda"
