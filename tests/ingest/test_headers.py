"""The header of a meeting: committee, date, time, place, participants, contents."""

from datetime import date, time

import pytest

from ingest.document import Document
from ingest.header import slug
from ingest.parse import parse
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import Meeting, fold

HEADER = """REFERAT Børne- og Kulturudvalget d. 13-09-2022

Mødedato Tirsdag d. 13. september 2022 kl. 16:30

Mødested Kulturhuset Væveriet,
Spindersalen

Mødedeltagere Anne Holm (formand), Ole Vig (Afbud), Kirsten Marie Lindhøj
Damgård (A) (næstformand), Per Aa (Fraværende), Ida Ny (sekretær)

Indholdsfortegnelse

Øvrige sager.....\t3
Lukket.....\t4
Svar på henvendelse om 3. klasse
på Skovvejens Skole.....\t5
Invitation til "Åben by"\t12

"""
BODY = "Punkt 1: Øvrige sager\n\n22/64\n\nBaggrund\n\nOrientering fra formanden.\n"


def told(above: str) -> Meeting:
    return parse(above + BODY, "referat.txt")


def test_every_field_of_the_header_is_read_with_its_place() -> None:
    meeting = told(HEADER)
    assert meeting.id == "boerne-og-kulturudvalget-2022-09-13"
    assert meeting.committee == "Børne- og Kulturudvalget"
    assert (meeting.held, meeting.begins) == (date(2022, 9, 13), time(16, 30))
    assert meeting.place == "Kulturhuset Væveriet, Spindersalen"
    assert meeting.place_span and meeting.held_span
    assert fold(meeting.text[slice(*meeting.place_span)]) == meeting.place
    assert meeting.text[slice(*meeting.held_span)] == (
        "Mødedato Tirsdag d. 13. september 2022 kl. 16:30"
    )
    assert meeting.header_end == len(HEADER)
    assert meeting.source == "referat.txt"


def test_participants_wrap_over_lines_and_keep_role_and_absence() -> None:
    meeting = told(HEADER)
    assert [(p.name, p.role, p.absent) for p in meeting.participants] == [
        ("Anne Holm", "formand", False),
        ("Ole Vig", "", True),
        ("Kirsten Marie Lindhøj Damgård", "A, næstformand", False),
        ("Per Aa", "", True),
        ("Ida Ny", "sekretær", False),
    ]
    for person in meeting.participants:
        assert fold(meeting.text[person.start : person.end]) == person.name


def test_contents_keep_titles_and_pages_also_when_a_title_wraps() -> None:
    assert [(line.title, line.page) for line in told(HEADER).contents] == [
        ("Øvrige sager", 3),
        ("Lukket", 4),
        ("Svar på henvendelse om 3. klasse på Skovvejens Skole", 5),
        ('Invitation til "Åben by"', 12),
    ]


def test_a_header_may_lack_everything_but_committee_and_date() -> None:
    meeting = told("REFERAT Direktionen d. 23-09-2014\n\n")
    assert meeting.begins is None
    assert meeting.place == "" and meeting.place_span is None
    assert meeting.participants == () and meeting.contents == ()
    assert meeting.held_span is not None
    assert meeting.text[slice(*meeting.held_span)] == "REFERAT Direktionen d. 23-09-2014"


@pytest.mark.parametrize(
    ("line", "committee", "held"),
    [
        ("REFERAT Direktionen d. 15-03-2021", "Direktionen", date(2021, 3, 15)),
        ("Referat af Teknikudvalget den 1. februar 2021", "Teknikudvalget", date(2021, 2, 1)),
        ("Referat: Byrådet, onsdag den 12. juni 2024", "Byrådet", date(2024, 6, 12)),
        ("Beslutningsreferat Ældrerådet 04.12.2012", "Ældrerådet", date(2012, 12, 4)),
        ("# REFERAT Kulturudvalget d. 1/2 2021", "Kulturudvalget", date(2021, 2, 1)),
        ("**REFERAT Handicaprådet d. 05-01-2023**", "Handicaprådet", date(2023, 1, 5)),
        ("REFERAT Social- og Sundhedsudvalget d. 5-1-2023", "Social- og Sundhedsudvalget",
         date(2023, 1, 5)),
    ],
)  # fmt: skip
def test_title_lines(line: str, committee: str, held: date) -> None:
    meeting = told(f"{line}\n\n")
    assert (meeting.committee, meeting.held) == (committee, held)


