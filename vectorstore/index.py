"""The index: the ledger with its two copies, and the lock that lets one process write at a time."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from vectorstore import soundness
from vectorstore.chroma import Server, VectorIndex
from vectorstore.chroma import erase as erase_vectors
from vectorstore.danish import fingerprint
from vectorstore.database import on_server
from vectorstore.embedder import Embedder, Vectors
from vectorstore.erasure import erase as erase_kept
from vectorstore.erasure import overwrite as overwrite_kept
from vectorstore.erasure import rename as rename_kept
from vectorstore.errors import IndexBusy, StoreUnavailable
from vectorstore.exact import FEW, ExactSearch
from vectorstore.ledger import Ledger, hashed, unit_embedded
from vectorstore.schema import Meeting, Passage
from vectorstore.word_search import WordSearch, open_words
from vectorstore.words import erase as erase_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where an index lives: a folder, and servers in place of the folder's own stores."""

    folder: Path
    chroma_url: str = ""
    database_url: str = field(default="", repr=False)  # may hold a password
    chroma_tenant: str = ""
    chroma_database: str = ""
    chroma_key: str = field(default="", repr=False)

    @property
    def ledger_url(self) -> str:
        """The ledger's address for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.folder / 'ledger.db'}"

    @property
    def kept_url(self) -> str:
        """The address of what outlives an index: answers under a permanent link, feedback."""
        return self.database_url if self.shared else f"sqlite:///{self.folder / 'kept.db'}"

    @property
    def shared(self) -> bool:
        """Whether servers hold all of it, so that any machine's processes may use it at once."""
        return bool(self.chroma_url) and on_server(self.database_url)


