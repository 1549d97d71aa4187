"""What the servers are reached with is in no error, and a missing driver is named."""

import sys
from pathlib import Path

import pytest

from tests.servers.processes import Chroma
from vectorstore.chroma import Server, VectorIndex
from vectorstore.errors import StoreUnavailable
from vectorstore.index import Place
from vectorstore.ledger import Ledger


def test_chroma_is_reached_with_a_key_as_chroma_cloud_is(chroma: Chroma, tmp_path: Path) -> None:
    server = Server(chroma.url, "med-noegle", "default_tenant", "default_database", "hemmelig")
    assert VectorIndex(tmp_path, server).count() == 0


@pytest.mark.parametrize(
    ("tenant", "database"), [("findes-ikke", "default_database"), ("default_tenant", "nej")]
)
def test_a_wrong_tenant_or_database_is_told_without_the_key(
    chroma: Chroma, tmp_path: Path, tenant: str, database: str
) -> None:
    with pytest.raises(StoreUnavailable, match="kan ikke åbnes") as refused:
        VectorIndex(tmp_path, Server(chroma.url, "referat-x", tenant, database, "hemmelig"))
    assert "hemmelig" not in str(refused.value) and "hemmelig" not in repr(refused.value)


def test_the_key_is_in_no_record_of_the_place() -> None:
    place = Place(Path("x"), "http://127.0.0.1:8000", "", chroma_key="hemmelig")
    assert "hemmelig" not in repr(place)


def test_a_missing_driver_names_the_file_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match=r"requirements-server\.txt") as refused:
        Ledger("postgresql+psycopg://referat:hemmelig@127.0.0.1/referat")
    assert "hemmelig" not in str(refused.value)
