"""The sections of an item: their names in this house, their paragraphs, lists and tables."""

from dataclasses import replace
from datetime import date
from random import Random

from vectorstore.schema import SectionKind

from . import headings
from .forms import OTHERS, House
from .meant import Line, Look, Part, Person, Stand, There
from .prose import Matter
from .votes import presence, vote
from .words import COMMITTEES, PARTIES, amount

K = SectionKind


def one(kind: SectionKind) -> frozenset[SectionKind]:
    """Only this kind."""
    return frozenset({kind})


def body(rng: Random, house: House, about: Matter, size: int) -> tuple[Line, ...]:
    """Paragraphs, with a list, a subheading or a table in between."""
    lines: list[Line] = []
    for _ in range(size):
        lines.append(Line(Look.PARAGRAPH, about.paragraph()))
        drawn = rng.random()
        if drawn < 0.12:
            lines += bullets(rng, about)
        elif drawn < 0.2:
            lines += [
                Line(Look.SUBHEADING, about.topic()),
                Line(Look.PARAGRAPH, about.paragraph(2, 4)),
            ]
        elif drawn < 0.28:
            lines += table(rng, about)
            if house.type == "text" and rng.random() < 0.2:
                lines.append(Line(Look.PARAGRAPH, "** Tallet er foreløbigt"))
    return tuple(lines)


def bullets(rng: Random, about: Matter) -> list[Line]:
    """A lead and a bulleted list."""
    lead = about.lead()
    entries = [about.sentence() for _ in range(rng.randint(2, 4))]
    return [Line(Look.PARAGRAPH, lead), *(Line(Look.BULLET, text, "-") for text in entries)]


def table(rng: Random, about: Matter) -> list[Line]:
    """A lead and a table with a header row."""
    year = about.held.year
    first = rng.choice(["Område", "Aktivitet", "Post"])
    rows = [(first, str(year), str(year + 1))]
    for what in rng.sample(["Drift", "Anlæg", "Løn", "Øvrige udgifter", "Kørsel", "I alt"], 3):
        rows.append((what, amount(rng), amount(rng)))
    lead = about.lead(table=True)
    return [Line(Look.PARAGRAPH, lead), Line(Look.TABLE, rows=tuple(rows))]


def resume(rng: Random, house: House, about: Matter) -> Part:
    """What the case is about, in short."""
    kinds = one(K.OTHER)
    return Part(kinds, headings.headline(house, house.resume), body(rng, house, about, 1))


def background(rng: Random, house: House, about: Matter) -> Part:
    """ "Baggrund"."""
    return Part(one(K.BACKGROUND), headings.headline(house, "Baggrund"), body(rng, house, about, 2))


def asked(rng: Random, about: Matter) -> tuple[Line, ...]:
    """The recommendation's own lines, as prose, a numbered list or clauses with "at"."""
    clauses = about.asked(rng.randint(2, 4))
    match rng.randrange(4):
        case 0:
            return (Line(Look.PARAGRAPH, f"Det indstilles, at {clauses[0]}."),)
        case 1:
            lead = Line(Look.PARAGRAPH, "Forvaltningen indstiller til udvalget, at")
            entries = [Line(Look.NUMBER, f"{text},", f"{n}.") for n, text in enumerate(clauses, 1)]
            return (lead, *entries[:-1], replace(entries[-1], text=f"{clauses[-1]}."))
        case 2:
            lead = Line(Look.PARAGRAPH, "Det indstilles,")
            return (lead, *(Line(Look.BULLET, f"at {text}", "-") for text in clauses))
    return tuple(Line(Look.PARAGRAPH, f"At {text}.") for text in clauses)


def recommendation(rng: Random, house: House, about: Matter) -> Part:
    """What is recommended."""
    heading = headings.headline(house, house.recommendation)
    return Part(
        one(K.RECOMMENDATION), heading, asked(rng, about), twice="heading twice" in house.traps
    )


