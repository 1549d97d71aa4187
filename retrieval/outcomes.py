"""What came of something: who got the job, why somebody voted so, what a survey showed.

Minutes tell what is planned and proposed; what came of it is told later, or elsewhere, or never.
"""

import re
from datetime import date

from retrieval.evidence import Evidence
from retrieval.periods import find_periods
from retrieval.question import Asks
from retrieval.shown import Shown, placed
from vectorstore.danish import fold_letters, term, terms, tokens

# Over the folded question: who has, or got, a task or a post.
_JOB = re.compile(
    r"\b(?:hvem|who)\b.*\b(formand|nestformand|leder|tovholder|jobbet|stillingen|opgaven|ansat"
    r"|direktor|rektor|koordinator\w*|entreprenor\w*|ejer|ejede|leverandor\w*|arkitekt\w*"
    r"|konsulent\w*|oplegsholder\w*|hyre[st]\w*|tegnede|byggede|anlagde|anlagt|udforte|designed|hired|chair\w*"
    r"|leader|owner|owns|plads i|sidder i|medlem af|representerer|seat on|member of)\b"
)
_OWN = re.compile(r"ejer|ejede|owner|owns")
_OWNED = re.compile(r"\w+eje(?:de|t|s)?\b|\bejes af\b", re.IGNORECASE)  # "privatejede"
# "Hvorfor tog Anja Mostrup forbehold", "why did Anja Mostrup vote".
_WHY_SOMEBODY = re.compile(r"\b(?:hvorfor|why) \w+ ([A-ZÆØÅ][\w-]+ [A-ZÆØÅ][\w-]+)", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\b(?:fordi|da|idet|eftersom|derfor|skyldes|for at|af hensyn|begrund\w*|på grund af|mener"
    r"|mente|ønske\w*|så|som ikke|der ikke)\b",
    re.IGNORECASE,
)
# What others did, or what became of it; the meeting's own decision is told by its minutes.
_BECAME = re.compile(
    r"\b(svarede|svaret|udvalgte?|tabte|vandt|vinder|succes|honorar|forlob|hvordan gik|answered"
    r"|replied|selected|won|lost)\b"
)
_WAS_DONE = re.compile(
    r"\b(?:blev|besluttede|droftede|aftalte|sagde|endte|was|were|decided|agreed)\b"
)
# Asked for by these words, told by those; the question folded, the text not.
_TOLD_BY = (
    (
        r"\b(?:hvad|hvordan|what) .*\b(?:viste|showed|show)\b",
        r"\bvis(?:te|er)\b|fremg|konklu|tyder|peger på|result",
    ),
    (
        r"\bhvad svarede\b",
        r"\b(?:svarede|svarer|svarene|har svaret|mener|mente|oplys\w*|udtal\w*)\b|procent|%",
    ),
    (
        r"\bhvad (?:syntes|tenkte)\b",
        r"\b(?:synes|syntes|mener|mente|vurder\w*|tilfreds\w*|utilfreds\w*|foretræk\w*|klage\w*"
        r"|kritisk\w*|positiv\w*|negativ\w*|svarede|svarer|ønsker|ønskede|peger|pegede)\b",
    ),
    (r"\b(?:tabte|tabt|lost)\b", r"\btabt"),
    (r"\budvalgt\b", r"\b(?:er|blev|blevet) (?:\w+ ){0,3}(?:udvalgt|udpeget)|udvalgte"),
)


def job(shown: Shown) -> bool:
    """Whether it is asked who has or got a post, and nobody is named but in the question."""
    asked = _JOB.search(shown.question.folded)
    if asked and _OWN.fullmatch(asked.group(1)) and any(_OWNED.search(t) for t in _own(shown)):
        return False
    return asked is not None and not any(
        shown.named_anew(each, whole=asked.group(1)[:6] not in fold_letters(each.unit.text.lower()))
        for each in shown.units
    )


def _own(shown: Shown) -> list[str]:
    return [each.unit.reading or each.unit.text for each in shown.units]


def motive(shown: Shown) -> bool:
    """Whether it is asked why somebody did something, and no reason stands with the name."""
    asked = _WHY_SOMEBODY.search(shown.question.text)
    if asked is None or asked.group(1) != asked.group(1).title():
        return False
    name = {term(word) for word in tokens(asked.group(1))}
    own = [each.unit.text for each in shown.units if name & set(terms(each.unit.text))]
    return not any(_BECAUSE.search(text) for text in own)


def planned(shown: Shown) -> bool:
    """Whether an outcome is asked for, and the evidence is of a day after the meeting."""
    question = shown.question
    if _WAS_DONE.search(question.folded) and _of_a_later_day(shown):
        return True
    asked = _BECAME.search(question.folded)
    if asked is None or question.asks is Asks.DATE:
        return False
    became = asked.group(1).removesuffix("e")  # of the folded question
    told = [each for each in shown.units if became in fold_letters(each.unit.text.lower())]
    return any(_later(shown, each) for each in (*shown.units[:2], *told))


def _of_a_later_day(shown: Shown) -> bool:
    """Whether the question names a day after the meeting that the item has no decision of."""
    item = shown.meeting.item(shown.units[0].passage.item)
    decided = {section.decided for section in item.sections} if item else set()
    return any(
        day > shown.meeting.held and day not in decided
        for period in shown.question.days
        if period.year is not None
        for day in [date(period.year, period.first_month, period.first_day)]
    )


def _later(shown: Shown, each: Evidence) -> bool:
    held = shown.meeting.held
    dated = [period for period in find_periods(placed(each))[0] if period.year]
    return bool(dated) and all(
        (period.year or 0, period.first_month or 1) > (held.year, held.month) for period in dated
    )


def untold(shown: Shown) -> bool:
    """Whether it is asked what a survey showed or who was selected, and no unit tells of that."""
    question = shown.question
    if re.search(r"\b(udvalget|direktionen|committee|board)\b", question.folded):
        return False
    return any(
        re.search(asked, question.folded) and not re.search(told, shown.text, re.IGNORECASE)
        for asked, told in _TOLD_BY
    )
