"""What is asked of votes and presence, and what only sounds like it."""

import pytest

from retrieval.question import understand
from retrieval.standpoints import Asked, Voter, standpoint

ASKED = [
    ("Hvem stemte imod cykelstien?", Asked.AGAINST, ("cykelstien",)),
    ("Hvem var imod?", Asked.AGAINST, ()),
    ("Stemte nogen imod?", Asked.AGAINST, ()),
    ("Hvem kunne ikke tiltræde indstillingen?", Asked.AGAINST, ()),
    ("Who voted against the school?", Asked.AGAINST, ("school",)),
    ("Hvem stemte for?", Asked.FOR, ()),
    ("Hvem stemte for at lukke skolen?", Asked.COUNT, ("skolen",)),
    ("Who voted against closing the school?", Asked.COUNT, ("school",)),
    ("Hvem stemte imod lokalplan 121?", Asked.AGAINST, ("lokalplan", "121")),
    ("Hvem ønskede noget tilført protokollen?", Asked.RESERVED, ()),
    ("Which politicians voted for it?", Asked.FOR, ()),
    ("Hvad blev stemmetallet?", Asked.COUNT, ()),
    ("Hvordan stemte udvalget om skolen?", Asked.COUNT, ("skolen",)),
    ("Hvem stemte for og imod?", Asked.COUNT, ()),
    ("Var det enstemmigt?", Asked.UNANIMOUS, ()),
    ("Tog nogen forbehold?", Asked.RESERVED, ()),
    ("Hvem undlod at stemme?", Asked.ABSTAINED, ()),
    ("Hvilke punkter blev der stemt om i 2022?", Asked.VOTED, ()),
    ("Which items were voted on?", Asked.VOTED, ()),
    ("Hvem var inhabil?", Asked.DISQUALIFIED, ()),
    ("Hvem deltog ikke i behandlingen af Ungepuljen?", Asked.DISQUALIFIED, ("Ungepuljen",)),
    ("Hvem forlod mødet?", Asked.LEFT, ()),
    ("Who left the meeting?", Asked.LEFT, ()),
    ("Hvem var stedfortræder?", Asked.SUBSTITUTE, ()),
    ("Hvem var fraværende under punkt 4?", Asked.ABSENT, ()),
]
OTHERS = [
    "Hvorfor stemte Anne Holm imod skolen?",
    "Hvem var imod, og hvorfor?",
    "Hvor mange børnehuse stemte nej til frokostordningen?",
    "Which daycare centres voted no to the lunch scheme?",
    "Hvad sker der, når stemmerne står lige?",
    "Hvad blev enstemmigt vedtaget?",
    "Hvem havde afbud?",
    "Hvad er høringsfristen for planen?",
    "Hvordan stemte Byrådet om svømmehallen?",
    "Hvor stort var sygefraværet?",
]


@pytest.mark.parametrize(("text", "asked", "topic"), ASKED, ids=[text for text, *_ in ASKED])
def test_a_question_about_votes_or_presence_is_known(
    text: str, asked: Asked, topic: tuple[str, ...]
) -> None:
    found = standpoint(understand(text))
    assert found is not None and (found.asked, found.topic) == (asked, topic)


@pytest.mark.parametrize("text", OTHERS)
def test_other_questions_are_left_alone(text: str) -> None:
    assert standpoint(understand(text)) is None


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Hvordan stemte SF om skolen?", "F"),
        ("Hvordan stemte F?", "F"),
        ("Hvordan stemte Socialdemokratiet?", "A"),
        ("Hvordan stemte Liste L i 2022?", "L"),
        ("Hvordan stemte Radikale Venstre?", "B"),
        ("How did Venstre vote on the school?", "V"),
        ("Hvordan stemte Anne Holm om skolen?", ""),
    ],
)
def test_who_is_asked_about_is_a_party_or_a_person(text: str, letter: str) -> None:
    found = standpoint(understand(text))
    assert found is not None and found.voter is not None and found.voter.letter == letter


@pytest.mark.parametrize(
    ("voter", "printed", "same"),
    [
        (Voter("SF", "F"), "F", True),
        (Voter("SF", "F"), "SF-gruppen", True),
        (Voter("SF", "F"), "Anne Holm (F)", True),
        (Voter("SF", "F"), "Frederik Holm", False),
        (Voter("Venstre", "V"), "Venstre", True),
        (Voter("Venstre", "V"), "Radikale Venstre", False),
        (Voter("Anne Holm"), "Anne Holm (A)", True),
        (Voter("Holm"), "Anne Holm", True),
        (Voter("Anne Lind"), "Anne Holm", False),
    ],
)
def test_a_voter_is_known_by_letter_name_or_surname(voter: Voter, printed: str, same: bool) -> None:
    assert voter.is_among(printed) is same
