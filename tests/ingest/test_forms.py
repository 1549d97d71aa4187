"""Every form of item heading, decision, section and case number that minutes are known to have."""

from datetime import date

import pytest

from ingest.document import Document, Marked
from ingest.parse import parse
from vectorstore.schema import AgendaItem, Meeting, SectionKind, fold

ABOVE = "Referat af Teknikudvalget onsdag den 12. juni 2024 kl. 16.30\n\nMødested: Rådhuset\n\n"
TITLES = (
    "Godkendelse af dagsorden",
    "Cykelsti langs Møllevej",
    "Højt vand i Lindeåen - status for volden ved Åparken",
    "Eventuelt",
)
BODY = """Sagsfremstilling

Stien er lang. Den går gennem 3. kvartal af mosen og er omtalt i planen fra
1990. I forbindelse med byggeriet blev den flyttet.

Indstilling

Forvaltningen indstiller, at

1. stien anlægges
2. broen males
3. sagen sendes i høring

Beslutning

Godkendt.

"""


def told(body: str, source: str = "referat.txt") -> Meeting:
    return parse(ABOVE + body, source)


def found(meeting: Meeting) -> list[tuple[int, str, str]]:
    return [(item.number, item.label, item.title) for item in meeting.items]


def decided(meeting: Meeting, item: AgendaItem) -> list[str]:
    """The words of the item's decisions."""
    return [
        fold(" ".join(meeting.text[b.start : b.end] for b in part.blocks))
        for part in item.sections
        if part.kind is SectionKind.DECISION
    ]


NUMBERED = [
    ("Punkt {n}: {t}", 1),
    ("Punkt {n} {t}", 1),
    ("Punkt {n}. {t}", 7),
    ("Punkt {n} - {t}", 1),
    ("Punkt nr. {n}: {t}", 1),
    ("Pkt. {n} {t}", 12),
    ("Pkt. {n}: {t}", 1),
    ("Dagsordenspunkt {n}: {t}", 1),
    ("Punkt {n}\n\n{t}", 1),
    ("Pkt. {n}\n{t}", 115),
    ("{n}. {t}", 1),
    ("{n}.      {t}", 1),
    ("{n}.{t}", 1),
    ("{n} {t}", 1),
    ("{n:03}. {t}", 1),
    ("{n:02}. {t}", 1),
    ("{n}. {t}", 715),
    ("{n}: {t}", 1),
    ("{n}) {t}", 1),
    ("{n} - {t}", 1),
    ("{n}.\t{t}", 1),
    ("{n}.\n\n{t}", 1),
    ("Ad {n}. {t}", 1),
    ("Ad. {n}: {t}", 1),
    ("Ad pkt. {n}: {t}", 1),
    ("Sag nr. {n} {t}", 74),
    ("Sag {n}: {t}", 74),
    ("{t}\nSag nr. {n}", 129),
    ("Nr.{n} - {t}", 143),
    ("Nr. {n}: {t}", 1),
    ("åbent {n} {t}", 1),
    ("Åben {n}. {t}", 1),
    ("{n}. {t} (B)", 492),
    ("## {n}. {t}", 1),
    ("**{n}. {t}**", 1),
    ("**Punkt {n}: {t}**", 1),
    ("  • {n}. {t}", 301),
    ("  • {n} {t}", 1),
    ("{n}. {t}\n\n{n}.     {t}", 5),
]


@pytest.mark.parametrize("contents", [True, False])
@pytest.mark.parametrize(("form", "first"), NUMBERED)
def test_items_with_a_number(form: str, first: int, contents: bool) -> None:
    numbered = list(enumerate(TITLES, first))
    listed = "".join(f"{n}. {t}.....\t{n}\n" for n, t in numbered)
    listed = f"Indholdsfortegnelse\n\n{listed}\n" if contents else ""
    text = "".join(f"{form.format(n=n, t=t)}\n\n{BODY}" for n, t in numbered)
    meeting = told(listed + text)
    marked = " (B)" if "(B)" in form else ""
    assert found(meeting) == [(n, "", t + marked) for n, t in numbered]
    assert all(decided(meeting, item) == ["Godkendt."] for item in meeting.items)
    assert all(len(item.sections) == 3 for item in meeting.items)
    assert meeting.certainty > 0.5


