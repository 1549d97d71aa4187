"""Files into the index: only what changed, each document whole or not at all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest import identity
from ingest.beside import Beside
from ingest.documents import Documents
from ingest.files.apart import Apart
from ingest.header import slug
from ingest.read import Paper, exists, mark, minutes_files, named, papers, refused, whole
from ingest.refusals import Refusals, failed
from ingest.report import heard
from vectorstore.embedder import Embedder
from vectorstore.errors import ReferatError, UnreadableMinutes
from vectorstore.index import Index, Progress
from vectorstore.ledger import hashed
from vectorstore.places import on_disk
from vectorstore.schema import FileOutcome, FileResult, Meeting


@cache
def parser_fingerprint() -> str:
    """A hash of the code that reads and splits minutes: when it changes, files are read again."""
    folder = Path(__file__).parent
    code = sha256()
    for path in sorted(folder.rglob("*.py")):
        code.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return code.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read: the meeting it tells of, and what is doubtful about that."""

    paper: Paper
    meeting: Meeting
    doubts: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it lies, as the ledger has it."""
        return str(self.paper.path)


@dataclass(frozen=True, slots=True)
class Indexing:
    """What indexing needs: the index, a way to get the embedder, and who is told of progress."""

    index: Index
    embedder: Callable[[], Embedder]  # called only when something is to be embedded
    progress: Progress
    apart: Apart = field(default_factory=Apart)  # what reads the files
    municipality: str = ""  # our own: the ids of its meetings do not name it
    folder: Path | None = None  # that the index is made equal to; None where files are added
    unfinished: Callable[[Path], bool] = lambda _: False  # files that somebody is writing
    documents: Documents = field(default_factory=Documents)

    @property
    def parser(self) -> str:
        """What files are read and named by: when it changes, they are read again."""
        return "-".join(filter(None, (parser_fingerprint(), slug(self.municipality))))

    @property
    def beside(self) -> Beside:
        """The meetings that a document's own is told apart from."""
        return Beside(self.index.ledger, self.municipality)

    def add(
        self, files: Sequence[Path], *, by_hand: bool = True, again: bool = True
    ) -> Iterator[FileResult]:
        """Index files; a file that fails is reported and the others go on.

        What is added `by_hand` stays when a folder is synced. What could not be read before is
        tried `again`, or only told of.
        """
        refusals = Refusals(self.index.ledger.unread, self.parser, again=again)
        self.progress.files(len(files))
        try:
            for file in files:
                if self.unfinished(file):
                    self.progress.file_done()
                    continue
                self.progress.file(file.name)
                try:
                    yield from self._file(whole(file), refusals, by_hand=by_hand)
                except UnreadableMinutes as error:
                    yield failed(file.resolve(), str(error))
                self.progress.file_done()
        finally:
            self.apart.close()

    def _file(self, file: Paper, refusals: Refusals, *, by_hand: bool) -> Iterator[FileResult]:
        """Index a file's documents, or tell why it could not be opened, now or the last time."""
        known = list(refusals.known(file))
        yield from known
        if known:
            return
        try:
            for paper in papers(file, self.apart):
                yield from self.one(paper, refusals, by_hand=by_hand)
        except UnreadableMinutes as error:
            yield refusals.remember(file, error)

    def one(self, paper: Paper, refusals: Refusals, *, by_hand: bool) -> Iterator[FileResult]:
        """Index a document, or tell why not."""
        if paper.problem:
            yield failed(paper.path, paper.problem)
            return
        known = list(refusals.known(paper))
        yield from known
        if known:
            return
        same = self.known(paper)
        if same is not None:
            yield self._seen_before(paper, same)
            return
        try:
            reading = self.reading(paper)
        except UnreadableMinutes as error:
            yield refusals.remember(paper, error)
            return
        self.index.ledger.unread.forget([reading.path])
        yield from self.store(reading, by_hand=by_hand)

    def reading(self, paper: Paper) -> Reading:
        """Read a document in a process of its own; UnreadableMinutes when it is no minutes."""
        meeting, doubts = self.apart.read(paper.data, paper.path.name)
        return Reading(paper, self.beside.identified(meeting, str(paper.path)), doubts)

    def known(self, paper: Paper) -> Any | None:
        """The document in the index with these bytes, at this path before others.

        One that another version of the parser has read is not known.
        """
        found = self.documents.with_bytes(self.index.ledger, self.parser, paper.hash)
        return _nearest(found, paper)

    def store(self, reading: Reading, *, by_hand: bool) -> Iterator[FileResult]:
        """Index a document that was read."""
        paper, meeting = reading.paper, reading.meeting
        alike = {"text_hash": hashed(meeting.text), "id": meeting.id, "parser": self.parser}
        same = _nearest(self.index.ledger.documents(**alike).values(), paper)
        if same is not None:
            yield self._seen_before(paper, same)
            return
        self._rename(self.beside.moved_by(meeting, reading.path))
        old = self.index.ledger.documents(id=meeting.id).get(meeting.id)
        before = None if old is None else self.index.ledger.meeting(meeting.id)
        replaced = ""
        if old is not None and before is not None and self._elsewhere(old, reading):
            if identity.rank(meeting) <= identity.rank(before):
                yield _not_in_force(reading, before, old)
                yield from self._told_before(reading)
                return
            replaced = f"afløser {Path(old.path).name}"
        self._put(reading, by_hand if old is None else old.added)
        yield self._stored(
            reading, before, " · ".join(filter(None, (replaced, heard(reading.doubts))))
        )
        yield from self._told_before(reading)

    def _stored(self, reading: Reading, before: Meeting | None, told: str) -> FileResult:
        meeting, count = reading.meeting, len(reading.meeting.items)
        if before is None:
            return FileResult(reading.path, FileOutcome.NEW, meeting.id, count, detail=told)
        self.progress.replaced(before, meeting)
        changed = changed_items(before, meeting)
        return FileResult(reading.path, FileOutcome.UPDATED, meeting.id, count, changed, told)

    def _elsewhere(self, old: Any, reading: Reading) -> bool:
        """Whether another file that stays, and has other words, has told of the meeting."""
        other_words = old.text_hash != hashed(reading.meeting.text)
        return old.path != reading.path and other_words and self._stays(old)

    def _stays(self, row: Any) -> bool:
        """Whether the file of a document is there, and in the folder that the index is to equal."""
        path = Path(row.path)
        outside = self.folder is not None and not path.is_relative_to(self.folder)
        return exists(path) and (row.added or not outside)

    def _rename(self, moved: Sequence[tuple[Meeting, str]]) -> None:
        """Give stored meetings the ids they have beside others of their day."""
        for meeting, name in moved:
            (row,) = self.index.ledger.documents(id=meeting.id).values()
            paper = Paper(Path(row.path), b"")
            self._put(Reading(paper, replace(meeting, id=name)), row.added, row.file_hash)
            self.index.rename(meeting.id, name)

    def _told_before(self, reading: Reading) -> Iterator[FileResult]:
        """Remove the other meeting that this file told of when it was last read."""
        for row in self.index.ledger.documents(path=reading.path).values():
            if row.id != reading.meeting.id:
                self.index.remove(row.id)
                yield FileResult(row.path, FileOutcome.REMOVED, row.id)

    def _seen_before(self, paper: Paper, same: Any) -> FileResult:
        path = str(paper.path)
        if same.path != path and self._stays(same):
            return FileResult(
                path, FileOutcome.DUPLICATE, same.id, detail=f"samme indhold som {same.path}"
            )
        if (same.path, same.file_hash) != (path, paper.hash):
            self.index.ledger.moved(same.id, path, paper.path.name, paper.hash)
        renamed = "filen har fået nyt navn" if same.path != path else ""
        return FileResult(path, FileOutcome.UNCHANGED, same.id, detail=renamed)

    def _put(self, reading: Reading, by_hand: bool, file_hash: str = "") -> None:
        embedder = self.embedder()
        self.index.put(
            reading.meeting,
            self.apart.cut(reading.meeting, embedder.tokens),
            embedder,
            path=reading.path,
            file_hash=file_hash or reading.paper.hash,
            parser=self.parser,
            added=by_hand,
            progress=self.progress,
        )

    def command(self, name: str, names: Sequence[str]) -> Iterator[FileResult]:
        """Run "sync FOLDER", "sync again …", "watch FOLDER UNFINISHED…", "add …" or "remove …"."""
        self.index.check_copies()
        if name == "watch":
            return self.watched(Path(names[0]), {Path(path) for path in names[1:]})
        if name in ("sync", "sync again"):
            return self.sync(Path(names[0]), again=name == "sync again")
        if name == "add":
            return self._add_all([Path(path) for path in names])
        return self.remove(names)

    def _add_all(self, paths: Sequence[Path]) -> Iterator[FileResult]:
        files = [file for path in paths for file in minutes_files(path)]
        for path in paths:
            yield from _not_opened(path)
        yield from self.add(files)

    def sync(self, folder: Path, *, again: bool = False) -> Iterator[FileResult]:
        """Make the index equal to a folder: add what is there, remove what is not.

        What was added by hand from elsewhere stays. A file that could not be read is not tried
        `again` while it and the parser are the same.
        """
        files = minutes_files(folder)
        yield from _not_opened(folder)
        present = {str(file.resolve()) for file in files}
        unopened = set()  # archives that could not be opened keep what was read of them
        inside = replace(self, folder=folder.resolve())
        for result in inside.add(files, by_hand=False, again=again):
            if result.outcome is not FileOutcome.REMOVED:
                present.add(result.path)
            if result.outcome is FileOutcome.FAILED:
                unopened.add(result.path)
            yield result
        for row in self.index.ledger.documents().values():
            file = on_disk(Path(row.path))
            gone = row.path not in present and str(file) not in unopened
            if gone and not row.added and not self.unfinished(file):
                meeting = self.index.ledger.meeting(row.id)
                self.index.remove(row.id)
                self._rename(self.beside.moved_without(meeting, row.path))
                yield FileResult(row.path, FileOutcome.REMOVED, row.id)
        unread = self.index.ledger.unread
        unread.forget([path for path in unread.paths() if path not in present])

    def watched(self, folder: Path, unfinished: Collection[Path]) -> Iterator[FileResult]:
        """The same; files that are unfinished or change meanwhile stay as they are indexed."""
        seen = {file: mark(file) for file in named(folder.resolve())}

        def passed_over(file: Path) -> bool:
            return file in unfinished or (file in seen and mark(file) != seen[file])

        return replace(self, unfinished=passed_over).sync(folder.resolve())

    def remove(self, names: Sequence[str]) -> Iterator[FileResult]:
        """Remove meetings by id or by file name or path; an archive stands for all in it."""
        for name in names:
            rows = self._find(name)
            if not rows:
                raise ReferatError(
                    f"„{name}“ er ikke indlæst. `python -m ingest list` viser, hvad der er."
                )
            for row in rows:
                self.index.remove(row.id)
                yield FileResult(row.path, FileOutcome.REMOVED, row.id)

    def _find(self, name: str) -> list[Any]:
        resolved = Path(name).resolve()
        rows = self.index.ledger.documents().values()
        for row in rows:
            if name in (row.id, row.source) or row.path == str(resolved):
                return [row]
        if resolved.suffix.lower() != ".zip":
            return []
        above = [(row, Path(row.path).parents) for row in rows]
        whole = [row for row, folders in above if resolved in folders]
        return whole or [row for row, folders in above if name in {each.name for each in folders}]


