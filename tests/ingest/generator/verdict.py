"""What came of one document."""

from dataclasses import dataclass, field

from .meant import Minutes


@dataclass(slots=True)
class Verdict:
    """How much of one document was read as meant."""

    marks: dict[str, tuple[int, int]] = field(default_factory=dict)  # right, of
    faults: list[str] = field(default_factory=list)

    def mark(self, name: str, right: bool, fault: str = "") -> None:
        """One thing counted, and what was wrong with it."""
        had, of = self.marks.get(name, (0, 0))
        self.marks[name] = (had + right, of + 1)
        if not right and fault:
            self.faults.append(f"{name}: {fault}")


def unread(minutes: Minutes, why: str) -> Verdict:
    """The verdict on a document that could not be read at all."""
    verdict = Verdict(faults=[why])
    parts = sum(len([p for p in point.parts if not p.optional]) for point in minutes.points)
    verdict.marks = {
        "items": (0, len(minutes.points)),
        "sections": (0, parts),
        "date": (0, 1),
        "committee": (0, 1),
        "participants": (0, 1),
        "absences": (0, 1),
        "agenda": (0, 1),
    }
    return verdict
