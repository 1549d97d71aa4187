"""OpenDocument texts (.odt, .ott) as they are printed."""

from collections.abc import Iterator
from typing import Any

from ingest.document import Document
from ingest.files.composing import composed
from ingest.files.letterhead import divided
from ingest.files.odt_body import Body
from ingest.files.odt_styles import Styles
from ingest.files.ooxml import child, local, value, whole
from ingest.files.package import Package
from ingest.files.pieces import PAGE, Kind, Piece
from vectorstore.errors import UnreadableMinutes

_KIND = "ODT-filen"


def read_odt(data: bytes) -> Document:
    """An OpenDocument text's words; UnreadableMinutes says why it has none.

    Pages are told where the file has noted as many page breaks as it says that there are pages.
    """
    package = Package(data, _KIND)
    content, styles = _parts(package)
    text = child(content, "body", "text")
    if text is None:
        raise UnreadableMinutes(
            "Filen er et regneark, en præsentation eller en tegning og ikke et tekstdokument; "
            "gem referatet som .odt, og prøv igen."
        )
    looks = Styles((styles, content))
    body = Body(looks)
    pieces = body.pieces(text)
    edges = {
        name: list(_lines(styles, name, Body(looks)))
        for name in (
            "header-first",
            "header",
            "header-left",
            "footer-first",
            "footer",
            "footer-left",
        )
    }
    said = "\n".join(piece.text for piece in pieces[:60])
    running = edges["header"] + [e for e in edges["header-left"] if e not in edges["header"]]
    kept, out = divided(edges["header-first"], running, said)
    below = [line for name in edges if name.startswith("footer") for line in edges[name]]
    pieces = [*(Piece(Kind.PARAGRAPH, line) for line in kept), *pieces]
    breaks = _breaks(pieces)
    told = _pages_told(package)
    paged = breaks > 0 and told == breaks + 1
    return composed(pieces, (*out, *below), sorted(body.doubts), paged=paged)


def _parts(package: Package) -> tuple[Any, Any]:
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and any(local(e) == "encryption-data" for e in manifest.iter()):
        raise UnreadableMinutes("ODT-filen er låst med en adgangskode; gem den uden, og prøv igen.")
    content = package.tree("content.xml")
    if content is None:
        raise UnreadableMinutes(
            "Filen er ikke et ODT-dokument; giv den den rigtige endelse, og prøv igen."
        )
    return content, package.tree("styles.xml")


def _lines(styles: Any, name: str, body: Body) -> Iterator[str]:
    """The lines of the headers or footers of a name."""
    for each in styles.iter() if styles is not None else ():
        if local(each) == name and value(each, "display") != "false":
            for piece in body.pieces(each):
                yield from (line for line in piece.text.split("\n") if line.strip())


def _breaks(pieces: list[Piece]) -> int:
    return sum(piece.text.count(PAGE) for piece in pieces)


def _pages_told(package: Package) -> int | None:
    meta = package.tree("meta.xml")
    if meta is None:
        return None
    found = (each for each in meta.iter() if local(each) == "document-statistic")
    return whole(value(next(found, None), "page-count")) or None
