"""What a question asks for: language, kind, section, dates, case numbers and topic words."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from retrieval.glossary import danish_for
from retrieval.periods import Period, find_periods, impossible_day, with_numbered_days
from vectorstore.danish import fold_letters, is_record_word, is_stop, term, tokens
from vectorstore.errors import BadQuestion
from vectorstore.schema import SectionKind, fold

LONGEST = 2000  # characters; longer text is a document, not a question


class Asks(StrEnum):
    """The kind of answer that is asked for."""

    DECISION = "decision"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"
    REASON = "reason"
    YES_NO = "yes_no"
    PROCEDURE = "procedure"
    HISTORY = "history"
    WHAT = "what"


# Patterns over the folded question (æ->e, ø->o, å->a), most telling first.
_ASKS = (
    (
        Asks.HISTORY,
        r"er der sket|skete der|forlob(et)?|historik|tidslinje|history|happened"
        r"|(haft|veret|set|fik|behandlet|droftet) .*(for|tidligere|forhen|flere gange)"
        r"|(to|flere|forskellige) beslutninger",
    ),
    (
        Asks.AMOUNT,
        r"hvor (meget|stort|stor|dyr\w*)|hvad koste\w*|koster|kostede|pris\w*|belob\w*|regning\w*"
        r"|hvor mange (millioner|milliarder|mio|mia|kroner|kr|penge)"
        r"|hvad (er|bliver|var|blev|lyder|lod) (\w+ ){0,2}"
        r"\w+(pris|udgift|omkostning|belob|takst|gebyr|leje)(en|er|erne|et|n)?"
        r"|(lober|lob) \w+ op i"
        r"|how much(?! (?!more)\w+er\b)|how many (million|billion|kroner|dkk)\w*"
        r"|what does .* cost|costs?|price",
    ),
    (
        Asks.NUMBER,
        r"hvor mange|hvor stor\w*|hvor lang\w*|hvor lenge|varighed\w*"
        r"|hvor hoj\w*|hvor ofte|hvor tit|antal\w*|procent\w*|andel\w*|how much \w+er"
        r"|how (many|big|large|long|often)|number of|percent\w*|share of",
    ),
    (
        Asks.DATE,
        r"hvornar|hvilke[nt]? (dato(er)?|dage?|ar|maned(er)?|periode)|frist\w*|deadline"
        r"|dato(er|en)?|when|what date|what time|klokken",
    ),
    (
        Asks.PERSON,
        r"hvem|hvis ansvar|who|whom|whose"
        r"|hvilke[nt]? (personer|person|direktor\w*|leder\w*|formand\w*)",
    ),
    (Asks.REASON, r"hvorfor|arsag\w*|begrund\w*|grunden til|formalet|why|reason"),
    (Asks.PROCEDURE, r"hvordan|hvorledes|proces\w*|fremgangsmade\w*|how"),
    (
        Asks.PLACE,
        r"hvor|hvilke[nt]? (\w*lokaler?|sal|rum|bygning(er)?|sted(er)?|adresse|bydel(e)?)|where"
        r"|(which|what) (room|building|place|venue|address)",
    ),
    (
        Asks.LIST,
        r"hvilke|(en|hele|fuld) liste[n]?|liste over|(en|fuld) oversigt|oversigt over"
        r"|alle (de|dem)|hvad er de( \w+)?|hvad hedder de"
        r"|hvad (skal|bor|kan|ma) .*(indeholde|rumme|omfatte|besta af)"
        r"|nevn|opremse?|which|what are|list",
    ),
)
_YES_NO = re.compile(
    r"^(er|blev|bliver|har|havde|kan|kunne|skal|skulle|far|fik|vil|ma|fulgte|godkendte|besluttede"
    r"|var|did|does|do|is|are|was|were|has|have|can|will)\b"
)
_VERB_FIRST = re.compile(
    r"^\W*(?:(?:og|men|sa|and|but|so) )?(?:er|var|blev|bliver|har|havde|kan|kunne|skal|skulle"
    r"|far|fik|vil|ville|ma|matte|gik|gar|kom|gav|sagde|tog|stod|holdt|lod|bad|bor|burde|\w{2,}(?:ede|kte|gte|lte|tte|nte)"
    r"|did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\b"
)
_DECISION = re.compile(
    r"\b(beslut\w*|vedtag\w*|vedtog\w*|godkend\w*|afgor\w*|bestem(te|t|melse)|resultat\w*"
    r"|(blev|er) (\w+ ){0,2}(valgt|udpeget|bevilget|afsat)|valgte"
    r"|enedes|udfald\w*|endte|tiltrad\w*|konklu\w*|kom frem til|bifald\w*|afslag"
    r"|(sagde|siger|sagt|gav|givet) (\w+ )?(ja|nej|gront lys|lov)|fik (\w+ )?(lov|gront lys)"
    r"|gik (\w+ ){0,3}(igennem|med til)|konsekvens af modet"
    r"|decid\w*|decision\w*|approv\w*|adopt\w*|agree[ds]?|reject\w*|outcome|conclu\w*)\b"
)
_SECTIONS = (
    (
        SectionKind.RECOMMENDATION,
        r"indstil\w*|foresl\w*|foreslog\w*|forslag til beslutning|anbefal\w*|propos\w*"
        r"|recommend\w*|oprindeligt?",
    ),
    (SectionKind.ATTACHMENTS, r"bilag\w*|vedlagt\w*|vedheft\w*|attach\w*|appendi\w*|annex\w*"),
    (
        SectionKind.ECONOMY,
        r"okonomi(en|ske)?|finansier\w*|betal\w*|budget|koste\w*|udgift\w*|bevilling\w*|financ\w*"
        r"|cost\w*",
    ),
    (SectionKind.BACKGROUND, r"baggrund\w*|background"),
)
# What the deciding body itself said or recommended is its decision.
_BY_THE_BODY = re.compile(
    r"\b(udvalget|direktionen|politikerne|byradet|kommunalbestyrelsen|committee|council)\b"
)
_SAID_BY_IT = re.compile(
    r"\b(anbefal\w*|svare\w*|sagde|mente|valgte|onske\w*|bad|ville|endte|recommend\w*|said|chose"
    r"|want\w*|asked)\b"
)
_PROPOSED_BY = re.compile(r"\b(indstil\w*|foresl\w*|foreslog|forvaltning\w*|administration\w*)\b")
_ITEM = re.compile(
    r"\b(?:punkt(?:et)?|pkt\.?|item|agenda item)(?: nr\.?| number)? (\d{1,3})\b", re.IGNORECASE
)
# The last one is -1, as in a list.
_ITEM_BY_PLACE = re.compile(
    r"\b(?:(?P<first>første|first)|(?P<last>sidste|last))"
    r" (?:dagsordens?)?(?:punkt(?:et)?|agenda item)\b",
    re.IGNORECASE,
)
_CASE = re.compile(r"(?<![\d/])(\d{2}/\d{2,6})(?![\d/])")
_QUOTED = re.compile('[„“"][^„“”"]+[“”"]')
_ENGLISH = frozenset(
    """
    the what which who when where why how did does was were is are of for in on to and many much
    about with this that from have has been decided meeting be must can will first before after by
    there at it an
    """.split()
)
_DANISH = frozenset(
    """
    hvad hvem hvor hvornår hvorfor hvordan hvilke hvilken hvilket er var blev det den der som og om
    på til af med en et for skal har kan ikke fra ved mange meget i de at bliver
    """.split()
)
_BACKWARDS = re.compile(
    r"^(og|men|hvad med|hvad sa|and|what about)\b"
    r"|\bhvad (var|er|blev|bliver|lod) (tallet|belobet|andelen|prisen|antallet|resultatet)\b"
    r"|\b(det|den|de|dem|dette|denne|disse|der|her|han|hun|deres|it|they|them|that|this|those)\b"
)
_LATEST = re.compile(
    r"\b(sidste|seneste|nyeste|latest|last|most recent) (\w+ )?\w*(mode|meeting|referat|minutes)\w*"
)
_EARLIEST = re.compile(
    r"\b(forste|eldste|tidligste|earliest|first|oldest) (\w+ )?\w*(mode|meeting|referat|minutes)\w*"
)
# How an amount is counted; minutes write "kr.".
_MONEY_WORDS = frozenset(
    "kroner kr dkk million millioner mio milliard milliarder mia millions billion billions".split()
)
_ODD = re.compile(r"[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. `words` are its topic words as typed, `terms` their search terms."""

    text: str
    folded: str  # lower case, æøå folded: what the patterns are matched on
    language: str
    asks: Asks
    section: SectionKind | None
    wants_decision: bool
    words: tuple[str, ...]
    terms: tuple[str, ...]
    periods: tuple[Period, ...]
    cases: tuple[str, ...]
    item: int | None  # its number; -1 is the last
    committees: tuple[str, ...]
    latest: bool
    earliest: bool
    impossible: str  # a date that no calendar has, as typed; "" if none
    leans_back: bool  # speaks of what was asked before ("og hvad med økonomien?")
    verb_first: bool  # asks whether something is so or came to be: "Fik skolen lov?"
    municipalities: tuple[str, ...] = ()

    def unlimited(self, kinds: Collection[str]) -> "Question":
        """The same without what its words limit it to, by kinds of `Limit`."""
        question = self
        if "period" in kinds:
            question = replace(question, periods=(), latest=False, earliest=False)
        if "committee" in kinds:
            question = replace(question, committees=())
        if "case" in kinds:
            question = replace(question, cases=())
        if "municipality" in kinds:
            question = replace(question, municipalities=())
        return question

    @property
    def days(self) -> tuple[Period, ...]:
        """The exact days it names."""
        return tuple(period for period in self.periods if period.exact)


