"""What the buttons under an answer refer to."""

from council import answered

from web.given import Given


def test_a_turn_is_found_by_its_key_alone() -> None:
    given = Given()
    key = given.add("Hvad blev besluttet?", ["Hvem?"], answered("Hvad blev besluttet?"))
    turn = given.get(key)
    assert (
        turn is not None and turn.question == "Hvad blev besluttet?" and turn.history == ("Hvem?",)
    )
    assert given.get(key[:-1]) is None


def test_the_oldest_turns_are_forgotten_first() -> None:
    given = Given(most=2)
    keys = [given.add(str(n), [], answered("Hvad?")) for n in range(3)]
    assert [given.get(key) is not None for key in keys] == [False, True, True]
