"""Wording that several parts of the page share: counts, dates, years, names of sections."""

from datetime import date, datetime, time

from vectorstore.dates import long_date
from vectorstore.schema import IndexSummary, SectionKind
from web.language import Language, Words

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


_DA, _EN = Language.DANISH, Language.ENGLISH


def counted(count: int, one: str, many: str, language: Language = _DA) -> str:
    """ "1 punkt", "1.412 punkter"; the words as they are given, the figure in the language."""
    figure = f"{count:,}"
    return (
        f"{figure if language is _EN else figure.replace(',', '.')} {one if count == 1 else many}"
    )


def day(held: date, language: Language = _DA) -> str:
    """ "12. juni 2024", "12 June 2024"."""
    return long_date(held, language)


def clock(moment: time | datetime, language: Language = _DA) -> str:
    """ "kl. 14.02", "14:02"."""
    return f"{moment:%H:%M}" if language is _EN else f"kl. {moment:%H.%M}"


def meeting_time(held: date, begins: time | None, language: Language = _DA) -> str:
    """ "Mandag den 4. april 2022 kl. 09.00"; without the hour where the minutes have none."""
    text = long_date(held, language, weekday=True)
    text = text[0].upper() + text[1:]
    join = ", " if language is _EN else " "
    return f"{text}{join}{clock(begins, language)}" if begins else text


def years(first: int | None, last: int | None) -> str:
    """ "2019–2025", or the one year, or nothing."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def extent(summary: IndexSummary, language: Language = _DA) -> tuple[str, str]:
    """What is indexed: ("31 referater", "2019–2025")."""
    words = Words(language)
    held = [meeting.held.year for meeting in summary.meetings]
    span = years(min(held), max(held)) if held else ""
    return counted(len(held), words("referat"), words("referater"), language), span