class Index:
    """Opens everything; what a crash left half copied is finished by the next writer."""

    def __init__(self, place: Place, *, at_once: bool = True) -> None:
        """StoreUnavailable when a part cannot be opened, IndexMismatch when it is another's.

        Chroma's folder is opened `at_once` or when it is first needed: that takes half a second,
        and a folder of minutes that did not change needs it not at all.
        """
        self.place = place
        try:
            place.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(
                f"Indeksmappen {place.folder} kan ikke oprettes ({error.strerror}). "
                "Vælg en anden med REFERAT_INDEX."
            ) from error
        soundness.check_folder(place.folder)
        soundness.check_files(place.folder, not place.database_url, not place.chroma_url)
        self.ledger = Ledger(place.ledger_url)
        self.vectors = VectorIndex(
            place.folder / "chroma", self._server(), at_once=at_once or bool(place.chroma_url)
        )
        self.words: WordSearch = open_words(place.folder / "words", self.ledger.database)
        self.exact = ExactSearch(self.ledger)
        self._made, self._seen = self.ledger.made, self.ledger.revision()

    def _server(self) -> Server | None:
        """The Chroma server, with a collection that no other ledger's database has."""
        place = self.place
        if not place.chroma_url:
            return None
        name = hashed(f"{self.ledger.id()} {self.ledger.database.name}")[:16]
        return Server(
            place.chroma_url,
            f"referat-{name}",
            place.chroma_tenant,
            place.chroma_database,
            place.chroma_key,
        )

    def refresh(self) -> bool:
        """Look at what another process has written; True when something changed.

        What was written through here is seen already: to open Chroma anew after each of a folder's
        files would take a second of an answer at 20,000 passages.
        """
        made, revision = self.ledger.made, self.ledger.revision()
        if revision == self._seen:
            return False
        if revision - self._seen != made - self._made:
            self.vectors.refresh()
            self.words.refresh()
        self.exact.forget_changed()
        self._made, self._seen = made, revision
        return True

    def nearest(
        self, vector: Vectors, limit: int, meetings: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with cosine similarity, best first; `meetings` None is all."""
        if meetings is not None and len(meetings) <= FEW:
            return self.exact.search(vector, limit, meetings)
        return self.vectors.search(vector, limit, meetings)

    @contextmanager
    def writing(self) -> Iterator[int]:
        """Hold the index for writing; IndexBusy when another process does.

        Gives the number of meetings whose copies `finish` made first. What was removed meanwhile is
        overwritten at the end, or by the next writer where this one was interrupted.
        """
        with self._alone():
            if self.vectors.opened:
                self._about_to_change()
            try:
                yield self.finish()
            except GeneratorExit:  # who asked for the results wants no more of them
                self._settle()
                raise
            self._settle()

    def _alone(self) -> AbstractContextManager[None]:
        """The lock: PostgreSQL's own for all machines, else a file's for this one."""
        if on_server(self.place.database_url):
            return self.ledger.database.one_writer()
        return _locked(self.place.folder)

    def _settle(self) -> None:
        if self.ledger.holds_removed():
            self.overwrite()
        if not self.place.chroma_url and self.vectors.opened:
            self.vectors.count()  # Chroma writes what it put off
            soundness.note_vectors(self.place.folder / "chroma")

    def _about_to_change(self) -> None:
        """Chroma's files are not what was noted of them any more."""
        if not self.place.chroma_url:
            soundness.forget_vectors(self.place.folder / "chroma")
        if not self.vectors.opened:
            self.vectors.open()
            self.check_copies()

    def check_copies(self) -> None:
        """StoreUnavailable where a copy holds more or less than the ledger says it should.

        Chroma is not opened for it.
        """
        revision, pending = self.ledger.revision(), self.ledger.pending()
        wanted, words = self.ledger.count(), self.words.count()
        vectors = self.vectors.count() if self.vectors.opened else wanted
        if not wanted or pending or not revision == self._seen == self.ledger.revision():
            return  # empty, being written, or not yet looked at again
        for what, held in (("mening", vectors), ("ord", words)):
            if held != wanted:
                raise StoreUnavailable(
                    f"Søgningen på {what} har {held} uddrag og skulle have {wanted}. "
                    f"{soundness.REBUILD}"
                )

    def overwrite(self) -> None:
        """Take the words of what was removed out of every file.

        What a store calls deleted stands in its files until they are written anew.
        """
        self.words.rewrite(self.ledger.bare_passages)
        overwrite_kept(self.place.kept_url)
        self.ledger.overwrite()

    def put(
        self,
        meeting: Meeting,
        passages: Sequence[Passage],
        embedder: Embedder,
        *,
        path: str,
        parser: str,
        added: bool,
        progress: "Progress",
        file_hash: str = "",  # of what was not read from a file
    ) -> None:
        """Embed what is new of a meeting and store it whole, then copy it."""
        soundness.check_room(self.place.folder)
        self._about_to_change()
        keys = _texts(passages)
        known = self.ledger.vectors(embedder.name, keys)
        missing = {key: text for key, text in keys.items() if key not in known}
        progress.expects(len(missing))
        vectors = embedder.passages(list(missing.values()), progress.advance)
        fresh = dict(zip(missing, vectors, strict=True))
        self.ledger.put(
            meeting,
            passages,
            fresh,
            model=embedder.name,
            path=path,
            file_hash=file_hash,
            parser=parser,
            added=added,
        )
        self._copy(meeting.id, passages, embedder.name)

    def remove(self, meeting: str) -> None:
        """Forget a meeting everywhere, also in the answers that are kept of it."""
        self._about_to_change()
        self.ledger.remove(meeting)
        self.finish()

    def rename(self, meeting: str, name: str) -> None:
        """Let go of a meeting that is stored under a new name, and which kept answers follow."""
        rename_kept(self.place.kept_url, meeting, name)
        self.remove(meeting)

    def finish(self) -> int:
        """Make the copies that are not as they should be; returns how many meetings that were.

        A crash left them undone, or the words' terms are made in another way now. Minutes whose
        vectors are gone wait until their file is read again.
        """
        if self.ledger.facts().get("terms") != fingerprint():
            self.ledger.mark_all_pending()
            self.ledger.set_fact("terms", fingerprint())
        if not self.ledger.count() and (self.vectors.count() or self.words.count()):
            self.rebuild(Progress())  # the database was moved away: so are its copies
        waiting = self.ledger.pending()
        if waiting:
            self._about_to_change()
        model = self.ledger.facts().get("model", "")
        torn = self._wait_for_reading(waiting)
        for meeting in sorted(set(waiting) - torn):
            if not self.ledger.documents(id=meeting):
                erase_kept(self.place.kept_url, meeting)
            self._copy(meeting, self.ledger.meeting_passages(meeting), model)
        return len(waiting) - len(torn)

    def rebuild(self, progress: "Progress") -> None:
        """Make both copies again from the ledger while searches go on, and drop what is strange.

        Minutes whose vectors are gone wait until their file is read again.
        """
        self._about_to_change()
        known = list(self.ledger.documents())
        torn = self._wait_for_reading(known)
        meetings = [meeting for meeting in known if meeting not in torn]
        self.ledger.mark_all_pending()
        self.vectors.keep_only(set(meetings))
        progress.files(len(meetings))
        self.words.replace(self._copied_again(meetings, progress))
        for meeting in meetings:
            self.ledger.copied(meeting)

    def _wait_for_reading(self, meetings: Sequence[str]) -> set[str]:
        """Those of some meetings whose vectors are gone; their files will be read again."""
        torn = self.ledger.without_vectors(meetings)
        if torn:
            self.ledger.read_again(torn)
        return set(torn)

    def _copied_again(self, meetings: Sequence[str], progress: "Progress") -> Iterator[Passage]:
        model = self.ledger.facts().get("model", "")
        for meeting in meetings:
            progress.file(meeting)
            passages = self.ledger.meeting_passages(meeting)
            self.vectors.put(meeting, passages, self._stored(passages, model))
            yield from passages
            progress.file_done()

    def _copy(self, meeting: str, passages: Sequence[Passage], model: str) -> None:
        self.vectors.put(meeting, passages, self._stored(passages, model))
        self.words.put(meeting, passages)
        self.ledger.copied(meeting)

    def _stored(self, passages: Sequence[Passage], model: str) -> Vectors:
        keys = [hashed(passage.embedded) for passage in passages]
        stored = self.ledger.vectors(model, keys)
        return np.stack([stored[key] for key in keys]) if keys else np.zeros((0, 0), "f4")

    def close(self) -> None:
        """Let go of the files."""
        self.ledger.close()
        self.vectors.close()


class Progress:
    """What indexing tells of itself while it embeds; a progress bar overrides what it shows."""

    def files(self, count: int) -> None:
        """So many files will be looked at."""

    def file(self, name: str) -> None:
        """The file at hand is this one."""

    def replaced(self, before: Meeting, now: Meeting) -> None:
        """The file at hand takes the place of these minutes, whose old text is then forgotten."""

    def expects(self, texts: int) -> None:
        """The file at hand has so many texts to embed."""

    def advance(self, texts: int) -> None:
        """So many of them have been embedded."""

    def file_done(self) -> None:
        """The file at hand is finished, whatever became of it."""


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "writer.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise IndexBusy(
            f"En anden proces er ved at indlæse i {folder}. Vent, til den er færdig, og prøv igen."
        ) from None
    except OSError as error:
        raise StoreUnavailable(
            f"Der kan ikke skrives i indeksmappen {folder} ({error.strerror})."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _texts(passages: Sequence[Passage]) -> dict[str, str]:
    texts = {hashed(passage.embedded): passage.embedded for passage in passages}
    for passage in passages:
        for unit in passage.units:
            text = unit_embedded(passage, unit)
            texts[hashed(text)] = text
    return texts


def rebuild(place: Place) -> int:
    """Make Chroma and the word index again from the ledger; returns the number of meetings.

    In place where servers hold them, for pages go on answering from there.
    """
    if place.shared:
        return _rebuilt_in_place(place)
    ledger = Ledger(place.ledger_url)
    ledger.mark_all_pending()
    ledger.close()
    if not place.chroma_url:
        erase_vectors(place.folder / "chroma")
        soundness.forget_vectors(place.folder / "chroma")
    erase_words(place.folder / "words")
    index = Index(place)
    with index.writing():
        count = len(index.ledger.documents())
    index.close()
    return count


def _rebuilt_in_place(place: Place) -> int:
    index = Index(place)
    with index.writing():
        index.rebuild(Progress())
        count = len(index.ledger.documents())
    index.close()
    return count
