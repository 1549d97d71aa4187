"""The meeting's own header: committee, date, time, place, participants, contents."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from ingest.headings import DATE, day_of, item_heading
from ingest.lines import Line
from vectorstore.dates import WEEKDAYS_DA, long_date
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import ContentsLine, Participant, fold

# "REFERAT Direktionen d. 15-03-2021" · "Referat af Teknikudvalget, onsdag den 12. juni 2024"
_TITLE = re.compile(r"(?:beslutnings)?referat\b[ :]*(?:(?:fra|af|for) )?(?P<rest>.*)", re.I)
_BEFORE_DATE = re.compile(rf"[\s,–-]*(?:(?:{'|'.join(WEEKDAYS_DA)})\s+)?(?:\bd\.|\bden)?\s*$", re.I)
_CLOCK = re.compile(r"\bkl\.?\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?!\d)", re.I)
_LABEL = re.compile(
    r"(?:(?P<held>mødedato|dato)|(?P<place>mødested|sted)|(?P<people>mødedeltagere|deltagere)"
    r"|(?P<contents>indholdsfortegnelse))\b(?:\s*:\s*|\s+|$)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?P<name>[^(),;]+?)\s*(?P<remarks>(?:\([^()]*\)\s*)*)(?:[,;]|$)")
_ABSENT = re.compile(r"afbud|fraværende|ikke til stede|forfald", re.IGNORECASE)
# "Øvrige sager.....\t4" · "Invitation til ansøgning\t20"
_CONTENTS = re.compile(r"(?P<title>.*?)(?:\s*\.{3,}\s*|\s*\t\s*)(?P<page>\d+)?\s*")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the first item."""

    committee: str
    held: date
    begins: time | None
    place: str
    place_span: tuple[int, int] | None
    held_span: tuple[int, int] | None
    participants: tuple[Participant, ...]
    contents: tuple[ContentsLine, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """A labelled line with its wrapped lines. [start, end) is the value alone."""

    name: str
    begin: int  # of the label
    start: int
    end: int


def header(text: str, above: Sequence[Line], source: str) -> Header:
    """Read the lines above the first item; UnreadableMinutes says what is missing."""
    committee, titled, line = _title(above, source)
    fields = {each.name: each for each in reversed(list(_fields(above)))}
    when, where, who = (fields.get(name) for name in ("held", "place", "people"))
    said = _day(text[when.start : when.end]) if when else None
    held = titled or said
    if held is None:
        raise UnreadableMinutes(
            f"{source}: mødets dato mangler; skriv den øverst, f.eks. "
            "„REFERAT Teknikudvalget d. 12-06-2024“."
        )
    if said is not None and said != held:
        raise UnreadableMinutes(
            f"{source}: overskriften siger {long_date(held)}, men mødedatoen er "
            f"{long_date(said)}; ret den forkerte af de to."
        )
    return Header(
        committee,
        held,
        _clock(text[when.start : when.end]) if when else None,
        fold(text[where.start : where.end]) if where else "",
        (where.start, where.end) if where else None,
        (when.begin, when.end) if when else (line.start, line.end),
        tuple(_participants(text, who)) if who else (),
        contents(above),
    )


def _title(above: Sequence[Line], source: str) -> tuple[str, date | None, Line]:
    found = [(match, line) for line in above if (match := _TITLE.fullmatch(line.bare))]
    if not found:
        raise UnreadableMinutes(
            f"{source}: mødets udvalg og dato mangler; skriv dem øverst, f.eks. "
            "„REFERAT Teknikudvalget d. 12-06-2024“."
        )
    match, line = next((each for each in found if DATE.search(each[0]["rest"])), found[0])
    rest = match["rest"]
    day = DATE.search(rest)
    committee = fold(_BEFORE_DATE.sub("", rest[: day.start()] if day else rest))
    if not slug(committee):
        raise UnreadableMinutes(
            f"{source}: udvalgets navn mangler; skriv det øverst, f.eks. "
            "„REFERAT Teknikudvalget d. 12-06-2024“."
        )
    return committee, day_of(day) if day else None, line


def slug(name: str) -> str:
    """Lower case, "æøå" as "ae", "oe", "aa", hyphens between the words."""
    name = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _fields(above: Sequence[Line]) -> Iterator[_Field]:
    """The labelled lines, each with the lines it wraps over, up to a blank one."""
    at = 0
    while at < len(above):
        label = _LABEL.match(above[at].text)
        if label is None:
            at += 1
            continue
        if label["contents"] is not None:
            return
        name = next(name for name, value in label.groupdict().items() if value)
        first, last = at, at
        start = above[at].start + label.end()
        if start >= above[at].end:  # the value stands below its label
            last = next((n for n in range(at + 1, len(above)) if above[n].text), at)
            if last == at or _LABEL.match(above[last].text):
                at += 1
                continue
            start = above[last].start
        while last + 1 < len(above) and above[last + 1].text:
            if _LABEL.match(above[last + 1].text):
                break
            last += 1
        yield _Field(name, above[first].start, start, above[last].end)
        at = last + 1


def _day(text: str) -> date | None:
    found = DATE.search(text)
    return day_of(found) if found else None


def _clock(text: str) -> time | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _participants(text: str, who: _Field) -> Iterator[Participant]:
    """The names, divided by commas: "Anne Holm (formand), Ole Vig (Afbud)"."""
    for found in _NAME.finditer(text[who.start : who.end]):
        lead = len(found["name"]) - len(found["name"].lstrip())
        start, end = found.start("name") + lead, found.end("name")
        if start >= end:
            continue
        remarks = [fold(each) for each in re.findall(r"\(([^()]*)\)", found["remarks"])]
        absent = any(_ABSENT.match(remark) for remark in remarks)
        roles = ", ".join(remark for remark in remarks if not _ABSENT.match(remark))
        name = fold(found["name"])
        yield Participant(name, who.start + start, who.start + end, roles, absent)


def contents(above: Sequence[Line]) -> tuple[ContentsLine, ...]:
    """The table of contents; a title wrapped over two lines has its page on the second."""
    first = next(
        (n for n, line in enumerate(above) if (m := _LABEL.match(line.text)) and m["contents"]),
        len(above),
    )
    listed = [line.text for line in above[first + 1 :] if not line.blank]
    paged = any((found := _CONTENTS.fullmatch(text)) and found["page"] for text in listed)
    entries: list[ContentsLine] = []
    broken = ""
    for text in listed:
        found = _CONTENTS.fullmatch(text)
        title = f"{broken} {found['title'] if found else text}".strip()
        if found is None and paged:
            broken = title
            continue
        page = int(found["page"]) if found and found["page"] else None
        entries.append(ContentsLine(_unnumbered(title), page))
        broken = ""
    if broken:
        entries.append(ContentsLine(_unnumbered(broken), None))
    return tuple(entries)


def _unnumbered(title: str) -> str:
    numbered = item_heading(title)
    return numbered[1] if numbered and numbered[1] else fold(title)
