from pathlib import Path

import numpy as np
import pytest

from vectorstore import bundled_model
from vectorstore.bundled_model import unpacked
from vectorstore.embedder import Embedder, open_embedder
from vectorstore.errors import ModelUnavailable


@pytest.fixture(scope="module")
def embedder(cache: Path) -> Embedder:
    return open_embedder("", cache)


def test_vectors_are_unit_vectors_of_the_models_dimension(embedder: Embedder) -> None:
    vectors = embedder.passages(["Udvalget godkendte cykelstien.", "Nej.", "Punktet blev udsat."])
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_the_order_of_the_texts_is_kept(embedder: Embedder) -> None:
    texts = [
        "en meget lang tekst om skoler og deres ture " * 4,
        "kort",
        "noget midt imellem om sne",
    ]
    together = embedder.passages(texts)
    alone = np.stack([embedder.passages([text])[0] for text in texts])
    assert np.allclose(together, alone, atol=1e-4)


def test_a_question_finds_its_passage(embedder: Embedder) -> None:
    passages = embedder.passages(
        ["Der ryddes sne på skoleveje inden klokken syv.", "Svømmehallen åbner i september."]
    )
    assert np.argmax(passages @ embedder.query("Hvornår er vejene fri for sne?")) == 0
    assert np.argmax(passages @ embedder.query("When does the pool open?")) == 1


def test_questions_and_passages_have_their_own_prefixes(embedder: Embedder) -> None:
    text = "Hvad koster det?"
    assert not np.allclose(embedder.query(text), embedder.passages([text])[0], atol=1e-3)


def test_it_is_unpacked_once(cache: Path) -> None:
    weights = unpacked(cache) / "model.safetensors"
    before = weights.stat().st_mtime_ns
    assert unpacked(cache) == weights.parent
    assert weights.stat().st_mtime_ns == before


def test_a_damaged_file_is_told_and_leaves_no_half_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = tmp_path / "short.bin"
    short.write_bytes(bundled_model._source().read_bytes()[:200_000])
    monkeypatch.setattr(bundled_model, "_source", lambda: short)
    with pytest.raises(ModelUnavailable, match="beskadiget"):
        unpacked(tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_an_unknown_model_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="REFERAT_EMBEDDING_MODEL"):
        open_embedder(str(tmp_path / "no-such-model"), tmp_path)
