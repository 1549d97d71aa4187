"""Questions about votes, presence and agendas over two invented municipalities' meetings."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.parse import parse
from ingest.split import passages
from retrieval.assistant import Assistant
from retrieval.render import as_terminal
from vectorstore.embedder import BUNDLED, Embedder
from vectorstore.index import Index, Place, Progress
from vectorstore.schema import Answer, Filters, Role

COUNCIL = """REFERAT Byrådet d. 12-06-2024

Mødedato Onsdag d. 12. juni 2024 kl. 18:00

Mødedeltagere Anne Holm (formand), Bo Lind, Eva Bang (Afbud)

Punkt 1: Svømmehallens åbningstider

24/100

Indstilling

Forvaltningen indstiller, at svømmehallen lukker om søndagen.

Beslutning Byrådet den 12-06-2024

Afbud: Eva Bang (A), Dan Fisk (V)

Godkendt med 17 stemmer (A, V, C) imod 2 (Ø), mens 1 undlod at stemme.

F tog forbehold for bemandingen.

Punkt 2: Kunstgræsbane i Vindbæk

24/101

Beslutning Byrådet den 12-06-2024

Bo Lind deltog ikke i behandlingen af punktet, da han er formand for klubben.

Banen anlægges i 2025.

Anne Holm forlod mødet kl. 19.20.

Punkt 3: Skolernes ferieplan

24/102

Beslutning Byrådet den 12-06-2024

Enstemmigt godkendt.
"""
PLAN = """REFERAT Byrådet d. 14-08-2024

Mødedato Onsdag d. 14. august 2024 kl. 18:00

Punkt 1: Nyt bibliotek ved havnen

24/200

Indstilling

Forvaltningen indstiller, at biblioteket bygges for 42 mio. kr.

Punkt 2: Skolernes ferieplan

24/102

Indstilling

Forvaltningen indstiller, at ferieplanen ændres.
"""
OTHER = """REFERAT Byrådet d. 13-06-2024

Mødedato Torsdag d. 13. juni 2024 kl. 18:00

Punkt 1: Svømmehallens åbningstider

24/900

Beslutning Byrådet den 13-06-2024

