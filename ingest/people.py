"""Who took part: names in a comma list, one a line, or in a table with roles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.fields import Field
from ingest.lines import Line
from vectorstore.schema import Participant, fold

_NAME = re.compile(
    r"(?P<name>[^(),;]+?)\s*,?\s*(?P<remarks>(?:\([^()]*\)\s*)*)(?:[,;]|$|(?<=\))\s*)"
)
_ABSENT = re.compile(r"afbud|fraværende|ikke til stede|forfald|ikke mødt|fravær\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:ingen|alle|intet|-|–|\.|/)\.?", re.IGNORECASE)
_ROLES = (
    "formand|næstformand|borgmester|viceborgmester|udvalgsformand|rådmand|sekretær|referent|kasserer"
    "|ordstyrer|dirigent|mødeleder|suppleant|bestyrelsesmedlem|medlem|regnskabsfører|direktør"
    "|kommunaldirektør|kontorchef|centerchef|skoleleder|sognepræst|kirkeværge|graver|inspektør"
    "|medarbejderrepræsentant|elevrådsrepræsentant|leder|afdelingschef|regionsrådsformand"
)
# "Formand Anne Holm (A)" · "borgmester Per Aa"
_ROLE_FIRST = re.compile(rf"(?P<role>(?:{_ROLES}))\s+(?=[A-ZÆØÅ])", re.IGNORECASE)
# "Anne Holm - formand" · "Anne Holm, formand"
_ROLE_LAST = re.compile(
    rf"\s*[–-]\s+(?P<role>[^–-]{{2,60}})$|\s*,\s*(?P<known>(?:{_ROLES}))$", re.I
)
_ROLE_KNOWN = re.compile(rf"\s+[–-]\s+(?P<role>(?:{_ROLES}))\s*$", re.IGNORECASE)
# "Forældrevalgte: Anne Holm, …" · "Derudover deltog: …"
_GROUPED = re.compile(r"(?P<group>[^:,;()]{2,50}):\s+")
_BULLET = re.compile(r"(?:[-–•*·▪]|\d{1,2}[.)])\s+")
_A_NAME = re.compile(r"[A-ZÆØÅ][\w.'´-]*(?:\s+(?:[A-ZÆØÅ][\w.'´-]*|von|van|de|af|el|al)){0,6}")
_JOINED = re.compile(r"\s+(?:og|samt)\s+(?=[A-ZÆØÅ])")
_AND = re.compile(r"(?:og|samt)\s+", re.IGNORECASE)
# "Aksel Chr." at a line's end is half a name.
_SHORTENED = re.compile(r"\b(?:Chr|Kr|Joh|Fr|Fred|Th|Vilh|Sv|Aug|Nic|Aa|[A-ZÆØÅ])\.$")
_LONGEST = 60


def participants(text: str, found: Iterable[Field]) -> tuple[Participant, ...]:
    """The persons that the header's fields name, each once; absent where a field says so."""
    known: dict[str, Participant] = {}
    for each in found:
        if each.name not in ("people", "absent"):
            continue
        for printed in _persons(text, each):
            person = replace(printed, absent=printed.absent or each.name == "absent")
            before = known.get(person.name)
            if before is None:
                known[person.name] = person
            else:
                absent = before.absent or person.absent
                known[person.name] = replace(before, absent=absent, role=before.role or person.role)
    return tuple(known.values())


def _persons(text: str, each: Field) -> Iterator[Participant]:
    value = text[each.start : each.end]
    if each.label in ("formand", "sekretær", "referent", "ordstyrer", "dirigent", "mødeleder"):
        for person in _listed(text, each.start, each.end):
            yield replace(person, role=person.role or each.label)
    elif _one_a_line(each, value):
        for line in each.lines:
            start = max(line.start, each.start)
            yield from _row(text, line, each.start) if line.row else _one(text, start, line.end)
    else:
        yield from _listed(text, each.start, each.end)


def _one_a_line(each: Field, value: str) -> bool:
    """Whether each line holds one person, or is a row of a table."""
    if any(line.row for line in each.lines):
        return True
    if len(each.lines) < 2:
        return False
    bare = re.sub(r"\([^()]*\)", "", value)
    ends = [_alone(line) for line in each.lines]
    below = each.lines[-1].text
    first = each.lines[0].text
    ended = first.endswith((".", ";")) and _SHORTENED.search(first) is None
    whole = ended or _GROUPED.match(below) or _BULLET.match(below)
    if len(ends) == 2 and ends[0] < ends[-1] and not whole:
        return False  # the list's last name goes on below: "Anne Holm, Ole\nVig"
    return sum(ends) >= len(ends) - 1 and bare.count(",") + bare.count(";") <= 2 * len(ends)


