"""Files from strangers are read in processes of their own, ended at their limits."""

import logging
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from types import TracebackType
from typing import Any, Self

from ingest.files.archive import Member
from ingest.files.kinds import Kind, kind_of
from ingest.files.process import MEMORY, Ended, Limits, Process
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import Meeting, Passage

_LOG = logging.getLogger(__name__)
_MB = 1_000_000

SMALL = Limits(clock=60, processor=40, memory=1_500 * _MB)
# Text recognition takes seconds a page, in processes that the reader starts.
LARGE = Limits(clock=900, processor=120, memory=3_000 * _MB)
ARCHIVE = Limits(clock=300, processor=120, memory=2_000 * _MB, answer=101 * _MB)
_PLAIN = 1 * _MB  # bytes of text that is read by a process which has read other text before

READERS = {
    Kind.TEXT: "ingest.files.text:read_text",
    Kind.MARKDOWN: "ingest.files.markdown:read_markdown",
    Kind.PDF: "ingest.files.pdf:read_pdf",
    Kind.DOCX: "ingest.files.docx:read_docx",
    Kind.DOC: "ingest.files.doc:read_doc",
    Kind.ODT: "ingest.files.odt:read_odt",
    Kind.RTF: "ingest.files.rtf:read_rtf",
    Kind.HTML: "ingest.files.html:read_html",
}


class Apart:
    """Reads files in other processes: one for all short texts, a new one for every other file.

    The first is started when needed and ends with `close`, or when nobody holds this any longer.
    """

    def __init__(
        self,
        readers: Mapping[Kind, str] = READERS,
        small: Limits = SMALL,
        large: Limits = LARGE,
        archive: Limits = ARCHIVE,
    ) -> None:
        """`readers` name a function each: "ingest.files.pdf:read_pdf"."""
        self._readers = readers
        self._small = small
        self._large = large
        self._archive = archive
        self._shared: Process | None = None

    def read(self, data: bytes, name: str) -> tuple[Meeting, tuple[str, ...]]:
        """The meeting that a file tells of, and what is doubtful; UnreadableMinutes if none."""
        try:
            kind = kind_of(data, name)
        except UnreadableMinutes as error:
            raise UnreadableMinutes(f"{name}: {error}") from error
        if kind not in self._readers:
            raise UnreadableMinutes(
                f"{name}: filen er et arkiv under et andet navn; giv den endelsen .zip, og prøv "
                "igen."
            )
        plain = kind in (Kind.TEXT, Kind.MARKDOWN) and len(data) <= _PLAIN
        found: tuple[Meeting, tuple[str, ...]] = self._asked(
            name, plain, "read", data, name, self._readers[kind]
        )
        return found

    def cut(self, meeting: Meeting, tokens: Callable[[str], int]) -> list[Passage]:
        """The passages of a meeting; `tokens` is asked here, where the model is."""
        plain = len(meeting.text) <= _PLAIN
        found: list[Passage] = self._asked(meeting.source, plain, "cut", meeting, tokens=tokens)
        return found

    def unpack(self, data: bytes, name: str) -> Generator[Member, None, None]:
        """The documents of an archive; UnreadableMinutes when it is refused or breaks off."""
        process = Process()
        try:
            with closing(process.asked(self._archive, "unpack", data)) as messages:
                for kind, said in messages:
                    if kind == "done":
                        return
                    if kind != "member":
                        raise _told(name, kind, said)
                    yield said
        except Ended as error:
            raise UnreadableMinutes(f"{name}: {error}") from error
        finally:
            process.end()

    def _asked(
        self,
        name: str,
        plain: bool,
        command: str,
        *values: Any,
        tokens: Callable[[str], int] = len,
    ) -> Any:
        limits = self._small if plain else self._large
        process = self._standing() if plain else Process()
        keep = False
        try:
            with closing(process.asked(limits, command, *values, tokens=tokens)) as messages:
                kind, said = next(messages)
            # After anything else its memory may not be as it should.
            keep = plain and kind in ("done", "unreadable")
        except Ended as error:
            raise UnreadableMinutes(f"{name}: {error}") from error
        finally:
            if not keep:
                process.end()
        if kind != "done":
            raise _told(name, kind, said)
        return said

    def _standing(self) -> Process:
        if self._shared is None or self._shared.ended:
            self._shared = Process()
        return self._shared

    def close(self) -> None:
        """End the process that is kept; a later file starts another."""
        if self._shared is not None:
            self._shared.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _told(name: str, kind: str, said: str) -> UnreadableMinutes:
    """The error for what a process answered in place of a result."""
    if kind == "unreadable":
        return UnreadableMinutes(said if said.startswith(name) else f"{name}: {said}")
    if kind == "memory":
        return UnreadableMinutes(f"{name}: {MEMORY}")
    if kind == "deep":
        return UnreadableMinutes(
            f"{name}: filen er bygget i for mange lag til at læses; gem den som PDF, og prøv igen."
        )
    _LOG.error("%s: %s", name, said)
    return UnreadableMinutes(
        f"{name}: der skete en fejl i programmet, da filen blev læst; gem den i en anden filtype, "
        "og prøv igen."
    )
