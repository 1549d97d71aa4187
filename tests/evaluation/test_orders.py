"""The command that counts what is kept from a chat model as orders to it."""

from pathlib import Path

import pytest

from evaluation.orders import counted, main
from retrieval.assistant import Assistant
from tests.retrieval.hostile_minutes import ATTACKS


def test_nothing_of_the_sample_minutes_is_taken_for_an_order(sample_assistant: Assistant) -> None:
    count, spoken, beside = counted(sample_assistant)
    assert count > 1_000
    assert (spoken, beside) == ([], 0)


def test_what_is_written_to_a_machine_is_counted_where_it_stands(
    hostile_assistant: Assistant,
) -> None:
    count, spoken, beside = counted(hostile_assistant)
    # "En skrev: Beslutning: …" only tells what is not so.
    assert len({item for _, item, _ in spoken}) == len(ATTACKS) - 1
    assert len(spoken) + beside < count


def test_an_empty_index_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REFERAT_INDEX", str(tmp_path))
    assert main([]) == 1
    assert "Indekset er tomt. Kør" in capsys.readouterr().err
