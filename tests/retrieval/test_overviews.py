"""Questions over many meetings, answered from the records of the sample minutes."""

from datetime import date

import pytest

from retrieval.assistant import Assistant
from retrieval.render import as_markdown
from vectorstore.schema import Answer, Role


def final(assistant: Assistant, question: str) -> Answer:
    *_, answer = assistant.ask(question)
    return answer


def rows(answer: Answer) -> list[str]:
    return [statement.label for statement in answer.statements if statement.role is Role.ALSO]


def test_all_meetings_are_listed_each_cited(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvor mange møder er der?")
    assert "12 møder" in answer.statements[0].text
    assert len(rows(answer)) == 12 and len({cited.meeting for cited in answer.citations}) == 12


def test_meetings_are_counted_within_a_year_and_a_committee(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvor mange møder holdt Teknik- og Miljøudvalget i 2022?")
    assert [cited.held for cited in answer.citations] == [date(2022, 4, 6), date(2022, 10, 5)]


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("seneste møde", date(2024, 9, 10)),
        ("Hvornår var det sidste møde i TMU?", date(2024, 6, 12)),
        ("Hvornår var det første møde?", date(2021, 3, 10)),
    ],
)
def test_the_latest_and_the_first_meeting_are_known(
    question: str, day: date, sample_assistant: Assistant
) -> None:
    (cited,) = final(sample_assistant, question).citations
    assert cited.held == day


def test_postponed_items_are_those_whose_decision_says_so(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvilke punkter blev udsat i 2022?")
    assert [(cited.held, cited.item) for cited in answer.citations] == [(date(2022, 4, 6), 2)]
    everything = final(sample_assistant, "Hvilke sager blev udskudt?")
    assert len(everything.citations) > 1
    assert all("udsat" in c.quote.lower() or "udskudt" in c.quote.lower()
               for c in everything.citations)  # fmt: skip


def test_a_meetings_decisions_are_told_item_by_item(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev besluttet den 12. juni 2024?")
    told = rows(answer)
    assert told[0].startswith("Punkt 1, ") and len(told) == 6  # the two closed ones are not told
    assert all(len(s.text.split()) <= 45 for s in answer.statements)


def test_items_about_a_topic_are_listed(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvilke sager om cykelstier har der været siden 2022?")
    assert [(c.held, c.item) for c in answer.citations] == [
        (date(2022, 4, 6), 2), (date(2022, 10, 5), 3), (date(2024, 6, 12), 2),
    ]  # fmt: skip


def test_a_persons_attendance_is_told_from_the_list(sample_assistant: Assistant) -> None:
    present = final(sample_assistant, "Deltog Erik Sandmose i mødet den 12. juni 2024?")
    assert "står på deltagerlisten" in present.statements[0].text
    absent = final(sample_assistant, "Var Naja Elmstrøm med den 12. juni 2024?")
    assert "afbud" in absent.statements[0].text
    assert absent.citations[0].quote == "Naja Elmstrøm (Afbud)"


def test_a_bare_date_gives_the_agenda(sample_assistant: Assistant) -> None:
    assert len(rows(final(sample_assistant, "12. juni 2024"))) == 8


def test_an_item_without_a_meeting_asks_which(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "punkt 2")
    assert answer.refused and answer.reason == "which_meeting"
    assert as_markdown(answer).startswith("Hvilket møde?")


def test_an_impossible_date_is_refused_by_name(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev besluttet den 31. februar 2024?")
    assert answer.reason == "no_such_date" and "31. februar 2024" in as_markdown(answer)


def test_two_case_numbers_are_told_apart(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad skete der i 22/1873 og 24/2260?")
    assert {cited.case for cited in answer.citations} == {"22/1873", "24/2260"}
    assert "samlesag" not in as_markdown(answer)


def test_two_periods_are_answered_each(sample_assistant: Assistant) -> None:
    asked = "Hvad blev der sagt om cykelstien langs Møllevej i april 2022 og i juni 2024?"
    days = {cited.held for cited in final(sample_assistant, asked).citations}
    assert days == {date(2022, 4, 6), date(2024, 6, 12)}


def test_a_year_without_the_matter_is_refused(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev besluttet om Frie Bymidter i 2019?")
    assert answer.refused and "2019" in as_markdown(answer)


def test_a_part_that_is_not_answered_is_named(sample_assistant: Assistant) -> None:
    asked = "Hvad blev besluttet om Frie Bymidter, og hvad koster parkeringslicensen?"
    answer = final(sample_assistant, asked)
    notes = [statement.text for statement in answer.statements if statement.role is Role.NOTE]
    assert not answer.refused and any("parkeringslicensen" in note for note in notes)


def test_words_of_everyday_that_minutes_do_not_use_give_the_nearest(
    sample_assistant: Assistant,
) -> None:
    answer = final(sample_assistant, "Hvor koldt må der blive på arbejdet om vinteren?")
    assert answer.reason in ("", "nearest")
    if answer.refused:  # then the passage is shown as what it is
        assert answer.citations and "ikke er et svar" in answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Hvilken ugedag mødtes TMU den 12. juni 2024?",
        "Hvad tid på dagen startede mødet d. 12.06.24?",
    ],
)
def test_day_and_hour_of_a_meeting_are_told(question: str, sample_assistant: Assistant) -> None:
    (cited,) = final(sample_assistant, question).citations
    assert cited.quote == "Mødedato Onsdag d. 12. juni 2024 kl. 16:30"


def test_a_case_that_is_named_is_told_however_it_is_asked(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad i alverden drejer sag nr. 24/2260 sig mon om?")
    assert not answer.refused and {cited.case for cited in answer.citations} == {"24/2260"}


def test_an_items_title_is_told_once_in_a_row(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev besluttet den 12. juni 2024?")
    rows = [statement for statement in answer.statements if statement.role is Role.ALSO]
    assert all(", " in row.label and row.where == "" for row in rows)


def test_meetings_are_counted_whatever_was_spoken_of_before(sample_assistant: Assistant) -> None:
    before = ["Hvad blev besluttet den 12. juni 2024?"]
    *_, answer = sample_assistant.ask("Hvor mange møder er der?", before)
    assert len(rows(answer)) == 12


def test_a_meeting_spoken_of_is_the_one_whose_decisions_are_told(
    sample_assistant: Assistant,
) -> None:
    *_, answer = sample_assistant.ask("Og hvad blev besluttet?", ["dagsorden 12-06-2024"])
    assert {cited.held for cited in answer.citations} == {date(2024, 6, 12)}
