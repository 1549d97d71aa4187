"""Synthetic minutes in every form and file type: what is read of them is what was meant.

`python -m tests.ingest.generator --show 5` shows what is weak, by form and by type.
"""

import pytest

from tests.ingest.generator.batch import TYPES, Outcome, orders, run
from tests.ingest.generator.table import Tally

COUNT, SEED = 2000, 2024
# Exactly right, of all that was meant.
LEAST = {
    "items": 0.995,
    "sections": 0.995,
    "date": 0.999,
    "committee": 0.999,
    "participants": 0.995,
    "hidden": 1.0,  # nothing below a closed heading is ever shown
}


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(run(orders(COUNT, SEED)))


@pytest.fixture(scope="module")
def tally(outcomes: list[Outcome]) -> Tally:
    found = Tally()
    for outcome in outcomes:
        found.add(outcome.house, outcome.verdict)
    return found


def test_the_run_is_as_large_as_promised(tally: Tally) -> None:
    assert tally.documents["all"] >= COUNT
    assert all(tally.documents[f"type={kind}"] for kind in TYPES)


@pytest.mark.parametrize("name", LEAST)
def test_documents_are_read_as_they_were_meant(
    name: str, tally: Tally, outcomes: list[Outcome]
) -> None:
    faults = [
        f"{outcome.order.seed}: {fault}"
        for outcome in outcomes
        for fault in outcome.verdict.faults
        if fault.startswith(f"{name}: ") or "items" not in outcome.verdict.marks
    ]
    shown = "\n".join(faults[:20])
    assert tally.share(name) >= LEAST[name], f"{tally.share(name):.4f} of {name}\n{shown}"
