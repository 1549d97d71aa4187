"""The meeting's own header: committee, date, time, place, participants."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from ingest.bodies import belongs_to
from ingest.contents import Contents
from ingest.days import clock, days
from ingest.fields import Field, field_label, fields
from ingest.lines import Line
from ingest.named import Said, committee_of
from ingest.people import participants
from ingest.when import Held, held_on
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import Participant, fold

_EXAMPLE = "„REFERAT Teknikudvalget d. 12-06-2024“"
# "Dagsorden til mødet …" · "DAGSORDEN"
_AGENDA = re.compile(
    r"(?:.{0,80}[–,-]\s*|åben |foreløbig )?(?:tillægs)?dagsorden\b.*", re.IGNORECASE
)
_MINUTES = re.compile(r"(?i:\b(?:beslutnings|møde)?referat|protokol)")
# "… den 22. juni 2020 kl. 17:30 i Arden Rådhus"
_PLACE = re.compile(
    r"\bkl\.?\s*\d{1,2}(?:[.:]\d{2})?(?:\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?)?,?\s+(?:i|på)\s+"
    r"(?P<place>\S.{1,100})"
)
# "Mødelokale 9, Lindevang Rådhus" below the line of day and time
_A_PLACE = re.compile(
    r"(?=[A-ZÆØÅ])(?:[\w.&/-]+,? ){0,8}?[\w-]*"
    r"(?i:lokale[t]?|værelse[t]?|sal(?:en)?|kontor(?:et)?|hus(?:et)?|gård(?:en)?|center|centret"
    r"|skole(?:n)?|kro(?:en)?|bibliotek(?:et)?|teams)\b[\w ,./-]{0,60}"
)


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
    municipality: str
    agenda: bool  # by its title; what it decides may still say otherwise
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other places than the header say of the meeting."""

    running: tuple[str, ...]  # headers and footers of its pages
    decided: tuple[tuple[str, date | None], ...]  # bodies and days of its decisions
    file: str  # its file's name


def header(
    text: str, above: Sequence[Line], contents: Contents, elsewhere: Elsewhere, source: str
) -> Header:
    """Read the lines above the first item; UnreadableMinutes says what is missing."""
    own = [line for at, line in enumerate(above) if not contents.holds(at) and not line.blank]
    filled = list(fields([line for at, line in enumerate(above) if not contents.holds(at)]))
    who = committee_of(own, filled, text, elsewhere.running, elsewhere.decided, elsewhere.file)
    when = held_on(text, own, filled, elsewhere.running, elsewhere.decided, elsewhere.file, source)
    _complain(who, when, source)
    assert when is not None
    place = _place(text, filled, own)
    return Header(
        who.name,
        when.day,
        when.begins or _begins(text, filled, own),
        fold(text[slice(*place)]) if place else "",
        place,
        when.span,
        participants(text, filled),
        _municipality(own, place, elsewhere.running),
        _is_agenda(own),
        (*who.doubts, *when.doubts),
    )


def _complain(who: Said, when: Held | None, source: str) -> None:
    """Refuse a file that does not say whose meeting it tells of, or when it was held."""
    if not slug(who.name):
        what = "udvalgets navn mangler; skriv det"
        if when is None:
            what = "mødets udvalg og dato mangler; skriv dem"
        raise UnreadableMinutes(f"{source}: {what} øverst, f.eks. {_EXAMPLE}.")
    if when is None:
        raise UnreadableMinutes(
            f"{source}: mødets dato mangler; skriv den øverst, f.eks. {_EXAMPLE}."
        )


def _place(text: str, filled: Sequence[Field], own: Sequence[Line]) -> tuple[int, int] | None:
    where = next((each for each in filled if each.name == "place"), None)
    if where is not None:
        return where.start, where.end
    for line in own[:12]:
        found = _PLACE.search(line.text[:400])
        if found and (found.start() == 0 or next(days(line.text[:400]), None)):
            return line.start + found.start("place"), line.start + len(
                line.text[: found.end("place")].rstrip(" .,")
            )
    for above, line in pairwise(own[:12]):
        named = _A_PLACE.fullmatch(line.text[:200]) and field_label(line.text) is None
        if named and clock(above.bare) and next(days(above.bare[:400]), None):
            return line.start, line.end
    return None


def _begins(text: str, filled: Sequence[Field], own: Sequence[Line]) -> time | None:
    for each in filled:
        if each.name == "held" and (
            found := clock(text[each.start : each.end], bare=not each.label.startswith("dato"))
        ):
            return found
    for line in own[:12]:
        if field_label(line.text) is None and (found := clock(line.bare)):
            return found
    return None


def _municipality(
    own: Sequence[Line], place: tuple[int, int] | None, running: Sequence[str]
) -> str:
    """Whose body it is: not where the meeting was held, which may be another's school."""
    first, last = place or (0, 0)
    named = [
        line.bare
        for line in own
        if len(line.bare) <= 160 and not (line.start < last and first < line.end)
    ]
    for words in (*named, *running):
        if name := belongs_to(words):
            return name
    return ""


def _is_agenda(own: Sequence[Line]) -> bool:
    """Whether the title is that of an agenda."""
    titles = [line.bare for line in own[:12] if field_label(line.bare) is None]
    if any(_MINUTES.search(title) for title in titles):
        return False
    return any(_AGENDA.fullmatch(title) for title in titles)


def slug(name: str) -> str:
    """Lower case, "æøå" as "ae", "oe", "aa", hyphens between the words."""
    name = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
