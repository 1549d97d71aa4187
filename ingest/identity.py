"""Which meeting a document tells of, and which of several documents of one meeting is in force.

A body is a committee of a municipality. Its minutes, its agenda and an addendum of a day have ids
of their own, and so have two meetings of one day; a correction has the id of what it corrects.
What an id depends on is only what the documents of one committee and day say, and our own
municipality where it is set: so files may come in any order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from ingest.days import DATE, day_of
from ingest.header import slug
from vectorstore.schema import Meeting, fold

_CONTENTS = re.compile(r"^\W*indholdsfortegnelse\b", re.IGNORECASE | re.MULTILINE)
_CHANGED = r"(?:rettet|korrigeret|revideret|ændret)"
_PAPER = r"(?:beslutnings)?(?:referat|protokol|dagsorden|udskrift)"
# "Rettet referat" · "Korrigeret udgave" · "Referat (rettet)" · "REFERAT – revideret den 20. juni"
_CORRECTED = re.compile(
    rf"\b{_CHANGED}\s+(?:{_PAPER}|udgave|version)\b|\b{_PAPER}\b[^\n]{{0,80}}?[(–-]\s*{_CHANGED}\b\)?"
    rf"|^\W*{_CHANGED}\W*$|^\W*{_CHANGED}\s+(?:d\.|den)\s",
    re.IGNORECASE | re.MULTILINE,
)
# "version 2" · "Version: 3" · "2. udgave" · "referat_v2.txt"
_VERSION = re.compile(
    r"\bversion:?\s*(\d{1,2})\b|\b(\d{1,2})\. (?:udgave|version)\b", re.IGNORECASE
)
_FILE_VERSION = re.compile(r"(?<![^\W_])(?:version|ver|v)[ ._-]?(\d{1,2})(?![^\W_]|\.\d)", re.I)
_FILE_CORRECTED = re.compile(r"(?<![^\W_])(?:rettet|korrigeret|revideret)(?![^\W_])", re.IGNORECASE)
_ADDED = re.compile(rf"\btillæg(?:s{_PAPER}|\s+til\s+{_PAPER})\w*\b", re.IGNORECASE)
_EXTRAORDINARY = re.compile(r"\bekstraordinært?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """How late a document corrects the others of its meeting; the highest is in force."""

    corrects: bool = False
    version: int = 0
    day: date = date.min


@dataclass(frozen=True, slots=True, order=True)
class _Occasion:
    """What tells two meetings of one day apart; ordinary ones come first, then by the clock."""

    extraordinary: bool
    begins: time


def meeting_id(
    committee: str, held: date, municipality: str = "", *, own: str = "", agenda: bool = False
) -> str:
    """ "direktionen-2022-04-04"; that of another municipality than our `own` begins with its name.

    An agenda's ends with "-dagsorden".
    """
    there = "" if same_municipality(municipality, own) else _plain(municipality)
    parts = [there, slug(committee), held.isoformat(), "dagsorden" if agenda else ""]
    return "-".join(part for part in parts if part)


def same_municipality(one: str, other: str) -> bool:
    """Whether two names are of one municipality: "Lindevang Kommune", "Lindevang"."""
    return _plain(one) == _plain(other)


def same_body(one: Meeting, other: Meeting, own: str) -> bool:
    """Whether documents of one committee and day are of one municipality's body.

    One that names none is our `own`; where that is not set, it is of the body whose document
    treats the same: a PDF may have the municipality in its footer, and the Word file not.
    """
    if own:
        return same_municipality(one.municipality or own, other.municipality or own)
    if one.municipality and other.municipality:
        return same_municipality(one.municipality, other.municipality)
    return one.municipality == other.municipality or _same_items(one, other)


def _same_items(one: Meeting, other: Meeting) -> bool:
    """Whether most of the shorter document's items are the other's, by case number or title."""
    first, second = ({item.case for item in each.items if item.case} for each in (one, other))
    if not (first and second):
        first, second = ({slug(item.title) for item in each.items} for each in (one, other))
    return 3 * len(first & second) >= 2 * min(len(first), len(second)) > 0


def _plain(municipality: str) -> str:
    return slug(municipality).removesuffix("-kommune")


def correction(meeting: Meeting) -> str:
    """What calls a document a correction: printed above its first item, or in its file's name."""
    top = _top(meeting)
    found = _CORRECTED.search(top)
    if found:
        return fold(found.group()).strip(" –-:")
    version = _VERSION.search(top)
    if version and int(version[1] or version[2]) > 1:
        return fold(version.group())
    name = Path(meeting.source).stem
    named = _FILE_CORRECTED.search(name) or _FILE_VERSION.search(name)
    if named is None or (named.re is _FILE_VERSION and int(named[1]) < 2):
        return ""
    return named.group() if named.re is _FILE_CORRECTED else f"version {named[1]}"


