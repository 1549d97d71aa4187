"""The bundled model's own network gives the vectors that sentence-transformers gives."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vectorstore.bundled_model import unpacked
from vectorstore.e5 import E5
from vectorstore.embedder import Embedder, open_embedder
from vectorstore.errors import ModelUnavailable
from vectorstore.network import bfloat16_is_fast

# Of all lengths: nothing but marks, several alike, and two that the model has to cut.
TEXTS = [
    "",
    "Godkendt.",
    "Afvist.",
    "Udvalget godkendte en aftale på 15 år.",
    "Cykelsti langs Møllevej\nForvaltningen indstiller, at der anlægges cykelsti for 2,4 mio. kr.",
    *(f"Vejen til skole nr. {number} er {number * 7} meter lang. " * number for number in range(9)),
    "Skolevejen langs åen er anlagt i to etaper. " * 50,
    "Skolevejen langs åen er anlagt i to etaper. " * 60,
]


@pytest.fixture(scope="module")
def embedder(cache: Path) -> Embedder:
    return open_embedder("", cache)


@pytest.fixture(scope="module")
def model(cache: Path) -> Any:
    """The same weights as sentence-transformers has them."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(unpacked(cache)), local_files_only=True)


@pytest.fixture(scope="module")
def expected(model: Any) -> np.ndarray:
    prefixed = [f"passage: {text}" for text in TEXTS]
    return model.encode(prefixed, prompt="", normalize_embeddings=True, batch_size=1)


def test_passages_lie_where_sentence_transformers_puts_them(
    embedder: Embedder, expected: np.ndarray
) -> None:
    done: list[int] = []
    vectors = embedder.passages(TEXTS, done.append)
    assert vectors.shape == expected.shape
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.einsum("td,td->t", vectors, expected).min() > 0.99995
    assert sum(done) == len(TEXTS)
    assert len(done) > 1


@pytest.mark.parametrize("laid_out", [True, False])
def test_without_rounding_they_are_the_same(
    laid_out: bool, cache: Path, expected: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.e5.bfloat16_is_fast", lambda: False)
    monkeypatch.setattr("torch.backends.mkldnn.is_available", lambda: laid_out)
    vectors = open_embedder("", cache).passages(TEXTS)
    assert np.abs(vectors - expected).max() < 1e-5


def test_a_text_has_one_vector_whatever_lies_beside_it(embedder: Embedder) -> None:
    alone = embedder.passages([TEXTS[3]])[0]
    among = embedder.passages(TEXTS)[3]
    assert float(alone @ among) > 1 - 1e-5


def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    assert len(embedder.passages([])) == 0


@pytest.mark.parametrize("rounded", [True, False])
def test_questions_lie_where_sentence_transformers_puts_them(
    rounded: bool, cache: Path, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rounded and not bfloat16_is_fast():
        pytest.skip("this processor does not multiply bfloat16 itself")
    monkeypatch.setattr("vectorstore.e5.bfloat16_is_fast", lambda: rounded)
    question = "Hvornår blev cykelstien langs Møllevej godkendt?"
    own = model.encode([f"query: {question}"], prompt="", normalize_embeddings=True)[0]
    asked = open_embedder("", cache).query(question)
    assert float(asked @ own) > 0.99995 if rounded else np.abs(asked - own).max() < 1e-5


def test_the_processor_says_whether_it_multiplies_bfloat16() -> None:
    flags = Path("/proc/cpuinfo")
    if not flags.exists():
        pytest.skip("only Linux tells what a processor can do in /proc/cpuinfo")
    told = flags.read_text().replace("_", "")
    assert bfloat16_is_fast() == ("avx512bf16" in told or "amxbf16" in told)


def test_any_other_model_goes_through_sentence_transformers(
    cache: Path, expected: np.ndarray, model: Any
) -> None:
    other = open_embedder(str(unpacked(cache)), cache)
    assert np.abs(other.passages(TEXTS) - expected).max() < 1e-5
    assert np.allclose(other.query("Hvad?"), model.encode_query("Hvad?"), atol=1e-5)
    assert other.tokens("Godkendt.") == len(model.tokenizer("passage: Godkendt.")["input_ids"])


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_file_of_the_model_is_told_with_the_way_out(
    name: str, cache: Path, tmp_path: Path
) -> None:
    for file in unpacked(cache).iterdir():
        if file.is_file():
            (tmp_path / file.name).symlink_to(file)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes((unpacked(cache) / name).read_bytes()[:100])
    with pytest.raises(ModelUnavailable, match=r"beskadiget.*Slet mappen"):
        E5(tmp_path)
