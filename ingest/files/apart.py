"""Files from strangers are read in processes of their own, ended at their limits.

A process is a new Python, started and spoken to through pipes; never a fork: the page's process
has PyTorch's and Chroma's threads, whose locks a copy would hold for ever.
"""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

from ingest.files.archive import Member
from ingest.files.kinds import Kind, kind_of
from ingest.files.wire import Broken, TooMuch, receive, send
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import Meeting, Passage

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from ingest.files.worker import main; main()"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use for one request; `answer` is of each message it sends."""

    clock: int  # seconds
    processor: int  # seconds, of each process it starts too
    memory: int  # bytes of address space, the same
    answer: int = 64 * _MB  # bytes


SMALL = Limits(clock=60, processor=40, memory=1_500 * _MB)
# Text recognition takes seconds a page, in processes that the reader starts.
LARGE = Limits(clock=900, processor=120, memory=3_000 * _MB)
ARCHIVE = Limits(clock=300, processor=120, memory=2_000 * _MB, answer=101 * _MB)
_PLAIN = 1 * _MB  # bytes of text that is read by a process which has read other text before

READERS = {
    Kind.TEXT: "ingest.files.text:read_text",
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
        self._shared: _Process | None = None

    def read(self, data: bytes, name: str) -> tuple[Meeting, tuple[str, ...]]:
        """The meeting that a file tells of, and what is doubtful; UnreadableMinutes if none."""
        try:
            kind = kind_of(data, name)
        except UnreadableMinutes as error:
            raise UnreadableMinutes(f"{name}: {error}") from error
        plain = kind is Kind.TEXT and len(data) <= _PLAIN
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
        process = _Process()
        try:
            with closing(process.asked(self._archive, "unpack", data)) as messages:
                for kind, said in messages:
                    if kind == "done":
                        return
                    if kind != "member":
                        raise _told(name, kind, said)
                    yield said
        except _Ended as error:
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
        process = self._standing() if plain else _Process()
        keep = False
        try:
            with closing(process.asked(limits, command, *values, tokens=tokens)) as messages:
                kind, said = next(messages)
            # After anything else its memory may not be as it should.
            keep = plain and kind in ("done", "unreadable")
        except _Ended as error:
            raise UnreadableMinutes(f"{name}: {error}") from error
        finally:
            if not keep:
                process.end()
        if kind != "done":
            raise _told(name, kind, said)
        return said

    def _standing(self) -> "_Process":
        if self._shared is None or self._shared.ended:
            self._shared = _Process()
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
        return UnreadableMinutes(f"{name}: {_MEMORY}")
    if kind == "deep":
        return UnreadableMinutes(
            f"{name}: filen er bygget i for mange lag til at læses; gem den som PDF, og prøv igen."
        )
    _LOG.error("%s: %s", name, said)
    return UnreadableMinutes(
        f"{name}: der skete en fejl i programmet, da filen blev læst; gem den i en anden filtype, "
        "og prøv igen."
    )


_MEMORY = (
    "filen brugte mere hukommelse, end én fil må; del den i mindre, eller gem den i en anden "
    "filtype, og prøv igen."
)


class _Ended(Exception):
    """A process ended before it answered; says why as a clause."""


class _Process:
    """One such process."""

    def __init__(self) -> None:
        # What its libraries leave behind when it is killed goes with this.
        self._scratch = tempfile.TemporaryDirectory(prefix="referat-")
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._scratch.name),
            start_new_session=True,  # Ctrl-C reaches us alone, and what it starts ends with it
        )
        # Also at exit and when it is forgotten, so that none outlives us.
        self.end = weakref.finalize(self, _end, self._popen, self._scratch)
        self._late = False

    @property
    def ended(self) -> bool:
        """Whether it answers no more."""
        return not self.end.alive or self._popen.poll() is not None

    def asked(
        self,
        limits: Limits,
        command: str,
        *values: Any,
        tokens: Callable[[str], int] = len,
    ) -> Generator[tuple[str, Any], None, None]:
        """Its messages until the last; _Ended when it dies or has to be killed."""
        assert self._popen.stdin is not None and self._popen.stdout is not None
        alarm = Timer(limits.clock, self._too_late)
        alarm.daemon = True
        alarm.start()
        try:
            send(self._popen.stdin, (command, limits.processor, limits.memory, values))
            kind = "tokens"
            while kind in ("tokens", "member"):
                kind, said = receive(self._popen.stdout, limits.answer)
                if kind == "tokens":
                    send(self._popen.stdin, tokens(said))
                else:
                    yield kind, said
        except TooMuch:
            raise _Ended(
                "filen blev for stor, da den blev læst; del den i mindre, og prøv igen."
            ) from None
        except Broken:
            raise _Ended(self._why(limits)) from None
        finally:
            alarm.cancel()

    def _too_late(self) -> None:
        self._late = True
        _kill(self._popen)

    def _why(self, limits: Limits) -> str:
        _kill(self._popen)  # what it had started; how it ended itself is settled already
        code = self._popen.wait()
        if self._late or code == -getattr(signal, "SIGXCPU", 0):
            minutes = limits.processor if not self._late else limits.clock
            return (
                f"filen tog mere end {minutes} sekunder at læse og blev opgivet; del den i mindre, "
                "eller gem den i en anden filtype, og prøv igen."
            )
        if code == -getattr(signal, "SIGKILL", 0):  # by the system, when it has no memory left
            return _MEMORY
        _LOG.error("a reading process ended with %s", code)
        return (
            "programmet, der læser filtypen, gik ned på filen; gem den i en anden filtype, "
            "og prøv igen."
        )


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """It and all it has started."""
    if process.returncode is not None:  # its number may be another's by now
        return
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _end(process: "subprocess.Popen[bytes]", scratch: "tempfile.TemporaryDirectory[str]") -> None:
    _kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what was still to be sent has nobody to go to
            if pipe is not None:
                pipe.close()
    with suppress(OSError):
        scratch.cleanup()
