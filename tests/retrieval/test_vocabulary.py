import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from retrieval.vocabulary import Corpus, Vocabulary
from vectorstore.danish import term
from vectorstore.ledger import Ledger
from vectorstore.wordcounts import counted, packed, unpacked

TEXTS = [
    ("Teknikudvalget · Cykelsti", "Budgetseminaret om affaldssortering blev holdt"),
    ("Teknikudvalget · Cykelsti", "Gebyr for affald og svømmehallens bassin"),
    ("Teknikudvalget · Belysning", "Skolebestyrelsen drøftede skolen"),
]


def meanings(word: str) -> dict[str, float]:
    return Vocabulary([counted(TEXTS)]).meanings(term(word))


def test_a_word_finds_itself_with_full_weight() -> None:
    assert meanings("affaldet")[term("affald")] == 1.0


def test_a_head_finds_its_compound_better_than_a_modifier_does() -> None:
    head = meanings("sortering")[term("affaldssortering")]
    modifier = meanings("affald")[term("affaldssortering")]
    assert 1.0 > head > modifier > 0


def test_a_compound_unknown_to_the_corpus_finds_its_parts() -> None:
    found = meanings("affaldsgebyr")
    assert found[term("gebyr")] > found[term("affald")]


def test_a_matter_is_found_by_what_it_is_about() -> None:
    assert meanings("affaldssagen")[term("affald")] > meanings("affaldsgebyr")[term("affald")]


def test_a_misspelt_word_finds_the_known_one() -> None:
    assert term("svømmehallen") in meanings("svømehallens") or term("svømmehallens") in meanings(
        "svømehallens"
    )


def test_a_known_word_is_not_taken_for_a_misspelt_one() -> None:
    assert set(meanings("skolen")) == {term("skolen"), term("skolebestyrelsen")}


def test_an_unknown_word_means_only_itself_and_is_rare() -> None:
    vocabulary = Vocabulary([counted(TEXTS)])
    assert vocabulary.meanings("xylofon") == {"xylofon": 1.0}
    assert "xylofon" not in vocabulary
    assert vocabulary.rarity("xylofon") > vocabulary.rarity(term("affald"))


def test_numbers_are_never_guessed() -> None:
    assert Vocabulary([counted(TEXTS)]).meanings("2023") == {"2023": 1.0}


def told(vocabulary: Vocabulary) -> list[object]:
    words = ["sortering", "affald", "skolen", "svømehallens", "belysning"]
    known = [vocabulary.meanings(term(word)) for word in words]
    return [
        *known,
        *(vocabulary.rarity(term(w)) for w in words),
        vocabulary.spelt_like("skolem", 1),
    ]


def test_meetings_that_come_and_go_leave_the_same_words_as_counting_anew() -> None:
    first, second = counted(TEXTS[:2]), counted(TEXTS[2:])
    grown = Vocabulary([first])
    grown.add(second)
    assert told(grown) == told(Vocabulary([first, second]))
    left = grown.without([first])
    assert told(left) == told(Vocabulary([second]))
    assert term("cykelsti") not in left
    assert term("cykelsti") in grown


def test_counts_are_stored_as_they_are() -> None:
    assert unpacked(packed(counted(TEXTS))) == counted(TEXTS)


def test_an_older_index_without_stored_counts_has_the_same_words(
    sample_index: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    with closing(sqlite3.connect(tmp_path / "index" / "ledger.db")) as ledger:
        stored = ledger.execute("SELECT count(*) FROM wordcount").fetchone()[0]
        ledger.execute("DELETE FROM wordcount")
        ledger.commit()
    assert stored > 0
    ours, theirs = (
        Corpus(Ledger(f"sqlite:///{folder / 'ledger.db'}")).vocabulary()
        for folder in (tmp_path / "index", sample_index)
    )
    assert told(ours) == told(theirs)
