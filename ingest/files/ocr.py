"""Text recognition of scanned pages with tesseract, which the user's machine may have."""

from typing import Any

from ingest.files.pdf_words import Page


def read_picture(page: Any, found: Page) -> None:
    raise NotImplementedError
