"""Lines that look like what they are not: the traps of formats.md, each with a line of our own."""

from datetime import date

import pytest

from ingest.parse import parse
from vectorstore.schema import AgendaItem, Meeting, SectionKind, fold

ABOVE = "REFERAT Teknikudvalget d. 12-06-2024\n\n"
DECIDED = "Beslutning Teknikudvalget den 12-06-2024\n\nGodkendt.\n\n"
NEXT = "Punkt 2: Bro over åen\n\n24/2222\n\nBaggrund\n\nBroen er gammel.\n\n" + DECIDED


def told(body: str) -> Meeting:
    return parse(f"{ABOVE}Punkt 1: Sti langs Møllevej\n\n24/1111\n\n{body}\n\n{NEXT}", "a.txt")


def words(meeting: Meeting, kind: SectionKind) -> list[str]:
    """The text of the first item's sections of one kind."""
    return [
        fold(" ".join(meeting.text[b.start : b.end] for b in part.blocks))
        for part in meeting.items[0].sections
        if part.kind is kind
    ]


def headings(item: AgendaItem) -> list[str]:
    return [part.heading for part in item.sections]


def check(meeting: Meeting) -> None:
    assert [item.title for item in meeting.items] == ["Sti langs Møllevej", "Bro over åen"]


def test_1_who_takes_the_decision_is_no_decision() -> None:
    meeting = told(f"Beslutningen træffes af\n\nByrådet.\n\n{DECIDED}")
    check(meeting)
    assert words(meeting, SectionKind.DECISION) == ["Godkendt."]
    assert headings(meeting.items[0])[0] == "Beslutningen træffes af"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_2_an_attachment_called_as_a_section_is_none(gap: str) -> None:
    meeting = told(f"{DECIDED}Bilag{gap}Indstilling{gap}Beslutning{gap}Kort over stien")
    check(meeting)
    assert words(meeting, SectionKind.ATTACHMENTS) == ["Indstilling Beslutning Kort over stien"]


def test_2_a_cell_called_beslutning_is_none() -> None:
    meeting = told(
        f"Sagsfremstilling\n\nTrin\tHvem\nIndstilling\tUdvalget\nBeslutning\tByrådet\n\n{DECIDED}"
    )
    check(meeting)
    assert words(meeting, SectionKind.DECISION) == ["Godkendt."]


def test_3_lines_under_the_cases_course_speak_of_other_meetings() -> None:
    meeting = told(
        f"{DECIDED}Sagsforløb\n\nUdvalg: Økonomiudvalget\n\nDato: 03-05-2024\n\nPunktnummer: 3\n\n"
        "Udvalg: Byrådet\n\nDato: 28-05-2024\n\nPunktnummer: 7"
    )
    check(meeting)
    assert (meeting.committee, meeting.held) == ("Teknikudvalget", date(2024, 6, 12))
    assert headings(meeting.items[0])[-1] == "Sagsforløb"
    assert words(meeting, SectionKind.DECISION) == ["Godkendt."]


@pytest.mark.parametrize(
    "quoted",
    [
        "Uddrag af referat fra Handicaprådets møde den 3. maj 2024:\n\n"
        "Punkt 4: Sti langs Møllevej\n\nBeslutning: Rådet anbefaler stien.\n\nRådet takker.",
        "Fra referatet af Ældrerådets møde citeres følgende:\n\nBeslutning\n\nRådet er imod.",
        "Referat fra Handicaprådet:\n\nPunkt 9: Stier\n\nBeslutning\n\nRådet anbefaler stien.",
    ],
)
def test_4_a_quoted_foreign_decision_is_not_the_committees(quoted: str) -> None:
    meeting = told(
        f"Sagsfremstilling\n\nStien er hørt.\n\n{quoted}\n\nØkonomi\n\nIntet.\n\n{DECIDED}"
    )
    check(meeting)
    assert words(meeting, SectionKind.DECISION) == ["Godkendt."]
    (case,) = words(meeting, SectionKind.CASE)
    assert "Rådet" in case


def test_5_earlier_decisions_inside_the_proposal_keep_their_own_day_and_body() -> None:
    meeting = told(
        "Indstilling\n\nForvaltningen indstiller, at stien anlægges.\n\n"
        "Økonomiudvalget, 6. maj 2024, pkt. 65:\n\nAnbefales.\n\n"
        f"Direktionen, 8. maj 2024, pkt. 2:\n\nUdsat.\n\n{DECIDED}"
    )
    check(meeting)
    decisions = [p for p in meeting.items[0].sections if p.kind is SectionKind.DECISION]
    assert [(p.decided_by, p.decided) for p in decisions] == [
        ("Økonomiudvalget", date(2024, 5, 6)),
        ("Direktionen", date(2024, 5, 8)),
        ("Teknikudvalget", date(2024, 6, 12)),
    ]
    assert words(meeting, SectionKind.RECOMMENDATION) == [
        "Forvaltningen indstiller, at stien anlægges."
    ]


def test_5_a_list_of_earlier_treatments_is_no_decision() -> None:
    meeting = told(
        "Økonomiudvalget den 25. april 2024, pkt. 3\nTeknikudvalget den 2. maj 2024, pkt. 4\n\n"
        f"Resumé\n\nStien er lang.\n\n{DECIDED}"
    )
    check(meeting)
    assert words(meeting, SectionKind.DECISION) == ["Godkendt."]


