"""The words of a page's content as pieces, as a browser sets them."""

import re
from dataclasses import dataclass, field, replace

from ingest.files.counting import numeral
from ingest.files.grids import WIDEST, Cell, is_label, table
from ingest.files.html_content import UNSEEN, Furniture, is_button, lines
from ingest.files.html_tree import BLOCKS, Node
from ingest.files.ooxml import whole
from ingest.files.pieces import Face, Kind, Piece, faces, flat

CHANGED = "Siden har overstregede rettelser; det slettede er udeladt."
_BULLET = "- "
_STRONG = frozenset(("b", "strong", "u", "th"))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,6})\s*(pt|px)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75}
_WORD_LIST = re.compile(r"mso-list\s*:", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"\s*(?P<marker>\S{1,12})\s+(?P<words>.*)", re.DOTALL)
_WORD_TAB = re.compile(r"mso-tab-count", re.IGNORECASE)
_WORD_EDGE = re.compile(r"mso-element\s*:\s*(?:header|footer|comment)", re.IGNORECASE)
_WORD_CONTENTS = re.compile(r"mso-?toc", re.IGNORECASE)
_LONGEST_LABEL = 80  # with the white space of the file
_LONGEST_VALUE = 400


_PLAIN_FACE = Face()


@dataclass(slots=True)
class _Place:
    """What holds for the words inside a tag."""

    face: Face = _PLAIN_FACE
    level: int = 0
    typed: bool = False  # white space as typed, in <pre>
    kept: bool = False  # hidden, and taken with all the same
    article: bool = False
    cell: bool = False
    kind: Kind = Kind.PARAGRAPH


@dataclass(slots=True)
class _Reading:
    """The pieces so far, the line that is being read, and a marker that waits for its words."""

    pieces: list[Piece] = field(default_factory=list)
    parts: list[tuple[str, Face]] = field(default_factory=list)
    marker: str = ""


class Words:
    """Reads a tag and all inside it."""

    def __init__(self, furniture: Furniture) -> None:
        self.left_out: list[str] = []
        self.doubts: set[str] = set()
        self._furniture = furniture

    def pieces(self, node: Node) -> list[Piece]:
        """What stands in a tag."""
        return self._apart(node, _Place())

    def _apart(self, node: Node, place: _Place) -> list[Piece]:
        reading = _Reading()
        self._inside(node, place, reading)
        self._flush(place, reading)
        return reading.pieces

    def _inside(self, node: Node, place: _Place, reading: _Reading) -> None:
        before: Node | None = None
        for each in node.inside:
            if isinstance(each, str):
                self._text(each, place, reading)
                before = None if each.strip() else before
                continue
            if _are_labels(before, each):
                reading.parts.append((" ", place.face))
            self._node(each, place, reading)
            before = each

    @staticmethod
    def _text(text: str, place: _Place, reading: _Reading) -> None:
        if not place.typed:
            text = _SPACE.sub(" ", text)
        reading.parts.append((text, place.face))

    def _node(self, node: Node, place: _Place, reading: _Reading) -> None:
        if node.tag == "br":
            reading.parts.append(("\n", place.face))
        elif node.tag in UNSEEN:
            return
        elif node.tag == "del":
            self.doubts.add(CHANGED)
        elif not place.kept and self._furniture.hides(node):
            return
        elif _is_edge(node) or self._furniture.holds(node, place.article):
            self._leave(node)
        elif _WORD_TAB.search(node.get("style")):
            reading.parts.append(("\t", place.face))
        elif node.tag in BLOCKS:
            self._flush(place, reading)
            self._block(node, _under(node, place), reading)
        elif node.tag in ("a", "button") and node.size < 100 and is_button(node.words, True):
            self._leave(node)
        elif node.tag == "q":
            self._inside(_quoted(node), place, reading)
        else:
            self._inside(node, _under(node, place), reading)

    def _leave(self, node: Node) -> None:
        self.left_out += lines(node)

    def _block(self, node: Node, place: _Place, reading: _Reading) -> None:
        if node.tag == "table":
            reading.pieces += self._table(node, place)
            return
        if node.tag in ("ol", "ul", "menu", "dir"):
            self._list(node, place, reading)
            return
        pair = _pair(node)
        if pair is not None and not place.level:
            self._labelled(pair, place, reading)
            return
        if node.tag == "dl":
            self._terms(node, place, reading)
            return
        self._inside(node, place, reading)
        self._flush(place, reading, _WORD_LIST.search(node.get("style")) is not None)

    def _list(self, node: Node, place: _Place, reading: _Reading) -> None:
        number = whole(node.get("start"), 1)
        form = node.get("type") if node.get("type") in ("a", "A", "i", "I") else "1"
        for each in node.inside:
            if isinstance(each, str) or each.tag != "li":
                # Old pages put a list into a list without an entry around it.
                self._inside(Node("div", {}, [each]), place, reading)
                self._flush(place, reading)
                continue
            number = whole(each.get("value"), number)
            marker = f"{numeral(number, form)}. " if node.tag == "ol" else _BULLET
            number += 1
            reading.marker = "" if marker == _BULLET and each.has_parts else marker
            self._node(each, place, reading)
            reading.marker = ""

    def _terms(self, node: Node, place: _Place, reading: _Reading) -> None:
        """<dt>Mødested</dt><dd>Rådhuset</dd> on one line, as the page shows it."""
        term: Node | None = None
        for each in _unwrapped(node):
            if each.tag == "dt":
                if term is not None:
                    self._node(term, place, reading)
                term = each
            elif each.tag == "dd" and term is not None and _is_value(term, each):
                self._labelled((term, each), place, reading)
                term = None
            else:
                if term is not None:
                    self._node(term, place, reading)
                    term = None
                self._node(each, place, reading)
        if term is not None:
            self._node(term, place, reading)

    def _labelled(self, pair: tuple[Node, Node], place: _Place, reading: _Reading) -> None:
        label, said = pair
        self._inside(label, replace(place, face=Face()), reading)
        reading.parts.append((" ", Face()))
        self._inside(said, replace(place, face=Face()), reading)
        self._flush(place, reading)

    def _table(self, node: Node, place: _Place) -> list[Piece]:
        inner = replace(place, level=0, cell=True, kind=Kind.PARAGRAPH)
        rows: list[list[Cell]] = []
        above: list[Piece] = []
        for each in _rows(node):
            if each.tag == "tr":
                rows.append([self._cell(cell, inner) for cell in each.nodes if _is_cell(cell)])
            else:
                above += self._apart(each, inner)
        placed = node.get("role") in ("presentation", "none")
        if placed:
            return above + [piece for row in rows for cell in row for piece in cell.pieces]
        return above + table(rows)

    def _cell(self, node: Node, place: _Place) -> Cell:
        if self._furniture.hides(node):
            return Cell()
        across = min(max(whole(node.get("colspan"), 1), 1), WIDEST)
        down = max(whole(node.get("rowspan"), 1), 1)
        return Cell(tuple(self._apart(node, _under(node, place))), across, down)

    def _flush(self, place: _Place, reading: _Reading, listed: bool = False) -> None:
        parts, reading.parts = reading.parts, []
        text = "".join(text for text, _ in parts)
        if not place.typed:
            text = re.sub(r"[ \n]*\n[ \n]*|  +", lambda m: "\n" if "\n" in m[0] else " ", text)
        if not text.strip():
            return
        if is_button(flat(text)) and not place.cell and not reading.marker:
            self.left_out.append(text)
            return
        kind = place.kind
        text = text.strip(" \n")
        marker, reading.marker = reading.marker, ""
        if marker and not text.startswith(marker.strip()):
            text = marker + text
        word = _WORD_NUMBER.match(text.replace("\xa0", " ")) if listed and not marker else None
        if word:
            text = f"{word['marker']} {word['words']}"
            text = re.sub(r"^[^\w(]\s|^o\s", _BULLET, text)
        if (marker or word) and not place.level:
            kind = Kind.ENTRY
        reading.pieces.append(Piece(kind, text, place.level, _faces(parts, text)))


