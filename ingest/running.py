"""Running headers, footers and page numbers: which lines of a text are the page's, not the case's.

A line that only repeats is none ("Godkendt.", "Indstilling"): it has to say the page, or the
meeting by its committee and day, and to stand where no line of the minutes can stand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ingest.bodies import BODY
from ingest.days import days
from ingest.headings import section_heading
from vectorstore.schema import SectionKind

_OF = re.compile(r"(?P<page>\d{1,3}) ?/ ?(?P<pages>\d{1,3})")
_PAGE = re.compile(r"\bside:? ?\d+(?: ?(?:af|/) ?\d+)?", re.IGNORECASE)
_KIND = re.compile(
    r"(?:(?:beslutnings|møde)?referat|(?:beslutnings)?protokol|dagsorden)\b(?P<dash>\s*[-–:,])?"
    r"(?:\s*(?:af|fra|for|til)\b)?(?:\s*møde[t]?(?:\s+i)?\b)?\s*",
    re.IGNORECASE,
)
_SMALL = (
    r"(?:[\s,;:|()–-]|\b(?:den|d\.|kl\.? ?\d{1,2}(?:[.:]\d\d)?)(?!\w)"
    r"|\b(?:man|tirs|ons|tors|fre|lør|søn)dag\b)+"
)
_AROUND = re.compile(rf"^{_SMALL}|{_SMALL}$", re.IGNORECASE)
_LONGEST = 120
_TOP = 25  # lines that tell whose meeting it is and when
_TITLE = 12  # lines among which the title stands, which running headers repeat
_OPEN_END = re.compile(r".*[\wæøåÆØÅ,)“–-]", re.DOTALL)
_PART = 40  # characters of a line that may go on below the page's end


def running(found: Sequence[str], known: Iterable[str] = ()) -> set[int]:
    """The lines, by their numbers, that a page's head or foot consists of; rows are never one.

    `known` are heads and feet that were taken out of the text already.
    """
    return _folios(found) | _paged(found) | _named(found, {_key(words) for words in known})


def breaks(found: Sequence[str], furniture: set[int]) -> Iterator[tuple[int, int]]:
    """The places where a page's end divides a sentence: the lines [first, last) between them."""
    at = 0
    while at < len(found):
        if at not in furniture:
            at += 1
            continue
        first, last = at, at + 1
        while first and not found[first - 1].strip():
            first -= 1
        while last < len(found) and (last in furniture or not found[last].strip()):
            last += 1
        if first > 0 and last < len(found) and _goes_on(found[first - 1], found[last]):
            yield first, last
        at = last


def _goes_on(above: str, below: str) -> bool:
    """Whether the line below is the rest of a sentence in the line above."""
    above, below = above.strip(), below.strip()
    if "\t" in above or "\t" in below or len(above) < _PART:
        return False
    return below[:1].islower() and _OPEN_END.fullmatch(above) is not None


def _folios(found: Sequence[str]) -> set[int]:
    """Lines such as "2/7" that count the pages; "24/1" alone is a case number."""
    pages: dict[str, list[tuple[int, int]]] = {}
    for at, words in enumerate(found):
        if match := _OF.fullmatch(words.strip()):
            pages.setdefault(match["pages"], []).append((at, int(match["page"])))
    counted: set[int] = set()
    for last, places in pages.items():
        numbers = [number for _, number in places]
        rising = numbers == sorted(set(numbers)) and numbers[-1] <= int(last)
        torn = any(_torn(found, at, {at}) for at, _ in places)
        # A case number has two figures in front ("04/734"): "2/22" alone is no date and no case.
        alone = found[places[0][0]].strip()[1] in " /" and int(last) > 12
        if rising and (len(places) > 1 or torn or alone):
            counted |= {at for at, _ in places}
    return counted


def _paged(found: Sequence[str]) -> set[int]:
    """Lines that say a page, alone or with words that stand again on the others."""
    said = [(at, line.strip()) for at, line in enumerate(found) if _PAGE.search(line[:200])]
    said = [(at, words) for at, words in said if len(words) <= 160 and "\t" not in words]
    counts = Counter(_PAGE.sub("#", words) for _, words in said)
    return {
        at
        for at, words in said
        if (counts[_PAGE.sub("#", words)] > 1 and len(_PAGE.sub("", words).split()) <= 16)
        or _PAGE.fullmatch(words)
    }


def _key(words: str) -> str:
    return _PAGE.sub("", words.strip()).strip(" ,|–-").casefold()


def _named(found: Sequence[str], known: set[str]) -> set[int]:
    """Lines of the committee and the meeting's day, as printed on every page below the title."""
    top = [at for at, words in enumerate(found) if words.strip()][:_TOP]
    own = {day.date for at in top for day in days(found[at][:400]) if day.date}
    title = set(top[:_TITLE])
    places: dict[str, list[int]] = {}
    for at, line in enumerate(found):
        if _tells(_PAGE.sub("", line.strip()).strip(" ,|–-"), own):
            places.setdefault(_key(line), []).append(at)
    every = {at for ats in places.values() for at in ats}
    numbers = {at for at, line in enumerate(found) if _PAGE.fullmatch(line.strip())}
    aside = every | numbers
    kept: set[int] = set()
    for words, ats in places.items():
        torn = [at for at in ats if _torn(found, at, aside)]
        below = [at for at in ats if at not in title or at in torn]
        kind = _KIND.match(words)
        sure = torn or words in known or (kind is not None and kind["dash"] is not None)
        # A decision may lack its text now and then: a heading below it says little then.
        odd = sum(_out_of_place(found, at, aside) for at in below)
        if sure or 3 * odd > len(below) or 4 * _decisions(found) > len(below):
            kept |= set(below)
    return kept


def _decisions(found: Sequence[str]) -> int:
    """How many decisions are headed in another form than by committee and day."""
    headings = (section_heading(line.strip(" *#\r"), "") for line in found if len(line) < 100)
    return sum(each is not None and each.kind is SectionKind.DECISION for each in headings)


def _tells(words: str, own: set[date]) -> bool:
    """Whether a line tells the committee and one of the days at the top, and nothing else."""
    if not words or len(words) > _LONGEST or "\t" in words or words.endswith((":", ".")):
        return False
    day = next(days(words), None)
    if day is None or day.date not in own or section_heading(words, "") is not None:
        return False
    kind = _KIND.match(words)
    before = words[kind.end() if kind else 0 : day.start]
    told = [rest for part in (before, words[day.end :]) if (rest := _AROUND.sub("", part))]
    return kind is not None if not told else len(told) == 1 and BODY.fullmatch(told[0]) is not None


def _out_of_place(found: Sequence[str], at: int, aside: set[int]) -> bool:
    """Whether a heading of a decision would have no text here."""
    below = _next(found, at, 1, aside)
    return below is None or section_heading(found[below].strip(" *#"), "") is not None


def _torn(found: Sequence[str], at: int, aside: set[int]) -> bool:
    above, below = _next(found, at, -1, aside), _next(found, at, 1, aside)
    return above is not None and below is not None and _goes_on(found[above], found[below])


def _next(found: Sequence[str], at: int, step: int, aside: set[int]) -> int | None:
    """The nearest line with words of the minutes, upwards or downwards."""
    at += step
    while 0 <= at < len(found) and (at in aside or not found[at].strip()):
        at += step
    return at if 0 <= at < len(found) else None
