"""What exactly is asked of: an item by its title, a role, a day, how often, all of so many."""

from datetime import date

import pytest

from retrieval.assistant import Assistant
from retrieval.periods import find_periods
from retrieval.question import parts
from retrieval.render import as_markdown
from vectorstore.schema import Answer


def final(assistant: Assistant, question: str, *history: str) -> Answer:
    *_, answer = assistant.ask(question, history)
    return answer


@pytest.mark.parametrize(
    "named", ["midt i maj 2021", "først i maj 2021", "sidst i maj 2021", "i midten af maj 2021"]
)
def test_a_part_of_a_month_is_that_month(named: str, sample_assistant: Assistant) -> None:
    (period,), left = find_periods(f"mødet {named}")
    assert (period.first_month, period.year) == (5, 2021)
    assert left.split()[0] == "mødet" and "maj" not in left
    answer = final(sample_assistant, f"Hvornår begyndte mødet {named}?")
    assert "kl. 16.00" in as_markdown(answer)


def test_an_item_is_found_by_its_title_after_under(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev behandlet under Øvrige sager på mødet i maj 2021?")
    assert not answer.refused
    assert {cited.item for cited in answer.citations} == {1}
    assert all("2021-05-18" in cited.meeting for cited in answer.citations)
    assert "164 børn er tilmeldt" in as_markdown(answer)


def test_a_role_is_that_of_what_was_spoken_of(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvem er formand?", "Hvad søgte kolonihaveforeningen om?")
    assert [cited.item for cited in answer.citations] == [7]
    assert "Egon Havelykke" in as_markdown(answer)


def test_a_role_is_the_meetings_where_nothing_else_has_one(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvem var formand på mødet den 12. juni 2024?")
    assert "Birgit Thorsager" in as_markdown(answer)


def test_how_often_is_told_by_who_says_it(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvor tit får udvalget en opgørelse over elevernes fravær?")
    assert "hvert år en opgørelse" in as_markdown(answer)


def test_three_of_so_many_are_no_answer(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvilke 29 foreninger fik tilskud?")
    assert answer.refused


@pytest.mark.parametrize("before", ["Jeg vil gerne sammenligne:", "Vi skal bruge to ting:"])
def test_what_is_said_before_questions_is_no_part_of_them(before: str) -> None:
    asked = "Hvad kostede stien i 2021, og hvad kostede broen i 2024?"
    assert parts(f"{before} {asked}") == [
        "Hvad kostede stien i 2021?",
        "hvad kostede broen i 2024?",
    ]


def test_why_somebody_was_away_is_not_told_by_a_list(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvorfor meldte Naja Elmstrøm afbud?")
    assert answer.reason == "not_recorded"
    assert "men ikke hvorfor" in as_markdown(answer)


def test_today_in_a_comparison_is_no_day() -> None:
    today = date(2026, 11, 22)
    assert find_periods("Hvor mange møder holdes der i forhold til i dag?", today)[0] == []
    assert find_periods("Hvad blev besluttet i dag?", today)[0] != []
