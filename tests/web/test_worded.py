"""What a reader sees of a chat model: its words, their check, its name and place, its troubles."""

from dataclasses import replace
from datetime import UTC, datetime

from council import answered, council
from lindevang import HOSTILE
from markupsafe import escape
from prometheus_client.exposition import generate_latest

from vectorstore.schema import Answer, Role, Statement, Wording
from web.export import markdown
from web.language import Language, Words
from web.masking import masked_answer
from web.metrics import Metrics
from web.papers import paper
from web.rendering import templates
from web.standing import as_shown
from web.turns import Turn

ASKED = datetime(2025, 11, 21, 14, 2, tzinfo=UTC)
SAID = "Udvalget godkendte, at cykelstien anlægges i østsiden."
MODEL = Wording("gemma3:12b", "127.0.0.1", checked=1)
DOWN = replace(MODEL, checked=0, trouble="down", told="Chatmodellen gemma3:12b svarer ikke.")


def worded(text: str = SAID, wording: Wording = MODEL) -> Answer:
    checked = ("decision", "meaning")
    sentence = Statement(Role.SENTENCE, text, (1,), checked=checked)
    own = answered("Hvad blev besluttet?")
    return replace(own, statements=(sentence,), citations=own.citations[:1], wording=wording)


def html(answer: Answer, **more: object) -> str:
    turn = Turn(1, "Hvad blev besluttet?", ASKED, answer, **more)  # type: ignore[arg-type]
    return templates("")("turn.html", turn=turn, searching="Søger …", rows=lambda cited: None)


def test_a_checked_sentence_says_how_it_was_checked_and_who_wrote_it() -> None:
    page = html(worded())
    assert SAID in page
    assert "Kontrolleret: besluttet eller foreslået, mening" in page
    assert "Formuleret af gemma3:12b på 127.0.0.1; hver sætning er kontrolleret" in page
    assert 'data-kilde="1"' in page


def test_the_running_sentence_is_marked_as_not_checked_and_gone_when_stopped() -> None:
    growing = replace(worded(wording=replace(MODEL, draft="Og så videre")), final=False)
    assert "Og så videre" in html(growing) and "Ikke kontrolleret endnu" in html(growing)
    assert "gemma3:12b formulerer" in html(growing)
    stopped = html(growing, stopped=True)
    assert "Og så videre" not in stopped and SAID in stopped


def test_trouble_is_told_before_the_minutes_own_words() -> None:
    page = html(replace(answered("Hvad?"), wording=DOWN))
    assert page.index(DOWN.told) < page.index("Kontrolleret ord for ord")
    assert "Formuleret af" not in page


def test_what_a_model_writes_is_text_whatever_it_is() -> None:
    page = html(worded(HOSTILE, replace(MODEL, model=HOSTILE, draft=HOSTILE)))
    assert HOSTILE not in page and str(escape(HOSTILE)) in page


def test_withdrawn_sentences_are_told() -> None:
    assert "fordi referaterne ikke siger det: 2." in html(
        worded(wording=replace(MODEL, withdrawn=2))
    )


def test_the_field_says_where_answers_are_worded() -> None:
    class Chat:
        name, place = "gemma3:12b", "modeller.lindevang.dk"

    hint = templates("")("hint.html", count="2 referater", span="", chat=Chat())
    assert "Svar formuleres af gemma3:12b på modeller.lindevang.dk." in hint
    assert "formuleres" not in templates("")("hint.html", count="2 referater", span="", chat=None)


def taken(answer: Answer) -> str:
    assistant = council()
    shown = as_shown("Hvad?", (), ASKED, answer, assistant.meeting)
    words = Words(Language.DANISH)
    return markdown(paper([(shown, "")], "https://example.org", "", ASKED, words), words)


def test_what_is_taken_along_says_who_wrote_it() -> None:
    told = taken(worded())
    assert SAID in told and "Formuleret af gemma3:12b på 127.0.0.1" in told


def test_personal_numbers_are_masked_in_a_models_words() -> None:
    kept = masked_answer(worded("Borgeren er 010190-1234."))
    assert kept.statements[0].text == "Borgeren er xxxxxx-xxxx."


def test_metrics_count_wordings_by_trouble() -> None:
    metrics = Metrics()
    metrics.answered(worded(wording=replace(MODEL, withdrawn=2)), {})
    metrics.answered(replace(answered("Hvad?"), wording=DOWN), {})
    figures = generate_latest(metrics.registry).decode()
    assert 'referat_wordings_total{outcome="worded"} 1.0' in figures
    assert 'referat_wordings_total{outcome="down"} 1.0' in figures
    assert 'referat_sentences_total{outcome="withdrawn"} 2.0' in figures
