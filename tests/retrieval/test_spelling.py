import pytest

from retrieval.spelling import corrected
from retrieval.vocabulary import Vocabulary
from vectorstore.wordcounts import counted

TEXTS = [
    ("Cykelsti langs Møllevej", "Udvalget besluttede at anlægge en cykelsti ved biblioteket."),
    (
        "Ældrerådet",
        "Skolen får et nyt udekøkken, og ældrerådet bliver hørt om Bibliotekskvarteret.",
    ),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hvornra åbner biblotek", "hvornår åbner bibliotek"),
        ("hvad blev beslutet om bibliotekket", "hvad blev besluttet om biblioteket"),
        ("hvad sker der på Møllevej i Bibliotekskvartret", "hvad i Bibliotekskvarteret"),
        ("bliver aeldreraadet hørt", "bliver aeldreraadet hørt"),  # known, though typed in ASCII
    ],
)
def test_slips_of_the_keys_are_put_right(typed: str, meant: str) -> None:
    assert corrected(typed, Vocabulary([counted(TEXTS)])).split()[-1][:8] == meant.split()[-1][:8]
    assert corrected(typed, Vocabulary([counted(TEXTS)])).split()[0] == meant.split()[0]


@pytest.mark.parametrize(
    "text",
    [
        "Ligger skoven der?",  # not "skolen"
        "Hvad sagde Møllevig om det?",  # a name, not "Møllevej"
        "Hvad mener TMU?",
        "sag 22/1873",
        "cykelbibliotek",  # of two words that are known
    ],
)
def test_words_that_may_be_meant_are_left_alone(text: str) -> None:
    assert corrected(text, Vocabulary([counted(TEXTS)])) == text
