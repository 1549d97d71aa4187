"""PDF files: text in reading order, page by page, without running headers and footers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.document import Document
from ingest.files.ocr import missing, read_picture
from ingest.files.pdf_aligned import Labelled, parts
from ingest.files.pdf_columns import Region, column_starts, regions
from ingest.files.pdf_furniture import furniture
from ingest.files.pdf_hyphens import Words
from ingest.files.pdf_lines import Line, bullets, lines, pairs
from ingest.files.pdf_margins import Margins
from ingest.files.pdf_paragraphs import Paragraph, Setting, paragraphs, values
from ingest.files.pdf_tables import Boxed, Ruled, Table, ruled
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
    words = Words()
    for rows in kept:
        for line in rows:
            words.learn(line.text)
        for text, below in pairs(rows):
            words.learn_end(text, below)
    flow, setting = _flow(pages, kept, words)
    aside = _repeated(pages)
    for page in pages:
        flow += [Loose(text, page.number) for text in page.turned if text not in aside]
    flow.sort(key=_page_of)
    whole = written(flow, setting, words)
    if not whole.text.strip():
        raise UnreadableMinutes(
            "PDF-filen har ingen tekst; gem referatet igen fra det program, det er skrevet i."
        )
    return Document(
        whole.text,
        tuple(_offsets(whole.pages, len(pages), len(whole.text))),
        marks(whole.headings),
        tuple(_once([*left_out, *aside, *whole.left_out])),
        tuple(_doubts(pages)),
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


# --- from words to parts -------------------------------------------------------------------------


def _flow(
    pages: Sequence[Page], kept: Sequence[Sequence[Line]], words: Words
) -> tuple[list[Part], Setting]:
    loose = [[word for line in rows for word in line.words] for rows in kept]
    tables = [ruled(each, page, words) for page, each in zip(pages, loose, strict=True)]
    on_pages = [
        list(regions(each.rest, page.number)) for page, each in zip(pages, tables, strict=True)
    ]
    starts = column_starts([region for on_page in on_pages for region in on_page])
    pieces: list[Table | Labelled | Region] = []
    for page, each, on_page in zip(pages, tables, on_pages, strict=True):
        again = regions(each.rest, page.number, starts) if starts else on_page
        for region in again:
            pieces += _pieces(region, each, page, words)
    plain = [piece for piece in pieces if isinstance(piece, Region)]
    set_in = [
        piece.region if isinstance(piece, Labelled) else piece
        for piece in pieces
        if not isinstance(piece, Table)
    ]
    setting, margins = Setting.of(plain), Margins.of(set_in, pages)
    flow: list[Part] = []
    for piece in pieces:
        if isinstance(piece, Table):
            flow.append(piece)
        elif isinstance(piece, Labelled):
            flow += values(piece.region, margins.right(piece.region))
        else:
            flow += paragraphs(piece, margins.right(piece), setting)
    return flow, setting


def _pieces(
    region: Region, tables: Ruled, page: Page, words: Words
) -> Iterator[Table | Labelled | Region]:
    """A region's parts, the ruled tables in the places that are kept for them."""
    plain: list[Line] = []
    for line in region.lines:
        kept = [tables.parts[word.text] for word in line.words if word.text in tables.parts]
        beside = tuple(word for word in line.words if word.text not in tables.parts)
        if beside:
            plain.append(Line(beside, line.page, line.base))
        if kept and plain:
            yield from parts(replace(region, lines=tuple(plain)), page.drawn.across, words)
            plain = []
        for part in kept:
            yield from [part] if isinstance(part, Table) else _boxed(part, tables, page, words)
    if plain:
        yield from parts(replace(region, lines=tuple(plain)), page.drawn.across, words)


def _boxed(
    part: Boxed, tables: Ruled, page: Page, words: Words
) -> Iterator[Table | Labelled | Region]:
    for group in part.groups:
        for region in regions(group, page.number):
            boxed = replace(region, right=max(region.right, part.box.right - 5), column=True)
            yield from _pieces(boxed, tables, page, words)


# --- doubts --------------------------------------------------------------------------------------


def _doubts(pages: Sequence[Page]) -> Iterator[str]:
    recognised = [page.number for page in pages if page.scanned]
    if recognised:
        yield f"{_sides(recognised)} er læst med tekstgenkendelse og kan have læsefejl."
    pictures = [page for page in pages if page.lacking]
    if pictures:
        sides = _sides([page.number for page in pictures])
        what = "et billede" if len(pictures) == 1 else "billeder"
        yield f"{sides} er {what} og ikke læst: {pictures[0].lacking}"
    hidden = [page.number for page in pages if page.hides]
    if hidden:
        yield f"{_sides(hidden)} har tekst, som ikke kan ses på siden; den er ikke læst med."


def _sides(numbers: Sequence[int]) -> str:
    """Page numbers as a reader says them: "Side 3", "Siderne 1-4, 7 og 9"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    if len(numbers) == 1:
        return f"Side {numbers[0]}"
    said = ["-".join(map(str, span)) for span in spans]
    return f"Siderne {', '.join(said[:-1])} og {said[-1]}" if said[1:] else f"Siderne {said[0]}"
