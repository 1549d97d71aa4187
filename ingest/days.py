"""Dates and times of day as minutes print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from vectorstore.dates import MONTHS_DA, WEEKDAYS_DA

_NAMES = "|".join(MONTHS_DA) + "|" + "|".join(f"{name[:3]}\\.?" for name in MONTHS_DA)
# 15-03-2021 · 04.12.2012 · 1/2 2021 · 3/6-2014 · 09. 11 2021 · 1. februar 2021 · 7 februar, 2022
# · 15-maj-2002 · 2021-11-09 · 2021.11.09
DATE = re.compile(
    r"(?<![\d/])(?:"
    r"(?P<day>\d{1,2})"
    r"(?:(?:[-./]|\. )(?P<month>\d{1,2})(?:[-./]| |\. )"
    rf"|(?:\. ?|-| )(?P<name>{_NAMES}),?[ -])"
    r"(?P<year>\d{4})"
    r"|(?P<iso_year>(?:19|20)\d\d)[-.](?P<iso_month>\d{1,2})[-.](?P<iso_day>\d{1,2})"
    r")(?!\d)",
    re.IGNORECASE,
)
# "d. 3/6-14", "den 15.03.21": two figures are a year only where a date is announced.
_SHORT = re.compile(
    r"\b(?:d\.|den|dato:?)\s*(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./ ](?P<year>\d{2})(?![\d-])",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\bkl\.?\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?!\d)", re.I)
_BARE_CLOCK = re.compile(r"(?<![\d.:-])(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?![.\d-])")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS_DA)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed; `date` is None when there is no such day ("31-02-2021")."""

    start: int
    end: int
    printed: str
    date: date | None


def day_of(match: re.Match[str]) -> date | None:
    """The date of a match of DATE; None when there is no such day."""
    named = match.groupdict()
    if named.get("iso_year"):
        return _day(named["iso_year"], named["iso_month"], named["iso_day"])
    name = named.get("name")
    month = _month(name) if name else named["month"]
    return _day(named["year"], month, named["day"])


def _month(name: str) -> int:
    short = name.lower()[:3]
    return next(n for n, month in enumerate(MONTHS_DA, 1) if month.startswith(short))


def _day(year: str | int | None, month: str | int | None, day: str | int | None) -> date | None:
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


def days(text: str) -> Iterator[Day]:
    """The dates in a text, in order."""
    found = list(DATE.finditer(text))
    for match in found:
        yield Day(match.start(), match.end(), match.group(), day_of(match))
    for match in [] if found else _SHORT.finditer(text):
        year = 2000 + int(match["year"])
        at = match.start("day")
        yield Day(at, match.end(), text[at : match.end()], _day(year, match["month"], match["day"]))


def weekday_of(text: str) -> int | None:
    """The first weekday named in a text, Monday is 0."""
    found = WEEKDAY.search(text)
    return WEEKDAYS_DA.index(found.group().lower()) if found else None


def clock(text: str, *, bare: bool = False) -> time | None:
    """The first time of day: "kl. 16.30"; with `bare` also "16.30"."""
    found = _CLOCK.search(text) or (_BARE_CLOCK.search(text) if bare else None)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
