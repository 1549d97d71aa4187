"""The words of a Word document's body, headers and notes, as pieces in reading order."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ingest.files.docx_numbers import BULLET, Numbers
from ingest.files.docx_styles import Styles
from ingest.files.grids import Cell, table
from ingest.files.ooxml import child, local, on, value, whole
from ingest.files.pieces import CHANGED, HIDDEN, PAGE, Face, Kind, Piece, faces

_BODY_LEVEL = 9
# What holds blocks or runs without being one; everything else that is not named is left out.
_WRAPPERS = frozenset((
    "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple",
    "dir", "bdo", "body", "hdr", "ftr", "footnote", "endnote", "txbxContent", "oMath",
    "oMathPara", "ruby", "rubyBase", "subDoc",
))  # fmt: skip
_MATH = frozenset((
    "f", "num", "den", "sSup", "sSub", "sSubSup", "e", "sup", "sub", "rad", "deg", "d", "nary",
    "func", "fName", "limLow", "limUpp", "lim", "bar", "box", "borderBox", "acc", "m", "mr",
    "eqArr", "groupChr", "sPre",
))  # fmt: skip
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": PAGE,
}
_PICTURES = frozenset(("drawing", "pict", "object", "shape", "group", "inline", "anchor"))


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read."""

    style: str = ""
    parts: list[tuple[str, Face]] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)


