"""The real servers of a shared index, and pages over it, as processes that can be stopped."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def postgres_programs() -> Path:
    """The folder of initdb and pg_ctl; Debian keeps them out of the path."""
    found = [Path(path).parent for path in [shutil.which("pg_ctl")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in found:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    pytest.skip("PostgreSQL is not installed, and `make servers` found no apt-get to do it with")


class Postgres:
    """A cluster of its own in a temporary folder, run by an unprivileged user."""

    def __init__(self) -> None:
        self._programs = postgres_programs()
        self._folder = Path(tempfile.mkdtemp(prefix="referat-postgres-"))
        self._user = "postgres" if os.geteuid() == 0 else None  # initdb refuses root
        if self._user:
            shutil.chown(self._folder, self._user)
        self.port = free_port()
        made = ["-A", "trust", "-U", "referat", "-E", "UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", *made)
        self.start()
        # Every server has this one; "postgres" is as good a name as any for a test's own.
        self.url = f"postgresql+psycopg://referat:hemmelig@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        asked = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
            f" -c unix_socket_directories={self._folder}"
        )
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", asked, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *words]
        subprocess.run(
            command, user=self._user, cwd=self._folder, check=True, stdout=subprocess.DEVNULL
        )


class Chroma:
    """`chroma run` over a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        program = Path(sys.executable).with_name("chroma")
        self._process = subprocess.Popen(
            [program, "run", "--path", self._folder, "--host", "127.0.0.1", "--port",
             str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(f"{self.url}/api/v2/heartbeat")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


def wait_for(url: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise TimeoutError(url)


@dataclass
class Machine:
    """A machine of the layout: its own folder, the servers in common."""

    folder: Path
    settings: dict[str, str]
    port: int = field(default_factory=free_port)

    def environment(self) -> dict[str, str]:
        own = {"REFERAT_INDEX": str(self.folder), "REFERAT_PORT": str(self.port)}
        return {**os.environ, **self.settings, **own}

    def ingest(self, *words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ingest", *map(str, words)],
            cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip

    def page(self) -> "Page":
        program = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return Page(f"http://127.0.0.1:{self.port}", program)


@dataclass(frozen=True)
class Page:
    """A running `python app.py`."""

    url: str
    program: subprocess.Popen[str]

    def ready(self) -> None:
        assert self.program.stdout is not None
        assert self.program.stdout.readline().startswith("Åbn ")

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, timeout=60)

    def ask(self, question: str) -> httpx.Response:
        return httpx.post(self.url + "/api/ask", json={"question": question}, timeout=120)

    def health(self) -> tuple[int, str]:
        told = self.get("/health")
        return told.status_code, told.json()["status"]

    def stop(self) -> None:
        self.program.send_signal(signal.SIGINT)
        self.program.communicate(timeout=60)
