"""Which units of an item answer, with vectors that a person can compute by hand."""

import numpy as np
import pytest

from retrieval.evidence import Evidence, choose, with_whole_tables
from retrieval.search import Met, Terms
from retrieval.within import within_items
from vectorstore.embedder import Vectors
from vectorstore.schema import BlockKind, Passage, SectionKind, Unit

BRIDGE = [
    ("Broen over Åen er fra 1931.", ""),
    ("Broen over Åen er spærret for biler.", ""),
    ("Den åbner igen i maj.", ""),
    ("Lys på stien", "Broen får desuden:"),
]


def units(
    texts: list[tuple[str, str]],
    scores: list[float],
    *,
    meeting: str = "teknik-2024-06-12",
    kind: SectionKind = SectionKind.CASE,
    block: BlockKind = BlockKind.PARAGRAPH,
) -> list[Evidence]:
    """One item's evidence, best first, from texts with their leads."""
    made = []
    for n, (text, lead) in enumerate(texts):
        start = n * 100
        made.append(Unit(f"{meeting}/1/0/0/{n}", block, start, start + len(text), text, lead))
    passage = Passage(
        f"{meeting}/1/0/0", meeting, 1, 0, kind, 0, 400, "", "Teknikudvalget", tuple(made)
    )
    found = [
        Evidence(unit, passage, score, 0.5, 0.8) for unit, score in zip(made, scores, strict=True)
    ]
    return sorted(found, key=lambda each: -each.score)


def asked(*terms: str) -> Terms:
    """Terms that stand for themselves, all as rare."""
    return Terms({term: {term: 1.0} for term in terms}, dict.fromkeys(terms, 4.0))


def vectors(evidence: list[Evidence], near: dict[int, float]) -> dict[str, Vectors]:
    """Vectors in a plane; the second coordinate is how near a unit is to what is asked."""
    return {
        each.unit.id: np.array([1.0, near.get(int(each.unit.id[-1]), 0.0)], dtype=np.float32)
        for each in evidence
    }


ASKED = np.array([1.0, 0.2], dtype=np.float32)


def judged(text: str, evidence: list[Evidence], vectors: dict[str, Vectors]) -> list[Evidence]:
    words = asked(text)
    return within_items(evidence, words, Met(words), vectors, ASKED)


def order(evidence: list[Evidence]) -> list[int]:
    ranked = sorted(evidence, key=lambda each: -each.within)
    return [int(each.unit.id[-1]) for each in ranked]


def test_the_unit_nearer_than_the_items_middle_comes_first() -> None:
    evidence = units(BRIDGE, [5.0, 5.0, 4.8, 1.0])
    alike = judged("bro", evidence, vectors(evidence, {}))
    nearer = judged("bro", evidence, vectors(evidence, {2: 0.3}))
    assert order(alike)[0] != 2
    assert order(nearer)[0] == 2


def test_a_unit_that_goes_on_from_one_that_answers_beats_one_that_does_not() -> None:
    evidence = units(BRIDGE, [1.0, 5.0, 3.0, 3.0])
    within = {e.unit.id[-1]: e.within for e in judged("x", evidence, {})}
    assert within["2"] > within["3"]


def test_what_is_asked_for_in_the_lead_counts_for_the_entry() -> None:
    with_lead = units(BRIDGE, [3.0, 3.0, 3.0, 3.0])
    within = {e.unit.id[-1]: e.within for e in judged("desud", with_lead, {})}
    assert max(within, key=lambda n: within[n]) == "3"


def test_the_order_of_the_evidence_stays_for_what_judges_it() -> None:
    evidence = units(BRIDGE, [1.0, 5.0, 3.0, 2.0])
    again = judged("bro", evidence, vectors(evidence, {0: 0.9}))
    assert [each.unit.id for each in again] == [each.unit.id for each in evidence]


def test_a_unit_far_behind_the_best_is_left_out() -> None:
    evidence = judged("x", units(BRIDGE, [9.0, 8.5, 2.0, 1.0]), {})
    assert len(choose(evidence)) == 2


@pytest.mark.parametrize(("score", "items"), [(8.9, 2), (5.0, 1)])
def test_another_item_is_told_only_when_it_is_as_good(score: float, items: int) -> None:
    best = units(BRIDGE[:1], [9.0])
    other = units(BRIDGE[1:2], [score], meeting="teknik-2023-01-10")
    evidence = judged("x", [*best, *other], {})
    assert len({each.passage.meeting for each in choose(evidence)}) == items


@pytest.mark.parametrize(("rows", "told"), [(5, 5), (9, 2)])
def test_two_rows_of_a_short_table_bring_the_others(rows: int, told: int) -> None:
    table = units([(f"Vej {n} 10", "") for n in range(rows)], [5.0] * rows, block=BlockKind.TABLE)
    assert len(with_whole_tables(table[:2], table)) == told
