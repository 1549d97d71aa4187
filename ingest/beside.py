"""A document's meeting among those that the index has of its body that day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import identity
from ingest.read import exists
from vectorstore.ledger import Ledger
from vectorstore.schema import Meeting


@dataclass(frozen=True, slots=True)
class Beside:
    """Tells the meetings of one body and one day apart by what the ledger has of them."""

    ledger: Ledger
    municipality: str  # our own

    def identified(self, meeting: Meeting, path: str) -> Meeting:
        """A meeting read from `path`, with the id it has among what is stored."""
        meeting = replace(meeting, correction=identity.correction(meeting))
        stored = self._stored(meeting, path)
        twin = next((each for each in stored if not identity.apart(each, meeting)), None)
        alone = identity.ids([meeting, *stored], self.municipality)[0]
        return replace(meeting, id=twin.id if twin is not None else alone)

    def moved_by(self, meeting: Meeting, path: str) -> list[tuple[Meeting, str]]:
        """Stored meetings that have another id beside this new one, each with that id."""
        stored = self._stored(meeting, path)
        return self._moved([each for each in stored if identity.apart(each, meeting)], [meeting])

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
        """What is stored of the body's meetings that day, from other files that are still there."""
        found = []
        for name in self.ledger.same_day(meeting):
            (row,) = self.ledger.documents(id=name).values()
            if row.path != path and exists(Path(row.path)):
                found.append(self.ledger.meeting(name))
        return found
