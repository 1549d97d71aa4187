"""An earlier decision of an item is never told without its day and the one in force."""

import pytest

from ingest.parse import parse
from retrieval.compose import Draft, body
from retrieval.decisions import decisions, tell_in_force
from retrieval.question import understand
from vectorstore.schema import AgendaItem, Meeting, Role

MINUTES = """REFERAT Teknikudvalget d. 12-06-2024

Mødedato Onsdag d. 12. juni 2024 kl. 16:00

Punkt 1: Lygter på stien

24/310

Beslutning Teknikudvalget den 12-06-2024

Godkendt med 14 lygter.

Beslutning Teknikudvalget den 08-05-2024

Sagen blev udskudt til næste møde.

Sagsfremstilling

Stien er mørk.
"""


@pytest.fixture
def place() -> tuple[Meeting, AgendaItem]:
    meeting = parse(MINUTES, "Teknikudvalget 2024-06-12.txt")
    (item,) = meeting.items
    return meeting, item


def draft_of(meeting: Meeting, item: AgendaItem, at: int) -> Draft:
    """A draft that quotes the item's decision at this place, the oldest first."""
    section = decisions(item)[at]
    span = body(section)
    assert span is not None
    draft = Draft(understand("Hvornår blev sagen udskudt?"))
    draft.quote(meeting, item, section, span)
    tell_in_force(draft, meeting, item, [span[0]])
    return draft


def test_the_decision_in_force_follows_an_earlier_one(place: tuple[Meeting, AgendaItem]) -> None:
    earlier, now = draft_of(*place, 0).statements
    assert earlier.label == "Beslutning, 8. maj 2024"
    assert now.role is Role.ALSO and now.label == "Senere, 12. juni 2024"
    assert now.text == "Godkendt med 14 lygter."


def test_nothing_follows_the_decision_in_force(place: tuple[Meeting, AgendaItem]) -> None:
    (now,) = draft_of(*place, 1).statements
    assert now.label == "Beslutning"
