"""Imports obey the arrows of the design, and each foreign library has one home."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
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
    "ingest/__main__.py", "retrieval/__main__.py", "evaluation/__main__.py",
    "evaluation/search.py", "evaluation/sizes.py", "evaluation/distractors.py",
    "evaluation/rephrased.py", "evaluation/checking.py", "evaluation/orders.py",
    "evaluation/bench/__main__.py",
    "vectorstore/bundled_model.py", "web/mcp_server.py",
}  # fmt: skip
PLAIN = "evaluation/bench/plain.py"  # what others write, to be measured against
HOMES = {
    "chromadb": {"vectorstore/chroma.py", PLAIN},
    "sentence_transformers": {"vectorstore/sentence_model.py", PLAIN},
    "matplotlib": {"evaluation/bench/told.py"},
    "transformers": {"vectorstore/sentence_model.py"},
    "tantivy": {"vectorstore/words.py"},
    "rapidfuzz": {"retrieval/vocabulary.py"},
    "sqlalchemy": {
        "evaluation/full_text.py",
        "vectorstore/catalogue.py",
        "vectorstore/database.py",
        "vectorstore/erasure.py",
        "vectorstore/filelist.py",
        "vectorstore/kept_tables.py",
        "vectorstore/ledger.py",
        "vectorstore/sizes.py",
        "vectorstore/tables.py",
        "vectorstore/transfer.py",
        "vectorstore/unread.py",
        "vectorstore/upgrade.py",
        "vectorstore/words_postgres.py",
        "web/kept.py",
    },
    "docx": {"web/footnotes.py", "web/word.py"},
    "lxml": {"ingest/files/html_tree.py", "ingest/files/package.py"},
    "pypdfium2": {
        "ingest/files/pdf.py",
        "ingest/files/pdf_shapes.py",
        "ingest/files/pdf_signs.py",
        "ingest/files/pdf_words.py",
    },
    "snowballstemmer": {"vectorstore/danish.py"},
    "langchain": {"retrieval/chat_model.py"},
    "langchain_core": {"retrieval/langchain_retriever.py"},
    "langchain_text_splitters": {"ingest/split.py", PLAIN},
    "langsmith": {"retrieval/chat_model.py"},
    "mcp": {"web/mcp_server.py"},
    "watchfiles": {"ingest/watch.py"},
}  # fmt: skip
HEAVY = {
    "torch", "gradio", "chromadb", "sentence_transformers", "transformers", "tokenizers",
    "langchain", "langchain_core", "langchain_text_splitters", "langsmith", "tantivy", "pypdfium2",
    "matplotlib",
}  # fmt: skip

FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
# A class that inherits of LangChain's has to import it: a module that nothing of ours imports.
FOR_OTHERS = "retrieval/langchain_retriever.py"
LIGHT = [
    path for path in FILES if path.relative_to(ROOT).parts[0] != "web" and path != ROOT / FOR_OTHERS
]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(body: Iterable[ast.AST], *, types: bool, later: bool) -> Iterator[ast.AST]:
    """All nodes; `types` with those only a type checker sees, `later` with functions' bodies."""
    for node in body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not types:
            yield from nodes(node.orelse, types=types, later=later)
        elif later or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            yield from nodes(ast.iter_child_nodes(node), types=types, later=later)


def imported(source: str, *, types: bool = True, later: bool = True) -> set[str]:
    """First names of the modules that a text imports; "." for a relative import."""
    found = set()
    for node in nodes([ast.parse(source)], types=types, later=later):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else str(node.module).split(".")[0])
    return found


def of(path: Path, *, types: bool = True, later: bool = True) -> set[str]:
    return imported(path.read_text(encoding="utf-8"), types=types, later=later)


EXAMPLE = """
import a.b
from c.d import e
from . import f
if TYPE_CHECKING:
    import g
else:
    import h
try:
    import i
except ImportError:
    pass
class J:
    import j
    def method(self):
        import k
"""


def test_imports_are_found_wherever_they_stand() -> None:
    assert imported(EXAMPLE) == {"a", "c", ".", "g", "h", "i", "j", "k"}
    assert imported(EXAMPLE, types=False) == {"a", "c", ".", "h", "i", "j", "k"}
    assert imported(EXAMPLE, types=False, later=False) == {"a", "c", ".", "h", "i", "j"}


def test_the_packages_are_there() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(PACKAGES)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_points_back(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    assert of(path) & {*PACKAGES, "app", "tests", "."} <= MAY_IMPORT[package] | {package}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_settings_are_read_by_entry_points_only_and_not_at_import(path: Path) -> None:
    assert "settings" not in of(path, types=False) or name(path) in ENTRY_POINTS
    assert "settings" not in of(path, types=False, later=False)


@pytest.mark.parametrize("library", HOMES)
def test_a_foreign_library_has_one_home(library: str) -> None:
    assert {name(path) for path in FILES if library in of(path)} == HOMES[library]


def test_gradio_lives_in_web() -> None:
    homes = {path.relative_to(ROOT).parts[0] for path in FILES if "gradio" in of(path)}
    assert homes == {"web"}


@pytest.mark.parametrize("path", LIGHT, ids=name)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    assert of(path, types=False, later=False) & HEAVY == set()


def test_nothing_of_ours_imports_what_is_for_others() -> None:
    stem = Path(FOR_OTHERS).stem
    assert [name(path) for path in (*FILES, ROOT / "app.py") if stem in path.read_text()] == []


def test_importing_everything_but_the_page_loads_nothing_heavy() -> None:
    modules = [name(path).removesuffix(".py").replace("/", ".") for path in LIGHT]
    code = "import sys, importlib\nfor m in sys.argv[1:]: importlib.import_module(m)\n"
    code += "print(*sorted(sys.modules))"
    loaded = set(subprocess.check_output([sys.executable, "-c", code, *modules], cwd=ROOT).split())
    assert {module.encode() for module in modules} <= loaded
    assert {library.encode() for library in HEAVY} & loaded == set()


def test_the_shared_words_import_nothing_of_ours() -> None:
    assert of(ROOT / "vectorstore" / "schema.py") & {*PACKAGES, "settings", "app", "."} == set()


def test_the_start_of_the_page_knows_our_parts_and_no_heavy_library() -> None:
    assert {"web", "settings"} <= of(ROOT / "app.py")
    assert of(ROOT / "app.py") & HEAVY == set()