@pytest.mark.parametrize(
    ("form", "labels", "numbers"),
    [
        ("{x}: {t}", ("A", "B", "C", "D"), (1, 2, 3, 4)),
        ("{x}. {t}", ("A", "B", "C", "D"), (1, 2, 3, 4)),
        ("{x}. {t}", ("3", "3.A", "3.B", "4"), (3, 2, 5, 4)),
        ("{x} {t}", ("3", "3a", "3b", "4"), (3, 2, 5, 4)),
        ("Punkt {x}: {t}", ("1", "2", "2.A", "3"), (1, 2, 4, 3)),
        ("{x} {t}", ("ØU-55/07-O", "ØU-56/07-O", "ØU-57/07-O", "ØU-58/07-O"), (1, 2, 3, 4)),
        ("Nr. {x}. {t}", ("36 BR 7/02", "37 BR 7/02", "38 BR 7/02", "39 BR 7/02"),
         (36, 37, 38, 39)),
        ("Sag {x}: {t}", ("74/2021", "75/2021", "76/2021", "77/2021"), (1, 2, 3, 4)),
        ("{x} - {t}", ("19.00-19.15", "19.15-19.30", "19.30-20.00", "20.00-20.15"), (1, 2, 3, 4)),
    ],
)  # fmt: skip
def test_items_whose_number_is_no_plain_one(
    form: str, labels: tuple[str, ...], numbers: tuple[int, ...]
) -> None:
    text = "".join(
        f"{form.format(x=x, t=t)}\n\n{BODY}" for x, t in zip(labels, TITLES, strict=True)
    )
    meeting = told(text)
    assert found(meeting) == [
        (n, "" if x.isdigit() else x, t) for n, x, t in zip(numbers, labels, TITLES, strict=True)
    ]


@pytest.mark.parametrize("title", ["Lukket", "(Lukket)", "Lukket: Salg", "Salg (Lukket)"])
@pytest.mark.parametrize(("form", "first"), NUMBERED)
def test_closed_items_in_every_form(form: str, first: int, title: str) -> None:
    titles = [*TITLES[:2], title, TITLES[3]]
    secret = BODY.replace("Stien er lang.", "Hemmelig tekst.")
    meeting = told(
        "".join(
            f"{form.format(n=n, t=t)}\n\n{secret if t == title else BODY}"
            for n, t in enumerate(titles, first)
        )
    )
    assert [item.closed for item in meeting.items] == [False, False, True, False]
    shut = meeting.items[2]
    assert shut.sections == () and "Hemmelig" in meeting.text[shut.heading_end : shut.end]


def test_titles_alone_above_sections_are_items() -> None:
    meeting = told("".join(f"{title}\n\n{BODY}" for title in TITLES))
    assert found(meeting) == [(n, "", title) for n, title in enumerate(TITLES, 1)]
    assert any("overskrifter over" in doubt for doubt in meeting.doubts)


def test_closed_items_without_numbers_stay_apart() -> None:
    titles = ("Øvrige sager 12-06-2024", "Lukket", "Lukket", "Orientering")
    text = "".join(f"{t}\n\n22/10{n}\n\n{BODY}" for n, t in enumerate(titles, 1))
    meeting = told(text)
    assert [(item.title, item.case, item.closed) for item in meeting.items] == [
        (t, f"22/10{n}", t == "Lukket") for n, t in enumerate(titles, 1)
    ]


