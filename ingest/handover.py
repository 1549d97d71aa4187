"""Indexing through the page's process while the page runs: one process owns the index.

The page leaves its address and a secret in the index folder; the command line sends its command
there and is told of each file as a line of JSON.
"""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from vectorstore.errors import IndexBusy, ReferatError
from vectorstore.index import Place
from vectorstore.schema import FileOutcome, FileResult

_NOTE = "page.json"
ROUTE = "/intern/indlaes"
SECRET = "X-Referat-Secret"  # the header's name, not the secret
_ANSWERS = 3.0  # seconds a page has to say that it is there


@dataclass(frozen=True, slots=True)
class Page:
    """A running page that owns an index."""

    url: str
    secret: str
    lock: Any = field(default=None, compare=False, repr=False)  # held while the page runs


def announce(folder: Path, url: str) -> Page:
    """Leave the page's address for command lines on this machine; only the owner may read it.

    IndexBusy where another page owns the index, whether it answers or not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page = Page(url, secrets.token_urlsafe(24), _owned(folder))
    note = folder / _NOTE
    note.unlink(missing_ok=True)
    handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"url": page.url, "secret": page.secret}, file)
    return page


def _owned(folder: Path) -> Any:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "page.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        other = _noted(folder)
        raise IndexBusy(
            f"En anden side{f' på {other.url}' if other else ''} bruger allerede indekset i "
            f"{folder}. Stop den først, eller vælg en anden mappe med REFERAT_INDEX."
        ) from None
    return lock


def withdraw(folder: Path, page: Page) -> None:
    """Take the address away again, unless another page has taken over."""
    if _noted(folder) == page:
        (folder / _NOTE).unlink(missing_ok=True)
    if page.lock is not None:
        page.lock.release()


def _noted(folder: Path) -> Page | None:
    try:
        return Page(**json.loads((folder / _NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def running(place: Place) -> Page | None:
    """The page that owns this index and answers; None when only a crash's note is left.

    Nobody owns an index on servers: whoever writes holds the database's lock.
    """
    page = None if place.shared else _noted(place.folder)
    if page is None:
        return None
    import httpx

    try:
        answer = httpx.get(page.url + ROUTE, headers={SECRET: page.secret}, timeout=_ANSWERS)
    except httpx.TimeoutException:
        raise IndexBusy(
            f"Siden på {page.url} ejer indekset, men svarer ikke. Vent lidt, eller stop siden."
        ) from None
    except httpx.HTTPError:
        return None
    return page if answer.status_code == 200 else None


def hand_over(page: Page, command: str, names: Sequence[str]) -> Iterator[FileResult | str]:
    """Have the page run a command; yields a result a file, then the last line to print."""
    import httpx

    body = {"command": command, "names": list(names)}
    headers = {SECRET: page.secret}
    try:
        with httpx.stream(
            "POST", page.url + ROUTE, json=body, headers=headers, timeout=None
        ) as answer:
            for line in answer.iter_lines():
                yield _read(json.loads(line))
    except httpx.HTTPError as error:
        raise ReferatError(
            f"Forbindelsen til siden på {page.url} blev afbrudt ({error}). Det, der er indlæst, er "
            "helt; kør kommandoen igen for resten."
        ) from error


def _read(said: dict[str, object]) -> FileResult | str:
    if "error" in said:
        raise ReferatError(str(said["error"]))
    if "total" in said:
        return str(said["total"])
    result = dict(said)
    changed = result.pop("changed")
    outcome = FileOutcome(str(result.pop("outcome")))
    assert isinstance(changed, list)
    return FileResult(outcome=outcome, changed=tuple(changed), **result)  # type: ignore[arg-type]


def written(result: FileResult | str) -> str:
    """A result as the line of JSON that goes over the wire."""
    return json.dumps({"total": result} if isinstance(result, str) else asdict(result)) + "\n"


def failed(error: ReferatError) -> str:
    """An error as the line of JSON that goes over the wire."""
    return json.dumps({"error": str(error)}) + "\n"
