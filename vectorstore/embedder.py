"""Texts to vectors, with sentence-transformers: the bundled model or any other by its name."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vectorstore.errors import ModelUnavailable
from vectorstore.network import Network, bfloat16_is_fast

Vectors = npt.NDArray[np.float32]

BUNDLED = "multilingual-e5-small"
_BATCH = 8  # of any other model's texts: few, of like length, are fastest on a processor
_ASKED = 100  # questions whose vectors are kept

# Prefixes of models whose own configuration names none; longest name first. From their cards.
_PREFIXES = (
    ("e5-large-instruct", "Instruct: Find the passage that answers the question\nQuery: ", ""),
    ("e5-", "query: ", "passage: "),
    ("nomic-embed", "search_query: ", "search_document: "),
    ("arctic-embed", "query: ", ""),
)


class Embedder:
    """A loaded embedding model. `name` is what an index remembers of it."""

    def __init__(self, name: str, source: str, *, bundled: bool = False) -> None:
        """`source` is a folder or a Hugging Face name; ModelUnavailable says why it won't load."""
        self.name = name
        self._bundled = bundled
        self._model = _load(source)
        prompts: dict[str, str] = dict(self._model.prompts or {})
        query, passage = _prefixes(name)
        self._query_prefix = prompts.get("query") or query
        self._passage_prefix = prompts.get("document") or prompts.get("passage") or passage
        self._tokenizer: Any = self._model.tokenizer
        self._asked: dict[str, Vectors] = {}

    def tokens(self, text: str) -> int:
        """How many tokens the model sees of a text, its prefix and end marks included."""
        return len(self._tokenizer(self._passage_prefix + text)["input_ids"])

    def query(self, text: str) -> Vectors:
        """The unit vector of a question, shape (dimension,).

        The last ones are kept: one question may be searched for within limits and without.
        """
        vector = self._asked.get(text)
        if vector is None:
            vector = self.queries([text])[0]
            if len(self._asked) >= _ASKED:
                self._asked.clear()
            self._asked[text] = vector
        return vector

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, shape (texts, dimension)."""
        return self._encode([self._query_prefix + text for text in texts])

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], object] = lambda done: None
    ) -> Vectors:
        """Unit vectors of passages, shape (texts, dimension); `progress` is told of each batch.

        The bundled model's are rounded on the way where that is twice as fast: a cosine with a
        question is then within .001 of what float32 gives.
        """
        prefixed = [self._passage_prefix + text for text in texts]
        rows: dict[int, Vectors] = {}
        for batch, vectors in (
            self._by_network(prefixed) if self._bundled else self._sorted(prefixed)
        ):
            rows.update(zip(batch, vectors, strict=True))
            progress(len(batch))
        return np.stack([rows[at] for at in range(len(texts))]) if texts else np.zeros((0, 0), "f4")

    def _sorted(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            yield batch, self._encode([texts[at] for at in batch])

    def _by_network(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        if not texts:
            return
        most = self._model.max_seq_length
        tokens = self._tokenizer(list(texts), truncation=True, max_length=most)["input_ids"]
        yield from self._network.vectors(tokens)

    @cached_property
    def _network(self) -> Network:
        return Network(self._model[0].auto_model, rounded=bfloat16_is_fast())

    def _encode(self, texts: list[str]) -> Vectors:
        # prompt="" keeps the model from adding its own prompt a second time.
        vectors = self._model.encode(
            texts, prompt="", normalize_embeddings=True, show_progress_bar=False, batch_size=_BATCH
        )
        return np.asarray(vectors, dtype=np.float32)


def open_embedder(model: str, cache: Path) -> Embedder:
    """The embedder for a setting's value: "" is the bundled model, unpacked into `cache` once."""
    if not model:
        from vectorstore.bundled_model import unpacked

        return Embedder(BUNDLED, str(unpacked(cache)), bundled=True)
    return Embedder(model, model)


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
