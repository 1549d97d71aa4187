"""Files that could not be read are told of again, but not tried again until something changed."""

import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ingest.files import doc, ocr
from ingest.read import Paper
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import FileOutcome, FileResult
from vectorstore.unread import NotRead, Unread


class Refusals:
    """What an indexing knows of files that could not be read, by the ledger and on its way."""

    def __init__(self, unread: Unread, parser: str, *, again: bool) -> None:
        """`parser` is what reads files; `again` tries those that it could not read before."""
        self._unread = unread
        self._parser = parser
        self._again = again

    @cached_property
    def _reader(self) -> str:
        """The parser with the programs it calls: a scan is read once tesseract is there."""
        there = ["ocr"] * (not ocr.missing())
        there += ["doc"] * any(map(shutil.which, doc.PROGRAMS))
        return "+".join([self._parser, *there])

    @cached_property
    def _before(self) -> dict[str, NotRead]:
        """What the ledger remembers, by path; nothing where all is tried again."""
        return {} if self._again else self._unread.all()

    def known(self, paper: Paper) -> Iterator[FileResult]:
        """A file that this parser could not read, told again with why; nothing for any other."""
        before = self._before.get(str(paper.path))
        if before and (before.file_hash, before.reader) == (paper.hash, self._reader):
            yield failed(paper.path, before.told)

    def remember(self, paper: Paper, error: UnreadableMinutes) -> FileResult:
        """That a file could not be read, and why."""
        self._unread.remember(str(paper.path), paper.hash, self._reader, str(error))
        return failed(paper.path, str(error))


def failed(path: Path, told: str) -> FileResult:
    """A file that could not be read, with the sentence on why."""
    return FileResult(str(path), FileOutcome.FAILED, detail=told)