def understand(
    text: str,
    committees: Collection[str] = (),
    today: date | None = None,
    municipalities: Collection[str] = (),
) -> Question:
    """Read a question; BadQuestion when it is empty or far too long.

    `committees` and `municipalities` are those whose minutes are indexed, `today` is what "i går"
    is reckoned from. One municipality alone tells nothing apart.
    """
    text = fold(_ODD.sub(" ", text))
    if not any(character.isalnum() for character in text):
        raise BadQuestion("Skriv et spørgsmål, for eksempel: Hvad blev besluttet om skolen?")
    if len(text) > LONGEST:
        raise BadQuestion(f"Spørgsmålet er på {len(text)} tegn. Skriv det på højst {LONGEST} tegn.")
    cases = tuple(dict.fromkeys(_CASE.findall(text)))
    asked = without_preface(text)
    rest = _CASE.sub(" ", with_numbered_days(asked))
    impossible = impossible_day(rest)
    periods, rest = find_periods(rest.replace(impossible, " ") if impossible else rest, today)
    item = _item(rest)
    rest = _ITEM_BY_PLACE.sub(" ", _ITEM.sub(" ", rest))
    folded = fold_letters(asked.lower())
    named = named_committees(text, committees)
    there = named_municipalities(text, municipalities) if len(municipalities) > 1 else ()
    words = _topic_words(rest, [*named, *there, *map(_short_municipality, there)])
    language = _language(text)
    if language == "en":
        words = _without_translated(words, named)
    by_body = bool(named) or _BY_THE_BODY.search(folded) is not None
    section = _section(folded)
    if by_body and section is SectionKind.RECOMMENDATION and not _PROPOSED_BY.search(folded):
        section = None
    return Question(
        text=text,
        folded=folded,
        language=language,
        asks=_asks(folded),
        section=section,
        wants_decision=_DECISION.search(folded) is not None
        or (by_body and _SAID_BY_IT.search(folded) is not None and section is None),
        words=words,
        terms=tuple(dict.fromkeys(term(word) for word in words)),
        periods=tuple(periods),
        cases=cases,
        item=item,
        committees=named,
        latest=_LATEST.search(folded) is not None,
        earliest=_EARLIEST.search(folded) is not None,
        impossible=impossible,
        leans_back=_BACKWARDS.search(folded) is not None,
        verb_first=_VERB_FIRST.search(folded) is not None,
        municipalities=there,
    )


