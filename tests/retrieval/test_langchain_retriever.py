"""Our search inside other people's LangChain chains."""

import asyncio
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from pydantic import ValidationError

from retrieval.assistant import Assistant
from retrieval.langchain_retriever import MinutesRetriever
from vectorstore.errors import BadQuestion

ROOT = Path(__file__).parents[2]
CYCLING = "Hvorfor blev cykelstien langs Møllevej udsat?"


def found(assistant: Assistant, question: str = CYCLING, **limits: Any) -> list[Document]:
    return MinutesRetriever(assistant=assistant, **limits).invoke(question)


def test_a_document_is_a_passage_with_where_it_stands(sample_assistant: Assistant) -> None:
    [first] = found(sample_assistant, cases=("22/1873",), last=date(2022, 4, 30), limit=1)
    told = dict(first.metadata)
    assert isinstance(told.pop("score"), float)
    url = re.fullmatch(
        r"/kilde/teknik-og-miljoeudvalget-2022-04-06\?fra=(\d+)&til=(\d+)#punkt-2", told.pop("url")
    )
    assert url
    start, end = map(int, url.groups())
    text = sample_assistant.meeting("teknik-og-miljoeudvalget-2022-04-06").text
    assert first.page_content == " ".join(text[start:end].split())
    assert told.pop("section") in ("beslutning", "sagsfremstilling", "baggrund")
    assert told == {
        "meeting": "teknik-og-miljoeudvalget-2022-04-06",
        "committee": "Teknik- og Miljøudvalget",
        "date": "2022-04-06",
        "item": 2,
        "title": "Cykelsti langs Møllevej",
        "case": "22/1873",
    }


@pytest.mark.parametrize(
    ("limits", "same"),
    [
        ({"committees": ("Børne- og Kulturudvalget",)}, {"committee": "Børne- og Kulturudvalget"}),
        ({"cases": ("21/5203",)}, {"case": "21/5203"}),
        (
            {"first": date(2024, 6, 12), "last": date(2024, 6, 12)},
            {"meeting": "teknik-og-miljoeudvalget-2024-06-12"},
        ),
    ],
)
def test_limits_hold_for_every_document(
    sample_assistant: Assistant, limits: dict[str, Any], same: dict[str, str]
) -> None:
    documents = found(sample_assistant, **limits)
    assert documents
    assert all(same.items() <= document.metadata.items() for document in documents)


def test_the_best_comes_first_and_no_more_than_asked_for(sample_assistant: Assistant) -> None:
    scores = [document.metadata["score"] for document in found(sample_assistant, limit=5)]
    assert len(scores) == 5
    assert scores == sorted(scores, reverse=True)


def test_it_can_be_awaited(sample_assistant: Assistant) -> None:
    retriever = MinutesRetriever(assistant=sample_assistant, limit=3)
    assert asyncio.run(retriever.ainvoke(CYCLING)) == retriever.invoke(CYCLING)


def test_a_limit_that_is_misspelt_or_a_question_that_is_none_is_refused(
    sample_assistant: Assistant,
) -> None:
    with pytest.raises(ValidationError, match="committee\n"):
        found(sample_assistant, committee=("Teknik- og Miljøudvalget",))
    with pytest.raises(BadQuestion):
        found(sample_assistant, "  ")


def test_the_example_in_the_readme_runs(
    sample_index: Path,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("REFERAT_INDEX", str(sample_index))
    monkeypatch.setenv("REFERAT_CACHE", str(cache))
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    [example] = [block for block in blocks if "MinutesRetriever" in block]
    exec(compile(example, "README.md", "exec"), {"__name__": "readme"})
    told = capsys.readouterr().out
    assert "Udvalget ønsker, at forvaltningen først taler med lodsejerne" in told
    sources = re.findall(r"^\[(\d)\] Teknik- og Miljøudvalget 2022-\d\d-\d\d, punkt", told, re.M)
    assert sources == ["1", "2", "3", "4"]
    assert told.rstrip().endswith(CYCLING)
