"""What a question demands of its evidence, and whether the evidence meets it.

A near miss has everything but the thing that is asked for: the price, the supplier's name, the
vote, the year, the person. General rules about Danish and about how people ask.
"""

import re
from collections.abc import Callable, Sequence

from retrieval.evidence import Evidence
from retrieval.fitting import (
    ASKS_DAY,
    DATE,
    DAY,
    MONEY,
    NUMBER,
    PERSON,
    REASON,
    undated,
    without_numbers_of,
)
from retrieval.outcomes import job, motive, planned, untold
from retrieval.question import Asks, Question
from retrieval.search import Terms
from retrieval.shown import Demand, Shown, placed
from vectorstore.danish import fold_letters, is_record_word, is_stop, term, terms, tokens
from vectorstore.schema import BlockKind, Meeting

_LOOK = 4  # units of the best item that may meet a demand

_ASKS_NAME = re.compile(
    r"\b(hedder(?! de\b)|hed|navn(et|ene)?|firma\w*|leverandor\w*|virksomhed\w*|entreprenor\w*"
    r"|bygherre\w*|arkitekt\w*|konsulentfirma\w*|company|supplier|contractor|vendor|called|name)\b"
)
_SEVERAL = re.compile(r"\b(?:hedder de|navnene pa)\b")  # "Hvad hedder de tre koordinatorer?"
# Who has a role; a name of two capitals ("Anja Mostrup", "Lars C."), or initials in parentheses.
_ROLE = re.compile(r"\b\w*(leder|chef|direktor|koordinator|konsulent|formand|rektor|sekreter)\w*")
_WHOLE_NAME = re.compile(r"\b[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][\w.]+|\([A-ZÆØÅ]{2,4}\)")
_NAME = re.compile(r"(?<=[a-zæøå,(:] )[A-ZÆØÅ][\wæøåÆØÅ-]+|\b[A-ZÆØÅ]{2,}\w*\b")
_NAME_WORD = re.compile(r"[A-ZÆØÅ][\wæøå-]+")
_INNER_CAPITAL = re.compile(r"(?<=[\wæøå,)–-] )[A-ZÆØÅ][\wæøåÆØÅ]+")
_A_BODY = re.compile(r"(udvalg|råd|bestyrelse|kommune)(et|en|n|s|ens|ets)?$")
_VOTE = re.compile(r"\b(stem(te|mer|t|me|metal)|flertal\w*|enstemmig\w*|imod|vote[ds]?|against)\b")
_VOTED = re.compile(r"\b(stem\w+|flertal\w*|enig\w*|imod|forbehold\w*|mindretal\w*)\b")
# Other bodies decide too, and their decisions stand in other minutes.
_BODY = re.compile(
    r"\b(byrad|kommunalbestyrelse|okonomiudvalg|regionsrad|folketing|ministeri|council"
    r"|(?<=sagde )\w{3,}udvalg|(?<=besluttede )\w{3,}udvalg|(?<=godkendte )\w{3,}udvalg)\w*"
)
_DECIDED = re.compile(
    r"\b(godkend\w*|vedt[ao]g\w*|beslut\w*|sagde|stemte|gav (?:\w+ ){0,2}lov|decid\w*|approv\w*"
    r"|adopt\w*)\b"
)
# What a body is to decide is told by those who expect it.
_TO_COME = re.compile(r"\b(forvent\w*|skal|skulle|ville|expected|planned|supposed)\b")
# Asked of an outcome, evidence must tell of one: a plan is no result.
_OUTCOME = re.compile(
    r"\b(vandt|vinder\w*|resultat\w*|hvordan gik|hvor godt gik|gik det|blev udvalgt|fik opgaven"
    r"|fik tilbuddet|kom ([\w-]+ ){0,3}med (i|blandt)|(blev|var) ([\w-]+ ){0,2}blandt|lykkedes"
    r"|hvem (endte med|kom til) at (\w+ ){0,2}betale|hvilke .*\bendte (\w+ ){0,2}med"
    r"|kom der ud af|kom ud af|who won|outcome|result\w*|how did .* go"
    r"|viste (\w+ ){0,3}\w*(analyse|undersogelse|evaluering|maling|rapport|test|forsog)\w*)\b"
)
_TOLD = re.compile(
    r"\b(vandt|vinder\w*|resultat\w*|udvalgt\w*|gennemført\w*|forløb\w*|afholdt\w*|viste|viser|gik"
    r"|endte|lykkedes|svarede|har svaret|faldt|bortfaldt|vedtaget|forkastet|nedstemt|afvist)\b",
    re.IGNORECASE,
)
# Asked for by their amount, but seldom said.
_GENERAL = re.compile(
    r"(penge|midler|tid|del|part|stor|lang|høj|person|mennesk|pris|beløb|udgift|omkostning|kost|andel"
    r"|procent|antal|størrelse|kilomet|meter|kvadratmeter|ton|liter|grader|minut|time|dage|uger|måned)\w*",
    re.IGNORECASE,
)
# A question after a sentence of its own: what it counts is told before it.
_ELSEWHERE = re.compile(r"[.!] .*\b(?:[Hh]vor (?:mange|meget)|[Hh]ow (?:many|much))\b")
# Prices of one thing, which no other amount stands for.
_FEES = (
    "husleje",
    "takst",
    "gebyr",
    "løn",
    "honorar",
    "rente",
    "entré",
    "kontingent",
    "billetpris",
)
_PRICED = re.compile(r"(kost|pris|udgift|betal)\w*", re.IGNORECASE)  # say that, not of what
_PAY = re.compile(
    r"\b(kost|pris|betal|honorar|lon|husleje|leje|udgift|rente|belob|takst|gebyr|kroner|tilskud"
    r"|penge|million|cost|price|paid|pay|fee|tax|rent)\w*"
)
_MILLIONS = re.compile(r"\b(?:mio|million\w*)\b|\d(?:\.\d{3}){2}")
# "2,1 mio. kr.", "25 %", "40.000"; that it costs nothing is an answer too.
_SUM = re.compile(
    r"\d[\d.,]*\s*(?:mio|mia|tkr|kr|pct|procent|%|dkk)|½\s*mio|\d\.\d{3}|gratis|omkostningsfri"
    r"|udgiftsneutral|ingen (?:\w+ )?(?:udgift|økonomi|konsekvens|betaling)"
    r"|uden (?:udgift|beregning)|inden for|afholdes|finansier",
    re.IGNORECASE,
)
_AGES = re.compile(r"\b\d+ ?- ?\d+(?=-årig)")
# "Budget 2023-2026", "sæson 2023/24": what is called by its years is another one in other years.
_YEARS = re.compile(r"\b(20\d\d) ?[-–/] ?(?:20)?(\d\d)\b|\bbudget(?:tet|ter)? (?:for )?(20\d\d)\b")
_DEPUTY = re.compile(r"\b(nestform|viceborg|vicedir|souschef|deputy|vice)\w*")
_AT_LARGE = re.compile(
    r"\b(landsplan|landsgennemsnit\w*|hele landet|i danmark|nationalt|nationwide|nationally)\b"
)
_LARGE = re.compile(
    r"\bland(?:et|s\w*)\b|danmark|dansk|national|gennemsnit|kommunerne", re.IGNORECASE
)
# "Hvilken kommune", "which municipality": one that the question does not name.
_ASKS_MUNICIPALITY = re.compile(r"\b(?:hvilke[nt]? (?:\w+ )?kommuner?|which municipalit\w+)\b")
_MUNICIPALITY = re.compile(
    r"\b[A-ZÆØÅ][\w-]+ [Kk]ommune|\bkommuner(?:ne)?\b.*[A-ZÆØÅ]|\b(?:fra|i|med) [A-ZÆØÅ]\w+"
)
_MET = 0.5  # weight from which a word counts as met
_WHICH_OF_MANY = re.compile(r"\b(?:hvilke|which)(?: de| the)? (\d+)\b(?! ?%)")
_MANY, _SOME = 5, 3  # named in a question, and at least listed by an answer


