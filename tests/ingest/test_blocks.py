"""Paragraphs, lists and subheadings inside a section."""

import pytest

from ingest.blocks import blocks
from ingest.lines import lines
from vectorstore.schema import Block, SectionKind, fold

P, S, B = "paragraph", "subheading", "bullet"
LONG = "Forvaltningen har undersøgt, hvad det koster at lægge en sti langs vejen, og"


def found(text: str, kind: SectionKind = SectionKind.CASE) -> tuple[Block, ...]:
    return blocks(text, lines(text), kind)


def told(text: str, kind: SectionKind = SectionKind.CASE) -> list[tuple[str, str, str]]:
    return [
        (block.kind.value, block.marker, fold(text[block.start : block.end]))
        for block in found(text, kind)
    ]


def test_a_paragraph_wrapped_over_lines_is_one_block() -> None:
    assert told("Stien er lang\nog går gennem\n3. kvartal af mosen.\n\nBroen er ny.") == [
        (P, "", "Stien er lang og går gennem 3. kvartal af mosen."),
        (P, "", "Broen er ny."),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG, "hvem der skal betale."),
        ("Stien ligger på den side af vejen, hvor der i dag er en grøft, der\n", "er tør."),
        ("Der er mange, som pendler til og fra", "arbejde hver dag."),
        (LONG.replace(", og", "") + " i den sydlige del af Vindbæk fra", "Møllevej til skolen."),
        ("Det handler om vej-", "ene."),
    ],
)
def test_a_paragraph_broken_over_a_page_is_one_block(first: str, second: str) -> None:
    assert told(f"{first}\n\n\x0c{second}\n\nBroen er ny.")[0] == (P, "", fold(f"{first} {second}"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Stien er færdig.", "derudover skal broen males."),
        ("- Udlejning (bygninger og arealer)", "arbejdet samordnes med andre."),
        ("Sikre at de lokale skoler vælges til", "Skolerne er et vigtigt element i byen."),
        ("Stien er færdig", "Broen er ny."),
        ("Det indstilles, at", "stien anlægges."),
        (LONG, "- en bro"),
    ],
)
def test_what_stands_apart_is_not_joined(first: str, second: str) -> None:
    assert len(found(f"{first}\n\n{second}")) == 2


@pytest.mark.parametrize(
    ("line", "marker", "text"),
    [
        ("- en sti", "-", "en sti"),
        ("– en sti", "–", "en sti"),
        ("•\ten sti", "•", "en sti"),
        ("- ? en sti", "- ?", "en sti"),
        ("? en sti", "?", "en sti"),
        ("a) en sti", "a)", "en sti"),
        ("- b) en sti", "- b)", "en sti"),
        ("1) en sti", "1)", "en sti"),
        ("  -   en sti", "-", "en sti"),
        ("* en sti", "*", "en sti"),
        ("- *Fane 1:* en sti", "-", "*Fane 1:* en sti"),
        ("- 1. februar 2022: høring", "-", "1. februar 2022: høring"),
    ],
)
def test_markers_stand_before_the_entry(line: str, marker: str, text: str) -> None:
    assert told(f"Der er tre ting:\n\n{line}\n\nDerefter er der mere.")[1] == (B, marker, text)


@pytest.mark.parametrize(
    "line",
    [
        "O undlod at stemme.",
        "1. februar 2022 begynder høringen.",
        "*Kursiv* er ikke en liste.",
        "**Fed** er ikke en liste.",
        "-5 grader er koldt.",
        "1990. I forbindelse med byggeriet.",
    ],
)
def test_lines_that_only_look_like_entries(line: str) -> None:
    assert told(line) == [(P, "", line)]


def test_an_entry_may_fill_several_lines_and_a_list_go_on_over_a_page() -> None:
    text = "Følgende er drøftet:\n- seminar:\nholdes i maj\nmed overnatning\n- en sti\n\n- bro"
    assert told(text) == [
        (P, "", "Følgende er drøftet:"),
        (B, "-", "seminar: holdes i maj med overnatning"),
        (B, "-", "en sti"),
        (B, "-", "bro"),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "Det indstilles at Direktionen",
        "Det indstilles, at udvalget",
        "Det indstilles, at Teknik- og Miljøudvalget",
        "Forvaltningen indstiller, at",
        "Udvalget ønsker følgende:",
    ],
)
def test_lower_case_paragraphs_below_a_lead_are_entries_without_marker(lead: str) -> None:
    text = f"{lead}\n\ntager status til efterretning\n\ngodkender planen\n\nSagen går videre."
    assert told(text) == [
        (P, "", lead),
        (B, "", "tager status til efterretning"),
        (B, "", "godkender planen"),
        (P, "", "Sagen går videre."),
    ]