def test_titles_alone_above_case_numbers_are_items() -> None:
    meeting = told(
        "".join(f"{t}\n\n22/10{n}\n\nDer er talt om stien i dag.\n\n" for n, t in enumerate(TITLES))
    )
    assert [(i.title, i.case) for i in meeting.items] == [
        (title, f"22/10{n}") for n, title in enumerate(TITLES)
    ]


def marked(text: str, *lines: str, level: int = 2) -> Document:
    marks = tuple(Marked(text.index(line), text.index(line) + len(line), level) for line in lines)
    return Document(text, marked=marks)


def test_headings_that_the_file_marks_are_items() -> None:
    text = ABOVE + "".join(f"{title}\n\nDer er talt om stien i dag.\n\n" for title in TITLES)
    meeting = parse(marked(text, *TITLES), "referat.docx")
    assert found(meeting) == [(n, "", title) for n, title in enumerate(TITLES, 1)]


def test_marked_sections_below_marked_titles_are_sections() -> None:
    text = ABOVE + "".join(f"{title}\n\n{BODY}" for title in TITLES)
    marks = []
    for level, words in ((1, TITLES), (2, ("Sagsfremstilling", "Indstilling", "Beslutning"))):
        for word in words:
            at = text.find(word)
            while at >= 0:
                if text[at - 1] == "\n" and text[at + len(word)] == "\n":
                    marks.append(Marked(at, at + len(word), level))
                at = text.find(word, at + 1)
    meeting = parse(Document(text, marked=tuple(sorted(marks, key=lambda m: m.start))), "a.docx")
    assert found(meeting) == [(n, "", title) for n, title in enumerate(TITLES, 1)]
    assert all(len(item.sections) == 3 for item in meeting.items)


def test_list_items_that_all_have_number_one_are_counted() -> None:
    meeting = told(
        "".join(f" 1. {title}\n\nReferat:\n\nDer er talt om stien.\n\n" for title in TITLES)
    )
    assert [(item.number, item.title) for item in meeting.items] == list(enumerate(TITLES, 1))


def test_group_headings_are_no_items() -> None:
    meeting = told(
        f"ÅBNE SAGER\n\nA. Sager til afgørelse i byrådet\n\n1. {TITLES[0]}\n\n{BODY}"
        f"B. Sager til orientering\n\n2. {TITLES[1]}\n\n{BODY}"
        f"LUKKET MØDE\n\n3. {TITLES[2]}\n\n{BODY}"
    )
    assert [(i.number, i.title, i.closed) for i in meeting.items] == [
        (1, TITLES[0], False), (2, TITLES[1], False), (3, TITLES[2], True),
    ]  # fmt: skip
    assert "B. Sager" not in meeting.text[meeting.items[0].start : meeting.items[0].end]


@pytest.mark.parametrize("glued", ["Indholdsfortegnelse1. ", "Dagsorden1. "])
def test_headings_glued_by_extraction_are_told_apart(glued: str) -> None:
    text = "".join(f"\n\n{n}. {t}\n\n{BODY}" for n, t in enumerate(TITLES[1:], 2))
    meeting = told(f"{glued}{TITLES[0]}\n\n{BODY}{text}")
    assert found(meeting) == [(n, "", t) for n, t in enumerate(TITLES, 1)]


def test_an_empty_heading_glued_to_the_next_title_is_told_apart() -> None:
    text = "".join(f"{n}. {t}\n\n{BODY.strip()}\n\nReferat" for n, t in enumerate(TITLES, 8))
    meeting = told(text)
    assert found(meeting) == [(n, "", t) for n, t in enumerate(TITLES, 8)]
    assert all(decided(meeting, item) == ["Godkendt."] for item in meeting.items)


