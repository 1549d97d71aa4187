"""PDF files drawn for the tests, sign by sign, and what pdfium itself reads in them."""

import io
import unicodedata
from collections import Counter

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Document

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 72, 523
LONG = (
    "Forvaltningen har i foråret undersøgt, hvordan cykelstien langs Søvejen kan forlænges til "
    "stationen, og har holdt tre møder med beboerne, som ønsker bedre belysning og lavere fart."
)


class Sheet:
    """A canvas on which lines are set from the top down; `down` is in points from the top."""

    def __init__(self, font: str = "Helvetica", size: float = 11) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(WIDTH, HEIGHT))
        self.font, self.size = font, size
        self.down = 100.0

    def at(self, x: float, down: float, text: str, size: float = 0, bold: bool = False) -> None:
        """One line at a place."""
        self.canvas.setFont(self.font + ("-Bold" if bold else ""), size or self.size)
        self.canvas.drawString(x, HEIGHT - down, text)

    def line(self, text: str, x: float = LEFT, size: float = 0, bold: bool = False) -> None:
        """A line below the last one, with no more than the usual room."""
        self.at(x, self.down, text, size, bold)
        self.down += 1.25 * (size or self.size)

    def words(self, text: str, x: float = LEFT, right: float = RIGHT) -> None:
        """A paragraph, wrapped, with room below."""
        for line in simpleSplit(text, self.font, self.size, right - x):
            self.line(line, x)
        self.room()

    def heading(self, text: str, size: float = 0) -> None:
        """A line in bold with room below."""
        self.line(text, size=size, bold=True)
        self.room()

    def room(self, points: float = 9) -> None:
        """Empty room."""
        self.down += points

    def page(self, down: float = 100) -> None:
        """The next page."""
        self.canvas.showPage()
        self.down = down

    def grid(self, xs: list[float], downs: list[float]) -> None:
        """Ruling lines."""
        self.canvas.grid(xs, [HEIGHT - down for down in downs])

    def data(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.file.getvalue()


def letters(text: str) -> Counter[str]:
    """Letters and digits, whatever stands between them."""
    return Counter(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def as_pdfium_reads(data: bytes) -> str:
    """The text of all pages by pdfium's own reading."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def lost_or_doubled(data: bytes, document: Document) -> Counter[str]:
    """Letters that are on the pages and neither in the text nor left out, or that are twice.

    A header is left out on each page and told once; so its letters may be there several times.
    """
    printed, kept = letters(as_pdfium_reads(data)), letters(document.text)
    told = letters(" ".join(document.left_out))
    digits = any(sign.isdigit() for sign in told)  # "Side 1" stands for "Side 2" too
    wrong: Counter[str] = Counter()
    for sign in printed | kept:
        most = len(document.pages) * told[sign]
        if digits and sign.isdigit():
            most = len(document.pages) * 4
        if not kept[sign] <= printed[sign] <= kept[sign] + most:
            wrong[sign] = printed[sign] - kept[sign]
    return wrong
