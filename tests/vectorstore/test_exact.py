"""Exact search among some meetings, over the index of the sample minutes."""

import shutil
from pathlib import Path

import pytest

from vectorstore.embedder import Embedder
from vectorstore.index import Index, Place


def test_it_finds_what_chroma_finds_among_the_same_meetings(
    sample_index: Path, tmp_path: Path, embedder: Embedder
) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    index = Index(Place(tmp_path / "index"))
    some = sorted(index.ledger.documents())[:4]
    vector = embedder.query("Hvornår ryddes der sne?")
    exact = index.exact.search(vector, 20, some)
    near = index.vectors.search(vector, 20, some)
    assert [passage for passage, _ in exact] == [passage for passage, _ in near]
    assert [score for _, score in exact] == pytest.approx([score for _, score in near], abs=1e-5)
    assert {passage.split("/")[0] for passage, _ in exact} <= set(some)
    index.close()


def test_a_removed_meeting_is_not_found_again(
    sample_index: Path, tmp_path: Path, embedder: Embedder
) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    index = Index(Place(tmp_path / "index"))
    first, second = sorted(index.ledger.documents())[:2]
    vector = embedder.query("Hvad blev besluttet?")
    assert any(passage.startswith(first) for passage, _ in index.nearest(vector, 100, [first]))
    with index.writing():
        index.remove(first)
    index.refresh()
    assert index.nearest(vector, 100, [first]) == []
    assert index.nearest(vector, 100, [second]) != []
    index.close()


def test_no_meetings_hold_nothing(sample_index: Path, tmp_path: Path, embedder: Embedder) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    index = Index(Place(tmp_path / "index"))
    assert index.nearest(embedder.query("Hvad blev besluttet?"), 20, []) == []
    index.close()


def test_only_what_another_has_written_opens_chroma_anew(
    sample_index: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    index = Index(Place(tmp_path / "index"))
    first, second = sorted(index.ledger.documents())[:2]
    client = index.vectors._client
    with index.writing():
        index.remove(first)
    assert index.refresh() and index.vectors._client is client
    assert index.vectors.count() == index.ledger.count()
    other = Index(Place(tmp_path / "index"))
    with other.writing():
        other.remove(second)
    other.close()
    assert index.refresh() and index.vectors._client is not client
    assert index.vectors.count() == index.ledger.count()
    index.close()
