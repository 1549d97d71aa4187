"""Texts as they are compared: without furniture and without the signs a type of file adds."""

import re
from collections.abc import Callable

from vectorstore.schema import fold

Clean = Callable[[str], str]
# What a type of file may print in front of a line: "## ", "- ", "• "
MARK = re.compile(r"^\s*(?:#{1,6}\s+|([-–•*▪·o?])(?=\s)\s*)")
LEADER = re.compile(r"_{4,}|\.{4,}")  # dots and lines to write on
RULE = re.compile(r"^[\s|:-]*\|[\s|:-]*$")  # of a table in Markdown


def cleaner(furniture: frozenset[str], between: frozenset[str] = frozenset()) -> Clean:
    """Text as compared: without furniture, marks of bold type and bullets' own signs."""
    dropped = {_bare(line) for line in furniture | between}

    def clean(text: str) -> str:
        lines = (_bare(line) for line in text.replace("\f", "\n").split("\n"))
        return fold(" ".join(line for line in lines if line not in dropped))

    return clean


def _bare(line: str) -> str:
    if RULE.match(line):
        return ""
    line = LEADER.sub("", line)
    line = MARK.sub(lambda found: "- " if found[1] else "", line)
    return fold(line.replace("*", "").replace("|", " ").replace("\\", "").replace("\u00ad", ""))


def differ(meant: str, told: str) -> str:
    """Where two texts part, with some words on either side."""
    at = next((n for n, (a, b) in enumerate(zip(meant, told, strict=False)) if a != b), None)
    at = min(len(meant), len(told)) if at is None else at
    start = max(at - 20, 0)
    return f"meant „{meant[start : at + 50]}“, told „{told[start : at + 50]}“"
