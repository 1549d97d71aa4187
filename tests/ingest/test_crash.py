"""A short run of the crash script, and of what it would catch."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_killed_indexing_loses_halves_and_doubles_nothing() -> None:
    made = subprocess.run(
        [sys.executable, "tests/ingest/crash.py", "--kills", "6", "--seed", "7"],
        cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.startswith("6 kills, during: {")
