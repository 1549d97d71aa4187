"""Sections of an item: their kinds, decisions with body and date, and headings that are none."""

from datetime import date

import pytest

from ingest.headings import section_heading
from ingest.parse import parse
from vectorstore.schema import AgendaItem, BlockKind, Section, SectionKind, fold

ABOVE = "REFERAT Teknik- og Miljøudvalget d. 12-06-2024\n\n"
PROSE = "Forvaltningen foreslår en sti."


def item(body: str, title: str = "Cykelsti langs Møllevej") -> tuple[str, AgendaItem]:
    meeting = parse(f"{ABOVE}Punkt 1: {title}\n\n22/1873\n\n{body}\n", "referat.txt")
    return meeting.text, meeting.items[0]


def told(body: str) -> list[tuple[SectionKind, str]]:
    return [(section.kind, section.heading) for section in item(body)[1].sections]


def words(text: str, section: Section) -> list[str]:
    return [fold(text[block.start : block.end]) for block in section.blocks]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Baggrund", SectionKind.BACKGROUND),
        ("INDSTILLING", SectionKind.RECOMMENDATION),
        ("Indstilling:", SectionKind.RECOMMENDATION),
        ("**Indstilling**", SectionKind.RECOMMENDATION),
        ("Sagsfremstilling", SectionKind.CASE),
        ("ØKONOMI", SectionKind.ECONOMY),
        ("Økonomiske konsekvenser", SectionKind.ECONOMY),
        ("Bilag", SectionKind.ATTACHMENTS),
        ("BESLUTNINGSFORSLAG FRA FORMANDEN", SectionKind.RECOMMENDATION),
        ("Resumé", SectionKind.OTHER),
        ("Beslutning", SectionKind.DECISION),
        ("Beslutningen træffes af", SectionKind.OTHER),
    ],
)
def test_headings_have_kinds_and_are_kept_as_printed(line: str, kind: SectionKind) -> None:
    assert told(f"{line}\n\n{PROSE}") == [(kind, line.strip("*"))]


@pytest.mark.parametrize(
    ("line", "body", "decided"),
    [
        ("Beslutning Teknik- og Miljøudvalget den 12-06-2024", "Teknik- og Miljøudvalget",
         date(2024, 6, 12)),
        ("BESLUTNING TEKNIK- OG MILJØUDVALGET DEN 12-06-2024", "Teknik- og Miljøudvalget",
         date(2024, 6, 12)),
        ("Beslutning i Økonomiudvalget den 23-03-2015", "Økonomiudvalget", date(2015, 3, 23)),
        ("BESLUTNING BYRÅDET DEN 3. MARTS 2015:", "BYRÅDET", date(2015, 3, 3)),
        ("Økonomiudvalgets beslutning i mødet den 31. marts 2020", "Økonomiudvalget",
         date(2020, 3, 31)),
        ("REGIONSRÅDETS BESLUTNING", "REGIONSRÅDET", None),
        ("BYRÅDETS BESLUTNING", "BYRÅDET", None),
        ("Beslutning den 1. februar 2021", "", date(2021, 2, 1)),
        ("Beslutning Direktionen", "Direktionen", None),
        ("Beslutninger", "", None),
        ("Beslutning Byrådet den 31-02-2022", "Byrådet", None),
    ],
)  # fmt: skip
def test_decisions_know_who_decided_and_when(line: str, body: str, decided: date | None) -> None:
    text, found = item(f"{line}\n\nGodkendt.")
    (section,) = found.sections
    assert section.kind is SectionKind.DECISION
    assert (section.heading, section.decided_by, section.decided) == (line, body, decided)
    assert words(text, section) == ["Godkendt."]


@pytest.mark.parametrize(
    "line",
    [
        "Beslutningen træffes af",
        "Beslutning om frisættelse",
        "Beslutninger på børneområdet",
        "Beslutningsgrundlag",
        "Bilag 1 - Skitse",
        "Indstillingen",
        "Baggrundsnotat",
    ],
)
def test_lines_that_begin_like_a_heading_and_are_none(line: str) -> None:
    heading = section_heading(line, "Direktionen")
    assert heading is None or heading.kind is SectionKind.OTHER


def test_several_decisions_of_one_item_keep_their_own_dates_in_printed_order() -> None:
    _, found = item(
        "Beslutning Teknik- og Miljøudvalget den 12-06-2024\n\nGodkendt.\n\n"
        "Beslutning Teknik- og Miljøudvalget den 08-05-2024\n\nUdsat."
    )
    assert [section.decided for section in found.sections] == [date(2024, 6, 12), date(2024, 5, 8)]


