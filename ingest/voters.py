"""Who is named in a vote or as absent: persons, parties, lists and counts, as minutes print them.

The patterns are for text whose white space is folded; they are put together into longer ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBERS = (
    "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten "
    "sytten atten nitten tyve"
).split()
_WORDS = {word: number for number, word in enumerate(_NUMBERS)} | {"et": 1, "ét": 1, "én": 1}
COUNT = rf"(?:\b\d{{1,3}}\b(?![.,/-]\d)|\b(?i:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)"

# A capitalised word that opens a sentence or names a body, and is nobody's first name.
_NO_NAME = (
    r"(?!(?:For|Imod|Mod|Hverken|Undlod|Godkendt|Udsat|Anbefales|Punkt|Det|Der|De|Den|Dette|Et|En|"
    r"Afbud|Fra|Ikke|Fraværende|Sagen|Indstillingen|Forslaget|Ved|Under|Efter|Alle|Ingen|Kun|Også|"
    r"Dog|Herefter|Derefter|Inhabil|Stedfortræder|Gruppe|Gruppen|Liste|Listen|Parti|Partiet|Da|Her|"
    r"Formand|Formanden|Borgmester|Borgmesteren|Medlem|Hvis|Såfremt|Økonomi|Teknik|Byråd|Kommune|"
    r"Beslutning|Afstemning|Stemmer|Møde|Mødet|Region|Foreningen|Skolen|Forvaltningen)\b"
    r"|\w*(?:udvalget|rådet|bestyrelsen|nævnet|direktionen)\b)"
)
_PART = (
    r"(?:(?:Chr|Fr|Joh|Vilh|Aug|Alb|Th|Kr|Ph|Jac|Fred)\."
    r"|[A-ZÆØÅÉÖÜ](?:[\wéöü'’]+(?:-[A-ZÆØÅÉÖÜ][\wéöü]+)*|\.))"
)
# "Elkjærby Skole" and "Lindevang Kommune" are no persons.
_NO_PERSON = (
    r"(?!(?:\S+ ){1,3}(?:\w*[Ss]kole|\w*[Kk]ommune|\w*[Ff]orening|\w*[Cc]enter|\w*[Kk]lub|\w*[Rr]åd"
    r"|\w*[Uu]dvalg|Region|ApS|A/S)\b)"
)
# "Anne Holm", "Bo K. Lind", "Eva von Bang", "Per Ås-Dahl"
PERSON = (
    rf"\b{_NO_NAME}{_NO_PERSON}{_PART}"
    rf"(?: (?:(?:af|von|van|de|la|el|al|bin) )?(?!Imod\b|For\b){_PART}){{1,4}}(?!\w)"
)
_PARTY = (
    r"\b(?:Socialdemokrat(?:iet|erne)|Radikale Venstre|(?:De|Det) Radikale|Venstre"
    r"|(?:Det )?Konservative(?: Folkeparti)?|Socialistisk Folkeparti|Dansk Folkeparti"
    r"|Liberal Alliance|Enhedslisten|Alternativet|Nye Borgerlige|Moderaterne"
    r"|Danmarksdemokraterne|Kristendemokraterne|Slesvigsk Parti|[A-ZÆØÅ]\w*(?:listen|partiet)"
    r"|(?:[Gg]ruppen?|[Ll]isten?|[Pp]arti(?:et)?) [A-ZÆØÅ]\b|[A-ZÆØÅ]\w{0,20}-?gruppen)"
    r"(?:s(?: gruppe)?)?(?!\w)"
)
# "V", "Ø", "SF", "F's"; also a member's initials
_SHORT = r"(?<![\w.])(?:[A-ZÆØÅ]{1,4})(?:[’']?s)?(?![\w.]*\w)"
_TITLE = (
    r"(?:\b(?i:(?:vice)?borgmester|rådmand|(?:næst|udvalgs)?formand|(?:\w+råds|udvalgs|bestyrelses)?"
    r"medlem(?:mer(?:ne)?)?|direktør)\s+)?"
)
_OFFICE = r"\b(?i:(?:vice)?borgmesteren|(?:næst|udvalgs)?formanden|resten|de øvrige)\b"
_BEHIND = r"(?:\s?\((?!inhabil)[^()]{1,60}\))?"
_JOINT = r"(?:\s*[,+/;&]\s*(?:og\s+|samt\s+)?|\s+(?:og|samt)\s+)"

_MEMBER = rf"{_TITLE}(?:{PERSON}){_BEHIND}|{_OFFICE}"
_VOTER = rf"{_TITLE}(?:{_PARTY}|{PERSON}|{_SHORT}){_BEHIND}|{_OFFICE}"
MEMBERS = re.compile(rf"(?:{_MEMBER})(?:{_JOINT}(?:{_MEMBER}))*+")
VOTERS = re.compile(rf"(?:{_VOTER})(?:{_JOINT}(?:{_VOTER}))*+")
# Where a sentence is read, each list of names in it is one sign, so that no list is read twice.
WHO = "[\ue000-\uf8ff]"
# In a list that is announced ("Afbud: AH, Holm, Bo Lind") a single word is a name too.
_WORD = rf"\b{_NO_NAME}[A-ZÆØÅ][\wéöü'’-]+(?!\w){_BEHIND}"
LISTED = rf"(?:{WHO}|{_WORD})(?:{_JOINT}(?:{WHO}|{_WORD}))*+"
# "5 medlemmer (A+V+C)", "20", "5 (A og F)", "et flertal bestående af A og V", "et mindretal (F)"
GROUP = (
    rf"(?:(?P<count>{COUNT})(?: (?i:medlem(?:mer)?|stemmer?|\w+medlem(?:mer)?))?"
    rf"|(?P<part>(?i:(?:et )?(?:flertal|mindretal)(?:let|tet)?)"
    rf"(?: på (?P<of>{COUNT})(?: (?i:medlem(?:mer)?))?)?))"
    rf"(?:(?: bestående af)? ?[(:]? ?(?P<who>{WHO})\)?)?"
)
_EACH = re.compile(rf"{_VOTER}|{_WORD}")
_TITLED = re.compile(_TITLE)
_SIGNS = re.compile(WHO)
_FIRST = 0xE000
_LISTS = re.compile(rf"{LISTED}")


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence with a sign for each list of names in it."""

    text: str
    lists: tuple[str, ...]

    def each(self, printed: str) -> tuple[str, ...]:
        """The single names of a stretch of the sentence, as printed, without their titles."""
        return tuple(_each(_SIGNS.sub(lambda sign: self.lists[ord(sign[0]) - _FIRST], printed)))


def named(sentence: str, names: re.Pattern[str]) -> Named:
    """The sentence with its lists of MEMBERS or VOTERS as signs."""
    lists: list[str] = []

    def sign(found: re.Match[str]) -> str:
        lists.append(found.group())
        return chr(_FIRST + len(lists) - 1)

    return Named(names.sub(sign, _SIGNS.sub(" ", sentence)), tuple(lists))


def listed(line: str) -> tuple[str, ...]:
    """The names on a line that holds nothing else; () where it does."""
    found = named(line.rstrip(".;, "), VOTERS)
    return found.each(found.text) if _LISTS.fullmatch(found.text) else ()


def number(printed: str) -> int:
    """The number that is printed in figures or letters."""
    return int(printed) if printed.isdecimal() else _WORDS[printed.lower()]


def _each(printed: str) -> Iterator[str]:
    for found in _EACH.finditer(printed):
        name = found.group()
        title = _TITLED.match(name)
        name = name[title.end() :] if title else name
        # "F's stemmer", "SFs gruppe"; a name that ends in s keeps it.
        yield re.sub(r"[’']s$|(?<=^SF)s$|(?<=^DF)s$", "", name)
