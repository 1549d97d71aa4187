import re
from pathlib import Path

from retrieval.thesaurus import synonyms
from vectorstore.danish import term


def meant(*words: str) -> set[str]:
    asked = [term(word) for word in words]
    return {other for found in synonyms(asked).values() for other in found}


def test_everyday_words_stand_for_those_of_minutes() -> None:
    assert term("eksproprierer") in meant("tvinge")
    assert term("tavshedspligt") in meant("holde", "mund")


def test_a_phrase_needs_all_its_words() -> None:
    assert term("tavshedspligt") not in meant("mund")


def test_a_word_does_not_stand_for_itself() -> None:
    assert all(word not in found for word, found in synonyms([term("gave")]).items())


def test_every_line_of_the_thesaurus_can_be_read() -> None:
    odd = []
    for path in Path("prompts").glob("synonyms-*.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#") and not re.fullmatch(r"[^:]+: [^:]+", line):
                odd.append(line)
    assert odd == []
