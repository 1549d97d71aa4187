"""A conversation on its way to the browser and back: sealed, limited, compared with the minutes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from council import answered, council, refused
from lindevang import DECISION, HOSTILE, june

from vectorstore.errors import UnknownMeeting
from vectorstore.schema import Filters, Meeting
from web.choice import Choice, held_years
from web.recheck import rechecked
from web.talk import MOST_LETTERS, MOST_TURNS, BadTalk, LongTalk, Sealed, Seals, read
from web.turns import Turn

ASKED = datetime(2025, 11, 21, 14, 2, tzinfo=UTC)
SEALS = Seals(b"a secret")


def a_turn() -> Turn:
    choice = Choice(("Teknik- og Miljøudvalget",), 2023, None, ("23/4187",))
    return Turn(2, HOSTILE, ASKED, answered(HOSTILE), choice=choice, without=("period",), key="k")


@pytest.mark.parametrize(
    "turn",
    [
        a_turn(),
        Turn(1, "?", ASKED, refused("?")),
        Turn(1, "?", ASKED, failure="Fejl."),
        Turn(1, "?", ASKED, replace(answered("?"), final=False), stopped=True),
    ],
    ids=["answered", "refused", "failed", "stopped"],
)
def test_a_turn_comes_back_as_it_left(turn: Turn) -> None:
    assert SEALS.open(SEALS.seal(turn)) == turn


def test_a_turn_of_another_secret_or_with_other_words_is_not_ours() -> None:
    sealed = SEALS.seal(a_turn())
    changed = sealed.text.replace("besluttede", "afviste")
    assert changed != sealed.text
    assert SEALS.open(Sealed(changed, sealed.seal)) is None
    assert Seals(b"another").open(sealed) is None
    assert SEALS.open(Sealed(sealed.text, "æ" * 64)) is None
    assert SEALS.question(Sealed(changed, "")) == HOSTILE
    assert SEALS.question(Sealed("{", "")) == ""


@pytest.mark.parametrize(
    "text",
    [None, 7, "", "[]", "{", '{"turns": 1}', '{"turns": [{"text": "x"}]}', '{"question": 5}',
     '{"chosen": {"first": -1}}', '{"chosen": {"cases": "23/4187"}}',
     json.dumps({"question": "x" * 20_001}), json.dumps({"without": ["x"] * 101})],
)  # fmt: skip
def test_what_is_no_conversation_is_refused(text: object) -> None:
    with pytest.raises(BadTalk):
        read(text)


def test_a_conversation_has_a_length() -> None:
    one = {"text": "{}", "seal": ""}
    assert len(read(json.dumps({"turns": [one] * MOST_TURNS})).turns) == MOST_TURNS
    with pytest.raises(LongTalk):
        read(json.dumps({"turns": [one] * (MOST_TURNS + 1)}))
    with pytest.raises(LongTalk):
        read(" " * (MOST_LETTERS + 1))


def test_the_chips_of_a_reader_become_filters() -> None:
    told = json.dumps({"chosen": {"committees": ["Byrådet"], "first": 2023, "last": 2024}})
    choice = read(told).choice
    assert choice.filters() == Filters(("Byrådet",), date(2023, 1, 1), date(2024, 12, 31))
    assert choice.kinds == ("period", "committee")
    assert Choice().filters() == Filters()
    assert held_years(council().summary()) == [2025, 2024]


def test_a_refusal_can_be_asked_again_without_its_limits() -> None:
    turn = Turn(1, "?", ASKED, refused("?"), choice=Choice(first=2024))
    assert turn.limited == ("period",)
    assert replace(turn, answer=answered("?")).limited == ()


def test_an_answer_over_unchanged_minutes_stays_as_it_is() -> None:
    assert rechecked(a_turn(), council().meeting) == a_turn()


def changed(source: str, target: str) -> Meeting:
    """The June meeting with other words of the same length."""
    text = june().text
    assert source in text and len(source) == len(target)
    return replace(june(), text=text.replace(source, target))


def test_a_source_whose_words_have_changed_is_gone() -> None:
    meetings = council().meetings
    meetings["tmu-2024-06-12"] = changed("dobbeltrettet", "enkeltrettett")
    turn = rechecked(a_turn(), meetings.__getitem__)
    assert turn.gone == (1,)
    assert turn.answer is not None
    assert turn.answer.citations == answered("?").citations


def test_a_meeting_that_is_removed_takes_its_sources_along() -> None:
    def load(meeting: str) -> Meeting:
        raise UnknownMeeting(meeting)

    assert rechecked(a_turn(), load).gone == (1, 2, 3, 4, 5)
    bare = rechecked(Turn(1, "?", ASKED, refused("?")), load)
    assert bare.answer is not None
    assert bare.answer.nearest == ()


def test_words_that_have_moved_within_their_item_are_found_again() -> None:
    found = answered("?").citations[0]
    turn = a_turn()
    assert turn.answer is not None
    before = replace(found, start=found.start - 40, end=found.end - 40)
    moved = replace(turn, answer=replace(turn.answer, citations=(before,)))
    answer = rechecked(moved, council().meeting).answer
    assert answer is not None
    assert answer.citations == (found,)


def test_words_below_a_closed_heading_are_never_a_source() -> None:
    found = answered("?").citations[0]
    start = june().text.index("Salg af grunden")
    quote = "Salg af grunden til Hemmelig ApS."
    closed = replace(found, item=5, quote=quote, start=start, end=start + len(quote))
    turn = a_turn()
    assert turn.answer is not None
    told = replace(turn, answer=replace(turn.answer, citations=(closed,)))
    assert rechecked(told, council().meeting).gone == (1,)
    assert DECISION in june().text
