"""Lets the tests here import the invented council that stands beside them, and share a browser."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The system's Chromium, one for the tests of a file."""
    from visiting import launch, sync_api  # skips where there is no browser

    with sync_api.sync_playwright() as playwright:
        yield launch(playwright)
