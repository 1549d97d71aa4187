"""A case on its way through three committees of Lindevang, and meetings beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vectorstore.schema import AgendaItem, Block, BlockKind, Meeting, Section, SectionKind

CASE, CONTAINER = "23/4187", "21/96"
TMU, OEU, COUNCIL = "Teknik- og Miljøudvalget", "Økonomiudvalget", "Byrådet"
SECRET = "Grunden sælges til Hemmelig ApS."


@dataclass(frozen=True)
class Planned:
    """An item to be written. `again` is a decision of another day, printed once more."""

    title: str
    case: str | None = None
    decision: str = ""
    proposal: str = ""
    closed: str | None = None  # the text below a closed heading
    again: tuple[date, str, str] | None = None  # when, by whom, what


def minutes(committee: str, held: date, items: Sequence[Planned], source: str = "") -> Meeting:
    """Minutes with these items, numbered from 1."""
    text = f"REFERAT {committee}\n{held:%d-%m-%Y}\n"
    header_end, made = len(text), []
    for number, planned in enumerate(items, 1):
        start = len(text)
        text += f"Punkt {number}: {planned.title}\n" + (f"{planned.case}\n" if planned.case else "")
        heading_end = len(text)
        sections = []
        for kind, heading, said, day, by in _sections(planned):
            at = len(text)
            text += f"{heading}\n"
            block = Block(BlockKind.PARAGRAPH, len(text), len(text) + len(said))
            text += f"{said}\n"
            sections.append(Section(kind, heading, at, block.end, (block,), day, by))
        text += planned.closed or ""
        made.append(
            AgendaItem(
                number, planned.title, planned.case, planned.closed is not None, start,
                heading_end, len(text), tuple(sections),
            )
        )  # fmt: skip
    name = f"{committee.split()[0].lower().strip('-')}-{held}"
    return Meeting(
        name, committee, held, None, "", text, header_end, items=tuple(made), source=source
    )


def _sections(
    planned: Planned,
) -> list[tuple[SectionKind, str, str, date | None, str]]:
    found: list[tuple[SectionKind, str, str, date | None, str]] = []
    if planned.proposal:
        found.append((SectionKind.RECOMMENDATION, "Indstilling", planned.proposal, None, ""))
    if planned.again:
        day, by, said = planned.again
        found.append((SectionKind.DECISION, f"Beslutning {by}", said, day, by))
    if planned.decision:
        found.append((SectionKind.DECISION, "Beslutning", planned.decision, None, ""))
    return found


TITLE = "Cykelsti langs Møllevej"
APPROVED = "Udvalget godkendte, at cykelstien anlægges som dobbeltrettet sti i østsiden."
FUNDED = "Byrådet gav en anlægsbevilling på 8,5 mio. kr."


def meetings() -> list[Meeting]:
    """Seven treatments of the case, a container over three meetings, and an item on its own."""
    return [
        minutes(TMU, date(2023, 11, 22), [
            Planned("Øvrige sager 22-11-2023", CONTAINER),
            Planned(TITLE, CASE, "Udvalget drøftede sagen og bad om forslag til to linjeføringer."),
        ]),
        minutes(TMU, date(2024, 5, 8), [Planned(TITLE, CASE, "Sagen blev udsat til næste møde.")]),
        minutes(TMU, date(2024, 6, 12), [
            Planned("Åbningstider på genbrugspladsen", "24/11", "Godkendt."),
            Planned(TITLE, CASE, f"{APPROVED} Etape 1 begynder i efteråret."),
            Planned("Lukket", CONTAINER, closed=""),
        ]),
        minutes(OEU, date(2024, 6, 19), [
            Planned(
                f"{TITLE}, bevilling", CASE, "Anbefales godkendt.",
                "Forvaltningen indstiller, at der gives en bevilling på 8,5 mio. kr.",
                again=(date(2024, 6, 12), TMU, APPROVED),
            ),
        ]),
        minutes(COUNCIL, date(2024, 6, 26), [Planned(f"{TITLE}, bevilling", CASE, FUNDED)]),
        minutes(TMU, date(2024, 10, 2), [
            Planned("Lukket", CASE, closed=SECRET),
            Planned("Øvrige sager 02-10-2024", CONTAINER),
        ]),
        minutes(TMU, date(2025, 3, 12), [
            Planned("Belysning af cykelsti på Møllevej", CASE,
                    "Orienteringen blev taget til efterretning."),
        ]),
    ]  # fmt: skip
