"""The stretch of a clause that tells of one figure, where the clause has several."""

import re
from collections.abc import Sequence

from retrieval.checks.clauses import content
from retrieval.checks.figures import Figure, Kind

_BETWEEN = re.compile(
    r",? (?:og|samt|mod|mens|men|eller|and|against|but|or|while)\b|[,;]\s", re.IGNORECASE
)
_EQUATES = re.compile(
    r"\b(?:er|var|bliver|blev|udgør|får|fik|har|havde|koster|kostede|giver|gav|sparer|dækker|betaler"
    r"|kræver|svarer|vil|ville|skal|kan|is|are|was|were|will)\b",
    re.IGNORECASE,
)
# "fra 1. oktober til 15. november": what is said is said of both.
_TO = re.compile(r"(?: ?(?:kr|kroner)?\.?)? ?(?:til|to|-|–) (?:den )?", re.IGNORECASE)
# "Tre af de 39 fejl var alvorlige": all of it is about the three.
PART_OF = re.compile(r"\s*(?:ud )?(?:af|of|out of)(?: (?:de|alle|the|all|i alt))*\s*", re.I)
_TWO_WORDS = re.compile(r"(?:\W+\w+){2}")


def rank(figure: Figure) -> str:
    """Days tell when, labels which, and the rest how many: figures of one rank share a clause."""
    if figure.kind in (Kind.DATE, Kind.TIME):
        return "when"
    return "which" if figure.kind in (Kind.LABEL, Kind.CASE) else "how many"


def zone(text: str, all_of_it: Sequence[Figure], figure: Figure) -> tuple[int, int]:
    """The stretch of a clause that tells of one of several figures of a rank.

    Between two of them it ends at "og", "mod" or a comma, else at a verb that equates: "Med en
    takst på 3.700 kr. | er merindtægten 15.500 kr."; without either, what is between is of both.
    """
    alike = [each for each in all_of_it if rank(each) == rank(figure)]
    at = alike.index(figure)
    start, end = 0, len(text)
    if at:
        before = alike[at - 1]
        if PART_OF.fullmatch(text[before.end : figure.start]):
            return figure.start, _noun_after(text, figure.end)
        start = _borders(text, before, figure)[1]
        if _TO.fullmatch(text[before.end : figure.start]):  # "fra 1. oktober til 15. november"
            start = _borders(text, alike[at - 2], before)[1] if at > 1 else 0
    if at + 1 < len(alike):
        after = alike[at + 1]
        if PART_OF.fullmatch(text[figure.end : after.start]):
            return start, _end(text, alike, at + 1)
        end = _borders(text, figure, after)[0]
        if _TO.fullmatch(text[figure.end : after.start]):
            end = _end(text, alike, at + 1)
    return start, end


def _end(text: str, alike: Sequence[Figure], at: int) -> int:
    """Where the stretch of a figure ends."""
    return _borders(text, alike[at], alike[at + 1])[0] if at + 1 < len(alike) else len(text)


def _noun_after(text: str, place: int) -> int:
    """Where the words end that say what a figure counts: "41 adspurgte borgere | vil"."""
    found = _EQUATES.search(text, place)
    words = _TWO_WORDS.match(text, place)
    return min(found.start() if found else len(text), words.end() if words else len(text))


def _borders(text: str, one: Figure, other: Figure) -> tuple[int, int]:
    """Where the stretch of one figure ends, and where that of the next begins."""
    joined = [match.start() for match in _BETWEEN.finditer(text, one.end, other.start)]
    if joined:  # "til tag og facade | og 6 mio. kr. til …", "for 7 mio. kr. | og maling og lys for"
        close = not content(text[joined[-1] : other.start])
        return (joined[-1],) * 2 if close else (joined[0],) * 2
    found = _EQUATES.search(text, one.end, other.start) if one.kind is other.kind else None
    return (found.start(),) * 2 if found else (other.start, one.end)
