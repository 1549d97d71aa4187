"""Minutes as Word documents: styles or plain bold type, numbers typed or Word's own."""

from io import BytesIO
from random import Random
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from .forms import House
from .meant import Line, Look, Minutes
from .printed import Printed

# By id: python-docx looks a style's name up among all styles, once a paragraph.
STYLES = {
    Look.TITLE: "Title",
    Look.GROUP: "Heading1",
    Look.ITEM: "Heading2",
    Look.SECTION: "Heading3",
    Look.SUBHEADING: "Heading4",
}
SIZES = {Look.TITLE: 20, Look.GROUP: 16, Look.ITEM: 14, Look.SECTION: 11, Look.SUBHEADING: 10}


class Word:
    """One document in one clerk's habit."""

    def __init__(self, rng: Random, house: House, minutes: Minutes) -> None:
        self.rng, self.house, self.minutes = rng, house, minutes
        self.document: Any = Document()
        self.styled = rng.random() < 0.6
        self.own_marks = rng.random() < 0.6  # Word's bullets and numbers, not typed ones
        self.own_numbers = self._may_number() and rng.random() < 0.5
        self.breaks = rng.random() < 0.4
        self.items: str | None = None
        self.list: str | None = None

    def write(self) -> bytes:
        """The file."""
        if self.rng.random() < 0.5:
            self._furniture()
        before = None
        for line in self.minutes.lines:
            if line.look is not Look.NUMBER:
                self.list = None
            if line.rows:
                self._table(line)
            elif line.look is Look.CLOSE and self.breaks and before is not None:
                before.add_run().add_break(WD_BREAK.LINE)
                before.add_run(line.text)
            else:
                before = self._paragraph(line)
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _may_number(self) -> bool:
        numbers = [point.number for point in self.minutes.points]
        row = list(range(numbers[0] or 0, (numbers[0] or 0) + len(numbers)))
        return self.house.items in ("8. titel", "715. titel") and numbers == row

    def _paragraph(self, line: Line) -> Any:
        text, style = line.text, None
        if line.look is Look.ITEM and self.own_numbers:
            text = text.split(". ", 1)[1]
        if self.styled and line.look in STYLES:
            style = STYLES[line.look]
        elif line.look in (Look.BULLET, Look.NUMBER):
            style = {Look.BULLET: "ListBullet", Look.NUMBER: "ListNumber"}[line.look]
            if not self.own_marks:
                style, text = None, f"{line.marker} {text}"
        paragraph = self.document.add_paragraph()
        if style:
            paragraph._p.style = style
        run = paragraph.add_run(text)
        if line.look in SIZES and not style:
            run.bold, run.font.size = True, Pt(SIZES[line.look])
        if line.look is Look.NUMBER and self.own_marks:
            self.list = self.list or self._numbers(1)
            _number(paragraph, self.list)
        if line.look is Look.ITEM and self.own_numbers:
            self.items = self.items or self._numbers(self.minutes.points[0].number or 1)
            _number(paragraph, self.items)
        return paragraph

    def _table(self, line: Line) -> None:
        table = self.document.add_table(len(line.rows), len(line.rows[0]))
        table._tbl.tblPr.style = "TableGrid"
        cells = table._cells
        for place, text in enumerate(text for row in line.rows for text in row):
            cells[place].paragraphs[0].add_run(text)

    def _numbers(self, start: int) -> str:
        """A new numbered list that begins at `start`; its id."""
        numbering = self.document.part.numbering_part.element
        ids = [int(found.get(qn("w:abstractNumId"))) for found in numbering.findall(ABSTRACT)]
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(max(ids) + 1))
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("start", str(start)), ("numFmt", "decimal"), ("lvlText", "%1.")):
            level.append(_element(tag, value))
        abstract.append(level)
        numbering.insert(0, abstract)
        return str(numbering.add_num(max(ids) + 1).numId)

    def _furniture(self) -> None:
        section = self.document.sections[0]
        section.header.paragraphs[0].text = f"{self.minutes.committee} - Side"
        section.footer.paragraphs[0].text = "Lokalt arkiv"


ABSTRACT = qn("w:abstractNum")


def _element(tag: str, value: str) -> Any:
    found = OxmlElement(f"w:{tag}")
    found.set(qn("w:val"), value)
    return found


def _number(paragraph: Any, list_id: str) -> None:
    numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbers.get_or_add_ilvl().val = 0
    numbers.get_or_add_numId().val = int(list_id)


def render(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as a Word file."""
    return Printed(Word(rng, house, minutes).write(), ".docx")
