"""What administration works with: the folder of minutes, the index over it, and what may be done.

web does not know ingest: app.py hands over what it needs.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from vectorstore.index import Index, Progress
from vectorstore.schema import FileResult

Work = Callable[[str, Sequence[str], Progress], Generator[FileResult, None, None]]


class Feedback(Protocol):
    """What a reader said of an answer."""

    @property
    def at(self) -> datetime: ...
    @property
    def question(self) -> str: ...
    @property
    def good(self) -> bool: ...
    @property
    def reason(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def key(self) -> str: ...


class Unanswered(Protocol):
    """A question that was refused, equal ones counted."""

    @property
    def question(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def times(self) -> int: ...
    @property
    def last(self) -> datetime: ...


class KeptLists(Protocol):
    """The lists that readers' use leaves behind."""

    def feedback(self) -> Sequence[Feedback]:
        """Newest first."""
        ...

    def unanswered(self) -> Sequence[Unanswered]:
        """Newest first."""
        ...

    def links_to(self, meeting: str) -> int:
        """How many kept answers cite a meeting."""
        ...

    def forget(self, kind: str, key: str) -> None:
        """Remove an entry of "feedback", by its key, or of "unanswered", by its question."""
        ...


@dataclass(frozen=True, slots=True)
class Archive:
    """The minutes and the index over them. `work` runs one command and tells of each file."""

    folder: Path
    index: Index
    model: str  # that the settings name
    suffixes: tuple[str, ...]  # of files that can be read: ".txt"
    work: Work
    kept: KeptLists
