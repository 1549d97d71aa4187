"""A file given to the program as a user's file is, whatever its type."""

from importlib import import_module

from ingest.parse import parse
from vectorstore.schema import Meeting

from .printed import Printed

READERS = {
    ".pdf": ("ingest.files.pdf", "read_pdf"),
    ".docx": ("ingest.files.docx", "read_docx"),
    ".html": ("ingest.files.html", "read_html"),
    ".rtf": ("ingest.files.rtf", "read_rtf"),
    ".odt": ("ingest.files.odt", "read_odt"),
    ".txt": ("ingest.files.text", "read_text"),
    ".md": ("ingest.files.markdown", "read_markdown"),
}


def read(printed: Printed, name: str) -> Meeting:
    """The meeting as the program reads it; what the program raises is raised."""
    module, function = READERS[printed.suffix]
    reader = getattr(import_module(module), function)
    return parse(reader(printed.data), name + printed.suffix)