def test_short_notes_with_the_text_right_below_their_titles() -> None:
    meeting = parse(
        "Referat fra menighedsrådsmødet den 27. marts 2019 kl. 19.00\n\nAfbud: Ole Vig.\n\n"
        "1. Godkendelse af dagsorden.\nDagsorden godkendt.\n\n"
        "2. Kort orientering fra formanden.\nHanne Ås har jubilæum.\nDer er kursus i maj.\n\n"
        "3. Brev fra naboer til præstegårdshaven.\nDer er brev fra beboere på Møllevej 35-39.\n\n"
        "4. Eventuelt.\nIntet\n",
        "a.txt",
    )
    assert meeting.id == "menighedsraadet-2019-03-27"
    assert [item.title for item in meeting.items] == [
        "Godkendelse af dagsorden.", "Kort orientering fra formanden.",
        "Brev fra naboer til præstegårdshaven.", "Eventuelt.",
    ]  # fmt: skip
    assert decided(meeting, meeting.items[0]) == ["Dagsorden godkendt."]


def test_a_title_with_its_text_on_the_same_line() -> None:
    meeting = told(
        "1. Godkendelse af dagsordenen.\n"
        "2. Siden sidst: Formanden har talt med graveren om stien og om taget. Det\n"
        "koster 100.000 kr. at lægge det om.\n"
        "3. Regnskab: Godkendt.\n4. Eventuelt\n"
    )
    assert [item.title for item in meeting.items] == [
        "Godkendelse af dagsordenen.", "Siden sidst", "Regnskab", "Eventuelt",
    ]  # fmt: skip
    second = meeting.items[1]
    assert meeting.text[second.heading_end : second.end].startswith("Formanden har talt")
    assert decided(meeting, meeting.items[2]) == ["Godkendt."]


def test_points_announced_by_an_agenda_and_told_by_number_alone() -> None:
    meeting = parse(
        "Referat af bestyrelsesmøde d. 26. april 2010 i Grundejerforeningen Solsikken\n\n"
        "Til stede: Anne, Per og Ida\n\nDagsorden:\n1) Vagtværn\n2) Vedtægter\n3) Evt.\n\n"
        "Ad. 1\nDer er kommet tilbud på omkring 6 kr. pr. husstand pr. døgn.\n\n"
        "Ad. 2\nVedtægterne blev gennemgået.\n\nAd. 3\nIntet nyt om legepladserne i år.\n",
        "a.txt",
    )
    assert found(meeting) == [(1, "", "Vagtværn"), (2, "", "Vedtægter"), (3, "", "Evt.")]
    assert (meeting.committee, meeting.municipality) == (
        "Bestyrelsen", "Grundejerforeningen Solsikken",
    )  # fmt: skip
    assert [person.name for person in meeting.participants] == ["Anne", "Per", "Ida"]


def test_rows_of_a_table_are_items_where_the_table_is_the_minutes() -> None:
    meeting = told(
        "Punkt\tEmne\tReferat\n1.\tGodkendelse af dagsorden\tGodkendt.\n"
        "2.\tCykelsti langs Møllevej\tStien er lang, og der er talt om den i dag.\n"
        "3.\tEventuelt\tIntet.\n"
    )
    assert [(i.number, i.title) for i in meeting.items] == [
        (1, TITLES[0]), (2, TITLES[1]), (3, TITLES[3]),
    ]  # fmt: skip
    assert decided(meeting, meeting.items[0]) == ["Godkendt."]


def test_numbered_rows_inside_an_item_are_a_table() -> None:
    table = "Nr.\tVej\tPris\n1\tMøllevej\t4 kr.\n2\tBygaden\t5 kr.\n3\tÅvej\t6 kr.\n\n"
    meeting = told("".join(f"{n}. {t}\n\n{table}{BODY}" for n, t in enumerate(TITLES, 1)))
    assert found(meeting) == [(n, "", t) for n, t in enumerate(TITLES, 1)]


def test_minutes_without_any_blank_line_are_read() -> None:
    text = "".join(f"Punkt {n}: {t}\n22/10{n}\n{BODY}" for n, t in enumerate(TITLES, 1))
    meeting = parse((ABOVE + text).replace("\n\n", "\n"), "a.txt")
    assert found(meeting) == [(n, "", t) for n, t in enumerate(TITLES, 1)]
    assert all(len(item.sections) == 3 and item.case for item in meeting.items)