def rank(meeting: Meeting) -> Rank:
    """How late a document corrects; its `correction` must be known."""
    if not meeting.correction:
        return Rank()
    top = _top(meeting)
    found = _VERSION.search(top)
    number = int(found[1] or found[2]) if found else 0
    in_name = _FILE_VERSION.search(Path(meeting.source).stem)
    if not number and in_name:
        number = int(in_name[1])
    return Rank(True, number, _corrected_on(meeting, top))


def _corrected_on(meeting: Meeting, top: str) -> date:
    """The day that stands beside "rettet", which is not the meeting's own."""
    said = _CORRECTED.search(top)
    if said is None:
        return date.min
    line = top[said.start() :].partition("\n")[0]
    days = [day for found in DATE.finditer(line) if (day := day_of(found)) and day != meeting.held]
    return max(days, default=date.min)


def _top(meeting: Meeting) -> str:
    """The header above its table of contents, where an item may be called "Rettet budget"."""
    top = meeting.text[: meeting.header_end]
    contents = _CONTENTS.search(top)
    return top[: contents.start()] if contents else top


def is_addendum(meeting: Meeting) -> bool:
    """Whether minutes add to others of the same meeting, and hold only what they add."""
    return _ADDED.search(_top(meeting)) is not None


def _occasion(meeting: Meeting) -> _Occasion:
    extraordinary = _EXTRAORDINARY.search(_top(meeting)) is not None
    return _Occasion(extraordinary, meeting.begins or time.min)


def apart(one: Meeting, other: Meeting) -> bool:
    """Whether two documents of a body and a day tell of two meetings, or one adds to the other."""
    if is_addendum(one) != is_addendum(other):
        return True
    first, second = _occasion(one), _occasion(other)
    if first.extraordinary != second.extraordinary:
        return True
    return bool(one.begins and other.begins and first.begins != second.begins)


def ids(meetings: Sequence[Meeting], own: str) -> list[str]:
    """The ids of documents of a committee and a day that all lie apart, whatever their order.

    A body's first meeting of the day has the plain id; the others add what sets them apart. Where
    our `own` municipality is not set, an id names one only if two bodies met that day.
    """
    return [_id(each, meetings, own) for each in meetings]


def _id(meeting: Meeting, meetings: Sequence[Meeting], own: str) -> str:
    body = [each for each in meetings if same_body(each, meeting, own)]
    occasions = [_occasion(each) for each in body if not is_addendum(each)]
    ordinary = [each.begins for each in occasions if not each.extraordinary]
    special = [each.begins for each in occasions if each.extraordinary]
    here = _occasion(meeting)
    of_its_kind = special if here.extraordinary else ordinary
    there = meeting.municipality if own or len(body) < len(meetings) else ""
    parts = [meeting_id(meeting.committee, meeting.held, there, own=own, agenda=meeting.agenda)]
    if is_addendum(meeting):
        parts.append("tillaeg")
    if here.extraordinary and ordinary:
        parts.append("ekstraordinaert")
    if here.begins > min(of_its_kind, default=here.begins):
        parts.append(f"kl-{here.begins:%H-%M}")
    return "-".join(parts)