def unmet(
    question: Question,
    words: Terms,
    evidence: Sequence[Evidence],
    load: Callable[[str], Meeting],
) -> frozenset[Demand]:
    """What the question demands and its best evidence does not hold."""
    best = evidence[0].passage
    meeting = load(best.meeting)
    key = (best.meeting, best.item)
    units = [e for e in evidence if (e.passage.meeting, e.passage.item) == key]
    units.sort(key=lambda each: -each.within)
    shown = Shown(question, words, units[:_LOOK], meeting)
    return frozenset(demand for demand, missing in _MISSING.items() if missing(shown))


def _number(shown: Shown) -> bool:
    question = shown.question
    texts = [each.unit.reading or each.unit.text for each in shown.units]
    if question.asks is Asks.AMOUNT:
        return not any(MONEY.search(text) or re.search(r"\d", undated(text)) for text in texts)
    if question.asks is Asks.NUMBER:
        return not any(NUMBER.search(without_numbers_of(question, undated(t))) for t in texts)
    return False


def _person(shown: Shown) -> bool:
    asked = shown.question.asks is Asks.PERSON
    return asked and not any(PERSON.search(text) for text in shown.near)


def _reason(shown: Shown) -> bool:
    return shown.question.asks is Asks.REASON and not REASON.search(shown.text)