def test_items_with_nothing_but_a_case_number_above_their_sections() -> None:
    text = "".join(
        f"  • Udskriv\n    Sagsid.: 20/3383{n}, Sagsinitialer: ABC\n\n    Sagsfremstilling\n\n"
        "    Stien er lang.\n\n    Beslutning Teknikudvalget den 12-06-2024\n\n    Godkendt.\n\n"
        for n in range(3)
    )
    meeting = told(text)
    assert [item.case for item in meeting.items] == ["20/33830", "20/33831", "20/33832"]
    assert all(decided(meeting, item) == ["Godkendt."] for item in meeting.items)


def test_items_without_any_heading_are_told_by_their_first_section() -> None:
    meeting = told(BODY + BODY + BODY)
    assert len(meeting.items) == 3 and meeting.certainty < 0.5
    assert all(decided(meeting, item) == ["Godkendt."] for item in meeting.items)


@pytest.mark.parametrize(
    ("heading", "body", "when"),
    [
        ("Beslutning Teknikudvalget den 12-06-2024", "Teknikudvalget", date(2024, 6, 12)),
        ("Beslutninger", "", None),
        ("Beslutning", "", None),
        ("Beslutning:", "", None),
        ("Beslutning i Teknikudvalget den 12-06-2024", "Teknikudvalget", date(2024, 6, 12)),
        ("Beslutning i Teknikudvalget den 12. juni 2024:", "Teknikudvalget", date(2024, 6, 12)),
        ("Teknikudvalgets beslutning i mødet den 12. juni 2024", "Teknikudvalget",
         date(2024, 6, 12)),
        ("Teknikudvalgets beslutning den 12.06.2024 Punkt 2", "Teknikudvalget", date(2024, 6, 12)),
        ("BESLUTNING TEKNIKUDVALGET DEN 12-06-2024", "Teknikudvalget", date(2024, 6, 12)),
        ("FORRETNINGSUDVALGETS BESLUTNING", "FORRETNINGSUDVALGET", None),
        ("Beslutning fra mødet den 12-06-2024", "", date(2024, 6, 12)),
        ("Beslutning den 12. juni 2024", "", date(2024, 6, 12)),
        ("Indstilling og beslutning", "", None),
        ("Referat", "", None),
        ("Konklusion", "", None),
        ("Teknikudvalget, 12. juni 2024, pkt. 115", "Teknikudvalget", date(2024, 6, 12)),
        ("Teknikudvalget den 12-06-2024, punkt 4:", "Teknikudvalget", date(2024, 6, 12)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_decisions_have_headings_in_all_forms_and_places(
    heading: str, body: str, when: date | None, place: str
) -> None:
    parts = ["Baggrund\n\nStien er lang.\n\n", "Økonomi\n\nIngen udgift.\n\n"]
    parts.insert(("first", "middle", "last").index(place), f"{heading}\n\nGodkendt.\n\n")
    meeting = told("".join(f"Punkt {n}: {t}\n\n{''.join(parts)}" for n, t in enumerate(TITLES, 1)))
    for item in meeting.items:
        (part,) = (part for part in item.sections if part.kind is SectionKind.DECISION)
        assert (part.heading, part.decided_by, part.decided) == (heading, body, when)
        assert decided(meeting, item) == ["Godkendt."]
        assert len(item.sections) == 3


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Beslutning: Godkendt.", "Beslutning:"),
        ("Beslutning Teknikudvalget den 12-06-2024: Godkendt.",
         "Beslutning Teknikudvalget den 12-06-2024:"),
        ("Referat: Godkendt.", "Referat:"),
        ("**Beslutning:** Godkendt.", "Beslutning:"),
    ],
)  # fmt: skip
def test_a_decision_on_the_line_of_its_heading(line: str, heading: str) -> None:
    meeting = told(
        f"Punkt 1: Sti\n\nBaggrund\n\nStien er lang.\n\n{line}\n\nPunkt 2: Bro\n\n{BODY}"
    )
    first = meeting.items[0]
    assert [fold(word).strip("* ") for word in decided(meeting, first)] == ["Godkendt."]
    assert first.sections[-1].heading.strip("*") == heading


def test_two_bodies_decide_in_one_item() -> None:
    meeting = told(
        f"1. Sti\n\n{BODY.split('Beslutning')[0]}FORRETNINGSUDVALGETS BESLUTNING\n\nAnbefales.\n\n"
        f"REGIONSRÅDETS BESLUTNING\n\nGodkendt.\n\n2. Bro\n\n{BODY}"
    )
    assert decided(meeting, meeting.items[0]) == ["Anbefales.", "Godkendt."]


@pytest.mark.parametrize(
    "said",
    ["Indstillingen blev tiltrådt.", "Godkendt.", "Taget til efterretning.", "Udsat.", "Tiltrådt"],
)
def test_a_closing_phrase_is_a_decision_where_no_decision_has_a_heading(said: str) -> None:
    text = "".join(
        f"{n}. {t}\n\nIndstilling\n\nDet indstilles, at stien anlægges.\n\n{said}\n\n"
        for n, t in enumerate(TITLES, 1)
    )
    meeting = told(text)
    assert all(decided(meeting, item) == [said] for item in meeting.items)


def test_a_closing_phrase_is_left_where_decisions_have_headings() -> None:
    meeting = told(f"1. Sti\n\nIndstilling\n\nAt stien anlægges.\n\nGodkendt.\n\n2. Bro\n\n{BODY}")
    assert decided(meeting, meeting.items[0]) == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Baggrund", SectionKind.BACKGROUND),
        ("Indstilling", SectionKind.RECOMMENDATION),
        ("Indstillinger", SectionKind.RECOMMENDATION),
        ("Hovedindstilling", SectionKind.RECOMMENDATION),
        ("Forvaltningen foreslår", SectionKind.RECOMMENDATION),
        ("ADMINISTRATIONENS INDSTILLING", SectionKind.RECOMMENDATION),
        ("Sagsfremstilling", SectionKind.CASE),
        ("Sagsbeskrivelse", SectionKind.CASE),
        ("Beskrivelse af sagen", SectionKind.CASE),
        ("Sagens kerne", SectionKind.CASE),
        ("Supplerende sagsfremstilling", SectionKind.CASE),
        ("Økonomi", SectionKind.ECONOMY),
        ("Økonomiske konsekvenser", SectionKind.ECONOMY),
        ("Bilag", SectionKind.ATTACHMENTS),
        *(
            (name, SectionKind.OTHER)
            for name in (
                "Resume", "Resumé", "Sagsresumé", "Sammendrag", "Beslutningstema", "Høring",
                "Lovgrundlag", "Retligt grundlag", "Vurdering", "Kompetence",
                "Beslutningskompetence", "Beslutningen træffes af", "Tidligere behandling",
                "Sagens forløb", "Sagsgang", "Kommunikation",
            )
        ),
    ],
)  # fmt: skip
def test_sections_in_all_names(heading: str, kind: SectionKind) -> None:
    meeting = told(f"1. Sti\n\n{heading}\n\nStien er lang. Den er dyr.\n\n{BODY}2. Bro\n\n{BODY}")
    first = meeting.items[0].sections[0]
    assert (first.kind, first.heading) == (kind, heading)
    assert len(meeting.items) == 2


