"""Questions about votes that are printed as tables, by party and by name."""

from pathlib import Path

import pytest

from ingest.parse import parse
from ingest.split import passages
from retrieval.assistant import Assistant
from vectorstore.embedder import BUNDLED, open_embedder
from vectorstore.index import Index, Place, Progress
from vectorstore.schema import Answer, Role

TABLED = """REFERAT Byrådet d. 11-09-2024

Mødedato Onsdag d. 11. september 2024 kl. 18:00

Punkt 1: Nedlæggelse af minigolfbanen

24/300

Beslutning Byrådet den 11-09-2024

Byrådet vedtog at nedlægge banen.

Parti\tFor\tImod\tHverken/eller
A\t5\t\t
V\t\t4\t
Ø\t\t\t1
I alt\t5\t4\t1

Punkt 2: Skilte i havneparken

24/301

Beslutning Byrådet den 11-09-2024

Skiltene sættes op.

Navn\tStemte
Anne Holm (A)\tFor
Bo Lind (V)\tImod
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Assistant:
    index = Index(Place(tmp_path_factory.mktemp("tabled")))
    embedder = open_embedder("", cache)
    index.ledger.set_model(BUNDLED)
    meeting = parse(TABLED)
    with index.writing():
        index.put(
            meeting, passages(meeting, embedder.tokens), embedder,
            path="a", parser="", added=False, progress=Progress(),
        )  # fmt: skip
    return Assistant(index, "", cache)


def ask(assistant: Assistant, question: str) -> Answer:
    *_, answer = assistant.ask(question)
    return answer


def quoted(answer: Answer) -> list[str]:
    return [each.text for each in answer.statements if each.role is Role.QUOTE]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvem stemte imod nedlæggelse af minigolfbanen?", ["V – Imod: 4 („V 4“)"]),
        ("Hvem stemte for nedlæggelse af minigolfbanen?", ["A – For: 5 („A 5“)"]),
        ("Hvem undlod at stemme om minigolfbanen?", ["Ø – Hverken/eller: 1 („Ø 1“)"]),
        ("Hvordan stemte V om minigolfbanen?", ["V – Imod: 4 („V 4“)"]),
        ("Hvordan faldt stemmerne om minigolfbanen?",
         ["I alt – For: 5; Imod: 4; Hverken/eller: 1 („I alt 5 4 1“)"]),
        ("Hvem stemte imod skilte i havneparken?",
         ["Bo Lind (V) – Stemte: Imod („Bo Lind (V) Imod“)"]),
    ],
)  # fmt: skip
def test_a_vote_in_a_table_is_told_row_by_row_with_its_columns(
    assistant: Assistant, question: str, told: list[str]
) -> None:
    answer = ask(assistant, question)
    assert quoted(answer)[: len(told)] == told
    assert not answer.refused


def test_a_vote_in_a_table_is_told_beside_what_was_decided(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvem stemte imod nedlæggelse af minigolfbanen?")
    also = [each.text for each in answer.statements if each.role is Role.ALSO]
    assert also == ["Byrådet vedtog at nedlægge banen."]
