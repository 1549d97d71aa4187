"""Which questions ask of a meeting's records: who, where, when, which items, which were closed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.question import Question, parts
from vectorstore.danish import fold_letters, term, tokens

_ROLES = ("sekretær", "formand", "næstformand", "referent", "direktør", "borgmester")

_WHERE = (
    r"\b(?:hvor\b(?! (?:mange|meget|tit|ofte|lang|stor|lenge|hoj))"
    r"|hvilke[nt] (?:\w*lokale|sted|sal|hotel\w*|adresse|kursus\w+)|where"
    r"|(?:which|what) (?:room|hotel|place|venue|address))\b"
)
_WAS_HELD = r"\b(?:holdt|\w*modet?|modtes|afholdt|foregik|sted|\w*lokalet?|held|meeting|meet|met)\b"
_SAID = {  # other ways to ask for a role, over the folded question
    " referat": "sekretær",
    "secretary": "sekretær",
    "chair": "formand",
    "minutes": "sekretær",
    "notes": "sekretær",
}
# Over the folded question, each between word borders: "afbud" is not in "afbudsfrist".
_KINDS = (
    (
        "absent",
        r"afbud|fraver(ende)?|ikke til stede|(deltog|kom) ikke|var ikke med|udeblev|manglede"
        r"|meldt fra|absent|apologies|did not attend|not present",
    ),
    (
        "role",
        r"sekreter(en)?|(ne?st)?formand(en)?|nestformand(en)?|referent(en)?"
        r"|(tog|forte|skrev) referat(et)?|(took|kept) (the )?(minutes|notes)|secretary|chair"
        r"|chairman|chairperson",
    ),
    (
        "participants",
        r"deltog|deltager(e|ne)?|deltagerliste(n)?|modedeltager(e|ne)|til stede|tilstede|fremmodte"
        r"|sad med|hvem (var|modte) (der |alle )?(med|op|frem)|hvem var der"
        r"|hvem medvirkede|medlemmer|who (was|were) (there|in the room)|attended|attend"
        r"|participants|participated|present",
    ),
    (
        "closed",
        r"lukkede|lukket|lukkedes|ikke offentlige?|for lukkede dore|fortrolige?|hemmelige?|closed"
        r"|not public|behind closed doors|confidential",
    ),
    (
        "item_count",
        r"hvor mange (\w+ )?(punkter|sager|dagsordens?punkter)|antal(let)? (af )?(punkter|sager)"
        r"|how many (agenda )?(items|points)",
    ),
    (
        "agenda",
        r"dagsorden(en)?|hvilke (\w+ )?(punkter|sager|emner)|punkterne|indholdsfortegnelse(n)?"
        r"|agenda|which items|what items|what was on|hvad stod der pa"
        r"|hvad skal (\w+ ){0,3}?(behandles|droftes|besluttes)|(neste|kommende|next|upcoming)"
        r" (mode|meeting)|what will be (discussed|decided|treated)"
        r"|hvad (blev|var) der (behandlet|droftet|talt om|oppe)",
    ),
    (
        "end",
        r"(hvornar|hvad tid|klokken|hvilket tidspunkt|when|what time)\b(?=.*(mode|meeting)).*"
        r"\b(slut\w*|hevet|ferdige?|forbi|ended|end|finish\w*|over)"
        r"|(hvor (lenge|lang tid)|how long)\b.*(\w*modet?|meeting)|sluttid\w*"
        r"|(mode\w*|meeting)s? (varighed|duration)|varighed\w* af modet",
    ),
    (
        "time",
        r"(hvornar|hvad tid|klokken|klokkeslet|hvilket tidspunkt|hvilken ugedag"
        r"|what day of the week).*"
        r"(begynd\w*|start\w*|\w*modet?|holdt|modtes)"
        r"|modetid\w*|starttid\w*|modestart|(when|what time).*(start|begin|held|meeting|met)\w*",
    ),
    (
        "place",
        r"modested\w*|modelokale\w*|foregik\w*|fysisk\w*|online|virtuel\w*|digitalt mode|teams"
        rf"|skype|video\w*|{_WHERE}.*{_WAS_HELD}|{_WAS_HELD}.*{_WHERE}",
    ),
)
# Words that belong to such questions and leave no topic of their own.
_OWN_WORDS = frozenset(
    term(word)
    for word in """
    afbud fravær fraværende stede tilstede deltog deltager deltagere deltagerliste deltagerlisten
    mødedeltagere fremmødte medlemmer medlem lukkede lukket offentlige offentlig døre fortrolige
    hemmelige dagsorden dagsordenen punkter emner indholdsfortegnelse antal begyndte begynder
    startede starter tid tidspunkt klokken holdt holdtes afholdt afholdes mødtes sted lokale
    mødested mødetid starttidspunkt foregik sekretær formand næstformand referent stod listen
    manglede meldte
    meldt sad liste navne samtlige personer folk lokale lokalet mødelokale mødelokalet mødestart
    dag dagen ugedag klokkeslæt klokkeslættet tog ført førte skrev gjorde kom komme mødtes
    afvikledes hvorhenne præcis
    præcist nøjagtigt
    bag behandlet behandledes fysisk fysiske online virtuelt virtuel digitalt teams skype video
    hotel hotellet kursussted kursusstedet konferencecenter konferencecentret referat referatet
    meet meets
    attended attend participants participated present absent closed public agenda items start begin
    started began held place room secretary chair people list apologies time met took notes exactly
    næste kommende behandles drøftes besluttes next upcoming discussed decided treated
    adresse adressen address venue executive board management committee council
    slut sluttede sluttet sluttidspunkt sluttid færdig færdige færdigt hævet hævede varede vare
    varighed længe lang lange ended end finish finished duration long last lasted over
    giv vis skriv sagsnumre sagsnumrene sagsnummer
    """.split()
)


# "direktionsmødet", "udvalgsmøde": any meeting of the body, not "borgermødet".
_MEETING = re.compile(r"^(direktion|udvalg|\w*udvalg|byrad|\w*bestyrelse|rad)s?mode(t|r|rne)?s?$")


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A question about a meeting's records: which kinds, and the role asked for."""

    kinds: tuple[str, ...]
    role: str = ""


