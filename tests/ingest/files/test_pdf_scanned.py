"""Scanned pages: read with tesseract where the machine has it, else refused or told."""

import io
import shutil
import subprocess

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.files import ocr
from ingest.files.pdf import read_pdf
from tests.ingest.files.drawn_pdf import HEIGHT, LEFT, LONG, WIDTH, Sheet
from vectorstore.errors import UnreadableMinutes

recognition = pytest.mark.skipif(
    bool(ocr.missing()), reason=f"not on this machine: {ocr.missing()}"
)


def _scanned(*, pages: str, hidden: str = "") -> bytes:
    """Pages by a letter each: "s" for a picture of a page, "t" for one with text."""
    sheet = Sheet()
    sheet.heading("Punkt 3: Cykelsti langs Søvejen", 16)
    sheet.words(LONG)
    picture = pypdfium2.PdfDocument(sheet.data())[0].render(scale=200 / 72, grayscale=True).to_pil()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    for page in pages:
        if page == "s":
            canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        else:
            canvas.setFont("Helvetica", 11)
            for at in range(4):
                canvas.drawString(
                    LEFT, HEIGHT - 100 - 14 * at, "Referatet er godkendt af udvalget."
                )
        if hidden:
            text = canvas.beginText(LEFT, HEIGHT - 120)
            text.setTextRenderMode(3)
            text.textOut(hidden)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@recognition
def test_a_scanned_page_is_read_and_the_reader_is_told() -> None:
    document = read_pdf(_scanned(pages="s"))
    assert document.text == f"Punkt 3: Cykelsti langs Søvejen\n\n{LONG}"
    assert document.doubts == ("Side 1 er læst med tekstgenkendelse og kan have læsefejl.",)


@recognition
def test_pages_with_text_and_scanned_pages_are_read_together() -> None:
    document = read_pdf(_scanned(pages="tst"))
    assert document.text[document.pages[1] :].startswith("Punkt 3")
    assert document.text[document.pages[2] :].startswith("Referatet")
    assert document.doubts == ("Side 2 er læst med tekstgenkendelse og kan have læsefejl.",)


def test_the_text_that_a_scanner_has_put_behind_its_picture_is_used() -> None:
    read = "Referatet er godkendt, som det står, og formanden takkede for et godt møde."
    document = read_pdf(_scanned(pages="s", hidden=read))
    assert document.text == read
    assert document.doubts == ("Side 1 er læst med tekstgenkendelse og kan have læsefejl.",)


@pytest.mark.parametrize(
    ("languages", "says"),
    [(None, "mangler; installér tesseract med dansk"), ("eng\nosd\n", "kan ikke dansk; installér")],
)
def test_without_tesseract_or_danish_a_scan_is_refused_and_one_page_told(
    languages: str | None, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if languages else None)
    known = subprocess.CompletedProcess([], 0, stdout=languages)
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: known)
    with pytest.raises(UnreadableMinutes, match=f"PDF-filen er skannet, og .*{says}"):
        read_pdf(_scanned(pages="s"))
    (doubt,) = read_pdf(_scanned(pages="tts")).doubts
    assert doubt.startswith("Side 3 er et billede og ikke læst: ") and says in doubt
