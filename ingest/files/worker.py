"""The process that reads a file: limits itself, then answers one request after another.

Started by ingest.files.apart. The standard library alone is imported before there is work.
"""

import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any, BinaryIO

from ingest.document import Document
from ingest.files.wire import SCRATCH, Broken, receive, send
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import Meeting

LONGEST = 4_000_000  # characters of a document: about 1,500 pages
_ASKED = 1_000  # texts whose count is remembered
_ANY = 1 << 40  # bytes of a request, which comes from ourselves


def main() -> None:
    """Answer until the other end is closed."""
    answers = _protected_output()
    requests = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    _end_with(os.getppid())
    try:
        while True:
            command, seconds, memory, values = receive(requests, _ANY)
            _limit(seconds, memory)
            _answer(command, values, requests, answers)
    except Broken:
        _leave()


def _protected_output() -> BinaryIO:
    """What answers are written to; a library that prints writes into nothing."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _end_with(parent: int) -> None:
    """End when the one that started us is gone, though a file is being read."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        _leave()

    threading.Thread(target=watch, daemon=True).start()


def _leave() -> None:
    """End, with all that was started, when nobody is there to clear up after us."""
    shutil.rmtree(os.environ[SCRATCH], ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)  # our own group: we lead it
    os._exit(1)


def _limit(seconds: int, memory: int) -> None:
    """Processor seconds from now on, bytes of memory; where the system has no limits, none."""
    try:
        import resource
    except ImportError:  # Windows: the other end still counts the time on the clock
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    for what, limit in (
        (resource.RLIMIT_CPU, until),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (limit if hard < 0 else min(limit, hard), hard))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS but refuses it
            continue


def _answer(command: str, values: tuple[Any, ...], requests: BinaryIO, answers: BinaryIO) -> None:
    try:
        done = _COMMANDS[command](requests, answers, *values)
        send(answers, ("done", done))
    except UnreadableMinutes as error:
        send(answers, ("unreadable", str(error)))
    except MemoryError:
        send(answers, ("memory", ""))
    except RecursionError:
        send(answers, ("deep", ""))
    except Broken:
        raise
    except Exception:
        send(answers, ("bug", traceback.format_exc(limit=-8)))


def _read(
    _requests: BinaryIO, _answers: BinaryIO, data: bytes, name: str, reader: str
) -> tuple[Meeting, tuple[str, ...]]:
    """The meeting that a file tells of, and what there is to say of how it was read."""
    from ingest.accounting import accounted
    from ingest.parse import parse

    document = _extracted(data, name, reader)
    meeting = parse(document, name)
    return accounted(document, meeting)


def _extracted(data: bytes, name: str, reader: str) -> Document:
    """A file's text, by a reader such as "ingest.files.pdf:read_pdf"."""
    module, _, function = reader.partition(":")
    try:
        read: Callable[[bytes], Document] = getattr(import_module(module), function)
        document = read(data)
    except UnreadableMinutes as error:
        raise UnreadableMinutes(f"{name}: {error}") from error
    if len(document.text) > LONGEST:
        raise UnreadableMinutes(
            f"{name}: teksten er på {len(document.text) / 1_000_000:.0f} millioner tegn; et "
            f"referat kan højst være på {LONGEST // 1_000_000}. Del filen, og prøv igen."
        )
    return document


def _cut(requests: BinaryIO, answers: BinaryIO, meeting: Meeting) -> Any:
    """The passages of a meeting; how many tokens a text has is asked of the other end."""
    from ingest.split import passages

    @lru_cache(_ASKED)  # the same context heads many passages
    def tokens(text: str) -> int:
        send(answers, ("tokens", text))
        return int(receive(requests, _ANY))

    return passages(meeting, tokens)


def _unpack(_requests: BinaryIO, answers: BinaryIO, data: bytes) -> None:
    """Each document of an archive as a message of its own."""
    from ingest.files.archive import members

    for member in members(data):
        send(answers, ("member", member))


_COMMANDS: dict[str, Callable[..., Any]] = {"read": _read, "cut": _cut, "unpack": _unpack}

if __name__ == "__main__":
    sys.exit("Started by ingest.files.apart only.")
