"""Running the program as its users do, in processes of its own, and timing that."""

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

_ROOT = Path(__file__).parents[2]
_PATIENCE = 600  # seconds until a page that does not answer is given up


class Took(NamedTuple):
    """Seconds on the clock and seconds of processor; what was said."""

    wall: float
    cpu: float
    said: str

    def beyond(self, other: "Took") -> "Took":
        """What this took more than another."""
        return Took(self.wall - other.wall, self.cpu - other.cpu, self.said)


def took(module: str, *arguments: object, **settings: object) -> Took:
    """Run `python -m module arguments` with REFERAT_ settings; CalledProcessError if it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=_ROOT, env=_environment(settings), check=True, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(wall, cpu, done.stdout)


def _environment(settings: Mapping[str, object]) -> dict[str, str]:
    named = {f"REFERAT_{name.upper()}": str(value) for name, value in settings.items()}
    return {**os.environ, **named, "HF_HUB_OFFLINE": "1"}


@dataclass
class Page:
    """The page over an index, started and stopped; times are from its start, in seconds."""

    index: Path
    minutes: Path
    usable: float = 0.0
    answered: float = 0.0

    def __enter__(self) -> "Page":
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._address = f"http://127.0.0.1:{port}"
        settings = {"index": self.index, "minutes": self.minutes, "port": port}
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=_ROOT, env=_environment(settings),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()
        return self

    def _wait(self) -> None:
        import httpx

        # One connection, as a browser's: making a client anew takes longer than many an answer.
        self._client = httpx.Client(base_url=self._address, timeout=_PATIENCE)
        while self._process.poll() is None and time.perf_counter() - self._begun < _PATIENCE:
            try:
                if self._client.get("/").is_success:
                    self.usable = time.perf_counter() - self._begun
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError(f"the page over {self.index} did not start")

    def ask(self, question: str, filters: Mapping[str, Any]) -> float:
        """Seconds from a question to its whole answer, over HTTP."""
        begun = time.perf_counter()
        asked = {"question": question, "filters": dict(filters)}
        self._client.post("/api/ask", json=asked).raise_for_status()
        self.answered = self.answered or time.perf_counter() - self._begun
        return time.perf_counter() - begun

    def asked(self, questions: Sequence[str], filters: Mapping[str, Any]) -> list[float]:
        """The seconds of each, sorted."""
        return sorted(self.ask(question, filters) for question in questions)

    def memory(self) -> float:
        """Megabytes that the page's process holds."""
        told = subprocess.check_output(["ps", "-o", "rss=", "-p", str(self._process.pid)])
        return int(told) / 1024

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._process.terminate()
        self._process.wait()
