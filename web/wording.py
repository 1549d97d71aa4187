"""Danish wording that several parts of the page share: counts, dates, years, names of sections."""

from datetime import date, datetime, time

from vectorstore.dates import MONTHS_DA, WEEKDAYS_DA
from vectorstore.schema import IndexSummary, SectionKind

LABELS = {
    SectionKind.HEADER: "Mødehoved",
    SectionKind.TITLE: "Titel",
    SectionKind.BACKGROUND: "Baggrund",
    SectionKind.RECOMMENDATION: "Indstilling",
    SectionKind.DECISION: "Beslutning",
    SectionKind.CASE: "Sagsfremstilling",
    SectionKind.ECONOMY: "Økonomi",
    SectionKind.ATTACHMENTS: "Bilag",
}


def counted(count: int, one: str, many: str) -> str:
    """ "1 punkt", "1.412 punkter"."""
    return f"{count:,} {one if count == 1 else many}".replace(",", ".")


def day(held: date) -> str:
    """ "12. juni 2024"."""
    return f"{held.day}. {MONTHS_DA[held.month - 1]} {held.year}"


def clock(moment: time | datetime) -> str:
    """ "kl. 14.02"."""
    return f"kl. {moment:%H.%M}"


def meeting_time(held: date, begins: time | None) -> str:
    """ "Mandag den 4. april 2022 kl. 09.00"; without the hour where the minutes have none."""
    text = f"{WEEKDAYS_DA[held.weekday()].capitalize()} den {day(held)}"
    return f"{text} {clock(begins)}" if begins else text


def years(first: int | None, last: int | None) -> str:
    """ "2019–2025", or the one year, or nothing."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def extent(summary: IndexSummary) -> tuple[str, str]:
    """What is indexed: ("31 referater", "2019–2025")."""
    held = [meeting.held.year for meeting in summary.meetings]
    span = years(min(held), max(held)) if held else ""
    return counted(len(held), "referat", "referater"), span
