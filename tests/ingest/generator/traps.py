"""The traps of formats.md: lines that look like something else, put where they are found."""

from dataclasses import replace
from random import Random

from vectorstore.schema import SectionKind

from . import headings
from .forms import House
from .meant import Line, Look, Part
from .prose import Matter, matter, title
from .sections import one
from .words import COMMITTEES, before, long_date

CASE, ATTACHED = SectionKind.CASE, SectionKind.ATTACHMENTS
NAMED = {
    "Indstilling": SectionKind.RECOMMENDATION,
    "Beslutning": SectionKind.DECISION,
    "Økonomi": SectionKind.ECONOMY,
}


def course(rng: Random, house: House, about: Matter) -> Part:
    """Trap 3: what other meetings did, with their own item numbers and dates."""
    lines: list[Line] = []
    for _ in range(rng.randint(1, 2)):
        when = before(rng, about.held)
        lines += [
            Line(Look.PARAGRAPH, f"Udvalg: {rng.choice(COMMITTEES)}"),
            Line(Look.CLOSE, f"Dato: {when:%d-%m-%Y}"),
            Line(Look.CLOSE, f"Punktnummer: {rng.randint(1, 30)}"),
        ]
    return Part(one(SectionKind.OTHER), headings.headline(house, "Sagsforløb"), tuple(lines))


def quoted(rng: Random, about: Matter) -> list[Line]:
    """Trap 4: another body's minutes, quoted with their own decision."""
    other = matter(rng, about.held)
    when = long_date(before(rng, about.held))
    lead = f"Af referatet fra {rng.choice(COMMITTEES)} den {when} fremgår:"
    after = f"Citatet er gengivet, fordi {about.what} hænger sammen med den sag."
    if rng.random() < 0.5:
        middle = [f"„Beslutning: {other.decision()}“"]
    else:
        head = title(rng, other, False)
        middle = [f"„Punkt {rng.randint(2, 19)}: {head}", "Beslutning:", f"{other.decision()}“"]
    return [Line(Look.PARAGRAPH, text) for text in [lead, *middle, after]]


def earlier(rng: Random, about: Matter) -> list[Line]:
    """Trap 5: what committees on the way said, inside the recommendation."""
    texts = []
    for _ in range(rng.randint(1, 2)):
        when, body = before(rng, about.held), rng.choice(COMMITTEES)
        texts.append(
            rng.choice(
                [
                    f"{body} den {long_date(when)}: Indstillingen anbefales.",
                    f"Behandlet i {body} den {when:%d-%m-%Y}: Tiltrådt.",
                    f"{body} besluttede den {long_date(when)} at anbefale indstillingen.",
                ]
            )
        )
    return [Line(Look.PARAGRAPH, text) for text in texts]


def wrapped(rng: Random, about: Matter) -> Line:
    """Trap 8: a paragraph whose lines begin as items do."""
    year = rng.randint(1950, 1999)
    start = about.sentence()
    text = rng.choice(
        [
            f"{start} Bygningen er opført i\n{year}. I forbindelse med renoveringen er den målt.",
            f"{start} Det fremgår af aftalens §\n{rng.randint(2, 9)}. {about.sentence()}",
            f"{start} Reglerne findes i lovens kapitel\n{rng.randint(2, 9)}.",
            f"{start} Fristen for svar er den\n{rng.randint(1, 28)}. maj, og mødet holdes i juni.",
        ]
    )
    return Line(Look.PARAGRAPH, text)


def cells(rng: Random) -> list[Line]:
    """Trap 2: a table with cells that are called as sections."""
    lead = Line(Look.PARAGRAPH, "Sagen følger denne plan frem mod vedtagelsen:")
    rows = (
        ("Trin", "Hvem", "Hvornår"),
        ("Indstilling", "Forvaltningen", f"uge {rng.randint(2, 20)}"),
        ("Høring", "Borgerne", f"uge {rng.randint(21, 30)}"),
        ("Beslutning", "Udvalget", f"uge {rng.randint(31, 50)}"),
    )
    return [lead, Line(Look.TABLE, rows=rows)]


def ordinal(about: Matter, number: int) -> list[Line]:
    """A line that begins with an ordinal and is no item, far from the numbers of the row."""
    n = number % 4 + 3 if number > 9 else max(1, number - 2)
    lines = [Line(Look.SUBHEADING, f"{n}. budgetopfølgning")]
    return [*lines, Line(Look.PARAGRAPH, about.paragraph(1, 2))]


def lay(rng: Random, house: House, about: Matter, parts: list[Part], number: int) -> list[Part]:
    """The parts of one item with the traps that change a section's body."""
    found = list(parts)
    for place, part in enumerate(found):
        if SectionKind.RECOMMENDATION in part.kinds and _has(house, "5 earlier"):
            found[place] = replace(part, body=(*part.body, *earlier(rng, about)))
        elif CASE in part.kinds:
            found[place] = replace(part, body=_case(rng, house, about, part.body, number))
    if _has(house, "3 Sagsforløb"):
        at = next((p for p, part in enumerate(found) if CASE in part.kinds), None)
        if at is not None:
            found.insert(at + 1, course(rng, house, about))
    return found


def named(rng: Random, house: House, parts: list[Part]) -> list[Part]:
    """Trap 2: an attachment called as one of the item's own sections, where the list stands last.

    Never the last entry, below which a reader would look for the section's text.
    """
    kinds = {kind for part in parts for kind in part.kinds}
    names = [name for name, kind in NAMED.items() if kind in kinds]
    last = parts[-1]
    if not _has(house, "2 attachments") or ATTACHED not in last.kinds or not names:
        return parts
    at = rng.randrange(len(last.body))
    like = last.body[at]
    entry = Line(like.look, rng.choice(names), like.marker)
    return [*parts[:-1], replace(last, body=(*last.body[:at], entry, *last.body[at:]))]


def _case(
    rng: Random, house: House, about: Matter, body: tuple[Line, ...], number: int
) -> tuple[Line, ...]:
    lines = list(body)
    if _has(house, "2 table cells") and rng.random() < 0.6:
        lines += cells(rng)
    if _has(house, "4 quoted") and rng.random() < 0.6:
        lines += quoted(rng, about)
    if _has(house, "8 wrapped"):
        lines.append(wrapped(rng, about))
    if _has(house, "ordinal") and rng.random() < 0.6:
        lines += ordinal(about, number)
    return tuple(lines)


def _has(house: House, trap: str) -> bool:
    return any(name.startswith(trap) for name in house.traps)
