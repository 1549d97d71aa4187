"""Whether a clause says a thing or denies it, and whether its sources do the same."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.checks.clauses import among, content, joined
from retrieval.checks.figures import Figure, figures, same
from retrieval.checks.persons import names as names_of
from retrieval.checks.relation import Relations
from vectorstore.danish import term, terms, tokens
from vectorstore.schema import Unit

NEGATED = re.compile(
    r"\b(?:ikke(?! (?:kun|alene|bare|mindst))(?! (?:\w+ )?før\b)|ingen|intet|aldrig|hverken|næppe"
    r"|uden(?! for\b)|not(?! only)(?![^.,;]*\buntil\b)|no|never|neither|without)\b|n't\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:afvis\w*|forkast\w*|nægt\w*|afsl(?:og|ået|ag)\w*|nedstem\w*|sagde nej|frav[aæ]lg\w*"
    r"|(?:forslag\w*|indstilling\w*)(?: \w+){0,4} faldt|undl[oa]d\w*|opgiv\w*|opgav|droppe\w*"
    r"|aflys\w*|forbyd\w*|forbudt|slipper? for|slap for|undgår|frafald\w*|modsatte|udgår|udgik"
    r"|udelad\w*|bortfald\w*|(?:tages|taget|trækkes|trukket|tog) (?:\w+ )?ud"
    r"|reject\w*|refus\w*|declin\w*|turned down|denied|cancel\w*|dropped|opposed)\b",
    re.IGNORECASE,
)
# "ved Tranemosen i stedet for ved Stationsvej": both said and denied, of one and the other.
_INSTEAD = re.compile(r"\b(?:i stedet for|frem for|instead of|rather than)\b", re.IGNORECASE)
_PIECES = re.compile(
    r"[,;:]\s+|\s[–-]\s|(?<=[.!?])\s+(?=[A-ZÆØÅ])"
    r"|\s(?=(?:men|mens|hvorimod|hvoraf|fordi|selv ?om|medmindre|while|whereas|but|because"
    r"|although|i stedet for|frem for|instead of|rather than)\s)"
    # "er anslået til 560.000 kr. | og er ikke finansieret", "bevares | og lukker ikke"
    r"|\s(?=og (?:at|for|ikke)\b)|\s(?=og \w+ (?:(?:heller|dog|derfor) )?"
    r"(?:ikke|aldrig|ingen|hverken)\b)"
    r"|\s(?=and (?:\w+ )?(?:not|that)\b)"
)
_WITHOUT = re.compile(r"^(?:uden(?! at\b)|without)\b", re.IGNORECASE)
_OWN, _UNIT, _AROUND, _TITLE = 1.0, 0.55, 0.35, 0.3
_NAME = 0.4  # weight of a name: what is denied is told by the other words
_LIKE = 0.6  # weight from which another word means the same
_FIGURE = 0.6
_MINOR = 0.3
# Words that say nothing of what is denied.
_EMPTY = frozenset(
    """
    og i at det den de der som en et er var blev bliver for til med af på om ved fra har have havde
    sig sin sit sine ikke ingen intet aldrig hverken også kun skal kan vil må skulle kunne ville
    måtte være været blevet så men mens hvis når da hvor eller han hun dens deres udvalget udvalg
    kommunen the a an of to and in on is are was were be been by with from not no will would it
    that there has had kr
    """.split()
)
_NEAR, _DENIED, _MARGIN = 0.4, 0.3, 0.04


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause with whether it denies; None where it both says and denies."""

    text: str
    denies: bool | None


@lru_cache(maxsize=8_000)
def pieces(text: str) -> tuple[Piece, ...]:
    """The clauses of a sentence, with whether each denies."""
    cuts = [match.span() for match in _PIECES.finditer(joined(text))]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    found: list[str] = []
    for start, end in zip(starts, ends, strict=True):
        part = text[start:end].strip()
        # "Det kræver ikke, at vejen udvides", "… bliver dyrere og anbefales ikke": one is denied.
        if found and (_of_matrix(found[-1], part) or (denies(part) and not content(part))):
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return tuple(Piece(part, None if _INSTEAD.search(part) else denies(part)) for part in found)


def _of_matrix(before: str, part: str) -> bool:
    return part.startswith(("at ", "that ")) and denies(before) and len(content(before)) < 2


def denies(clause: str) -> bool:
    """Whether a clause denies: not where it does so twice, "afviste ikke", "ikke uden"."""
    told = _WITHOUT.sub("", clause)  # "Uden nybyggeri mangler der plads"
    return (len(NEGATED.findall(told)) + len(REFUSED.findall(told))) % 2 == 1