def case(rng: Random, house: House, about: Matter) -> Part:
    """The case itself, the longest part."""
    return Part(one(K.CASE), headings.headline(house, house.case), body(rng, house, about, 3))


def supplement(rng: Random, house: House, about: Matter) -> Part:
    """What was added to the case later."""
    heading = headings.headline(house, "Supplerende sagsfremstilling")
    return Part(one(K.CASE), heading, body(rng, house, about, 1))


def economy(rng: Random, house: House, about: Matter) -> Part:
    """What it costs."""
    return Part(one(K.ECONOMY), headings.headline(house, house.economy), body(rng, house, about, 1))


def others(rng: Random, house: House, about: Matter) -> list[Part]:
    """Up to three of the other sections."""
    names = rng.sample(OTHERS, rng.randint(0, 3))
    if "1 Beslutningen træffes af" in house.traps and "Beslutningen træffes af" not in names:
        names.append("Beslutningen træffes af")
    return [other(rng, house, about, name) for name in names]


def other(rng: Random, house: House, about: Matter, name: str) -> Part:
    """A section that keeps its own name."""
    lines = body(rng, house, about, 1)
    if name in ("Beslutningen træffes af", "Kompetence", "Beslutningskompetence"):
        lines = (Line(Look.PARAGRAPH, f"{rng.choice(COMMITTEES)}{rng.choice(['', '.'])}"),)
    return Part(one(K.OTHER), headings.headline(house, name), lines)


def attachments(rng: Random, house: House, about: Matter) -> Part:
    """The list of attachments, one below the other; plain lines, or with markers."""
    files = about.files(rng.randint(1, 5))
    if rng.random() < 0.3:
        lines = tuple(Line(Look.BULLET, text, "-") for text in files)
    else:
        look = Look.CLOSE if rng.random() < 0.5 else Look.PARAGRAPH
        lines = (Line(Look.PARAGRAPH, files[0]), *(Line(look, text) for text in files[1:]))
    return Part(one(K.ATTACHMENTS), headings.headline(house, "Bilag"), lines)


def decision(
    rng: Random,
    house: House,
    about: Matter,
    body_: str,
    held: date,
    number: int,
    people: tuple[Person, ...],
) -> Part:
    """What one body decided, with votes and presence."""
    heading, decided, by = headings.decision(house.decision, body_, held, number)
    inline = heading == "Beslutning:" and house.decision == "Beslutning: Godkendt."
    lines = [Line(Look.PARAGRAPH, about.decision())]
    stands: tuple[Stand, ...] = ()
    there: tuple[There, ...] = ()
    if rng.random() < 0.2:
        more, stands = vote(rng)
        lines += more
    if rng.random() < 0.2:
        away = [person.name for person in people if person.absent]
        here = [person.name for person in people if not person.absent]
        line, there = presence(rng, away, here)
        lines.insert(0 if rng.random() < 0.6 and not inline else len(lines), line)
    if rng.random() < 0.2:
        lines.append(Line(Look.PARAGRAPH, f"Udvalget ønsker sagen genoptaget. {about.sentence()}"))
    if house.decision == "Indstilling og beslutning":
        lines = [*asked(rng, about), *lines]
    if house.decision != "Udvalg, den 12. marts 2019, pkt. 115" and not inline:
        heading = headings.headline(house, heading)
    if house.headlines == "CAPITALS":
        heading = heading.upper()
    kinds = one(K.DECISION)
    return Part(
        kinds, heading, tuple(lines), decided, by, False, inline, stands=stands, there=there
    )


def proposal(rng: Random, about: Matter) -> Part:
    """Trap 6: a proposal that is headed like a decision."""
    who = rng.choice([" OG ".join(rng.sample(PARTIES, 2)), "FORMANDEN"])
    text = f"{about.sentence()} Forslagsstilleren ønsker, at {about.asked(1)[0]}."
    kind = one(K.RECOMMENDATION)
    return Part(kind, f"BESLUTNINGSFORSLAG FRA {who}", (Line(Look.PARAGRAPH, text),))
