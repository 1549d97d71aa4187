"""multilingual-e5-small as it comes along: its tokens and its network, without a library between.

sentence-transformers takes three times as long to import as all that is used here.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.errors import ModelUnavailable
from vectorstore.network import Network, all_threads, bfloat16_is_fast, use_threads

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from vectorstore.embedder import Batch, Vectors

_QUERY, _PASSAGE = "query: ", "passage: "


class E5:
    """The model in the folder that `vectorstore.bundled_model` unpacks it into."""

    def __init__(self, folder: Path) -> None:
        """ModelUnavailable when the folder's files are not as they were unpacked."""
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        try:
            self._threads = all_threads()
            shape = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            self._layers, self._heads = shape["num_hidden_layers"], shape["num_attention_heads"]
            self._most: int = shape["max_position_embeddings"]
            self._weights = load_file(folder / "model.safetensors")
            self._tokenizer = _tokenizer(folder / "tokenizer.json")
            self._exact = self._network(rounded=False)
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelUnavailable(
                f"Sprogmodellen i {folder} er beskadiget ({error}). Slet mappen: den pakkes ud "
                "igen, næste gang den bruges."
            ) from error

    def _network(self, *, rounded: bool) -> Network:
        return Network(self._weights, self._layers, self._heads, rounded=rounded)

    @cached_property
    def _fast(self) -> Network:
        return self._network(rounded=True) if bfloat16_is_fast() else self._exact

    def tokens(self, passage: str) -> int:
        """How many tokens a passage has, prefix and end marks included."""
        return len(self._tokenizer.encode(_PASSAGE + passage).ids)

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """Unit vectors of questions, never rounded.

        On one thread: several wait for each other at every layer, and where something else uses the
        cores, indexing or another question, that takes ten times as long.
        """
        vectors = np.zeros(
            (len(texts), self._weights["embeddings.LayerNorm.weight"].shape[0]), "f4"
        )
        use_threads(1)
        for places, found in self._exact.vectors(self._cut(_QUERY, texts)):
            vectors[places] = found
        return vectors

    def passages(self, texts: Sequence[str]) -> "Iterator[Batch]":
        """Unit vectors of passages, rounded on the way where that is twice as fast.

        A passage's cosine with a question is then within .001 of what float32 gives.
        """
        use_threads(self._threads)
        yield from self._fast.vectors(self._cut(_PASSAGE, texts))

    def _cut(self, prefix: str, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of texts, no more than the model has places for; the end mark is kept."""
        found = self._tokenizer.encode_batch([prefix + text for text in texts])
        return [
            each.ids if len(each.ids) <= self._most else [*each.ids[: self._most - 1], each.ids[-1]]
            for each in found
        ]


def _tokenizer(file: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises nothing narrower
        raise ValueError(f"{file.name}: {error}") from error
