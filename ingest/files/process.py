"""A process that reads files: started, asked and ended.

A new Python spoken to through pipes, never a fork: the page's process has PyTorch's and Chroma's
threads, whose locks a copy would hold for ever.
"""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

from ingest.files.wire import SCRATCH, Broken, TooMuch, receive, send

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from ingest.files.worker import main; main()"
MEMORY = (
    "filen brugte mere hukommelse, end én fil må; del den i mindre, eller gem den i en anden "
    "filtype, og prøv igen."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use for one request; `answer` is of each message it sends."""

    clock: int  # seconds, of each member of an archive anew
    processor: int  # seconds, of each process it starts too
    memory: int  # bytes of address space, the same
    answer: int = 64_000_000  # bytes


class Ended(Exception):
    """A process ended before it answered; says why as a clause."""


class Process:
    """One such process."""

    def __init__(self) -> None:
        # What its libraries leave behind when it is killed goes with this.
        self._scratch = tempfile.TemporaryDirectory(prefix="referat-")
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP", SCRATCH), self._scratch.name),
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
        """Its messages until the last; Ended when it dies or has to be killed."""
        assert self._popen.stdin is not None and self._popen.stdout is not None
        alarm = self._alarm(limits)
        try:
            send(self._popen.stdin, (command, limits.processor, limits.memory, values))
            kind = "tokens"
            while kind in ("tokens", "member"):
                kind, said = receive(self._popen.stdout, limits.answer)
                if kind == "tokens":
                    send(self._popen.stdin, tokens(said))
                else:
                    alarm.cancel()  # what is done with a member of an archive is not its time
                    yield kind, said
                    alarm = self._alarm(limits)
        except TooMuch:
            raise Ended(
                "filen blev for stor, da den blev læst; del den i mindre, og prøv igen."
            ) from None
        except Broken:
            raise Ended(self._why(limits)) from None
        finally:
            alarm.cancel()

    def _alarm(self, limits: Limits) -> Timer:
        alarm = Timer(limits.clock, self._too_late)
        alarm.daemon = True
        alarm.start()
        return alarm

    def _too_late(self) -> None:
        self._late = True
        _kill(self._popen)

    def _why(self, limits: Limits) -> str:
        _kill(self._popen)  # what it had started; how it ended itself is settled already
        code = self._popen.wait()
        if self._late or code == -getattr(signal, "SIGXCPU", 0):
            seconds = limits.clock if self._late else limits.processor
            return (
                f"filen tog mere end {seconds} sekunder at læse og blev opgivet; del den i mindre, "
                "eller gem den i en anden filtype, og prøv igen."
            )
        if code == -getattr(signal, "SIGKILL", 0):  # by the system, when it has no memory left
            return MEMORY
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
