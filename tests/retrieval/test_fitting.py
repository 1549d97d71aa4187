"""What kind of answer a text holds."""

import re

import pytest

from retrieval.fitting import DATE, DAY, OFTEN, PLACE, fitting, undated
from retrieval.question import understand
from retrieval.search import Terms
from vectorstore.danish import term
from vectorstore.schema import BlockKind, Unit

TEXTS = [
    (DAY, "Fristen er den 3. maj.", True),
    (DAY, "Arbejdet begynder tirsdag.", True),
    (DAY, "Arbejdet begynder i foråret 2024.", False),
    (DATE, "Arbejdet begynder i foråret 2024.", True),
    (OFTEN, "Udvalget holder fire møder om året.", True),
    (OFTEN, "Rådet mødes hver anden måned.", True),
    (OFTEN, "Rådet har fire medlemmer.", False),
    (PLACE, "Mødet blev holdt i hallen.", True),
    (PLACE, "Gruppen mødtes i Vindbæk.", True),
    (PLACE, "Gruppen mødtes for første gang.", False),
]


@pytest.mark.parametrize(("pattern", "text", "holds"), TEXTS)
def test_the_kind_of_thing_is_seen(pattern: re.Pattern[str], text: str, holds: bool) -> None:
    assert bool(pattern.search(text)) is holds


def bonus(question: str, text: str, **meanings: tuple[str, ...]) -> float:
    """Of a text for a question whose words may stand for others."""
    found = {term(w): {term(m): 0.65 for m in meant} for w, meant in meanings.items()}
    words = Terms(found, dict.fromkeys(found, 4.0))
    unit = Unit("m/1/0/0/0", BlockKind.PARAGRAPH, 0, len(text), text)
    return fitting(understand(question), words, unit)


def test_a_sentence_that_names_several_of_a_kind_answers_which_there_are() -> None:
    kinds = ("trafikanalyse", "støjanalyse", "jordanalyse")
    several = "Trafikanalysen koster mest, og støjanalysen og jordanalysen følger efter."
    one = "Trafikanalysen koster mest, og resten følger efter."
    for question in ("Hvilke analyser skal laves?", "Hvilke tre analyser skal laves?"):
        told = bonus(question, several, analyser=kinds)
        assert told > bonus(question, one, analyser=kinds)


@pytest.mark.parametrize("text", ["To skoler er endnu ikke med.", "To skoler mangler."])
def test_what_is_not_so_answers_what_is_not_so(text: str) -> None:
    assert bonus("Hvilke skoler er ikke med?", text) > bonus("Hvilke skoler er med?", text)
    assert bonus("Er skolerne ikke med?", text) == bonus("Er skolerne med?", text)


def test_times_and_years_are_no_numbers_of_anything() -> None:
    assert not re.search(r"\d", undated("Kl. 12.00 – 12.30: prognosen for 2022-2031"))
    assert "14" in undated("14 skoler mødtes kl. 9 den 3. maj 2024")
