"""Danish and English dates: read from text, and written."""

import re
from dataclasses import dataclass
from datetime import date

MONTHS_DA = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS_DA = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_NAMES = {name[:3]: at for at, name in enumerate(MONTHS_DA, 1)}
_NAMES |= {name.lower()[:3]: at for at, name in enumerate(MONTHS_EN, 1)}
# Whole names or their usual short forms; "maj"/"may", "okt"/"oct".
_MONTH = (
    r"(?P<{0}>jan(?:uary?)?|feb(?:ruary?)?|mar(?:ts|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?"
    r"|aug(?:ust)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|de[c](?:ember)?)\b\.?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_SEASONS = {"forar": (3, 5), "sommer": (6, 8), "efterar": (9, 11), "vinter": (12, 12)}

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b",  # 2022-04-04
        r"\b(?P<d>\d{1,2})[-./](?P<m>\d{1,2})[-./](?P<y>(?:19|20)\d\d)\b",  # 04-04-2022
        r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})[ -]+(?P<y>(?:19|20)\d\d)\b",  # 23/9 2014
        r"\b(?P<d>\d{1,2})\.? " + _MONTH.format("n") + r",? " + _YEAR.format("y") + r"\b",
        r"\b" + _MONTH.format("n") + r" (?P<d>\d{1,2})(?:st|nd|rd|th)?,? " + _YEAR.format("y"),
    )
)
_MONTH_YEAR = re.compile(r"\b" + _MONTH.format("n") + r" " + _YEAR.format("y"), re.IGNORECASE)
_DAY_MONTH = re.compile(
    r"\b(?:(?P<d>\d{1,2})\. ?|(?:the )?(?P<e>\d{1,2})(?:st|nd|rd|th)? (?:of )?)"
    + _MONTH.format("n"),
    re.IGNORECASE,
)
_SLASH_DAY = re.compile(r"\bd(?:en|\.)? ?(?P<d>\d{1,2})/(?P<m>1[0-2]|0?[1-9])\b(?!\d)", re.I)
_ALONE_MONTH = re.compile(
    r"\b(?:i|in|fra|from|og i|and|møde[dt]? i) " + _MONTH.format("n"), re.IGNORECASE
)
_SEASON = re.compile(
    r"\b(forår|foraar|sommer|efterår|efteraar|vinter)(?:en|et)? " + _YEAR.format("y")
)
_YEARS = re.compile(
    r"\b(?:mellem|fra|between|from) (?P<a>(?:19|20)\d\d) (?:og|til|and|to) (?P<b>(?:19|20)\d\d)\b"
)
_LONE_YEAR = re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)(?![\d/-]|\.\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days named in a question. `year` is None where none was said: "i april"."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int
    year: int | None
    last_year: int | None
    words: str  # as typed

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return (self.first_month, self.first_day) == (self.last_month, self.last_day)

    @property
    def whole_year(self) -> bool:
        """Whether only a year, or a row of years, was said."""
        return (self.first_month, self.first_day, self.last_month) == (1, 1, 12)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it, in any year when none was said."""
        first = (self.year or day.year, self.first_month, self.first_day)
        last = (self.last_year or day.year, self.last_month, self.last_day)
        return first <= (day.year, day.month, day.day) <= last


def _day(day: int, month: int, year: int | None, words: str) -> Period | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Period(month, day, month, day, year, year, words)


def find_periods(text: str) -> tuple[list[Period], str]:
    """The dates, months and years that a question names, and the question without them.

    A lone year stays in the text: it may be a word of the topic ("budget 2023").
    """
    found: list[Period] = []

    def take(match: re.Match[str], period: Period | None) -> str:
        if period is None:
            return match.group(0)
        found.append(period)
        return " "

    def number(match: re.Match[str]) -> int:
        groups = match.groupdict()
        return int(groups["m"]) if groups.get("m") else _NAMES[groups["n"].lower()[:3]]

    for pattern in _PATTERNS:
        text = pattern.sub(
            lambda m: take(m, _day(int(m["d"]), number(m), int(m["y"]), m.group(0))), text
        )
    text = _SEASON.sub(lambda m: take(m, _season(m)), text)
    text = _MONTH_YEAR.sub(
        lambda m: take(m, Period(number(m), 1, number(m), 31, int(m["y"]), int(m["y"]), m[0])), text
    )
    text = _DAY_MONTH.sub(
        lambda m: take(m, _day(int(m["d"] or m["e"]), number(m), None, m.group(0))), text
    )
    text = _SLASH_DAY.sub(lambda m: take(m, _day(int(m["d"]), int(m["m"]), None, m[0])), text)
    text = _ALONE_MONTH.sub(
        lambda m: take(m, Period(number(m), 1, number(m), 31, None, None, m.group(0))), text
    )
    text = _YEARS.sub(
        lambda m: take(m, Period(1, 1, 12, 31, int(m["a"]), int(m["b"]), m.group(0))), text
    )
    for match in _LONE_YEAR.finditer(text):
        year = int(match["y"])
        found.append(Period(1, 1, 12, 31, year, year, match.group(0)))
    return found, text


def _season(match: re.Match[str]) -> Period:
    name = match.group(1).lower().replace("å", "a").replace("aa", "a")
    first, last = _SEASONS[name]
    year = int(match["y"])
    return Period(first, 1, last, 31, year, year, match.group(0))


def long_date(day: date, language: str = "da", *, weekday: bool = False) -> str:
    """ "12. juni 2024", "onsdag den 12. juni 2024"; "12 June 2024", "Wednesday 12 June 2024"."""
    if language == "en":
        text = f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
        return f"{WEEKDAYS_EN[day.weekday()]} {text}" if weekday else text
    text = f"{day.day}. {MONTHS_DA[day.month - 1]} {day.year}"
    return f"{WEEKDAYS_DA[day.weekday()]} den {text}" if weekday else text
