"""Questions over the sample minutes, with the real model, Chroma and word index."""

import json
from datetime import date
from pathlib import Path

import pytest

from retrieval.assistant import Assistant, EmptyIndex
from retrieval.cite import NotVerbatim, make, verbatim
from retrieval.question import understand
from retrieval.render import as_json, as_markdown, as_terminal
from retrieval.search import weigh
from vectorstore.danish import term
from vectorstore.errors import BadQuestion, IndexMismatch
from vectorstore.index import Index, Place
from vectorstore.schema import Answer, Role, SectionKind, fold

ASKED = [
    "Hvad blev besluttet om Frie Bymidter?",
    "hvad blev indstillet om frie bymidter",
    "Hvad er der sket i sag 22/1873?",
    "Hvem stemte imod cykelstien langs Møllevej?",
    "Hvornår åbner svømmehallen igen?",
    "Hvilke bilag var der til sagen om cykelstien?",
    "What was decided about district heating?",
    "Hvor mange punkter var der på mødet den 10. maj 2023?",
    "dagsorden 12-06-2024",
    "Hvad skete der i sag 21/118?",
    "Hvad koster en parkeringslicens til måneraketter?",
]


def final(assistant: Assistant, question: str, *history: str) -> Answer:
    *_, answer = assistant.ask(question, history)
    assert answer.final
    return answer


def test_the_readmes_example_gives_the_decision_first(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev besluttet om Frie Bymidter?")
    first = answer.citations[0]
    assert not answer.refused
    assert (first.held, first.item, first.kind) == (date(2023, 5, 10), 2, SectionKind.DECISION)
    lead = answer.statements[0]
    assert lead.role is Role.LEAD and "anbefalede onsdag den 10. maj 2023" in lead.text


@pytest.mark.parametrize("question", ASKED)
def test_every_quote_stands_in_the_minutes_and_every_sentence_is_cited(
    question: str, sample_assistant: Assistant
) -> None:
    answer = final(sample_assistant, question)
    for cited in (*answer.citations, *answer.nearest):
        text = sample_assistant.meeting(cited.meeting).text
        assert verbatim(cited, text) and cited.quote in fold(text)
    numbers = {cited.n for cited in answer.citations}
    for statement in answer.statements:
        if statement.role in (Role.LEAD, Role.QUOTE, Role.ALSO):
            assert statement.cites and set(statement.cites) <= numbers
        if statement.role in (Role.QUOTE, Role.ALSO) and not statement.table:
            cited = answer.citation(statement.cites[0])
            assert cited is not None and fold(statement.text) == cited.quote


def test_what_was_proposed_is_not_told_as_decided(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev indstillet om Frie Bymidter?")
    assert {cited.kind for cited in answer.citations} == {SectionKind.RECOMMENDATION}
    assert "Indstillingen" in answer.statements[0].text
    assert "besluttede" not in answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Hvad blev besluttet om cykelstien langs Møllevej?",
        "What was decided about the cycle path on Møllevej?",
    ],
)
def test_what_was_put_off_is_told_by_the_decision_that_came(
    question: str, sample_assistant: Assistant
) -> None:
    answer = final(sample_assistant, question)
    assert answer.citations[0].held == date(2022, 10, 5)


