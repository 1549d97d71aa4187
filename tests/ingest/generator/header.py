"""The meeting's own header: body, date, place, who was there, the contents list."""

from dataclasses import dataclass
from datetime import date, time
from random import Random

from .forms import House
from .meant import Line, Look, Person
from .words import PARTIES, long_date, names, town, weekday


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header tells."""

    committee: str
    municipality: str
    held: date
    begins: time
    place: str
    people: tuple[Person, ...]
    agenda: bool


def plain(*texts: str) -> list[Line]:
    """Lines of the header."""
    return [Line(Look.PLAIN, text) for text in texts]


def facts(rng: Random, committee: str, municipality: str, held: date, house: House) -> Facts:
    """A meeting, with people if the house lists them."""
    many = 0 if house.people == "none" else rng.randint(3, 9)
    away = rng.randint(0, 2) if many > 4 and "Ingen" not in house.people else 0
    told = names(rng, many)
    if house.people != "Mødedeltagere A, B (Afbud)":
        people = [Person(n, k >= many - away) for k, n in enumerate(told)]
    else:
        absent = set(rng.sample(range(many), away))
        people = [Person(n, k in absent) for k, n in enumerate(told)]
    place = rng.choice(
        [
            f"Mødelokale {rng.randint(1, 9)}, {town(rng)} Rådhus",
            f"Lokale B{rng.randint(101, 320)}",
            "Byrådssalen",
            f"Udvalgsværelse {rng.randint(1, 5)}",
            f"{town(rng)} Forsamlingshus, Kirkevej {rng.randint(2, 90)}",
        ]
    )
    begins = time(rng.randint(8, 19), rng.choice([0, 0, 15, 30]))
    return Facts(committee, municipality, held, begins, place, tuple(people), house.agenda == "yes")


def printed_date(form: str, held: date) -> str:
    """A date in the house's form."""
    match form:
        case "15-03-2021":
            return f"{held:%d-%m-%Y}"
        case "15.03.2021":
            return f"{held:%d.%m.%Y}"
        case "15/3-2021":
            return f"{held.day}/{held.month}-{held.year}"
    return long_date(held)


def header(rng: Random, house: House, meeting: Facts, contents: list[Line]) -> tuple[Line, ...]:
    """The header's lines, from title to contents list."""
    lines = _opening(rng, house, meeting)
    return tuple(lines + _people(rng, house, meeting) + contents)


def _opening(rng: Random, house: House, meeting: Facts) -> list[Line]:
    word = "Dagsorden" if meeting.agenda else "Referat"
    held, committee = meeting.held, meeting.committee
    day = weekday(held)
    dated = printed_date(house.dates, held)
    whole = f"{day} den {dated}" if dated[2:3] not in "-." else dated
    clock = f"{meeting.begins:%H:%M}" if rng.random() < 0.5 else f"{meeting.begins:%H.%M}"
    top = plain(meeting.municipality) if meeting.municipality else []
    spaced = " ".join(word) if rng.random() < 0.25 else word
    match house.header:
        case "REFERAT X d. 15-03-2021":
            title = f"{word.upper()} {committee} d. {held:%d-%m-%Y}"
            lines = plain(
                f"Mødedato {day.capitalize()} d. {held.day:02}. {long_date(held).split(' ', 1)[1]} "
                f"kl. {clock}",
                f"Mødested {meeting.place}",
            )
            return [*top, Line(Look.TITLE, title), *lines]
        case "labelled":
            ends = f" - {meeting.begins.hour + 2}{clock[2:]}" if rng.random() < 0.5 else ""
            body = plain(
                f"{rng.choice(['Udvalg', 'Møde i', 'Mødeforum'])}: {committee}",
                f"{rng.choice(['Dato', 'Mødedato'])}: {dated}",
                f"{rng.choice(['Tidspunkt', 'Tid', 'Mødetidspunkt'])}: kl. {clock}{ends}",
                f"{rng.choice(['Sted', 'Mødested', 'Lokale'])}: {meeting.place}",
            )
            return [*top, Line(Look.TITLE, spaced), *body]
        case "prose":
            of = "for" if meeting.agenda else "af"
            title = f"{word} {of} {rng.choice(['møde', 'ordinært møde'])} i {committee}"
            lines = plain(f"{whole[0].upper()}{whole[1:]} kl. {clock}", f"Sted: {meeting.place}")
            return [*top, Line(Look.TITLE, title), *lines]
        case "site":
            lines = plain(spaced, f"{dated} kl. {clock}", meeting.place)
            return [*top, Line(Look.TITLE, committee), *lines]
        case "table":
            rows = (
                ("Udvalg", committee),
                ("Mødedato", f"{dated} kl. {clock}"),
                ("Mødested", meeting.place),
            )
            return [*top, Line(Look.TITLE, word), Line(Look.TABLE, rows=rows)]
    lines = plain(spaced, f"kl. {clock} i {meeting.place}")
    return [*top, Line(Look.TITLE, f"{committee} den {dated}"), *lines]


