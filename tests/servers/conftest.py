"""PostgreSQL, a Chroma server and an index on them, once for all tests here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.processes import Chroma, Machine, Page, Postgres
from vectorstore.backup import backup, restore
from vectorstore.index import Place


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    server = Chroma(tmp_path_factory.mktemp("chroma"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def shared(
    postgres: Postgres,
    chroma: Chroma,
    sample_index: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Place:
    """The sample minutes on the servers, out of a backup of the folder they were indexed in."""
    folder = tmp_path_factory.mktemp("shared")
    file = tmp_path_factory.mktemp("backup") / "kopi.zip"
    backup(Place(sample_index), file)
    place = Place(folder, chroma.url, postgres.url)
    restore(file, place)
    return place


@pytest.fixture(scope="session")
def machines(
    shared: Place, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Machine, ...]:
    """Two that show pages, and one that indexes."""
    settings = {
        "REFERAT_CHROMA_URL": shared.chroma_url,
        "REFERAT_DATABASE_URL": shared.database_url,
        "REFERAT_CACHE": str(cache),
        "OMP_NUM_THREADS": "1",
    }
    names = ("en", "to", "indlaeser")
    return tuple(Machine(tmp_path_factory.mktemp(name), settings) for name in names)


@pytest.fixture(scope="session")
def pages(machines: tuple[Machine, ...]) -> Iterator[tuple[Page, ...]]:
    running = tuple(machine.page() for machine in machines[:2])
    for page in running:
        page.ready()
    yield running
    for page in running:
        page.stop()
