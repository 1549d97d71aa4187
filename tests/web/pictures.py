"""The README's pictures and the page's seconds: the real program over minutes/, in a real Chromium.

`make pictures` writes docs/pictures/*.png.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from timing import told
from visiting import launch

from settings import PREFIX, documented

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
DESK, PHONE = (1440, 900), (390, 844)
QUESTION = "Hvad blev besluttet om cykelstien på Møllevej i 2022?"
UNKNOWN = "Hvad koster det at parkere ved havnen?"
CASE, CONTAINER = "/sag/22/1873", "/sag/22/77"


def environment(index: Path, port: int) -> dict[str, str]:
    """Every setting as it is from the start, whatever .env says, but the model where it lies."""
    known = {name: "" if value == "–" else value for name, value, _ in documented()}
    known |= {PREFIX + "INDEX": str(index), PREFIX + "PORT": str(port)}
    known[PREFIX + "TITLE"] = "Lindevang Kommune"
    del known[PREFIX + "CACHE"]
    return os.environ | known


@contextmanager
def started() -> Iterator[tuple[str, float]]:
    """The page's address and the seconds from `python app.py` until it says so."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        settings = environment(Path(folder), free.getsockname()[1])
        subprocess.run([sys.executable, "-m", "ingest", "sync"], cwd=ROOT, env=settings, check=True)
        free.close()
        begun = time.perf_counter()
        program = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True
        )
        try:
            assert program.stdout is not None
            said = program.stdout.readline()
            if not said:
                raise SystemExit("The page did not start.")
            yield f"http://127.0.0.1:{settings[PREFIX + 'PORT']}", time.perf_counter() - begun
        finally:
            program.terminate()
            program.wait(20)


@contextmanager
def opened(browser: Browser, address: str, size: tuple[int, int], scheme: str) -> Iterator[Page]:
    """A new visitor's page, loaded."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def keep(page: Page, name: str) -> None:
    """Write the picture when what was asked for has come to rest."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"{name}.png")


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the whole answer."""
    page.locator("#intro h1").wait_for()
    page.locator("#ask textarea").fill(question)
    page.locator("#ask textarea").press("Enter")
    page.locator("#last .sources").first.wait_for()


def open_source(page: Page) -> None:
    """Open the source of the answer's first sentence."""
    page.locator("#last a.n").first.click()
    page.locator(".panel mark").first.wait_for()


def answers(browser: Browser, base: str) -> None:
    """The start, an answer with its source on each screen, its minutes, and a refusal."""
    with opened(browser, base, DESK, "light") as page:
        page.locator("#intro h1").wait_for()
        keep(page, "start")
        ask(page, QUESTION)
        open_source(page)
        keep(page, "answer")
        page.goto(base + str(page.locator("#last .src").first.get_attribute("href")))
        keep(page, "reader")
    with opened(browser, base, DESK, "dark") as page:
        ask(page, QUESTION)
        open_source(page)
        keep(page, "answer-dark")
    with opened(browser, base, PHONE, "light") as page:
        ask(page, QUESTION)
        keep(page, "answer-phone")
        open_source(page)
        keep(page, "source-phone")
    with opened(browser, base, DESK, "light") as page:
        ask(page, UNKNOWN)
        keep(page, "refusal")


def pages(browser: Browser, base: str) -> None:
    """The pages around the chat."""
    addresses = {
        "meetings": "/moeder",
        "case": CASE,
        "container": CONTAINER,
        "admin": "/admin",
    }
    for name, address in addresses.items():
        with opened(browser, base + address, DESK, "light") as page:
            keep(page, name)


def main() -> int:
    """Take the pictures, then the seconds."""
    PICTURES.mkdir(exist_ok=True)
    with started() as (base, seconds), sync_playwright() as playwright:
        browser = launch(playwright)
        answers(browser, base)
        pages(browser, base)
        print(f"program started: {seconds:.2f} s")
        print("\n".join(told(browser, base, QUESTION, 5)))
    for picture in sorted(PICTURES.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
