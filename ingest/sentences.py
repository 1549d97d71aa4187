"""Where the sentences of Danish minutes end."""

import re

from vectorstore.dates import MONTHS_DA

# Never the end of a sentence, whatever follows: "bl.a. Høje-Taastrup", "kl. 9", "v. Anne Holm".
# Only what a capital or a number often follows and what is no word of its own ("sag", "op").
_NEVER = frozenset(
    """
    adm adr adv afd afs alm ang anm bd bibl bl bl.a ca cand cf chr civ cvr d dep dir div dr dvs
    d.v.s eks ekskl evt excl f.eks feks fhv fig flg fm fmd fr frk g.n.s gl gns henh hhv hr i.f.m
    i.f.t i.h.t ifm ift iht incl ing inkl j.nr jf jfr jvf kap kgl kl kst kto lb lic litra
    m.h.p m.h.t maks matr max mdt mht mhp ml ndr nr næstfmd omr opr p.g.a pga pkt pr prof reg rep
    resp s sct sdr skt spec st std stud t.o.m tilsv tlf udg ugtl undt v v.h.a vedk vedl vedr vejl
    vestr vha viceadm vs økon østr
    """.split()
)
# The end of a sentence when a capital follows: "40.000 kr. Se bilag 1", "veje mv. Forvaltningen".
_SOMETIMES = frozenset(
    """
    kr mio mia mill tkr t.kr mv m.v mm m.m m.fl osv o.s.v pct etc o.l o.lign lign e.l el.lign o.a ff
    d.d d.å s.å s.m pt p.t min sek stk mdr md jan feb mar apr jun jul aug sep sept okt nov dec
    """.split()
)
# Words that open a sentence far oftener than they are a name or the rest of a date.
_OPENERS = frozenset(
    """
    af alle alt andre at begge beslutningen borgerne byrådet da de den der derefter derfor dermed
    derudover desuden dertil det dette direktionen disse dog efter efterfølgende en endelig er et
    for forslaget forvaltningen fra fremadrettet gennem han heraf herefter herfra hertil herudover
    herunder hun hver hvert hvis hvor hvordan hvorfor hvad hvilke hvilken hvilket hvornår hvem i
    idet ifølge indstillingen indtil ingen jf kommunen man med medlemmerne men mens nu når næste og
    også om omkring over overordnet på samlet samtidig samtlige sagen se selv senere senest sidste
    siden som således så tidligere til tilsvarende udvalget under ved vedr vi videre yderligere
    økonomien økonomiudvalget administrationen blandt både bilag dels dagsordenen flere formålet
    formanden gruppen netværket midlerne mødet nedenfor ovenfor parterne planen processen projektet
    punktet rapporten regeringen resultatet status svaret udgiften udgifterne vurderingen
    """.split()
)
_JOINING = frozenset(("og", "eller", "samt", "af", "mv", "m"))
_MONTHS = frozenset(MONTHS_DA)

# Each run of stops is looked at once, however long: a contents list has hundreds of dots in a row.
_END = re.compile(r"(?<![.!?…])(?P<stops>[.!?…]++)(?P<closers>[\"”“»’')\]*_]*+)(?=\s)")
_WORD_BEFORE = re.compile(r"(?:^|(?<=[\s(\"”„“»/]))[^\s(\"”„“»]*$")
_OPENING = re.compile(r"\s+[\"”„“»('*_–-]*\s*")
_NEXT = re.compile(r"[\wæøå]+")
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.)*[A-ZÆØÅ]")
_ORDINAL = re.compile(r"(?:(?:d\.)?\d{1,2}|[IVX]{2,4})")
_LEAST_WORD = 6  # letters of a word that can be no abbreviation
_ABOVE = 200  # characters in front of a stop that can tell what it is


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Places of the sentences in text[start:end], without white space around them."""
    end = len(text) if end is None else end
    spans = []
    begin = _skip(text, start, end)
    for found in _END.finditer(text, start, end):
        if found.start() >= begin and _ends(text, begin, found, end):
            spans.append((begin, found.end()))
            begin = _skip(text, found.end(), end)
    last = end
    while last > begin and text[last - 1].isspace():
        last -= 1
    if begin < last:
        spans.append((begin, last))
    return spans


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether a stop followed by white space ends the sentence that begins at `begin`."""
    opening = _OPENING.match(text, stop.end(), end)
    at = opening.end() if opening else stop.end()
    if at >= end:
        return False  # the rest is white space and quotation marks
    follows = _NEXT.match(text, at, end)
    word = follows.group() if follows else ""
    if stop["stops"] != ".":
        return text[at].isupper() or text[at].isdigit() or not word
    above = text[max(begin, stop.start() - _ABOVE) : stop.start()]
    before_found = _WORD_BEFORE.search(above)
    before = before_found.group() if before_found else ""
    return _full_stop(above, before, word, bool(stop["closers"]))


def _full_stop(sentence: str, before: str, follows: str, closed: bool) -> bool:
    """Whether "before." ends the sentence when the word `follows` stands next."""
    plain = before.strip("*_").lower()
    opener = follows.lower() in _OPENERS
    never = plain in _NEVER or plain.endswith("nr")  # "sagsnr.", "telefonnr."
    if not closed and never and not _INITIALS.fullmatch(before):
        return False
    if plain in _SOMETIMES or (plain.count(".") and plain.rpartition(".")[2] in _SOMETIMES):
        return follows[:1].isupper()
    if not closed and _INITIALS.fullmatch(before):
        return opener and follows[:1].isupper()
    if not closed and _ORDINAL.fullmatch(before):
        return _ordinal_ends(sentence, before, follows, opener)
    if not follows or follows[0].isupper() or follows[0].isdigit():
        return True
    # "… medfinansiering. derudover kan": a capital forgotten after a whole word.
    whole = plain.isalpha() and len(plain) >= _LEAST_WORD
    return whole and not closed and follows not in _JOINING


def _ordinal_ends(sentence: str, before: str, follows: str, opener: bool) -> bool:
    """ "3. kvartal" and "den 1. Maj" go on; "møderne reduceres til 5. Derudover" ends."""
    if not follows[:1].isupper() or follows.lower() in _MONTHS:
        return False
    above = sentence.removesuffix(before).split()
    if not above:
        return False  # "1. Fremdrift i programmet"
    dated = above[-1].lower() in {"den", "det", "d.", "pr.", "per", "de"}
    return opener or not dated