Afvist. For stemte SF og Enhedslisten. Imod stemte Venstre.
"""
HERE, THERE = "Lindevang Kommune", "Hasselø Kommune"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    folder = tmp_path_factory.mktemp("recorded")
    index = Index(Place(folder))
    index.ledger.set_model(BUNDLED)
    minuted = replace(parse(COUNCIL), municipality=HERE)
    plan = replace(parse(PLAN), municipality=HERE, agenda=True, id="byraadet-2024-08-14-dagsorden")
    # The agenda of a meeting that has minutes is out of force.
    old = replace(minuted, agenda=True, id="byraadet-2024-06-12-dagsorden")
    other = replace(parse(OTHER), municipality=THERE, id="hasseloe-byraadet-2024-06-13")
    with index.writing():
        for meeting in (minuted, plan, old, other):
            index.put(
                meeting, passages(meeting, embedder.tokens), embedder,
                path=meeting.id, parser="", added=False, progress=Progress(),
            )  # fmt: skip
    made = Assistant(index, "", Path())
    made._embedder = embedder
    return made


def ask(assistant: Assistant, question: str, *before: str) -> Answer:
    *_, answer = assistant.ask(question, before)
    return answer


def quoted(answer: Answer) -> list[str]:
    return [each.text for each in answer.statements if each.role is Role.QUOTE]


VOTE = "Godkendt med 17 stemmer (A, V, C) imod 2 (Ø), mens 1 undlod at stemme."
KEPT = "F tog forbehold for bemandingen."


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvem stemte imod svømmehallens åbningstider i Lindevang?", [VOTE]),
        ("Hvad blev stemmetallet under punkt 1 den 12. juni 2024?", [VOTE, KEPT]),
        ("Hvem undlod at stemme i Lindevang?", [VOTE]),
        ("Tog nogen forbehold?", [KEPT]),
        ("Hvordan stemte SF i Lindevang?", [KEPT]),
        ("Hvordan stemte Enhedslisten om svømmehallen i Lindevang?", [VOTE]),
        ("Var det enstemmigt under punkt 3 den 12. juni 2024?", ["Enstemmigt godkendt."]),
        (
            "Hvem deltog ikke i behandlingen af kunstgræsbanen?",
            ["Bo Lind deltog ikke i behandlingen af punktet, da han er formand for klubben."],
        ),
        ("Hvem forlod mødet?", ["Anne Holm forlod mødet kl. 19.20."]),
        ("Who left the meeting?", ["Anne Holm forlod mødet kl. 19.20."]),
        (
            "Hvem var fraværende under punkt 1 den 12. juni 2024?",
            ["Eva Bang (Afbud)", "Afbud: Eva Bang (A), Dan Fisk (V)"],
        ),
        (
            "Hvem havde afbud den 12. juni 2024?",
            ["Eva Bang (Afbud)", "Afbud: Eva Bang (A), Dan Fisk (V)"],
        ),
        ("Who voted against the opening hours of the swimming pool in Hasselø?",
         ["Imod stemte Venstre."]),
    ],
)  # fmt: skip
def test_votes_and_presence_are_told_word_for_word(
    assistant: Assistant, question: str, told: list[str]
) -> None:
    answer = ask(assistant, question)
    assert not answer.refused and quoted(answer) == told
    assert all(each.cites for each in answer.statements if each.role is not Role.NOTE)


def test_who_voted_for_is_told_with_who_did_not_and_what_was_decided(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvem stemte for svømmehallens åbningstider i Hasselø?")
    beside = [each.text for each in answer.statements if each.role is Role.ALSO]
    assert quoted(answer) == ["For stemte SF og Enhedslisten."]
    assert beside == ["Afvist.", "Imod stemte Venstre."]


def test_an_item_without_a_vote_is_said_to_have_none(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvem stemte imod kunstgræsbanen?")
    assert answer.refused and answer.reason == "no_vote"
    assert "nævner ingen afstemning under punkt 2" in answer.statements[1].text
    again = ask(assistant, "Hvem stemte imod?", "Hvad blev besluttet om kunstgræsbanen?")
    assert again.reason == "no_vote"


def test_nobody_on_a_side_is_told_with_the_vote_itself(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvem stemte imod under punkt 3 den 12. juni 2024?")
    assert "nævner ingen, der var imod" in answer.statements[0].text
    assert quoted(answer) == ["Enstemmigt godkendt."]


def test_the_items_that_were_voted_on_are_listed(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvilke punkter blev der stemt om i 2024?")
    assert {(c.municipality, c.item) for c in answer.citations} == {
        (HERE, 1), (HERE, 3), (THERE, 1),
    }  # fmt: skip
    assert not any(cited.agenda for cited in answer.citations)


def test_nobody_of_that_name_voted(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvordan stemte Gerda Gren?")
    assert answer.refused and "Gerda Gren" in answer.statements[1].text


# --- agendas -----------------------------------------------------------------------------------


def test_what_only_an_agenda_has_is_not_told_as_decided(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad blev besluttet om det nye bibliotek ved havnen?")
    assert answer.refused and answer.reason == "agenda_only"
    told = " ".join(each.text for each in answer.statements)
    assert "dagsorden" in told and "beslutning kendes ikke endnu" in told
    assert "besluttede" not in told
    assert all(cited.agenda for cited in answer.citations)


def test_what_was_decided_stands_in_the_minutes_although_an_agenda_is_newer(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "Hvad blev besluttet om skolernes ferieplan?")
    assert not answer.refused
    assert not any(cited.agenda for cited in answer.citations)
    assert "Enstemmigt godkendt." in quoted(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad er på dagsordenen den 14. august 2024?",
        "Hvad skal behandles den 14. august 2024?",
        "Hvad skal behandles på næste møde?",
        "What is on the agenda of the next meeting?",
    ],
)
def test_an_agenda_tells_what_is_to_be_treated(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert not answer.refused
    assert {cited.quote for cited in answer.citations} == {
        "Nyt bibliotek ved havnen 24/200", "Skolernes ferieplan 24/102",
    }  # fmt: skip
    assert answer.statements[-1].role is Role.NOTE


def test_the_minutes_are_used_where_a_meeting_has_both(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad er på dagsordenen den 12. juni 2024?")
    assert {cited.meeting for cited in answer.citations} == {"byraadet-2024-06-12"}


def test_other_words_of_an_agenda_are_told_as_an_agendas(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad koster det nye bibliotek ved havnen?")
    assert any("42 mio. kr." in cited.quote for cited in answer.citations)
    assert answer.statements[-1].role is Role.NOTE and "dagsorden" in answer.statements[-1].text
    assert "dagsorden" in as_terminal(answer)


def test_the_latest_meeting_is_one_that_was_held(assistant: Assistant) -> None:
    (cited,) = ask(assistant, "Hvornår var det seneste møde?").citations
    assert not cited.agenda


# --- municipalities ----------------------------------------------------------------------------


def test_a_question_may_name_the_municipality(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad besluttede Byrådet i Hasselø om svømmehallen?")
    assert {cited.municipality for cited in answer.citations} == {THERE}
    assert [limit.told for limit in answer.limits if limit.kind == "municipality"] == [THERE]
    assert THERE in as_terminal(answer)


def test_a_filter_may_be_a_municipality(assistant: Assistant) -> None:
    *_, answer = assistant.ask("Hvem stemte imod?", filters=Filters(municipalities=(THERE,)))
    assert {cited.municipality for cited in answer.citations} == {THERE}


def test_a_case_page_leaves_out_the_agenda_of_minutes(assistant: Assistant) -> None:
    case = assistant.case("24/102")
    assert case is not None
    assert [(step.held.month, step.outcome) for step in case.steps] == [
        (6, "decided"), (8, "planned"),
    ]  # fmt: skip
