"""Which short lines inside a section are subheadings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lists import opens_list
from vectorstore.dates import MONTHS_DA, WEEKDAYS_DA
from vectorstore.schema import Block, BlockKind, SectionKind, fold

LONGEST = 100  # characters of a subheading
_MOST_WORDS = 15
_FEW_WORDS = 6
_LONGEST_LABEL = 40
_MONTHS = "|".join(MONTHS_DA)
# "Kl. 09.30 – 10.00 Status" and "12. juni: borgermøde" are lines of a programme.
_TIMED = re.compile(
    rf"kl\b|\d{{1,2}}[.:]\d\d\b|(?:d\.|den)?\s*\d{{1,2}}\.?\s*(?:{_MONTHS})\b"
    rf"|\d{{1,2}}[-/.]\d{{1,2}}[-/.]|(?:{'|'.join(WEEKDAYS_DA)})\b|(?:{_MONTHS})\s+\d{{4}}\s*:",
    re.IGNORECASE,
)
# What a decision says in few words, often without a full stop, and who was there.
OUTCOME = re.compile(
    r"(?:godkendt|vedtaget|tiltrådt|taget|udsat|udskudt|drøftet|anbefal\w+|afvist|afsluttet"
    r"|bevilget|orienter\w+|indstillingen|forslaget|sagen|punktet|ingen|enstemmigt|afbud|fravær\w*"
    r"|ikke til stede|for stemte|imod stemte|stemte|deltog|ja|nej|intet)\b(?!/)",
    re.IGNORECASE,
)
# A finite verb makes a sentence of a line: "På møderne har de faste punkter været".
_VERB = re.compile(
    r"\b(?:er|var|har|havde|bliver|blev|skal|skulle|vil|ville|kan|kunne|må|måtte|bør|burde|får|fik"
    r"|tager|tog|godkender|godkendte|beslutter|besluttede|drøfter|drøftede|ønsker|ønskede"
    r"|indstiller|indstilles|anbefaler|anbefales|foreslår|foreslås|orienterer|orienterede"
    r"|fremgår|forventes|afholdes|deltog|deltager)\b"
)
_ASKS = re.compile(r"(?:hv(?:ad|em|or|ilke[nt]?|orfor|ordan|ornår|is)\b|forslag \d)", re.I)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?:\.|(?<=\.\d))\s+(?=\S)")  # "3. ", "2.1 "
_BOLD = re.compile(r"(?:\d{1,2}\.\s+)?(\*\*|__)(?:(?!\1).)+\1:?")
_ENDED = re.compile(r".*[.,;:!…]")


def subheaded(text: str, found: Sequence[Block], kind: SectionKind) -> list[Block]:
    """Short lines without a full stop above a paragraph, list or table, as subheadings."""
    marked = list(found)
    for at in range(len(marked) - 2, -1, -1):
        if _heads(text, marked[at], marked[at + 1], kind):
            marked[at] = replace(marked[at], kind=BlockKind.SUBHEADING)
    return _without_rows(marked)


def _heads(text: str, block: Block, below: Block, kind: SectionKind) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or below.kind is BlockKind.FOOTNOTE:
        return False
    words = text[block.start : block.end]
    if "\n" in words or "\t" in words:
        return False
    if text[max(0, block.start - 2) : block.start] == "# " or _BOLD.fullmatch(words):
        return True
    if below.kind is BlockKind.PARAGRAPH and titled(fold(text[below.start : below.end])):
        return False  # two short lines with nothing below are as likely a list
    # "De unge er spurgt" heads what is told; in a decision it would be what was decided.
    tells = kind not in (SectionKind.DECISION, SectionKind.RECOMMENDATION)
    brief = len(words.split()) <= _FEW_WORDS and below.kind is BlockKind.PARAGRAPH
    return titled(words, verbs=tells and brief) or _labels(words, text, below)


def titled(words: str, *, verbs: bool = False) -> bool:
    """Whether words have the form of a subheading, whatever stands below.

    A line with a finite verb is a sentence unless it is a question, or `verbs` are allowed.
    """
    bare = _NUMBERED.sub("", words, count=1)
    if len(words) > LONGEST or len(words.split()) > _MOST_WORDS or not bare:
        return False
    if bare is words and not (words[0].isupper() or words[0].isdigit() or words[0] in '"„”“»§'):
        return False
    if _ENDED.fullmatch(words) or _TIMED.match(words) or OUTCOME.match(words):
        return False
    if opens_list(words) or words[:3].lower() == "at ":
        return False
    asks = words.endswith("?") or _ASKS.match(words) is not None
    return verbs or asks or not _VERB.search(words)


def _labels(words: str, text: str, below: Block) -> bool:
    """Whether it is a label such as "Fakta:" above a paragraph, not the lead of a list."""
    return (
        words.endswith(":")
        and len(words) <= _LONGEST_LABEL
        and below.kind is BlockKind.PARAGRAPH
        and not text[below.start].islower()
        and titled(words[:-1])
    )


def _without_rows(marked: Sequence[Block]) -> list[Block]:
    """Three or more "subheadings" in a row are a list without markers; only the last heads."""
    kept = list(marked)
    for at in range(len(marked) - 2):
        three = marked[at : at + 3]
        if all(block.kind is BlockKind.SUBHEADING for block in three):
            kept[at] = replace(kept[at], kind=BlockKind.PARAGRAPH)
            kept[at + 1] = replace(kept[at + 1], kind=BlockKind.PARAGRAPH)
    return kept
