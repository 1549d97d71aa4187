"""What a sentence of a decision says of a vote: who was for, against, abstained, had reservations.

A vote without voters and count is unanimous. Dissent that is minuted ("ønskede tilført
protokollen") stands with the reservations, and who could not agree ("kunne ikke tiltræde") with
those against; both are told in the minutes' own words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.voters import COUNT, GROUP, LISTED, VOTERS, WHO, Named, named, number
from vectorstore.schema import Side


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a vote in a sentence. `at` is its place there, `leans` that it needs the
    sentence before ("kun hun stemte for"); `opens` that the voters follow as a list."""

    side: Side
    at: int
    voters: tuple[str, ...] = ()
    count: int | None = None
    leans: bool = False
    opens: bool = False


_OF = r"(?: (?i:forslaget|indstillingen|punktet|ændringsforslaget|sagen|dette|den|det))?"
_CAST = r"(?i:stemte|stemmer|stemt)"
_NEITHER = r"(?i:hverken for eller i?mod)"
# "For stemte: V og I" · "Imod indstillingen stemte F" · "Undlod at stemme: B" · "Imod: F"
_LEADS = {
    Side.ABSTAINED: rf"(?:{_NEITHER}(?: {_CAST})?|(?i:undlod|undlader|undladt)(?: at stemme)?"
    r"|(?i:blankt?)(?: stemte)?)",
    Side.FOR: rf"(?<!hverken )\b(?i:for){_OF} {_CAST}\b|(?:^|(?<=[;,.:\d)] ))(?i:for) ?(?=:)",
    Side.AGAINST: rf"(?<!eller )\b(?i:i?mod){_OF} {_CAST}\b|(?:^|(?<=[;,.:\d)] ))(?i:i?mod) ?(?=:)",
    Side.RESERVED: r"(?:^|(?<=[;,.] ))(?i:forbehold) ?(?=:)|(?i:\bforbehold (?:fra|af)\b)"
    r"|(?i:(?:sær|mindretals|protokol)udtalelse(?:n)?(?: fra\b| ?(?=:)))",
}
_NOBODY = r"(?P<nobody>\b(?i:ingen)\b)"
_BOTH = r"(?: (?:også|ligeledes|dog|derfor|herefter|fortsat|begge|samlet|alle))?"
_CANNOT = (
    r"(?:kunne|kan) (?:\w+ )?ikke (?:\w+ )?(?:tiltræde|anbefale|godkende|støtte|tilslutte sig"
    r"|gå ind for|stemme for|medvirke til|bakke op)"
)
_VERBS = {
    Side.ABSTAINED: rf"(?:undlod|undlader|undladt)(?: at stemme)?\b|{_CAST}{_BOTH} (?:{_NEITHER}"
    r"|blankt?)|afstod fra at stemme|deltog ikke i afstemningen",
    Side.FOR: rf"{_CAST}{_BOTH} (?:for|ja)\b(?! eller)",
    Side.AGAINST: rf"{_CAST}{_BOTH} (?:i?mod|nej)\b|{_CANNOT}|(?P<bare>(?:(?:var|gik|er) )?imod)"
    r"(?=[.;]?$)",
    Side.RESERVED: r"(?:tog|tager|taget|fastholdt|fastholder|opretholdt)\b(?: \w+){0,2} forbehold"
    r"|(?:ønskede|ønsker|bedt om|bad om|fik|begærede)\b(?: \w+){0,4}? (?:tilført|ført til"
    r"|til protokol\w*|i protokollen|til referat)",
}
# "5 medlemmer (A+V+C) anbefaler"; "et mindretal (F) anbefaler" something else.
_AGREES = (
    r"(?:anbefaler|anbefalede|godkender|godkendte|tiltræder|tiltrådte|indstiller|indstillede"
    r"|støtter|støttede|vedtog|vedtager)\b(?P<not> ikke)?"
)
_HAS = r"(?: (?:har|havde))?"
_ASIDE = r"(?:, [^,.;]{1,40},)?"  # "Anne Holm og Bo Lind, begge F, stemte imod"
# "Borgerne i Nørre Åsted stemte imod" names no voter.
_AFTER = r"(?<!\bi )(?<!\bpå )(?<!\bfra )(?<!\baf )(?<!\bved )(?<!\bhos )(?<!\btil )(?<!\bom )"
_COUNTED = re.compile(
    rf"\bmed (?P<for>{COUNT}) stemmer?(?: for)?(?: ?\((?P<for_who>{WHO})\))?"
    rf"(?:,? (?:i?mod|og|mens))+ (?P<against>{COUNT})(?: stemmer?)?(?: i?mod)?"
    rf"(?: ?\((?P<against_who>{WHO})\))?"
    rf"|\b(?:med )?stemmerne (?P<for_2>\d{{1,3}})[–-](?P<against_2>\d{{1,3}})\b"
    rf"|(?P<for_3>{COUNT}) (?:stemmer |stemte )?for(?: ?\((?P<for_who_3>{WHO})\))?(?:,| og|, mens)"
    rf" (?P<against_3>{COUNT}) (?:stemmer |stemte )?i?mod(?: ?\((?P<against_who_3>{WHO})\))?"
)
# "Godkendt mod V's stemmer" · "imod stemmerne fra Ø"
_LESS = re.compile(
    rf"\bi?mod (?:stemmer(?:ne)? fra (?P<from>{WHO})|(?P<of>{WHO}) stemmer?\b"
    rf"|(?P<count>{COUNT}) stemmer?(?: ?\((?P<who>{WHO})\))?)"
)
_MAJORITY = re.compile(
    rf"\b(?i:af|med) et (?i:flertal)(?: på (?P<count>{COUNT})(?: medlemmer)?)?"
    rf"(?: bestående af)? ?[(:]? ?(?P<who>{WHO})"
)
_UNANIMOUS = re.compile(r"(?<!ikke )\benstemmigt?\b|(?<!ikke )\bi enighed\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"(?P<who>{WHO})(?= [a-zæøå])")
_JOINED = r"(?:\bmen|\bog|,|\bsamt) "
# "Otte børnehuse stemte for, og to stemte imod": others voted, and the counts are theirs.
_OTHERS = re.compile(
    r"\b(?!\w*medlem|forslaget|indstillingen|punktet|sagen|resten|øvrige|formanden|næstformanden"
    r"|\w*borgmesteren|gruppe|partiet|byrådet|udvalget)[a-zæøå]{3,}(?:e|r|ne|en|et)"
    r" (?:har )?stemte?\b"
)
# What is not said of this vote: a condition.
_UNSAID = re.compile(r"^\W*(?:hvis|såfremt|dersom|når)\b", re.IGNORECASE)
_MENTIONS = re.compile(
    r"stem|imod|mod:|forbehold|tilført|protokol|tiltræde|udtalelse|undl[ao]d|blank|mindretal|flertal|enighed"
    r"|medlem|kan ikke|kunne ikke|til referat|^for:",
    re.IGNORECASE,
)

_LEAD = {
    side: re.compile(
        rf"(?:{lead}) ?(?P<colon>:)? ?(?:(?P<group>{GROUP})|{_NOBODY}|(?P<list>{LISTED})|$)"
    )
    for side, lead in _LEADS.items()
}
_VERB = {
    side: re.compile(
        rf"(?P<pronoun>\b(?i:han|hun|de|gruppen|partiet)\b(?: (?:og|samt) )?)?"
        rf"(?:{_AFTER}(?:{GROUP}|(?P<list>{WHO})|{_NOBODY}){_ASIDE}{_HAS})? (?P<verb>{verb})"
    )
    for side, verb in _VERBS.items()
}
_AGREED = re.compile(rf"{GROUP}{_ASIDE} {_AGREES}")
_LATER = {side: re.compile(rf"{_JOINED}(?P<verb>{verb})") for side, verb in _VERBS.items()}


def votes(sentence: str) -> list[Said]:
    """The sides of a vote that a sentence of a decision tells of, in its order."""
    if not _MENTIONS.search(sentence) or _UNSAID.match(sentence):
        return []
    who = named(sentence, VOTERS)
    found = [*_leads(who), *_counts(who), *_subjects(who), *_groups(who)]
    if _UNANIMOUS.search(sentence):
        found.append(Said(Side.FOR, 0))
    found.sort(key=lambda said: said.at)
    kept: list[Said] = []
    for said in found:
        same = (said.side, said.voters, said.count)
        if same not in [(each.side, each.voters, each.count) for each in kept]:
            kept.append(said)
    return kept


def _leads(who: Named) -> Iterator[Said]:
    """ "For stemte V og I, imod stemte A": the side stands before its voters."""
    for side, pattern in _LEAD.items():
        for found in pattern.finditer(who.text):
            if found["list"]:
                yield Said(side, found.start(), who.each(found["list"]))
            elif found["nobody"]:
                yield Said(side, found.start(), count=0)
            elif found["group"]:
                yield _of_group(who, side, found)
            elif found["colon"] and found.end() == len(who.text):
                yield Said(side, found.start(), opens=True)


def _of_group(who: Named, side: Side, found: re.Match[str]) -> Said:
    printed = found["count"] or found["of"]
    voters = who.each(found["who"]) if found["who"] else ()
    return Said(side, found.start(), voters, number(printed) if printed else None)


def _subjects(who: Named) -> Iterator[Said]:
    """ "A og F stemte imod": the voters stand before the verb."""
    counted = [found.span() for found in _COUNTED.finditer(who.text)]
    others = _OTHERS.search(who.text) is not None
    sides = set()
    for side, pattern in _VERB.items():
        for found in pattern.finditer(who.text):
            if any(start < found.end() and found.start() < end for start, end in counted):
                continue
            by_count = not found["list"] and not found["who"]
            if by_count and (others or found.groupdict().get("bare")):
                continue
            pronoun = (found["pronoun"] or "").split()[:1]
            if pronoun or found["list"] or found["nobody"] or found["count"] or found["part"]:
                sides.add(side)
            if found["list"]:
                yield Said(
                    side, found.start(), (*pronoun, *who.each(found["list"])), leans=bool(pronoun)
                )
            elif found["nobody"]:
                yield Said(side, found.start(), count=0)
            elif found["count"] or found["part"]:
                yield _of_group(who, side, found)
            elif pronoun:
                yield Said(side, found.start(), tuple(pronoun), leans=True)
    yield from (said for said in _later(who) if said.side not in sides)


def _later(who: Named) -> Iterator[Said]:
    """ "Bo Lind fandt prisen for høj, men stemte for": the subject of an earlier verb."""
    subject = _SUBJECT.match(who.text)
    if subject is None:
        return
    for side, pattern in _LATER.items():
        for found in pattern.finditer(who.text, subject.end()):
            yield Said(side, found.start(), who.each(subject["who"]))


def _groups(who: Named) -> Iterator[Said]:
    """ "5 medlemmer (A+V+C) anbefaler", "mod stemmerne fra Ø", "et flertal bestående af A og V"."""
    for found in _AGREED.finditer(who.text):
        if found["part"] or (found["count"] and "medlem" in found.group().lower()):
            less = bool(found["not"]) or "mindretal" in (found["part"] or "").lower()
            yield _of_group(who, Side.AGAINST if less else Side.FOR, found)
    for found in _LESS.finditer(who.text):
        names = found["from"] or found["of"] or found["who"]
        count = number(found["count"]) if found["count"] else None
        if not _COUNTED.search(who.text):
            yield Said(Side.AGAINST, found.start(), who.each(names) if names else (), count)
    for found in _MAJORITY.finditer(who.text):
        count = number(found["count"]) if found["count"] else None
        yield Said(Side.FOR, found.start(), who.each(found["who"]), count)


def _counts(who: Named) -> Iterator[Said]:
    """ "med 43 stemmer imod 5 (Ø)", "20 for, 5 imod"."""
    for found in _COUNTED.finditer(who.text):
        for side, name in ((Side.FOR, "for"), (Side.AGAINST, "against")):
            printed = found[name] or found[f"{name}_2"] or found[f"{name}_3"]
            names = found[f"{name}_who"] or found[f"{name}_who_3"]
            voters = who.each(names) if names else ()
            yield Said(side, found.start(name), voters, number(printed))
