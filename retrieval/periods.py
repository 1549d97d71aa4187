"""Days, months, years and other periods that a Danish or English text names."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from vectorstore.dates import MONTHS_DA, MONTHS_EN

_MONTHS = {name[:3]: at for at, name in enumerate(MONTHS_DA, 1)}
_MONTHS |= {name.lower()[:3]: at for at, name in enumerate(MONTHS_EN, 1)}
# Whole names or their usual short forms; "maj"/"may", "okt"/"oct".
_MONTH = (
    r"(?P<n>jan(?:uary?)?|feb(?:ruary?)?|mar(?:ts|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?"
    r"|aug(?:ust)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|de[c](?:ember)?)\b\.?"
)
_NAMES = "|".join(MONTHS_DA)
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_SEASONS = {
    "for": (3, 5), "spr": (3, 5), "som": (6, 8), "sum": (6, 8), "eft": (9, 11), "aut": (9, 11),
    "fal": (9, 11), "vin": (12, 12), "win": (12, 12),
}  # fmt: skip
_PARTS = {
    "starten": (1, 3), "begyndelsen": (1, 3), "primo": (1, 3), "midten": (5, 8), "medio": (5, 8),
    "slutningen": (10, 12), "ultimo": (10, 12),
}  # fmt: skip
_FIRST, _LAST = 1, 9999  # years where a period is open


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days named in a text. `year` is None where none was said: "i april"."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int
    year: int | None
    last_year: int | None
    words: str  # as typed
    vague: bool = False  # a year or a part of one: as likely what a text is about as when it was

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return (self.first_month, self.first_day, self.year) == (
            self.last_month,
            self.last_day,
            self.last_year,
        )

    @property
    def whole_year(self) -> bool:
        """Whether only a year, or a row of years, was said."""
        return (self.first_month, self.first_day, self.last_month) == (1, 1, 12)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it, in any year when none was said."""
        first = (self.year or day.year, self.first_month, self.first_day)
        last = (self.last_year or day.year, self.last_month, self.last_day)
        return first <= (day.year, day.month, day.day) <= last

    def meets(self, other: "Period") -> bool:
        """Whether two periods have a day in common; one without a year meets it in every year."""
        years = (self.year, self.last_year, other.year, other.last_year)
        with_year = None not in years
        mine, others = self._ends(with_year), other._ends(with_year)
        return mine[0] <= others[1] and others[0] <= mine[1]

    def _ends(self, with_year: bool) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        first, last = (self.year or 0, self.last_year or 0) if with_year else (0, 0)
        return (first, self.first_month, self.first_day), (last, self.last_month, self.last_day)


def impossible_day(text: str) -> str:
    """The first date of a text that no calendar has ("31. februar 2024"), as typed; "" if none."""
    for pattern in (*_DAYS, _DAY_MONTH):
        for match in pattern.finditer(text):
            named = match.groupdict()
            if named.get("d") and _day(match) is None:
                return match.group(0).strip()
    return ""


_ORDINALS = (
    "første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|ellevte|tolvte"
    "|trettende|fjortende|femtende|sekstende|syttende|attende|nittende|tyvende|enogtyvende"
    "|toogtyvende|treogtyvende|fireogtyvende|femogtyvende|seksogtyvende|syvogtyvende"
    "|otteogtyvende|niogtyvende|tredivte|enogtredivte"
).split("|")
_DAY_IN_WORDS = re.compile(rf"\b({'|'.join(_ORDINALS)}) (?={_MONTH}\b)", re.IGNORECASE)


def with_numbered_days(text: str) -> str:
    """A text with "fjerde april" as "4. april"."""
    return _DAY_IN_WORDS.sub(lambda day: f"{_ORDINALS.index(day[1].lower()) + 1}. ", text)


