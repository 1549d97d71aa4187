"""The words of an OpenDocument text as pieces in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.files.grids import Cell, table
from ingest.files.odt_styles import BULLET, Count, Styles
from ingest.files.ooxml import child, local, value, whole
from ingest.files.pieces import CHANGED, HIDDEN, PAGE, Face, Kind, Piece, faces

_ROWS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
# What is written in a paragraph but not printed in it.
_UNSEEN = frozenset((
    "annotation", "annotation-end", "tracked-changes", "title", "desc", "event-listeners",
    "object", "object-ole", "image", "forms", "sequence-decls", "variable-decls",
    "user-field-decls", "table-of-content-source", "script", "hidden-text", "ruby-text", "number",
    "a11y", "table-column", "table-columns", "user-index-mark", "toc-mark",
))  # fmt: skip
_MOST_REPEATED = 63
_SPACE = re.compile(r"[ \t\r\n]+")  # as in HTML: what is meant is written as elements


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read."""

    style: str
    parts: list[tuple[str, Face]] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    notes: int = 0


@dataclass(slots=True)
class _List:
    """The list that paragraphs stand in."""

    style: str
    count: Count
    level: int
    start: int | None = None
    marked: bool = False  # whether the entry still waits for its number


class Body:
    """Reads the text of the file, or of a header."""

    def __init__(self, styles: Styles) -> None:
        self.doubts: set[str] = set()
        self._styles = styles
        self._counts: dict[str, Count] = {}  # by the ids and the styles of lists
        self._outline = Count()

    def pieces(self, root: Any) -> list[Piece]:
        """What stands in a part of the document."""
        found: list[Piece] = []
        self._blocks(root, None, found)
        return found

    def _blocks(self, parent: Any, listed: _List | None, found: list[Piece]) -> None:
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, name, listed, found)
            elif name == "list":
                self._list(element, listed, found)
            elif name == "table":
                found += table(list(self._rows(element)))
            elif name == "soft-page-break":
                found.append(Piece(Kind.PARAGRAPH, PAGE))
            elif name == "tracked-changes":
                kinds = {local(each) for region in element for each in region}
                self.doubts |= {CHANGED} if kinds & {"insertion", "deletion"} else set()
            elif name == "section" and value(element, "display") == "none":
                self.doubts.add(HIDDEN)
            elif name not in _UNSEEN:
                self._blocks(element, listed, found)

    def _list(self, element: Any, above: _List | None, found: list[Piece]) -> None:
        style = value(element, "style-name") or (above.style if above else "")
        if above is None:
            listed = _List(style, self._count(element, style), 1)
        else:
            listed = _List(style, above.count, above.level + 1)
        for item in element:
            listed.marked = local(item) == "list-item"
            start = value(item, "start-value")
            listed.start = whole(start) if start else None
            self._blocks(item, listed, found)

    def _count(self, element: Any, style: str) -> Count:
        """The count of a list: its own, or that of the list it goes on with."""
        named = value(element, "continue-list")
        on = value(element, "continue-numbering") == "true"
        count = self._counts.get(named) if named else self._counts.get(style) if on else None
        count = count or Count()
        self._counts[style] = count
        if value(element, "id"):
            self._counts[value(element, "id")] = count
        return count

    def _paragraph(self, element: Any, name: str, listed: _List | None, found: list[Piece]) -> None:
        style = value(element, "style-name")
        paragraph = _Paragraph(style)
        if self._styles.breaks(style):
            paragraph.parts.append((PAGE, Face()))
        self._inline(element, paragraph, ())
        level = whole(value(element, "outline-level"), 1) if name == "h" else 0
        level = level or self._styles.level(style)
        text = "".join(text for text, _ in paragraph.parts)
        number = self._number(element, level if name == "h" else 0, listed, text)
        if text.strip() or number not in ("", BULLET):
            found.append(self._piece(paragraph, text, level, number))
        elif PAGE in text:
            found.append(Piece(Kind.PARAGRAPH, PAGE))
        found += paragraph.after

    def _number(self, element: Any, level: int, listed: _List | None, text: str) -> str:
        written = child(element, "number")
        counted = ""
        if listed is not None and listed.marked and text.strip():
            style = listed.style or self._styles.list_style(value(element, "style-name"))
            levels = self._styles.lists.get(style, {})
            counted = listed.count.next(listed.level, levels, listed.start)
            listed.marked, listed.start = False, None
        elif listed is None and level in self._styles.outline and text.strip():
            unnumbered = value(element, "is-list-header") == "true"
            counted = "" if unnumbered else self._outline.next(level, self._styles.outline, None)
        return (written.text or "").strip() if written is not None else counted.strip()

    def _piece(self, paragraph: _Paragraph, text: str, level: int, number: str) -> Piece:
        kind = Kind.ENTRY if number and not level else Kind.PARAGRAPH
        if self._styles.is_contents(paragraph.style):
            kind, level = Kind.CONTENTS, 0
        if number:
            pages = len(text) - len(text.lstrip(PAGE))
            text = text[:pages] + f"{number} {text[pages:].lstrip()}".rstrip()
        return Piece(kind, text, level, faces(paragraph.parts))

    def _inline(self, parent: Any, paragraph: _Paragraph, spans: tuple[str, ...]) -> None:
        self._write(parent.text, paragraph, spans)
        for element in parent:
            name = local(element)
            if name == "s":
                times = min(max(whole(value(element, "c"), 1), 1), _MOST_REPEATED)
                self._write("\xa0" * times, paragraph, spans)
            elif name in ("tab", "line-break"):
                sign = "\t" if name == "tab" else "\n"
                paragraph.parts.append((sign, self._styles.face(paragraph.style, spans)[0]))
            elif name == "soft-page-break":
                paragraph.parts.append((PAGE, Face()))
            elif name == "note":
                self._note(element, paragraph, spans)
            elif name == "span":
                self._inline(element, paragraph, (*spans, value(element, "style-name")))
            elif name in ("frame", "text-box", "custom-shape", "g", "rect"):
                self._blocks(element, None, paragraph.after)
            elif name not in _UNSEEN and value(element, "is-hidden") != "true":
                self._inline(element, paragraph, spans)
            self._write(element.tail, paragraph, spans)

    def _write(self, text: str | None, paragraph: _Paragraph, spans: tuple[str, ...]) -> None:
        if not text:
            return
        face, hidden = self._styles.face(paragraph.style, spans)
        if hidden:
            self.doubts |= {HIDDEN} if text.strip() else set()
        else:
            paragraph.parts.append((_SPACE.sub(" ", text), face))

    def _note(self, element: Any, paragraph: _Paragraph, spans: tuple[str, ...]) -> None:
        body = child(element, "note-body")
        found = self.pieces(body) if body is not None else []
        words = " ".join(piece.text.strip() for piece in found)
        if words:
            paragraph.notes += 1
            stars = "*" * paragraph.notes
            self._write(stars, paragraph, spans)
            paragraph.after.append(Piece(Kind.NOTE, f"{stars} {words}"))

    def _rows(self, element: Any) -> Iterator[list[Cell]]:
        for each in element:
            if local(each) == "table-row":
                yield list(self._cells(each))
            elif local(each) == "soft-page-break":
                yield [Cell((Piece(Kind.PARAGRAPH, PAGE),))]
            elif local(each) in _ROWS:
                yield from self._rows(each)

    def _cells(self, row: Any) -> Iterator[Cell]:
        for each in row:
            if local(each) not in ("table-cell", "covered-table-cell"):
                continue
            times = min(max(whole(value(each, "number-columns-repeated"), 1), 1), _MOST_REPEATED)
            if local(each) == "covered-table-cell":
                yield from [Cell()] * times
            else:
                cell = Cell(tuple(self.pieces(each)))
                yield cell
                yield from [cell] * (times - 1)
