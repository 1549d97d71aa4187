"""A server of our own and a visitor with a real browser, who notes what should not happen."""

import shutil
import socket
import threading
from pathlib import Path

import pytest
import uvicorn
from council import Council

from ingest.read import content
from web.access import Access
from web.archive import Archive
from web.kept import Kept
from web.page import build

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def launch(playwright: sync_api.Playwright) -> sync_api.Browser:
    """The system's Chromium, or the one that `playwright install chromium` fetched."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    path = Path(found[0] if found else playwright.chromium.executable_path)
    if not path.exists():
        pytest.skip("no Chromium on this machine: run `make browser`")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


class Served:
    """An assistant behind a server of its own; with an archive it has administration."""

    def __init__(
        self,
        assistant: Council,
        kept: Kept | None = None,
        archive: Archive | None = None,
        access: Access | None = None,
        port: int = 0,
        secret: bytes = b"",
    ) -> None:
        self.assistant = assistant
        listener = socket.create_server(("127.0.0.1", port))
        self.port = listener.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        page = build(
            assistant,
            "Lindevang Kommune",
            read=content,
            kept=kept,
            archive=archive,
            access=access,
            secret=secret,
        )
        config = uvicorn.Config(page, log_level="error")
        config.timeout_graceful_shutdown = 1
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([listener],), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


class Visit:
    """A fresh context that keeps what should not happen."""

    def __init__(self, browser: sync_api.Browser, base: str, size: tuple[int, int]) -> None:
        self.base = base
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        self.trouble: list[str] = []
        self.context.on("request", self._request)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.goto(base)

    def _request(self, request: sync_api.Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.trouble.append(f"request to {request.url}")

    def _console(self, message: sync_api.ConsoleMessage) -> None:
        if message.type == "error":
            self.trouble.append(message.text)

    def ask(self, question: str) -> None:
        field = self.page.get_by_label("Dit spørgsmål")
        field.fill(question)
        field.press("Enter")
        self.page.locator("#last .q", has_text=question).wait_for()

    def answered(self) -> None:
        self.page.locator("#last .sources").first.wait_for()

    def sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
