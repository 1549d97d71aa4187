"""Word documents (.docx, .docm, .dotx) as they are printed."""

import posixpath
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.document import Document
from ingest.files.composing import composed
from ingest.files.docx_body import Body
from ingest.files.docx_numbers import Numbers
from ingest.files.docx_styles import Styles
from ingest.files.letterhead import divided
from ingest.files.ooxml import child, children, local, on, value
from ingest.files.package import Package
from ingest.files.pieces import PAGE, Kind, Piece
from vectorstore.errors import UnreadableMinutes

_KIND = "Word-filen"
_MAIN = "word/document.xml"
_DEEPEST = 3  # documents put into documents as they are


def read_docx(data: bytes) -> Document:
    """A Word document's text; UnreadableMinutes says why it has none.

    Pages are told where Word has noted as many page breaks as it says that there are pages.
    """
    file = _File(Package(data, _KIND))
    pieces = file.pieces()
    first, running, below = file.edges()
    said = "\n".join(piece.text for piece in pieces[:60])
    kept, out = divided(first, running, said)
    pieces = [*(Piece(Kind.PARAGRAPH, line) for line in kept), *pieces]
    breaks = sum(piece.text.count(PAGE) for piece in pieces)
    told = file.pages_told()
    return composed(
        pieces,
        (*out, *below, *file.left_out),
        sorted(file.doubts),
        paged=breaks > 0 and told in (None, breaks + 1),
    )


class _File:
    """The parts of one Word document and how they refer to each other."""

    def __init__(self, package: Package, depth: int = 0) -> None:
        self._package = package
        self._depth = depth
        self._main = _main_part(package)
        root = package.tree(self._main)
        self._body = child(root, "body")
        if self._body is None:
            raise UnreadableMinutes(f"{_KIND} er beskadiget; åbn den, gem den på ny, og prøv igen.")
        self._related = dict(_related(package, self._main))
        self._styles = Styles(self._tree("styles"))
        self._numbers = Numbers(self._tree("numbering"), self._styles)
        self._notes = {
            (f"{kind}Reference", value(note, "id")): note
            for kind in ("footnote", "endnote")
            for note in self._elements(f"{kind}s", kind)
        }
        self.doubts: set[str] = set()
        self.left_out: list[str] = []

    def _tree(self, kind: str) -> Any:
        """The part that the main part is related to as "styles", "footnotes" and so on."""
        target = next((name for how, name in self._related.values() if how == kind), "")
        return self._package.tree(target) if target else None

    def _elements(self, part: str, name: str) -> Iterator[Any]:
        root = self._tree(part)
        if root is not None:
            yield from children(root, name)

    def pieces(self) -> list[Piece]:
        """The body's words."""
        return self._read(self._body, Body(self._styles, self._numbers, self._note, self._chunk))

    def _read(self, root: Any, body: Body) -> list[Piece]:
        found = body.pieces(root)
        self.doubts |= body.doubts
        self.left_out += body.left_out
        return found

    def _note(self, kind: str, number: str) -> list[Piece]:
        note = self._notes.get((kind, number))
        return [] if note is None else self._read(note, Body(self._styles, self._numbers))

    def _chunk(self, relation: str) -> list[Piece]:
        """A document of another kind that a program has put in and Word has not yet opened."""
        _, name = self._related.get(relation, ("", ""))
        part = self._package.read(name) if name else b""
        if part.startswith(b"PK") and self._depth < _DEEPEST:
            inner = _File(Package(part, _KIND), self._depth + 1)
            found = inner.pieces()
            self.doubts |= inner.doubts
            return found
        if b"<" in part[:1000] and not part.startswith(b"PK"):
            from ingest.files.html import pieces_of

            return pieces_of(part)[0]
        return []

    def edges(self) -> tuple[list[str], list[str], list[str]]:
        """Lines of the first page's header, of the other headers, and of the footers."""
        first: list[str] = []
        running: list[str] = []
        below: list[str] = []
        met: set[str] = set()
        for number, section in enumerate(_sections(self._body)):
            own_first = number == 0 and on(child(section, "titlePg"))
            for each in section:
                kind, _, rest = local(each).partition("Reference")
                name = self._related.get(value(each, "id"), ("", ""))[1]
                if rest or kind not in ("header", "footer") or not name or name in met:
                    continue
                if value(each, "type") == "first" and not on(child(section, "titlePg")):
                    continue
                met.add(name)
                lines = self._lines(name)
                if kind == "footer":
                    below += lines
                elif own_first and value(each, "type") == "first":
                    first += lines
                else:
                    running += lines
        return first, running, below

    def _lines(self, name: str) -> list[str]:
        root = self._package.tree(name)
        if root is None:
            return []
        found = self._read(root, Body(self._styles, self._numbers))
        return [line for piece in found for line in piece.text.split("\n") if line.strip()]

    def pages_told(self) -> int | None:
        """How many pages Word says that it has printed."""
        root = self._package.tree("docProps/app.xml")
        said = child(root, "Pages")
        return int(said.text) if said is not None and (said.text or "").isdecimal() else None


def _main_part(package: Package) -> str:
    found = dict(_related(package, ""))
    main = next((name for how, name in found.values() if how == "officeDocument"), _MAIN)
    if main not in package or not main.lower().startswith("word"):
        kinds = {"xl": "et regneark", "ppt": "en præsentation", "content.xml": "et ODF-dokument"}
        met = (what for start, what in kinds.items() for n in package.names if n.startswith(start))
        what = next(met, "en zip-fil")
        if main not in package or what in ("et regneark", "en præsentation"):
            raise UnreadableMinutes(
                f"Filen er {what} og ikke et Word-dokument; gem referatet som .docx, og prøv igen."
            )
    return main


def _related(package: Package, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The relations of a part: id, kind and the part's name; those out of the file left out."""
    folder, base = posixpath.split(name)
    root = package.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
    for each in () if root is None else root:
        if value(each, "TargetMode") == "External":
            continue
        target = value(each, "Target")
        target = target if target.startswith("/") else posixpath.join(folder, target)
        kind = value(each, "Type").rpartition("/")[2]
        yield value(each, "Id"), (kind, posixpath.normpath(target).lstrip("/"))


def _sections(body: Any) -> Iterable[Any]:
    return (each for each in body.iter() if local(each) == "sectPr")
