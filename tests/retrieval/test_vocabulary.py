from retrieval.vocabulary import Vocabulary
from vectorstore.danish import term

TEXTS = [
    ("Teknikudvalget · Cykelsti", "Budgetseminaret om affaldssortering blev holdt"),
    ("Teknikudvalget · Cykelsti", "Gebyr for affald og svømmehallens bassin"),
    ("Teknikudvalget · Belysning", "Skolebestyrelsen drøftede skolen"),
]


def meanings(word: str) -> dict[str, float]:
    return Vocabulary(TEXTS).meanings(term(word))


def test_a_word_finds_itself_with_full_weight() -> None:
    assert meanings("affaldet")[term("affald")] == 1.0


def test_a_head_finds_its_compound_better_than_a_modifier_does() -> None:
    head = meanings("sortering")[term("affaldssortering")]
    modifier = meanings("affald")[term("affaldssortering")]
    assert 1.0 > head > modifier > 0


def test_a_compound_unknown_to_the_corpus_finds_its_parts() -> None:
    found = meanings("affaldsgebyr")
    assert found[term("gebyr")] > found[term("affald")]


def test_a_misspelt_word_finds_the_known_one() -> None:
    assert term("svømmehallen") in meanings("svømehallens") or term("svømmehallens") in meanings(
        "svømehallens"
    )


def test_a_known_word_is_not_taken_for_a_misspelt_one() -> None:
    assert set(meanings("skolen")) == {term("skolen"), term("skolebestyrelsen")}


def test_an_unknown_word_means_only_itself_and_is_rare() -> None:
    vocabulary = Vocabulary(TEXTS)
    assert vocabulary.meanings("xylofon") == {"xylofon": 1.0}
    assert "xylofon" not in vocabulary
    assert vocabulary.rarity("xylofon") > vocabulary.rarity(term("affald"))


def test_numbers_are_never_guessed() -> None:
    assert Vocabulary(TEXTS).meanings("2023") == {"2023": 1.0}