def test_a_postponement_is_not_the_decision_in_force(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad blev besluttet om cykelstien langs Møllevej?")
    main = next(s for s in answer.statements if s.role is Role.QUOTE)
    assert "udsat" not in main.text
    others = [s.label for s in answer.statements if s.role is Role.ALSO]
    assert "Tidligere, 6. april 2022" in others and "Senere, 12. juni 2024" in others


def test_a_case_is_told_over_its_meetings_in_order(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad er der sket i sag 22/1873?")
    days = list(dict.fromkeys(cited.held for cited in answer.citations))
    assert days == [date(2022, 4, 6), date(2022, 10, 5), date(2024, 6, 12)]


def test_a_container_case_is_called_one(sample_assistant: Assistant) -> None:
    assert "samlesag" in as_markdown(final(sample_assistant, "Hvad er sag 21/118?"))


def test_a_closed_item_is_called_closed_and_nothing_more(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad er punkt 4 den 10. maj 2023?")
    assert "lukket" in answer.statements[0].text
    assert [cited.quote for cited in answer.citations] == ["Punkt 4: Lukket 23/2011"]


def test_nothing_below_a_closed_heading_can_be_cited(sample_assistant: Assistant) -> None:
    meeting = sample_assistant.meeting("teknik-og-miljoeudvalget-2023-05-10")
    item = next(item for item in meeting.items if item.closed)
    with pytest.raises(NotVerbatim):
        make(1, meeting, item, None, item.start, item.end + 5)


def test_records_answer_exactly(sample_assistant: Assistant) -> None:
    absent = final(sample_assistant, "Hvem havde afbud den 12. juni 2024?")
    names = [s.text for s in absent.statements if s.role is Role.QUOTE]
    assert names == ["Naja Elmstrøm (Afbud)", "Henning Vadgård (Afbud)"]
    agenda = final(sample_assistant, "dagsorden 12-06-2024")
    assert len([s for s in agenda.statements if s.role is Role.ALSO]) == 8
    assert {cited.item for cited in agenda.citations} == {0}


RECORDS = [
    ("Hvornår begyndte mødet den 12. juni 2024?", ["Mødedato Onsdag d. 12. juni 2024 kl. 16:30"]),
    ("Hvor blev mødet den 12. juni 2024 holdt?", ["Vindbæk Skole, aulaen"]),
    (
        "Hvor og hvornår mødtes Teknik- og Miljøudvalget den 12. juni 2024?",
        ["Mødedato Onsdag d. 12. juni 2024 kl. 16:30", "Vindbæk Skole, aulaen"],
    ),
    ("Hvem deltog ikke i mødet den 12. juni 2024?",
     ["Naja Elmstrøm (Afbud)", "Henning Vadgård (Afbud)"]),
    ("who was the secretary on 12 June 2024?", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "quotes"), RECORDS)
def test_a_question_about_a_meeting_is_answered_from_its_header(
    question: str, quotes: list[str] | None, sample_assistant: Assistant
) -> None:
    answer = final(sample_assistant, question)
    told = [cited.quote for cited in answer.citations]
    assert not answer.refused and {cited.item for cited in answer.citations} == {0}
    assert told == quotes or (quotes is None and "sekretær" in told[0])


@pytest.mark.parametrize(
    "question",
    [
        "Var mødet den 12. juni 2024 online eller fysisk?",
        "Hvor blev junimødet i 2024 holdt?",
    ],
)
def test_a_meeting_s_place_is_told_however_it_is_asked(
    question: str, sample_assistant: Assistant
) -> None:
    answer = final(sample_assistant, question)
    assert [(c.held, c.item) for c in answer.citations] == [(date(2024, 6, 12), 0)]


def test_the_last_item_of_a_meeting_is_found_by_its_place(sample_assistant: Assistant) -> None:
    meeting = next(m for m in sample_assistant.summary().meetings if m.held == date(2024, 6, 12))
    answer = final(sample_assistant, "Hvad var sidste punkt på mødet den 12. juni 2024?")
    assert {c.item for c in answer.citations} == {meeting.items}


def test_whether_something_came_to_be_is_answered_by_the_decision(
    sample_assistant: Assistant,
) -> None:
    answer = final(sample_assistant, "Blev der søgt om penge fra cykelpuljen?")
    assert SectionKind.DECISION in {c.kind for c in answer.citations}


def test_a_follow_up_stays_with_item_and_meeting(sample_assistant: Assistant) -> None:
    first = "Hvad blev besluttet om Frie Bymidter?"
    proposed = final(sample_assistant, "og hvad blev indstillet?", first)
    assert {(c.held, c.item) for c in proposed.citations} == {(date(2023, 5, 10), 2)}
    people = final(sample_assistant, "Hvem deltog?", first, "og hvad blev indstillet?")
    assert people.citations[0].held == date(2023, 5, 10) and people.citations[0].item == 0


def test_words_that_no_minutes_hold_are_not_answered_from_what_was_spoken_of(
    sample_assistant: Assistant,
) -> None:
    before = "Hvad blev besluttet om cykelstien langs Møllevej?"
    assert final(sample_assistant, "elefanternes månelanding", before).refused


def test_a_new_topic_drops_the_old_one(sample_assistant: Assistant) -> None:
    answer = final(
        sample_assistant,
        "Hvad blev besluttet om renovering af Lindevang Svømmehal?",
        "Hvad blev besluttet om Frie Bymidter?",
    )
    assert "Svømmehal" in answer.citations[0].title


REFUSED = [
    ("Hvad koster en parkeringslicens?", "not_found"),
    ("Hvad er sag 99/12345?", "no_such_case"),
    ("Hvad blev besluttet på mødet den 7. februar 2019?", "no_such_meeting"),
    ("Hvad er punkt 99 den 12. juni 2024?", "no_such_item"),
    ("Hvad besluttede Økonomiudvalget den 13. februar 2023?", "other_body"),
]


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_what_the_minutes_do_not_say_is_refused_with_what_was_searched(
    question: str, reason: str, sample_assistant: Assistant
) -> None:
    answer = final(sample_assistant, question)
    assert answer.refused and answer.reason == reason and answer.citations == ()
    text = as_markdown(answer)
    assert text.startswith("Det kan jeg ikke finde i referaterne.")
    assert "Der blev søgt i 86 punkter i 12 referater" in text


def test_what_happened_in_a_month_is_told_by_the_minutes_that_name_it(
    sample_assistant: Assistant,
) -> None:
    *_, answer = sample_assistant.ask("Hvor mange huse fik vand ind ved Lindeåen i februar 2024?")
    assert {cited.held.isoformat() for cited in answer.citations} == {"2024-06-12"}
    assert not answer.limits


def test_a_meeting_asked_for_by_its_month_is_the_one_that_was_held(
    sample_assistant: Assistant,
) -> None:
    *_, answer = sample_assistant.ask("Hvad besluttede udvalget om svømmehallen i februar 2024?")
    assert {cited.held.isoformat() for cited in answer.citations[:1]} == {"2024-02-06"}


def test_a_compound_written_apart_is_one_word(sample_assistant: Assistant) -> None:
    apart = weigh(understand("Hvad sker der med børne huset?"), sample_assistant._words())
    assert apart.weights[term("børnehuset")] == 1.0


@pytest.mark.parametrize("question", ["Hvem var med?", "Hvem var der?", "Who was there?"])
def test_who_was_there_is_asked_in_few_words(question: str, sample_assistant: Assistant) -> None:
    history = ["Hvor blev mødet den 12. juni 2024 holdt?"]
    *_, answer = sample_assistant.ask(question, history)
    assert {(c.held.isoformat(), c.item) for c in answer.citations} == {("2024-06-12", 0)}


def test_a_missing_word_is_named(sample_assistant: Assistant) -> None:
    answer = final(sample_assistant, "Hvad koster en parkeringslicens?")
    assert answer.searched is not None and answer.searched.missing == ("parkeringslicens",)


def test_english_questions_get_english_words_around_danish_quotes(
    sample_assistant: Assistant,
) -> None:
    answer = final(sample_assistant, "What was decided about district heating?")
    assert not answer.refused and "decided on" in answer.statements[0].text


def test_answers_grow_and_only_the_last_is_final(sample_assistant: Assistant) -> None:
    answers = list(sample_assistant.ask("Hvad er der sket i sag 22/1873?"))
    lengths = [len(answer.statements) for answer in answers]
    assert lengths == sorted(set(lengths)) and len(lengths) > 2
    assert [answer.final for answer in answers] == [False] * (len(answers) - 1) + [True]


def test_the_json_has_the_documented_fields_and_no_others(sample_assistant: Assistant) -> None:
    said = as_json(final(sample_assistant, "Hvad blev besluttet om Frie Bymidter?"))
    assert list(said) == ["answer", "refused", "reason", "citations", "seconds"]
    assert list(said["citations"][0]) == [
        "n", "meeting", "committee", "date", "item", "title", "case", "section", "quote", "page",
        "url",
    ]  # fmt: skip
    assert said["citations"][0]["date"] == "2023-05-10"
    assert said["citations"][0]["url"].startswith("/kilde/teknik-og-miljoeudvalget-2023-05-10?fra=")
    assert json.loads(json.dumps(said)) == said


def test_the_terminal_lists_the_sources(sample_assistant: Assistant) -> None:
    text = as_terminal(final(sample_assistant, "Hvad blev besluttet om Frie Bymidter?"))
    assert "[1] Teknik- og Miljøudvalget, 10. maj 2023, punkt 2" in text


@pytest.mark.parametrize("language", ["da", "en"])
def test_example_questions_are_answered(sample_assistant: Assistant, language: str) -> None:
    asked = sample_assistant.examples(4, language)
    assert len(asked) == 4
    answers = [final(sample_assistant, question) for question in asked]
    assert [answer.question for answer in answers if answer.refused] == []
    assert {answer.language for answer in answers} == {language}


def test_a_question_before_that_cannot_be_read_is_passed_over(sample_assistant: Assistant) -> None:
    assert not final(sample_assistant, "Hvad blev besluttet om Frie Bymidter?", "???").refused


def test_an_empty_question_raises_one_sentence(sample_assistant: Assistant) -> None:
    with pytest.raises(BadQuestion):
        list(sample_assistant.ask("  "))


def test_an_empty_index_says_what_to_run(tmp_path: Path, cache: Path) -> None:
    assistant = Assistant(Index(Place(tmp_path)), "", cache)
    assert assistant.examples() == []
    with pytest.raises(EmptyIndex, match="make chat MINUTES="):
        list(assistant.ask("Hvad blev besluttet?"))


def test_an_index_of_another_model_is_refused(sample_index: Path, cache: Path) -> None:
    with pytest.raises(IndexMismatch, match="multilingual-e5-small"):
        Assistant(Index(Place(sample_index)), "another/model", cache)


def test_where_a_group_met_is_not_where_the_meeting_was_held(sample_assistant: Assistant) -> None:
    first = "Hvad blev besluttet om cykelstien langs Møllevej?"
    met = final(sample_assistant, "Hvor mødtes de i starten?", first)
    held = final(sample_assistant, "Hvor blev mødet holdt?", first)
    assert all(cited.item for cited in met.citations)
    assert [cited.kind for cited in held.citations] == [SectionKind.HEADER]
