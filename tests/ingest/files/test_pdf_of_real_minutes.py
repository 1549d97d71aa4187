"""The five real minutes as PDF, read back: the same words, items, sections and blocks."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from ingest.files.pdf import read_pdf
from ingest.parse import parse
from vectorstore.schema import Meeting

NAMES = (
    "direktionen-2014-09-23",
    "direktionen-2018-01-29",
    "direktionen-2021-03-15",
    "direktionen-2022-04-04",
    "direktionen-2022-08-15",
)
# How a page is set: margin, type size, justified, headings in bold, columns.
STYLES = {
    "plain": (70, 10, False, True, 1),
    "justified": (70, 10, True, False, 1),
    "narrow": (130, 10, False, True, 1),
    "columns": (50, 9, False, True, 2),
}
_HEADING = re.compile(
    r"REFERAT |Punkt \d+|(?:Indholdsfortegnelse|Baggrund|Indstilling|Sagsfremstilling|Økonomi"
    r"|Bilag)$|Beslutning |[A-ZÆØÅ ]{7,}(?:DEN|$)",
    re.MULTILINE,
)
_CONTENTS = re.compile(r"(?P<title>[^\t]+?)\.*\t(?P<page>\d+)")
_ENTRY = re.compile(r"(?P<marker>-|\d+\.) (?P<words>.*)")
_GAP = 7


class Printer:
    """Minutes saved as text, set on pages with a running header and page numbers."""

    def __init__(self, style: str) -> None:
        self.margin, size, justified, bold, self.columns = STYLES[style]
        self.width = (A4[0] - 2 * self.margin - 20 * (self.columns - 1)) / self.columns
        align = TA_JUSTIFY if justified else TA_LEFT
        self.body = ParagraphStyle(
            "", fontName="Helvetica", fontSize=size, leading=1.3 * size, alignment=align
        )
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.heading = ParagraphStyle("", self.body, fontName=font, keepWithNext=1)
        self.entry = ParagraphStyle("", self.body, leftIndent=14, bulletIndent=0)
        self.cell = ParagraphStyle("", self.body, fontSize=size - 2, leading=1.2 * (size - 2))
        self.ruled = not justified

    def data(self, text: str) -> bytes:
        """The file."""
        file = io.BytesIO()
        document = BaseDocTemplate(file, pagesize=A4)
        frames = [
            Frame(self.margin + at * (self.width + 20), 60, self.width, A4[1] - 130, 0, 0, 0, 0)
            for at in range(self.columns)
        ]
        document.addPageTemplates(PageTemplate(frames=frames, onPage=self._margins))
        document.build(list(self._flowables(text)))
        return file.getvalue()

    def _margins(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(self.margin, A4[1] - 40, "Lindevang Kommune")
        canvas.drawRightString(A4[0] - self.margin, A4[1] - 40, "Direktionen")
        canvas.drawCentredString(A4[0] / 2, 30, f"Side {document.page}")

    def _flowables(self, text: str) -> Iterator[Flowable]:
        for run in re.split(r"\n\s*\n", text.strip("\n")):
            rows: list[str] = []
            for line in run.split("\n"):
                if "\t" in line and not _CONTENTS.fullmatch(line):
                    rows.append(line)
                    continue
                yield from self._table(rows)
                rows = []
                yield self._line(line)
            yield from self._table(rows)
            yield Spacer(1, _GAP)

    def _line(self, line: str) -> Flowable:
        contents, entry = _CONTENTS.fullmatch(line), _ENTRY.fullmatch(line)
        if contents:
            room = self.width - stringWidth(contents["title"] + "00", "Helvetica", 10)
            dots = "." * max(5, int(room / stringWidth(".", "Helvetica", 10)))
            return Paragraph(escape(contents["title"] + dots + contents["page"]), self.body)
        if entry:
            bullet = "•" if entry["marker"] == "-" else entry["marker"]
            return Paragraph(escape(entry["words"]), self.entry, bulletText=bullet)
        return Paragraph(escape(line), self.heading if _HEADING.match(line) else self.body)

    def _table(self, lines: list[str]) -> Iterator[Flowable]:
        if not lines:
            return
        rows = [line.split("\t") for line in lines]
        count = max(map(len, rows))
        rows = [row + [""] * (count - len(row)) for row in rows]
        longest = [max(self._wide(row[at]) for row in rows) for at in range(count)]
        spare = (self.width - sum(longest)) / count
        widths = [each + spare for each in longest]
        cells = [[Paragraph(escape(cell), self.cell) for cell in row] for row in rows]
        drawn = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if self.ruled:
            drawn.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        yield Table(cells, colWidths=widths, style=TableStyle(drawn))

    def _wide(self, cell: str) -> float:
        """Room for a cell's longest word, which is not to be broken."""
        words = cell.split() or [""]
        return 13 + max(stringWidth(word, "Helvetica", self.cell.fontSize) for word in words)


def words(text: str) -> list[str]:
    """What is printed, without leaders, and without markers, which differ."""
    text = re.sub(r"(?m)^\s*(?:-|\*{2})\s+", "", re.sub(r"\.{4,}", " ", text))
    return text.split()


def structure(meeting: Meeting) -> list[object]:
    return [
        (
            item.number,
            item.title,
            item.case,
            item.closed,
            [(part.kind, part.heading, part.decided) for part in item.sections],
        )
        for item in meeting.items
    ]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_real_minutes_as_pdf_are_read_as_the_text_they_came_from(
    name: str, style: str, real_minutes: Path
) -> None:
    text = (real_minutes / f"{name}.txt").read_text(encoding="utf-8")
    document = read_pdf(Printer(style).data(text))
    assert structure(parse(document.text)) == structure(parse(text))
    assert sorted(words(document.text)) == sorted(words(text))
    assert document.left_out == ("Lindevang Kommune Direktionen", "Side 1")
    assert document.doubts == ()
    assert len(document.pages) >= 3