def record_question(question: Question, places: Sequence[str]) -> RecordQuestion | None:
    """The kind of record asked for; None when the question has a topic of its own.

    `places` are the meeting's places: "mødet på Rådhuset" names a meeting, not a topic.
    """
    if question.cases or question.item is not None:
        return None
    asked = [_kinds(fold_letters(part.lower())) for part in parts(question.text)]
    together = _kinds(question.folded)
    kinds = tuple(dict.fromkeys(kind for part in asked for kind in part))
    kinds = kinds if all(asked) else together
    if not kinds or topic_left(question, places):
        return None
    role = ""
    if "role" in kinds:
        role = next((r for r in _ROLES if fold_letters(r) in question.folded), "")
        role = role or next((r for said, r in _SAID.items() if said in question.folded), "")
    return RecordQuestion(kinds, role)


def _kinds(folded: str) -> tuple[str, ...]:
    """The kinds that one part asks for: "hvor og hvornår" for both, else the most telling."""
    kinds = tuple(name for name, pattern in _KINDS if re.search(rf"\b(?:{pattern})\b", folded))
    return kinds if kinds == ("time", "place") else kinds[:1]


def topic_left(question: Question, places: Sequence[str]) -> list[str]:
    """The question's topic words that are not about records, dates or a meeting's place."""
    known = {term(word) for place in places for word in tokens(place)}
    return [
        word
        for word in question.words
        if term(word) not in _OWN_WORDS
        and term(word) not in known
        and not word[:1].isdigit()
        and not _MEETING.search(fold_letters(word.lower()))
    ]
