"""Markdown: its marks taken off, its headings and bold lines told, its tables as rows."""

import re
from collections.abc import Iterator

from ingest.document import Document, Marked
from ingest.files.text import decoded, whole

_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?P<sign>=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_COLUMNS = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_CELLS = re.compile(r"(?<!\\)\|")
_QUOTED = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_BREAK = re.compile(r"(?:[ \t]{2,}|\\)$")
_BULLET = re.compile(r"(?P<indent>[ \t]*)\+[ \t]+(?=\S)")
_BOLD = re.compile(r"(?P<sign>\*\*|__)(?P<words>(?:(?!(?P=sign)).)+)(?P=sign):?")
_PICTURE = re.compile(r"!\[(?P<words>[^\]\n]{0,300})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,300})\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)"
)
_ADDRESS = re.compile(r"<(?P<words>(?:https?://|mailto:)?[^<>\s]{1,200}?[.@][^<>\s]{1,200})>")
# "**vigtigt**", "__vigtigt__"; then "*vigtigt*", "_vigtigt_", never "8*" nor "sags_nr".
_STRONG = re.compile(
    r"(?<![\w\\])(?P<sign>\*\*|__)(?=\S)(?P<words>[^\n]{1,400}?)(?<=[^\s\\])(?P=sign)(?!\w)"
)
_WEAK = re.compile(
    r"(?<![\w*_\\])(?P<sign>[*_])(?=[^\s*_])(?P<words>[^*_\n]{1,400}?)(?<=[^\s\\])(?P=sign)(?![\w*_])"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<&])")
_SIGN = "\ue000"  # stands for an escaped sign while marks are looked for
_BOLD_LEVEL = 10  # of a line that is bold and no heading by its mark
_LONGEST_BOLD = 120


def read_markdown(data: bytes) -> Document:
    """A Markdown file's text without its marks; UnreadableMinutes where it cannot be decoded."""
    printed, doubts = decoded(data)
    printed, left_out = whole(printed)
    texts: list[str] = []
    marked: list[Marked] = []
    at = 0
    for text, level in _lines(printed.split("\n")):
        if level and text:
            marked.append(Marked(at, at + len(text), level))
        texts.append(text)
        at += len(text) + 1
    return Document("\n".join(texts), marked=tuple(marked), left_out=left_out, doubts=doubts)


def _lines(found: list[str]) -> Iterator[tuple[str, int]]:
    """The lines as they are read, each with the level of a heading, 0 for none."""
    at = 0
    while at < len(found):
        line = _QUOTED.sub("", found[at], count=1)
        below = found[at + 1] if at + 1 < len(found) else ""
        if "|" in line and "|" in below and _COLUMNS.fullmatch(below):
            stop = at + 2
            while stop < len(found) and "|" in found[stop]:
                stop += 1
            yield from ((row, 0) for row in _rows([line, *found[at + 2 : stop]]))
            at = stop
            continue
        under = _UNDERLINE.fullmatch(below) if line.strip() else None
        if under and not line.lstrip().startswith(("-", "#", "|", "*")):
            yield _plain(line.strip()), 1 if under["sign"][0] == "=" else 2
            at += 2
            continue
        yield _line(line)
        at += 1


def _line(line: str) -> tuple[str, int]:
    if heading := _HEADING.fullmatch(line):
        words = heading["words"].strip()
        bold = _BOLD.fullmatch(words)
        return _plain(bold["words"].strip() if bold else words), len(heading["hashes"])
    if _RULE.fullmatch(line):
        return "", 0
    line = _BREAK.sub("", line)
    bold = _BOLD.fullmatch(line.strip())
    if bold and len(bold["words"]) <= _LONGEST_BOLD:
        ends = ":" if line.rstrip().endswith(":") else ""
        return _plain(bold["words"].strip()) + ends, _BOLD_LEVEL
    return _plain(_BULLET.sub(r"\g<indent>- ", line)), 0


def _rows(printed: list[str]) -> Iterator[str]:
    """The rows of a table, cells divided by TAB, with a blank line on either side."""
    yield ""
    for row in printed:
        cells = _CELLS.split(row.strip().removeprefix("|"))
        cells = cells[:-1] if not cells[-1].strip() and len(cells) > 1 else cells
        yield "\t".join(_plain(cell.strip()) for cell in cells)
    yield ""


def _plain(words: str) -> str:
    """Running text without Markdown's signs; an escaped sign is the sign."""
    kept = [found[1] for found in _ESCAPED.finditer(words)]
    words = _ESCAPED.sub(_SIGN, words)
    for mark in (_PICTURE, _LINK, _ADDRESS, _STRONG, _WEAK):
        words = mark.sub(lambda found: found["words"], words)
    signs = iter(kept)
    return re.sub(_SIGN, lambda _: next(signs, ""), words)
