from typing import Any

import pytest

from evaluation.answers import GivenAnswer, GivenCitation
from evaluation.figures import Share, Spread, by_kind, figures, found, right, unchecked, words
from evaluation.questions import Place, Question


def question(**fields: Any) -> Question:
    """A question that item 4 of 4 June 2024 answers, unless told otherwise."""
    usual = {"id": "t1", "question": "Hvad blev besluttet?", "kind": "decision"}
    place = Place(meeting="2024-06-04", punkt=4)
    return Question.model_validate(
        usual | {"item": (place,), "must_contain": (("godkendt",),)} | fields
    )


def cited(item: int = 4, held: str = "2024-06-04", quote: str = "Godkendt") -> GivenCitation:
    """A citation of the technical committee."""
    return GivenCitation(meeting=f"teknik-{held}", date=held, item=item, quote=quote)


def given(text: str = "Godkendt. [1]", *citations: GivenCitation, **fields: Any) -> GivenAnswer:
    """An answer, by default without citations, in one second."""
    usual: dict[str, Any] = {"id": "t1", "refused": False, "reason": "", "seconds": 1.0}
    return GivenAnswer(answer=text, citations=citations, **(usual | fields))


def refusal(**fields: Any) -> GivenAnswer:
    """A refusal in one second."""
    return given("Det står ikke i referaterne.", refused=True, reason="not_found", **fields)


UNANSWERABLE = question(id="t9", kind="unanswerable", item=(), must_contain=())


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        ({}, "Godkendt. [1]", True),
        ({}, "Udvalget GODKENDTE det", True),  # case is folded; a part of a word counts
        ({}, "Forkastet", False),
        ({"must_contain": (("25 %", "25 procent"),)}, "omkring 25\n procent", True),
        ({"must_contain": (("25 %", "25 procent"),)}, "omkring 25\N{NO-BREAK SPACE}%", True),
        ({"must_contain": (("25 %", "25 procent"),)}, "omkring 25%", False),
        ({"must_contain": (("ja",), ("Møllevej",))}, "Ja, langs møllevej", True),
        ({"must_contain": (("ja",), ("Møllevej",))}, "Ja", False),
        ({"must_contain": ()}, "Hvad som helst", True),
        ({"must_not_contain": ("blev  udskudt",)}, "Godkendt, men blev\nudskudt", False),
        ({"must_not_contain": ("Udskudt",)}, "Godkendt, udskudt", False),
    ],
)
def test_a_right_answer_holds_what_it_must_and_nothing_it_must_not(
    wanted: dict[str, Any], text: str, expected: bool
) -> None:
    assert right(question(**wanted), given(text, cited())) is expected


@pytest.mark.parametrize(
    "answer",
    [
        given("Godkendt"),
        given("Godkendt", cited(item=5)),
        given("Godkendt", cited(), refused=True),
    ],
    ids=["uncited", "cites another item", "refused"],
)
def test_the_right_words_alone_are_no_right_answer(answer: GivenAnswer) -> None:
    assert not right(question(), answer)


def test_no_answer_to_an_unanswerable_question_is_right() -> None:
    assert not right(UNANSWERABLE, given("Godkendt", cited()))


@pytest.mark.parametrize(
    ("place", "citation", "expected"),
    [
        (("2024-06-04", 4), cited(4), True),
        (("2024-06-04", 4), cited(5), False),
        (("2024-06-04", 4), cited(4, held="2024-06-05"), False),
        (("2024-06-04", 0), cited(0), True),
        (("teknik-2024-06-04", 4), cited(4), True),
        (("byraad-2024-06-04", 4), cited(4), False),
        (("06-04", 4), cited(4), True),  # the end of the id
        (("teknik", 4), cited(4), False),  # its beginning is not enough
    ],
)
def test_a_citation_hits_by_date_or_id_and_item(
    place: tuple[str, int], citation: GivenCitation, expected: bool
) -> None:
    asked = question(item=(Place(meeting=place[0], punkt=place[1]),))
    assert found(asked, given("Godkendt", citation)) is expected


def test_a_meeting_is_known_by_its_date_when_its_id_is_not_built_from_it() -> None:
    citation = GivenCitation(meeting="m-17", date="2024-06-04", item=4, quote="Godkendt")
    assert found(question(), given("Godkendt", citation))


def test_any_of_several_items_will_do() -> None:
    places = (Place(meeting="2024-06-04", punkt=4), Place(meeting="2024-05-07", punkt=2))
    assert found(question(item=places), given("Godkendt", cited(2, held="2024-05-07")))


def test_the_shares_of_a_small_set_are_as_counted_by_hand() -> None:
    pairs = [
        (question(), given("Godkendt", cited(4), cited(5))),  # right, first hits, 1 of 2
        (question(), given("Godkendt", cited(5), cited(4), cited(4))),  # right, 2 of 3
        (question(), given("Forkastet", cited(5))),  # 0 of 1
        (question(), given("Godkendt")),  # cites nothing
        (question(), refusal()),
        (UNANSWERABLE, refusal()),
        (UNANSWERABLE, given("Godkendt", cited(4))),
        (UNANSWERABLE, refusal()),
    ]
    result = figures(pairs, {})
    assert result.count == 8
    assert result.right == Share(2, 5)
    assert result.found == Share(2, 5)
    assert result.first == Share(1, 5)
    assert result.precision == Share(3, 6)
    assert result.refused == Share(2, 3)
    assert result.wrongly_refused == Share(1, 5)


