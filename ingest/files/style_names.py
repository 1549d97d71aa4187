"""What the names of paragraph styles say, in English and Danish programs."""

import re

_HEADING = re.compile(r"(?:heading|overskrift|rubrik)[ _]*(?P<level>[1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|titel", re.IGNORECASE)
_SUBTITLE = re.compile(r"subtitle|undertitel", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents|indholdsfortegnelse|indhold)[ _]*[1-9]", re.IGNORECASE)


def heading_level(name: str) -> int:
    """1 of "Overskrift 1" and "Title", 2 of "heading 2"; 0 of what is no heading."""
    found = _HEADING.fullmatch(name)
    if found:
        return int(found["level"])
    if _TITLE.fullmatch(name):
        return 1
    return 2 if _SUBTITLE.fullmatch(name) else 0


def is_contents(name: str) -> bool:
    """Whether lines of a style are the contents list's: "toc 1", "Indholdsfortegnelse 2"."""
    return _CONTENTS.match(name) is not None
