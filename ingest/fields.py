"""The labelled lines of a meeting's header: "Mødested: Rådhuset", each with the lines it fills."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies import BODY, belongs_to
from ingest.lines import Line, following

_NAMES = {
    "held": "mødedato|dato|tidspunkt|mødetidspunkt|tid|tid og sted|tid/sted|starttidspunkt"
    "|dato og tid|mødestart|dato/tid|start",
    "place": "mødested|sted|lokale|mødelokale|adresse|mødeadresse|hvor",
    "body": "udvalg|forum|råd|organ|mødeforum|mødeorgan|bestyrelse|møde i|politisk udvalg|instans",
    "people": "mødedeltagere|deltagere|deltager|medlemmer|til stede|tilstede|til stede var"
    "|tilstedeværende|mødt|mødte|fremmødte|fremmødt|deltog|deltagere i mødet|deltagerliste"
    "|øvrige deltagere|derudover deltog|desuden deltog|endvidere deltog|gæster|fra forvaltningen"
    "|fra administrationen|ordstyrer|mødeleder|dirigent|referent|formand|sekretær"
    "|mødeleder og referent|indkaldte|inviterede|øvrige|suppleanter|stedfortrædere",
    "absent": "afbud|afbud fra|fraværende|fravær|fraværende med afbud|fraværende uden afbud"
    "|fravær med afbud"
    "|forfald|ikke til stede|ikke mødt|meldt afbud|afbud/fraværende|fraværende/afbud"
    "|ikke tilstede|ikke deltagende",
    "contents": "indholdsfortegnelse",
    "other": "sluttidspunkt|mødet slut|slut|mødet hævet|mødet sluttede|bemærkninger|kopi til|kopi"
    "|udsendelsesdato|næste møde|møde|mødetype|j\\.?nr|journalnr|sagsnr|sagsnummer|forplejning"
    "|bemærkning|gæst|kontaktperson|telefon|e-mail|mail|referatdato|udsendt|emne|status|bilag",
}
_LABELS = {label: name for name, labels in _NAMES.items() for label in labels.split("|")}
_SURE = frozenset(
    "mødedato|mødested|mødedeltagere|dato|sted|deltagere|indholdsfortegnelse|medlemmer".split("|")
)
_LABEL = re.compile(
    r"(?P<label>"
    + "|".join(sorted((label.replace(" ", r"\s+") for label in _LABELS), key=len, reverse=True))
    + r")(?:\s*:\s*|\s{2,}|\t\s*|(?P<space>\s+)|$)",
    re.IGNORECASE,
)
# "MødestedRådssalen": the cells of a table on a web page, glued.
_GLUED = re.compile(r"(?P<label>Mødested|Mødedato|Udvalg|Tidspunkt|Lokale)(?=[A-ZÆØÅ][a-zæøå])")
# "Anne Holm (A)", "- Ole Chr. Vig, formand", "Ida Ny (sekretær) – afbud": two words of a name.
_PERSON = re.compile(
    r"(?:[-–•*·▪]\s+|\d{1,2}[.)]\s+)?[A-ZÆØÅ][\w.'´-]*(?:\s+(?:[A-ZÆØÅ][\w.'´-]*|von|van|de|af|el|al))"
    r"{1,6}(?:\s*\([^()]{1,40}\))*(?:\s*[,–-]\s*[^\d:;]{2,40})?[,;]?"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled line with its wrapped lines. [start, end) is the value alone."""

    name: str
    begin: int  # of the label
    start: int
    end: int
    lines: tuple[Line, ...]  # that hold the value; the first begins with the label
    label: str


def field_label(words: str) -> tuple[str, int] | None:
    """The field that a line opens and how long its label is."""
    found = _LABEL.match(words) or _GLUED.match(words)
    if found is None:
        return None
    label = " ".join(found["label"].split()).casefold()
    rest = words[found.end() :]
    sure = label in _SURE or (label == "afbud fra" and rest[:1].isupper())
    sure = sure or (_LABELS.get(label) == "body" and BODY.fullmatch(rest.strip()) is not None)
    if found.re is _LABEL and found["space"] is not None and not sure:
        return None  # "Møde i byrådet", "Formand Anne Holm" are no labels; "Udvalg Byrådet" is
    return _LABELS[label.replace("j.nr", "j\\.?nr").replace("jnr", "j\\.?nr")], found.end()


def fields(above: Sequence[Line]) -> Iterator[Field]:
    """The labelled lines, each with the lines it wraps over, up to a blank one."""
    at = 0
    while at < len(above):
        label = field_label(above[at].text) if not above[at].blank else None
        if label is None:
            at += 1
            continue
        name, length = label
        printed = above[at].text[:length].strip(" :\t").casefold()
        first, last = at, at
        start = above[at].start + length
        if start >= above[at].end:  # the value stands below its label
            last = next((n for n in range(at + 1, len(above)) if not above[n].blank), at)
            if last == at or field_label(above[last].text):
                at += 1
                continue
            start = above[last].start
            first = last
        while last + 1 < len(above) and not above[last + 1].blank:
            if field_label(above[last + 1].text):
                break
            last += 1
        if name in ("people", "absent") and (first > at or first < last):
            last = _persons_below(above, first, last)
        held = tuple(line for line in above[first : last + 1] if not line.blank)
        yield Field(name, above[at].start, start, above[last].end, held, printed)
        at = last + 1


def _persons_below(above: Sequence[Line], first: int, last: int) -> int:
    """The last line of a list of persons that stand each in a paragraph of its own."""
    while all(_is_person(line) for line in above[first : last + 1] if not line.blank):
        below = following(above, last + 1)
        if below == len(above) or not _is_person(above[below]):
            break
        last = below
    return last


def _is_person(line: Line) -> bool:
    """Whether a line names one person and nothing else."""
    if line.row or _PERSON.fullmatch(line.bare) is None:
        return False
    return BODY.search(line.bare) is None and not belongs_to(line.bare)
