"""A file that cannot be read is tried once, told of each time, and tried again when asked to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ingest.files import ocr
from ingest.files.apart import Apart
from ingest.read import Paper
from ingest.run import Indexing
from vectorstore.database import open_engine
from vectorstore.embedder import Embedder
from vectorstore.index import Index, Place, Progress
from vectorstore.ledger import Ledger
from vectorstore.schema import FileOutcome, FileResult, Meeting
from vectorstore.unread import NotRead

LETTER = "Kære Birgit\n\nTak for sidst.\n"


class Counting(Apart):
    """Reads files as ever and counts how often."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def read(self, data: bytes, name: str) -> tuple[Meeting, tuple[str, ...]]:
        self.names.append(name)
        return super().read(data, name)


class Setup:
    """A folder with a letter, which is no minutes, and an index of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "minutes"
        self.folder.mkdir(exist_ok=True)
        self.letter = self.folder / "brev.txt"
        self.index = Index(Place(folder / "index"))
        self.apart = Counting()

    def sync(self, *, again: bool = False, municipality: str = "") -> list[FileResult]:
        self.apart.names.clear()
        indexing = Indexing(self.index, self._none, Progress(), self.apart, municipality)
        with self.index.writing():
            return list(indexing.sync(self.folder, again=again))

    @staticmethod
    def _none() -> Embedder:
        raise AssertionError("nothing is to be embedded")


@pytest.fixture
def setup(tmp_path: Path) -> Iterator[Setup]:
    made = Setup(tmp_path)
    made.letter.write_text(LETTER, encoding="utf-8")
    (result,) = made.sync()
    assert result.outcome is FileOutcome.FAILED and made.apart.names == ["brev.txt"]
    yield made
    made.index.close()


def test_it_is_told_of_again_with_its_reason_and_not_read(setup: Setup) -> None:
    (first,) = setup.sync(again=True)
    assert setup.sync() == [first] and setup.apart.names == []
    assert "ligner ikke et referat" in first.detail


def test_it_is_read_again_when_the_file_has_changed(setup: Setup) -> None:
    setup.letter.write_text(LETTER + "\nHilsen Bo\n", encoding="utf-8")
    assert [r.outcome for r in setup.sync()] == [FileOutcome.FAILED]
    assert setup.apart.names == ["brev.txt"]


def test_it_is_read_again_when_asked_to(setup: Setup) -> None:
    assert [r.outcome for r in setup.sync(again=True)] == [FileOutcome.FAILED]
    assert setup.apart.names == ["brev.txt"]


def test_it_is_read_again_by_another_parser(setup: Setup) -> None:
    setup.sync(municipality="Lindevang Kommune")  # names files in another way
    assert setup.apart.names == ["brev.txt"]


def test_it_is_read_again_when_a_program_has_been_installed(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ocr.missing()
    monkeypatch.setattr(ocr, "missing", lambda: "" if before else "tesseract mangler")
    setup.sync()
    assert setup.apart.names == ["brev.txt"]


def test_it_is_read_again_when_it_is_named_by_hand(setup: Setup) -> None:
    setup.apart.names.clear()
    indexing = Indexing(setup.index, Setup._none, Progress(), setup.apart)
    with setup.index.writing():
        list(indexing.add([setup.letter]))
    assert setup.apart.names == ["brev.txt"]


def test_what_has_lain_in_the_folder_and_is_gone_is_forgotten(setup: Setup) -> None:
    other = setup.folder / "andet.txt"
    shutil.move(setup.letter, other)
    setup.sync()
    assert setup.index.ledger.unread.paths() == [str(other)]


def test_a_member_of_an_archive_is_remembered_too(setup: Setup) -> None:
    shutil.make_archive(str(setup.folder / "arkiv"), "zip", setup.folder, "brev.txt")
    setup.letter.unlink()
    first = setup.sync()
    assert [Path(r.path).name for r in first] == ["brev.txt"]
    assert setup.sync() == first and setup.apart.names == []


def test_an_index_of_an_older_version_is_given_the_table(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    Ledger(url).close()
    with open_engine(url).begin() as connection:
        connection.execute(text("DROP TABLE unread"))
    ledger = Ledger(url)
    paper = Paper(tmp_path / "brev.txt", b"Et brev")
    ledger.unread.remember(str(paper.path), paper.hash, "parser", "Det er et brev.")
    assert ledger.unread.all() == {
        str(paper.path): NotRead(paper.hash, "parser", "Det er et brev.")
    }
    ledger.close()
