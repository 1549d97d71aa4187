"""Folders of mixed types into the index: files, archives, pages, doubts. The embedder is a stub."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import create_engine, inspect, text

from ingest.files.apart import READERS, Apart
from ingest.files.kinds import Kind
from ingest.receive import erase, receive
from ingest.report import line
from ingest.run import Indexing, parser_fingerprint
from retrieval.cite import make
from vectorstore.embedder import BUNDLED, Embedder, Vectors
from vectorstore.index import Index, Place, Progress
from vectorstore.ledger import Ledger
from vectorstore.schema import FileOutcome, FileResult

STUBS = {Kind.PDF: "tests.ingest.files.stub_readers:as_text"}


def minutes(day: int, decision: str = "Udvalget godkendte forslaget.") -> str:
    return (
        f"REFERAT Teknikudvalget d. {day:02}-06-2024\n\nPunkt 1: Cykelsti langs Møllevej\n\n24/100"
        f"\n\nBeslutning\n\n{decision}\n"
    )


def pdf(day: int, decision: str = "Udvalget godkendte forslaget.") -> bytes:
    return b"%PDF-1.7\n" + minutes(day, decision).encode()


def meeting(day: int) -> str:
    return f"teknikudvalget-2024-06-{day:02}"


class Even(Embedder):
    """Takes every text for the same; counts those it is asked to embed."""

    def __init__(self) -> None:
        self.name = BUNDLED
        self.embedded = 0

    def tokens(self, text: str) -> int:
        return len(text.split())

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], object] = lambda done: None
    ) -> Vectors:
        self.embedded += len(texts)
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


class Counting(Apart):
    """Counts the files it reads."""

    def __init__(self) -> None:
        super().__init__(READERS | STUBS)
        self.read_files: list[str] = []

    def read(self, data: bytes, name: str):  # type: ignore[no-untyped-def]
        self.read_files.append(name)
        return super().read(data, name)


class Setup:
    """A folder of minutes and an index of its own."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "minutes"
        self.folder.mkdir()
        self.index = Index(Place(tmp_path / "index"))
        self.index.ledger.set_model(BUNDLED)
        self.embedder = Even()
        self.apart = Counting()
        self.indexing = Indexing(self.index, lambda: self.embedder, Progress(), self.apart)

    def put(self, name: str, data: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def zipped(self, name: str, **held: str | bytes) -> Path:
        with zipfile.ZipFile(self.folder / name, "w") as archive:
            for member, data in held.items():
                archive.writestr(re.sub("_(?=[a-z]+$)", ".", member), data)
        return self.folder / name

    def sync(self) -> dict[str, FileResult]:
        self.apart.read_files.clear()
        with self.index.writing():
            results = list(self.indexing.sync(self.folder))
        folder = self.folder.resolve()
        return {Path(r.path).relative_to(folder).as_posix(): r for r in results}

    def outcomes(self) -> dict[str, str]:
        return {name: result.outcome.value for name, result in self.sync().items()}

    def meetings(self) -> set[str]:
        return set(self.index.ledger.documents())


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(tmp_path)


def test_a_folder_of_mixed_types_is_read_and_what_is_unchanged_is_not_read_again(
    setup: Setup,
) -> None:
    setup.put("a.txt", minutes(1))
    setup.put("b.pdf", pdf(2))
    setup.put("c.pdf", "dette er slet ikke en PDF")
    setup.zipped("d.zip", juni_txt=minutes(3), maj_pdf=pdf(4), kort_png=b"x")
    assert setup.outcomes() == {
        "a.txt": "new", "b.pdf": "new", "c.pdf": "failed",
        "d.zip/juni.txt": "new", "d.zip/maj.pdf": "new",
    }  # fmt: skip
    assert set(setup.outcomes().values()) == {"unchanged", "failed"}
    assert setup.apart.read_files == []
    assert setup.meetings() == {meeting(day) for day in (1, 2, 3, 4)}


def test_a_file_of_the_same_text_with_other_bytes_is_unchanged_and_then_known(setup: Setup) -> None:
    setup.put("a.txt", minutes(1))
    setup.sync()
    setup.put("a.txt", minutes(1).replace("\n", "\r\n"))
    assert setup.outcomes() == {"a.txt": "unchanged"} and setup.apart.read_files == ["a.txt"]
    assert setup.outcomes() == {"a.txt": "unchanged"} and setup.apart.read_files == []


def test_the_same_text_in_another_type_is_a_duplicate(setup: Setup) -> None:
    setup.put("a.txt", minutes(1))
    setup.put("b.pdf", pdf(1))
    result = setup.sync()["b.pdf"]
    assert result.outcome is FileOutcome.DUPLICATE and "samme indhold som" in result.detail


def test_the_same_meeting_in_two_types_with_other_words_says_what_to_do(setup: Setup) -> None:
    setup.put("a.txt", minutes(1))
    setup.put("b.pdf", pdf(1, "Udvalget godkendte for- slaget."))
    result = setup.sync()["b.pdf"]
    assert result.outcome is FileOutcome.FAILED
    assert line(result).startswith(
        "  fejl     b.pdf: mødet teknikudvalget-2024-06-01 er allerede indlæst fra "
    )
    assert "lidt anden tekst. Behold den ene" in result.detail


def test_a_file_that_now_tells_of_another_meeting_leaves_none_behind(setup: Setup) -> None:
    setup.put("a.txt", minutes(1))
    setup.sync()
    setup.put("a.txt", minutes(2))
    with setup.index.writing():
        outcomes = [result.outcome.value for result in setup.indexing.sync(setup.folder)]
    assert outcomes == ["new", "removed"] and setup.meetings() == {meeting(2)}


def test_members_that_leave_an_archive_leave_the_index_and_a_broken_one_changes_nothing(
    setup: Setup,
) -> None:
    path = setup.zipped("d.zip", juni_txt=minutes(3), maj_txt=minutes(4))
    setup.sync()
    whole = path.read_bytes()
    path.write_bytes(whole[:200])
    assert setup.outcomes() == {"d.zip": "failed"}
    assert setup.meetings() == {meeting(3), meeting(4)}
    setup.zipped("d.zip", juni_txt=minutes(3))
    assert setup.outcomes() == {"d.zip/juni.txt": "unchanged", "d.zip/maj.txt": "removed"}
    path.unlink()
    setup.put("a.txt", minutes(1))
    assert setup.outcomes() == {"a.txt": "new", "d.zip/juni.txt": "removed"}


def test_a_document_moved_between_archive_and_folder_is_the_same(setup: Setup) -> None:
    setup.zipped("d.zip", juni_txt=minutes(3), maj_txt=minutes(4))
    setup.sync()
    setup.zipped("d.zip", maj_txt=minutes(4))
    setup.put("juni.txt", minutes(3))
    results = setup.sync()
    assert results["juni.txt"].detail == "filen har fået nyt navn"
    assert setup.embedder.embedded and len(results) == 2


def test_an_archive_is_removed_by_its_name(setup: Setup) -> None:
    path = setup.zipped("d.zip", juni_txt=minutes(3), maj_txt=minutes(4))
    setup.sync()
    with setup.index.writing():
        assert len(list(setup.indexing.remove([str(path)]))) == 2
    setup.sync()
    with setup.index.writing():
        assert len(list(setup.indexing.remove(["d.zip"]))) == 2
    assert setup.meetings() == set()


def test_an_archive_under_another_name_is_opened_or_told_of(setup: Setup) -> None:
    box = setup.zipped("a.docx", juni_txt=minutes(3))
    assert setup.outcomes() == {"a.docx/juni.txt": "new"}
    inner = box.read_bytes()
    box.unlink()
    setup.zipped("d.zip", juni_docx=inner)
    told = setup.sync()["d.zip/juni.docx"].detail
    assert "filen er et arkiv under et andet navn" in told


def test_doubts_end_the_line_and_are_kept_with_the_pages(setup: Setup) -> None:
    setup.put("b.pdf", pdf(2))
    told = line(setup.sync()["b.pdf"])
    assert told == "  nyt      b.pdf: 1 punkt · side 2 er læst med tekstgenkendelse"
    kept = setup.index.ledger.meeting(meeting(2))
    assert kept.doubts == ("Side 2 er læst med tekstgenkendelse.",) and len(kept.pages) == 2
    item = kept.items[0]
    start = kept.text.index("Udvalget")
    cited = make(1, kept, item, item.sections[0], start, start + 8)
    assert cited.page == 2 and "&side=2#" in cited.url
    assert make(2, kept, None, None, 0, 7).page == 1


def test_files_sent_in_are_let_into_the_folder_an_archive_whole(
    setup: Setup, tmp_path: Path
) -> None:
    sent = tmp_path / "modtaget"
    sent.mkdir()
    setup.put("a.txt", minutes(1))
    setup.sync()
    box = setup.zipped("arkiv.zip", juni_txt=minutes(3), maj_txt=minutes(4), brev_txt="Kære Birgit")
    box.rename(sent / "arkiv.zip")
    bad = setup.zipped("tom.zip", brev_txt="Kære Birgit")
    bad.rename(sent / "tom.zip")
    (sent / "b.pdf").write_bytes(pdf(2))
    (sent / "kopi.pdf").write_bytes(pdf(1))

    def let_in(*names: str) -> list[str]:
        files = [sent / name for name in names]
        with setup.index.writing():
            results = receive(setup.indexing, files, setup.folder, replacing=False)
            return [f"{Path(r.path).name} {r.outcome.value}" for r in results]

    assert let_in("arkiv.zip", "tom.zip", "b.pdf", "kopi.pdf") == [
        "juni.txt new", "maj.txt new", "brev.txt failed",
        "brev.txt failed", "b.pdf new", "kopi.pdf duplicate",
    ]  # fmt: skip
    assert {file.name for file in setup.folder.iterdir()} == {"a.txt", "arkiv.zip", "b.pdf"}
    newer = setup.zipped("ny.zip", juni_txt=minutes(3, "Udvalget afviste forslaget."))
    newer.rename(sent / "arkiv.zip")
    assert let_in("arkiv.zip") == ["juni.txt updated", "maj.txt removed"]
    (sent / "b.pdf").write_bytes(pdf(2))
    setup.apart.read_files.clear()
    assert let_in("b.pdf") == ["b.pdf unchanged"] and setup.apart.read_files == []
    assert set(setup.outcomes().values()) == {"unchanged"}


def test_what_still_holds_an_erased_meeting_is_told(setup: Setup) -> None:
    setup.put("a.txt", minutes(1))
    setup.put("kopi.pdf", pdf(1))
    setup.put("z.pdf", pdf(1, "Udvalget godkendte for- slaget."))
    setup.zipped("arkiv.zip", juni_txt=minutes(1), maj_txt=minutes(4))
    setup.sync()
    with setup.index.writing():
        removed, *told = erase(setup.indexing, meeting(1), setup.folder)
    assert removed.outcome is FileOutcome.REMOVED
    assert {file.name for file in setup.folder.iterdir()} == {"z.pdf", "arkiv.zip"}
    assert "ligger også i arkivet arkiv.zip" in told[0].detail
    assert "fortæller om det samme møde" in told[1].detail


def test_the_parsers_fingerprint_covers_the_folders_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ingest.run

    (tmp_path / "files").mkdir()
    monkeypatch.setattr(ingest.run, "__file__", str(tmp_path / "run.py"))
    found = set()
    for code in ("a", "b"):
        (tmp_path / "files" / "pdf.py").write_text(code)
        found.add(parser_fingerprint.__wrapped__())
    assert len(found) == 2


def test_an_index_of_the_first_version_keeps_its_vectors(setup: Setup) -> None:
    setup.put("a.txt", minutes(1))
    setup.sync()
    embedded = setup.embedder.embedded
    url = setup.index.place.ledger_url
    setup.index.close()
    engine = create_engine(url)
    with engine.begin() as connection:  # as the first version made it
        connection.execute(text("DROP INDEX ix_meeting_file_hash"))
        for column in ("file_hash", "pages", "certainty", "doubts"):
            connection.execute(text(f"ALTER TABLE meeting DROP COLUMN {column}"))
        connection.execute(text("UPDATE fact SET value = '1' WHERE key = 'schema'"))
        connection.execute(text("UPDATE meeting SET parser = 'old'"))
    Ledger(url).close()
    indexes = {index["name"] for index in inspect(engine).get_indexes("meeting")}
    assert "ix_meeting_file_hash" in indexes
    kept = setup.index.ledger.meeting(meeting(1))
    assert (kept.pages, kept.certainty, kept.doubts) == ((), 1.0, ()) and kept.held == date(
        2024, 6, 1
    )
    assert setup.outcomes() == {"a.txt": "updated"}
    assert setup.embedder.embedded == embedded
    assert setup.outcomes() == {"a.txt": "unchanged"} and setup.apart.read_files == []
