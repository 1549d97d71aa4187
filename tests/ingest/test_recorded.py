"""Votes and presence of whole minutes: only what this meeting's own decisions say, with places."""

from ingest.parse import parse
from vectorstore.schema import AgendaItem, Meeting, Presence, Side, fold

MINUTES = """REFERAT Teknik- og Miljøudvalget d. 12-06-2024

Mødedato Onsdag d. 12. juni 2024 kl. 16:30

Punkt 1: Cykelsti langs Møllevej

24/100

Indstilling

Forvaltningen indstiller, at der stemmes om løsning B. Imod stemte Anne Holm ved forårets møde.

Beslutning Økonomiudvalget den 03-06-2024

Økonomiudvalget anbefaler løsning B. Imod stemte Carl Dahl.

Beslutning Teknik- og Miljøudvalget den 12-06-2024

Afbud: Eva Bang (A)

Godkendt.
For stemte: V og I
Imod stemte: A, F og Ø

Byrådet godkendte planen med 12 stemmer imod 7 på mødet den 3. april 2023.

Fra borgermødet refereres: „Imod stemte Dan Fisk.“

Sagsfremstilling

Ved høringen stemte ni for. For stemte: Nabo Hansen.

Punkt 2: Tilskud

24/101

Beslutning

Imod stemte:

- Anne Holm (A)
- Bo Lind (F)

Uddrag af referat fra Region Midtlands møde:

Imod stemte Dan Fisk.

Bo Lind forlod mødet kl. 18.20.

Punkt 3: Lukket

24/102

Beslutning

Imod stemte Anne Holm.
"""


def read() -> Meeting:
    return parse(MINUTES)


def said(meeting: Meeting, item: AgendaItem) -> list[tuple[Side, tuple[str, ...], str]]:
    return [
        (vote.side, vote.voters, fold(meeting.text[vote.start : vote.end])) for vote in item.votes
    ]


def test_only_decisions_hold_votes_each_with_its_own_line() -> None:
    meeting = read()
    assert said(meeting, meeting.items[0]) == [
        (Side.AGAINST, ("Carl Dahl",), "Imod stemte Carl Dahl."),
        (Side.FOR, ("V", "I"), "For stemte: V og I"),
        (Side.AGAINST, ("A", "F", "Ø"), "Imod stemte: A, F og Ø"),
    ]


def test_a_vote_lies_in_the_decision_it_belongs_to() -> None:
    item = read().items[0]
    sections = [
        next(part for part in item.sections if part.start <= vote.start < part.end)
        for vote in item.votes
    ]
    assert [part.decided_by for part in sections] == [
        "Økonomiudvalget", "Teknik- og Miljøudvalget", "Teknik- og Miljøudvalget",
    ]  # fmt: skip


def test_voters_may_stand_as_a_list_below() -> None:
    meeting = read()
    (vote,) = meeting.items[1].votes
    assert vote.voters == ("Anne Holm (A)", "Bo Lind (F)")
    assert meeting.text[vote.start : vote.end].endswith("Bo Lind (F)")


def test_presence_is_read_from_the_decisions_first_line() -> None:
    (there,) = read().items[0].attendance
    assert (there.presence, there.name) == (Presence.ABSENT, "Eva Bang (A)")


def test_a_closed_item_tells_nothing() -> None:
    shut = read().items[2]
    assert shut.closed and shut.votes == shut.attendance == ()


def test_every_place_holds_the_name_it_tells_of() -> None:
    meeting = read()
    for item in meeting.items:
        for there in item.attendance:
            assert there.name in fold(meeting.text[there.start : there.end])
        for vote in item.votes:
            words = fold(meeting.text[vote.start : vote.end])
            assert all(voter in words for voter in vote.voters)
