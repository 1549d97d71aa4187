"""Lines of decisions in all the forms seen, with the votes they tell of, and lines that tell none.

Every line is written for this table; the people and places are of the invented Lindevang.
"""

import time

import pytest

from ingest.votes import votes
from vectorstore.schema import Side

FOR, AGAINST, OUT, KEPT = Side.FOR, Side.AGAINST, Side.ABSTAINED, Side.RESERVED
Told = list[tuple[Side, tuple[str, ...], int | None]]

TOLD: list[tuple[str, Told]] = [
    ("For stemte: V og I", [(FOR, ("V", "I"), None)]),
    ("Imod stemte: A, F og Ø", [(AGAINST, ("A", "F", "Ø"), None)]),
    ("Imod stemte Anne Holm (A).", [(AGAINST, ("Anne Holm (A)",), None)]),
    ("Imod stemte Inger Bak, der ikke ønsker færre timer.", [(AGAINST, ("Inger Bak",), None)]),
    ("Imod stemte Bo Chr. Lind (K).", [(AGAINST, ("Bo Chr. Lind (K)",), None)]),
    ("Else-Marie Kær Bak tog forbehold.", [(KEPT, ("Else-Marie Kær Bak",), None)]),
    ("Imod indstillingen stemte Liste L.", [(AGAINST, ("Liste L",), None)]),
    (
        "Imod stemte 3: Anne Holm, Bo Lind og Eva Bang.",
        [(AGAINST, ("Anne Holm", "Bo Lind", "Eva Bang"), 3)],
    ),
    ("Imod stemte ingen.", [(AGAINST, (), 0)]),
    ("Godkendt med 43 stemmer imod 5.", [(FOR, (), 43), (AGAINST, (), 5)]),
    (
        "Indstillingen blev godkendt med 17 stemmer (A, V, C) imod 2 (Ø), mens 1 undlod at stemme.",
        [(FOR, ("A", "V", "C"), 17), (AGAINST, ("Ø",), 2), (OUT, (), 1)],
    ),
    (
        "For stemte 20, imod stemte 5 (A og F), 1 undlod.",
        [(FOR, (), 20), (AGAINST, ("A", "F"), 5), (OUT, (), 1)],
    ),
    ("Forslaget blev forkastet med stemmerne 4-7.", [(FOR, (), 4), (AGAINST, (), 7)]),
    ("Byrådet vedtog det med femten stemmer for og ti imod.", [(FOR, (), 15), (AGAINST, (), 10)]),
    (
        "Afstemning: For: 12 Imod: 7 Undlod: 2",
        [(FOR, (), 12), (AGAINST, (), 7), (OUT, (), 2)],
    ),
    ("5 medlemmer (A+V+C) anbefaler indstillingen.", [(FOR, ("A", "V", "C"), 5)]),
    ("2 medlemmer (F og Ø) anbefaler ikke indstillingen.", [(AGAINST, ("F", "Ø"), 2)]),
    ("Et flertal (A, V og C) anbefaler planen.", [(FOR, ("A", "V", "C"), None)]),
    ("Et mindretal bestående af F og Ø kan ikke anbefale planen.", [(AGAINST, ("F", "Ø"), None)]),
    ("Mindretallet (Ø) anbefaler i stedet løsning C.", [(AGAINST, ("Ø",), None)]),
    ("Godkendt af et flertal bestående af A, V og C.", [(FOR, ("A", "V", "C"), None)]),
    ("Vedtaget mod Ø's stemmer.", [(AGAINST, ("Ø",), None)]),
    ("Vedtaget imod stemmerne fra SF og Enhedslisten.", [(AGAINST, ("SF", "Enhedslisten"), None)]),
    ("Godkendt, F imod.", [(AGAINST, ("F",), None)]),
    ("Gruppe F kunne ikke tiltræde indstillingen.", [(AGAINST, ("Gruppe F",), None)]),
    (
        "Venstre og Det Konservative Folkeparti stemte for ændringsforslaget.",
        [(FOR, ("Venstre", "Det Konservative Folkeparti"), None)],
    ),
    (
        "Formanden stemte for, resten imod.",
        [(FOR, ("Formanden",), None), (AGAINST, ("resten",), None)],
    ),
    ("Anne Holm og Bo Lind, begge F, stemte imod.", [(AGAINST, ("Anne Holm", "Bo Lind"), None)]),
    ("Bo Lind fandt prisen høj, men stemte for.", [(FOR, ("Bo Lind",), None)]),
    ("Forslaget faldt, da kun hun og Eva Bang stemte for.", [(FOR, ("hun", "Eva Bang"), None)]),
    ("C og O undlod at stemme.", [(OUT, ("C", "O"), None)]),
    ("Undlod at stemme: Bo Lind (C)", [(OUT, ("Bo Lind (C)",), None)]),
    ("B stemte hverken for eller imod.", [(OUT, ("B",), None)]),
    ("Hverken for eller imod stemte B.", [(OUT, ("B",), None)]),
    ("Bo Lind stemte blankt.", [(OUT, ("Bo Lind",), None)]),
    ("Bo Lind deltog ikke i afstemningen.", [(OUT, ("Bo Lind",), None)]),
    ("Ø tog forbehold.", [(KEPT, ("Ø",), None)]),
    ("Anne Holm (A) og Bo Lind tog forbehold.", [(KEPT, ("Anne Holm (A)", "Bo Lind"), None)]),
    ("Bo Lind ønskede tilført, at rundkørslen er for dyr.", [(KEPT, ("Bo Lind",), None)]),
    ("Enhedslisten ønskede følgende ført til protokol: Nej.", [(KEPT, ("Enhedslisten",), None)]),
    ("Særudtalelse fra F: Vi er uenige.", [(KEPT, ("F",), None)]),
    ("Enstemmigt godkendt.", [(FOR, (), None)]),
    ("Udvalget indstiller enstemmigt til Byrådet, at planen vedtages.", [(FOR, (), None)]),
]  # fmt: skip

