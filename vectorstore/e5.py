"""multilingual-e5-small as it comes along: its tokens and its network, without a library between.

sentence-transformers takes three times as long to import as all that is used here.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.errors import ModelUnavailable
from vectorstore.network import (
    Network,
    all_threads,
    batches,
    bfloat16_is_fast,
    compute_alone,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from vectorstore.embedder import Batch, Vectors

_QUERY, _PASSAGE = "query: ", "passage: "


class E5:
    """The model in the folder that `vectorstore.bundled_model` unpacks it into.

    It computes in bfloat16 where the processor multiplies that twice as fast. A question's cosine
    with a passage is then within .002 of what float32 gives.
    """

    def __init__(self, folder: Path) -> None:
        """ModelUnavailable when the folder's files are not as they were unpacked."""
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        try:
            self._threads = all_threads()
            shape = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            layers, heads = shape["num_hidden_layers"], shape["num_attention_heads"]
            self._most: int = shape["max_position_embeddings"]
            self._width: int = shape["hidden_size"]
            weights = load_file(folder / "model.safetensors")
            self._tokenizer = _tokenizer(folder / "tokenizer.json")
            self._network = Network(weights, layers, heads, rounded=bfloat16_is_fast())
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelUnavailable(
                f"Sprogmodellen i {folder} er beskadiget ({error}). Slet mappen: den pakkes ud "
                "igen, næste gang den bruges."
            ) from error

    def tokens(self, passage: str) -> int:
        """How many tokens a passage has, prefix and end marks included."""
        return len(self._tokenizer.encode(_PASSAGE + passage).ids)

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """Unit vectors of questions, on the calling thread."""
        compute_alone()
        vectors = np.zeros((len(texts), self._width), "f4")
        for places, found in self._batched(_QUERY, texts, sides=1):
            vectors[places] = found()
        return vectors

    def passages(self, texts: Sequence[str]) -> "Iterator[Batch]":
        """Unit vectors of passages, batches side by side."""
        with ThreadPoolExecutor(self._threads, initializer=compute_alone) as side:
            begun = [
                (places, side.submit(found))
                for places, found in self._batched(_PASSAGE, texts, self._threads)
            ]
            try:
                for places, batch in begun:
                    yield places, batch.result()
            finally:
                side.shutdown(cancel_futures=True)  # whoever asked wants no more of them

    def _batched(
        self, prefix: str, texts: Sequence[str], sides: int
    ) -> "Iterator[tuple[list[int], Callable[[], Vectors]]]":
        """Places of texts in batches, and what computes their vectors."""
        cut = self._cut(prefix, texts)
        for places in batches([len(tokens) for tokens in cut], sides):
            yield places, partial(self._network.vectors, [cut[place] for place in places])

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
