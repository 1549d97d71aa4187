import re
from datetime import date
from pathlib import Path

import pytest

from retrieval.chat_model import Trouble
from retrieval.checking import Reason
from retrieval.glossary import danish_for
from retrieval.phrases import listed, say, sentences
from retrieval.sources import Outcome


def test_both_languages_have_the_same_sentences_and_placeholders() -> None:
    danish, english = sentences("da"), sentences("en")
    assert danish.keys() == english.keys() and len(danish) > 30
    for name, text in danish.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[name])), name


# Sentences that are named by what came of something.
BY_KIND = {
    *(f"fault_{why.value}" for why in Reason),
    *(f"llm_{kind.value}" for kind in Trouble),
    *(f"llm_proposal_{outcome.value}" for outcome in Outcome),
    *(f"llm_decision_{kind}" for kind in ("postponed", "rejected", "recommended")),
}


def test_every_sentence_is_used() -> None:
    code = "".join(path.read_text() for path in (Path("retrieval")).glob("*.py"))
    used = {name for name in sentences("da") if f'"{name}"' in code}
    assert used | BY_KIND == set(sentences("da"))


def test_a_missing_placeholder_names_itself() -> None:
    with pytest.raises(KeyError, match="case"):
        say("da", "case_number")


def test_dates_are_written_out_in_the_language() -> None:
    assert "onsdag den 12. juni 2024" in say("da", "agenda", day=date(2024, 6, 12), total=3)
    assert "Wednesday 12 June 2024" in say("en", "agenda", day=date(2024, 6, 12), total=3)


def test_lists_end_with_and() -> None:
    assert listed(["a", "b", "c"]) == "a, b og c" and listed(["a", "b"], "en") == "a and b"
    assert listed(["a"]) == "a"


@pytest.mark.parametrize(
    ("text", "word", "danish"),
    [
        ("housing associations", "associations", "boligorganisation"),
        ("opening hours of libraries", "libraries", "bibliotek"),
        ("district heating", "district", "fjernvarme"),
    ],
)
def test_english_words_are_bridged(text: str, word: str, danish: str) -> None:
    assert danish in danish_for(text)[word]
