"""The table of contents: where it stands and what it lists."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.cases import case_line
from ingest.closed import group
from ingest.fields import field_label
from ingest.forms import LEADER, candidates
from ingest.headings import section_heading
from ingest.lines import Line, following
from vectorstore.schema import ContentsLine, fold

# What stands above a list of the items; under the weaker ones the items themselves may follow.
_LABEL = re.compile(
    r"(?P<sure>indholdsfortegnelse|indhold)\s*:?(?:\s+side(?:\s*nr\.?)?)?"
    r"|(?:dagsorden|punkter|dagsordens?punkter|sagsoversigt|oversigt|sager|punktliste)\s*:?",
    re.IGNORECASE,
)
# "Øvrige sager.....\t4" · "Invitation til ansøgning\t20" · "Sti . . . . 4"
_ENTRY = re.compile(
    r"(?P<title>.*?)(?:\s*\.{3,}\s*|\s*(?:\. ){3,}\.?\s*|\s*…+\s*|\s*\t\s*)"
    r"(?:side\s*)?(?P<page>\d+)?\s*",
    re.IGNORECASE,
)
# "Øvrige sager 4": a page set apart by nothing, as a browser prints it.
_SPACED = re.compile(r"(?P<title>.*\S)\s\d{1,3}")
_NOT_IN_KEY = re.compile(r"[\W_]+")
_NUMBER = re.compile(
    r"\W*(?:(?:dagsordens)?(?:punkt|pkt\.?)|ad\.?|sag|nr\.?)?\s*(?:nr\.?)?\s*"
    r"\d{1,4}(?:\.?[a-zæøå])?\s*[.:)–-]\s*"
    r"|\W*(?:punkt|pkt\.?)\s*\d{1,4}\s+",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:punkt\s*|pkt\.?\s*)?(?:(?P<n>\d{1,4})|(?P<letter>[A-ZÆØÅ]))[.:)]\s", re.I)
_GAP = 4  # numbers that may be missing between two entries
_AD = re.compile(r"ad\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_KIND = re.compile(r"\s*\([A-ZÆØÅ]\)$")  # "Ny skole (B)": an item for decision
_ALIKE = 0.7  # of the first words of one title, misread letters apart
_LONGEST = 250
_UNMATCHED = 3  # lines in a row that need not come again: wrapped titles, other words


@dataclass(frozen=True, slots=True)
class Contents:
    """Lines [first, last) hold the contents, their label included; first == last for none."""

    first: int
    last: int
    entries: tuple[ContentsLine, ...] = ()
    numbers: tuple[int | None, ...] = ()  # of the entries, where they have one

    def holds(self, at: int) -> bool:
        """Whether a line belongs to the contents."""
        return self.first <= at < self.last


def key(words: str) -> str:
    """A title as it is found again: no number, page, case or signs."""
    words = fold(words)[:_LONGEST]
    found = _ENTRY.fullmatch(words) if LEADER.search(words) else None
    words = found["title"] if found else words
    number = _NUMBER.match(words)  # in front only: "Plan for sti (2. behandling)" keeps its "2"
    words = _KIND.sub("", words[number.end() :] if number else words)
    return _NOT_IN_KEY.sub("", words).casefold()


def same_title(one: str, other: str) -> bool:
    """Whether two lines are one title, misread letters apart ("Åvrige sager", "Øvrige sager")."""
    a, b = fold(one).casefold()[:_LONGEST], fold(other).casefold()[:_LONGEST]
    if a == b:
        return True
    if not a or not b or not 0.7 <= len(a) / len(b) <= 1.43:
        return False
    if _DIGITS.findall(a) != _DIGITS.findall(b):
        return False  # "Lokalplan 121" is not "Lokalplan 122"
    likeness = SequenceMatcher(None, a, b, autojunk=False)
    return likeness.quick_ratio() >= 0.85 and likeness.ratio() >= 0.85


def printed_again(words: str, title: str) -> bool:
    """Whether words are a title; "Notat om sti ved Engvej" is not "Status på sti ved Engvej"."""
    if not same_title(words, title):
        return False
    one, other = (fold(each).casefold().split()[:1] for each in (words, title))
    return SequenceMatcher(None, "".join(one), "".join(other), autojunk=False).ratio() >= _ALIKE


def find_contents(lines: Sequence[Line]) -> Contents:
    """The first list of the items' titles that is followed by the items themselves."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if not line.blank and len(line.text) <= _LONGEST:
            places.setdefault(key(line.bare), []).append(at)
    for at, line in enumerate(lines):
        if line.blank:
            continue
        label = _LABEL.fullmatch(line.bare)
        if label or _paged(line):
            found = _from(
                lines, places, at if label else at - 1, sure=bool(label and label["sure"])
            )
            if found is not None:
                return found
            if not label:
                break
    return _announced(lines)


