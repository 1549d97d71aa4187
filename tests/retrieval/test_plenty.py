"""A list is asked of the item that tells of it in many places."""

from dataclasses import replace

from retrieval.evidence import Evidence, _by_plenty
from vectorstore.schema import BlockKind, Passage, SectionKind, Unit


def spoken_of(meeting: str, times: int, score: float) -> list[Evidence]:
    """An item's units, of which so many speak of what is asked about."""
    units = tuple(
        Unit(f"{meeting}/1/0/0/{n}", BlockKind.PARAGRAPH, n, n + 1, "x") for n in range(4)
    )
    passage = Passage(f"{meeting}/1/0/0", meeting, 1, 0, SectionKind.CASE, 0, 4, "", "", units)
    told = [Evidence(unit, passage, score, 0.2, 0.8) for unit in units]
    return [replace(each, coverage=1.0) if n < times else each for n, each in enumerate(told)]


def test_of_two_items_as_near_the_one_that_says_more_comes_first() -> None:
    found = _by_plenty([*spoken_of("one", 1, 7.01), *spoken_of("other", 4, 7.0)])
    best = max(found, key=lambda each: each.score)
    assert best.passage.meeting == "other"


def test_an_item_that_is_clearly_nearer_stays_first() -> None:
    found = _by_plenty([*spoken_of("one", 1, 8.0), *spoken_of("other", 4, 7.0)])
    assert max(found, key=lambda each: each.score).passage.meeting == "one"
