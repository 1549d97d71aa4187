"""A member's BESLUTNINGSFORSLAG is told as what it is: no decision, no recommendation of others."""

import pytest

from ingest.parse import parse
from retrieval import decisions
from retrieval.cite import make
from retrieval.compose import Draft
from retrieval.question import understand
from vectorstore.schema import AgendaItem, Meeting, SectionKind, fold

MOVED = "BESLUTNINGSFORSLAG FRA SF\n\nSF foreslår, at stien droppes.\n\n"
RECOMMENDED = "Indstilling\n\nForvaltningen indstiller, at stien bygges.\n\n"
DECIDED = "Beslutning\n\nStien bygges.\n\n"


def read(*parts: str) -> tuple[Meeting, AgendaItem]:
    meeting = parse("REFERAT Byrådet d. 12-06-2024\n\nPunkt 1: Sti\n\n24/101\n\n" + "".join(parts))
    return meeting, meeting.items[0]


@pytest.mark.parametrize(
    "parts",
    [(MOVED, RECOMMENDED, DECIDED), (RECOMMENDED, DECIDED, MOVED), (DECIDED, MOVED, RECOMMENDED)],
)
def test_it_is_neither_the_decision_nor_the_items_recommendation(parts: tuple[str, ...]) -> None:
    meeting, item = read(*parts)
    decided, proposed = decisions.operative(meeting, item), decisions.proposal(item)
    assert decided and "droppes" not in meeting.text[decided.start : decided.end]
    assert proposed and proposed.heading == "Indstilling"


def test_where_nothing_else_is_recommended_it_is_what_is_proposed() -> None:
    _, item = read(MOVED, DECIDED)
    proposed = decisions.proposal(item)
    assert proposed is not None and proposed.moved


def test_it_is_named_by_its_own_heading_where_it_is_quoted() -> None:
    meeting, item = read(MOVED, RECOMMENDED, DECIDED)
    names = {}
    for section in item.sections:
        block = section.blocks[0]
        cited = make(1, meeting, item, section, block.start, block.end)
        label = Draft(understand("Hvad blev foreslået?")).label(cited.kind, cited.section)
        names[fold(cited.quote)] = (cited.kind, label)
    assert names == {
        "SF foreslår, at stien droppes.": (SectionKind.RECOMMENDATION, "BESLUTNINGSFORSLAG FRA SF"),
        "Forvaltningen indstiller, at stien bygges.": (SectionKind.RECOMMENDATION, "Indstilling"),
        "Stien bygges.": (SectionKind.DECISION, "Beslutning"),
    }
