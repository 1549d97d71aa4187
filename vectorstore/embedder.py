"""Texts to vectors: by the bundled model, or any other by its name."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Batch = tuple[list[int], Vectors]  # places among the texts, and a vector for each

BUNDLED = "multilingual-e5-small"
_ASKED = 100  # questions whose vectors are kept


class _Model(Protocol):
    """A loaded model, which puts its own prefixes before what it is given."""

    def tokens(self, passage: str) -> int: ...

    def queries(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Iterator[Batch]: ...


class Embedder:
    """A loaded embedding model. `name` is what an index remembers of it."""

    def __init__(self, name: str, model: _Model) -> None:
        self.name = name
        self._model = model
        self._asked: dict[str, Vectors] = {}

    def tokens(self, text: str) -> int:
        """How many tokens the model sees of a text, its prefix and end marks included."""
        return self._model.tokens(text)

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
        return self._model.queries(texts)

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], object] = lambda done: None
    ) -> Vectors:
        """Unit vectors of passages, shape (texts, dimension); `progress` is told of each batch."""
        rows: dict[int, Vectors] = {}
        for places, vectors in self._model.passages(texts):
            rows.update(zip(places, vectors, strict=True))
            progress(len(places))
        return np.stack([rows[at] for at in range(len(texts))]) if texts else np.zeros((0, 0), "f4")


def open_embedder(model: str, cache: Path) -> Embedder:
    """The embedder for a setting's value: "" is the bundled model, unpacked into `cache` once."""
    if not model:
        from vectorstore.bundled_model import unpacked
        from vectorstore.e5 import E5

        return Embedder(BUNDLED, E5(unpacked(cache)))
    from vectorstore.sentence_model import SentenceModel

    return Embedder(model, SentenceModel(model))
