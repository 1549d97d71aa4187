"""Danish words as the word search sees them: lower case, stemmed, æøå folded to e, o and a.

Two spellings of the same word give the same term: "besluttede" and "Beslutningen" -> "beslut",
"børn" and "boern" -> "barn", "bevaegelse" and "bevægelse" -> "bevegels".
"""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

# A word may hold a hyphen, apostrophe or full stop inside ("Åkande-parken", "TV's") but numbers
# keep their separators ("4.800", "22/3389", "04-04-2022", "5,2%") so that they are found whole.
_WORD = re.compile(
    r"\d+(?:[./,:-]\d+)*"  # 130 · 4.800 · 22/3389 · 08-03-2021 · 5,2
    r"|[½¼¾§%]"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*",
    re.UNICODE,
)

# Inflections that change the stem; the stemmer leaves them apart.
_IRREGULAR = {
    "børn": "barn", "børnene": "barn", "børnenes": "barn", "børns": "barn",
    "mænd": "mand", "mændene": "mand", "bøger": "bog", "bøgerne": "bog",
    "byer": "by", "byerne": "by", "byens": "by", "bys": "by", "byernes": "by",
    "året": "år", "årets": "år", "årene": "år", "års": "år", "årlig": "år", "årligt": "år",
    "årlige": "år",
    "gav": "give", "givet": "give", "giver": "give", "tog": "tage", "taget": "tage",
    "fik": "få", "fået": "få", "får": "få", "gik": "gå", "gået": "gå", "går": "gå",
    "kom": "komme", "sagde": "sige", "sagt": "sige", "siger": "sige",
    "lagde": "lægge", "lagt": "lægge", "lægges": "lægge", "solgte": "sælge", "solgt": "sælge",
    "sælges": "sælge", "valgte": "vælge", "valgt": "vælge", "vælges": "vælge",
    "bad": "bede", "bedt": "bede", "beder": "bede", "holdt": "holde", "skrev": "skrive",
    "skrevet": "skrive", "udskudt": "udsætte", "udskudte": "udsætte", "udskydes": "udsætte",
    "udskyde": "udsætte", "udskydelse": "udsætte", "udsat": "udsætte", "udsatte": "udsætte",
    "udsættelse": "udsætte", "udsættes": "udsætte", "vedtog": "vedtage", "deltog": "deltage",
    "indgik": "indgå", "indgået": "indgå", "stod": "stå", "skete": "ske", "sket": "ske",
    "bragt": "bringe", "bragte": "bringe", "fandt": "finde", "fundet": "finde",
    "åbning": "åbne", "åbningen": "åbne", "lukning": "lukke", "lukningen": "lukke",
    "bevilling": "bevilge", "bevillingen": "bevilge", "bevillinger": "bevilge",
    "anvende": "anvendt", "anvender": "anvendt", "anvendes": "anvendt", "anvendte": "anvendt",
    "købt": "købe", "købte": "købe", "steg": "stige", "steget": "stige", "faldt": "falde",
    "salget": "salg", "vandt": "vinde", "vundet": "vinde",
    "større": "stor", "størst": "stor", "største": "stor", "flere": "mange", "flest": "mange",
    "længere": "lang", "længst": "lang", "bedre": "god", "bedst": "god", "bedste": "god",
    "ældre": "gammel", "ældste": "gammel", "penge": "penge", "pengene": "penge",
}  # fmt: skip


def fold_letters(word: str) -> str:
    """æ, ø and å as one letter each, however they were typed: "ae"/"æ" -> "e", "aa"/"å" -> "a"."""
    word = word.replace("æ", "e").replace("ø", "o").replace("å", "a")
    return word.replace("ae", "e").replace("oe", "o").replace("aa", "a")


_IRREGULAR_FOLDED = {fold_letters(word): base for word, base in _IRREGULAR.items()}
_DOUBLE = re.compile(r"([bdfgklmnprst])\1$")
_SHORT_DEFINITE = re.compile(r"^(.*[aeiouyæøå])(?:en|et|er|ens|ets|erne)$")  # stien, byer

