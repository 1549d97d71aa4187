"""Files into the index: only what changed, each document whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest import identity
from ingest.header import slug
from ingest.parse import parse
from ingest.read import minutes_files, read_text
from ingest.split import passages
from vectorstore.embedder import Embedder
from vectorstore.errors import ReferatError, UnreadableMinutes
from vectorstore.index import Index, Progress
from vectorstore.ledger import hashed
from vectorstore.schema import FileOutcome, FileResult, Meeting


@cache
def parser_fingerprint() -> str:
    """A hash of the code that reads and splits minutes: when it changes, files are read again."""
    folder = Path(__file__).parent
    code = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return sha256(code).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Indexing:
    """What indexing needs: the index, a way to get the embedder, and who is told of progress."""

    index: Index
    embedder: Callable[[], Embedder]  # called only when something is to be embedded
    progress: Progress
    municipality: str = ""  # our own: the ids of its meetings do not name it

    @property
    def parser(self) -> str:
        """What files are read and named by: when it changes, they are read again."""
        return "-".join(filter(None, (parser_fingerprint(), slug(self.municipality))))

    def add(self, files: Sequence[Path], *, by_hand: bool = True) -> Iterator[FileResult]:
        """Index files; a file that fails is reported and the others go on.

        What is added `by_hand` stays when a folder is synced.
        """
        self.progress.files(len(files))
        for file in files:
            self.progress.file(file.name)
            try:
                result = self.one(file, by_hand=by_hand)
            except UnreadableMinutes as error:
                result = FileResult(str(file), FileOutcome.FAILED, detail=str(error))
            self.progress.file_done()
            yield result

    def one(self, file: Path, *, by_hand: bool) -> FileResult:
        """Index a file; UnreadableMinutes when it is no minutes."""
        path = str(file.resolve())
        text = read_text(file)
        known = self.index.ledger.documents()
        same = next((row for row in known.values() if row.text_hash == hashed(text)), None)
        if same is not None and same.parser == self.parser:
            return self._seen_before(path, file, same)
        meeting = self.identified(parse(text, file.name), path)
        self._make_way(meeting, path)
        old = self.index.ledger.documents().get(meeting.id)
        before = None if old is None else self.index.ledger.meeting(meeting.id)
        replaces = ""
        if old is not None and before is not None and old.path != path and Path(old.path).exists():
            other = Path(old.path).name
            if identity.rank(meeting) <= identity.rank(before):
                return self._not_in_force(path, meeting, before, other)
            replaces = f"afløser {other}"
        self._store(meeting, path, by_hand if old is None else old.added)
        if before is None:
            return FileResult(path, FileOutcome.NEW, meeting.id, len(meeting.items))
        self.progress.replaced(before, meeting)
        changed = changed_items(before, meeting)
        done = FileResult(path, FileOutcome.UPDATED, meeting.id, len(meeting.items), changed)
        return replace(done, detail=replaces)

    def identified(self, meeting: Meeting, path: str) -> Meeting:
        """A meeting read from `path` with its own id among what is stored of its body that day."""
        meeting = replace(meeting, correction=identity.correction(meeting))
        beside = self._stored_beside(meeting, path)
        twin = next((each for each in beside if not identity.apart(each, meeting)), None)
        alone = identity.ids([meeting, *beside], self.municipality)[0]
        return replace(meeting, id=twin.id if twin is not None else alone)

    def _stored_beside(self, meeting: Meeting, path: str) -> list[Meeting]:
        ledger = self.index.ledger
        rows = ledger.documents()
        beside = (rows[each] for each in ledger.same_day(meeting))
        return [
            ledger.meeting(row.id) for row in beside if row.path != path and Path(row.path).exists()
        ]

    def _not_in_force(self, path: str, meeting: Meeting, before: Meeting, other: str) -> FileResult:
        """What becomes of a second document of a meeting that is not the newest correction."""
        name = Path(path).name
        if identity.rank(meeting) < identity.rank(before):
            told = f"afløst af rettet udgave {other}"
            return FileResult(path, FileOutcome.SUPERSEDED, meeting.id, detail=told)
        return FileResult(
            path,
            FileOutcome.FAILED,
            meeting.id,
            detail=f"{name}: mødet {meeting.id} er allerede indlæst fra {other} med et andet "
            "indhold. Er den ene en rettelse, så skriv „Rettet referat“ øverst i den; ellers fjern "
            "den ene fil. Indlæs så igen.",
        )

    def _make_way(self, meeting: Meeting, path: str) -> None:
        """Give the body's other meetings that day the ids they have beside this one.

        A file's earlier meeting goes where the file now tells of another.
        """
        for row in self.index.ledger.documents().values():
            if row.path == path and row.id != meeting.id:
                self.index.remove(row.id)
        stored = self._stored_beside(meeting, path)
        beside = [each for each in stored if identity.apart(each, meeting)]
        self._renamed(beside, [meeting])

    def _renamed(self, stored: Sequence[Meeting], others: Sequence[Meeting]) -> None:
        rows = self.index.ledger.documents()
        wanted = identity.ids([*stored, *others], self.municipality)
        for each, now in zip(stored, wanted, strict=False):
            if now != each.id:
                row = rows[each.id]
                self._store(replace(each, id=now), row.path, row.added)
                self.index.remove(each.id)

    def _seen_before(self, path: str, file: Path, same: Any) -> FileResult:
        if same.path == path:
            return FileResult(path, FileOutcome.UNCHANGED, same.id)
        if Path(same.path).exists():
            return FileResult(
                path, FileOutcome.DUPLICATE, same.id, detail=f"samme indhold som {same.path}"
            )
        self.index.ledger.moved(same.id, path, file.name)
        return FileResult(path, FileOutcome.UNCHANGED, same.id, detail="filen har fået nyt navn")

    def _store(self, meeting: Meeting, path: str, by_hand: bool) -> None:
        embedder = self.embedder()
        self.index.put(
            meeting,
            passages(meeting, embedder.tokens),
            embedder,
            path=path,
            parser=self.parser,
            added=by_hand,
            progress=self.progress,
        )

    def command(self, name: str, names: Sequence[str]) -> Iterator[FileResult]:
        """Run "sync FOLDER", "add PATH…" or "remove MEETING…"."""
        if name == "sync":
            return self.sync(Path(names[0]))
        if name == "add":
            return self.add([file for path in names for file in minutes_files(Path(path))])
        return self.remove(names)

    def sync(self, folder: Path) -> Iterator[FileResult]:
        """Make the index equal to a folder: add what is there, remove what is not.

        What was added by hand from elsewhere stays.
        """
        files = minutes_files(folder)
        yield from self.add(files, by_hand=False)
        present = {str(file.resolve()) for file in files}
        for row in self.index.ledger.documents().values():
            if row.path not in present and not row.added:
                gone = self.index.ledger.meeting(row.id)
                self.index.remove(row.id)
                self._renamed(self._stored_beside(gone, row.path), ())
                yield FileResult(row.path, FileOutcome.REMOVED, row.id)
        self.index.ledger.forget_unused_vectors()

    def remove(self, names: Sequence[str]) -> Iterator[FileResult]:
        """Remove meetings by id or by their file's name or path."""
        for name in names:
            row = self._find(name)
            if row is None:
                raise ReferatError(
                    f"„{name}“ er ikke indlæst. `python -m ingest list` viser, hvad der er."
                )
            self.index.remove(row.id)
            yield FileResult(row.path, FileOutcome.REMOVED, row.id)

    def _find(self, name: str) -> Any | None:
        resolved = str(Path(name).resolve())
        documents = self.index.ledger.documents().values()
        return next(
            (row for row in documents if name in (row.id, row.source) or row.path == resolved), None
        )


def changed_items(before: Meeting, now: Meeting) -> tuple[int, ...]:
    """Numbers of the items that are new, gone or have another text."""
    old = {item.number: before.text[item.start : item.end] for item in before.items}
    new = {item.number: now.text[item.start : item.end] for item in now.items}
    return tuple(number for number in sorted({*old, *new}) if old.get(number) != new.get(number))