def _alone(line: Line) -> bool:
    """Whether a line names one person: no comma inside it but before a party or a role."""
    words = re.sub(r"\([^()]*\)", "", _BULLET.sub("", line.text)).rstrip(" ,;")
    last = _ROLE_LAST.search(words)
    words = words[: last.start()] if last else words
    return "," not in words and ";" not in words and len(words) <= _LONGEST


def _row(text: str, line: Line, first: int) -> Iterator[Participant]:
    """A row of a table from a place on: name, role, whether absent."""
    cells, start = [], max(line.begin, first)
    for part in text[start : line.stop].split("\t"):
        lead = len(part) - len(part.lstrip())
        if part.strip():
            cells.append((start + lead, start + lead + len(part.strip())))
        start += len(part) + 1
    words = [fold(text[a:b]) for a, b in cells]
    if not words or words[0].casefold() in ("navn", "deltager", "deltagere", "medlem", "rolle"):
        return
    for person in _one(text, *cells[0]):
        rest = [
            word for word in words[1:] if word.casefold() not in ("x", "ja", "nej", "til stede")
        ]
        absent = person.absent or any(_ABSENT.match(word) for word in rest)
        roles = [person.role, *(word for word in rest if not _ABSENT.match(word))]
        yield replace(person, absent=absent, role=", ".join(role for role in roles if role))


def _one(text: str, start: int, end: int) -> Iterator[Participant]:
    """The one person that a line names."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    grouped = _GROUPED.match(text, start, end)
    if grouped:
        yield from _listed(text, start, end)
        return
    words = text[start:end].rstrip(" ,;.")
    last = _ROLE_LAST.search(words)
    role = (last["role"] or last["known"]).strip() if last else ""
    end = start + (last.start() if last else len(words))
    for person in _listed(text, start, end):
        absent = person.absent or _ABSENT.match(role) is not None
        roles = [person.role, "" if _ABSENT.match(role) else role]
        yield replace(person, absent=absent, role=", ".join(each for each in roles if each))


def _listed(text: str, start: int, end: int) -> Iterator[Participant]:
    """The names, divided by commas: "Anne Holm (formand), Ole Vig (Afbud)"."""
    for piece_start, piece_end in _pieces(text, start, end):
        found = _NAME.match(text[piece_start:piece_end])
        if found is None or not found["name"].strip():
            continue
        yield from _person(found, piece_start)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between commas; a last "og" divides two names as well."""
    for found in _NAME.finditer(text[start:end]):
        at = start + found.start()
        grouped = _GROUPED.match(text, at, start + found.end())
        at = grouped.end() if grouped else at
        stop = start + found.end()
        joined = _JOINED.search(text, at, stop)
        if joined and _A_NAME.fullmatch(fold(text[at : joined.start()])):
            yield at, joined.start()
            at = joined.end()
        yield at, stop


def _named(name: str, start: int, end: int, role: str) -> Iterator[Participant]:
    if name[:1].isupper() and len(name) <= _LONGEST:
        yield Participant(fold(name), start, end, fold(role))


def _person(found: re.Match[str], offset: int) -> Iterator[Participant]:
    lead = len(found["name"]) - len(found["name"].lstrip())
    joined = _AND.match(found["name"], lead)
    lead = joined.end() if joined else lead
    first = _ROLE_FIRST.match(found["name"], lead)
    lead = first.end() if first else lead
    start, end = offset + found.start("name") + lead, offset + found.end("name")
    last = _ROLE_KNOWN.search(found["name"], lead)
    if last:
        end = offset + found.start("name") + last.start()
        yield from _named(found["name"][lead : last.start()], start, end, last["role"])
        return
    name = fold(found["name"][lead:]).rstrip(".")
    end -= len(found["name"][lead:].rstrip()) - len(found["name"][lead:].rstrip().rstrip("."))
    remarks = [fold(each) for each in re.findall(r"\(([^()]*)\)", found["remarks"])]
    absent = any(_ABSENT.match(remark) for remark in remarks)
    roles = [remark for remark in remarks if not _ABSENT.match(remark)]
    roles = [first["role"].lower(), *roles] if first else roles
    if start < end and name[:1].isupper() and not _NOBODY.fullmatch(name) and len(name) <= _LONGEST:
        yield Participant(name, start, end, ", ".join(roles), absent)
