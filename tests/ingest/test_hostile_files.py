"""Files that mean harm are refused or read within limits, with one sentence each."""

import os
from importlib.util import find_spec

import pytest

from tests.ingest.hostile_files import CASES, Case, measured, there

MOST_SECONDS = 180  # of a machine with other things to do
MOST_MB = 3_200


@pytest.mark.skipif(os.name != "posix", reason="peaks of memory are POSIX's to tell")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_is_refused_or_read_within_limits(case: Case) -> None:
    if not there(case):
        pytest.skip(f"ingest.files.{case.reader} is not here")
    if case.name == "låst.pdf" and find_spec("reportlab") is None:
        pytest.skip("reportlab, which makes the file, is not here")
    found = measured(case)
    told = found["told"]
    assert any(part in told if part else told == "" for part in case.told or ("",)), told
    assert "Traceback" not in told and "\n" not in told
    assert found["seconds"] < MOST_SECONDS
    assert found["child"] < MOST_MB and found["own"] < 1_000
