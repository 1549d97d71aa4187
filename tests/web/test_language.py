"""The page's own words: every Danish sentence has its English, and nothing else is kept."""

import re
from pathlib import Path
from string import Formatter

import pytest

from web.language import Language, Words, chosen, english

WEB = Path(__file__).parents[2] / "web"
# _("Punkt {number}", number=4) in a template, words("…") in code; an adjacent literal goes on.
CALL = re.compile(r'\b(?:_|words)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


def used() -> set[str]:
    texts = [path.read_text("utf-8") for path in (*WEB.glob("*.py"), *WEB.rglob("*.html"))]
    return {
        "".join(LITERAL.findall(call)).replace('\\"', '"')
        for text in texts
        for call in CALL.findall(re.sub(r'"""[\s\S]*?"""', "", text))
    }


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_of_the_page_has_its_english() -> None:
    assert used() - set(english()) == set()


def test_no_sentence_is_kept_that_the_page_does_not_use() -> None:
    assert set(english()) - used() == set()


def test_both_languages_fill_the_same_places() -> None:
    assert {text for text, told in english().items() if places(text) != places(told)} == set()


@pytest.mark.parametrize(
    ("cookies", "language"),
    [({}, "da"), ({"sprog": "da"}, "da"), ({"sprog": "en"}, "en"), ({"sprog": "<x>"}, "da")],
)
def test_the_page_is_danish_unless_english_was_chosen(
    cookies: dict[str, str], language: str
) -> None:
    assert chosen(cookies) == language


def test_a_sentence_is_filled_in_either_language() -> None:
    assert Words(Language.DANISH)("Hjælp") == "Hjælp"
    assert Words(Language.ENGLISH)("Hjælp") == "Help"
    with pytest.raises(KeyError):
        Words(Language.ENGLISH)("Findes ikke")
