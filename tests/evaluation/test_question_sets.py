import json
from pathlib import Path

import pytest

from evaluation.answers import read_answers, replacing
from evaluation.lines import UnusableFile
from evaluation.questions import Place, read_questions

QUESTION = {
    "id": "t1",
    "question": "Hvem skal pege på et sted?",
    "kind": "followup",
    "history": ["Hvad blev der sagt om cykelstien?"],
    "item": [{"meeting": "2024-06-04", "punkt": 4}],
    "section": "beslutning",
    "must_contain": [["forvaltningen", "administrationen"], ["sommer"]],
    "must_not_contain": ["udskudt"],
    "note": "for the reader only",
}
ANSWER = {
    "id": "t1", "answer": "Forvaltningen. [1]", "refused": False, "reason": "", "seconds": 0.5,
    "citations": [
        {
            "n": 1, "meeting": "teknik-2024-06-04", "committee": "Teknikudvalget",
            "date": "2024-06-04", "item": 4, "title": "Cykelsti", "case": None,
            "section": "beslutning", "quote": "Forvaltningen.", "page": None, "url": "/kilde/x",
        }
    ],
}  # fmt: skip
SHARED = Path(__file__).resolve().parents[3] / "shared" / "questions" / "dev.jsonl"


def written(folder: Path, *lines: object) -> Path:
    """A file of these lines: a string as it is, anything else as JSON."""
    path = folder / "lines.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def without(*fields: str) -> dict[str, object]:
    return {name: value for name, value in QUESTION.items() if name not in fields}


def test_a_question_is_read_with_all_that_the_figures_need(tmp_path: Path) -> None:
    [question] = read_questions(written(tmp_path, QUESTION))
    assert (question.id, question.kind) == ("t1", "followup")
    assert question.history == ("Hvad blev der sagt om cykelstien?",)
    assert question.item == (Place(meeting="2024-06-04", punkt=4),)
    assert question.must_contain == (("forvaltningen", "administrationen"), ("sommer",))
    assert question.must_not_contain == ("udskudt",)
    assert question.answerable


def test_a_question_without_items_is_unanswerable(tmp_path: Path) -> None:
    [question] = read_questions(written(tmp_path, QUESTION | {"item": [], "must_contain": []}))
    assert not question.answerable


def test_history_and_must_not_contain_may_be_left_out(tmp_path: Path) -> None:
    [question] = read_questions(written(tmp_path, without("history", "must_not_contain", "note")))
    assert (question.history, question.must_not_contain) == ((), ())


def test_blank_lines_a_byte_order_mark_and_line_separators_in_text_do_no_harm(
    tmp_path: Path,
) -> None:
    other = json.dumps(
        QUESTION | {"id": "t2", "question": "Hvem?\u2028Hvornår?"}, ensure_ascii=False
    )
    path = written(tmp_path, "\ufeff" + json.dumps(QUESTION), "", "  ", other, "")
    assert [question.id for question in read_questions(path)] == ["t1", "t2"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "indeholder ingen spørgsmål"),
        (["", " "], "indeholder ingen spørgsmål"),
        ([QUESTION, "", "{id: t2}"], "linje 3, er ikke JSON"),
        ([QUESTION, '{"id": "t2"'], "linje 2, er ikke JSON"),
        (["[1, 2]"], "linje 1, er ikke et JSON-objekt"),
        ([without("kind")], "linje 1, mangler feltet „kind“"),
        ([without("id", "question", "item")], "felterne „id“, „question“ og „item“"),
        ([without("must_contain")], "mangler feltet „must_contain“"),
        ([QUESTION | {"item": [{"meeting": "2024-06-04"}]}], "mangler feltet „item[0].punkt“"),
        ([QUESTION | {"item": [{"meeting": "", "punkt": 4}]}], "feltet „item[0].meeting“ har"),
        ([QUESTION | {"item": [{"meeting": "2024", "punkt": -1}]}], "feltet „item[0].punkt“ har"),
        ([QUESTION | {"question": " "}], "feltet „question“ har"),
        ([QUESTION | {"must_contain": ["sommer"]}], "feltet „must_contain[0]“ har"),
        ([QUESTION | {"must_contain": [[]]}], "feltet „must_contain[0]“ har"),
        ([QUESTION | {"must_not_contain": [""]}], "feltet „must_not_contain[0]“ har"),
        ([QUESTION, QUESTION], "bruger id „t1“ flere gange"),
    ],
)
def test_a_bad_set_is_refused_in_one_sentence(
    tmp_path: Path, lines: list[object], told: str
) -> None:
    with pytest.raises(UnusableFile) as error:
        read_questions(written(tmp_path, *lines))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_a_folder_and_another_encoding_are_told_apart(tmp_path: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes("spørgsmål".encode("latin-1"))
    for path, told in [
        (tmp_path / "borte.jsonl", "findes ikke"),
        (tmp_path, "kan ikke læses"),
        (latin, "ikke skrevet i UTF-8"),
    ]:
        with pytest.raises(UnusableFile, match=told):
            read_questions(path)


def test_saved_answers_are_paired_by_id_and_others_left_out(tmp_path: Path) -> None:
    questions = read_questions(written(tmp_path, QUESTION))
    answers = written(tmp_path, ANSWER | {"id": "t7"}, ANSWER)
    [(question, answer)] = read_answers(answers, questions)
    assert (question.id, answer.id, answer.citations[0].date) == ("t1", "t1", "2024-06-04")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "mangler svar på „t1“ og 1 til"),
        ([ANSWER], "mangler svar på „t2“:"),
        ([ANSWER, ANSWER], "flere svar med id „t1“"),
        ([{"id": "t1", "answer": "Ja"}], "linje 1, mangler felterne „refused“, „reason“"),
    ],
)
def test_bad_answers_are_refused_in_one_sentence(
    tmp_path: Path, lines: list[object], told: str
) -> None:
    questions = read_questions(written(tmp_path, QUESTION, QUESTION | {"id": "t2"}))
    with pytest.raises(UnusableFile) as error:
        read_answers(written(tmp_path, *lines), questions)
    assert told in str(error.value)


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "svar.jsonl"
    with replacing(out) as file:
        file.write("svar\n")
        assert not out.exists()
    assert out.read_text(encoding="utf-8") == "svar\n"
    assert list(tmp_path.iterdir()) == [out]


def test_what_breaks_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "svar.jsonl"
    out.write_text("gamle svar\n", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), replacing(out) as file:
        file.writelines(f"svar {1 // left}\n" for left in (2, 1, 0))
    assert out.read_text(encoding="utf-8") == "gamle svar\n"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("name", "told"),
    [("borte/svar.jsonl", "kan ikke skrives"), (".", "ikke en almindelig fil")],
)
def test_a_place_where_nothing_can_be_written_is_refused_at_once(
    tmp_path: Path, name: str, told: str
) -> None:
    with pytest.raises(UnusableFile, match=told), replacing(tmp_path / name):
        pytest.fail("was opened")


@pytest.mark.skipif(not SHARED.exists(), reason="the development questions are not here")
def test_the_development_questions_are_read() -> None:
    questions = read_questions(SHARED)
    assert len(questions) == 68
    assert sum(not question.answerable for question in questions) == 7
