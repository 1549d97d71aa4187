"""A model's rewriting of a follow-up stands only where it keeps to what was asked."""

import sys
from pathlib import Path

import pytest

from retrieval.rewriting import keeps, rewritten

sys.path.insert(0, str(Path(__file__).parent))
from scripted import Scripted

HISTORY = ("Hvad blev besluttet om cykelstien langs Møllevej?",)
SUBJECT = "Cykelsti langs Møllevej"

REWRITTEN = [
    ("Og hvad kostede den?", "Hvad kostede cykelstien langs Møllevej?", True),
    ("Og hvad kostede den?", "Hvad kostede skolen i Vindbæk?", False),  # another subject
    ("Og hvad kostede den?", "Hvad blev besluttet om cykelstien?", False),  # another question
    ("Og hvad kostede den?", "Hvad kostede den?", False),  # leans on what was before still
    (
        "Og hvad kostede den?",
        "Hvad kostede cykelstien langs Møllevej i 2024?",
        False,
    ),  # adds a year
    ("Og hvad kostede den?", "Hvad kostede cykelstien langs Møllevej for Torben Hvidtoft?", False),
    ("Hvad med 2022?", "Hvad med cykelstien langs Møllevej i 2022?", True),
    ("Hvad med 2022?", "Hvad med cykelstien langs Møllevej i 2021?", False),
    ("Og hvad kostede den?", "", False),
    ("Og hvad kostede den?", "Cykelstien langs Møllevej kostede 9,46 mio. kr.", False),  # answers
]


@pytest.mark.parametrize(("question", "said", "kept"), REWRITTEN)
def test_a_rewriting_keeps_the_question_and_its_subject(
    question: str, said: str, kept: bool
) -> None:
    assert keeps(said, question, HISTORY, SUBJECT) is kept


def test_a_rewriting_that_loses_the_subject_is_none() -> None:
    model = Scripted(["„Hvad kostede cykelstien langs Møllevej?“\nJeg håber, det hjælper."])
    question = "Og hvad kostede den?"
    asked = rewritten(question, HISTORY, SUBJECT, model, "da")
    assert asked == "Hvad kostede cykelstien langs Møllevej?"
    assert model.asked[0][-1][1] == f"1. {HISTORY[0]}\n2. {question}"
    lost = Scripted(["Hvad kostede svømmehallen?"])
    assert rewritten(question, HISTORY, SUBJECT, lost, "da") == ""