def test_paragraphs_that_begin_with_at_are_a_list_without_lead() -> None:
    two = "At udvalget drøfter sagen\n\nAt udvalget godkender planen"
    assert [kind for kind, _, _ in told(two, SectionKind.RECOMMENDATION)] == [B, B]
    one = "At udvalget drøfter sagen"
    assert [kind for kind, _, _ in told(one, SectionKind.RECOMMENDATION)] == [P]


def test_numbers_in_a_row_are_entries_and_alone_they_are_subheadings() -> None:
    assert told("Forvaltningen indstiller, at\n\n1. planen godkendes.\n2. stien anlægges") == [
        (P, "", "Forvaltningen indstiller, at"),
        (B, "1.", "planen godkendes."),
        (B, "2.", "stien anlægges"),
    ]
    assert told(
        "1. Fremdrift i programmet\n\nDer er fremdrift.\n\n2. **Organisering**\n\nDen er ny.\n\n"
        "3. budgetopfølgning\n\nDen er i gang."
    ) == [
        (S, "", "1. Fremdrift i programmet"),
        (P, "", "Der er fremdrift."),
        (S, "", "2. **Organisering**"),
        (P, "", "Den er ny."),
        (S, "", "3. budgetopfølgning"),
        (P, "", "Den er i gang."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Finansiering",
        "Hvem er vi?",
        "Hvad siger de berørte?",
        "De unge er spurgt",
        "Hjælpe tilflyttere med at falde godt til og skabe sig et liv i kommunen",
        "Forslag 8: Medborgerskab kræver en fælles indsats",
        "Interviewrunde – identifikation af temaer",
        "Vedr. finansiering af projekter i den gule by",
        "Fakta:",
        "**Ressourcer**",
        "### Ressourcer",
        "2.1 Baggrund for planen",
    ],
)
def test_short_lines_above_text_are_subheadings(line: str) -> None:
    kind, _, words = told(f"{line}\n\nKommunen har brug for flere stier, og derfor bygges der.")[0]
    assert (kind, words) == (S, line.removeprefix("### "))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Kl. 16.00-16.15 Velkomst", SectionKind.CASE),
        ("12. juni: borgermøde i hallen", SectionKind.CASE),
        ("Mandag den 3. maj kl. 10", SectionKind.CASE),
        ("Stien er lang.", SectionKind.CASE),
        ("Det indstilles at Direktionen", SectionKind.RECOMMENDATION),
        ("Udvalget godkendte planen", SectionKind.DECISION),
        ("Taget til efterretning", SectionKind.DECISION),
        ("Afbud: Ole Vig", SectionKind.DECISION),
    ],
)
def test_other_short_lines_are_not(line: str, kind: SectionKind) -> None:
    below = "Kommunen har brug for flere stier, og derfor bygges der."
    assert told(f"{line}\n\n{below}", kind)[0] == (P, "", line)


def test_the_lead_of_a_list_is_no_subheading_but_a_title_above_one_is() -> None:
    assert told("På møderne har de faste punkter været\n\n- status\n- nyt")[0][0] == P
    assert told("Proces for forsøget\n\n- status\n- nyt")[0][0] == S


def test_short_lines_with_nothing_below_are_text() -> None:
    assert [kind for kind, _, _ in told("Aktuelle sager")] == [P]
    assert [kind for kind, _, _ in told("Nyt om stien\n\nNyt om broen")] == [P, P]
    rows = "Nyt om stien\n\nNyt om broen\n\nNyt om vejen\n\nUdvalget får mere at vide i maj."
    assert [kind for kind, _, _ in told(rows)] == [P, P, S, P]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Kort over stien\n\nIndstilling", ["Kort over stien", "Indstilling"]),
        ("Kort.pdf\nNotat.pdf", ["Kort.pdf", "Notat.pdf"]),
        ("- Kort\n- Notat om\n  støj", ["Kort", "Notat om støj"]),
        ("77b9dbf1366244b9\n\n4ba5f7a2a4c6456e", ["77b9dbf1366244b9", "4ba5f7a2a4c6456e"]),
        ("Bilag 1 - Skitse\n\nnotat", ["Bilag 1 - Skitse", "notat"]),
    ],
)
def test_every_attachment_is_an_entry(text: str, entries: list[str]) -> None:
    assert [(kind, words) for kind, _, words in told(text, SectionKind.ATTACHMENTS)] == [
        (B, words) for words in entries
    ]


def test_page_numbers_are_no_text() -> None:
    assert told("Stien er lang.\n\nSide 3 af 12\n\nBroen er ny.") == [
        (P, "", "Stien er lang."),
        (P, "", "Broen er ny."),
    ]