def test_the_date_may_stand_in_the_line_below() -> None:
    meeting = told("REFERAT Byrådet\n\nMødedato: 12. juni 2024 kl. 17\n\n")
    assert (meeting.held, meeting.begins) == (date(2024, 6, 12), time(17, 0))


def test_a_label_may_stand_above_its_value() -> None:
    meeting = told(
        "REFERAT Byrådet d. 12-06-2024\n\nMødested:\n\nByrådssalen\n\nDeltagere:\nA B\n\n"
    )
    assert meeting.place == "Byrådssalen"
    assert [person.name for person in meeting.participants] == ["A B"]


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("REFERAT Direktionen\n\n", "mødets dato mangler"),
        ("REFERAT Direktionen d. 31-02-2021\n\n", "mødets dato mangler"),
        ("REFERAT d. 15-03-2021\n\n", "udvalgets navn mangler"),
        ("Dagsorden\n\n", "udvalg og dato mangler"),
        ("", "udvalg og dato mangler"),
        (
            "REFERAT Byrådet d. 12-06-2024\n\nMødedato Torsdag d. 13. juni 2024\n\n",
            "overskriften siger 12. juni 2024, men mødedatoen er 13. juni 2024",
        ),
    ],
)
def test_a_header_that_lacks_something_says_what(above: str, said: str) -> None:
    with pytest.raises(UnreadableMinutes) as error:
        told(above)
    assert str(error.value).startswith("referat.txt: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("\n", ""),
        ("Kære Anne\n\nTak for sidst.\n", ""),
        (
            "REFERAT Byrådet d. 12-06-2024\n\nIngen punkter.",
            " Der er en titel, men ingen punkter.",
        ),
    ],
)
def test_a_file_that_is_no_minutes_says_what_was_looked_for(text: str, found: str) -> None:
    with pytest.raises(UnreadableMinutes) as error:
        parse(text, "brev.txt")
    assert str(error.value) == (
        "brev.txt ligner ikke et referat; der blev ledt efter linjer som "
        f"„REFERAT Teknikudvalget d. 12-06-2024“ og „Punkt 1: …“.{found}"
    )


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Referat\n\nTeknikudvalget\n\nMødedato: tirsdag den 3. juni 2014", "teknikudvalget"),
        ("LINDEVANG KOMMUNE\n\nÅbent referat\n\nfra mødet i Økonomiudvalget\n\n"
         "tirsdag den 3. juni 2014 kl. 15.00", "oekonomiudvalget"),
        ("Teknikudvalget\nReferat af ordinært møde d. 3/6-2014 kl. 17.00", "teknikudvalget"),
        ("Teknikudvalget\nReferat af møde d. 3/6-14", "teknikudvalget"),
        ("Referat fra møde i Byrådet 2014-06-03", "byraadet"),
        ("REFERAT af møde nr. 6 i Handicaprådet\nTid: Tirsdag d. 3. juni 2014 kl. 14-16",
         "handicapraadet"),
        ("Udvalg:\tBørneudvalget\nDato:\t03-06-2014", "boerneudvalget"),
        ("UDVALG\n\n10-14 Udvalget for Børn\n\nSTARTTIDSPUNKT\n\n03-06-2014 10:00:00",
         "udvalget-for-boern"),
        ("Referat af afdelingsmøde i Boligforeningen Lindely\nden 3. juni 2014", "afdelingsmoedet"),
        ("Byrådet - Referat\n\nDato: 3. juni 2014", "byraadet"),
        ("Økonomiudvalget – Referat – 3. juni 2014", "oekonomiudvalget"),
        ("Børne- og Ungdomsudvalget - Referat fra mødet den 03-06-2014",
         "boerne-og-ungdomsudvalget"),
        ("Børn & Læringsudvalget - 03-06-2014\n\nReferat\nDato:\nTirsdag, 3 juni, 2014 - 16:30",
         "boern-laeringsudvalget"),
        ("Referat\nTeknik- og Bygningsudvalget tirsdag den 3. juni 2014 kl. 16.30",
         "teknik-og-bygningsudvalget"),
        ("Dagsorden\ntil\nmødet i Udvalg for regional udvikling\nden 3. juni 2014 kl. 09:00",
         "udvalg-for-regional-udvikling"),
        ("Referat til mødet i Udvalget for Teknik og Miljø den 3. juni 2014 kl. 17:30 i Hallen",
         "udvalget-for-teknik-og-miljoe"),
        ("Referat af Ældrerådets møde den 3. juni 2014", "aeldreraadet"),
        ("Ekstraordinært byrådsmøde den 3. juni 2014\n\nReferat", "byraadet"),
        ("Referat Økonomiudvalget 2014-2017 d. 03-06-2014", "oekonomiudvalget"),
        ("MødestedRådssalen\nUdvalgÆldreråd\nTirsdag d. 3 juni 2014, kl. 10:15", "aeldreraad"),
        ("Referat\n\nUngeråd\nMøde den 3. jun. 2014", "ungeraad"),
        ("Referat\n\nSted: Ås Forsamlingshus, Kirkevej 2\nUdvalg\tTeknikudvalget\nDato\t03-06-2014",
         "teknikudvalget"),
        ("Ås Forsamlingshus, Kirkevej 2\n\nTeknikudvalget\n\nReferat\n\n3. juni 2014 kl. 16",
         "teknikudvalget"),
        ("Byrådssalen\n\nUdvalg: Teknikudvalget\n\n3. juni 2014", "teknikudvalget"),
        ("Kommunalbestyrelsen den 3. juni 2014\n\nReferat\n\nkl. 16 i Vig Rådhus",
         "kommunalbestyrelsen"),
        ("Referat\n\nKommunalbestyrelsen den 3. juni 2014", "kommunalbestyrelsen"),
    ],
)  # fmt: skip
def test_committee_and_date_in_all_their_forms(above: str, name: str) -> None:
    assert told(f"{above}\n\n").id.removesuffix("-dagsorden") == f"{name}-2014-06-03"


