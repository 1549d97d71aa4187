"""Votes printed as tables: every form, each read with its places, and tables that are no votes."""

import pytest

from ingest.parse import parse
from vectorstore.schema import AgendaItem, Meeting, Side, fold

FOR, AGAINST, OUT = Side.FOR, Side.AGAINST, Side.ABSTAINED
TOP = "REFERAT Byrådet d. 12-06-2024\n\nPunkt 1: Ny sti\n\n24/1\n\n"
Told = list[tuple[Side, tuple[str, ...], int | None]]


def read(table: str, heading: str = "Beslutning") -> tuple[Meeting, AgendaItem]:
    text = f"{TOP}{heading}\n\nByrådet stemte om forslaget.\n\n{table}\n\nForslaget er vedtaget.\n"
    meeting = parse(text)
    return meeting, meeting.items[0]


TABLES: list[tuple[str, Told]] = [
    # by party, with counts and a sum
    ("Parti\tFor\tImod\tHverken/eller\nA\t5\t\t\nV\t1\t4\t\nØ\t\t\t1\nI alt\t6\t4\t1",
     [(FOR, ("A",), 5), (FOR, ("V",), 1), (AGAINST, ("V",), 4), (OUT, ("Ø",), 1),
      (FOR, (), 6), (AGAINST, (), 4), (OUT, (), 1)]),
    ("Liste\tStemte for\tStemte imod\tUndlod at stemme\n"
     "Socialdemokratiet (A)\t5\t0\t-\nBorgerlisten\t–\t2\t0",
     [(FOR, ("Socialdemokratiet (A)",), 5), (AGAINST, ("Borgerlisten",), 2)]),
    # by name, with marks
    ("Navn\tFor\tImod\tBlankt\nAnne Holm (A)\tX\t\t\nBo Chr. Lind\t\tx\t\nEva Bang\t\t\t✓",
     [(FOR, ("Anne Holm (A)",), None), (AGAINST, ("Bo Chr. Lind",), None),
      (OUT, ("Eva Bang",), None)]),
    # by name, with the side as a word; who was away has no vote
    ("Navn\tParti\tStemte\nAnne Holm\tA\tFor\nBo Lind\tV\tImod\nEva Bang\tØ\tFraværende",
     [(FOR, ("Anne Holm",), None), (AGAINST, ("Bo Lind",), None)]),
    # one row a side
    ("Stemte\tAntal\tPartier\nFor\t17\tA, V og C\nImod\t3\tØ\nHverken for eller imod\t1\tF",
     [(FOR, ("A", "V", "C"), 17), (AGAINST, ("Ø",), 3), (OUT, ("F",), 1)]),
    ("Ja:\tA, V\nNej:\tØ", [(FOR, ("A", "V"), None), (AGAINST, ("Ø",), None)]),
    # one column a side
    ("For\tImod\nAnne Holm\tBo Lind\nEva Bang\t",
     [(FOR, ("Anne Holm",), None), (AGAINST, ("Bo Lind",), None), (FOR, ("Eva Bang",), None)]),
    ("For\tImod\tUndlod\n17\t5\t1", [(FOR, (), 17), (AGAINST, (), 5), (OUT, (), 1)]),
    # no votes
    ("Forslag\tFor\tImod\nSti i nord\tKort sti.\tDen er dyr.\nSti i syd\tDen er pæn.\tNej.", []),
    ("Post\t2024\t2025\nDrift\t5\t4\nAnlæg\t1\t2", []),
    ("Udgift\tFor\tEfter\nAnne\t5\t4", []),
    ("Emne\tSvar\nSti\tJa\nBro\tMåske", []),
]  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_a_table_in_a_decision_tells_its_votes(table: str, expected: Told) -> None:
    meeting, item = read(table)
    assert [(vote.side, vote.voters, vote.count) for vote in item.votes] == expected
    for vote in item.votes:
        words = fold(meeting.text[vote.start : vote.end])
        assert "\n" not in meeting.text[vote.start : vote.end]
        assert all(voter in words for voter in vote.voters)
        assert vote.count is None or str(vote.count) in words


@pytest.mark.parametrize("heading", ["Sagsfremstilling", "Indstilling", "Økonomi"])
def test_a_table_elsewhere_is_no_vote(heading: str) -> None:
    assert read(TABLES[0][0], heading)[1].votes == ()


def test_a_caption_above_the_sides_is_passed_over() -> None:
    _, item = read("Afstemning\t\t\n" + TABLES[2][0])
    assert len(item.votes) == 3