def _nearest(rows: Iterable[Any], paper: Paper) -> Any | None:
    """The row of a document at its own path, else any."""
    return min(rows, key=lambda row: row.path != str(paper.path), default=None)


def _not_opened(folder: Path) -> Iterator[FileResult]:
    for file, told in refused(folder):
        yield failed(file.absolute(), told)


def _not_in_force(reading: Reading, before: Meeting, old: Any) -> FileResult:
    """What becomes of a second document of a meeting that is not its newest correction."""
    meeting, other = reading.meeting, Path(old.path)
    if identity.rank(meeting) < identity.rank(before):
        told = f"afløst af rettet udgave {other.name}"
        return FileResult(reading.path, FileOutcome.SUPERSEDED, meeting.id, detail=told)
    name = reading.paper.path.name
    told = f"{name}: mødet {old.id} er allerede indlæst fra {other} "
    if reading.paper.path.suffix.lower() != other.suffix.lower():
        told += "med lidt anden tekst. Behold den ene af de to filer, og indlæs igen."
    else:
        told += (
            "med et andet indhold. Er den ene en rettelse, så skriv „Rettet referat“ øverst i den; "
            "ellers fjern den ene fil. Indlæs så igen."
        )
    return FileResult(reading.path, FileOutcome.FAILED, meeting.id, detail=told)


def changed_items(before: Meeting, now: Meeting) -> tuple[int, ...]:
    """Numbers of the items that are new, gone or have another text."""
    old = {item.number: before.text[item.start : item.end] for item in before.items}
    new = {item.number: now.text[item.start : item.end] for item in now.items}
    return tuple(number for number in sorted({*old, *new}) if old.get(number) != new.get(number))