@pytest.mark.parametrize(
    "line",
    [
        "BESLUTNINGSFORSLAG FRA ANNE HOLM",
        "Beslutningsforslag fra Liste Ø",
        "Beslutningsforslag:",
        "Forslag til beslutning",
    ],
)
@pytest.mark.parametrize("first", ["", DECIDED])
def test_6_a_proposed_decision_is_a_proposal_and_no_decision(line: str, first: str) -> None:
    """Also below the decision, whose words it would else be among."""
    own = f"{line}\n\nUdvalget foreslås at droppe stien.\n\n"
    meeting = told(f"{first}{own}Baggrund\n\nStien er lang.\n\n{DECIDED if not first else ''}")
    check(meeting)
    assert words(meeting, SectionKind.DECISION) == ["Godkendt."]
    assert words(meeting, SectionKind.RECOMMENDATION) == ["Udvalget foreslås at droppe stien."]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_7_several_dated_decisions_keep_their_days_in_either_order(order: tuple[int, int]) -> None:
    both = (DECIDED, "Beslutning Teknikudvalget den 08-05-2024\n\nUdsat.\n\n")
    meeting = told("".join(both[n] for n in order))
    check(meeting)
    decisions = [p for p in meeting.items[0].sections if p.kind is SectionKind.DECISION]
    days = (date(2024, 6, 12), date(2024, 5, 8))
    assert [p.decided for p in decisions] == [days[n] for n in order]
    in_force = next(p for p in decisions if p.decided == meeting.held)
    assert meeting.text[in_force.blocks[0].start :].startswith("Godkendt.")


@pytest.mark.parametrize(
    "wrapped",
    [
        "Planen for stien er omtalt i kommuneplanen fra\n1990. I forbindelse med byggeriet.",
        "Der er afsat 2 mio. kr. til stien, se bilag\n6.",
        "Stien går fra skolen til hallen og forbi nummer\n2. Den er lang og smal.",
        "Sagen er drøftet af udvalget på mødet i maj som\nPunkt 2: Bro og sti.",
        "3. budgetopfølgning er omtalt i sagen om stien.",
    ],
)
def test_8_wrapped_lines_are_no_items(wrapped: str) -> None:
    for form in ("Punkt {}: {}", "{}. {}"):
        text = ABOVE + "".join(
            f"{form.format(n, title)}\n\nBaggrund\n\n{wrapped}\n\n{DECIDED}"
            for n, title in ((1, "Sti"), (2, "Bro"), (3, "Vej"))
        )
        meeting = parse(text, "a.txt")
        assert [(item.number, item.title) for item in meeting.items] == [
            (1, "Sti"), (2, "Bro"), (3, "Vej"),
        ]  # fmt: skip


def test_9_contents_may_differ_in_words_and_order_and_numbers_be_missing() -> None:
    titles = ("Vej", "Åvrige sager", "Bro over Lindeåen")
    listed = "Indholdsfortegnelse\n\n" + "".join(f"{title}.....\t4\n\n" for title in titles)
    meeting = parse(
        f"{ABOVE}{listed}3. Øvrige sager\n\n24/1111\n\n{DECIDED}4. Bro over åen ved Linde\n\n"
        f"24/2222\n\n{DECIDED}7. Vej\n\n24/3333\n\n{DECIDED}",
        "a.txt",
    )
    assert [(item.number, item.title) for item in meeting.items] == [
        (3, "Øvrige sager"), (4, "Bro over åen ved Linde"), (7, "Vej"),
    ]  # fmt: skip
    assert "Der mangler numre i rækken af punkter." in meeting.doubts


@pytest.mark.parametrize("title", [".", "-"])
@pytest.mark.parametrize("form", ["Punkt {}: {}", "{}. {}"])
def test_9_an_item_may_be_called_nothing(title: str, form: str) -> None:
    names = ("Sti", title, "Vej")
    meeting = parse(
        ABOVE + "".join(f"{form.format(n, t)}\n\n{DECIDED}" for n, t in enumerate(names, 1)),
        "a.txt",
    )
    assert [(item.number, item.title) for item in meeting.items] == list(enumerate(names, 1))


def test_9_a_title_may_begin_with_an_ordinal() -> None:
    names = ("Godkendelse af dagsorden", "1. Budgetopfølgning 2024", "2. behandling af budget 2025")
    meeting = parse(
        ABOVE + "".join(f"{n}. {t}\n\n{DECIDED}" for n, t in enumerate(names, 7)), "a.txt"
    )
    assert [(item.number, item.title) for item in meeting.items] == list(enumerate(names, 7))


@pytest.mark.parametrize(
    "lines",
    [
        "Sagsnr.: 24/1873\nJ.nr.: 05.04.00-P20-3-24",
        "J.nr.: 05.04.00-P20-3-24\nSagsnr.: 24/1873",
        "J.nr.: 05.04.00-P20-3-24    Sagsnr.: 24/1873",
        "Sagsnr.: 24/1873    Dok.nr.: 24-99999    J.nr.: 05.04.00-P20-3-24",
    ],
)
def test_10_the_document_systems_number_is_the_case(lines: str) -> None:
    meeting = parse(f"{ABOVE}Punkt 1: Sti\n\n{lines}\n\nBaggrund\n\nEn sti.\n\n{NEXT}", "a.txt")
    assert [item.case for item in meeting.items] == ["24/1873", "24/2222"]