def test_only_the_first_citation_counts_as_first() -> None:
    answer = given("Godkendt", cited(5), cited(4))
    result = figures([(question(), answer)], {})
    assert (result.first, result.found) == (Share(0, 1), Share(1, 1))


def test_precision_takes_all_citations_together_and_no_mean_of_questions() -> None:
    pairs = [
        (question(), given("Godkendt", cited(4))),
        (question(), given("Godkendt", cited(5), cited(6), cited(7))),
    ]
    assert figures(pairs, {}).precision == Share(1, 4)


def test_the_citations_of_a_refusal_count_as_none() -> None:
    answer = given("Godkendt", cited(4), refused=True)
    result = figures([(question(), answer)], {})
    assert (result.found, result.first, result.precision) == (Share(0, 1), Share(0, 1), Share(0, 0))


def test_figures_that_do_not_apply_are_of_nothing() -> None:
    result = figures([(UNANSWERABLE, refusal())], {})
    for share in (result.right, result.found, result.first, result.wrongly_refused):
        assert share == Share(0, 0)
    assert (result.precision, result.verbatim, result.words) == (Share(0, 0), Share(0, 0), None)


def test_no_pairs_have_no_figures() -> None:
    result = figures([], {})
    assert (result.count, result.right, result.words, result.seconds) == (
        0,
        Share(0, 0),
        None,
        None,
    )


@pytest.mark.parametrize(
    ("quote", "verbatim"),
    [
        ("Godkendt med 7 stemmer.", 1),
        ("Godkendt\tmed\n\n7 stemmer.", 1),
        ("godkendt med 7 stemmer.", 0),  # case is not folded
        ("Godkendt med 8 stemmer.", 0),
        ("Godkendt … 7 stemmer.", 0),
        ("", 0),  # a substring of everything, but no quote
        (" ", 0),
    ],
)
def test_a_verbatim_quote_stands_in_its_meeting_but_for_white_space(
    quote: str, verbatim: int
) -> None:
    texts = {"teknik-2024-06-04": "Beslutning\n\nGodkendt\nmed  7 stemmer.\n"}
    answer = given("Godkendt", cited(quote=quote))
    assert figures([(question(), answer)], texts).verbatim == Share(verbatim, 1)


def test_a_quote_is_looked_for_in_the_meeting_that_it_cites() -> None:
    texts = {"teknik-2024-06-04": "Godkendt", "teknik-2024-05-07": "Udsat"}
    answer = given("Udsat", cited(quote="Udsat"), cited(held="2024-05-07", quote="Udsat"))
    assert figures([(question(), answer)], texts).verbatim == Share(1, 2)


def test_quotes_of_unanswerable_questions_and_refusals_are_checked_too() -> None:
    pairs = [
        (UNANSWERABLE, given("Udsat", cited(quote="Udsat"))),
        (question(), given("Udsat", cited(quote="Udsat"), refused=True)),
    ]
    assert figures(pairs, {"teknik-2024-06-04": "Godkendt"}).verbatim == Share(0, 2)


def test_quotes_from_meetings_not_at_hand_are_left_out_and_counted() -> None:
    answer = given("Godkendt", cited(), cited(held="2024-05-07"), cited(held="2024-05-07"))
    texts = {"teknik-2024-06-04": "Godkendt"}
    assert figures([(question(), answer)], texts).verbatim == Share(1, 1)
    assert unchecked([answer], texts) == 2


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        ("", 0),
        ("Godkendt.", 1),
        ("Godkendt.[1][2] Udsat [12]", 2),
        ("> **Beslutning** – godkendt", 2),
        ("| Aktuelt | 4 |\n|---|---|", 2),
        ("1,5 mio. kr.", 3),
    ],
)
def test_words_are_counted_as_a_reader_sees_them(markdown: str, count: int) -> None:
    assert words(markdown) == count


def test_words_are_those_of_answers_and_seconds_those_of_all() -> None:
    pairs = [
        (question(), given("et to", seconds=1.0)),
        (question(), given("et to tre fire", seconds=2.0)),
        (UNANSWERABLE, refusal(seconds=9.0)),
    ]
    result = figures(pairs, {})
    assert result.words == Spread(3, 4)
    assert result.seconds == Spread(2.0, 9.0)


def test_percentiles_are_by_nearest_rank() -> None:
    pairs = [(question(), given("ord " * n, seconds=n / 10)) for n in range(20, 0, -1)]
    result = figures(pairs, {})
    assert result.words == Spread(10.5, 18)
    assert result.seconds == Spread(1.05, 1.9)


def test_one_answer_is_its_own_median_and_percentile() -> None:
    assert figures([(question(), given("et to tre"))], {}).words == Spread(3, 3)


def test_kinds_come_in_the_order_of_the_file_each_with_its_own_figures() -> None:
    pairs = [
        (question(kind="table"), given("Godkendt", cited())),
        (question(kind="list"), refusal()),
        (question(kind="table"), refusal()),
    ]
    kinds = by_kind(pairs, {})
    assert [(kind, f.count, f.right) for kind, f in kinds.items()] == [
        ("table", 2, Share(1, 2)),
        ("list", 1, Share(0, 1)),
    ]