# Words that carry a sentence but no topic. A word that is rare in a small corpus ("uden", "inde")
# would otherwise become the key word of a question.
STOP_WORDS = frozenset(
    """
    a ad af alle allerede alt altid anden andet andre at bare begge ben blandt blev blevet
    bliver blive burde bør da dag de dem den denne der deraf derefter deres derfor derfra deri
    dermed derpå dertil derudover det dette dig din disse dit dog du efter eller ellers en end
    endnu ene eneste enhver ens er et f eks fik for fordi foran forbi fra frem før først gennem
    går gøre gør gjort ham han hans har havde have hele heller hen hende hendes her hertil
    herunder hos hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår
    hvorvidt i igen ikke imellem imod ind inde inden ingen intet ja jeg jf jo kan kun kunne lige
    man mange med meget mellem men mens mere mest mig min mit mod må måtte ned nej netop nogen
    noget nogle nok nu når næste og også om omkring op os over pga på samme samt se selv senere
    ser sidste siden sig sin sine sit skal skulle slags som står stå så sådan tage temmelig til
    tidligere tit under ud uden ude udover var ved vedr vedrørende via vil ville vi vor vores
    være været ift ifm ifølge mht mv osv pr bl fx dvs hhv ang angående inkl ekskl evt kr pct
    cirka ca gang gange ting god godt helt egentlig vist ligge ligger findes find fandt vise
    viser fortæl fortælle forklar forklare venligst tak hej hvorhen hvormed hvoraf mon gerne
    drejer handler handlede omhandler omhandlede vedrører
    vide høre spørge spørgsmål svar svare svarer hedder hed navnet the of and to in on at for is
    are was were be been by with from about as an it its that this which what who whom whose
    when where why how do does did has have had will would can could should may many much there
    their they them than or not any
    please tell me i we you your got get gets made make used like also into still only been being
    these those he she his her our my date dates
    """.split()
)

# Words about minutes as such: they say what kind of answer is wanted, not what it is about.
RECORD_WORDS = frozenset(
    """
    referat referater referatet referaterne møde mødet møder møderne mødets punkt punktet punkter
    punkterne dagsorden dagsordenen sag sagen sager sagerne sags sagsnummer sagsnummeret nummer
    sagsnumre sagsnumrene sagsnr journalnummer journalnummeret journalnumre journalnr numre
    dagsordenpunkt dagsordenspunkt pkt mødereferat mødereferatet
    beslutning beslutningen beslutninger besluttet besluttede beslutte besluttes bestemt
    bestemte vedtaget vedtog vedtage afgjort afgørelse afgørelsen beslut indstilling indstillingen
    indstillet indstillede indstille indstiller foreslået foreslog foreslå foreslår forslag
    forslaget anbefalet anbefalede anbefaler anbefaling sagsfremstilling sagsfremstillingen baggrund
    baggrunden bilag bilaget bilagene behandlet behandlede behandle behandles behandling drøftet
    drøftede drøfte drøftes drøftelse drøftelsen nævnt nævnes nævner omtalt omtales omtaler omtale
    sagt sagde siger skete sket sker ske status
    minutes meeting meetings item items agenda case cases decision decisions decided decide
    proposed proposal recommended recommendation discussed mentioned said happened
    """.split()
)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A hash of this file: when it changes, stored terms are made anew."""
    return sha256(Path(__file__).read_bytes()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("danish")


_STEMMING = Lock()  # the stemmer holds the word at hand: two threads would cut each other's


def _stem(word: str) -> str:
    with _STEMMING:
        return str(_stemmer().stemWord(word))


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """The search term of one word: stemmed, then folded."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if not word or word[0].isdigit():
        return word
    if word in ("%", "pct"):
        return "procent"
    word = _IRREGULAR_FOLDED.get(fold_letters(word), word)
    short = _SHORT_DEFINITE.match(word) if len(word) <= 7 else None
    stem = short.group(1) if short else _stem(word)
    # "beslutning" and "besluttede" -> "beslut", "finansiering" and "finansieres" -> "finansi"
    for ending, least in (("ning", 4), ("ing", 4), ("ed", 4), ("elses", 4)):
        if stem.endswith(ending) and len(stem) - len(ending) >= least:
            stem = stem.removesuffix(ending)
            break
    if word.endswith(("ering", "eringen", "eringer", "eringens")) and stem.endswith("er"):
        stem = stem[:-2]  # "evaluering" -> "evalu", as "evaluere" and "evalueret"
    elif len(stem) >= 5 and stem.endswith(("lt", "ørt", "ært")):
        stem = stem[:-1]  # "betalt" -> "betal", "opført" -> "opfør"
    stem = _DOUBLE.sub(r"\1", stem)
    if stem.endswith("ier") and len(stem) > 6:
        stem = stem[:-2]
    return fold_letters(stem)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, in order, as printed."""
    return _WORD.findall(text)


def terms(text: str) -> list[str]:
    """The search terms of a text, in order, stop words included."""
    return [term(token) for token in tokens(text)]


_STOP_TERMS = frozenset(fold_letters(word) for word in STOP_WORDS)
_RECORD_TERMS = frozenset(fold_letters(word) for word in RECORD_WORDS)


def is_stop(word: str) -> bool:
    """Whether a word carries no topic, however its æøå are typed."""
    return fold_letters(word.lower()) in _STOP_TERMS


def is_record_word(word: str) -> bool:
    """Whether a word is about minutes as such ("punktet", "besluttet"), not about a topic."""
    return fold_letters(word.lower()) in _RECORD_TERMS