def test_headings_that_only_this_document_has_are_sections_where_they_come_again() -> None:
    own = "Børnenes stemme\n\nBørnene er spurgt, og de vil gerne have en sti.\n\n"
    meeting = told("".join(f"{n}. {t}\n\n{own}{BODY}" for n, t in enumerate(TITLES, 1)))
    for item in meeting.items:
        assert [part.heading for part in item.sections][:2] == [
            "Børnenes stemme", "Sagsfremstilling",
        ]  # fmt: skip


def test_headings_stand_between_paragraphs_where_no_blank_lines_are_printed() -> None:
    dense = (
        "Sagsnr.: 330-2018-3619      Dok.nr.: 330-2018-500301       Åbent\nBeslutningstema\n"
        "Godkendelse af dagsorden.\nBaggrund\nStien er lang.\nIndstilling\n"
        "Borgmesteren indstiller,\n"
        "1.    at dagsordenen godkendes\nBeslutning i Teknikudvalget den 12. juni 2024:\n"
        "Fraværende: \nGodkendt.\n\n"
    )
    meeting = told("".join(f"{n}. {t} (B)\n\n{dense}" for n, t in enumerate(TITLES, 1)))
    for item in meeting.items:
        assert item.case == "330-2018-3619"
        assert [part.kind.name for part in item.sections] == [
            "OTHER", "BACKGROUND", "RECOMMENDATION", "DECISION",
        ]  # fmt: skip


