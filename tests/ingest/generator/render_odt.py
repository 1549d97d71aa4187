"""Minutes as OpenDocument: outline levels or bold type, lists and tables of its own."""

from io import BytesIO
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from .forms import House
from .meant import Line, Look, Minutes
from .printed import Printed

LEVELS = {Look.TITLE: 1, Look.GROUP: 2, Look.ITEM: 3, Look.SECTION: 4, Look.SUBHEADING: 5}
LISTS = {Look.BULLET: "Dots", Look.NUMBER: "Numbers"}
TYPE = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
    for name, rest in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
STYLES = (
    '<style:style style:name="Bold" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
    '<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" '
    'text:bullet-char="•"/></text:list-style>'
    '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" '
    'style:num-suffix="." style:num-format="1"/></text:list-style>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def render(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as an OpenDocument file."""
    outlined, own = rng.random() < 0.6, rng.random() < 0.6
    out, opened = [], ""
    for line in minutes.lines:
        wanted = LISTS.get(line.look, "") if own else ""
        if wanted != opened:
            out += ["</text:list>"] if opened else []
            out += [f'<text:list text:style-name="{wanted}">'] if wanted else []
            opened = wanted
        out.append(_shown(line, outlined, wanted))
    out += ["</text:list>"] if opened else []
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} '
        f'office:version="1.2"><office:automatic-styles>{STYLES}</office:automatic-styles>'
        f"<office:body><office:text>{''.join(out)}</office:text></office:body>"
        "</office:document-content>"
    )
    return Printed(_packed(content), ".odt")


def _shown(line: Line, outlined: bool, listed: str) -> str:
    if line.rows:
        return _table(line)
    text = escape(line.text).replace("\t", "<text:tab/>").replace("  ", ' <text:s text:c="1"/>')
    if listed:
        return f"<text:list-item><text:p>{text}</text:p></text:list-item>"
    if line.look in LEVELS and outlined:
        level = LEVELS[line.look]
        return f'<text:h text:outline-level="{level}">{text}</text:h>'
    style = ' text:style-name="Bold"' if line.look in LEVELS else ""
    marker = f"{line.marker} " if line.marker else ""
    return f"<text:p{style}>{marker}{text}</text:p>"


def _table(line: Line) -> str:
    rows = []
    for row in line.rows:
        cells = "".join(
            f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row
        )
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    many = f'<table:table-column table:number-columns-repeated="{len(line.rows[0])}"/>'
    return f"<table:table>{many}{''.join(rows)}</table:table>"


def _packed(content: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return out.getvalue()