def _date(shown: Shown) -> bool:
    if shown.question.asks is not Asks.DATE:
        return False
    wanted = DAY if ASKS_DAY.search(shown.question.folded) else DATE
    return not any(wanted.search(text) for text in shown.near)


def _municipality(shown: Shown) -> bool:
    """Whether it is asked which municipality, and none is named but in the question."""
    if not _ASKS_MUNICIPALITY.search(shown.question.folded):
        return False
    asked = fold_letters(shown.question.text.lower())
    named = (found.group(0) for found in _MUNICIPALITY.finditer(shown.text))
    return not any(
        fold_letters(word.lower()) not in asked
        for found in named
        for word in _NAME_WORD.findall(found)
    )


def _name(shown: Shown) -> bool:
    if not _ASKS_NAME.search(shown.question.folded):
        return False
    asked = {fold_letters(word.lower()) for word in tokens(shown.question.text)}
    found = {fold_letters(name.lower()) for name in _NAME.findall(shown.text)}
    return not found - asked


def _named(shown: Shown) -> bool:
    """Whether the question names somebody or something that the units do not."""
    wanted = {term(word) for word in _named_in(shown.question)} & shown.words.meanings.keys()
    around = shown.around
    return any(shown.words.match(each, around) < _MET for each in wanted)


def _named_in(question: Question) -> list[str]:
    return [
        word
        for word in _INNER_CAPITAL.findall(question.text)
        if not (is_stop(word) or is_record_word(word) or _A_BODY.search(word.lower()))
    ]


def _body(shown: Shown) -> bool:
    """Whether another body is asked about, and the units do not say that it decided."""
    body = _BODY.search(shown.question.folded)
    if body is None or not _DECIDED.search(shown.question.folded):
        return False
    if _TO_COME.search(shown.question.folded):
        return False
    name = body.group(1)
    if name in fold_letters(shown.meeting.committee.lower()):
        return False
    told = fold_letters(shown.text.lower())
    verb = r"(godkend|vedt|beslut|afsat)"
    return not re.search(rf"{name}\w* (har |havde )?{verb}|{verb}\w* (af|i) {name}", told)


def _vote(shown: Shown) -> bool:
    return bool(_VOTE.search(shown.question.folded)) and not _VOTED.search(shown.text.lower())


def _outcome(shown: Shown) -> bool:
    return bool(_OUTCOME.search(shown.question.folded)) and not _TOLD.search(shown.text)


def _enumerated(shown: Shown) -> bool:
    """Whether "hvilke 14 kommuner" is asked, and no unit lists so much as a few."""
    asked = _WHICH_OF_MANY.search(shown.question.folded)
    if asked is None or int(asked.group(1)) < _MANY:
        return False
    entries = sum(each.unit.kind is not BlockKind.PARAGRAPH for each in shown.units)
    return entries < _SOME and not any(
        (each.unit.reading or each.unit.text).count(",") >= _SOME for each in shown.units
    )


def _subject(shown: Shown) -> bool:
    """Whether "hvor høj er huslejen" is met by evidence that speaks of no rent."""
    question, words = shown.question, shown.words
    timed = question.folded.startswith(("hvor lenge", "hvor lang", "hvor ofte", "hvor tit"))
    if question.asks not in (Asks.NUMBER, Asks.AMOUNT) or timed or question.language == "en":
        return False
    if _ELSEWHERE.search(question.text):
        return False
    named = (w for w in question.words if not w[:1].isdigit() and not _PRICED.fullmatch(w))
    subject = next(named, "")
    if _GENERAL.fullmatch(subject) or term(subject) not in words.meanings:
        return False
    own = {
        word
        for each in shown.units[:3]
        for word in terms(
            f"{each.unit.text} {each.unit.lead} {each.unit.subheading} {each.passage.context}"
        )
    }
    return words.match(term(subject), own) < _MET