def find_periods(text: str, today: date | None = None) -> tuple[list[Period], str]:
    """The dates, months and years that a text names, and the text without them.

    A lone year stays in the text: it may be a word of the topic ("budget 2023"). "i går" is read
    where `today` is given.
    """
    found: list[Period] = []
    if today is None and not _ANY.search(text):
        return found, text  # hundreds of sentences are looked at for an answer, and most name none

    def take(match: re.Match[str], period: Period | None) -> str:
        if period is None:
            return match.group(0)
        found.append(period)
        return " "

    def replaced(pattern: re.Pattern[str], read: "_Read") -> None:
        nonlocal text
        text = pattern.sub(lambda match: take(match, read(match)), text)

    for pattern, read in _READERS:
        replaced(pattern, read)
    if today is not None:
        replaced(_RELATIVE, lambda match: _relative(match, today))
    for match in _LONE_YEAR.finditer(text):
        year = int(match["y"])
        found.append(_years(year, year, match))
    return found, text


_Read = Callable[[re.Match[str]], Period | None]


def _number(match: re.Match[str]) -> int:
    named = match.groupdict()
    return int(named["m"]) if named.get("m") else _MONTHS[named["n"].lower()[:3]]


def _day(match: re.Match[str]) -> Period | None:
    named = match.groupdict()
    day, month = int(named.get("d") or named.get("e") or 0), _number(match)
    year = int(named["y"]) if named.get("y") else None
    if year is not None and year < 100:
        year += 2000
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2024, month)[1]:
        return None
    return Period(month, day, month, day, year, year, match.group(0).strip())


def _month(match: re.Match[str]) -> Period:
    month, year = _number(match), match.groupdict().get("y")
    when = int(year) if year else None
    return Period(month, 1, month, 31, when, when, match.group(0).strip())


def _season(match: re.Match[str]) -> Period:
    first, last = _SEASONS[match["s"].lower()[:3]]
    year = match.groupdict().get("y")
    when = int(year) if year else None
    return Period(first, 1, last, 31, when, when, match.group(0).strip())


def _part(match: re.Match[str]) -> Period:
    if quarter := match["q"] or match["k"]:
        first, last = 3 * int(quarter) - 2, 3 * int(quarter)
    elif half := match["h"]:
        first, last = (1, 6) if half.lower() in ("første", "1.") else (7, 12)
    else:
        first, last = _PARTS[match["e"].lower()]
    year = int(match["y"])
    return Period(first, 1, last, 31, year, year, match.group(0).strip(), vague=True)


def _week(match: re.Match[str]) -> Period | None:
    try:
        monday = date.fromisocalendar(int(match["y"]), int(match["w"]), 1)
    except ValueError:
        return None
    return _span(monday, monday + timedelta(days=6), match)


def _span(first: date, last: date, match: re.Match[str]) -> Period:
    return Period(
        first.month, first.day, last.month, last.day, first.year, last.year, match.group(0).strip()
    )


def _years(first: int, last: int, match: re.Match[str]) -> Period:
    return Period(1, 1, 12, 31, first, last, match.group(0).strip(), vague=True)