def test_a_heading_printed_twice_is_one_section() -> None:
    text, found = item("Indstilling\n\nIndstilling\n\nDet indstilles, at stien anlægges.")
    (section,) = found.sections
    assert words(text, section) == ["Det indstilles, at stien anlægges."]
    assert text[section.start : section.end].count("Indstilling") == 2


def test_the_order_of_sections_is_free() -> None:
    assert [kind for kind, _ in told(
        "Bilag\n\nKort\n\nBeslutning\n\nGodkendt.\n\nØkonomi\n\nIngen udgift.\n\n"
        "Baggrund\n\nEn sti."
    )] == [SectionKind.ATTACHMENTS, SectionKind.DECISION, SectionKind.ECONOMY,
           SectionKind.BACKGROUND]  # fmt: skip


def test_text_above_any_heading_is_a_section_without_heading() -> None:
    text, found = item(f"{PROSE}\n\nBaggrund\n\nEn sti.")
    assert [(s.kind, s.heading) for s in found.sections] == [
        (SectionKind.OTHER, ""),
        (SectionKind.BACKGROUND, "Baggrund"),
    ]
    assert words(text, found.sections[0]) == [PROSE]


def test_an_item_without_text_has_no_sections() -> None:
    _, found = item("")
    assert found.sections == () and found.heading_end == found.end


def test_a_section_without_text_is_kept() -> None:
    assert told("Baggrund\n\nEn sti.\n\nBilag") == [
        (SectionKind.BACKGROUND, "Baggrund"),
        (SectionKind.ATTACHMENTS, "Bilag"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Bilag\n\nKort\n\nIndstilling",
        "Bilag\n\nIndstilling\n\nKort over stien",
        "Bilag\nIndstilling\nKort",
        "Bilag\n\nIndstilling\n\nHøringssvar vedr. Møllevej",
        "Bilag\n\n- Kort\n- Indstilling\n- Beslutning",
        "Bilag\n\nBaggrund\n\nIndstilling\n\nØkonomi",
    ],
)
def test_an_attachment_may_be_called_as_a_section(body: str) -> None:
    assert told(body) == [(SectionKind.ATTACHMENTS, "Bilag")]


@pytest.mark.parametrize(
    "below",
    [
        "Det indstilles, at stien anlægges.",
        "Det indstilles at udvalget\n\ngodkender stien",
        "At udvalget godkender stien",
        "- at stien anlægges",
        "Stien anlægges. Broen bygges",
        "Indstilling\n\nDet indstilles, at stien anlægges.",
    ],
)
def test_a_heading_with_prose_below_ends_the_attachments(below: str) -> None:
    assert told(f"Bilag\n\nKort over stien\n\nIndstilling\n\n{below}") == [
        (SectionKind.ATTACHMENTS, "Bilag"),
        (SectionKind.RECOMMENDATION, "Indstilling"),
    ]


def test_a_dated_decision_ends_the_attachments_whatever_stands_below() -> None:
    found = told("Bilag\n\nKort\n\nBeslutning Byrådet den 12-06-2024\n\nGodkendt")
    assert [kind for kind, _ in found] == [SectionKind.ATTACHMENTS, SectionKind.DECISION]


def test_the_title_below_leading_attachments_is_no_attachment() -> None:
    text, found = item(f"Bilag\n\nKort\n\nCykelsti langs Møllevej\n\nBaggrund\n\n{PROSE}")
    bilag, title, background = found.sections
    assert words(text, bilag) == ["Kort"]
    assert (title.kind, title.heading) == (SectionKind.OTHER, "")
    assert [block.kind for block in title.blocks] == [BlockKind.SUBHEADING]
    assert background.kind is SectionKind.BACKGROUND


def test_an_attachment_named_as_the_item_stays_one_at_the_end() -> None:
    text, found = item(f"Baggrund\n\n{PROSE}\n\nBilag\n\nKort\n\nCykelsti langs Møllevej")
    assert words(text, found.sections[1]) == ["Kort", "Cykelsti langs Møllevej"]


@pytest.mark.parametrize(
    "body",
    [
        "Sagsfremstilling\n\nTrin\tHvem\nBeslutning\tByrådet\nIndstilling\tUdvalget",
        "Sagsfremstilling\n\nTrin\tHvem\nBeslutning\t\nBilag\t",
        "Sagsfremstilling\n\nUdvalget har drøftet\nIndstilling\nog bilag.",
    ],
)
def test_a_heading_stands_on_a_line_of_its_own_below_a_blank_one(body: str) -> None:
    assert told(body) == [(SectionKind.CASE, "Sagsfremstilling")]
