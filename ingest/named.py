"""Whose meeting it was: the committee's name from the title, a label or elsewhere."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.bodies import BODY, BODY_WORD, held_by
from ingest.days import days
from ingest.fields import Field, field_label
from ingest.lines import Line
from vectorstore.dates import WEEKDAYS_DA
from vectorstore.schema import fold

_KIND = (
    r"(?:(?:åbent?|lukket|endeligt?|godkendt|foreløbigt?|udkast til|kort|samlet)\s+)?"
    r"(?:(?:beslutnings|møde|tillægs)?referat|(?:beslutnings|forhandlings|møde)?protokol"
    r"|(?:tillægs|møde)?dagsorden|mødeindkaldelse|indkaldelse|beslutninger|udskrift)"
)
# "REFERAT Direktionen d. 15-03-2021" · "Referat af Teknikudvalget, onsdag den 12. juni 2024"
_TITLE = re.compile(
    rf"{_KIND}\b(?:\s+(?:m(?:ed|\.)\s+referat))?[ :.,–-]*(?:(?:fra|af|for|til|over)\b\s*)?"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
# "Byrådet - Referat" · "Økonomiudvalget – Referat – 1. oktober 2018"
_TITLE_LAST = re.compile(
    rf"(?P<rest>[^–]{{2,90}}?)\s*[,:–—-]+\s*(?:\w+\s+)?{_KIND}\b.*", re.IGNORECASE
)
_MEETING = re.compile(
    r"(?:(?:det|et)\s+)?(?:(?:ordinært?|ordinære|ekstraordinært?|ekstraordinære|konstituerende|åbent?"
    r"|fælles|virtuelt)\s+)*(?:\d+\.?\s+)?(?:udvalgs?)?møde(?:t|r)?\b(?:\s*(?:nr\.?\s*)?\d+(?!\d*[-./]))?"
    r"[\s,]*(?:(?:i|for|med|med|hos|den)\b(?!\s*\d))?\s*",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"[\s,:(–-]*(?:\b(?:fra|afholdt|holdt))?\s*(?:\bmøde[t]?\s+)?"
    rf"(?:(?:{'|'.join(WEEKDAYS_DA)})\s*,?\s*)?(?:\bd\.|\bden)?\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"[\s,;–-]*(?:\b(?:kl\.?\s*\d|{'|'.join(WEEKDAYS_DA)}\b|den \d|d\. ?\d).*"
    r"|\((?:åben|lukket)[^)]*\))",
    re.IGNORECASE,
)
# "Økonomiudvalget (2018-2021)", "09-13 Udvalget for Børn": the term it was elected for.
_PERIOD = re.compile(r"\s*\(?\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b\)?|^\d\d-\d\d\s+")
_FILE = re.compile(r"[^\W\d_]{4,}(?:[-_ ]+[^\W\d_]+)*")
_TOP = 14  # lines in which a body's name alone names the committee
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class Said:
    """A committee's name, "" where none is told, and why it is in doubt."""

    name: str
    titled: bool = False  # there was a title such as "REFERAT d. 15-03-2021"
    doubts: tuple[str, ...] = ()


def committee_of(
    own: Sequence[Line],
    filled: Sequence[Field],
    text: str,
    running: Sequence[str],
    decided: Sequence[tuple[str, date | None]],
    file: str,
) -> Said:
    """The committee by the best place that tells it: title, label, lines at the top, elsewhere."""
    titles = _titles(own)
    labelled = next((_label(text, each) for each in filled if each.name == "body"), "")
    for name in titles:
        if BODY_WORD.search(name) or not labelled:
            return Said(name, titled=True)
    if labelled:
        return Said(labelled, titled=True)
    top = [line.bare for line in own[:_TOP] if field_label(line.bare) is None]
    for words in (*top, *running):
        if name := _body_in(words):
            return Said(name, titled=True)
    titled = any(_TITLE.fullmatch(line.bare) for line in own)
    counts = Counter(body for body, _ in decided if body)
    if counts:
        name = counts.most_common(1)[0][0]
        return Said(
            name, titled, (f"Udvalget står ikke øverst; {name} er læst af beslutningerne.",)
        )
    if name := _of_file(file):
        return Said(
            name, titled, (f"Udvalget står ikke i teksten; {name} er læst af filens navn.",)
        )
    return Said("", titled)


