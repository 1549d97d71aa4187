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
WEEKDAYS_DA = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_date(day: date, language: str = "da", *, weekday: bool = False) -> str:
    """ "12. juni 2024", "onsdag den 12. juni 2024"; "12 June 2024", "Wednesday 12 June 2024"."""
    if language == "en":
        text = f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
        return f"{WEEKDAYS_EN[day.weekday()]} {text}" if weekday else text
    text = f"{day.day}. {MONTHS_DA[day.month - 1]} {day.year}"
    return f"{WEEKDAYS_DA[day.weekday()]} den {text}" if weekday else text