@pytest.mark.parametrize(
    ("above", "people"),
    [
        ("Deltagere:\nAnne Holm (A)\nOle Vig (V)", ["Anne Holm|A", "Ole Vig|V"]),
        ("Deltagere:\n\nAnne Holm, (A)\nOle Vig, (V)", ["Anne Holm|A", "Ole Vig|V"]),
        ("Medlemmer: Anne Holm (A), Ole Vig (V) og Ida Ny (C)",
         ["Anne Holm|A", "Ole Vig|V", "Ida Ny|C"]),
        ("Til stede: Anne Holm - formand, Ole Vig", ["Anne Holm|formand", "Ole Vig|"]),
        ("Til stede:\nFormand Anne Holm (A)\nOle Vig (V)", ["Anne Holm|formand, A", "Ole Vig|V"]),
        ("Deltagere:\n\nNavn\tRolle\tFremmøde\nAnne Holm\tDirektør\tTil stede\n"
         "Ole Vig\tSekretær\tAfbud", ["Anne Holm|Direktør", "Ole Vig|Sekretær|afbud"]),
        ("Deltagere: Anne Holm\n\nAfbud: Ole Vig", ["Anne Holm|", "Ole Vig||afbud"]),
        ("Deltagere: Anne Holm\n\nAfbud fra: Ole Vig og Ida Ny",
         ["Anne Holm|", "Ole Vig||afbud", "Ida Ny||afbud"]),
        ("Medlemmer\n\nAnne Holm (A)\nOle Vig (V)\n\nFraværende\n\nOle Vig (V), sag 129-131",
         ["Anne Holm|A", "Ole Vig|V|afbud"]),
        ("Deltagere: Anne Holm\nFraværende: Ingen", ["Anne Holm|"]),
        ("Ikke til stede: Ole Vig", ["Ole Vig||afbud"]),
        ("Deltagere: Anne Holm, Ida Ny\nAfbud fra Ole Vig og Bo Chr. Ås",
         ["Anne Holm|", "Ida Ny|", "Ole Vig||afbud", "Bo Chr. Ås||afbud"]),
        ("Deltagere: Anne Holm (D), Ole Vig (B) og Ida\nNy (C)",
         ["Anne Holm|D", "Ole Vig|B", "Ida Ny|C"]),
        ("Til stede: Anne Holm, Bo Ås, Ida\nKær Ny\nMødested: Salen",
         ["Anne Holm|", "Bo Ås|", "Ida Kær Ny|"]),
        ("Referent: Ole Vig\n\nTil stede:\nForældrevalgte: Anne Holm, Ida Ny.\nElever: Bo Ås.",
         ["Ole Vig|referent", "Anne Holm|", "Ida Ny|", "Bo Ås|"]),
        ("Udvalg:\tByrådet\nDeltagere:\tAnne Holm (A)\n\tOle Vig (V)\nAfbud:\tIda Ny (C)",
         ["Anne Holm|A", "Ole Vig|V", "Ida Ny|C|afbud"]),
    ],
)  # fmt: skip
def test_participants_in_all_their_forms(above: str, people: list[str]) -> None:
    meeting = told(f"REFERAT Byrådet d. 12-06-2024\n\n{above}\n\n")
    found = [f"{p.name}|{p.role}{'|afbud' if p.absent else ''}" for p in meeting.participants]
    assert found == people
    for person in meeting.participants:
        assert fold(meeting.text[person.start : person.end]) == person.name


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Lindevang Kommune\nREFERAT Byrådet d. 12-06-2024", "Lindevang Kommune"),
        ("REFERAT Byrådet d. 12-06-2024", ""),
        ("Region Lindevang\nREFERAT Regionsrådet d. 12-06-2024", "Region Lindevang"),
        ("Referat af bestyrelsesmøde d. 12-06-2024 i Grundejerforeningen Solsikken",
         "Grundejerforeningen Solsikken"),
        ("Lindevang Sogn\nReferat fra menighedsrådsmøde d. 12-06-2024", "Lindevang Sogn"),
    ],
)  # fmt: skip
def test_the_municipality_or_association_is_told_where_it_stands(above: str, name: str) -> None:
    assert told(f"{above}\n\n").municipality == name


