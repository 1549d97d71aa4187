"""How near a sentence is in meaning to the texts it should rest on."""

from collections.abc import Callable, Sequence

from retrieval.checks.support import Alike
from vectorstore.embedder import Embedder


def alike(embedder: Callable[[], Embedder]) -> Alike:
    """Cosines by the embedding model, which is loaded at the first need."""

    def cosines(sentence: str, texts: Sequence[str]) -> Sequence[float]:
        model = embedder()
        asked, found = model.query(sentence), model.passages(texts)
        return [float(value) for value in found @ asked]

    return cosines
