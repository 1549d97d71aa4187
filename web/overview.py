"""The table of indexed files: searched, sorted and cut into pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from vectorstore.filelist import IndexedFile

PAGE = 50  # rows

_DANISH = str.maketrans({"æ": "z\ue000", "ø": "z\ue001", "å": "z\ue002"})  # after z, in this order

ORDERS: dict[str, Callable[[IndexedFile], Any]] = {
    "fil": lambda file: _by_letters(file.source),
    "udvalg": lambda file: _by_letters(file.committee),
    "dato": lambda file: file.held,
    "punkter": lambda file: file.items,
    "stykker": lambda file: file.passages,
    "indlaest": lambda file: file.indexed_at,
}


@dataclass(frozen=True, slots=True)
class FilePage:
    """The rows to show, and where they stand among all that were found."""

    rows: tuple[IndexedFile, ...]
    found: int
    page: int  # from 1
    pages: int
    search: str
    order: str
    falling: bool

    @property
    def first(self) -> int:
        """The place of the first row, from 1."""
        return (self.page - 1) * PAGE + 1


def page_of(files: Sequence[IndexedFile], search: str, order: str, page: int) -> FilePage:
    """A page of the files that hold every word searched for; `order` as "dato" or "-dato"."""
    falling, name = order.startswith("-"), order.removeprefix("-")
    if name not in ORDERS:
        falling, name = True, "dato"
    words = search.casefold().split()
    found = [file for file in files if all(word in _searched(file) for word in words)]
    found.sort(key=ORDERS[name], reverse=falling)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    rows = tuple(found[(page - 1) * PAGE : page * PAGE])
    return FilePage(rows, len(found), page, pages, search, name, falling)


def _searched(file: IndexedFile) -> str:
    parts = (file.source, file.committee, file.held.isoformat(), file.meeting)
    return f"{' '.join(parts)} {file.held:%d-%m-%Y}".casefold()


def _by_letters(text: str) -> str:
    return text.casefold().translate(_DANISH)
