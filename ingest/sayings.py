"""What a line says that begins or ends a part of an item without being a heading."""

import re
from collections.abc import Sequence

from ingest.lines import Line
from ingest.lists import MARKER

# "Direktionen indstiller," · "Forvaltningen indstiller til udvalget, at": no heading above it.
_PROPOSES = re.compile(
    r"[A-ZÆØÅ][^.:;]{2,80}\s(?:indstiller|foreslår|anbefaler)(?:\s+til\s+[^.:;,]{2,60})?"
    r",?(?:\s+at)?[:;]?"
)
# A decision that is nothing else: "Indstillingen blev tiltrådt." · "Godkendt." · "Udsat til maj."
_OUTCOME = re.compile(
    r"(?:(?:indstillingen|indstillingerne|forslaget|dagsordenen|dagsorden|referatet|orienteringen|sagen"
    r"|punktet|planen|regnskabet|budgettet)\s+(?:blev |er |bliver |udgik|udgår )?(?:enstemmigt )?)?"
    r"(?:enstemmigt )?(?:tiltrådt|tiltrådtes|godkendt|godkendtes|vedtaget|vedtoges|udsat|udsættes"
    r"|drøftet|anbefalet|anbefales|afvist|udgik|udgår|bevilget|til efterretning"
    r"|taget til (?:efterretning|orientering)|tages til efterretning)\b[^.]{0,80}\.?",
    re.IGNORECASE,
)
# "Uddrag af referat fra Handicaprådets møde den 3. maj 2024:": another body's minutes follow.
_QUOTES = re.compile(
    r".{0,60}\b(?:uddrag|udskrift|citat|referatet?|beslutningsprotokol|protokollen)\b.{0,20}"
    r"\b(?:af|fra|i)\b.{2,120}:|.{0,40}\b(?:skriver|lyder|citeres)\b.{0,80}:",
    re.IGNORECASE,
)
_FOREIGN_ITEM = re.compile(r"(?:punkt|pkt\.?|ad)\s*\d+\s*[:.]\s*\S.*", re.IGNORECASE)
_MARKS = {"„": "“”", "“": "”", "”": "”", "»": "«", '"': '"'}
_MOST_QUOTED = 60  # lines of one quotation
_LONGEST = 300
_MOST_WORDS = 14  # of another body's item


def proposes(words: str) -> bool:
    """Whether a line begins proposals that have no heading: "Direktionen indstiller,"."""
    return _PROPOSES.fullmatch(words) is not None


def is_outcome(words: str) -> bool:
    """Whether a paragraph is a decision and nothing else: "Indstillingen blev tiltrådt."."""
    if len(words) > _LONGEST or MARKER.match(words):
        return False
    return _OUTCOME.fullmatch(words) is not None


def quotes(line: Line) -> bool:
    """Whether another body's minutes begin: a line that says so, or a heading of theirs."""
    if line.row:
        return False
    if _QUOTES.fullmatch(line.bare[:_LONGEST]):
        return True
    brief = len(line.bare.split()) < _MOST_WORDS
    return brief and _FOREIGN_ITEM.fullmatch(line.bare) is not None


def quoted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The lines inside quotations that go over several paragraphs, but for each one's first."""
    inside: set[int] = set()
    first, close = 0, ""
    for at, line in enumerate(lines):
        words = line.text.rstrip(" .*")
        if close and (at - first > _MOST_QUOTED or words[:1] in _MARKS):
            close = ""
        if close and words and words[-1] in close:
            inside.update(range(first + 1, at + 1))
            close = ""
        elif not close and words[:1] in _MARKS:
            signs = _MARKS[words[0]]
            first, close = at, "" if any(sign in words[1:] for sign in signs) else signs
    return frozenset(inside)
