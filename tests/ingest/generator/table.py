"""The results as a table: each form of each feature with what was read right of it."""

from collections import defaultdict
from dataclasses import dataclass, field

from .forms import House
from .verdict import Verdict

SHOWN = ["items", "sections", "date", "committee", "participants", "absences", "agenda", "hidden"]
LOOSE = ["text", "begins", "place", "municipality", "votes", "presence"]


@dataclass(slots=True)
class Tally:
    """Right and all, by form and by what is counted."""

    counts: dict[str, dict[str, list[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: [0, 0]))
    )
    documents: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, house: House, verdict: Verdict) -> None:
        """Count one document under each of its forms."""
        for form in ["all", *house.features()]:
            self.documents[form] += 1
            for name, (right, of) in verdict.marks.items():
                count = self.counts[form][name]
                count[0] += right
                count[1] += of

    def share(self, name: str, form: str = "all") -> float:
        """The share right, 0 to 1; 1 where there was nothing to count."""
        right, of = self.counts[form][name]
        return right / of if of else 1.0


def rows(tally: Tally) -> list[str]:
    """The table's lines, for a terminal."""
    shown = SHOWN + [name for name in LOOSE if tally.counts["all"][name][1]]
    head = f"{'':58}{'docs':>6}" + "".join(f"{name[:8]:>9}" for name in shown)
    lines, feature = [head], ""
    forms = [form for form in tally.documents if form != "all"]
    order = ["all", *sorted(forms, key=lambda form: form.split("=")[0])]
    for form in order:
        name = form.split("=")[0]
        if name != feature:
            lines.append("")
            feature = name
        shares = "".join(f"{100 * tally.share(one, form):9.2f}" for one in shown)
        lines.append(f"{form[:57]:58}{tally.documents[form]:>6}{shares}")
    return lines