def _is_edge(node: Node) -> bool:
    """Whether a tag is the foot or head of a printed page, as Word and LibreOffice save them."""
    libre = node.tag == "div" and node.get("title") == "footer"
    return libre or _WORD_EDGE.search(node.get("style")) is not None


def _quoted(node: Node) -> Node:
    """A quotation with the marks that the browser sets around it."""
    return Node("span", {}, ["„", *node.inside, "“"])


def _faces(parts: list[tuple[str, Face]], text: str) -> tuple[Face, ...]:
    found = faces(parts)
    return found if len(found) == text.count("\n") + 1 else ()


def _under(node: Node, place: _Place) -> _Place:
    """What holds inside a tag."""
    style = node.get("style")
    face = place.face
    size = _SIZE.search(style) if style else None
    if size:
        face = replace(face, size=float(size[1].strip(".") or 0) * _POINTS[size[2].lower()])
    if node.tag in _STRONG or (style and _BOLD.search(style)):
        face = replace(face, strong=True)
    elif style and _PLAIN.search(style):
        face = replace(face, strong=False)
    level = place.level
    if re.fullmatch(r"h[1-6]", node.tag):
        level = int(node.tag[1])
    elif node.get("role") == "heading":
        level = min(max(whole(node.get("aria-level"), 2), 1), 9)
    contents = node.tag == "p" and _WORD_CONTENTS.match(node.get("class"))
    return _Place(
        face,
        level,
        place.typed or node.tag == "pre",
        place.kept,
        place.article or node.tag in ("article", "main"),
        place.cell,
        Kind.CONTENTS if contents else place.kind,
    )


def _are_labels(before: Node | None, node: Node) -> bool:
    """Whether two tags side by side are set apart by style alone: a label and its value."""
    if before is None or before.tag != "span" or node.tag != "span":
        return False
    names = before.get("class"), node.get("class")
    word = any(name in ("SpellE", "GramE") or name.startswith("Mso") for name in names)
    return all(names) and not word and names[0] != names[1]


def _pair(node: Node) -> tuple[Node, Node] | None:
    """The label and the value of a row that is no table: <div><div>Dato</div><div>…</div></div>."""
    inner = node.nodes
    if len(inner) != 2 or node.tag in ("details", "tr", "ul", "ol"):
        return None
    if any(isinstance(each, str) and each.strip() for each in node.inside):
        return None
    label, said = inner
    if label.tag not in BLOCKS and said.tag not in BLOCKS:
        return None
    return (label, said) if _is_value(label, said) and is_label(label.words) else None


def _is_value(label: Node, said: Node) -> bool:
    short = label.size <= _LONGEST_LABEL and said.size <= _LONGEST_VALUE
    return short and not label.has_blocks and not said.has_blocks and bool(said.words)


def _unwrapped(node: Node) -> list[Node]:
    """The terms of a <dl>, also those that stand in a <div> each."""
    found: list[Node] = []
    for each in node.nodes:
        found += each.nodes if each.tag == "div" else [each]
    return found


def _rows(node: Node) -> list[Node]:
    found: list[Node] = []
    for each in node.nodes:
        found += each.nodes if each.tag in ("thead", "tbody", "tfoot") else [each]
    return [each for each in found if each.tag in ("tr", "caption")]


def _is_cell(node: Node) -> bool:
    return node.tag in ("td", "th")
