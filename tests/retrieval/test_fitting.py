"""What kind of answer a text holds."""

import re

import pytest

from retrieval.fitting import DATE, DAY, OFTEN, PLACE

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
