import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from evaluation.__main__ import main
from vectorstore.errors import BadQuestion, StoreUnavailable, UnknownMeeting
from vectorstore.schema import Answer, Citation, Meeting, Role, SectionKind, Statement

ROOT = Path(__file__).resolve().parents[2]
FOUND = {
    "id": "t1", "question": "Hvad blev besluttet om cykelstien?", "kind": "decision",
    "item": [{"meeting": "2024-06-04", "punkt": 4}], "must_contain": [["7 stemmer"]],
}  # fmt: skip
FOLLOWING = FOUND | {
    "id": "t2", "question": "og hvor?", "kind": "followup", "history": ["Hvad med cykelstien?"],
    "must_contain": [["Møllevej"]],
}  # fmt: skip
NOT_FOUND = FOUND | {
    "id": "t3", "question": "Hvad kostede broen?", "kind": "unanswerable", "item": [],
    "must_contain": [],
}  # fmt: skip
FIELDS = ["id", "answer", "refused", "reason", "citations", "seconds"]
CITATION_FIELDS = [
    "n", "meeting", "committee", "date", "item", "title", "case", "section", "quote", "page", "url",
]  # fmt: skip


MINUTES = "Punkt 4: Cykelsti langs Møllevej\n\nBeslutning\n\nGodkendt med\n7 stemmer.\n"


