"""`python app.py`: what it says when it starts, and when it cannot."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(folder: Path, **settings: object) -> subprocess.Popen[str]:
    """The program over an empty index."""
    given = {f"REFERAT_{name.upper()}": str(value) for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        cwd=ROOT,
        env={**os.environ, "REFERAT_INDEX": str(folder), **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_it_says_where_the_page_is_and_stops_quietly(tmp_path: Path) -> None:
    port = free_port()
    program = start(tmp_path, port=port)
    assert program.stdout is not None
    told = program.stdout.readline()
    assert told == f"Åbn http://127.0.0.1:{port} i din browser (Ctrl-C stopper).\n"
    program.send_signal(signal.SIGINT)
    assert program.communicate(timeout=20) == ("", "")
    assert program.returncode == 0


def test_a_taken_port_is_one_sentence_that_names_the_setting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said, error = start(tmp_path, port=port).communicate(timeout=60)
    assert said == ""
    assert error == (
        f"Port {port} er optaget af et andet program. "
        "Stop det, eller vælg en anden port med REFERAT_PORT.\n"
    )


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"port": "abc"}, "REFERAT_PORT"),
        ({"host": "203.0.113.7", "open_to_all": 1}, "REFERAT_HOST"),
        ({"users": "anna:hemmelig"}, "python -m web.password"),
        ({"admins": "findes/ikke"}, "REFERAT_ADMINS"),
    ],
)
def test_other_settings_it_cannot_use_end_with_a_sentence_too(
    tmp_path: Path, settings: dict[str, object], part: str
) -> None:
    program = start(tmp_path, **settings)
    _, error = program.communicate(timeout=60)
    assert program.returncode == 1
    assert part in error
    assert "Traceback" not in error and "hemmelig" not in error
