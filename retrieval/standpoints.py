"""What a question asks of votes and presence: who was against, the count, who was disqualified."""

import re
from dataclasses import dataclass
from enum import StrEnum

from retrieval.question import Question
from retrieval.records import topic_left
from vectorstore.danish import fold_letters, term, tokens
from vectorstore.schema import Attendance, Presence, Side, Vote


class Asked(StrEnum):
    """What is asked for."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    RESERVED = "reserved"
    COUNT = "count"  # how the vote went, all sides
    UNANIMOUS = "unanimous"
    VOTER = "voter"  # how somebody voted
    VOTED = "voted"  # which items there were votes on
    ABSENT = "absent"  # from one item
    DISQUALIFIED = "disqualified"
    LEFT = "left"
    CAME = "came"
    SUBSTITUTE = "substitute"


_SIDES = {
    Asked.FOR: (Side.FOR,),
    Asked.AGAINST: (Side.AGAINST,),
    Asked.ABSTAINED: (Side.ABSTAINED,),
    Asked.RESERVED: (Side.RESERVED,),
    Asked.COUNT: tuple(Side),
    Asked.UNANIMOUS: tuple(Side),
    Asked.VOTER: tuple(Side),
    Asked.VOTED: (Side.FOR, Side.AGAINST, Side.ABSTAINED),
}
_PRESENCES = {
    Asked.ABSENT: tuple(Presence),
    Asked.DISQUALIFIED: (Presence.DISQUALIFIED,),
    Asked.LEFT: (Presence.LEFT,),
    Asked.CAME: (Presence.CAME,),
    Asked.SUBSTITUTE: (Presence.SUBSTITUTE,),
}

# Over the folded question, each between word borders. "Which daycare centres voted no" asks of
# others than the members.
_WHO = (
    r"(?:hvem|nogen|hvilke[nt]? (?:\w+ )?(?:politiker|medlem|parti|gruppe|\w+medlem|liste)\w*"
    r"|noget parti|who|anyone|anybody|(?:which|what) (?:politician|member|part(?:y|ies)"
    r"|councillor|group)\w*)"
)
_AGAINST = r"(?:i?mod|nej)"
_CAST = r"(?:stemte|stemt|stemmer)"
_KINDS = (
    (
        Asked.VOTED,
        r"(?:hvilke|hvor mange|alle|which|what|how many|list)(?: \w+)?"
        r" (?:punkter|sager|emner|beslutninger|items|cases|matters|decisions)\b.*"
        r"\b(?:stemt|afstemning\w*|afstemt|voted|votes?)"
        r"|hvor(?:nar)? blev der stemt|hvilken? afstemning(?:er)?|hvilke afstemninger|which votes",
    ),
    (
        Asked.COUNT,
        r"stemmetal\w*|stemmefordeling\w*|afstemningsresultat\w*|resultatet? af afstemning\w*"
        r"|hvordan (?:faldt|fordelte|endte|gik) (?:stemmerne|afstemning\w*)"
        r"|hvad (?:blev|var|endte) (?:afstemning\w*|resultatet af afstemning\w*)"
        r"|hvordan blev der stemt|hvem stemte hvad|hvem stemte for og (?:hvem )?i?mod"
        rf"|hvor mange (?:medlemmer |politikere )?{_CAST} (?:for|{_AGAINST})"
        r"|hvordan stemte (?:de|man|udvalget|medlemmerne|politikerne|partierne|direktionen)\b"
        r"|vote count|what was the vote|how (?:was|were) the votes?|who voted for and against"
        r"|how many (?:members |politicians )?voted|how did (?:they|the (?:committee|members))"
        r" vote",
    ),
    (
        Asked.AGAINST,
        rf"{_WHO} (?:\w+ ){{0,3}}?{_CAST} {_AGAINST}|{_CAST} (?:der )?nogen {_AGAINST}"
        rf"|(?:hvem|nogen)(?: der| som)? (?:var|er|gik|stemte) {_AGAINST}|var der nogen {_AGAINST}"
        rf"|{_WHO} (?:kunne|ville) ikke (?:tiltrede|stotte|anbefale|godkende)"
        rf"|{_WHO} (?:voted|vote|was|were) (?:against|no)",
    ),
    (
        Asked.FOR,
        rf"{_WHO} (?:\w+ ){{0,3}}?{_CAST} (?:for|ja)|(?:hvem) var for|{_CAST} nogen (?:for|ja)"
        rf"|{_WHO} (?:voted|vote|was|were) (?:for|yes|in favou?r)",
    ),
    (
        Asked.ABSTAINED,
        rf"{_WHO} (?:\w+ ){{0,2}}?(?:undlod|undladt|{_CAST} (?:blankt?|hverken))"
        rf"|undlod (?:der )?nogen|{_WHO} (?:\w+ )?abstain\w*",
    ),
    (
        Asked.RESERVED,
        rf"{_WHO} (?:\w+ ){{0,2}}?(?:tog|tage|taget|havde) (?:\w+ )?forbehold"
        r"|(?:tog|havde) (?:der )?nogen (?:\w+ )?forbehold|hvilke forbehold"
        r"|var der (?:nogen |taget )?forbehold|blev der taget (?:\w+ )?forbehold"
        rf"|{_WHO} (?:\w+ ){{0,2}}?(?:tilfort|til protokol\w*|til referat\w*)"
        rf"|{_WHO} (?:\w+ ){{0,3}}?reservations?|any reservations",
    ),
    (
        Asked.DISQUALIFIED,
        rf"{_WHO} (?:\w+ ){{0,2}}?inhabile?|var der (?:nogen )?inhabile?|var nogen inhabile?"
        rf"|{_WHO} (?:\w+ )?(?:deltog|deltage) ikke i (?:behandling|droftelse|sagen|punkt)\w*"
        rf"|{_WHO} (?:matte|kunne) ikke deltage|{_WHO} (?:was|were) (?:disqualified|recused)"
        rf"|{_WHO} (?:had a )?conflict of interest|{_WHO} did not take part in",
    ),
    (
        Asked.LEFT,
        rf"{_WHO} (?:\w+ ){{0,2}}?(?:forlod|gik fra|gik for|gik hjem|gik tidlig\w*)"
        rf"|forlod (?:der )?nogen|{_WHO} (?:left|leave)",
    ),
    (
        Asked.CAME,
        rf"{_WHO} (?:\w+ ){{0,2}}?(?:ankom|kom (?:for sent|senere|til stede|under)|modte senere)"
        rf"|(?:ankom|kom) (?:der )?nogen (?:senere|for sent|under)"
        rf"|{_WHO} (?:arrived|came|joined|come) (?:late|later|during)",
    ),
    (
        Asked.SUBSTITUTE,
        rf"{_WHO} (?:\w+ ){{0,3}}?stedfortreder\w*|var der (?:nogen )?stedfortreder\w*"
        rf"|{_WHO} (?:\w+ ){{0,3}}?(?:substitutes?|deput(?:y|ies))",
    ),
    (
        Asked.ABSENT,
        rf"{_WHO} (?:\w+ ){{0,3}}?(?:afbud|fraver(?:ende)?|ikke til stede|ikke med|manglede)"
        rf"|{_WHO} (?:\w+ )?(?:deltog|kom) ikke|(?:manglede|var) (?:der )?nogen (?:fraverende|vek)"
        rf"|{_WHO} (?:was|were) (?:absent|not present)|{_WHO} did not attend",
    ),
    (Asked.UNANIMOUS, r"enstemmigt?|(?:alle|udvalget|de) (?:var )?enige|i enighed|unanimous\w*"),
)
_ALL = [(kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in _KINDS]
_REASON = re.compile(r"\b(?:hvorfor|why|begrund\w*|arsag\w*)\b")
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d+")  # "lokalplan 121"; a year limits the search
# "Hvem stemte for at lukke skolen?": the vote may have been on keeping it, so all of it is told.
_PROPOSITION = re.compile(r"\b(?:for|i?mod) at\b|\b(?:for|against) \w+ing\b")
# "Hvordan stemte SF om skolen?" · "Stemte Anne Holm for cykelstien?"
_VOTER = re.compile(
    r"\b(?:hvordan|hvad|how did|how have)(?: har)? (?:stemte|stemt)? ?(?P<name>.+?)"
    r"(?: (?:stemt|vote|voted))?(?= (?:om|i|ved|til|vedr\w*|angående|da|den|på|under|på|for|imod"
    r"|mod|on|about|in|when|at)\b|\W*$)"
    r"|^(?:stemte|did) (?P<who>.+?) (?:vote )?(?:for|imod|mod|ja|nej|against|yes|no)\b",
    re.IGNORECASE,
)
_VOTING = re.compile(r"\b(?:stemte?|stemmer|voted?)\b")
_BODY = re.compile(r"\w*(?:udvalg|rad|bestyrelse|direktion|nevn|forsamling|council|committee)\w*")
_OWN = frozenset(
    term(word)
    for word in """
    udvalget direktionen stemte stemt stemmer stemme stemmerne imod mod nej ja afstemning
    afstemningen afstemninger
    stemmetal stemmetallet stemmetallene stemmefordeling stemmefordelingen afstemningsresultat
    enstemmig enstemmigt enige enighed forbehold undlod undlade undladt blankt blank hverken
    flertal mindretal inhabil inhabile inhabilitet behandling behandlingen behandlet behandles
    drøftelse drøftelsen sag sagen sager punkt punktet punkter deltage stedfortræder stedfortrædere
    stedfortræderen ankom forlod forlade forladt mødet møde politiker politikere politikerne parti
    partier partiet gruppe grupper gruppen medlem medlemmer medlemmerne tilført protokol
    protokollen referat referatet tiltræde støtte resultat resultatet forslag forslaget indstilling
    indstillingen
    ønskede ønsker havde kunne ville fik beslutning beslutningen fordelte faldt nogen noget tog
    tage taget senere sent tidligt hjem
    vote voted votes against favor favour unanimous unanimously abstain abstained reservations
    reservation disqualified recused substitute substitutes deputy late later left leave arrived
    came joined anyone anybody councillors politicians members parties party count proposal item
    items cases matters decision decisions conflict interest treatment part take
    """.split()
)

# The letters of the parties on Danish ballots, with the names that people ask for them by.
_PARTIES = {
    "A": "socialdemokratiet|socialdemokraterne|social democrats",
    "B": "radikale venstre|de radikale|det radikale venstre|rv|social liberals",
    "C": "konservative|det konservative folkeparti|de konservative|conservatives",
    "D": "nye borgerlige",
    "F": "sf|socialistisk folkeparti|socialist peoples party",
    "I": "liberal alliance|la",
    "K": "kristendemokraterne|kd",
    "M": "moderaterne|moderates",
    "O": "dansk folkeparti|df|danish peoples party",
    "V": "venstre",
    "Æ": "danmarksdemokraterne",
    "Ø": "enhedslisten|el|red-green alliance",
    "Å": "alternativet",
}
_LETTER = re.compile(r"(?:(?:liste|gruppe|parti|list|party)n? )?([A-ZÆØÅ])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody whose vote is asked for: a person, or a party by its letter."""

    name: str  # as typed
    letter: str = ""

    def is_among(self, printed: str) -> bool:
        """Whether printed voters or a sentence name this one."""
        if self.letter and re.search(rf"(?<!\w){self.letter}(?!\w)", printed):
            return True
        folded = fold_letters(printed.lower())
        if self.letter:
            names = _PARTIES.get(self.letter, "")
            return bool(names) and any(
                re.search(rf"(?<!radikale )\b{re.escape(name)}s?\b", folded)
                for name in names.split("|")
            )
        own = [fold_letters(word.lower()) for word in tokens(printed)]
        asked = [fold_letters(word.lower()) for word in tokens(self.name)]
        return bool(asked) and asked[-1] in own and (len(asked) == 1 or asked[0] in own)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A question about votes or presence, with the topic words that say of what."""

    asked: Asked
    topic: tuple[str, ...]  # as typed; () where the question names no matter
    voter: Voter | None = None

    @property
    def of_votes(self) -> bool:
        """Whether it asks of a vote, not of presence."""
        return self.asked in _SIDES

    def fits(self, row: Vote | Attendance, quote: str) -> bool:
        """Whether a record, quoted so, is among what is asked for."""
        if isinstance(row, Attendance):
            return row.presence in _PRESENCES.get(self.asked, ())
        if row.side not in _SIDES.get(self.asked, ()):
            return False
        # "da kun hun og Eva Bang stemte for": whom "hun" means stands in the sentence before.
        pronoun = any(each.islower() for each in row.voters)
        names = [*row.voters, *([quote] if pronoun else [])]
        return self.voter is None or any(self.voter.is_among(name) for name in names)


def standpoint(question: Question) -> Standpoint | None:
    """What is asked of votes and presence; None where the question asks for something else."""
    if _REASON.search(question.folded):
        return None
    asked = next((kind for kind, pattern in _ALL if pattern.search(question.folded)), None)
    voter = None
    if asked is None or asked is Asked.UNANIMOUS:
        voter = _voter(question)
        if asked is Asked.UNANIMOUS and not question.verb_first:
            asked = None
        asked = asked or (Asked.VOTER if voter else None)
    if asked is None:
        return None
    named = {term(word) for word in tokens(voter.name)} if voter else set()
    left = {*topic_left(question, ()), *filter(_NUMBER.fullmatch, question.words)}
    topic = tuple(
        word for word in question.words if word in left and term(word) not in _OWN | named
    )
    if asked in (Asked.FOR, Asked.AGAINST) and _PROPOSITION.search(question.folded):
        asked = Asked.COUNT
    if asked is Asked.ABSENT and question.item is None and not topic:
        return None  # of a whole meeting: its list of participants tells
    return Standpoint(asked, topic, voter if asked is Asked.VOTER else None)


def leans_on_votes(question: Question) -> bool:
    """Whether a part of a question asks for no more than the lines on a vote say themselves."""
    return not question.words or _REASON.search(question.folded) is not None


def _voter(question: Question) -> Voter | None:
    found = _VOTER.search(question.text) if _VOTING.search(question.folded) else None
    name = (found["name"] or found["who"] or "").strip(" ?.,") if found else ""
    folded = fold_letters(name.lower()).removeprefix("the ").replace("'", "")
    if not name or _BODY.fullmatch(folded) or len(name.split()) > 4:
        return None
    letter = _LETTER.fullmatch(name)
    if letter:
        return Voter(name, letter[1].upper())
    for sign, names in _PARTIES.items():
        if folded in names.split("|"):
            return Voter(name, sign)
    return Voter(name) if name[:1].isupper() else None
