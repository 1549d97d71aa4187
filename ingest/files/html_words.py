"""The words of a page's content as pieces, as a browser sets them."""

import re
from dataclasses import dataclass, field, replace

from ingest.files.counting import numeral
from ingest.files.grids import WIDEST, Cell, table
from ingest.files.html_content import UNSEEN, Furniture, is_button, lines
from ingest.files.html_place import (
    Place,
    are_labels,
    is_cell,
    is_edge,
    is_value,
    labelled_pair,
    line_faces,
    quoted,
    rows_of,
    terms,
    under,
)
from ingest.files.html_tree import BLOCKS, Node
from ingest.files.ooxml import whole
from ingest.files.pieces import PAGE, Face, Kind, Piece, flat

CHANGED = "Siden har overstregede rettelser; det slettede er udeladt."
_BULLET = "- "
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WORD_LIST = re.compile(r"mso-list\s*:", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"\s*(?P<marker>\S{1,12})\s+(?P<words>.*)", re.DOTALL)
_WORD_TAB = re.compile(r"mso-tab-count", re.IGNORECASE)


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
        return self._apart(node, Place())

    def _apart(self, node: Node, place: Place) -> list[Piece]:
        reading = _Reading()
        self._inside(node, place, reading)
        self._flush(place, reading)
        return reading.pieces

    def _inside(self, node: Node, place: Place, reading: _Reading) -> None:
        before: Node | None = None
        for each in node.inside:
            if isinstance(each, str):
                self._text(each, place, reading)
                before = None if each.strip() else before
                continue
            if are_labels(before, each):
                reading.parts.append((" ", place.face))
            self._node(each, place, reading)
            before = each

    @staticmethod
    def _text(text: str, place: Place, reading: _Reading) -> None:
        if not place.typed:
            text = _SPACE.sub(" ", text)
        text = text.replace(PAGE, " ")
        reading.parts.append((text, place.face))

    def _node(self, node: Node, place: Place, reading: _Reading) -> None:
        if node.tag == "br":
            reading.parts.append(("\n", place.face))
        elif node.tag in UNSEEN:
            return
        elif node.tag == "del":
            self.doubts.add(CHANGED)
        elif not place.kept and self._furniture.hides(node):
            return
        elif is_edge(node) or self._furniture.holds(node, place.article):
            self._leave(node)
        elif _WORD_TAB.search(node.get("style")):
            reading.parts.append(("\t", place.face))
        elif node.tag in BLOCKS:
            self._flush(place, reading)
            self._block(node, under(node, place), reading)
        elif node.tag in ("a", "button") and node.size < 100 and is_button(node.words, True):
            self._leave(node)
        elif node.tag == "q":
            self._inside(quoted(node), place, reading)
        else:
            self._inside(node, under(node, place), reading)

    def _leave(self, node: Node) -> None:
        self.left_out += lines(node)

    def _block(self, node: Node, place: Place, reading: _Reading) -> None:
        if node.tag == "table":
            reading.pieces += self._table(node, place)
            return
        if node.tag in ("ol", "ul", "menu", "dir"):
            self._list(node, place, reading)
            return
        pair = labelled_pair(node)
        if pair is not None and not place.level:
            self._labelled(pair, place, reading)
            return
        if node.tag == "dl":
            self._terms(node, place, reading)
            return
        self._inside(node, place, reading)
        self._flush(place, reading, _WORD_LIST.search(node.get("style")) is not None)

    def _list(self, node: Node, place: Place, reading: _Reading) -> None:
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

    def _terms(self, node: Node, place: Place, reading: _Reading) -> None:
        """<dt>Mødested</dt><dd>Rådhuset</dd> on one line, as the page shows it."""
        term: Node | None = None
        for each in terms(node):
            if each.tag == "dt":
                if term is not None:
                    self._node(term, place, reading)
                term = each
            elif each.tag == "dd" and term is not None and is_value(term, each):
                self._labelled((term, each), place, reading)
                term = None
            else:
                if term is not None:
                    self._node(term, place, reading)
                    term = None
                self._node(each, place, reading)
        if term is not None:
            self._node(term, place, reading)

    def _labelled(self, pair: tuple[Node, Node], place: Place, reading: _Reading) -> None:
        label, said = pair
        self._inside(label, replace(place, face=Face()), reading)
        reading.parts.append(("\t", Face()))
        self._inside(said, replace(place, face=Face()), reading)
        self._flush(place, reading)

    def _table(self, node: Node, place: Place) -> list[Piece]:
        inner = replace(place, level=0, cell=True, kind=Kind.PARAGRAPH)
        rows: list[list[Cell]] = []
        above: list[Piece] = []
        for each in rows_of(node):
            if each.tag == "tr":
                rows.append([self._cell(cell, inner) for cell in each.nodes if is_cell(cell)])
            else:
                above += self._apart(each, inner)
        placed = node.get("role") in ("presentation", "none")
        if placed:
            return above + [piece for row in rows for cell in row for piece in cell.pieces]
        return above + table(rows)

    def _cell(self, node: Node, place: Place) -> Cell:
        if self._furniture.hides(node):
            return Cell()
        across = min(max(whole(node.get("colspan"), 1), 1), WIDEST)
        down = max(whole(node.get("rowspan"), 1), 1)
        return Cell(tuple(self._apart(node, under(node, place))), across, down)

    def _flush(self, place: Place, reading: _Reading, listed: bool = False) -> None:
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
        reading.pieces.append(Piece(kind, text, place.level, line_faces(parts, text)))
