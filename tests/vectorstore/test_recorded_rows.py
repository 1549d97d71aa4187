"""What a meeting says of votes, presence, label, municipality and correction comes back whole."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vectorstore.ledger import Ledger
from vectorstore.schema import (
    AgendaItem,
    Attendance,
    Filters,
    Meeting,
    Presence,
    Side,
    Vote,
)

ITEM = AgendaItem(
    3, "Cykelsti", "24/1", False, 10, 20, 90, (), "3.A",
    (Vote(Side.FOR, 30, 40, ("V", "Anne Holm (A)"), 12), Vote(Side.AGAINST, 41, 50, (), 0)),
    (Attendance(Presence.DISQUALIFIED, "Bo Lind", 60, 70),),
)  # fmt: skip
FIRST = Meeting(
    "a", "Byrådet", date(2024, 6, 12), None, "", "x" * 90, 10, items=(ITEM,),
    municipality="Lindevang Kommune", correction="Rettet referat",
)  # fmt: skip
PLAN = replace(FIRST, id="b", items=(), municipality="Hasselø Kommune", agenda=True, correction="")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    for meeting in (FIRST, PLAN):
        ledger.put(meeting, [], {}, model="m", path=meeting.id, parser="", added=False)
    return ledger


def test_a_meeting_comes_back_as_it_was_stored(ledger: Ledger) -> None:
    assert ledger.meeting("a") == FIRST
    assert ledger.meeting("b") == PLAN


def test_items_are_known_by_what_they_tell_of(ledger: Ledger) -> None:
    assert ledger.items_with_votes() == {("a", 10)} == ledger.items_with_attendance()
    ledger.remove("a")
    assert ledger.items_with_votes() == set() == ledger.items_with_attendance()


def test_a_summary_names_the_municipalities_and_what_is_an_agenda(ledger: Ledger) -> None:
    summary = ledger.summary()
    assert summary.municipalities == ("Hasselø Kommune", "Lindevang Kommune")
    assert [(each.id, each.agenda) for each in summary.meetings] == [("a", False), ("b", True)]


def test_a_filter_may_be_a_municipality(ledger: Ledger) -> None:
    own = Filters(municipalities=("Hasselø Kommune",))
    assert [meeting.id for meeting in ledger.summary().meetings if own.admits(meeting)] == ["b"]
    assert Filters(municipalities=("Hasselø Kommune",)).words() == ["Hasselø Kommune"]


def test_a_days_meetings_are_those_of_one_body_and_kind(ledger: Ledger) -> None:
    assert ledger.same_day(FIRST) == ["a"] and ledger.same_day(PLAN) == ["b"]
    assert ledger.same_day(replace(FIRST, municipality="Birkeø Kommune")) == ["a"]
