"""The header of a meeting: committee, date, time, place, participants, contents."""

from datetime import date, time

import pytest

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


def test_slugs_are_plain_letters() -> None:
    assert slug("Børne- og Ældreudvalget, Åby (§ 17)") == "boerne-og-aeldreudvalget-aaby-17"
    assert slug("Café Rådet") == "cafe-raadet"
