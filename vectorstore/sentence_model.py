"""Any embedding model by its folder or its Hugging Face name, with sentence-transformers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.errors import ModelUnavailable

if TYPE_CHECKING:
    from vectorstore.embedder import Batch, Vectors

_BATCH = 8  # small batches of like length are fastest on a processor without a GPU

# Prefixes of models whose own configuration names none; longest name first. From their cards.
_PREFIXES = (
    ("e5-large-instruct", "Instruct: Find the passage that answers the question\nQuery: ", ""),
    ("e5-", "query: ", "passage: "),
    ("nomic-embed", "search_query: ", "search_document: "),
    ("arctic-embed", "query: ", ""),
)


class SentenceModel:
    """A model as sentence-transformers loads it, with its own prefixes."""

    def __init__(self, source: str) -> None:
        """`source` is a folder or a Hugging Face name; ModelUnavailable says why it won't load."""
        self._model = _load(source)
        prompts: dict[str, str] = dict(self._model.prompts or {})
        query, passage = _prefixes(source)
        self._query_prefix = prompts.get("query") or query
        self._passage_prefix = prompts.get("document") or prompts.get("passage") or passage

    def tokens(self, passage: str) -> int:
        """How many tokens a passage has, prefix and end marks included."""
        return len(self._model.tokenizer(self._passage_prefix + passage)["input_ids"])

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """Unit vectors of questions."""
        return self._encode([self._query_prefix + text for text in texts])

    def passages(self, texts: Sequence[str]) -> "Iterator[Batch]":
        """Unit vectors of passages, batch by batch, the shortest first."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for first in range(0, len(order), _BATCH):
            places = order[first : first + _BATCH]
            yield places, self._encode([self._passage_prefix + texts[at] for at in places])

    def _encode(self, texts: list[str]) -> "Vectors":
        # prompt="" keeps the model from adding its own prompt a second time.
        vectors = self._model.encode(
            texts, prompt="", normalize_embeddings=True, show_progress_bar=False, batch_size=_BATCH
        )
        return np.asarray(vectors, dtype=np.float32)


def _prefixes(name: str) -> tuple[str, str]:
    low = name.lower()
    return next(((query, passage) for part, query, passage in _PREFIXES if part in low), ("", ""))


def _load(source: str) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    # Loading is told of by whoever asks for it.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    at_hand = Path(source).is_dir() or _fetched_before(source)
    if not at_hand:
        _reach_hub(source)
    try:
        return SentenceTransformer(source, local_files_only=at_hand)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise _unavailable(source, first[:160]) from error


def _fetched_before(source: str) -> bool:
    """Whether a model lies in Hugging Face's cache on this machine; then the hub is not asked."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return isinstance(try_to_load_from_cache(source, "config.json"), str)
    except HFValidationError:
        return False


def _reach_hub(source: str) -> None:
    """Ask the model hub whether it has the model: its own client tries for a minute and more."""
    import httpx
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise _unavailable(source, "den er ikke på denne maskine, og HF_HUB_OFFLINE er sat")
    try:
        answer = httpx.head(
            f"{constants.ENDPOINT}/{source}/resolve/main/config.json",
            timeout=10,
            follow_redirects=True,
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unavailable(source, "modelarkivet på nettet svarer ikke") from error
    if answer.status_code == 404:
        raise _unavailable(source, "modelarkivet på nettet har ingen model med det navn")


def _unavailable(source: str, why: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"Sprogmodellen „{source}“ kan ikke hentes eller læses ({why}). Ret "
        "REFERAT_EMBEDDING_MODEL, eller lad den være tom for at bruge den medfølgende model."
    )