def _people(rng: Random, house: House, meeting: Facts) -> list[Line]:
    there = [p.name for p in meeting.people if not p.absent]
    away = [p.name for p in meeting.people if p.absent]
    parties = rng.random() < 0.3
    told = [f"{n} ({rng.choice(PARTIES)})" if parties else n for n in there]
    if not meeting.people:
        return []
    match house.people:
        case "Mødedeltagere A, B (Afbud)":
            ends = " (sekretær)" if rng.random() < 0.3 and not meeting.people[-1].absent else ""
            row = ", ".join(p.name + " (Afbud)" * p.absent for p in meeting.people)
            return plain(f"Mødedeltagere {row}{ends}")
        case "Medlemmer in lines":
            return _in_lines("Medlemmer:", told) + (_in_lines("Fraværende:", away) if away else [])
        case "Til stede: / Ikke til stede:":
            missing = plain(f"Ikke til stede: {', '.join(away)}") if away else []
            return [*plain(f"Til stede: {', '.join(told)}"), *missing]
        case "Deltagere: / Afbud fra A og B":
            missing = plain(f"Afbud fra {' og '.join(away)}") if away else []
            return [*plain(f"Deltagere: {', '.join(told)}"), *missing]
        case "Deltagere: / Fraværende: Ingen":
            return plain(f"Deltagere: {', '.join(told)}", "Fraværende: Ingen")
    word = "Afbud" if house.people.endswith("Afbud:") else "Fraværende"
    missing = plain(f"{word}: {', '.join(away)}") if away else []
    joined = ", ".join(told[:-1]) + f" og {told[-1]}" if rng.random() < 0.3 else ", ".join(told)
    return [*plain(f"Deltagere: {joined}"), *missing]


def _in_lines(label: str, people: list[str]) -> list[Line]:
    return [Line(Look.PLAIN, label), *(Line(Look.CLOSE, person) for person in people)]


def contents(
    rng: Random, house: House, listed: list[tuple[str, str]], heading: str = "Indholdsfortegnelse"
) -> list[Line]:
    """The contents list of (label, title) in order, with pages that grow."""
    if house.contents == "none":
        return []
    page, lines = 2, []
    for label, title in listed:
        page += rng.randint(0, 3)
        lines.append(Line(Look.CONTENTS, _entry(house, label, title, page)))
    if house.glued.startswith("Indhold"):
        return [Line(Look.CONTENTS, heading + lines[0].text), *lines[1:]]
    return [Line(Look.SUBHEADING, heading), *lines]


def _entry(house: House, label: str, title: str, page: int) -> str:
    match house.contents:
        case "titles and pages":
            return f"{title}\t{page}"
        case "leaders":
            return f"{title}.....\t{page}"
        case "numbers and pages":
            return f"{label}. {title}.....\t{page}" if house.numbered else f"{title} {page}"
        case "numbers":
            return f"{label}. {title}" if house.numbered else title
    return f"Punkt {label}: {title}\t{page}" if house.numbered else f"{title}\t{page}"
