"""Lets the tests here import the invented council that stands beside them, and share a browser."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from hostile_pages import Side
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The system's Chromium, one for the tests of a file."""
    from visiting import launch, sync_api  # skips where there is no browser

    with sync_api.sync_playwright() as playwright:
        yield launch(playwright)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[list[Side]]":
    """The same pages with hostile and with harmless words in every place."""
    from hostile_pages import HARMLESS, WORDS, Side

    folder = tmp_path_factory.mktemp("hostile")
    made = [Side(WORDS, folder / "a"), Side(HARMLESS, folder / "b")]
    yield made
    for side in made:
        side.served.stop()
