"""Imports obey the arrows of the design, and each foreign library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "vectorstore", "retrieval", "web", "evaluation")
MAY_IMPORT = {
    "vectorstore": set(),
    "ingest": {"vectorstore"},
    "retrieval": {"vectorstore"},
    "web": {"retrieval", "vectorstore"},
    "evaluation": {"retrieval", "vectorstore"},
}
ENTRY_POINTS = {
    "ingest/__main__.py", "ingest/bar.py", "retrieval/__main__.py", "retrieval/assistant.py",
    "evaluation/__main__.py", "evaluation/search.py", "vectorstore/bundled_model.py",
}  # fmt: skip
HOMES = {
    "chromadb": {"vectorstore/chroma.py"},
    "sentence_transformers": {"vectorstore/embedder.py"},
    "transformers": {"vectorstore/embedder.py"},
    "tantivy": {"vectorstore/words.py"},
    "sqlalchemy": {"vectorstore/ledger.py", "vectorstore/tables.py"},
    "snowballstemmer": {"vectorstore/danish.py"},
    "langchain_text_splitters": {"ingest/split.py"},
}
HEAVY = {
    "torch", "gradio", "chromadb", "sentence_transformers", "transformers", "langchain",
    "langchain_text_splitters", "tantivy",
}  # fmt: skip

FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path, *, top_level: bool = False) -> Iterator[str]:
    """First names of the modules a file imports; `top_level` leaves out what runs later."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_the_packages_are_there() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(PACKAGES)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_points_back(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = set(imported(path)) & {*PACKAGES, "app"}
    assert ours <= MAY_IMPORT[package] | {package}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_settings_are_read_by_entry_points_only(path: Path) -> None:
    assert "settings" not in set(imported(path)) or name(path) in ENTRY_POINTS


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_foreign_library_has_one_home(path: Path) -> None:
    used = set(imported(path))
    assert [lib for lib, homes in HOMES.items() if lib in used and name(path) not in homes] == []
    if "gradio" in used:
        assert path.relative_to(ROOT).parts[0] == "web"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    allowed = {"gradio"} if path.relative_to(ROOT).parts[0] == "web" else set()
    assert set(imported(path, top_level=True)) & HEAVY <= allowed


def test_the_shared_words_import_nothing_of_ours() -> None:
    path = ROOT / "vectorstore" / "schema.py"
    assert set(imported(path)) & {*PACKAGES, "settings", "app"} == set()
