"""How items, closed items, case numbers and decisions are headed, form by form."""

from dataclasses import dataclass
from datetime import date
from random import Random

from .forms import House
from .meant import Line, Look
from .words import long_date

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Turn:
    """An item's place in the row."""

    number: int
    letter: str = ""  # of a sub-item: 3.A
    time: str = ""  # "19.00-19.15"
    year: int = 2021
    mark: str = "B"  # of "492. titel (B)"

    @property
    def label(self) -> str:
        """Number and letter."""
        return f"{self.number}.{self.letter}" if self.letter else str(self.number)


def row(rng: Random, house: House, count: int, held: date) -> list[Turn]:
    """The numbers of all items, in order."""
    first = 1
    if house.items[:3] in ("715", "Pkt", "Nr.", "492", "ØU-", "Nr.") or "Sag nr." in house.items:
        first = rng.randint(9, 880)
    elif house.glued.startswith("Referat"):
        first = 9
    numbers = list(range(first, first + count))
    if "9 numbers missing" in house.traps and count > 2:
        gap = rng.randrange(1, count)
        jump = rng.randint(1, 3)
        numbers = [n + jump * (place >= gap) for place, n in enumerate(numbers)]
    if house.items == "3.A. titel":
        turns = [Turn(n) for n in numbers[: max(count - 2, 2)]]
        at = rng.randrange(len(turns))
        subs = [Turn(turns[at].number, letter) for letter in "ABC"[: max(2, count - len(turns))]]
        return turns[: at + 1] + subs + turns[at + 1 :]
    times = _times(rng, count)
    return [
        Turn(n, time=t, year=held.year, mark=rng.choice("BOD"))
        for n, t in zip(numbers, times, strict=True)
    ]


def _times(rng: Random, count: int) -> list[str]:
    minutes, found = rng.choice([16, 17, 19]) * 60, []
    for _ in range(count):
        ends = minutes + rng.choice([5, 10, 15, 30])
        found.append("-".join(f"{m // 60:02}.{m % 60:02}" for m in (minutes, ends)))
        minutes = ends
    return found


def heading(form: str, turn: Turn, title: str, closed: bool = False) -> tuple[str, ...]:
    """The lines that head an item; an empty title leaves the number alone."""
    n = turn.number
    match form:
        case "Punkt 8: titel":
            return (f"Punkt {n}: {title}",)
        case "Punkt 43 titel":
            return (f"Punkt {n} {title}".strip(),)
        case "Punkt 3/titel":
            return (f"Punkt {n}", title)
        case "2.      titel":
            return (f"{n}.      {title}",)
        case "1 titel":
            return (f"{n} {title}",)
        case "001. titel":
            return (f"{n:03}. {title}",)
        case "01. titel":
            return (f"{n:02}. {title}",)
        case "Pkt. 115/titel":
            return (f"Pkt. {n}", title)
        case "Ad 1. titel":
            return (f"Ad {n}. {title}",)
        case "Sag nr. 74 titel":
            return (f"Sag nr. {n} {title}",)
        case "titel/Sag nr. 129":
            return (title, f"Sag nr. {n}")
        case "Nr.143 - titel":
            return (f"Nr.{n} - {title}",)
        case "Nr. 36 BR 7/02. titel":
            return (f"Nr. {n} BR {n % 12 + 1}/{turn.year % 100:02}. {title}",)
        case "ØU-55/07-O titel":
            return (f"ØU-{n}/{turn.year % 100:02}-{'L' if closed else 'O'} {title}",)
        case "492. titel (B)":
            return (f"{n}. {title}" if closed else f"{n}. {title} ({turn.mark})",)
        case "åbent 1 titel":
            return (f"{'lukket' if closed else 'åbent'} {n} {title}",)
        case "3.A. titel":
            return (f"{turn.label}. {title}",)
        case "A: titel":
            return (f"{LETTERS[n - 1]}: {title}",)
        case "19.00-19.15 - titel":
            return (f"{turn.time} - {title}",)
        case "titel":
            return (title,)
    return (f"{n}. {title}",)  # "8. titel", "715. titel"


def numbering(form: str, turn: Turn) -> tuple[int | None, frozenset[str]]:
    """The number that must be read, and the labels that may be told."""
    n = turn.number
    match form:
        case "A: titel":
            return None, frozenset({LETTERS[n - 1]})
        case "titel":
            return None, frozenset({""})
        case "19.00-19.15 - titel":
            return None, frozenset({"", turn.time})
        case "ØU-55/07-O titel":
            stem = f"ØU-{n}/{turn.year % 100:02}"
            return None, frozenset({f"{stem}-O", f"{stem}-L"})
        case "Nr. 36 BR 7/02. titel":
            tail = f"BR {n % 12 + 1}/{turn.year % 100:02}"
            return n, frozenset({"", str(n), tail, f"{n} {tail}", f"Nr. {n} {tail}"})
    if turn.letter:
        return None, frozenset({turn.label})
    return n, frozenset({"", str(n), f"{n:02}", f"{n:03}"})


