"""How soon the page can be used and an answer's first words are there, in a real Chromium.

`PYTHONPATH=. python tests/web/timing.py http://127.0.0.1:7860 "Hvad blev besluttet om skolen?" 5`
"""

import statistics
import sys
import time

from playwright.sync_api import Browser, sync_playwright
from visiting import launch


def measured(browser: Browser, base: str, question: str) -> tuple[float, float, float]:
    """Seconds to a field that takes words, to the answer's first words, to its sources."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(base, wait_until="commit")
    page.locator("#intro h1").wait_for()
    page.locator("#ask textarea").fill(question)
    usable = time.perf_counter() - begun
    begun = time.perf_counter()
    page.locator("#ask textarea").press("Enter")
    page.locator("#last .answer :is(.lead, .quote, .none)").first.wait_for()
    words = time.perf_counter() - begun
    page.locator("#last .sources, #last .facts").first.wait_for()
    whole = time.perf_counter() - begun
    context.close()
    return usable, words, whole


def told(browser: Browser, base: str, question: str, times: int) -> list[str]:
    """A line with the median and the slowest for each."""
    runs = [measured(browser, base, question) for _ in range(times)]
    names = ("page usable", "first words", "whole answer")
    return [
        f"{name}: {statistics.median(seconds):.2f} s (slowest {max(seconds):.2f} s)"
        for name, seconds in zip(names, zip(*runs, strict=True), strict=True)
    ]


def main() -> int:
    """Print the medians."""
    base, question = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with sync_playwright() as playwright:
        print("\n".join(told(launch(playwright), base, question, times)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
