"""Stretches of a meeting's text as HTML: escaped, with emphasis, the cited words marked."""

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby

from markupsafe import Markup, escape

from vectorstore.schema import Meeting

Place = tuple[int, int]  # [start, end) in Meeting.text


class _Style(IntEnum):
    MARKER = -1  # the asterisks themselves, which are not shown
    PLAIN = 0
    ITALIC = 1
    BOLD = 2
    BOTH = 3


_TAGS = {
    _Style.PLAIN: "{}",
    _Style.ITALIC: "<em>{}</em>",
    _Style.BOLD: "<strong>{}</strong>",
    _Style.BOTH: "<strong><em>{}</em></strong>",
}
# "vedrørende **udgifter** viser"; not the note signs of a table: "** Data mangler", "8**".
_BOLD = re.compile(r"(?<!\*)\*\*(?=\*?[^\s*])(.+?)(?<=\S)\*\*(?!\*)", re.DOTALL)
# "den *lille* taskforce"; not "8*", "* foreløbigt overslag" or "2*3*4".
_ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![*\w])", re.DOTALL)


def touches(place: Place, start: int, end: int) -> bool:
    """Whether a place and [start, end) share a character."""
    return place[0] < end and start < place[1]


def hidden(meeting: Meeting, place: Place) -> bool:
    """Whether a place reaches below the heading of a closed item."""
    return any(item.closed and touches(place, item.heading_end, item.end) for item in meeting.items)


def passage(text: str, start: int, end: int, cited: Place | None = None) -> Markup:
    """text[start:end] as HTML, the cited characters in <mark>."""
    source = text[start:end]
    low, high = (cited[0] - start, cited[1] - start) if cited else (0, 0)
    styles = _styles(source)

    def marked(at: int) -> bool:
        return low <= at < high

    pieces = [
        (inside, _styled(source, list(places), styles))
        for inside, places in groupby(range(len(source)), key=marked)
    ]
    return Markup("").join(
        Markup("<mark>{}</mark>").format(html) if inside and html.striptags() else html
        for inside, html in pieces
    )


def quoted(text: str) -> Markup:
    """A whole quote as HTML."""
    return passage(text, 0, len(text))


def bare(text: str) -> str:
    """A quote as plain text: its words without the asterisks of bold and italic."""
    styles = _styles(text)
    return "".join(letter for letter, style in zip(text, styles, strict=True) if style >= 0)


def with_anchor(html: str) -> Markup:
    """Trusted HTML with id="hit" on its first mark. Text cannot hold one: it is escaped."""
    return Markup(html.replace("<mark>", '<mark id="hit">', 1))


def _styled(source: str, places: Sequence[int], styles: Sequence[_Style]) -> Markup:
    runs = groupby(places, key=lambda at: styles[at])
    return Markup("").join(
        Markup(_TAGS[style]).format(escape("".join(source[at] for at in run)))
        for style, run in runs
        if style is not _Style.MARKER
    )


def _styles(source: str) -> list[_Style]:
    styles = [_Style.PLAIN] * len(source)
    if "*" not in source:
        return styles
    masked = list(source)
    for width, style, pattern in ((2, _Style.BOLD, _BOLD), (1, _Style.ITALIC, _ITALIC)):
        for found in pattern.finditer("".join(masked)):
            inner = range(found.start(1), found.end(1))
            for at in inner:
                if styles[at] is not _Style.MARKER:
                    styles[at] = _Style(styles[at] | style)
            for at in (*range(inner.start - width, inner.start),
                       *range(inner.stop, inner.stop + width)):  # fmt: skip
                styles[at] = _Style.MARKER
                masked[at] = " "
    return styles
