"""Slips of the keys in a question, put right by the words of the minutes and of asking."""

import re
from functools import cache

from retrieval.thesaurus import words_known
from retrieval.vocabulary import Vocabulary, near
from vectorstore.danish import RECORD_WORDS, STOP_WORDS, fold_letters, is_stop, term

# Letters from which a slip is put right: to a word of asking, to one of the minutes; two slips.
_SHORT, _LONGER, _LONG = 5, 7, 10
_NAME = 10  # a shorter name with a slip may be another name: "Hansen", "Jansen"
_WORD = re.compile(r"[^\W\d_]+")
# Words by which a question is understood, besides the stop and record words.
_ASKING = frozenset(
    """
    hvornår hvordan hvorfor hvilken hvilket hvilke hvorledes hvornaar besluttede besluttet
    indstillet indstillede godkendte godkendt vedtaget foreslået koster kostede pris prisen beløb
    beløbet antal antallet procent frist fristen deadline dato datoen formål formålet årsagen
    begrundelsen deltog deltagere afbud lukkede lukket åbne dagsorden sekretær formand direktionen
    udvalget byrådet kommunen kommunens borgere økonomi økonomien udgifter januar februar marts
    april juni juli august september oktober november december
    """.split()
)


def corrected(text: str, vocabulary: Vocabulary) -> str:
    """A question with its misspelt words put right; words that are known stay as they are.

    A word is known that minutes, the thesaurus or questions in general hold, also with æ, ø and å
    typed as ae, oe, aa, or as a compound of two known words.
    """

    def right(match: re.Match[str]) -> str:
        word = match.group(0)
        name = word[0].isupper() and match.start() > 0
        if len(word) < (_NAME if name else _SHORT) or _known(word, vocabulary):
            return word
        found = _nearest(word.lower(), vocabulary, 1 if name else 2)
        return found.capitalize() if found and word[0].isupper() else found or word

    return _WORD.sub(right, text)


def _known(word: str, vocabulary: Vocabulary) -> bool:
    if word.isupper() or is_stop(word) or fold_letters(word.lower()) in _of_asking():
        return True
    own = term(word)
    return own in vocabulary or own in words_known() or vocabulary.compound(own)


def _nearest(word: str, vocabulary: Vocabulary, slips: int) -> str:
    """The known word with the fewest slips; of words as near, one of asking, then the commonest.

    Slips are rare in the first letter, and a short word with another one is another word: "skoven"
    is not "skolen".
    """
    most = slips if len(word) >= _LONG else 1
    asking = [(d, 0, _of_asking()[w]) for w, d in near(word, list(_of_asking()), most)]
    in_minutes = vocabulary.spelt_like(word, most) if len(word) >= _LONGER else []
    found = [*asking, *((slips, 1, other) for other, slips in in_minutes)]
    alike = [each for each in found if each[2][0] == word[0]]
    return min(alike, key=lambda each: each[:2], default=(0, 0, ""))[2]


@cache
def _of_asking() -> dict[str, str]:
    """The words of asking as they are spelt, by their folded letters."""
    return {fold_letters(word): word for word in (*_ASKING, *RECORD_WORDS, *STOP_WORDS)}
