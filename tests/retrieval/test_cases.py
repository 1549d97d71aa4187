"""Cases step by step over the sample minutes."""

from datetime import date

import pytest

from retrieval.assistant import Assistant
from retrieval.cases import Outcome, Step, main_title
from retrieval.decisions import is_container


@pytest.mark.parametrize(
    ("titles", "container"),
    [
        (["Cykelsti langs Møllevej", "Cykelsti langs Møllevej - regnskab"], False),
        (["Øvrige sager 10-03-2021", "Øvrige sager 22-09-2021"], True),
        (["Orientering", "Orientering"], True),
        (["Orientering"], False),
        (["Renovering af hallen", "Salg af grunden"], True),
        ([], False),
    ],
)
def test_a_container_gathers_what_does_not_belong_together(
    titles: list[str], container: bool
) -> None:
    assert is_container(titles) is container


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        (["Regnskab", "Cykelsti", "Cykelsti"], "Cykelsti"),
        (["Regnskab", "Cykelsti"], "Regnskab"),
        ([], ""),
    ],
)
def test_a_case_goes_by_its_most_common_title_or_the_newest(titles: list[str], title: str) -> None:
    assert main_title(titles) == title


def steps(assistant: Assistant, number: str) -> tuple[Step, ...]:
    case = assistant.case(number)
    assert case is not None
    return case.steps


def test_a_case_is_told_oldest_first_with_what_happened(sample_assistant: Assistant) -> None:
    found = steps(sample_assistant, "22/1873")
    assert [(step.held, step.outcome) for step in found] == [
        (date(2022, 4, 6), Outcome.PUT_OFF),
        (date(2022, 10, 5), Outcome.DECIDED),
        (date(2024, 6, 12), Outcome.DECIDED),
    ]


def test_a_decision_printed_again_stands_on_its_own_day(sample_assistant: Assistant) -> None:
    found = steps(sample_assistant, "21/7702")
    assert [step.held for step in found] == [date(2022, 4, 6), date(2023, 4, 12), date(2023, 5, 10)]
    assert found[1].meeting == found[2].meeting


def test_every_quote_stands_word_for_word_in_its_section(sample_assistant: Assistant) -> None:
    numbers = {
        item.case
        for summary in sample_assistant.summary().meetings
        for item in sample_assistant.meeting(summary.id).items
        if item.case
    }
    quoted = 0
    for number in numbers:
        for step in steps(sample_assistant, number):
            text = sample_assistant.meeting(step.meeting).text
            for opening in filter(None, (step.decision, step.proposal)):
                cited = opening.cited
                assert " ".join(text[cited.start : cited.end].split()) == cited.quote
                quoted += 1
            if step.decision:
                assert step.outcome in (Outcome.DECIDED, Outcome.PUT_OFF)
            if step.outcome is Outcome.CLOSED:
                assert step.decision is step.proposal is None
    assert quoted > 40


@pytest.mark.parametrize("number", ["22/64", "21/118"])
def test_a_container_quotes_nothing(sample_assistant: Assistant, number: str) -> None:
    case = sample_assistant.case(number)
    assert case is not None and case.container and case.last_decision is None
    assert not any(step.decision or step.proposal for step in case.steps)


def test_only_the_newest_decision_stands_unsuperseded(sample_assistant: Assistant) -> None:
    case = sample_assistant.case("22/1873")
    assert case is not None and case.last_decision == case.steps[-1]
    assert case.after(case.steps[0]) == case.steps[1] and case.after(case.steps[-1]) is None


def test_a_case_nobody_treated_is_none(sample_assistant: Assistant) -> None:
    assert sample_assistant.case("99/1") is None
