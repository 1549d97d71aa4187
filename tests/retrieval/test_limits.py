"""Limits and filters, what they leave out, what stands, and questions to go on with."""

from datetime import date

import pytest

from retrieval.assistant import Assistant
from vectorstore.schema import Answer, Filters, Role, SectionKind


def ask(
    assistant: Assistant, question: str, filters: Filters | None = None, *without: str
) -> Answer:
    *_, answer = assistant.ask(question, [], filters, without, suggest=True)
    return answer


def year(number: int) -> Filters:
    return Filters(first=date(number, 1, 1), last=date(number, 12, 31))


@pytest.mark.parametrize(
    ("question", "limits"),
    [
        ("Hvad blev besluttet om cykelstien i 2022?", [("period", "2022")]),
        ("Hvad sagde Teknik- og Miljøudvalget i april 2022?", [("period", "april 2022"),
            ("committee", "Teknik- og Miljøudvalget")]),
        ("Hvad skete der i sag 22/1873?", [("case", "22/1873")]),
        ("Hvad blev besluttet om cykelstien?", []),
        ("Hvad blev besluttet om cykelstien i 1987?", []),  # nothing was held then
    ],
)  # fmt: skip
def test_what_the_words_limit_is_told(
    question: str, limits: list[tuple[str, str]], sample_assistant: Assistant
) -> None:
    assert [(each.kind, each.told) for each in ask(sample_assistant, question).limits] == limits


def test_a_limit_that_is_taken_off_limits_no_more(sample_assistant: Assistant) -> None:
    question = "Hvad blev besluttet om cykelstien langs Møllevej i april 2022?"
    limited = ask(sample_assistant, question)
    assert limited.citations[0].held == date(2022, 4, 6)
    assert ask(sample_assistant, question, None, "period").limits == ()


@pytest.mark.parametrize(
    "question",
    [
        "Hvad blev besluttet om cykelstien langs Møllevej?",
        "Hvad er der sket i sag 22/1873?",
        "Hvilke møder er der?",
        "Hvilke punkter blev udsat?",
    ],
)
def test_a_filter_holds_for_every_kind_of_question(
    question: str, sample_assistant: Assistant
) -> None:
    answer = ask(sample_assistant, question, year(2022))
    shown = [c for c in answer.citations if c.kind is not SectionKind.DECISION or answer.refused]
    assert {c.held.year for c in shown} <= {2022}
    assert answer.statements


def test_what_a_filter_leaves_out_of_a_case_is_told(sample_assistant: Assistant) -> None:
    filters = Filters(first=date(2022, 1, 1), last=date(2022, 6, 30))
    answer = ask(sample_assistant, "Hvad blev besluttet om cykelstien langs Møllevej?", filters)
    rows = [s for s in answer.statements if s.role is Role.ALSO]
    assert any("2022" in row.label and row.label.startswith(("Senere", "Efter")) for row in rows)


def test_a_refusal_says_that_more_is_found_without_the_limit(sample_assistant: Assistant) -> None:
    filters = Filters(committees=("Børne- og Kulturudvalget",))
    answer = ask(sample_assistant, "Hvad blev besluttet om Frie Bymidter?", filters)
    assert answer.refused
    assert any("Uden „Børne- og Kulturudvalget“" in s.text for s in answer.statements)


def test_a_decision_is_called_not_superseded_only_where_its_case_did_not_return(
    sample_assistant: Assistant,
) -> None:
    returned = ask(
        sample_assistant, "Hvad blev besluttet om cykelstien langs Møllevej i april 2022?"
    )
    assert all(not s.not_superseded_in for s in returned.statements if "udsat" in s.text)
    stands = ask(sample_assistant, "Hvad blev besluttet om Frie Bymidter?")
    marked = [s for s in stands.statements if s.not_superseded_in]
    meetings = len(sample_assistant.summary().meetings)
    assert all(s.kind is SectionKind.DECISION for s in marked)
    assert {s.not_superseded_in for s in marked} <= {meetings}


def test_questions_to_go_on_with_are_answered(sample_assistant: Assistant) -> None:
    answer = ask(sample_assistant, "Hvad blev besluttet om cykelstien langs Møllevej?")
    assert answer.follow_ups
    for question in answer.follow_ups:
        again = ask(sample_assistant, question)
        assert not again.refused and question not in again.follow_ups
