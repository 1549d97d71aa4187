"""Whether the index agrees with itself and has room to grow."""

import os
import shutil
from dataclasses import dataclass

from vectorstore.errors import ReferatError
from vectorstore.index import Index


@dataclass(frozen=True, slots=True)
class Health:
    """Passages in the ledger and in its two copies; -1 for a copy that does not answer."""

    passages: int
    vectors: int
    words: int
    pending: int  # meetings whose copies are not yet made
    model: str  # that the index was made with; "" before anything is indexed
    writable: bool  # the index folder
    free: int  # bytes on its disk

    @property
    def agrees(self) -> bool:
        """Both copies hold what the ledger holds."""
        return self.vectors == self.words == self.passages and not self.pending


def health(index: Index) -> Health:
    """Look now; StoreUnavailable when the ledger itself does not answer."""
    summary = index.ledger.summary()
    folder = index.place.folder
    return Health(
        summary.passages,
        _vectors(index),
        _words(index),
        len(index.ledger.pending()),
        summary.model,
        os.access(folder, os.W_OK),
        shutil.disk_usage(folder).free,
    )


def _vectors(index: Index) -> int:
    try:
        return index.vectors.count()
    except ReferatError:
        return -1


def _words(index: Index) -> int:
    try:
        return index.words.count()
    except ReferatError:
        return -1
