"""The progress bar of indexing, on stderr."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ingest.report import counted
from vectorstore.index import Progress

if TYPE_CHECKING:
    from settings import Settings
    from vectorstore.embedder import Embedder


class Bar(Progress):
    """Counts files, the one at hand by its embedded share; shown once there is work to do."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._files = 0
        self._done = 0
        self._at = 0.0  # in files
        self._share = 1.0  # of a file, that one text is
        self._embedder: Embedder | None = None

    def loading(self, settings: "Settings") -> "Embedder":
        """The embedder, loaded at first need with a word about it."""
        if self._embedder is None:
            from vectorstore.embedder import open_embedder

            self.say("Indlæser sprogmodellen …")
            self._embedder = open_embedder(settings.embedding_model, settings.cache)
        return self._embedder

    def files(self, count: int) -> None:
        """So many files will be looked at, from the first."""
        self._files, self._done, self._at = count, 0, 0.0

    def expects(self, texts: int) -> None:
        """The file at hand has so many texts to embed."""
        self._share = 1.0 / max(texts, 1)
        if self._bar is None and texts:
            from tqdm import tqdm

            self._bar = tqdm(
                desc="Indekserer",
                total=self._files,
                initial=self._done,
                bar_format="{desc}: {percentage:3.0f} % |{bar}| {elapsed}, {remaining} tilbage",
                file=sys.stderr,
                dynamic_ncols=True,
            )

    def advance(self, texts: int) -> None:
        """So many of them have been embedded."""
        self._to(min(self._at + texts * self._share, self._done + 1.0))

    def file_done(self) -> None:
        """The file at hand is finished, whatever became of it."""
        self._done += 1
        self._to(float(self._done))
        if self._done == self._files:
            self._close()

    def interrupted(self) -> str:
        """What a user is told who stopped the work: what is done, and what remains; "" if none."""
        if not self._files:
            return ""
        left = self._files - self._done
        return (
            f"Afbrudt: {self._done} af {counted(self._files, 'fil')} er set efter, "
            f"{left} mangler. Alt, der er indlæst, er helt; kør kommandoen igen for resten."
        )

    def _to(self, at: float) -> None:
        if self._bar is not None:
            self._bar.update(at - self._at)
        self._at = at

    def say(self, text: str) -> None:
        """Print a line without breaking the bar."""
        if self._bar is None:
            print(text, flush=True)
        else:
            self._bar.write(text)
            sys.stdout.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
