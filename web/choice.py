"""What the reader limits a conversation to: committees, years, a case."""

from dataclasses import dataclass
from datetime import date

from vectorstore.schema import Filters, IndexSummary


@dataclass(frozen=True, slots=True)
class Choice:
    """The chips that the reader set. Years are whole: 2023 to 2024 is both of them."""

    committees: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    cases: tuple[str, ...] = ()

    def filters(self) -> Filters:
        """As the search takes it."""
        return Filters(
            committees=self.committees,
            first=date(self.first, 1, 1) if self.first else None,
            last=date(self.last, 12, 31) if self.last else None,
            cases=self.cases,
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds of `Limit` are set: "period", "committee", "case"."""
        period = self.first or self.last
        told = (("period", period), ("committee", self.committees), ("case", self.cases))
        return tuple(kind for kind, given in told if given)


def held_years(summary: IndexSummary) -> list[int]:
    """The years that have minutes, newest first."""
    return sorted({meeting.held.year for meeting in summary.meetings}, reverse=True)