def test_proposals_without_a_heading_are_a_recommendation() -> None:
    meeting = told(
        "1. Sti\n\nResume\n\nStien er lang.\n\nDirektionen indstiller,\n\nat stien anlægges, og\n\n"
        f"at broen males.\n\nSagsfremstilling\n\nDen er lang.\n\n2. Bro\n\n{BODY}"
    )
    assert [part.kind.name for part in meeting.items[0].sections] == [
        "OTHER", "RECOMMENDATION", "CASE",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("22/3389", "22/3389"),
        ("Sagsnr.: 18/24758", "18/24758"),
        ("Sagsnr. 18/24758", "18/24758"),
        ("Sagsnummer: 19/2484", "19/2484"),
        ("Sagsnr.: 24/1", "24/1"),
        ("EMN-2025-003383", "EMN-2025-003383"),
        ("2012-28504\n\nDok.nr.: 2012-28504-1", "2012-28504"),
        ("Sagsnr.: 2012-28504\nDok.nr.: 2012-300111", "2012-28504"),
        ("Sagsnr.: 2012-2854\n\nDok.nr.: 2012-19978", "2012-2854"),
        ("Sagsid.: 20/33839, Sagsinitialer: abc", "20/33839"),
        ("330-2017-89635", "330-2017-89635"),
        ("Sag 306-2009-600\n\nDok. 306-2019-263412\n\nInitialer: ABC\n\nÅbent", "306-2009-600"),
        ("Sagsid.: 20/33839, Sagsinitialer: ABC", "20/33839"),
        ("Åbent - 01.05.12-P17-1-16", "01.05.12-P17-1-16"),
        ("00.30S00 - 2016/41522", "2016/41522"),
        ("Sagnr.: 1-51-71-3321-08", "1-51-71-3321-08"),
        ("J.nr.: 01.05.12-P17-1-16\n\nSagsnr.: 22/3389", "22/3389"),
        ("Sagsnr.: 22/3389\n\nJ.nr.: 01.05.12-P17-1-16", "22/3389"),
        ("Dok.nr.: 22/99999\n\nSagsnr.: 22/3389", "22/3389"),
        ("Åbent", None),
        ("Initialer: ABC", None),
    ],
)
def test_case_numbers_below_the_title(line: str, case: str | None) -> None:
    meeting = told(f"1. Sti\n\n{line}\n\n{BODY}2. Bro\n\n{BODY}")
    assert [item.case for item in meeting.items] == [case, None]
    assert len(meeting.items[0].sections) == 3


def test_a_closed_item_s_status_and_number_may_share_a_line() -> None:
    meeting = told(f"1. Sti\n\nLukket - 01.05.12-P17-1-16\n\n2. Bro\n\n{BODY}")
    assert [(i.case, i.closed) for i in meeting.items] == [
        ("01.05.12-P17-1-16", True), (None, False)
    ]  # fmt: skip


