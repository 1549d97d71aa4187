"""When the meeting was held, by title, label and what else tells it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from ingest.days import Day, clock, days, weekday_of
from ingest.fields import Field, field_label
from ingest.lines import Line
from vectorstore.dates import WEEKDAYS_DA, long_date
from vectorstore.errors import UnreadableMinutes

_KIND = re.compile(
    r"\b(?:\w*referat|\w*protokol|\w*dagsorden|beslutninger|indkaldelse|møde[t]?)\b", re.I
)
# Other days in a header: when it was sent, when the next meeting is.
_OTHER = re.compile(
    r"udsend|næste møde|kopi|godkendt den|underskrevet|deadline|frist", re.IGNORECASE
)
_FILE = re.compile(
    r"(?<!\d)(\d{1,2})[-_.](\d{1,2})[-_.](\d{4})(?!\d)|(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)"
)
_TOP = 20


@dataclass(frozen=True, slots=True)
class Held:
    """The meeting's day, where the source says it, and why it is in doubt."""

    day: date
    begins: time | None = None
    span: tuple[int, int] | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """A day that a place in the header tells."""

    day: Day
    span: tuple[int, int]
    words: str


def held_on(
    text: str,
    own: Sequence[Line],
    filled: Sequence[Field],
    running: Sequence[str],
    decided: Sequence[tuple[str, date | None]],
    file: str,
    source: str,
) -> Held | None:
    """The day by title or label; else by the header's lines, running headers, decisions, name.

    UnreadableMinutes where two places differ and nothing decides, or a day does not exist.
    """
    titled = list(_titled(own))
    labelled = list(_labelled(text, filled))
    lines = [] if titled or labelled else list(_anywhere(own))
    told = [*titled[:1], *labelled[:1], *lines]
    elsewhere = [*(day.date for each in running for day in days(each)), _of_file(file)]
    known = [day for day in elsewhere if day]
    decisions = Counter(day for _, day in decided if day)
    if not told:
        return _guessed(known, decisions, running)
    choice = _choice(titled, labelled or lines, known, decisions, source)
    begins = next((time for each in labelled if (time := clock(each.words))), None)
    return _held(choice, labelled, begins, told)


def _titled(own: Sequence[Line]) -> Iterator[_Told]:
    for line in own[:_TOP]:
        words = line.bare[:200]
        titled = _KIND.search(words) and not _OTHER.search(words)
        if titled and field_label(line.text) is None:
            day = next(days(line.text[:400]), None)
            if day:
                yield _Told(day, (line.start, line.end), line.text)


def _labelled(text: str, filled: Iterable[Field]) -> Iterator[_Told]:
    for each in filled:
        words = text[each.start : each.end]
        if each.name == "held" and (day := next(days(words[:400]), None)):
            yield _Told(day, (each.begin, each.end), words)


def _anywhere(own: Sequence[Line]) -> Iterator[_Told]:
    """Days on other lines at the top; one with a weekday or a time of day is the likelier."""
    found = []
    for line in own[:_TOP]:
        day = next(days(line.text[:400]), None) if len(line.text) <= 200 else None
        if day and not _OTHER.search(line.bare):
            likely = weekday_of(line.bare) is not None or clock(line.bare) is not None
            found.append((not likely, _Told(day, (line.start, line.end), line.text)))
    yield from (told for _, told in sorted(found, key=lambda each: each[0])[:1])


def _choice(
    titled: Sequence[_Told],
    labelled: Sequence[_Told],
    known: Sequence[date],
    decisions: Counter[date],
    source: str,
) -> date:
    """The one day that title and label tell, or the one of the two that other places tell."""
    real = [each.day.date for each in (*titled[:1], *labelled[:1]) if each.day.date]
    if not real:
        printed = next(each.day.printed for each in (*titled, *labelled))
        raise UnreadableMinutes(
            f"{source}: mødets dato mangler, for „{printed}“ findes ikke i kalenderen; "
            "ret den øverst, f.eks. „REFERAT Teknikudvalget d. 12-06-2024“."
        )
    if len(set(real)) == 1:
        return real[0]
    said = [*known, *(day for day, _ in decisions.most_common(1))]
    confirmed = {day for day in real if day in said}
    if len(confirmed) == 1:
        return confirmed.pop()
    raise UnreadableMinutes(
        f"{source}: overskriften siger {long_date(real[0])}, men mødedatoen er "
        f"{long_date(real[1])}; ret den forkerte af de to."
    )


def _held(day: date, labelled: Sequence[_Told], begins: time | None, told: Sequence[_Told]) -> Held:
    agreeing = [each for each in (*labelled, *told) if each.day.date == day]
    span = (agreeing or list(told))[0].span
    doubts = []
    other = next((each.day for each in told if each.day.date != day), None)
    if other is not None:
        doubts.append(
            f"Mødets dato er læst som {long_date(day)}; „{other.printed}“ siger en anden."
        )
    weekdays = {weekday_of(each.words) for each in agreeing} - {None, day.weekday()}
    if weekdays:
        name = WEEKDAYS_DA[day.weekday()]
        doubts.append(
            f"{long_date(day).capitalize()} var en {name}; referatet nævner en anden dag."
        )
    return Held(day, begins, span, tuple(doubts))


def _guessed(
    known: Sequence[date], decisions: Counter[date], running: Sequence[str]
) -> Held | None:
    """The day by running headers, decisions or the file's name, with the doubt that leaves."""
    if known and any(days_in == known[0] for each in running for days_in in _dates(each)):
        return Held(known[0])
    usual = decisions.most_common(2)
    if usual and (len(usual) == 1 or usual[0][1] > usual[1][1]):
        day = usual[0][0]
        return Held(day, doubts=(f"Mødets dato er læst af beslutningerne: {long_date(day)}.",))
    if known:
        return Held(
            known[0], doubts=(f"Mødets dato er læst af filens navn: {long_date(known[0])}.",)
        )
    return None


def _dates(words: str) -> list[date]:
    return [day.date for day in days(words) if day.date]


def _of_file(file: str) -> date | None:
    found = _FILE.search(file.rsplit("/", 1)[-1])
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    year, month, day = parts if found[4] else parts[::-1]
    try:
        return date(year, month, day)
    except ValueError:
        return None
