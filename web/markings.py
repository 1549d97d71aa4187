"""Stretches of a meeting's text as HTML: escaped, with emphasis, the cited words marked."""

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby

from markupsafe import Markup, escape

from vectorstore.schema import Meeting
from web.language import Language, Words

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


class PageMarks:
    """Where the pages of a file begin, told once each while its text is shown from first to last.

    A page that begins in what is not shown is told of with what comes next.
    """

    def __init__(self, meeting: Meeting, words: Words) -> None:
        self._begins = meeting.pages
        self._told = 0  # pages
        self._words = words

    def until(self, end: int) -> list[tuple[int, Markup]]:
        """The places before `end` where pages begin, each with its mark."""
        found = []
        while self._told < len(self._begins) and self._begins[self._told] < end:
            self._told += 1
            found.append((self._begins[self._told - 1], self._mark(self._told)))
        return found

    def _mark(self, page: int) -> Markup:
        words = self._words
        # The minutes around it are Danish whatever the page speaks.
        language = Markup(' lang="en"') if words.language is Language.ENGLISH else ""
        return Markup('<a class="pg" id="side-{0}" href="#side-{0}"{1}>{2}</a>').format(
            page, language, words("Side {page}", page=page)
        )


def passage(
    text: str, start: int, end: int, cited: Place | None = None, pages: PageMarks | None = None
) -> Markup:
    """text[start:end] as HTML, the cited characters in <mark>, marks where pages begin."""
    source = text[start:end]
    low, high = (cited[0] - start, cited[1] - start) if cited else (0, 0)
    styles = _styles(source)
    due = [(max(place - start, 0), mark) for place, mark in pages.until(end)] if pages else []
    begins = dict(due)  # of several at one place the last

    def marked(at: int) -> tuple[bool, int]:
        return low <= at < high, sum(place <= at for place in begins)

    html = []
    for (inside, _), group in groupby(range(len(source)), key=marked):
        places = list(group)
        html.append(begins.get(places[0], Markup()))
        piece = _styled(source, places, styles)
        html.append(
            Markup("<mark>{}</mark>").format(piece) if inside and piece.striptags() else piece
        )
    return Markup("").join(html)


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