def _titles(own: Sequence[Line]) -> list[str]:
    """Names in the document's title lines, those with a date first."""
    found: list[tuple[bool, str]] = []
    for at, line in enumerate(own):
        match = _TITLE.fullmatch(line.bare)
        last = None if match else _TITLE_LAST.fullmatch(line.bare)
        if (match is None and last is None) or len(line.bare) > _LONGEST * 2:
            continue
        rest = (match or last)["rest"]  # type: ignore[index]
        name = name_in(rest)
        if match and not name and field_label(rest) is None:
            name = _continued(own, at, rest)
        if name and (last is None or BODY_WORD.search(name) or held_by(rest)):
            found.append((next(days(line.bare), None) is None, name))
    return [name for _, name in sorted(found, key=lambda each: each[0])]


def _continued(own: Sequence[Line], at: int, rest: str) -> str:
    """A title over several lines: "Dagsorden", "til", "mødet i Kulturudvalget"."""
    words = rest
    for line in own[at + 1 : at + 5]:
        if field_label(line.bare) or len(line.bare) > _LONGEST:
            break
        words = f"{words} {line.bare}".strip()
        name = _body_in(re.sub(r"^(?:til|af|fra|for)\s+", "", words, flags=re.IGNORECASE))
        if name:
            return name
    return ""


def name_in(rest: str) -> str:
    """The committee in what stands behind "Referat af": up to the date, without "mødet i"."""
    words = fold(rest)
    day = next(days(words), None)
    before = words[: day.start] if day else words
    after = words[day.end :] if day else ""
    meeting = _MEETING.match(before)
    name = before[meeting.end() :] if meeting else before
    name = _trimmed(_BEFORE_DATE.sub("", name) if day else name)
    if held_by(name) and not BODY.fullmatch(name):
        return held_by(name)
    if name and (meeting is None or BODY_WORD.search(name) or name[:1].isupper()):
        return name
    return held_by(words) or (
        _trimmed(after.strip(" ,–-")) if BODY.fullmatch(_trimmed(after.strip(" ,–-"))) else ""
    )


def _trimmed(name: str) -> str:
    """A name without what stands behind it; "Ældrerådets" of "Ældrerådets møde" is "Ældrerådet"."""
    name = _TAIL.sub("", _PERIOD.sub("", name), count=1)
    name = re.sub(r"\s*[–-]\s*(?:ekstra)?ordinært? møde.*$", "", name, flags=re.IGNORECASE)
    name = fold(name).strip(" ,:;–-")
    return name[:-1] if name.endswith("ets") and BODY.fullmatch(name[:-1]) else name


def _label(text: str, each: Field) -> str:
    first = text[each.start : each.end].split("\n")[0].split("\t")[0]
    return name_in(first) or _trimmed(fold(first))


def _body_in(words: str) -> str:
    """The body that a short line names, alone or with the meeting's day and time."""
    if (
        not words
        or len(words) > _LONGEST
        or (words.endswith((".", ";")) and len(words.split()) > 6)
    ):
        return ""
    name = name_in(words)
    if BODY.fullmatch(name):
        return name
    found = BODY.search(words)
    if found and len(found.group()) >= 0.3 * len(words) and found.group()[:1].isupper():
        return _trimmed(found.group())
    return held_by(words)


def _of_file(file: str) -> str:
    """The committee in a file's name: "kommunalbestyrelsen-22-01-2020.txt"."""
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    for part in _FILE.findall(stem):
        words = part.replace("_", " ").replace("-", " ")
        words = words.replace("oe", "ø").replace("ae", "æ") if words.isascii() else words
        if BODY_WORD.search(words):
            words = re.sub(r"(?i)\b(?:referat|dagsorden|af|fra|den)\b\s*", "", words)
            return fold(words[:1].upper() + words[1:])
    return ""