class Body:
    """Reads one part of the file; `note` gives a footnote's pieces, `chunk` a foreign part's."""

    def __init__(
        self,
        styles: Styles,
        numbers: Numbers,
        note: Callable[[str, str], list[Piece]] = lambda kind, number: [],
        chunk: Callable[[str], list[Piece]] = lambda relation: [],
    ) -> None:
        self.doubts: set[str] = set()
        self.left_out: list[str] = []
        self._styles, self._numbers = styles, numbers
        self._note, self._chunk = note, chunk
        self._fields: list[bool] = []  # for each open field, whether its code is being read
        self._open: _Paragraph | None = None  # one that goes on in the next
        self._contents = 0  # how many contents lists are open

    def pieces(self, root: Any) -> list[Piece]:
        """What stands in a part or in a cell."""
        found: list[Piece] = []
        self._blocks(root, found)
        if self._open is not None:
            self._close(self._open, None, found)
        return found

    def _blocks(self, parent: Any, found: list[Piece]) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element, found)
            elif name == "tbl":
                found += table([self._row(row) for row in _within(element, "tr")])
            elif name == "AlternateContent":
                self._blocks(_chosen(element), found)
            elif name in ("del", "moveFrom"):
                self._changed(element)
            elif name == "altChunk":
                found += self._chunk(value(element, "id"))
            elif name in _WRAPPERS and not self._is_prompt(element):
                self._wrapped(element, name, found)

    def _wrapped(self, element: Any, name: str, found: list[Piece]) -> None:
        gallery = value(child(element, "sdtPr", "docPartObj", "docPartGallery"))
        contents = name == "sdt" and gallery == "Table of Contents"
        self._contents += contents
        self._blocks(element, found)
        self._contents -= contents

    def _row(self, row: Any) -> list[Cell]:
        said = child(row, "trPr")
        if child(said, "del") is not None:
            self.doubts.add(CHANGED)
            return []
        before = whole(value(child(said, "gridBefore")))
        cells = [Cell(across=before)] if before > 0 else []
        for cell in _within(row, "tc"):
            about = child(cell, "tcPr")
            if child(about, "cellDel") is not None:
                self.doubts.add(CHANGED)
                continue
            merged = [child(about, name) for name in ("vMerge", "hMerge")]
            covered = any(m is not None and value(m) in ("", "continue") for m in merged)
            across = whole(value(child(about, "gridSpan")), 1)
            cells.append(Cell(tuple(self._apart(cell)), across, covered=covered))
        return cells

    def _apart(self, element: Any) -> list[Piece]:
        """What stands in a cell or a box: no paragraph runs into it or out of it."""
        before, self._open = self._open, None
        found = self.pieces(element)
        self._open = before
        return found

    def _paragraph(self, element: Any, found: list[Piece]) -> None:
        about = child(element, "pPr")
        paragraph, self._open = self._open or _Paragraph(), None
        paragraph.style = value(child(about, "pStyle"))
        self._inline(element, paragraph)
        mark = child(about, "rPr")
        deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        if deleted:
            self.doubts.add(CHANGED)
        if deleted or on(child(mark, "specVanish")):
            self._open = paragraph  # its end is not printed: the next paragraph goes on in it
            return
        self._close(paragraph, about, found)

    def _close(self, paragraph: _Paragraph, about: Any, found: list[Piece]) -> None:
        self._open = None
        self._fields = [False for _ in self._fields]  # a code never ends: what follows is text
        text = "".join(text for text, _ in paragraph.parts)
        level = self._level(paragraph.style, about)
        number = self._number(paragraph.style, about)
        if text.strip(" \n\t" + PAGE) or number not in ("", BULLET):
            found.append(self._piece(paragraph, text, level, number))
        elif PAGE in text:
            found.append(Piece(Kind.PARAGRAPH, PAGE))
        found += paragraph.notes + paragraph.boxes

    def _piece(self, paragraph: _Paragraph, text: str, level: int, number: str) -> Piece:
        kind = Kind.PARAGRAPH
        contents = self._contents and re.search(r"\t\s*\d+\s*$", text) is not None
        if contents or self._styles.is_contents(paragraph.style):
            kind, level = Kind.CONTENTS, 0
        elif number and not level:
            kind = Kind.ENTRY
        if number:
            pages = len(text) - len(text.lstrip(PAGE))
            text = text[:pages] + f"{number} {text[pages:].lstrip()}".rstrip(" ")
        return Piece(kind, text, level, faces(paragraph.parts))

    def _level(self, style: str, about: Any) -> int:
        outline = value(child(about, "outlineLvl"))
        if outline.isdecimal():
            return int(outline) + 1 if int(outline) < _BODY_LEVEL else 0
        return self._styles.level(style)

    def _number(self, style: str, about: Any) -> str:
        listed = self._numbers.of(style, child(about, "numPr"))
        return self._numbers.next(*listed) if listed else ""

    def _inline(self, parent: Any, paragraph: _Paragraph) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, paragraph)
            elif name in ("del", "moveFrom"):
                self._changed(element)
            elif name == "AlternateContent":
                self._inline(_chosen(element), paragraph)
            elif name in _WRAPPERS or name in _MATH:
                if name in ("ins", "moveTo"):
                    self._changed(element)
                if name == "den":
                    paragraph.parts.append(("/", Face()))
                if not self._is_prompt(element):
                    self._inline(element, paragraph)

    def _is_prompt(self, element: Any) -> bool:
        """Whether a content control still says "Klik her for at skrive tekst"."""
        if child(element, "sdtPr", "showingPlcHdr") is None:
            return False
        words = "".join(each.text or "" for each in element.iter() if local(each) == "t")
        self.left_out.append(words)
        return True

    def _changed(self, element: Any) -> None:
        if any(local(each) in ("t", "delText") and (each.text or "") for each in element.iter()):
            self.doubts.add(CHANGED)

    def _run(self, run: Any, paragraph: _Paragraph) -> None:
        face, hidden = self._styles.face(paragraph.style, child(run, "rPr"))
        for element in run:
            name = local(element)
            if name == "fldChar":
                self._field(value(element, "fldCharType"))
                continue
            text = _printed(element, name)
            if hidden or any(self._fields):
                if hidden and text.strip() and not any(self._fields):
                    self.doubts.add(HIDDEN)
                text = PAGE if text == PAGE else ""
            if text:
                paragraph.parts.append((text, face))
            elif name in ("footnoteReference", "endnoteReference"):
                self._noted(name, value(element, "id"), paragraph, face)
            elif name == "AlternateContent" or name in _PICTURES:
                self._boxes(element, paragraph)
            elif name == "ruby":
                self._inline(element, paragraph)

    def _field(self, kind: str) -> None:
        """{begin} code {separate} what is printed {end}."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _noted(self, name: str, number: str, paragraph: _Paragraph, face: Face) -> None:
        found = self._note(name, number)
        words = " ".join(piece.text.strip() for piece in found)
        if words:
            stars = "*" * (len(paragraph.notes) + 1)
            paragraph.parts.append((stars, face))
            paragraph.notes.append(Piece(Kind.NOTE, f"{stars} {words}"))

    def _boxes(self, element: Any, paragraph: _Paragraph) -> None:
        """The text boxes of a drawing, after the paragraph that they are tied to."""
        if local(element) == "AlternateContent":
            element = _chosen(element)
        for each in element:
            if local(each) == "txbxContent":
                paragraph.boxes += self._apart(each)
            else:
                self._boxes(each, paragraph)


def _printed(element: Any, name: str) -> str:
    """What an element of a run prints."""
    if name == "t":
        return (element.text or "").replace("\n", " ")
    if name == "br":
        return "\n"
    if name == "sym":
        code = value(element, "char")
        try:
            sign = int(code, 16)
        except ValueError:
            return ""
        return chr(sign if sign >= 0xF000 else sign + 0xF000) if sign < 0x10000 else ""
    return _SIGNS.get(name, "")


def _chosen(element: Any) -> Any:
    """Of two forms of the same drawing, the first; the second is for programs that lack it."""
    choice = child(element, "Choice")
    if choice is None:
        choice = child(element, "Fallback")
    return () if choice is None else choice


def _within(parent: Any, name: str) -> Iterable[Any]:
    """The rows of a table or the cells of a row, also those in a content control."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(element, name)
