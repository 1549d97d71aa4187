"""The lines of all pages as paragraphs and tables in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.files.pdf_columns import Region, column_starts, regions
from ingest.files.pdf_hyphens import Words
from ingest.files.pdf_lines import Line
from ingest.files.pdf_margins import Margins
from ingest.files.pdf_paragraphs import Paragraph, Setting, paragraphs, values
from ingest.files.pdf_parts import Labelled, Part, parts
from ingest.files.pdf_tables import Boxed, Ruled, Table, ruled
from ingest.files.pdf_words import Page


def flow(
    pages: Sequence[Page], kept: Sequence[Sequence[Line]], words: Words
) -> tuple[list[Paragraph | Table], Setting]:
    """The parts of all pages, and how the document is set; `kept` has each page's lines."""
    pieces = list(_on_pages(pages, kept, words))
    plain = [piece for piece in pieces if isinstance(piece, Region)]
    labelled = [piece.region for piece in pieces if isinstance(piece, Labelled)]
    setting, margins = Setting.of(plain), Margins.of([*plain, *labelled], pages)
    found: list[Paragraph | Table] = []
    for piece in pieces:
        if isinstance(piece, Table):
            found.append(piece)
        elif isinstance(piece, Labelled):
            found += values(piece.region, margins.right(piece.region))
        else:
            found += paragraphs(piece, margins.right(piece), setting)
    return found, setting


def _on_pages(
    pages: Sequence[Page], kept: Sequence[Sequence[Line]], words: Words
) -> Iterator[Part]:
    loose = [[word for line in rows for word in line.words] for rows in kept]
    tables = [ruled(each, page, words) for page, each in zip(pages, loose, strict=True)]
    cut = [list(regions(each.rest, page.number)) for page, each in zip(pages, tables, strict=True)]
    starts = column_starts([region for on_page in cut for region in on_page])
    for page, each, on_page in zip(pages, tables, cut, strict=True):
        again = regions(each.rest, page.number, starts) if starts else on_page
        for region in again:
            yield from _pieces(region, each, page, words)


def _pieces(region: Region, tables: Ruled, page: Page, words: Words) -> Iterator[Part]:
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


def _boxed(part: Boxed, tables: Ruled, page: Page, words: Words) -> Iterator[Part]:
    for group in part.groups:
        for region in regions(group, page.number):
            room = part.box.right - (region.left - part.box.left)  # as much as on the left
            boxed = replace(region, right=max(region.right, room), column=True)
            yield from _pieces(boxed, tables, page, words)
