"""Indexing with the real model, Chroma and word index."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from ingest.run import Indexing
from retrieval.assistant import Assistant
from vectorstore.embedder import BUNDLED, Embedder
from vectorstore.errors import IndexBusy, ReferatError, StoreUnavailable
from vectorstore.index import Index, Place, Progress, rebuild
from vectorstore.schema import FileOutcome, FileResult

SAMPLES = Path(__file__).parent.parent.parent / "minutes"
FIRST, SECOND = sorted(SAMPLES.glob("*.txt"))[:2]


class Setup:
    """A folder of minutes and an index of its own."""

    def __init__(self, tmp_path: Path, embedder: Embedder) -> None:
        self.minutes = tmp_path / "minutes"
        self.minutes.mkdir()
        self.place = Place(tmp_path / "index")
        self.index = Index(self.place)
        self.index.ledger.set_model(BUNDLED)
        self.indexing = Indexing(self.index, lambda: embedder, Progress())
        shutil.copy(FIRST, self.minutes)
        self.file = self.minutes / FIRST.name

    def sync(self) -> list[FileResult]:
        with self.index.writing():
            return list(self.indexing.sync(self.minutes))

    def counts(self) -> tuple[int, int, int]:
        passages = self.index.ledger.summary().passages
        return passages, self.index.vectors.count(), self.index.words.count()


@pytest.fixture
def setup(tmp_path: Path, embedder: Embedder) -> Setup:
    made = Setup(tmp_path, embedder)
    assert [result.outcome for result in made.sync()] == [FileOutcome.NEW]
    return made


def test_indexing_again_changes_nothing(setup: Setup) -> None:
    before, revision = setup.counts(), setup.index.ledger.revision()
    assert [result.outcome for result in setup.sync()] == [FileOutcome.UNCHANGED]
    assert setup.counts() == before and setup.index.ledger.revision() == revision
    assert len(set(before)) == 1 and before[0] > 10


def test_a_changed_item_is_named(setup: Setup) -> None:
    text = setup.file.read_text(encoding="utf-8")
    meeting = setup.index.ledger.meeting(FIRST.stem)
    item = next(item for item in meeting.items if not item.closed and item.sections)
    at = item.end - 2
    setup.file.write_text(text[:at] + " Tilføjet af et nyt referat." + text[at:], encoding="utf-8")
    (result,) = setup.sync()
    assert (result.outcome, result.changed) == (FileOutcome.UPDATED, (item.number,))
    assert len(set(setup.counts())) == 1


def test_a_removed_file_leaves_nothing(setup: Setup) -> None:
    shutil.copy(SECOND, setup.minutes)
    setup.sync()
    setup.file.unlink()
    outcomes = {result.outcome for result in setup.sync()}
    assert outcomes == {FileOutcome.UNCHANGED, FileOutcome.REMOVED}
    assert [m.id for m in setup.index.ledger.summary().meetings] == [SECOND.stem]
    assert len(set(setup.counts())) == 1


def test_what_was_added_by_hand_stays_when_a_folder_is_synced(setup: Setup, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    shutil.copy(SECOND, elsewhere)
    with setup.index.writing():
        list(setup.indexing.add([elsewhere]))
    setup.sync()
    assert len(setup.index.ledger.summary().meetings) == 2


def test_the_same_content_under_another_name_is_a_duplicate(setup: Setup) -> None:
    shutil.copy(FIRST, setup.minutes / "zzz.txt")
    outcomes = [(Path(r.path).name, r.outcome) for r in setup.sync()]
    assert ("zzz.txt", FileOutcome.DUPLICATE) in outcomes
    assert len(setup.index.ledger.summary().meetings) == 1


def test_a_renamed_file_is_the_same_document(setup: Setup) -> None:
    setup.file.rename(setup.minutes / "andet-navn.txt")
    (result,) = setup.sync()
    assert result.outcome is FileOutcome.UNCHANGED and "nyt navn" in result.detail


@pytest.mark.parametrize("parser", ["the same", "another"])
def test_a_copy_of_the_folder_takes_its_place_and_loses_nothing(
    setup: Setup, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, setup.minutes = setup.minutes, setup.minutes.with_name("copy")
    shutil.copytree(before, setup.minutes)
    if parser == "another":
        monkeypatch.setattr("ingest.run.parser_fingerprint", lambda: "another")
    (result,) = setup.sync()
    assert result.outcome in (FileOutcome.UNCHANGED, FileOutcome.UPDATED), result
    (row,) = setup.index.ledger.documents().values()
    assert row.path == str(setup.minutes / FIRST.name) and len(set(setup.counts())) == 1


def test_two_files_of_one_meeting_are_not_mixed(setup: Setup) -> None:
    other = setup.minutes / "zzz.txt"
    other.write_text(
        setup.file.read_text(encoding="utf-8") + "\n\nEn linje mere.\n", encoding="utf-8"
    )
    results = {Path(r.path).name: r for r in setup.sync()}
    assert results["zzz.txt"].outcome is FileOutcome.FAILED
    assert "allerede indlæst" in results["zzz.txt"].detail
    assert len(setup.index.ledger.summary().meetings) == 1


BAD = [
    ("tom.txt", b"", "tom"),
    ("brev.txt", "Kære Birgit\n\nTak for sidst.\n".encode(), "REFERAT"),
    ("billede.txt", b"\x00\x01\x02\x03" * 50, "tekst"),
]


@pytest.mark.parametrize(("name", "content", "told"), BAD)
def test_a_file_that_is_no_minutes_is_told_and_the_others_indexed(
    name: str, content: bytes, told: str, tmp_path: Path, embedder: Embedder
) -> None:
    made = Setup(tmp_path, embedder)
    (made.minutes / name).write_bytes(content)
    results = {Path(r.path).name: r for r in made.sync()}
    assert results[FIRST.name].outcome is FileOutcome.NEW
    assert results[name].outcome is FileOutcome.FAILED and told in results[name].detail
    assert "\n" not in results[name].detail


def test_a_file_in_latin_1_is_read(tmp_path: Path, embedder: Embedder) -> None:
    made = Setup(tmp_path, embedder)
    made.file.write_bytes(made.file.read_text(encoding="utf-8").encode("cp1252", "replace"))
    assert [result.outcome for result in made.sync()] == [FileOutcome.NEW]
    assert "ø" in made.index.ledger.meeting(FIRST.stem).text


def test_the_copies_are_built_again_without_embedding(setup: Setup) -> None:
    before = setup.counts()
    setup.index.close()
    assert rebuild(setup.place) == 1
    setup.index = Index(setup.place)
    setup.index.vectors.refresh()
    assert setup.counts() == before


def test_what_a_crash_left_uncopied_is_finished_by_the_next_writer(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(SECOND, setup.minutes)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(setup.index.words, "put", crash)
    with pytest.raises(KeyboardInterrupt):
        setup.sync()
    monkeypatch.undo()
    assert setup.index.ledger.pending() == [SECOND.stem]
    assert {r.outcome for r in setup.sync()} == {FileOutcome.UNCHANGED}
    assert setup.index.ledger.pending() == [] and len(set(setup.counts())) == 1


def test_copies_are_made_anew_when_terms_are_made_in_another_way(setup: Setup) -> None:
    setup.index.ledger.set_fact("terms", "an older way")
    setup.index.words.put(FIRST.stem, [])
    setup.sync()
    assert len(set(setup.counts())) == 1 and setup.index.words.count() > 0


def test_a_second_writer_is_told_to_wait(setup: Setup) -> None:
    other = Index(setup.place)
    with (
        setup.index.writing(),
        pytest.raises(IndexBusy, match="prøv igen"),
        other.writing(),
    ):
        pass


def test_removing_what_is_not_there_says_how_to_look(setup: Setup) -> None:
    with pytest.raises(ReferatError, match="ingest list"):
        list(setup.indexing.remove(["findes-ikke"]))


def test_a_chroma_server_that_is_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="REFERAT_CHROMA_URL"):
        Index(Place(tmp_path, chroma_url="http://127.0.0.1:9"))


def test_a_damaged_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"ikke en database" * 500)
    with pytest.raises(StoreUnavailable, match="er beskadiget"):
        Index(Place(tmp_path))


def test_another_process_sees_new_minutes_without_opening_again(setup: Setup, cache: Path) -> None:
    reader = Assistant(Index(setup.place), "", cache)
    assert len(reader.summary().meetings) == 1
    shutil.copy(SECOND, setup.minutes)
    setup.sync()
    assert len(reader.summary().meetings) == 2


def test_a_reader_that_looks_while_a_copy_is_made_looks_again(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, put = Index(setup.place), setup.index.words.put

    def looked_at_before(*given: Any) -> None:
        reader.refresh()
        put(*given)

    monkeypatch.setattr(setup.index.words, "put", looked_at_before)
    shutil.copy(SECOND, setup.minutes)
    setup.sync()
    assert reader.refresh()
    reader.check_copies()
    assert reader.words.count() == setup.index.words.count() == reader.vectors.count()
