"""The measurements run, small, so that they cannot rot; the corpus they grow is whole."""

import shutil
from pathlib import Path

import pytest

from evaluation.bench.__main__ import main
from evaluation.bench.corpus import Source, grow
from vectorstore.index import Index, Place
from vectorstore.schema import fold


def test_a_grown_index_holds_passages_that_stand_in_their_meetings(
    sample_index: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    index = Index(Place(tmp_path / "index"))
    grow(index, Source(index), 600)
    summary = index.ledger.summary()
    assert 600 <= summary.passages == index.vectors.count() == index.words.count()
    made = next(meeting.id for meeting in summary.meetings if meeting.id.startswith("maaling-"))
    meeting, passages = index.ledger.meeting(made), index.ledger.meeting_passages(made)
    units = [unit for passage in passages for unit in passage.units]
    assert units
    for unit in units:
        assert fold(meeting.text[unit.start : unit.end]) == unit.text
    index.close()


def test_the_measurements_run_and_print_their_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick"]) == 0
    printed = capsys.readouterr().out
    assert "referater/minut" in printed
    assert "igen uændret" in printed
    assert "recall@20" in printed