class FakeAssistant:
    """Knows one meeting; answers with its item 4, but refuses what mentions a bridge ("bro")."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]:
        self.asked.append((question, tuple(history)))
        if "for lang" in question:
            raise BadQuestion("Spørgsmålet er for langt.")
        if "databasen" in question:
            raise StoreUnavailable("Databasen svarer ikke.")
        yield Answer(question)
        if "bro" in question:
            yield Answer(question, refused=True, reason="not_found", final=True)
            return
        quote = "Godkendt med 7 stemmer."
        place = Citation(
            n=1, meeting="teknik-2024-06-04", committee="Teknikudvalget", held=date(2024, 6, 4),
            item=4, title="Cykelsti langs Møllevej", case=None, kind=SectionKind.DECISION,
            section="beslutning", quote=quote, start=46, end=69,
        )  # fmt: skip
        answer = Answer(question, (Statement(Role.QUOTE, quote, (1,)),), (place,), seconds=99.0)
        yield answer
        yield replace(answer, final=True)

    def meeting(self, id: str) -> Meeting:
        if id != "teknik-2024-06-04":
            raise UnknownMeeting(f"Mødet {id} er ikke i indekset.")
        return Meeting(
            id, "Teknikudvalget", date(2024, 6, 4), None, "Rådhuset", MINUTES, header_end=0
        )


def module(name: str, **contents: object) -> ModuleType:
    """A module that holds these names."""
    made = ModuleType(name)
    vars(made).update(contents)
    return made


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """The assistant that the command line opens in this test."""
    fake = FakeAssistant()
    for made in (
        module("retrieval.assistant", open_assistant=lambda settings: fake),
        module("settings", load_settings=lambda: None),
    ):
        monkeypatch.setitem(sys.modules, made.__name__, made)
    return fake


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    lines = [json.dumps(question) for question in (FOUND, FOLLOWING, NOT_FOUND)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_question_is_asked_once_with_its_history(
    assistant: FakeAssistant, questions: Path
) -> None:
    assert main([str(questions)]) == 0
    assert assistant.asked == [
        ("Hvad blev besluttet om cykelstien?", ()),
        ("og hvor?", ("Hvad med cykelstien?",)),
        ("Hvad kostede broen?", ()),
    ]


@pytest.mark.usefixtures("assistant")
def test_the_figures_are_printed_by_kind_and_in_all(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(questions)]) == 0
    told = capsys.readouterr()
    lines = [line.split() for line in told.out.splitlines()]
    assert ["decision", "1", *["100,0", "%", "(1/1)"] * 4] in lines
    assert ["followup", "1", "0,0", "%", "(0/1)", *["100,0", "%", "(1/1)"] * 3] in lines
    assert ["I", "alt", "3", "50,0", "%", "(1/2)", *["100,0", "%", "(2/2)"] * 3] in lines
    verbatim = next(line for line in reversed(lines) if line[:2] == ["I", "alt"])
    assert verbatim[2:11] == ["100,0", "%", "(1/1)", "0,0", "%", "(0/2)", "100,0", "%", "(2/2)"]
    assert told.err == ""
    assert "Svar:" not in told.out


@pytest.mark.usefixtures("assistant")
def test_failures_are_listed_on_request(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(questions), "--failures"]) == 0
    told = capsys.readouterr().out
    assert "t2 (followup): Hvad med cykelstien? → og hvor?\n  Fejl: mangler „Møllevej“" in told
    assert "t1 (decision)" not in told


@pytest.mark.usefixtures("assistant")
def test_answers_are_written_with_exactly_the_fields_promised(questions: Path) -> None:
    out = questions.with_name("svar.jsonl")
    assert main([str(questions), "--answers", str(out)]) == 0
    answers = records(out)
    assert [answer["id"] for answer in answers] == ["t1", "t2", "t3"]
    assert [list(answer) for answer in answers] == [FIELDS] * 3
    assert list(answers[0]["citations"][0]) == CITATION_FIELDS
    assert answers[0]["citations"][0]["date"] == "2024-06-04"
    assert 0 <= answers[0]["seconds"] < 99  # measured, not what the assistant says
    assert (answers[2]["refused"], answers[2]["reason"]) == (True, "not_found")


def test_saved_answers_give_the_same_figures_without_asking(
    assistant: FakeAssistant, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = questions.with_name("svar.jsonl")
    main([str(questions), "--answers", str(out), "--failures"])
    fresh = capsys.readouterr().out
    assistant.asked.clear()
    assert main([str(questions), "--from", str(out), "--failures"]) == 0
    assert capsys.readouterr().out == fresh
    assert assistant.asked == []


@pytest.mark.usefixtures("assistant")
def test_saved_quotes_from_meetings_not_in_the_index_are_told_of(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = questions.with_name("svar.jsonl")
    main([str(questions), "--answers", str(out)])
    saved = out.read_text(encoding="utf-8").replace("teknik-", "kultur-", 1)
    out.write_text(saved, encoding="utf-8")
    capsys.readouterr()
    assert main([str(questions), "--from", str(out)]) == 0
    assert "Ikke prøvet: 1 citater" in capsys.readouterr().out


def test_saved_answers_are_counted_without_an_index_but_not_in_silence(
    assistant: FakeAssistant,
    questions: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = questions.with_name("svar.jsonl")
    main([str(questions), "--answers", str(out)])
    capsys.readouterr()

    def unavailable(id: str) -> None:
        raise StoreUnavailable("Indekset kan ikke åbnes.")

    monkeypatch.setattr(assistant, "meeting", unavailable)
    assert main([str(questions), "--from", str(out)]) == 0
    told = capsys.readouterr()
    assert "50,0 % (1/2)" in told.out
    assert told.err == "Citaterne er ikke prøvet: Indekset kan ikke åbnes.\n"


def test_an_output_that_cannot_be_written_is_refused_before_anything_is_asked(
    assistant: FakeAssistant, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for out in (questions.parent, questions.parent / "borte" / "svar.jsonl", questions):
        assert main([str(questions), "--answers", str(out)]) == 1
        told = capsys.readouterr()
        assert (told.out, told.err.count("\n")) == ("", 1)
        assert str(out) in told.err
    assert assistant.asked == []
    assert len(records(questions)) == 3


def test_a_question_that_cannot_be_read_counts_as_refused(
    assistant: FakeAssistant, questions: Path
) -> None:
    long = FOUND | {"id": "t4", "question": "Et for langt spørgsmål"}
    questions.write_text(f"{json.dumps(FOUND)}\n{json.dumps(long)}\n", encoding="utf-8")
    out = questions.with_name("svar.jsonl")
    assert main([str(questions), "--answers", str(out)]) == 0
    last = records(out)[-1]
    assert (last["refused"], last["reason"], last["citations"]) == (True, "bad_question", [])
    assert last["answer"] == "Spørgsmålet er for langt."
    assert len(assistant.asked) == 2


def test_a_question_the_assistant_cannot_take_is_named_and_nothing_is_left(
    assistant: FakeAssistant, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = FOUND | {"id": "t4", "question": "Er databasen væk?"}
    questions.write_text(f"{json.dumps(FOUND)}\n{json.dumps(away)}\n", encoding="utf-8")
    assert main([str(questions), "--answers", str(questions.with_name("svar.jsonl"))]) == 1
    assert capsys.readouterr().err == "Spørgsmål „t4“: Databasen svarer ikke.\n"
    assert list(questions.parent.iterdir()) == [questions]


def test_bad_input_ends_with_one_sentence_and_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "borte.jsonl"
    ended = subprocess.run(
        [sys.executable, "-m", "evaluation", str(path)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"{path} findes ikke: ret stien og prøv igen.\n"


def test_help_is_answered_before_anything_heavy_is_imported() -> None:
    heavy = ("pydantic", "retrieval", "settings", "chromadb", "torch")
    code = (
        "import sys\n"
        "from evaluation.__main__ import main\n"
        "try: main(['--help'])\n"
        f"finally: print([name for name in {heavy} if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "--answers OUT" in ended.stdout
    assert ended.stdout.endswith("[]\n")
