"""Lines that tell of who was absent, disqualified, left, came or stood in; and lines that do not.

Every line is written for this table; the people and places are of the invented Lindevang.
"""

import pytest

from ingest.attendance import attendance
from vectorstore.schema import Presence

AWAY, OUT, LEFT = Presence.ABSENT, Presence.DISQUALIFIED, Presence.LEFT
CAME, STOOD_IN = Presence.CAME, Presence.SUBSTITUTE

TOLD: list[tuple[str, Presence, tuple[str, ...]]] = [
    ("Afbud: Anne Holm (A), Bo Lind", AWAY, ("Anne Holm (A)", "Bo Lind")),
    ("Fraværende: Anne Holm", AWAY, ("Anne Holm",)),
    ("Afbud fra Anne Holm og Bo Lind.", AWAY, ("Anne Holm", "Bo Lind")),
    ("Afbud: Hans-Ole Chr. Bak, Bo Lind", AWAY, ("Hans-Ole Chr. Bak", "Bo Lind")),
    ("Eva Chr. Bang forlod mødet kl. 16.10.", LEFT, ("Eva Chr. Bang",)),
    ("Ikke til stede: Holm, Lind", AWAY, ("Holm", "Lind")),
    ("Afbud: AH, BL", AWAY, ("AH", "BL")),
    ("Anne Holm var fraværende under behandlingen af punktet.", AWAY, ("Anne Holm",)),
    ("Anne Holm var ikke til stede under punktet.", AWAY, ("Anne Holm",)),
    ("Anne Holm havde meldt afbud.", AWAY, ("Anne Holm",)),
    ("Eva Bang deltog ikke i mødet.", AWAY, ("Eva Bang",)),
    ("Eva Bang deltog ikke i behandlingen af punktet, da hun bor der.", OUT, ("Eva Bang",)),
    ("Eva Bang deltog ikke i behandlingen, fordi hendes søn har søgt.", OUT, ("Eva Bang",)),
    ("Anne Holm (A) deltog ikke i behandlingen af punktet (inhabil).", OUT, ("Anne Holm (A)",)),
    ("Bo Lind var inhabil og deltog ikke.", OUT, ("Bo Lind",)),
    ("Bo Lind erklærede sig inhabil og forlod mødet under punktet.", OUT, ("Bo Lind",)),
    ("Inhabil: Bo Lind (V)", OUT, ("Bo Lind (V)",)),
    ("Sagen blev behandlet uden Bo Lind, der er inhabil.", OUT, ("Bo Lind",)),
    ("Anne Holm forlod mødet kl. 18.20.", LEFT, ("Anne Holm",)),
    ("Anne Holm (A) og Bo Lind forlod mødet kl. 18.20.", LEFT, ("Anne Holm (A)", "Bo Lind")),
    ("Anne Holm gik kl. 19.", LEFT, ("Anne Holm",)),
    ("Formanden forlod mødet kl. 20.15.", LEFT, ("Formanden",)),
    ("Eva Bang ankom under punkt 4.", CAME, ("Eva Bang",)),
    ("Eva Bang ankom kl. 17.05.", CAME, ("Eva Bang",)),
    ("Eva Bang deltog fra kl. 17.10.", CAME, ("Eva Bang",)),
    ("Borgmester Eva Bang deltog som stedfortræder for Bo Lind.", STOOD_IN, ("Eva Bang",)),
    ("I stedet for Bo Lind deltog Eva Bang.", STOOD_IN, ("Eva Bang",)),
    ("Stedfortræder for Bo Lind: Eva Bang", STOOD_IN, ("Eva Bang",)),
]  # fmt: skip

TRAPS = [
    "Fraværende: Ingen",
    "Byrådet besluttede, at Bo Lind ikke er inhabil.",
    "Spørgsmålet om Bo Linds inhabilitet blev drøftet.",
    "Der er gebyr for at blive væk uden at melde afbud.",
    "Sygefraværet er faldet.",
    "Elever var fraværende 6 procent.",
    "Borgerne forlod mødet i protest.",
    "Afbud fra leverandøren gav en forsinkelse.",
    "Lindevang Kommune deltog ikke i behandlingen.",
    "Hvis Bo Lind er inhabil, indkaldes en stedfortræder.",
]


@pytest.mark.parametrize(("line", "presence", "names"), TOLD, ids=[line for line, *_ in TOLD])
def test_who_was_there_is_read_as_printed(
    line: str, presence: Presence, names: tuple[str, ...]
) -> None:
    assert [(there.presence, there.name) for there in attendance(line)] == [
        (presence, name) for name in names
    ]


@pytest.mark.parametrize("line", TRAPS)
def test_what_tells_of_nobodys_presence_is_none(line: str) -> None:
    assert attendance(line) == []


def test_a_line_may_tell_of_two_kinds() -> None:
    there = attendance("Fraværende: Anne Holm (A) - i stedet deltog Eva Bang.")
    assert [(each.presence, each.name) for each in there] == [
        (AWAY, "Anne Holm (A)"),
        (STOOD_IN, "Eva Bang"),
    ]
