"""Danish and English dates as they are written out."""

from datetime import date

MONTHS_DA = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SPELLED_OUT = 5  # letters of a month's name that a short date keeps: "marts", but "nov."
WEEKDAYS_DA = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_date(day: date, language: str = "da", *, weekday: bool = False) -> str:
    """ "12. juni 2024", "onsdag den 12. juni 2024"; "12 June 2024", "Wednesday 12 June 2024"."""
    if language == "en":
        text = f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
        return f"{WEEKDAYS_EN[day.weekday()]} {text}" if weekday else text
    text = f"{day.day}. {MONTHS_DA[day.month - 1]} {day.year}"
    return f"{WEEKDAYS_DA[day.weekday()]} den {text}" if weekday else text


def short_date(day: date, language: str = "da") -> str:
    """ "12. juni", "22. nov."; "12 June", "22 Nov.": where the year stands beside it."""
    name = _month(day, language)
    name = name if len(name) <= _SPELLED_OUT else f"{name[:3]}."
    return f"{day.day} {name}" if language == "en" else f"{day.day}. {name}"


def date_in_year(day: date, language: str = "da") -> str:
    """ "22. november", "22 November": under the heading of its year."""
    name = _month(day, language)
    return f"{day.day} {name}" if language == "en" else f"{day.day}. {name}"


def month(day: date, language: str = "da") -> str:
    """ "november 2023", "November 2023"."""
    return f"{_month(day, language)} {day.year}"


def _month(day: date, language: str) -> str:
    return (MONTHS_EN if language == "en" else MONTHS_DA)[day.month - 1]