def test_a_number_with_a_zero_in_front_is_not_glued() -> None:
    listed = "Indholdsfortegnelse\n\n1. Sti ved åen\n2. Bro ved åen\n\n"
    meeting = told(f"{listed}01. Sti ved åen\n\n{BODY}02. Bro ved åen\n\n{BODY}")
    assert meeting.text[meeting.items[1].start :].startswith("02. Bro")


def test_case_numbers_above_the_title_belong_to_the_item_below() -> None:
    meeting = told(
        "".join(f"85.02.02-G01-{n}-17\n\n13{n}. {t}\n\n{BODY}" for n, t in enumerate(TITLES, 1))
    )
    assert [(item.number, item.case) for item in meeting.items] == [
        (130 + n, f"85.02.02-G01-{n}-17") for n in range(1, 5)
    ]
    assert meeting.text[meeting.items[1].start :].startswith("85.02.02-G01-2-17")


def test_page_furniture_is_no_text() -> None:
    meeting = told(
        f"Vi bruger cookies til statistik.\n\n1. Sti\n\n{BODY}Til toppen\n\nSide 2 af 3\n\n"
        f"2. Bro\n\n{BODY}Hent som PDF\n\nUdskriv\n\n2/3\n\n3. Vej\n\nBeslutning\n\nGodkendt.\n\n"
        "3/3\n\nUnderskrifter\n\nAnne Holm\n\n______________\n\nOle Vig\n"
    )
    assert all(decided(meeting, item) == ["Godkendt."] for item in meeting.items)


def test_the_running_header_is_no_text() -> None:
    meeting = told(
        f"1. Sti\n\n{BODY}Teknikudvalget 12-06-2024 Side 2\n\n2. Bro\n\n{BODY}"
        f"Teknikudvalget 12-06-2024 Side 3\n\n3. Vej\n\n{BODY}Teknikudvalget 12-06-2024 Side 4\n"
    )
    assert all(decided(meeting, item) == ["Godkendt."] for item in meeting.items)


def test_letter_spaced_and_misread_titles_are_read() -> None:
    meeting = parse(
        f"R e f e r a t\n\nRegionsr├ådet\n22-12-2020 13:00\n\n1. Sti\n\n{BODY}2. Bro\n\n{BODY}", "a"
    )
    assert meeting.id == "regionsraadet-2020-12-22" and len(meeting.items) == 2


def test_an_agenda_is_told_from_minutes() -> None:
    agenda = BODY.split("Beslutning")[0]
    text = "".join(f"{n}. {t}\n\n{agenda}" for n, t in enumerate(TITLES, 1))
    above = "DAGSORDEN\n\nTeknikudvalget\n\nonsdag den 12. juni 2024\n\n"
    meeting = parse(above + text, "a.txt")
    assert meeting.agenda and meeting.id == "teknikudvalget-2024-06-12-dagsorden"
    assert len(meeting.items) == 4
    assert not told(text).agenda


def test_pages_are_passed_on_and_doubts_of_the_reader_are_told() -> None:
    text = ABOVE + f"1. Sti\n\n{BODY}2. Bro\n\n{BODY}"
    doubt = "Side 1 er læst med tekstgenkendelse."
    meeting = parse(Document(text, pages=(0, 300), doubts=(doubt,)), "a.pdf")
    assert meeting.pages == (0, 300) and meeting.doubts[0] == doubt


def test_the_parser_says_what_the_contents_have_and_it_has_not_found() -> None:
    listed = "Indholdsfortegnelse\n\n" + "".join(f"{t}.....\t2\n" for t in (*TITLES, "Bro"))
    text = "".join(f"{n}. {t}\n\n{BODY}" for n, t in enumerate(TITLES, 1))
    meeting = told(f"{listed}\n{text}")
    assert "Indholdsfortegnelsen nævner 5 punkter, der er fundet 4." in meeting.doubts
    assert meeting.certainty < 1.0
