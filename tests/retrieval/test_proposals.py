"""Proposals and what came of them, whole lists, words that no minutes hold: sample minutes."""

import pytest

from retrieval import decisions
from retrieval.assistant import Assistant
from retrieval.proposals import altered
from vectorstore.schema import Role, SectionKind


@pytest.mark.parametrize(
    ("decision", "name"),
    [
        ("Udvalget anbefaler, at vejen lukkes.", "recommended"),
        ("Anbefales godkendt.", "recommended"),
        ("Punkt 1 blev anbefalet.", "recommended"),
        ("Godkendt. Udvalget anbefaler en ny tælling.", "decided"),
        ("Udvalget anbefaler ikke forslaget.", "decided"),
        ("Udvalget godkendte forslaget.", "decided"),
    ],
)
def test_who_only_recommends_is_not_said_to_decide(decision: str, name: str) -> None:
    assert decisions.said_as(decision) == name


def test_who_took_part_alters_no_proposal(sample_assistant: Assistant) -> None:
    """One decision is "Godkendt. … deltog ikke", the other takes one of three trials out."""
    for held, number, expected in (("2021-11-09", 5, False), ("2023-05-10", 2, True)):
        summary = next(m for m in sample_assistant.summary().meetings if m.id.endswith(held))
        meeting = sample_assistant.meeting(summary.id)
        item = meeting.item(number)
        assert item is not None and altered(meeting, item) is expected


def test_a_fact_of_a_followed_proposal_is_told_with_its_decision(
    sample_assistant: Assistant,
) -> None:
    *_, answer = sample_assistant.ask(
        "Hvad er den nye frist for at søge tilskud til foreningslokaler?"
    )
    assert not answer.refused
    rows = [s.kind for s in answer.statements if s.role is Role.ALSO]
    assert any("15. november" in cited.quote for cited in answer.citations)
    assert rows == [SectionKind.DECISION]


def test_a_list_of_rows_is_told_whole(sample_assistant: Assistant) -> None:
    *_, answer = sample_assistant.ask("Hvilke legepladser er nævnt?")
    assert sum(statement.table for statement in answer.statements) >= 5


def test_a_word_that_no_minutes_hold_is_named_rather_than_what_is_nearest(
    sample_assistant: Assistant,
) -> None:
    *_, answer = sample_assistant.ask("Hvornår åbner den nye letbane?")
    assert answer.refused and answer.reason == "not_found"
    assert any("letbane" in statement.text for statement in answer.statements)
