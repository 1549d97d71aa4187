import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from vectorstore.danish import fold_letters, is_record_word, is_stop, term, tokens

SAME_TERM = [
    ("besluttede", "beslutning"),
    ("besluttet", "Beslutningerne"),
    ("drøftede", "drøftelsen"),
    ("børn", "barnet"),
    ("boern", "barn"),
    ("finansieres", "finansieringen"),
    ("ansøgt", "ansøgning"),
    ("opfølgning", "opfolgning"),
    ("bevægelse", "bevaegelse"),
    ("stien", "stier"),
    ("byen", "by"),
    ("året", "år"),
    ("udskudt", "udsættelse"),
    ("kommunernes", "kommunen"),
    ("indstillede", "indstilling"),
]


@pytest.mark.parametrize(("first", "second"), SAME_TERM)
def test_inflections_of_a_word_share_a_term(first: str, second: str) -> None:
    assert term(first) == term(second)


@pytest.mark.parametrize(
    ("first", "second"), [("skole", "skov"), ("barn", "bane"), ("sti", "stand"), ("2021", "2022")]
)
def test_different_words_have_different_terms(first: str, second: str) -> None:
    assert term(first) != term(second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sag 22/3389, 5,2% af 4.800", ["sag", "22/3389", "5,2", "%", "af", "4.800"]),
        ("den 04-04-2022 kl. 09.30", ["den", "04-04-2022", "kl", "09.30"]),
        ("½ mio. kr.", ["½", "mio", "kr"]),
        ("25-35-årige", ["25-35", "årige"]),
    ],
)
def test_numbers_keep_their_separators(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_letters_fold_however_they_are_typed() -> None:
    assert fold_letters("blåbærgrød") == fold_letters("blaabaergroed") == "blabergrod"


def test_stop_words_are_known_without_their_danish_letters() -> None:
    assert is_stop("Hvornår") and is_stop("hvornar") and not is_stop("svømmehal")


def test_words_about_minutes_are_no_topic() -> None:
    assert is_record_word("besluttet") and not is_record_word("cykelsti")


PARTS = ("cykelsti", "bevægelse", "finansiering", "skolernes", "udvalgene", "hastigheder", "klima")


def test_several_threads_stem_side_by_side() -> None:
    words = [f"{first}{last}" for first in PARTS for last in PARTS]
    expected = [term(word) for word in words]
    term.cache_clear()
    between = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _: [term(word) for word in words], range(8)))
    finally:
        sys.setswitchinterval(between)
    assert all(each == expected for each in found)
