"""The bundled model's network over texts laid end to end: the fastest way through it here.

sentence-transformers pads the texts of a batch to one length and multiplies in float32. Here
nothing is padded, and a linear layer's weights lie as the processor's matrix product reads them:
in bfloat16 where it multiplies that twice as fast, and float32 elsewhere.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

    from vectorstore.embedder import Vectors

_BATCH = 512  # tokens: what a layer makes of them stays in the processor's own cache


def bfloat16_is_fast() -> bool:
    """Whether this processor multiplies bfloat16 itself, not by way of float32."""
    from torch.cpu import get_capabilities

    able = get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


class _Alike(NamedTuple):
    """Neighbours of one length in a batch: how many, and [start, end) of their tokens."""

    texts: int
    start: int
    end: int


class _Linear:
    """Linear layers over the same input, side by side, as one; what comes out is rounded too."""

    def __init__(self, layers: Sequence[Any], *, rounded: bool, after: str = "none") -> None:
        """`after` is what follows at once: "gelu", or "none"."""
        import torch

        self._type, self._after = torch.bfloat16 if rounded else torch.float32, after
        weights = torch.cat([layer.weight.detach() for layer in layers]).to(self._type)
        self._weights = torch.ops.mkldnn._reorder_linear_weight(weights, _BATCH)
        self._bias = torch.cat([layer.bias.detach() for layer in layers]).to(self._type)

    def __call__(self, rows: "Tensor") -> "Tensor":
        import torch

        product = torch.ops.mkldnn._linear_pointwise
        return product(rows.to(self._type), self._weights, self._bias, self._after, [], "none")  # type: ignore[no-any-return]


class _Layer:
    """Attention and what follows it; between them, and from layer to layer, all is float32."""

    def __init__(self, layer: Any, *, rounded: bool) -> None:
        own = layer.attention.self
        self._heads = own.num_attention_heads
        self._asked = _Linear((own.query, own.key, own.value), rounded=rounded)
        self._told = _Linear((layer.attention.output.dense,), rounded=rounded)
        self._wide = _Linear((layer.intermediate.dense,), rounded=rounded, after="gelu")
        self._narrow = _Linear((layer.output.dense,), rounded=rounded)
        self._evened, self._evened_last = layer.attention.output.LayerNorm, layer.output.LayerNorm

    def __call__(self, rows: "Tensor", alike: Sequence[_Alike]) -> "Tensor":
        rows = self._evened(self._told(self._attended(rows, alike)) + rows)
        last: Tensor = self._evened_last(self._narrow(self._wide(rows)) + rows)
        return last

    def _attended(self, rows: "Tensor", alike: Sequence[_Alike]) -> "Tensor":
        """Each token's look at the others of its text; texts of one length go together."""
        import torch

        asked, found = self._asked(rows).float(), torch.empty_like(rows)
        for texts, start, end in alike:
            split = asked[start:end].view(texts, (end - start) // texts, 3, self._heads, -1)
            query, key, value = split.permute(2, 0, 3, 1, 4)
            heads = torch.nn.functional.scaled_dot_product_attention(query, key, value)
            found[start:end] = heads.transpose(1, 2).reshape(end - start, -1)
        return found


class Network:
    """A BertModel whose texts' vectors are the mean of their tokens, as multilingual-e5's are."""

    def __init__(self, model: Any, *, rounded: bool) -> None:
        """`rounded` multiplies in bfloat16."""
        self._first = model.embeddings
        self._layers = [_Layer(layer, rounded=rounded) for layer in model.encoder.layer]

    def vectors(self, texts: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], "Vectors"]]:
        """Batch by batch: the places of texts, given as their tokens, and their unit vectors."""
        import torch

        for places in _batches([len(text) for text in texts]):
            with torch.inference_mode():
                yield places, self._batch([texts[place] for place in places]).numpy()

    def _batch(self, texts: Sequence[Sequence[int]]) -> "Tensor":
        import torch

        alike = list(_alike([len(text) for text in texts]))
        tokens = torch.tensor(np.concatenate(texts))
        places = torch.cat([torch.arange(len(text)) for text in texts])
        rows = self._first(tokens[None], position_ids=places[None])[0]
        for layer in self._layers:
            rows = layer(rows, alike)
        means = [rows[s:e].view(texts, -1, rows.shape[1]).mean(1) for texts, s, e in alike]
        return torch.nn.functional.normalize(torch.cat(means), dim=1)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts, shortest first, in batches of so many tokens; a long one by itself."""
    batch: list[int] = []
    held = 0
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and held + lengths[place] > _BATCH:
            yield batch
            batch, held = [], 0
        batch.append(place)
        held += lengths[place]
    if batch:
        yield batch


def _alike(lengths: Sequence[int]) -> Iterator[_Alike]:
    """Texts of a batch, which are in order of length, by their length."""
    counts = [(length, len(list(own))) for length, own in groupby(lengths)]
    ends = accumulate(length * count for length, count in counts)
    for (length, count), end in zip(counts, ends, strict=True):
        yield _Alike(count, end - length * count, end)