# "Jeg sidder i byrådet. Hvornår …": who asks says so, in a few words; more is what is asked about.
_PREFACE = re.compile(
    r"^(?:(?:jeg|vi|i|we) (?:er|sidder|bor|arbejder|am|are|sit|live|work)\b(?: [^\s.?!,]+){1,6}[.!]"
    r"|(?:jeg|vi|i|we) (?:vil|ville|skal|kunne|would|want|need)\b(?: [^\s.?!,:]+){1,6}:) (?=.*[?])",
    re.IGNORECASE,
)


# "… for lukkede døre? Jeg skal bruge det til en artikel": why it is asked is no part of it.
_PURPOSE = re.compile(
    r"(?<=[?]) (?:jeg|vi|det|i|we|it|tak|thanks)\b[^?]{0,120}$",
    re.IGNORECASE,
)


def without_preface(text: str) -> str:
    """A question without what the asker tells of themselves before it and after it."""
    return _PURPOSE.sub("", _PREFACE.sub("", text)) or text


_ASKING = (
    r"(?:hvornår|hvornaar|hvem|hvad|hvor|hvordan|hvorfor|hvilke[nt]?|when|who|what|how|why|where"
    r"|which)"
)
# Not at a comma alone: "snakke om, hvordan det er" is one question.
_SEAM = re.compile(rf"(?:,? (?:og|men|and|but)|[?]) (?={_ASKING}\b)", re.IGNORECASE)


