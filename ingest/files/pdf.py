"""PDF files: text in reading order, page by page, without running headers and footers."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.document import Document
from ingest.files.ocr import missing, read_picture
from ingest.files.pdf_doubts import doubts
from ingest.files.pdf_flow import flow
from ingest.files.pdf_furniture import furniture
from ingest.files.pdf_hyphens import Words
from ingest.files.pdf_lines import Line, bullets, pairs
from ingest.files.pdf_paragraphs import Paragraph
from ingest.files.pdf_rows import lines
from ingest.files.pdf_tables import Table
from ingest.files.pdf_text import Loose, Part, marks, written
from ingest.files.pdf_words import Page, read_page
from vectorstore.errors import UnreadableMinutes

MOST_PAGES = 3_000
_FEW_SIGNS = 50  # less on a page that is a picture, and the picture is read
_MOST_NOTES = 1_000  # on a page
_MOSTLY = 0.5  # of a page
_MOST_UNREAD = 0.3  # of a page's signs


def read_pdf(data: bytes) -> Document:
    """The text of a PDF as it is read on its pages.

    Left out are headers and footers that run over the pages (`left_out`), and what no reader of
    the page sees: invisible, white, covered and tiny text (told in `doubts`); notes that open on
    a click are not read. Pages that are pictures go through tesseract. UnreadableMinutes where
    the file is broken, locked, empty or has more than MOST_PAGES pages.
    """
    pages = _pages(data)
    printed = [_printed(page) for page in pages]
    running = furniture(pages, printed)
    left_out = [
        line.text
        for rows, out in zip(printed, running, strict=True)
        for at, line in enumerate(rows)
        if at in out
    ]
    kept = [
        [line for at, line in enumerate(rows) if at not in out]
        for rows, out in zip(printed, running, strict=True)
    ]
    words = Words.of(
        (line.text for rows in kept for line in rows),
        (ends for rows in kept for ends in pairs(rows)),
    )
    parts, setting = flow(pages, kept, words)
    aside = _repeated(pages)
    loose = [Loose(text, page.number) for page in pages for text in page.turned]
    every = [*parts, *(each for each in loose if each.text not in aside)]
    whole = written(sorted(every, key=_page_of), setting, words)
    if not whole.text.strip():
        raise UnreadableMinutes(
            "PDF-filen har ingen tekst; gem referatet igen fra det program, det er skrevet i."
        )
    return Document(
        whole.text,
        tuple(_offsets(whole.pages, len(pages), len(whole.text))),
        marks(whole.headings),
        tuple(_once([*left_out, *aside, *whole.left_out])),
        tuple(doubts(pages)),
    )


def _printed(page: Page) -> list[Line]:
    found = lines(page.words, page.number)
    marks = bullets(found, page.drawn.dots)
    return lines([*page.words, *marks], page.number) if marks else found


def _once(lines: Sequence[str]) -> list[str]:
    """Each line as first printed: "Side 1 af 56" stands for the others."""
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(re.sub(r"\d+", "#", line), line)
    return list(first.values())


def _page_of(part: Part) -> int:
    if isinstance(part, Paragraph):
        return part.first.page
    return part.pages[0] if isinstance(part, Table) else part.page


def _repeated(pages: Sequence[Page]) -> list[str]:
    """Text at an angle that stands on most pages: a file name in the margin, "UDKAST"."""
    every = [text for page in pages for text in page.turned]
    return [text for text in dict.fromkeys(every) if len(pages) > 1 < every.count(text)]


def _offsets(begins: dict[int, int], count: int, end: int) -> Iterator[int]:
    """Where each page begins; an empty page begins where the next one does."""
    found = [end] * count
    following = end
    for number in range(count, 0, -1):
        following = begins.get(number, following)
        found[number - 1] = following
    yield from found


# --- the pages -----------------------------------------------------------------------------------


def _pages(data: bytes) -> list[Page]:
    import pypdfium2

    document = _opened(data)
    try:
        count = len(document)
        if count == 0:
            raise UnreadableMinutes("PDF-filen har ingen sider; gem referatet igen.")
        if count > MOST_PAGES:
            raise UnreadableMinutes(
                f"PDF-filen har {count} sider, og der læses højst {MOST_PAGES}; del den i flere."
            )
        pages = [_page(document, at) for at in range(count)]
        _read_pictures(document, pages)
        return pages
    except pypdfium2.PdfiumError as error:
        raise UnreadableMinutes(
            "PDF-filen er beskadiget, så en side ikke kan læses; hent den igen."
        ) from error
    finally:
        document.close()


def _opened(data: bytes) -> Any:
    import pypdfium2

    if not data:
        raise UnreadableMinutes("PDF-filen er tom; hent den igen.")
    try:
        document = pypdfium2.PdfDocument(data)
        if document.get_formtype():
            document.init_forms()
        return document
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            clause = "PDF-filen er låst med en adgangskode; gem den uden, og prøv igen."
        else:
            clause = "PDF-filen er beskadiget og kan ikke åbnes; hent eller gem den igen."
        raise UnreadableMinutes(clause) from error


def _page(document: Any, at: int) -> Page:
    page = _with_fields(document, at)
    try:
        found = read_page(page, at + 1)
        signs = sum(len(word.text) for word in found.words)
        found.picture = signs < _FEW_SIGNS and found.pictured > _MOSTLY
        if found.unread > _MOST_UNREAD * signs:  # the fonts say not which letters are meant
            found.words, found.picture = [], True
        return found
    finally:
        page.close()


def _with_fields(document: Any, at: int) -> Any:
    """A page with its filled-in fields and stamps as part of its text."""
    import pypdfium2.raw as pdfium

    page = document[at]
    wanted = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in wanted:
            page.flatten()
            page.close()
            return document[at]
    return page


def _read_pictures(document: Any, pages: Sequence[Page]) -> None:
    """Read the pages that are pictures; where that cannot be done, others may still be read."""
    pictures = [page for page in pages if page.picture]
    lacking = missing() if pictures else ""
    if lacking and 2 * len(pictures) > len(pages):
        raise UnreadableMinutes(f"PDF-filen er skannet, og {lacking}")
    for found in pictures:
        if lacking:
            found.lacking = lacking
            continue
        page = document[found.number - 1]
        try:
            read_picture(page, found)
        finally:
            page.close()