def titles(form: str, turn: Turn, title: str, closed_as: str) -> tuple[str, ...]:
    """What may be told as the title; the first is as printed."""
    if form == "492. titel (B)" and not closed_as:
        return (f"{title} ({turn.mark})", title)
    if form == "åbent 1 titel":
        return (title, f"lukket {title}") if closed_as else (title,)
    if not closed_as:
        return (title,)
    return (shut(closed_as, title), title, "Lukket", "")


def shut(form: str, title: str) -> str:
    """The title of a closed item as printed."""
    match form:
        case "Lukket":
            return "Lukket"
        case "Lukket: titel":
            return f"Lukket: {title}"
        case "Lukket sag: titel":
            return f"Lukket sag: {title}"
        case "titel - LUKKET SAG":
            return f"{title} - LUKKET SAG"
        case "(Lukket)":
            return "(Lukket)"
        case "titel (Lukket)":
            return f"{title} (Lukket)"
        case "titel (fortroligt)":
            return f"{title} (fortroligt)"
    return title  # told by the line above all closed items


def case(
    rng: Random, form: str, held: date, closed: bool
) -> tuple[tuple[str, ...], frozenset[str | None]]:
    """The lines with the case number, and what may be told as the number."""
    year = held.year - rng.randint(0, 2)
    serial = rng.randint(101, 29999)
    slash = f"{year % 100:02}/{serial}"
    plan = f"{rng.randint(0, 29):02}.{rng.randint(0, 39):02}.{rng.randint(0, 12):02}"
    file = f"{plan}-{rng.choice('PAGKØS')}{rng.randint(16, 35)}-{rng.randint(1, 9)}-{year % 100:02}"
    lines: tuple[str, ...]
    match form:
        case "22/3389":
            lines, number = (slash,), slash
        case "Sagsnr.: 18/24758":
            lines, number = (f"Sagsnr.: {slash}",), slash
        case "EMN-2025-003383":
            number = f"EMN-{year}-{serial:06}"
            lines = (number,)
        case "Sagsnr.: 2012-28504/Dok.nr.":
            number = f"{year}-{serial}"
            lines = (f"Sagsnr.: {number}", f"Dok.nr.: {year}-{serial * 7}")
        case "330-2017-89635":
            number = f"{rng.randint(101, 860)}-{year}-{serial}"
            lines = (number,)
        case "Sag 306-2009-600":
            number = f"{rng.randint(101, 860)}-{year}-{serial}"
            lines = (f"Sag {number}",)
        case "Sagsid.: 20/33839, Sagsinitialer":
            initials = "".join(rng.sample("ABDHJKLMNS", 3))
            lines, number = (f"Sagsid.: {slash}, Sagsinitialer: {initials}",), slash
        case "Åbent - 01.05.12-P17-1-16":
            lines, number = (f"{'Lukket' if closed else 'Åbent'} - {file}",), file
        case "00.30S00 - 2016/41522":
            first, number = f"{plan[:5]}S00", f"{year}/{serial}"
            return (f"{first} - {number}",), frozenset({number, f"{first} - {number}"})
        case "Sagsnr. og J.nr.":
            lines, number = (f"Sagsnr.: {slash}", f"J.nr.: {file}"), slash
        case _:
            return (), frozenset({None})
    return lines, frozenset({number})


def headline(house: House, text: str) -> str:
    """A section's heading in the house's letters."""
    if house.headlines == "CAPITALS":
        return text.upper()
    if house.headlines == "colon" and not text.endswith(":"):
        return f"{text}:"
    if house.headlines == "**bold**":
        return f"**{text}**"
    return text


def decision(form: str, body: str, held: date, number: int) -> tuple[str, date | None, str]:
    """A decision's heading, with the date and the body that it names."""
    short = f"{held:%d-%m-%Y}"
    match form:
        case "Beslutning Direktionen den 04-04-2022":
            return f"Beslutning {body} den {short}", held, body
        case "Beslutning i Økonomiudvalget den 23-03-2015":
            return f"Beslutning i {body} den {short}", held, body
        case "Beslutning den 1. februar 2021:":
            return f"Beslutning den {long_date(held)}:", held, ""
        case "Økonomiudvalgets beslutning i mødet den 31. marts 2020":
            return f"{body}s beslutning i mødet den {long_date(held)}", held, body
        case "Teknikudvalgets beslutning den 04.12.2012 Punkt 2":
            return f"{body}s beslutning den {held:%d.%m.%Y} Punkt {number}", held, body
        case "REGIONSRÅDETS BESLUTNING":
            return f"{body}s beslutning".upper(), None, body
        case "Udvalg, den 12. marts 2019, pkt. 115":
            return f"{body}, den {long_date(held)}, pkt. {number}", held, body
        case "Beslutning: Godkendt.":
            return "Beslutning:", None, ""
    return form, None, ""  # "Beslutning", "Beslutninger", "Indstilling og beslutning", "Referat"


def items(texts: tuple[str, ...]) -> tuple[Line, ...]:
    """Lines of an item's heading."""
    return tuple(Line(Look.ITEM, text) for text in texts)
