"""The bundled model's network over texts laid end to end: the fastest way through it here.

Commonly the texts of a batch are padded to one length and multiplied in float32. Here nothing is
padded, and `rounded` lays a linear layer's weights out in bfloat16 as the processor's matrix
product reads them, where it multiplies that twice as fast.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

    from vectorstore.embedder import Vectors

_BATCH = 512  # tokens; measured a little faster here than 384, 768 and 1,024
_LITTLE = 128  # tokens, from which a batch is worth its overhead

Weights = Mapping[str, "Tensor"]


def bfloat16_is_fast() -> bool:
    """Whether this processor multiplies bfloat16 itself, not by way of float32."""
    from torch.cpu import get_capabilities

    able = get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


@cache
def all_threads() -> int:
    """How many threads torch computes on where nothing says otherwise; first asked of before that.

    As many as there are cores, or OMP_NUM_THREADS.
    """
    import torch

    return torch.get_num_threads()


def compute_alone() -> None:
    """Have the calling thread compute by itself from now on.

    Several threads wait for each other at every layer: a tenth slower over many texts than batches
    side by side, and ten times as slow for a question while something else uses the cores.
    """
    import torch

    if torch.get_num_threads() != 1:  # asking makes up torch's own mind for this thread first
        torch.set_num_threads(1)


class _Alike(NamedTuple):
    """Neighbours of one length in a batch: how many, and [start, end) of their tokens."""

    texts: int
    start: int
    end: int


class _Linear:
    """Linear layers over the same input, side by side, as one."""

    def __init__(self, weights: Weights, names: Sequence[str], *, gelu: bool) -> None:
        """`gelu` follows it."""
        import torch

        self._weights = torch.cat([weights[f"{name}.weight"] for name in names])
        self._bias = torch.cat([weights[f"{name}.bias"] for name in names])
        self._gelu = gelu

    def __call__(self, rows: "Tensor") -> "Tensor":
        from torch.nn.functional import gelu, linear

        made = linear(rows, self._weights, self._bias)
        return gelu(made) if self._gelu else made


class _Laid:
    """The same with weights laid out once as the processor's matrix product reads them.

    A question's few tokens take half the time so. `rounded` keeps the weights, and what comes out,
    in bfloat16; sums are float32 inside it.
    """

    def __init__(
        self, weights: Weights, names: Sequence[str], *, rounded: bool, gelu: bool
    ) -> None:
        import torch

        self._type = torch.bfloat16 if rounded else torch.float32
        laid = torch.cat([weights[f"{name}.weight"] for name in names]).to(self._type)
        self._weights = torch.ops.mkldnn._reorder_linear_weight(laid, _BATCH)
        self._bias = torch.cat([weights[f"{name}.bias"] for name in names]).to(self._type)
        self._after = "gelu" if gelu else "none"

    def __call__(self, rows: "Tensor") -> "Tensor":
        import torch

        product: Any = torch.ops.mkldnn._linear_pointwise
        rows = rows.to(self._type)
        made: Tensor = product(rows, self._weights, self._bias, self._after, [], "none")
        return made


def _linear(
    weights: Weights, *names: str, rounded: bool, gelu: bool = False
) -> "Callable[[Tensor], Tensor]":
    """The fastest of the two that this build of torch has; Apple's has no such layout."""
    import torch

    if rounded or torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return _Laid(weights, names, rounded=rounded, gelu=gelu)
    return _Linear(weights, names, gelu=gelu)


class _Norm:
    """Brings each token's numbers back to a common size."""

    def __init__(self, weights: Weights, name: str) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def __call__(self, rows: "Tensor") -> "Tensor":
        from torch.nn.functional import layer_norm

        return layer_norm(rows, self._weight.shape, self._weight, self._bias, 1e-12)


class _Layer:
    """Attention and what follows it; between them, and from layer to layer, all is float32."""

    def __init__(self, weights: Weights, name: str, heads: int, *, rounded: bool) -> None:
        linear = partial(_linear, weights, rounded=rounded)
        seen = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        self._heads = heads
        self._seen = linear(*seen)
        self._told = linear(f"{name}.attention.output.dense")
        self._wide = linear(f"{name}.intermediate.dense", gelu=True)
        self._narrow = linear(f"{name}.output.dense")
        self._evened = _Norm(weights, f"{name}.attention.output.LayerNorm")
        self._evened_last = _Norm(weights, f"{name}.output.LayerNorm")

    def __call__(self, rows: "Tensor", alike: Sequence[_Alike]) -> "Tensor":
        rows = self._evened(self._told(self._attended(rows, alike)) + rows)
        return self._evened_last(self._narrow(self._wide(rows)) + rows)

    def _attended(self, rows: "Tensor", alike: Sequence[_Alike]) -> "Tensor":
        """Each token's look at the others of its text; texts of one length go together."""
        import torch

        seen, found = self._seen(rows).float(), torch.empty_like(rows)
        for texts, start, end in alike:
            split = seen[start:end].view(texts, (end - start) // texts, 3, self._heads, -1)
            query, key, value = split.permute(2, 0, 3, 1, 4)
            heads = torch.nn.functional.scaled_dot_product_attention(query, key, value)
            found[start:end] = heads.transpose(1, 2).reshape(end - start, -1)
        return found


class Network:
    """BERT, where a text's vector is the mean of its tokens'."""

    def __init__(self, weights: Weights, layers: int, heads: int, *, rounded: bool) -> None:
        """`weights` by the names that Hugging Face's BertModel gives them."""
        names = ("word", "position", "token_type")
        self._word, self._place, kind = (
            weights[f"embeddings.{name}_embeddings.weight"] for name in names
        )
        self._kind = kind[0]
        self._evened = _Norm(weights, "embeddings.LayerNorm")
        self._layers = [
            _Layer(weights, f"encoder.layer.{layer}", heads, rounded=rounded)
            for layer in range(layers)
        ]

    def vectors(self, texts: Sequence[Sequence[int]]) -> "Vectors":
        """Unit vectors of texts, given as their tokens, shape (texts, dimension)."""
        import torch

        with torch.inference_mode():
            return self._batch(texts).numpy()

    def _batch(self, texts: Sequence[Sequence[int]]) -> "Tensor":
        import torch

        alike = list(_alike([len(text) for text in texts]))
        tokens = torch.tensor(np.concatenate(texts))
        places = torch.cat([torch.arange(len(text)) for text in texts])
        rows = self._evened(self._word[tokens] + self._place[places] + self._kind)
        for layer in self._layers:
            rows = layer(rows, alike)
        means = [rows[s:e].view(texts, -1, rows.shape[1]).mean(1) for texts, s, e in alike]
        return torch.nn.functional.normalize(torch.cat(means), dim=1)


def batches(lengths: Sequence[int], sides: int) -> Iterator[list[int]]:
    """Places of texts of these lengths, longest first, in batches for so many `sides` at once.

    A batch has at most 512 tokens, a long text one by itself.
    """
    most = min(_BATCH, max(_LITTLE, sum(lengths) // sides + 1))
    batch: list[int] = []
    held = 0
    for place in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if batch and held + lengths[place] > most:
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
