"""The secret that seals answers: the same at every start, and nobody else's."""

from pathlib import Path

import pytest

from vectorstore.errors import StoreUnavailable
from web.secret import kept_secret


def test_a_secret_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    first = kept_secret(folder)
    assert len(first) == 32
    assert kept_secret(folder) == first
    assert kept_secret(tmp_path / "other") != first
    assert [path.name for path in folder.iterdir()] == ["page.key"]
    assert (folder / "page.key").stat().st_mode & 0o077 == 0


def test_a_broken_secret_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "page.key").write_bytes(b"")
    assert len(kept_secret(tmp_path)) == 32


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "page.key").mkdir()
    with pytest.raises(StoreUnavailable, match="REFERAT_INDEX"):
        kept_secret(tmp_path)
