"""Headers whose values stand in paragraphs and cells of their own, as Word and web pages have them.

And what tells an agenda from minutes: whether the meeting itself decides anything.
"""

import pytest

from ingest.parse import parse
from vectorstore.schema import Meeting

TOP = "Lindevang Kommune\n\nReferat\n\nUdvalg: Byrådet\n\nDato: 12. juni 2024\n\n"
BODY = "Punkt 1: Øvrige sager\n\nBaggrund\n\nFormanden har talt med skolen om sti og skov.\n\n"
DECIDED = "Beslutning\n\nGodkendt.\n\n"


def told(above: str, below: str = BODY) -> Meeting:
    return parse(above + below, "referat.txt")


@pytest.mark.parametrize(
    ("printed", "names", "absent"),
    [
        ("Medlemmer:\n\nAnne Holm (A)\n\nOle Chr. Vig\n\nFraværende:\n\nIda Ny\n\nPer Aa\n\n",
         ["Anne Holm", "Ole Chr. Vig", "Ida Ny", "Per Aa"], ["Ida Ny", "Per Aa"]),
        ("Deltagere:\n\n- Anne Holm, formand\n\n- Ole Vig (V) – afbud\n\n",
         ["Anne Holm", "Ole Vig"], ["Ole Vig"]),
        ("Medlemmer:\n\nAnne Holm\n\nOle Vig\n\nRådhuset den 12. juni\n\nHent som PDF\n\n",
         ["Anne Holm", "Ole Vig"], []),
        ("Medlemmer:\n\nAnne Holm\n\nTeknik- og Miljøudvalget\n\nLindevang Kommune\n\n",
         ["Anne Holm"], []),
        ("Deltagere: Anne Holm\n\nSager Til Behandling\n\n", ["Anne Holm"], []),
        ("Deltagere: Anne Holm, Ida Ny og Ole Chr.\nVig\n\n",
         ["Anne Holm", "Ida Ny", "Ole Chr. Vig"], []),
        ("Deltagere: Anne Holm, Ida Ny.\nOle Vig\n\n", ["Anne Holm", "Ida Ny", "Ole Vig"], []),
    ],
)  # fmt: skip
def test_each_participant_may_have_a_paragraph(
    printed: str, names: list[str], absent: list[str]
) -> None:
    meeting = told(TOP + printed)
    assert [person.name for person in meeting.participants] == names
    assert [person.name for person in meeting.participants if person.absent] == absent


@pytest.mark.parametrize(
    ("line", "committee"),
    [
        ("Udvalg Teknik- og Miljøudvalget", "Teknik- og Miljøudvalget"),
        ("Udvalg  Direktionen", "Direktionen"),
        ("Udvalg\tByrådet", "Byrådet"),
        ("Udvalg for Børn og Unge", "Udvalg for Børn og Unge"),
        ("Udvalg Udvalget for Børn og Unge", "Udvalget for Børn og Unge"),
        ("Møde i Ældrerådet", "Ældrerådet"),
    ],
)
def test_the_committee_may_stand_beside_its_label_without_a_colon(
    line: str, committee: str
) -> None:
    assert told(f"Referat\n\n{line}\n\nMødedato 12. juni 2024\n\n").committee == committee


@pytest.mark.parametrize(
    ("below", "agenda"),
    [
        (BODY, True),
        (BODY + "Beslutning\n\n", True),  # left empty, to be filled in at the meeting
        (BODY + "Beslutning Teknikudvalget den 03-06-2024\n\nAnbefales.\n\n", True),
        (BODY + "Bilag\n\nNotat om sti\nBeslutning\nKort\n\n", True),
        (BODY + DECIDED, False),
        (BODY + "Beslutning: Godkendt.\n\n", False),
        (BODY + "Beslutning Byrådet den 12-06-2024\n\nGodkendt.\n\n", False),
    ],
)
def test_an_agenda_decides_nothing_itself(below: str, agenda: bool) -> None:
    meeting = told("Dagsorden Byrådet d. 12-06-2024\n\n", below)
    assert meeting.agenda is agenda
    assert meeting.id == "byraadet-2024-06-12" + "-dagsorden" * agenda