def parts(text: str) -> list[str]:
    """The questions that a question is made of: "Hvad koster det, og hvem betaler?" holds two.

    One part, the whole, where a part would have no question word of its own.
    """
    found = [part.strip(" ,?") for part in _SEAM.split(fold(without_preface(text)))]
    asking = [
        re.search(rf"\b{_ASKING}\b", part, re.IGNORECASE)
        or _VERB_FIRST.search(fold_letters(part.lower()))
        for part in found
    ]
    return [f"{part}?" for part in found] if len(found) > 1 and all(asking) else [text]


def _item(text: str) -> int | None:
    numbered = _ITEM.search(text)
    if numbered:
        return int(numbered.group(1))
    placed = _ITEM_BY_PLACE.search(text)
    return None if placed is None else 1 if placed["first"] else -1


def _topic_words(text: str, committees: Collection[str]) -> tuple[str, ...]:
    said = [form for name in committees for form in (*short_forms(name), abbreviation(name))]
    own = {term(word) for form in said for word in tokens(form)}
    return tuple(
        word
        for word in dict.fromkeys(tokens(text))
        if not is_stop(word)
        and not is_record_word(word)
        and word.lower() not in _MONEY_WORDS
        and term(word) not in own
        and (len(word) > 1 or word.isdigit() or word in "½¼¾")
    )


def _language(text: str) -> str:
    """By the asker's own words: a quoted title is Danish whoever asks."""
    words = [word.lower() for word in tokens(_QUOTED.sub(" ", text)) or tokens(text)]
    english = sum(word in _ENGLISH for word in words)
    danish = sum(word in _DANISH or any(c in "æøå" for c in word) for word in words)
    return "en" if english > danish else "da"


def _asks(folded: str) -> Asks:
    for kind, pattern in _ASKS:
        if re.search(rf"\b(?:{pattern})\b", folded):
            return kind
    return Asks.YES_NO if _YES_NO.search(folded) else Asks.WHAT


