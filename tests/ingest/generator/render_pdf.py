"""Minutes as PDF: running headers and footers, one or two columns, ruled tables, broken pages."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

from .forms import House
from .meant import Line, Look, Minutes
from .printed import Printed

WIDTH, HEIGHT = A4
MARGIN, GUTTER = 62, 20
HEADED = {Look.TITLE: 17, Look.GROUP: 14, Look.ITEM: 13, Look.SECTION: 11, Look.SUBHEADING: 10}


class Sheet:
    """One PDF in one publisher's habit."""

    def __init__(self, rng: Random, house: House, minutes: Minutes) -> None:
        self.house, self.minutes = house, minutes
        self.columns = 2 if rng.random() < 0.15 else 1
        serif = rng.random() < 0.4
        self.font = "Times-Roman" if serif else "Helvetica"
        self.bold = "Times-Bold" if serif else "Helvetica-Bold"
        self.justified = rng.random() < 0.3
        self.size = rng.choice([9, 10, 11])
        self.running = f"{minutes.committee} {minutes.held:%d-%m-%Y}"
        self.spaced = rng.random() < 0.2  # pages in the contents, as a browser prints a TAB
        self.styles = {look: self._style(look) for look in Look}

    def write(self) -> bytes:
        """The file."""
        out = BytesIO()
        document = BaseDocTemplate(out, pagesize=A4, invariant=1)
        wide = (WIDTH - 2 * MARGIN - (self.columns - 1) * GUTTER) / self.columns
        frames = [
            Frame(MARGIN + n * (wide + GUTTER), 64, wide, HEIGHT - 138, 0, 0, 0, 0)
            for n in range(self.columns)
        ]
        document.addPageTemplates(PageTemplate("all", frames))
        flow = [self._flowable(line, wide) for line in self.minutes.lines]
        document.build(flow, canvasmaker=numbered(self._furniture))
        return out.getvalue()

    def _style(self, look: Look) -> ParagraphStyle:
        size = HEADED.get(look, self.size)
        close = look in (Look.CLOSE, Look.CONTENTS)
        listed = look in (Look.BULLET, Look.NUMBER)
        return ParagraphStyle(
            look.value,
            fontName=self.bold if look in HEADED else self.font,
            fontSize=size,
            leading=size * 1.25,
            spaceBefore=0 if close else 4 if listed else size * 0.9,
            leftIndent=18 if listed else 0,
            bulletIndent=4,
            keepWithNext=look in HEADED,
            alignment=4 if self.justified and look is Look.PARAGRAPH else 0,
        )

    def _flowable(self, line: Line, wide: float) -> Any:
        if line.rows:
            return self._table(line, wide)
        if line.look is Look.CONTENTS and "\t" in line.text and not self.spaced:
            return Entry(line.text, self.styles[line.look])
        text = escape(line.text.replace("\t", " "))
        marker = {"-": "•"}.get(line.marker, line.marker) or None
        return Paragraph(text, self.styles[line.look], bulletText=marker)

    def _table(self, line: Line, wide: float) -> Table:
        size = self.size - 1 if self.columns == 1 else 7
        style = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("FONT", (0, 0), (-1, -1), self.font, size),
            ("FONT", (0, 0), (-1, 0), self.bold, size),
        ]
        widths = [wide * 0.9 / len(line.rows[0])] * len(line.rows[0]) if self.columns == 1 else None
        return Table(line.rows, widths, style=style, spaceBefore=8, spaceAfter=8)

    def _furniture(self, canvas: Any, number: int, pages: int) -> None:
        canvas.setFont(self.font, 8)
        foot = {
            "Side 3": f"Side {number}",
            "Side 1 af 56": f"Side {number} af {pages}",
            "2/2": f"{number}/{pages}",
            "running header and page": f"Side {number}",
        }.get(self.house.furniture, "")
        canvas.drawCentredString(WIDTH / 2, 34, foot)
        if self.house.furniture.startswith("running"):
            canvas.drawString(MARGIN, HEIGHT - 40, self.running)


class Entry(Paragraph):
    """An entry of the contents: a title, dots where it has some, its page at the right margin."""

    PAGE = 30  # points that are kept for it

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        title, self.page = text.split("\t")
        self.dotted = title.endswith("...")
        super().__init__(escape(title.rstrip(".")), style)

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        """As high as the title is beside the page's number."""
        self.right = wide
        return wide, super().wrap(wide - self.PAGE, high)[1]

    def split(self, wide: float, high: float) -> list[Any]:
        """Nowhere."""
        return []

    def draw(self) -> None:
        """The title, and on its last line the number."""
        super().draw()
        pen, font, size = self.canv, self.style.fontName, self.style.fontSize
        pen.setFont(font, size)
        base = self.style.leading - size
        pen.drawRightString(self.right, base, self.page)
        free = self.blPara.lines[-1][0]  # behind the last line
        start = self.right - self.PAGE - free + 2
        dots = int((free + self.PAGE / 3) / pen.stringWidth(".", font, size))
        if self.dotted:
            pen.drawString(start, base, "." * dots)


def numbered(furniture: Callable[[Any, int, int], None]) -> Callable[..., Canvas]:
    """A canvas that prints the furniture once the number of pages is known."""

    class Numbered(Canvas):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self.kept, 1):
                self.__dict__.update(page)
                furniture(self, number, len(self.kept))
                super().showPage()
            super().save()

    return Numbered


def render(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as a PDF."""
    return Printed(Sheet(rng, house, minutes).write(), ".pdf")
