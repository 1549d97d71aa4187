"""Whether a text holds the kind of thing that is asked for: an amount, a day, a person, a place."""

import re
from functools import lru_cache

from retrieval.periods import find_periods
from retrieval.question import Asks, Question
from retrieval.search import Terms
from vectorstore.danish import fold_letters, term, tokens
from vectorstore.schema import BlockKind, Unit

_KIND = re.compile(
    r"\b(?:hvilke|which|what) (?:(?:to|tre|fire|fem|seks|syv|otte|ni|ti|\d+|two|three|four|five|six"
    r"|forskellige|andre|other) )?(\w{4,})\b"
)
_SEVERAL = 3  # compounds of a word, from which a text lists what the word stands for
_NOT = re.compile(r"\b(?:ikke|mangler|manglede|uden|not|without|missing|lacks?)\b")
_DENIED = re.compile(
    r"\b(?:ikke|mangler|manglede|uden|ingen|endnu|undtagen|bortset)\b", re.IGNORECASE
)
_COUNTED = 0.5  # weight from which a word is another for what is counted
MONEY = re.compile(r"\d[\d.,]*\s*(?:mio|mia|tkr|kr|pct|procent|%)|½\s*mio", re.IGNORECASE)
NUMBER = re.compile(
    r"\d|½|\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|halv\w*|alle)\b", re.I
)
DATE = re.compile(
    r"\b\d{1,2}[-./]\d{1,2}|\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober"
    r"|november|december|kvartal|ultimo|primo|medio|foråret|efteråret|sommeren|vinteren|uge"
    r"|(?:sommer|efterårs|vinter|jule|påske)ferien?|årsskiftet|nytår|påske|pinse)\b"
    r"|\b(?:19|20)\d\d\b|\bkl\.",
    re.IGNORECASE,
)
# "Hvilken dato" wants a day, not "i foråret".
ASKS_DAY = re.compile(r"\b(?:hvilken (?:dato|dag)|what (?:date|day)|which (?:date|day))\b")
DAY = re.compile(
    r"\b\d{1,2}[-./]\d{1,2}|\b\d{1,2}\. ?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
    r"|(?:man|tirs|ons|tors|fre|lør|søn)dag|ultimo|primo",
    re.IGNORECASE,
)
_YEAR_OR_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\bkl\.? ?\d{1,2}(?:[.:]\d\d)?(?: ?(?:-|–|til) ?\d{1,2}(?:[.:]\d\d)?)?",
    re.IGNORECASE,
)
# How often: "fire møder om året", "hver anden uge", "kvartalsvis".
OFTEN = re.compile(
    r"\b(?:om (?:året|måneden|ugen|dagen)|(?:pr\.?|per) (?:år|måned|uge|kvartal|dag)|årlig\w*"
    r"|måned(?:s|lig)\w*"
    r"|uge(?:s|ntlig)\w*|kvartals\w*|hver(?:t)? (?:\w+ )?(?:år|måned|uge|kvartal|dag)|gange)\b",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\bhvor (?:ofte|tit|mange (?:gange|mode\w*|besog) om (?:aret|maneden|ugen))"
    r"|\bhow (?:often|many times|many (?:meetings|visits) (?:a|per|each) (?:year|month|week))"
)
# "Hvad betyder BID", "what does BID stand for": told where the letters stand in parentheses or
# before them.
_STANDS_FOR = re.compile(
    r"\b(?:står|betyder|forkortelse\w*|dækker|stands?|means?|abbreviation)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"\b[A-ZÆØÅ]{2,6}\b")
# A room, a house, a street, or a name after "i", "på" or "ved".
PLACE = re.compile(
    r"\b\w*(?:sal|salen|lokale|lokalet|rådhuset|skole|skolen|centret|centeret|huset|hallen|kantinen"
    r"|pladsen|gade|vej|hotel|hotellet|biblioteket)\b"
    r"|\b(?:[Ii]|[Pp]å|[Vv]ed) [A-ZÆØÅ]\w+|online|[Tt]eams"
)
# A name (two capitals running), a title, or a unit's initials ("ØC", "BYC").
PERSON = re.compile(
    r"[A-ZÆØÅ][\w.-]+ (?:[A-ZÆØÅ][\w.-]+)|\b[A-ZÆØÅ]{2,5}\b"
    r"|\b\w*(?:direktør|chef|leder|formand|konsulent|koordinator|borgmester|medarbejder|administration|forvaltning|udvalg|gruppe|center)\w*",
)
REASON = re.compile(
    r"\b(?:fordi|da|idet|eftersom|derfor|skyldes|for at|med henblik|hensyn|så)\b", re.I
)


def fitting(question: Question, words: Terms, unit: Unit) -> float:
    """A bonus when a unit holds the kind of thing that is asked for."""
    text = unit.text
    denied = 0.6 if _denies(question) and _DENIED.search(text) else 0.0
    match question.asks:
        case Asks.AMOUNT:
            return 0.9 if MONEY.search(text) else 0.3 if NUMBER.search(text) else -0.3
        case Asks.NUMBER:
            new = without_numbers_of(question, undated(text))
            return (
                0.4 * bool(NUMBER.search(new))
                + 1.0 * _beside_number(question, words, new)
                + 1.5 * bool(_HOW_OFTEN.search(question.folded) and OFTEN.search(text))
            )
        case Asks.DATE:
            wanted = DAY if ASKS_DAY.search(question.folded) else DATE
            return 0.9 if wanted.search(text) else -0.3
        case Asks.PERSON:
            return 0.5 if PERSON.search(text) else -0.2
        case Asks.REASON:
            return 0.4 if REASON.search(text) else 0.0
        case Asks.PLACE:
            return 0.4 if PLACE.search(text) else 0.0
        case Asks.WHAT if _STANDS_FOR.search(question.text):
            return 1.5 * any(_spelt_out(short, text) for short in _LETTERS.findall(question.text))
        case Asks.LIST:
            listing = unit.kind is BlockKind.BULLET or text.count(",") >= 2
            return 0.2 * listing + 0.8 * _names_several(question, words, text) + denied
        case _:
            return denied


def _denies(question: Question) -> bool:
    """Whether it is asked what is not so: "Hvilke skoler er ikke med?"."""
    return not question.verb_first and _NOT.search(question.folded) is not None


def _names_several(question: Question, words: Terms, text: str) -> bool:
    """Whether a text names several of a kind: "tilflytteranalysen og pendleranalysen"."""
    kind = _KIND.search(question.folded)
    if kind is None:
        return False
    noun = term(kind.group(1))
    meant = {word for word in words.meanings.get(noun, {}) if word != noun and noun in word}
    return len(meant.intersection(term(word) for word in tokens(text))) >= _SEVERAL


def _spelt_out(short: str, text: str) -> bool:
    return re.search(rf"\({short}\)|\b{short} \((?=[A-ZÆØÅa-zæøå]{{3}})", text) is not None


@lru_cache(maxsize=4_000)  # a unit is looked at when it is found and when it is told
def undated(text: str) -> str:
    """A text without its dates, years and times, whose numbers are not what is counted."""
    return _YEAR_OR_TIME.sub(" ", find_periods(text)[1])


def without_numbers_of(question: Question, text: str) -> str:
    """A text without the numbers that the question itself names: they are not the answer."""
    asked = [word for word in tokens(question.text) if word[:1].isdigit()]
    return (
        re.sub("|".join(rf"\b{re.escape(word)}\b" for word in asked), " ", text) if asked else text
    )


def _beside_number(question: Question, words: Terms, text: str) -> bool:
    """Whether what was asked to be counted stands within three words of a number."""
    counted = re.search(r"\b(?:hvor mange|antallet af|how many|number of) (\w+)", question.folded)
    if counted is None:
        return False
    noun = counted.group(1)
    meant = {word for word, w in words.meanings.get(term(noun), {}).items() if w >= _COUNTED}
    split = tokens(text)
    folded = [fold_letters(token.lower()) for token in split]
    for place, token in enumerate(folded):
        if token.startswith(noun[:5]) or (meant and term(split[place]) in meant):
            near = folded[max(0, place - 3) : place + 3]
            return any(
                NUMBER.match(each) and not re.fullmatch(r"(19|20)\d\d", each) for each in near
            )
    return False
