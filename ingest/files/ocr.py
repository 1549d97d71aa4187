"""Scanned pages: their pictures read by tesseract, a program that the machine may have."""

import csv
import math
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from ingest.files.pdf_words import Page, Word
from vectorstore.errors import UnreadableMinutes

DPI = 300
_MOST_PIXELS = 40_000_000  # of one page; a larger one is read more coarsely
_LONGEST = 120  # seconds for a page
_SURE = 40  # of 100; a sign without letters that tesseract is less sure of is a speck
_LARGER = 1.3  # the step from one size to the next; what differs less is seen differently
_INSTALL = (
    "installér tesseract med dansk (på Debian og Ubuntu: apt install tesseract-ocr-dan), "
    "og prøv igen."
)
# The heights of letters as parts of the size: "x", "xd" or "xp", and "xdp".
_TALL, _DEEP = frozenset("bdfhiklt0123456789ßæøå"), frozenset("gjpqy,;()")


def missing() -> str:
    """What has to be installed before pictures can be read; "" where nothing has to."""
    program = shutil.which("tesseract")
    if program is None:
        return f"programmet tesseract, som læser tekst på billeder, mangler; {_INSTALL}"
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    if "dan" not in known.stdout.split():
        return f"tesseract, som læser tekst på billeder, kan ikke dansk; {_INSTALL}"
    return ""


def read_picture(page: Any, found: Page) -> None:
    """Add the words of a pypdfium2 page's picture; words it has as text already stay."""
    scale = min(DPI / 72, (_MOST_PIXELS / (found.width * found.height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    stride, wide, high = bitmap.stride, bitmap.width, bitmap.height
    rows = memoryview(bitmap.buffer)
    picture = b"".join(bytes(rows[at * stride : at * stride + wide]) for at in range(high))
    table = _recognised(b"P5 %d %d 255\n" % (wide, high) + picture, found.number)
    known = list(found.words)
    for word in _words(table, scale):
        if not any(_covers(each, word) for each in known):
            found.words.append(word)
    found.width, found.height = wide / scale, high / scale
    found.scanned = True


def _covers(known: Word, word: Word) -> bool:
    middle = (word.left + word.right) / 2
    return known.left <= middle <= known.right and known.top <= word.base - 1 <= known.bottom + 2


def _recognised(picture: bytes, number: int) -> str:
    """Tesseract's table of words; nothing is written to disk."""
    command = ["tesseract", "stdin", "stdout", "-l", "dan", "--dpi", str(DPI), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_LONGEST, env=environment,
            check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableMinutes(
            f"side {number} er skannet, og teksten på den kan ikke genkendes; "
            "skan siden igen, eller gem referatet som tekst."
        ) from error
    return done.stdout.decode("utf-8", "replace")


def _words(table: str, scale: float) -> Iterator[Word]:
    """Words line by line, in points; those of a line stand on one height and have one size."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["level"] == "5" and _is_word(row):
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    found = [_line(line, scale) for line in lines.values()]
    usual = median([line[0].size for line in found for _ in line]) if found else 0.0
    for line in found:
        size = usual * _LARGER ** round(math.log(line[0].size / usual, _LARGER))
        yield from (replace(word, size=size) for word in line)


def _is_word(row: dict[str, str]) -> bool:
    text = row["text"] or ""
    sure = float(row["conf"]) >= _SURE
    return bool(text.strip()) and (sure or any(sign.isalnum() for sign in text))


def _line(rows: Sequence[dict[str, str]], scale: float) -> list[Word]:
    sizes, bases = [], []
    for row in rows:
        tall, deep = _reaches(row["text"])
        size = float(row["height"]) / (0.5 + 0.22 * tall + 0.2 * deep)
        sizes.append(size)
        bases.append(float(row["top"]) + float(row["height"]) - 0.2 * deep * size)
    size, base = max(median(sizes) / scale, 1.0), median(bases) / scale
    lefts = [float(row["left"]) / scale for row in rows]
    rights = [(float(row["left"]) + float(row["width"])) / scale for row in rows]
    # Boxes of words may touch; tesseract has seen a space between them.
    ends = [min(right, left - 0.2 * size) for right, left in zip(rights, lefts[1:], strict=False)]
    return [
        Word(row["text"].strip(), left, max(left, right), base, size, False)
        for row, left, right in zip(rows, lefts, [*ends, rights[-1]], strict=True)
    ]


def _reaches(text: str) -> tuple[bool, bool]:
    """Whether a word has letters that go above the small ones, and below the line."""
    tall = any(sign in _TALL or sign.isupper() for sign in text)
    return tall, any(sign in _DEEP for sign in text)
