from pathlib import Path

import pytest

from vectorstore.embedder import open_embedder
from vectorstore.errors import ModelUnavailable


def test_a_hub_that_does_not_answer_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelUnavailable, match=r"svarer ikke.*REFERAT_EMBEDDING_MODEL"):
        open_embedder("ingen/saadan-model", tmp_path)


def test_offline_a_model_that_is_not_here_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailable, match="ikke på denne maskine"):
        open_embedder("ingen/saadan-model", tmp_path)
