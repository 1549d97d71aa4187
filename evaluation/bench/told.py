"""What was measured, as tables in Danish and as a plot."""

from collections.abc import Sequence
from pathlib import Path

from evaluation.bench.growth import Size
from evaluation.bench.indexing import Again, Beside, Embedding


def speeds(ours: Beside, plain: Beside, same: Embedding, unchanged: Again) -> str:
    """Indexing beside the plain pipeline."""
    rows: list[tuple[str, ...]] = [("", "vores", "enkel", "forhold")]
    for name, seconds in (("tekster/s", "wall"), ("tekster/processorsek.", "cpu")):
        a, b = (same.texts / getattr(side, seconds) for side in (same.ours, same.plain))
        rows.append(_row(f"de samme tekster, {name}", a, b))
    for name, count in (("referater/minut", "documents"), ("tekster/s", "texts")):
        scale = 60 if count == "documents" else 1
        a, b = (scale * getattr(side, count) / side.took.wall for side in (ours, plain))
        rows.append(_row(f"hele vejen, {name}", a, b))
    rows.append(
        _row("tekster pr. referat", ours.texts / ours.documents, plain.texts / plain.documents)
    )
    rows.append(
        _row(
            "processorsek./referat",
            ours.took.cpu / ours.documents,
            plain.took.cpu / plain.documents,
        )
    )
    share = unchanged.again.wall / unchanged.first.wall
    first, again = unchanged.first.wall, unchanged.again.wall
    told = f"{unchanged.files} filer: {first:.0f} s, igen uændret {again:.1f} s ({share:.1%})"
    return f"{_table(rows)}\n\n{told}"


def growth(sizes: Sequence[Size]) -> str:
    """What grows with the index, one row a size; waits are the middle and the 95th of 100."""
    filters = list(sizes[0].waits)
    rows: list[tuple[str, ...]] = [
        ("uddrag", "møder", "side s", "svar s", "MB", "recall@20", *(f"{f} ms" for f in filters))
    ]
    for size in sizes:
        waits = [f"{1000 * size.median(f):.0f} / {1000 * size.slowest(f):.0f}" for f in filters]
        rows.append((
            str(size.passages), str(size.meetings), f"{size.usable:.1f}", f"{size.answered:.1f}",
            f"{size.memory:.0f}", f"{size.recall:.3f}", *waits,
        ))  # fmt: skip
    return _table(rows)


def _row(name: str, ours: float, plain: float) -> tuple[str, ...]:
    return name, f"{ours:.1f}", f"{plain:.1f}", f"{ours / plain:.2f}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def plot(sizes: Sequence[Size], target: Path) -> None:
    """Waits, memory and start against the number of passages, as a picture."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 3.4), layout="constrained")
    waits, memory, start = figure.subplots(1, 3)
    across = [size.passages for size in sizes]
    for name in sizes[0].waits:
        (line,) = waits.plot(across, [1000 * s.median(name) for s in sizes], "o-", label=name)
        slow = [1000 * size.slowest(name) for size in sizes]
        waits.plot(across, slow, "o:", color=line.get_color())
    waits.set_title("Svar, ms: midterste (–) og 95 % (···)")
    waits.legend()
    memory.plot(across, [size.memory for size in sizes], "o-")
    memory.set_title("Sidens hukommelse, MB")
    start.plot(across, [size.usable for size in sizes], "o-", label="siden kan bruges")
    start.plot(across, [size.answered for size in sizes], "o-", label="første svar")
    start.set_title("Fra start, sekunder")
    start.legend()
    for each in (waits, memory, start):
        each.set_xscale("log")
        each.set_ylim(bottom=0)
        each.set_xlabel("uddrag i indekset")
        each.spines[["top", "right"]].set_visible(False)
    figure.savefig(target, dpi=120)
