"""python -m tests.ingest.generator [--count N] [--seed S] [--type pdf] [--form items="8. titel"]"""

import argparse
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

from .batch import TYPES, Outcome, made, orders, run
from .forms import TABLES
from .table import LOOSE, Tally, rows


def main() -> None:
    """Make the documents, read them, and print what was right by form and by type."""
    asked = arguments()
    forms = dict(form.split("=", 1) for form in asked.form)
    for name, value in forms.items():
        if value not in TABLES.get(name, {}):
            known = ", ".join(f"{name}={one}" for one in TABLES.get(name, TABLES))
            raise SystemExit(f"--form: {name}={value} is none of {known}")
    tally, outcomes = Tally(), []
    for outcome in run(orders(asked.count, asked.seed, asked.type, forms), asked.processes):
        tally.add(outcome.house, outcome.verdict)
        outcomes.append(outcome)
    print("\n".join(rows(tally)))
    for kind in TYPES:
        of = [outcome for outcome in outcomes if outcome.house.type == kind]
        if of:
            times = [sum(getattr(one, name) for one in of) for name in ("printing", "reading")]
            print(f"{kind}: {len(of)} printed in {times[0]:.1f} s, read in {times[1]:.1f} s")
    print_faults(outcomes)
    if asked.show:
        show([one for one in outcomes if _counted(one)], asked.show, asked.out)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    told = argparse.ArgumentParser(prog="python -m tests.ingest.generator", description=__doc__)
    told.add_argument("--count", type=int, default=2000, help="documents")
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--type", choices=TYPES, default="", help="one file type only")
    told.add_argument(
        "--form", action="append", default=[], help="a feature's form, as in the table"
    )
    told.add_argument("--show", type=int, default=0, help="show this many failures, smallest first")
    told.add_argument("--out", type=Path, help="where the documents shown are saved")
    told.add_argument("--processes", type=int, default=2)
    return told.parse_args()


def print_faults(outcomes: list[Outcome]) -> None:
    """Errors that stop a whole document, with how often."""
    stops = [one.verdict.faults[0][:110] for one in outcomes if _stopped(one)]
    for fault, count in Counter(stops).most_common(12):
        print(f"{count:>5} x {fault}")


def _counted(outcome: Outcome) -> list[str]:
    """The faults of what has to be right, not of what is only shown."""
    return [f for f in outcome.verdict.faults if f.split(":")[0] not in LOOSE]


def _stopped(outcome: Outcome) -> bool:
    faults = outcome.verdict.faults
    return bool(faults) and faults[0].split(":")[0] not in outcome.verdict.marks


def show(failed: list[Outcome], count: int, out: Path | None) -> None:
    """The failures, smallest document first, with the document saved."""
    folder = out or Path(mkdtemp(prefix="generated-"))
    folder.mkdir(parents=True, exist_ok=True)
    sized = sorted(failed, key=lambda one: len(made(one.order)[2].data))
    for outcome in sized[:count]:
        file = made(outcome.order)[2]
        path = folder / f"{outcome.order.seed.replace('/', '-')}{file.suffix}"
        path.write_bytes(file.data)
        print(f"\n=== {path}\n    {'; '.join(outcome.house.features())}")
        for fault in _counted(outcome)[:12]:
            print(f"  - {fault}")


if __name__ == "__main__":
    main()