def _announced(lines: Sequence[Line]) -> Contents:
    """An agenda whose points come again as "Ad 1", with or without their titles."""
    told = {each.number for each in candidates(lines).get("ad", []) if each.number is not None}
    if len(told) < 2:
        return Contents(0, 0)
    for at, line in enumerate(lines):
        if not line.blank and _LABEL.fullmatch(line.bare):
            listed: list[int] = []
            next_ = following(lines, at + 1)
            while next_ < len(lines) and unnumbered(lines[next_].bare)[0] == len(listed) + 1:
                if _AD.match(lines[next_].bare):
                    break
                listed.append(next_)
                next_ = following(lines, next_ + 1)
            if len(listed) > 1 and 2 * len(told) >= len(listed):
                return _read(lines, at, listed)
    return Contents(0, 0)


def _paged(line: Line) -> bool:
    if len(line.text) > _LONGEST or not LEADER.search(line.text):
        return False
    found = _ENTRY.fullmatch(line.text)
    return found is not None and found["page"] is not None and not line.text.count("\t") > 1


def _from(
    lines: Sequence[Line], places: dict[str, list[int]], label: int, *, sure: bool
) -> Contents | None:
    """The contents below a label, ended by what is no entry or by a title that comes again."""
    seen: set[str] = set()
    listed: list[int] = []
    spaced: set[int] = set()
    sound = unmatched = 0
    counted = False  # by pages: then what has none is part of a wrapped title or the end
    at = following(lines, label + 1)
    while at < len(lines):
        line = lines[at]
        name = key(line.bare)
        paged = _paged(line)
        goes_on = bool(listed) and _goes_on(lines[listed[-1]].bare, line.bare)
        again = _comes_again(places, name, at)
        if sure and not paged and not again and (title := _before_page(line.bare)):
            again = _comes_again(places, key(title), at)
            if again:
                name = key(title)
                spaced.add(at)
        known = name in seen and not goes_on
        if not paged and at not in spaced and (known or _stops(lines, at)):
            break
        if counted and not paged and not any(_paged(near) for near in lines[at + 1 : at + 3]):
            break
        counted = counted or paged
        if paged or again:
            sound, unmatched = sound + 1, 0
            seen.add(name)
        elif group(line.bare) is None:
            unmatched += 1
            if unmatched > (_UNMATCHED if sure or sound else 1):
                break
        listed.append(at)
        at = following(lines, at + 1)
    while unmatched and not (listed[1:] and _goes_on(*(lines[n].bare for n in listed[-2:]))):
        listed, unmatched = listed[:-1], unmatched - 1
    if not listed or (sound < 2 and not any(LEADER.search(lines[n].text) for n in listed)):
        return None
    return _read(lines, label, listed, spaced)


def _comes_again(places: dict[str, list[int]], name: str, at: int) -> bool:
    return len(name) > 1 and places.get(name, [0])[-1] > at


def _before_page(words: str) -> str:
    found = _SPACED.fullmatch(words)
    return found["title"] if found else ""


def _goes_on(above: str, words: str) -> bool:
    """Whether two entries are numbered one after the other: "4. Lukket", "5. Lukket"."""
    one, two = (_MARK.match(each) for each in (above, words))
    if one is None or two is None:
        return False
    if one["letter"] and two["letter"]:
        return ord(two["letter"]) - ord(one["letter"]) == 1
    return bool(one["n"] and two["n"]) and 0 < int(two["n"]) - int(one["n"]) <= _GAP


def _stops(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if field_label(line.bare) or len(line.bare) > _LONGEST:
        return True
    case = case_line(line.bare)
    return case is not None or section_heading(line.bare, "") is not None


def _read(
    lines: Sequence[Line], label: int, listed: Sequence[int], spaced: Set[int] = frozenset()
) -> Contents:
    entries = [at for at in listed if group(lines[at].bare) is None]
    texts = [
        "\t".join(lines[at].text.rsplit(maxsplit=1)) if at in spaced else lines[at].text
        for at in entries
    ]
    numbers, titles = [], []
    for title, page in _titles(texts):
        number, words = unnumbered(title)
        numbers.append(number)
        titles.append(ContentsLine(words, page))
    return Contents(max(label, 0), listed[-1] + 1, tuple(titles), tuple(numbers))


def _titles(texts: Sequence[str]) -> list[tuple[str, int | None]]:
    """Titles with their pages; a title wrapped over two lines has its page on the second."""
    paged = any((found := _ENTRY.fullmatch(text)) and found["page"] for text in texts)
    entries: list[tuple[str, int | None]] = []
    broken = ""
    for text in texts:
        found = _ENTRY.fullmatch(text)
        title = f"{broken} {found['title'] if found else text}".strip()
        if found is None and paged:
            broken = title
            continue
        page = int(found["page"]) if found and found["page"] else None
        entries.append((title, page))
        broken = ""
    return [*entries, (broken, None)] if broken else entries


def unnumbered(title: str) -> tuple[int | None, str]:
    """A title's number, if it has one, and the title without it."""
    words = fold(title)
    found = _NUMBER.match(words)
    if found is None or not words[found.end() :]:
        return None, words
    number = re.search(r"\d+", found.group())
    return int(number.group()) if number else None, words[found.end() :]