def _year(shown: Shown) -> bool:
    """Whether a number of a year is asked for, and neither the meeting nor the units are of it."""
    question = shown.question
    years = {p.year for p in question.periods if p.whole_year and p.year == p.last_year}
    if question.asks not in (Asks.NUMBER, Asks.AMOUNT) or len(years) != 1:
        return False
    year = next(iter(years))
    leads = " ".join(f"{each.unit.lead} {each.unit.subheading}" for each in shown.units)
    told = f"{shown.text} {leads} {shown.units[0].passage.context}"
    return shown.meeting.held.year != year and str(year) not in told


def _called_by_years(shown: Shown) -> bool:
    """Whether something is called by its years, and the item is not of them."""
    named = _YEARS.search(shown.question.text)
    if named is None:
        return False
    best = shown.units[0].passage
    item = shown.meeting.item(best.item)
    text = shown.meeting.text[item.start : item.end] if item else ""
    told = {(found[1] or found[3], found[2]) for found in _YEARS.finditer(text)}
    if named[2] and any(last for _, last in told):
        return (named[1], named[2]) not in told
    return not re.search(rf"{named[1] or named[3]}|/{(named[1] or named[3])[2:]}\b", text)


def _at_large(shown: Shown) -> bool:
    """Whether a number of the whole country is asked for, and none of it is told."""
    return bool(_AT_LARGE.search(shown.question.folded)) and not _LARGE.search(shown.text)


def _paid(shown: Shown) -> bool:
    """Whether a price is asked for, and nothing but other numbers stands there."""
    question = shown.question
    if question.asks is not Asks.AMOUNT or not _PAY.search(question.folded):
        return False
    fees = {term(word) for word in _FEES} & shown.words.meanings.keys()
    if any(shown.words.match(fee, shown.around) < _MET for fee in fees):
        return True
    if _MILLIONS.search(question.folded):
        return not _MILLIONS.search(shown.text)
    return not any(_SUM.search(without_numbers_of(question, text)) for text in shown.near)


def _group(shown: Shown) -> bool:
    """Whether a number of an age group or a place is asked for, and no number is of it."""
    question, words = shown.question, shown.words
    if question.asks not in (Asks.NUMBER, Asks.AMOUNT) or _ELSEWHERE.search(question.text):
        return False
    ages = _AGES.findall(question.text)
    places = [word for word in _named_in(question) if not word.isupper()]  # "DIGI" is none
    names = {term(word) for word in places} & words.meanings.keys()
    counted = [
        f"{placed(each)} {each.passage.context} {_said_before(each)}"
        for each in shown.units
        if NUMBER.search(without_numbers_of(question, undated(each.unit.reading or each.unit.text)))
    ]

    def of_it(text: str) -> bool:
        own = set(terms(text))
        return all(age in text for age in ages) and all(words.match(n, own) >= _MET for n in names)

    return bool(ages or names) and bool(counted) and not any(map(of_it, counted))


def _said_before(each: Evidence) -> str:
    units = each.passage.units
    at = next((n for n, unit in enumerate(units) if unit.id == each.unit.id), 0)
    return units[at - 1].text if at else ""


def _role(shown: Shown) -> bool:
    """Whether the name of who has a role is asked for, and none stands beside that role.

    A deputy is none but where one is told of.
    """
    deputy = _DEPUTY.search(shown.question.folded)
    if deputy and deputy.group(1)[:5] not in fold_letters(shown.text.lower()):
        return True
    role, several = _ROLE.search(shown.question.folded), _SEVERAL.search(shown.question.folded)
    if role is None or not (several or _ASKS_NAME.search(shown.question.folded)):
        return False
    texts = [each.unit.text for each in shown.units]
    beside = [text for text in texts if role.group(1) in fold_letters(text.lower())]
    return not any(len(_WHOLE_NAME.findall(text)) > bool(several) for text in beside)


_MISSING: dict[Demand, Callable[[Shown], bool]] = {
    Demand.NUMBER: _number,
    Demand.DATE: _date,
    Demand.PERSON: _person,
    Demand.REASON: _reason,
    Demand.NAME: _name,
    Demand.NAMED: _named,
    Demand.BODY: _body,
    Demand.VOTE: _vote,
    Demand.OUTCOME: _outcome,
    Demand.LISTED: _enumerated,
    Demand.SUBJECT: _subject,
    Demand.YEAR: _year,
    Demand.YEARS: _called_by_years,
    Demand.AT_LARGE: _at_large,
    Demand.ROLE: _role,
    Demand.JOB: job,
    Demand.MOTIVE: motive,
    Demand.PLAN: planned,
    Demand.TOLD: untold,
    Demand.PAID: _paid,
    Demand.GROUP: _group,
    Demand.MUNICIPALITY: _municipality,
}