def _relative(match: re.Match[str], today: date) -> Period:
    words = match.group(0).lower().replace(" ", "").replace("aa", "å").replace("gar", "går")
    if match["day"]:
        back = {"iforgårs": 2, "igår": 1, "yesterday": 1}.get(words, 0)
        return _span(today - timedelta(days=back), today - timedelta(days=back), match)
    last = not re.search(r"\b(this|denne|dette)\b|^i år$", match.group(0), re.IGNORECASE)
    unit = (match["unit"] or "år").lower()
    if unit in ("år", "aar", "year"):
        return _years(today.year - last, today.year - last, match)
    if unit in ("uge", "week"):
        monday = today - timedelta(days=today.weekday() + 7 * last)
        return _span(monday, monday + timedelta(days=6), match)
    end = today.replace(day=1) - timedelta(days=1) if last else today
    return _span(end.replace(day=1), end, match)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_DAYS = tuple(
    _compiled(pattern)
    for pattern in (
        rf"\b{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)\b",  # 2022-04-04
        rf"\b(?P<d>\d{{1,2}})[-./](?P<m>\d{{1,2}})[-./]{_YEAR}\b",  # 04-04-2022
        rf"\b(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})[ -]+{_YEAR}\b",  # 23/9 2014
        r"\b(?P<d>\d{1,2})([-./])(?P<m>\d{1,2})[-.](?P<y>\d\d)\b(?![-./]?\d)",  # 4/4-22, 04.04.22
        rf"\b(?P<d>\d{{1,2}})\.? {_MONTH},? {_YEAR}\b",
        rf"\b{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
    )
)
_DAY_MONTH = _compiled(
    rf"\b(?:(?P<d>\d{{1,2}})\. ?|(?:the )?(?P<e>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?){_MONTH}"
)
_LONE_YEAR = _compiled(rf"(?<![\d/.-]){_YEAR}(?![\d/-]|\.\d)")
_RELATIVE = _compiled(
    # "i forhold til i dag" is now, no day to look for
    r"(?<!til )(?<!end )(?<!som )(?<!fra )\b"
    r"(?P<day>i dag|idag|i g(?:å|aa|a)r|ig(?:å|aa|a)r|i forg(?:å|aa|a)rs|today|yesterday)\b"
    r"|\b(?:i )?(?:sidste|forrige|denne|dette|last|this) "
    r"(?P<unit>uge|måned|maaned|week|month|år|aar|year)\b"
    r"|\b(?P<year>i (?:å|aa)r|i fjor)\b"
)
_READERS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    *((pattern, _day) for pattern in _DAYS),
    (
        _compiled(
            r"\b(?:(?P<q>[1-4])\. ?kvartal|Q(?P<k>[1-4])|(?P<h>første|andet|1\.|2\.) ?halvår"
            r"|(?P<e>starten|begyndelsen|primo|midten|medio|slutningen|ultimo)(?: af)?)(?: i| of)? "
            + _YEAR
        ),
        _part,
    ),
    (_compiled(rf"\b(?:uge|week) (?P<w>\d{{1,2}})(?: i| in|,)? {_YEAR}"), _week),
    (
        _compiled(
            r"\b(?P<s>forår(?:et)?|foraar(?:et)?|sommer(?:en)?|efterår(?:et)?|efteraar(?:et)?"
            rf"|vinter(?:en)?|spring|summer|autumn|fall|winter)(?: of)?,? {_YEAR}"
        ),
        _season,
    ),
    (
        _compiled(r"\bi (?P<s>foråret|foraaret|sommeren|efteråret|efteraaret|vinteren)\b(?! \d)"),
        _season,
    ),
    (
        _compiled(
            r"\b(?:(?:midt|først|tidligt|sent|sidst) i|(?:midten|starten|begyndelsen|slutningen) af"
            rf"|primo|medio|ultimo|early|mid|late)(?: in)? {_MONTH}(?: {_YEAR})?"
        ),
        _month,
    ),
    (_compiled(rf"\b{_MONTH} {_YEAR}"), _month),
    (_compiled(rf"\b(?P<n>{_NAMES})(?:møde|referat)\w*(?: i)?(?: {_YEAR})?"), _month),
    (_DAY_MONTH, _day),
    (_compiled(r"\bd(?:en|\.)? ?(?P<d>\d{1,2})/(?P<m>1[0-2]|0?[1-9])\b(?!\d)"), _day),
    (_compiled(rf"\b(?:i|in|fra|from|og i|and|møde[dt]? i) {_MONTH}"), _month),
    (
        _compiled(
            r"\b(?:mellem|fra|i perioden|between|from) (?P<a>(?:19|20)\d\d)"
            r"(?: ?[-–] ?| (?:og|til|and|to) )(?P<b>(?:19|20)\d\d)\b"
        ),
        lambda match: _years(int(match["a"]), int(match["b"]), match),
    ),
    (
        _compiled(rf"\b(?:siden|since|(?P<a>efter|after)) {_YEAR}\b"),
        lambda match: _years(int(match["y"]) + bool(match["a"]), _LAST, match),
    ),
    (
        _compiled(rf"\b(?:(?P<a>før|foer|inden|before)|indtil|til og med|until) {_YEAR}\b"),
        lambda match: _years(_FIRST, int(match["y"]) - bool(match["a"]), match),
    ),
)
# Without one of these no reader finds anything.
_ANY = _compiled(
    rf"\d|\b{_MONTH}|\b(?:{_NAMES})"
    r"|\bi (?:foråret|foraaret|sommeren|efteråret|efteraaret|vinteren)\b"
)