def test_two_dates_are_decided_by_what_else_the_minutes_tell() -> None:
    above = "REFERAT Byrådet d. 12-06-2024\n\nMødedato Torsdag d. 13. juni 2024\n\n"
    decided = "\nBeslutning Byrådet den 13-06-2024\n\nGodkendt.\n"
    meeting = parse(above + BODY + decided, "referat.txt")
    assert meeting.held == date(2024, 6, 13)
    assert meeting.doubts == (
        "Mødets dato er læst som 13. juni 2024; „12-06-2024“ siger en anden.",
    )


def test_a_date_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnreadableMinutes, match="„31-02-2021“ findes ikke i kalenderen"):
        told("REFERAT Direktionen d. 31-02-2021\n\n")


def test_committee_and_date_may_be_told_by_decisions_or_the_files_name() -> None:
    decided = "1. Sti\n\nBaggrund\n\nEn sti.\n\nBeslutning Byrådet den 29-10-2019\n\nGodkendt.\n"
    meeting = parse(decided, "a.txt")
    assert meeting.id == "byraadet-2019-10-29"
    assert meeting.doubts == (
        "Udvalget står ikke øverst; Byrådet er læst af beslutningerne.",
        "Mødets dato er læst af beslutningerne: 29. oktober 2019.",
    )
    named = parse("1. Sti\n\nBaggrund\n\nEn sti.\n", "kommunalbestyrelsen-22-01-2020.txt")
    assert named.id == "kommunalbestyrelsen-2020-01-22" and len(named.doubts) == 2


def test_running_headers_tell_of_the_meeting() -> None:
    text = "1. Sti\n\nBaggrund\n\nEn sti.\n\n2. Bro\n\nBaggrund\n\nEn bro.\n"
    running = ("Teknikudvalget, 12. juni 2024", "Lindevang Kommune")
    meeting = parse(Document(text, left_out=running), "a.pdf")
    assert (meeting.id, meeting.municipality) == ("teknikudvalget-2024-06-12", "Lindevang Kommune")
    assert meeting.doubts == ()


def test_slugs_are_plain_letters() -> None:
    assert slug("Børne- og Ældreudvalget, Åby (§ 17)") == "boerne-og-aeldreudvalget-aaby-17"
    assert slug("Café Rådet") == "cafe-raadet"


@pytest.mark.parametrize(
    ("above", "place", "begins"),
    [
        ("Byrådet\n\nReferat\n\n3. juni 2014 kl. 16\n\nLokale B203", "Lokale B203", time(16)),
        ("Byrådet\n\nReferat\n\n3. juni 2014 kl. 16.30\n\nVig Forsamlingshus, Kirkevej 2",
         "Vig Forsamlingshus, Kirkevej 2", time(16, 30)),
        ("Byrådet den 3. juni 2014\n\nReferat\n\nkl. 8:15 i Mødelokale 2, Vig Rådhus",
         "Mødelokale 2, Vig Rådhus", time(8, 15)),
        ("Referat Byrådet den 3. juni 2014\n\nfra kl. 15.00 til 17.00", "", time(15)),
        ("Referat Byrådet den 3. juni 2014 kl. 15\n\nOle Vig er sekretær", "", time(15)),
    ],
)  # fmt: skip
def test_place_and_hour_without_a_label(above: str, place: str, begins: time) -> None:
    meeting = told(f"{above}\n\n")
    assert (meeting.place, meeting.begins) == (place, begins)
