"""A document's meeting among those that the index has of its committee that day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import identity
from ingest.read import exists
from vectorstore.ledger import Ledger
from vectorstore.schema import Meeting


@dataclass(frozen=True, slots=True)
class Beside:
    """Tells the meetings of one committee and one day apart by what the ledger has of them."""

    ledger: Ledger
    municipality: str  # our own; "" where it is not set

    def identified(self, meeting: Meeting, path: str) -> Meeting:
        """A meeting read from `path`, with the id it has among what is stored."""
        meeting = replace(meeting, correction=identity.correction(meeting))
        stored = self._stored(meeting, path)
        twins = [not self._apart(each, meeting) for each in stored]
        if any(twins):
            name = identity.ids(stored, self.municipality)[twins.index(True)]
        else:
            name = identity.ids([meeting, *stored], self.municipality)[0]
        return replace(meeting, id=name)

    def _apart(self, one: Meeting, other: Meeting) -> bool:
        """Whether two documents of a committee and a day tell of two meetings."""
        same = identity.same_body(one, other, self.municipality)
        return not same or identity.apart(one, other)

    def moved_by(self, meeting: Meeting, path: str) -> list[tuple[Meeting, str]]:
        """Stored meetings that have another id beside this new one, each with that id."""
        stored = self._stored(meeting, path)
        return self._moved([each for each in stored if self._apart(each, meeting)], [meeting])

    def moved_without(self, meeting: Meeting, path: str) -> list[tuple[Meeting, str]]:
        """The same where this meeting is gone."""
        return self._moved(self._stored(meeting, path), ())

    def _moved(
        self, stored: Sequence[Meeting], others: Sequence[Meeting]
    ) -> list[tuple[Meeting, str]]:
        wanted = identity.ids([*stored, *others], self.municipality)
        pairs = zip(stored, wanted, strict=False)  # of the others the ids are known
        return [(each, name) for each, name in pairs if name != each.id]

    def _stored(self, meeting: Meeting, path: str) -> list[Meeting]:
        """What is stored of the committee's meetings that day, from other files still there."""
        found = []
        for name in self.ledger.same_day(meeting):
            (row,) = self.ledger.documents(id=name).values()
            if row.path != path and exists(Path(row.path)):
                found.append(self.ledger.meeting(name))
        return found