def _section(folded: str) -> SectionKind | None:
    return next(
        (kind for kind, pattern in _SECTIONS if re.search(rf"\b(?:{pattern})\b", folded)), None
    )


def named_committees(text: str, committees: Collection[str]) -> tuple[str, ...]:
    """The committees that a text names: whole, in part ("teknikudvalget"), or by "TMU".

    A part or an abbreviation that fits several names none.
    """
    folded = fold_letters(text.lower())
    whole = tuple(name for name in committees if _stands(folded, name))
    if whole:
        return whole
    short = [name for name in committees if any(_stands(folded, s) for s in short_forms(name)[1:])]
    abbreviated = [name for name in committees if _abbreviated(text, name)]
    if not short and not abbreviated:
        translated = {fold_letters(d)[:5] for found in danish_for(text).values() for d in found}
        short = [name for name in committees if _translated(name, translated)]
    return tuple(short if len(short) == 1 else abbreviated if len(abbreviated) == 1 else ())


def named_municipalities(text: str, municipalities: Collection[str]) -> tuple[str, ...]:
    """The municipalities that a text names: "Hasselø Kommune", "i Hasselø"."""
    folded = fold_letters(text.lower())
    return tuple(
        name
        for name in municipalities
        if re.search(rf"\b{re.escape(fold_letters(_short_municipality(name).lower()))}s?\b", folded)
    )


def _short_municipality(name: str) -> str:
    """ "Hasselø" for "Hasselø Kommune"; a region keeps its whole name."""
    return re.sub(r"\s+kommune$", "", name, flags=re.IGNORECASE)


def _translated(committee: str, danish: Collection[str]) -> bool:
    """Whether the Danish of an English text holds every word that tells a committee by."""
    own = [fold_letters(word.lower()) for word in tokens(committee) if not is_stop(word)]
    parts = [re.sub(r"(udvalget|radet|nevnet)$", "", word)[:5] for word in own]
    return bool(parts) and all(part and part in danish for part in parts)


def _without_translated(words: Sequence[str], committees: Collection[str]) -> tuple[str, ...]:
    """English topic words without those that only name a committee ("the technical committee")."""
    own = {fold_letters(word.lower())[:5] for name in committees for word in tokens(name)}
    return tuple(
        word
        for word in words
        if not any(
            fold_letters(danish)[:5] in own
            for danish in (each for found in danish_for(word).values() for each in found)
        )
    )


def short_forms(committee: str) -> list[str]:
    """A committee's name and its short forms: "Teknik- og Miljøudvalget", "Teknikudvalget"."""
    parts = re.split(r"-?,? og |-, ", committee)
    tail = re.search(r"(udvalget|rådet|nævnet|komiteen|komitéen)$", committee, re.IGNORECASE)
    if len(parts) < 2 or tail is None:
        return [committee]
    return [
        committee,
        *(
            p if p.lower().endswith(tail.group(0).lower()) else p.strip("- ") + tail.group(0)
            for p in parts
        ),
    ]


def _stands(folded: str, name: str) -> bool:
    """Whether a folded text holds a name, with or without its ending."""
    stem = re.sub(r"(en|et|s)$", "", fold_letters(name.lower()))
    return re.search(rf"\b{re.escape(stem)}(en|et|s|ens|ets)?\b", folded) is not None


def _abbreviated(text: str, committee: str) -> bool:
    short = abbreviation(committee)
    return bool(short) and re.search(rf"(?<!\w){short}(?!\w)", text) is not None


def abbreviation(committee: str) -> str:
    """ "TMU" for "Teknik- og Miljøudvalget"; "" where a name has no such form."""
    tail = re.search(r"(udvalg|råd|nævn)(?:et)?$", committee, re.IGNORECASE)
    letters = [word[0] for word in re.findall(r"[^\W\d_]+", committee) if word != "og"]
    if tail is None or not letters:
        return ""
    return "".join([*letters, tail.group(1)[0]]).upper()
