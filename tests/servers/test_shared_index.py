"""The second layout: any number of pages and one indexer at a time over servers in common."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.run import Indexing
from retrieval.assistant import Assistant
from retrieval.render import as_json
from tests.servers.processes import ROOT, Chroma, Machine, Page, Postgres
from vectorstore.backup import backup, restore
from vectorstore.embedder import open_embedder
from vectorstore.errors import IndexBusy, StoreUnavailable
from vectorstore.index import Index, Place, Progress
from web.kept import Kept

ASKED = (
    "Hvad blev besluttet om skolebussen mellem Lindevang og Vindbæk?",
    "Hvad koster regnvandsbassinet ved Tranemosen?",
    "Hvem stemte imod merforbruget på cykelstien?",
)
NEW = """REFERAT Teknik- og Miljøudvalget d. 14-08-2024

Mødedato Onsdag d. 14. august 2024 kl. 16:30

Mødested Lindevang Rådhus

Mødedeltagere Birgit Thorsager (formand), Jonas Lyngkær

Punkt 1: Svævebane til Tranemosen

24/3131

Beslutning Teknik- og Miljøudvalget den 14-08-2024

Svævebanen til Tranemosen blev {decided}.
"""
ABOUT_NEW = "Hvad blev besluttet om svævebanen til Tranemosen?"


def told(answer: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in answer.items() if key != "seconds"}


def answered(place: Place, cache: Path) -> list[dict[str, object]]:
    index = Index(place)
    assistant = Assistant(index, "", cache)
    last = [list(assistant.ask(question))[-1] for question in ASKED]
    index.close()
    return [told(as_json(answer)) for answer in last]


def new_minutes(folder: Path, decided: str) -> Path:
    file = folder / "tmu-2024-08-14.txt"
    file.write_text(NEW.format(decided=decided), encoding="utf-8")
    return file


def test_each_page_answers_as_an_index_in_a_folder_does(
    pages: tuple[Page, ...], sample_index: Path, cache: Path
) -> None:
    expected = answered(Place(sample_index), cache)
    assert not any(answer["refused"] for answer in expected)
    for page in pages:
        assert [told(page.ask(question).json()) for question in ASKED] == expected


def test_what_one_machine_indexes_every_page_answers_without_a_restart(
    machines: tuple[Machine, ...], pages: tuple[Page, ...], tmp_path: Path
) -> None:
    assert all(page.ask(ABOUT_NEW).json()["refused"] for page in pages)
    file = new_minutes(tmp_path, "godkendt med tre stemmer")
    added = machines[2].ingest("add", file)
    assert added.returncode == 0, added
    assert "kører" not in added.stdout  # no page is asked to do it
    for page in pages:
        assert "godkendt med tre stemmer" in page.ask(ABOUT_NEW).text
    removed = machines[2].ingest("remove", file.name)
    assert removed.returncode == 0, removed
    assert all(page.ask(ABOUT_NEW).json()["refused"] for page in pages)


def test_a_link_made_on_one_page_opens_on_the_other(
    shared: Place, pages: tuple[Page, ...], cache: Path
) -> None:
    *_, answer = Assistant(Index(shared), "", cache).ask(ASKED[0])
    key = Kept(shared.kept_url).keep(ASKED[0], [], answer)
    for page in pages:
        shown = page.get(f"/svar/{key}")
        assert shown.status_code == 200 and "skolebussen" in shown.text


def test_a_second_indexer_on_another_machine_is_refused(
    shared: Place, machines: tuple[Machine, ...], tmp_path: Path
) -> None:
    index = Index(shared)
    with index.writing():
        refused = machines[2].ingest("add", new_minutes(tmp_path, "godkendt"))
    index.close()
    assert refused.returncode == 1
    assert "En anden proces er ved at indlæse" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1 and "hemmelig" not in refused.stderr


def test_a_killed_indexers_lock_goes_with_it(shared: Place) -> None:
    holds = (
        "import sys; from pathlib import Path; from vectorstore.index import Index, Place\n"
        "with Index(Place(Path(sys.argv[1]), *sys.argv[2:])).writing():\n"
        "    print('holder', flush=True); sys.stdin.read()"
    )
    where = [str(shared.folder), shared.chroma_url, shared.database_url]
    holder = subprocess.Popen(
        [sys.executable, "-c", holds, *where],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None and holder.stdout.readline() == "holder\n"
    index = Index(shared)
    with pytest.raises(IndexBusy), index.writing():
        pass
    holder.kill()
    holder.wait()
    with index.writing() as finished:
        assert finished == 0
    index.close()


def test_while_the_database_is_away_everybody_is_told_and_then_all_goes_on(
    postgres: Postgres, machines: tuple[Machine, ...], pages: tuple[Page, ...]
) -> None:
    before = [told(page.ask(ASKED[0]).json()) for page in pages]
    postgres.stop()
    try:
        for page in pages:
            assert page.health() == (503, "ledger")
            asked = page.ask(ASKED[0])
            assert asked.status_code == 503 and "svarer ikke" in asked.json()["error"]
            front = page.get("/")
            assert front.status_code == 503 and "Siden kan ikke vises nu" in front.text
            assert "hemmelig" not in asked.text + front.text
            assert 'referat_store_up{store="ledger"} 0.0' in page.get("/metrics").text
        listed = machines[2].ingest("list")
        assert listed.returncode == 1 and "Er den startet" in listed.stderr
        assert len(listed.stderr.splitlines()) == 1 and "hemmelig" not in listed.stderr
    finally:
        postgres.start()
    assert [told(page.ask(ASKED[0]).json()) for page in pages] == before
    assert all(page.health() == (200, "ok") for page in pages)


def test_while_chroma_is_away_everybody_is_told_and_then_all_goes_on(
    shared: Place, chroma: Chroma, machines: tuple[Machine, ...], pages: tuple[Page, ...]
) -> None:
    before = [told(page.ask(ASKED[0]).json()) for page in pages]
    meeting = Index(shared).ledger.summary().meetings[0].id
    chroma.stop()
    try:
        for page in pages:
            assert page.health() == (503, "vectors")
            asked = page.ask(ASKED[0])
            assert asked.status_code == 503 and "Chroma-serveren" in asked.json()["error"]
            assert page.get(f"/kilde/{meeting}").status_code == 200  # the minutes can be read
        refused = machines[2].ingest("doctor")
        assert refused.returncode == 1 and "REFERAT_CHROMA_URL" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
    finally:
        chroma.start()
    assert [told(page.ask(ASKED[0]).json()) for page in pages] == before
    assert all(page.health() == (200, "ok") for page in pages)


@pytest.mark.parametrize("away", ["postgres", "chroma"])
def test_what_a_stopped_server_interrupted_the_next_writer_finishes(
    away: str,
    shared: Place,
    postgres: Postgres,
    chroma: Chroma,
    machines: tuple[Machine, ...],
    pages: tuple[Page, ...],
    cache: Path,
    tmp_path: Path,
) -> None:
    server = postgres if away == "postgres" else chroma
    file = new_minutes(tmp_path, f"udsat af {away}")
    index = Index(shared)
    embedder = open_embedder("", cache)
    indexing = Indexing(index, lambda: embedder, Progress())
    copies = index.vectors.put

    def stopped_first(*what: object) -> None:
        server.stop()
        copies(*what)  # type: ignore[arg-type]

    index.vectors.put = stopped_first  # type: ignore[method-assign]
    try:
        with pytest.raises(StoreUnavailable), index.writing():
            list(indexing.add([file]))
    finally:
        server.start()
    index.close()
    assert index.ledger.pending()  # known to the ledger, not yet to be found
    finished = machines[2].ingest("doctor")
    assert finished.returncode == 0, finished
    assert "1 referat(er) fra en afbrudt indlæsning er gjort søgbare" in finished.stdout
    assert "Alt er i orden" in finished.stdout
    assert all(f"udsat af {away}" in page.ask(ABOUT_NEW).text for page in pages)
    machines[2].ingest("remove", file.name)


def test_a_backup_of_the_servers_answers_the_same_in_a_folder(
    shared: Place, cache: Path, tmp_path: Path
) -> None:
    file, folder = tmp_path / "kopi.zip", Place(tmp_path / "mappe")
    *_, answer = Assistant(Index(shared), "", cache).ask(ASKED[1])
    key = Kept(shared.kept_url).keep(ASKED[1], [], answer)
    backup(shared, file)
    restore(file, folder)
    assert answered(folder, cache) == answered(shared, cache)
    kept = Kept(folder.kept_url).answer(key)
    assert kept is not None and kept.answer.statements == answer.statements


def test_rebuilding_goes_on_in_place(
    machines: tuple[Machine, ...], pages: tuple[Page, ...]
) -> None:
    before = told(pages[0].ask(ASKED[2]).json())
    rebuilt = machines[2].ingest("rebuild")
    assert (rebuilt.returncode, rebuilt.stderr) == (0, "") and "12 referater" in rebuilt.stdout
    assert told(pages[0].ask(ASKED[2]).json()) == before
    assert "Alt er i orden" in machines[2].ingest("doctor").stdout