def _weights(text: str) -> Mapping[str, bool]:
    """The words of a clause, with whether each says much: "sat i gang" says less than "ordning"."""
    major = content(text)
    minor = {term(word) for word in tokens(text) if word.lower() not in _EMPTY and word.isalpha()}
    return {word: word in major for word in major | minor}


@dataclass(frozen=True, slots=True)
class _Printed:
    """A clause of the sources, with how surely each word is said in it."""

    denies: bool | None
    text: str
    words: Mapping[str, float]
    figures: tuple[Figure, ...]
    beside: tuple[Figure, ...]  # of the whole sentence
    own: frozenset[str]  # what the clause itself says, but for words that say little
    row: bool  # of a table, whose names say nothing against a denial

    def says_of(self, words: frozenset[str]) -> bool:
        """Whether the clause says, and does not deny, something of all these words."""
        return self.denies is False and not self.row and words <= self.own

    def has(self, figure: Figure) -> float:
        """How surely a figure is told here, in [0, 1]."""
        if any(same(figure, each) for each in self.figures):
            return 1.0
        return _UNIT * any(same(figure, each) for each in self.beside)

    def says(self, word: str) -> float:
        return max((by * among(word, (other,)) for other, by in self.words.items()), default=0.0)


@lru_cache(maxsize=256)
def _printed(units: tuple[Unit, ...], title: str) -> tuple[_Printed, ...]:
    found = []
    for at, unit in enumerate(units):
        beside = " ".join(each.text for each in units[max(0, at - 1) : at])
        outside = ((unit.reading or unit.text, _UNIT), (unit.lead, _AROUND), (beside, _AROUND))
        for piece in pieces(unit.reading or unit.text):
            words: dict[str, float] = {}
            for text, weight in ((piece.text, _OWN), *outside, (title, _TITLE)):
                for word in _weights(text):
                    words.setdefault(word, weight)
            row = bool(unit.reading)
            found.append(
                _Printed(
                    piece.denies,
                    piece.text,
                    words,
                    figures(piece.text),
                    figures(unit.text),
                    content(piece.text),
                    row,
                )
            )
    return tuple(found)


def turned(relations: Relations, settled: Sequence[str]) -> str:
    """The words of a sentence by which it denies what its sources say, or the reverse.

    `settled` are clauses that were held against the decision itself.
    """
    sources = relations.sources
    printed = [each for source in sources for each in _printed(source.units, source.title)]
    for piece in pieces(relations.claim):
        if any(piece.text in clause or clause in piece.text for clause in settled):
            continue
        if piece.denies is not None and _is_turned(piece, printed, relations):
            word = NEGATED.search(piece.text) or REFUSED.search(piece.text)
            return word.group() if word else piece.text
    return ""


def _is_turned(piece: Piece, printed: Sequence[_Printed], relations: Relations) -> bool:
    words = _weights(piece.text)
    if not (any(words.values()) or (words and piece.denies)):
        return False
    names = {word for each in names_of(piece.text) for word in terms(each)}
    weights = {
        word: (relations.weigh(word) * (_NAME if word in names else 1.0) if much else _MINOR)
        for word, much in words.items()
    }
    alike, opposed = 0.0, 0.0
    for each in printed:
        share = _share(weights, figures(piece.text), each, relations)
        if each.denies is None or each.denies == piece.denies:
            alike = max(alike, share)
        if each.denies is None or (each.denies != piece.denies and not each.row):
            opposed = max(opposed, share)
    if not piece.denies and _drops_denial(words, printed, relations):
        return True
    if piece.denies:
        return alike < max(_DENIED, opposed - _MARGIN)
    return opposed >= max(alike, _NEAR)


def _drops_denial(
    words: Mapping[str, bool], printed: Sequence[_Printed], relations: Relations
) -> bool:
    """Whether all that a clause of the sources denies is said, and no other clause says it."""
    said = {other for word in words for other, by in relations.meant(word).items() if by > _LIKE}
    for each in printed:
        denied = each.own
        told = each.denies and not each.row and denied and denied <= said
        if told and not any(o.says_of(denied) for o in printed):
            return True
    return False


def _share(
    weights: Mapping[str, float], counted: Sequence[Figure], printed: _Printed, relations: Relations
) -> float:
    total = _FIGURE * len(counted)
    met = _FIGURE * sum(printed.has(each) for each in counted)
    for word, weight in weights.items():
        total += weight
        met += weight * max(by * printed.says(other) for other, by in relations.meant(word).items())
    return met / total
