"""Readers that misbehave, named to the process that reads apart; no test runs them here."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.document import Document
from vectorstore.errors import UnreadableMinutes


def as_text(data: bytes) -> Document:
    """Two pages of what follows the first line."""
    text = data.partition(b"\n")[2].decode()
    return Document(
        text, pages=(0, text.index("Beslutning")), doubts=("Side 2 er læst med tekstgenkendelse.",)
    )


def refuses(data: bytes) -> Document:
    raise UnreadableMinutes("PDF-filen er låst med en adgangskode; gem den uden, og prøv igen.")


def hangs(data: bytes) -> Document:
    while True:
        time.sleep(1)


def loops(data: bytes) -> Document:
    while True:
        pass


def eats_memory(data: bytes) -> Document:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def dies(data: bytes) -> Document:
    os.abort()


def fails(data: bytes) -> Document:
    raise KeyError("font")


def digs(data: bytes) -> Document:
    return digs(data)


def prints(data: bytes) -> Document:
    os.write(1, b"library says hello\n" * 100)
    print("and so does this")
    return as_text(data)


class Command:
    """What a file that has taken over its process might answer."""

    def __init__(self, touched: str) -> None:
        self.touched = touched

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.touched}",)


def talks_back(data: bytes) -> Document:
    from ingest.files import worker

    send, answer = worker.send, Command(data.removeprefix(b"%PDF-").decode())
    worker.send = lambda stream, said: send(stream, ("done", answer))
    raise UnreadableMinutes


def starts_another(data: bytes) -> Document:
    """Leaves a file and a process behind, as text recognition does when it is killed."""
    place = Path(data.partition(b"\n")[2].decode().strip())
    handle, name = tempfile.mkstemp()
    os.close(handle)
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    place.write_text(f"{child.pid} {name}")
    return hangs(data)