TRAPS = [
    "Beslutningen var ikke enstemmig.",
    "104 er imod lukning, ni er for, og fire tager ikke stilling.",
    "Otte børnehuse stemte for, og to stemte imod.",
    "Borgerne i Nørre Åsted stemte imod i 2014.",
    "Elkjærby Skole stemte imod.",
    "Anne Holm spurgte, hvorfor naboerne stemte imod.",
    "Forvaltningen tog forbehold for prisen.",
    "Godkendt med forbehold for finansiering.",
    "Erik Sand frafaldt sit forbehold fra mødet i marts.",
    "Hvis flertallet stemmer imod, bortfalder sagen.",
    "F vil stemme imod i Byrådet.",
    "Partiet har siden haft flere stemmer.",
    "Udvalget drøftede stemningen blandt borgerne.",
    "Ti vil sælge frivilligt, to vil overveje det, og én er imod.",
    "Forslag: Der stemmes om løsning B.",
]


@pytest.mark.parametrize(("line", "told"), TOLD, ids=[line for line, _ in TOLD])
def test_a_vote_is_read_as_printed(line: str, told: Told) -> None:
    assert [(said.side, said.voters, said.count) for said in votes(line)] == told


@pytest.mark.parametrize("line", TRAPS)
def test_what_is_no_vote_of_the_meeting_is_none(line: str) -> None:
    assert votes(line) == []


@pytest.mark.parametrize(
    "line",
    ["A, " * 990 + "stemte imod", "Aa Bb, " * 400 + "imod", "Afbud: " + "Aa Bb (C), " * 280,
     "For stemte " * 270, "et flertal (A " * 200, "en to tre " * 300 + "stemte"],
)  # fmt: skip
def test_a_line_made_to_be_slow_is_read_quickly(line: str) -> None:
    begun = time.perf_counter()
    votes(line[:3000])
    assert time.perf_counter() - begun < 1
