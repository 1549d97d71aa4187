"""The file that minutes were read from: whether it can be handed out, and as what."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from fastapi.responses import FileResponse, Response

from retrieval.assistant import Assistant
from vectorstore.errors import ReferatError
from vectorstore.places import on_disk
from vectorstore.schema import Meeting

_MOST_PAGES = 100_000  # a larger number is no page
_KEPT = 500  # files whose content is remembered as the same or another, until they are touched


class State(StrEnum):
    """Whether a meeting's file can be downloaded, or why not."""

    OFFERED = "offered"
    CLOSED = "closed"  # it holds text below a closed item's heading
    CHANGED = "changed"  # other content than was read
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Original:
    """A meeting's file. Only one that is offered has a path."""

    state: State
    path: Path | None = None

    @property
    def kind(self) -> str:
        """ "PDF", "TXT"."""
        return self.path.suffix.removeprefix(".").upper() if self.path else ""


class Originals:
    """The files of an assistant's minutes."""

    def __init__(self, assistant: Assistant, read: Callable[[Path], bytes]) -> None:
        """`read` gives the bytes of a file or an archive's member, or raises a ReferatError."""
        self._assistant = assistant
        self._read = read

        @lru_cache(_KEPT)
        def file_hash(path: Path, changed: int, size: int) -> str:
            return sha256(read(path)).hexdigest()

        self._file_hash = file_hash

    def of(self, meeting: Meeting) -> Original:
        """The file, if everybody may have it and it is still what was read."""
        if holds_closed_text(meeting):
            return Original(State.CLOSED)
        stored = self._assistant.catalogue.file(meeting.id)
        try:
            path = Path(stored.path if stored else "")
            about = on_disk(path).stat()
            same = stored and stored.file_hash == self._file_hash(
                path, about.st_mtime_ns, about.st_size
            )
        except OSError:
            return Original(State.GONE)
        except ReferatError:
            same = False
        return Original(State.OFFERED, path) if same else Original(State.CHANGED)

    def delivered(self, meeting: Meeting, original: Original) -> Response:
        """The file itself, or an archive's member; ReferatError when it has gone since."""
        assert original.path is not None  # it is offered
        # Named by the meeting: a file's own name could hold anything. A browser shows a PDF
        # itself, at the page that the link names; everything else is saved, never opened as a
        # page of ours.
        pdf = original.kind == "PDF"
        media = "application/pdf" if pdf else "application/octet-stream"
        name = f"{meeting.id}.{original.kind.lower()}"
        shown = "inline" if pdf else "attachment"
        if on_disk(original.path) == original.path:
            return FileResponse(
                original.path, media_type=media, filename=name, content_disposition_type=shown
            )
        told = {"content-disposition": f'{shown}; filename="{name}"'}
        return Response(self._read(original.path), media_type=media, headers=told)


def holds_closed_text(meeting: Meeting) -> bool:
    """Whether the text has anything below the heading of a closed item."""
    return any(
        item.closed and meeting.text[item.heading_end : item.end].strip() for item in meeting.items
    )


def reader_url(meeting: Meeting) -> str:
    """The reader's page for a meeting."""
    return f"/kilde/{quote(meeting.id, safe='')}"


@dataclass(frozen=True, slots=True)
class FileView:
    """The link to a meeting's file; without an address it is not offered."""

    state: State
    kind: str
    url: str
    page: int | None  # of a PDF


def file_view(original: Original, meeting: Meeting, page: str) -> FileView:
    """The file's link, at a page where it is a PDF and the page is known."""
    url = f"{reader_url(meeting)}/fil" if original.path else ""
    number = int(page) if page.isdecimal() and len(page) < 7 else 0
    if original.kind != "PDF" or not 0 < number < _MOST_PAGES:
        return FileView(original.state, original.kind, url, None)
    return FileView(original.state, original.kind, f"{url}#page={number}", number)
