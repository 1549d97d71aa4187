"""The generator itself: it repeats a seed, and its comparison sees what is wrong."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from ingest.parse import parse
from tests.ingest.generator.batch import TYPES, made, orders
from tests.ingest.generator.choosing import classic
from tests.ingest.generator.compare import compare
from tests.ingest.generator.compose import compose
from tests.ingest.generator.meant import Line, Look, Minutes, Point
from tests.ingest.generator.render_text import typed
from tests.ingest.generator.verdict import Verdict
from vectorstore.schema import SectionKind


def written(seed: str) -> tuple[Minutes, str]:
    rng, house = Random(seed), classic()
    minutes = compose(rng, house)
    return minutes, typed(rng, house, minutes)[0]


def told(minutes: Minutes, text: str) -> Verdict:
    return compare(minutes, parse(text, "minutes.txt"), frozenset())


def with_point(minutes: Minutes, at: int, point: Point) -> Minutes:
    points = [*minutes.points[:at], point, *minutes.points[at + 1 :]]
    return replace(minutes, points=tuple(points))


def open_point(minutes: Minutes) -> tuple[int, Point]:
    """The first item with a decision."""
    return next(
        (at, point)
        for at, point in enumerate(minutes.points)
        if any(SectionKind.DECISION in part.kinds for part in point.parts)
    )


@pytest.mark.parametrize("kind", TYPES)
def test_a_seed_makes_the_same_document_again_and_another_seed_another(kind: str) -> None:
    first, again, other = (made(orders(1, seed, kind)[0])[1] for seed in (5, 5, 6))
    assert first == again != other


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_the_form_of_our_own_minutes_is_read_as_meant(seed: str) -> None:
    marks = told(*written(seed)).marks
    for name in ("items", "sections", "date", "committee", "participants", "absences", "text"):
        right, of = marks[name]
        assert right == of, name


@pytest.mark.parametrize("wrong", ["title", "number", "case", "closed", "body", "decided", "lost"])
def test_what_is_read_otherwise_than_meant_is_a_fault(wrong: str) -> None:
    minutes, text = written("a")
    at, point = open_point(minutes)
    part = next(part for part in point.parts if SectionKind.DECISION in part.kinds)
    more = Line(Look.PARAGRAPH, "Det står her ikke.")
    changed = {
        "title": replace(point, titles=("Noget andet",)),
        "number": replace(point, number=99),
        "case": replace(point, cases=frozenset({"00/1"})),
        "closed": replace(point, closed=True),
        "body": _changed(point, part.heading, body=(*part.body, more)),
        "decided": _changed(point, part.heading, decided=date(1999, 1, 1)),
        "lost": replace(point, parts=point.parts[1:]),
    }[wrong]
    before, after = told(minutes, text), told(with_point(minutes, at, changed), text)
    assert len(after.faults) > len(before.faults)


def _changed(point: Point, heading: str, **new: object) -> Point:
    parts = [replace(p, **new) if p.heading == heading else p for p in point.parts]  # type: ignore[arg-type]
    return replace(point, parts=tuple(parts))


def test_page_furniture_between_two_paragraphs_is_allowed_but_not_as_their_text() -> None:
    minutes, text = written("a")
    _, point = open_point(minutes)
    line = point.parts[0].body[0].text
    broken = text.replace(line, f"{line}\n\nSide 3 af 9\n\n", 1)
    meeting = parse(broken, "minutes.txt")
    allowed = compare(minutes, meeting, frozenset({"Side 3 af 9"}))
    assert allowed.marks["items"] == told(minutes, text).marks["items"]
    assert compare(minutes, meeting, frozenset()).marks["items"] != allowed.marks["items"]
