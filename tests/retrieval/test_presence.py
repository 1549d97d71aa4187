"""Who was at which meetings, and when a meeting ended: from the lists and lines that tell it."""

from pathlib import Path

import pytest

from ingest.parse import parse
from retrieval.assistant import Assistant
from retrieval.compose import Draft
from retrieval.question import understand
from retrieval.records import RecordQuestion
from retrieval.render import as_markdown
from retrieval.rows import tell_record, untold
from vectorstore.schema import Answer, Meeting


def final(assistant: Assistant, question: str) -> Answer:
    *_, answer = assistant.ask(question)
    return answer


def test_a_person_is_looked_for_on_every_list_that_is_meant(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Var Samira Egelykke til stede på begge TMU-møder i 2022?")
    assert {cited.quote for cited in answer.citations} == {
        "Samira Egelykke (Afbud)",
        "Samira Egelykke",
    }


def test_apologies_are_counted_over_the_meetings(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvor mange gange har Naja Elmstrøm meldt afbud?")
    assert "med afbud ved 1 af de 8 møder" in answer.statements[0].text
    assert [cited.quote for cited in answer.citations] == ["Naja Elmstrøm (Afbud)"]


def test_somebody_who_was_not_there_is_told_from_the_list(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Var Lotte Brinkholm med til mødet den 12. juni 2024?")
    assert "står ikke på deltagerlisten" in answer.statements[0].text
    assert "Birgit Thorsager" in answer.citations[0].quote


def test_a_name_alone_is_told_from_the_lists(sample_assistant: Assistant) -> None:
    """No item says who he is; that his name stands nowhere would be wrong."""
    answer = final(sample_assistant, "Hvem er Poul Kragelykke?")
    assert not answer.refused and "står på deltagerlisten" in answer.statements[0].text


def test_a_refusal_never_says_that_a_listed_name_stands_nowhere(
    sample_assistant: Assistant,
) -> None:
    answer = final(sample_assistant, "Hvor bor Samira Egelykkes kusine med zebraen?")
    assert answer.refused and answer.searched is not None
    assert "zebraen" in answer.searched.missing
    assert not {"Samira", "Egelykkes"} & set(answer.searched.missing)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad tid begyndte mødet den 12. juni 2024, og i hvilket lokale?",
        "Hvornår og hvor blev mødet den 12. juni 2024 holdt?",
    ],
)
def test_time_and_place_are_both_told(question: str, sample_assistant: Assistant) -> None:
    told = as_markdown(final(sample_assistant, question))
    assert "begyndte" in told and "blev holdt her" in told


def test_what_is_not_recorded_is_said_beside_what_is(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvornår begyndte og hvornår sluttede mødet i juni 2024?")
    told = as_markdown(answer)
    assert "Mødet begyndte" in told and "hvornår mødet sluttede" in told
    assert not answer.refused


def test_who_has_a_role_is_told_from_the_latest_list_that_says_so(
    sample_assistant: Assistant,
) -> None:
    answer = final(sample_assistant, "Hvem tog referat den 12. juni 2024?")
    assert [cited.quote for cited in answer.citations] == ["Rasmus Birkholt (sekretær)"]


def _meeting(header: str = "", last: str = "Godkendt.") -> Meeting:
    return parse(
        f"REFERAT Teknikudvalget d. 12-06-2024\n\nMødedato Onsdag d. 12. juni 2024 kl. 16:00\n\n"
        f"{header}\n\nMødedeltagere Anne Holm\n\nPunkt 1: Lygter\n\n24/310\n\n"
        f"Beslutning Teknikudvalget den 12-06-2024\n\n{last}\n",
        Path("Teknikudvalget 2024-06-12.txt").name,
    )


@pytest.mark.parametrize(
    "meeting",
    [
        _meeting(header="Sluttidspunkt: kl. 18:20"),
        _meeting(last="Godkendt.\n\nMødet blev hævet kl. 18.20."),
    ],
)
def test_the_end_of_a_meeting_is_told_by_the_line_that_says_it(meeting: Meeting) -> None:
    asked = RecordQuestion(("end",))
    draft = Draft(understand("Hvornår sluttede mødet?"))
    assert untold(asked, meeting) == ""
    tell_record(draft, asked, meeting)
    assert "18" in draft.cited.all[0].quote
    assert untold(asked, _meeting()) == "no_end"
