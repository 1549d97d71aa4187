from evaluation.questions import Question
from evaluation.rephrased import Rephrased, misspelt, ways


def question(id: str, text: str) -> Question:
    return Question(id=id, question=text, kind="decision", item=(), must_contain=())


def test_slips_are_two_and_always_the_same() -> None:
    text = "Hvornår besluttede udvalget det?"
    assert misspelt(text) == misspelt(text) != text
    wrong = [a for a, b in zip(text.split(), misspelt(text).split(), strict=True) if a != b]
    assert len(wrong) == 2


def test_short_words_and_numbers_keep_their_letters() -> None:
    assert misspelt("Er 12/345 ok?") == "Er 12/345 ok?"


def test_each_way_keeps_what_a_right_answer_holds() -> None:
    asked = ways([question("a", "Hvad blev købt på åen?")], [
        Rephrased(of="a", way="stikord", question="køb åen"),
        Rephrased(of="b", way="stikord", question="findes ikke"),
    ])  # fmt: skip
    assert asked["uden æøå"][0].question == "Hvad blev koebt paa aaen?"
    assert [q.question for q in asked["stikord"]] == ["køb åen"]
    assert {q.id for each in asked.values() for q in each} == {"a"}
