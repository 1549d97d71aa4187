"""Numbers, amounts, dates and case numbers of a text, in forms that can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from retrieval.periods import Period, find_periods


class Kind(StrEnum):
    """What a figure counts."""

    NUMBER = "number"
    AMOUNT = "amount"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its value, its words as printed and where they stand."""

    kind: Kind
    value: float | str | tuple[int | None, ...]
    words: str
    start: int
    end: int


_WORDS = """
    to=2 tre=3 fire=4 fem=5 seks=6 syv=7 otte=8 ni=9 ti=10 elleve=11 tolv=12 tretten=13 fjorten=14
    femten=15 seksten=16 sytten=17 atten=18 nitten=19 tyve=20 tredive=30 fyrre=40 halvtreds=50
    tres=60 halvfjerds=70 firs=80 halvfems=90 hundrede=100 halvanden=1.5 ét=1 én=1 two=2 three=3
    four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 twenty=20 thirty=30
    fifty=50 hundred=100
"""
_SPELLED = {word: float(value) for word, _, value in (e.partition("=") for e in _WORDS.split())}
_SCALES = {"mio": 1e6, "mill": 1e6, "mia": 1e9, "bill": 1e9, "tkr": 1e3, "t.kr": 1e3, "tus": 1e3}
_CASE = re.compile(r"(?<![\w/])\d{2}/\d{2,6}\b")
# "kl. 16.30", "kl 9".
_TIME = re.compile(r"\b(?:kl\.?|klokken) ?(\d{1,2})(?:[.:](\d\d))?(?!\d|[.,]\d| ?(?:kr|%|mio))\b")
_NUMBER = re.compile(
    r"(?<![\w/,.])(?P<n>\d{1,3}(?:[.,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|½|\d+ ?½)"
    r"(?P<half>½)?"
    r"(?P<scale> ?(?:mio|mill\w*|mia|bill\w*|tkr|t\.kr|tusind\w*)\b\.?)?"
    r"(?P<unit> ?(?:kr\b|kroner\b|dkk\b|%|pct\b|procent|per ?cent|percentage))?",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"(?:kr\.?|dkk|kroner) ?$", re.IGNORECASE)
_SPELLED_OUT = re.compile(
    rf"\b(?P<n>{'|'.join(_SPELLED)})\b"
    r"(?P<scale> ?(?:mio|million\w*|mia|milliard\w*|tusind\w*|thousand)\b\.?)?"
    r"(?P<unit> ?(?:kr\b|kroner\b|pct\b|procent|per ?cent))?",
    re.IGNORECASE,
)


_ENGLISH = re.compile(r"\b(?:the|of|and|was|were|with|must|cannot)\b", re.IGNORECASE)


@lru_cache(maxsize=4_000)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text, in their order; what a date is made of is no number."""
    found: list[Figure] = []
    rest = text
    for figure in (*_cases(text), *_dates(text), *_times(text)):
        if rest[figure.start : figure.end].strip():
            found.append(figure)
            blank = " " * (figure.end - figure.start)
            rest = rest[: figure.start] + blank + rest[figure.end :]
    found += [*_numbers(rest), *_spelled(rest)]
    return tuple(sorted(found, key=lambda each: each.start))


def _cases(text: str) -> Iterator[Figure]:
    for match in _CASE.finditer(text):
        yield Figure(Kind.CASE, match.group(), match.group(), *match.span())


def _times(text: str) -> Iterator[Figure]:
    for match in _TIME.finditer(text):
        if int(match[1]) < 25:
            value = f"{int(match[1])}.{match[2] or '00'}"
            yield Figure(Kind.TIME, value, match.group(), *match.span())


def _dates(text: str) -> Iterator[Figure]:
    for period in sorted(find_periods(text)[0], key=lambda each: -len(each.words)):
        for match in re.finditer(rf"(?<!\w){re.escape(period.words)}(?!\w)", text):
            yield Figure(Kind.DATE, _key(period), period.words, *match.span())


def _key(period: Period) -> tuple[int | None, ...]:
    return (
        period.year, period.first_month, period.first_day,
        period.last_year, period.last_month, period.last_day,
    )  # fmt: skip


def _numbers(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        before = _PREFIXED.search(text[: match.start()])
        value = _value(match["n"]) + (0.5 if match["half"] else 0.0)
        yield _made(match, value, "kr" if before else "")


def _spelled(text: str) -> Iterator[Figure]:
    english = _ENGLISH.search(text)
    for match in _SPELLED_OUT.finditer(text):
        if english and match["n"].lower() == "to":  # "wants the school to be kept"
            continue
        yield _made(match, _SPELLED[match["n"].lower()])


def _made(match: re.Match[str], value: float, before: str = "") -> Figure:
    scale = (match["scale"] or "").strip().lower()
    factor = next((by for start, by in _SCALES.items() if scale.startswith(start)), 1.0)
    unit = (match["unit"] or before).strip().lower()
    percent = unit.startswith(("%", "p"))
    money = unit.startswith(("k", "d")) or scale.startswith(("tkr", "t.kr"))
    kind = Kind.PERCENT if percent else Kind.AMOUNT if money or factor > 1e3 else Kind.NUMBER
    return Figure(kind, round(value * factor, 6), match.group().strip(), *match.span())


def _value(printed: str) -> float:
    """ "540.000" and "540,000" -> 540000, "0,4" and "0.4" -> 0.4, "3½" -> 3.5."""
    if printed == "½":
        return 0.5
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?", printed):
        whole = re.match(r"\d{1,3}(?:[.,]\d{3})+", printed)
        assert whole is not None
        return float(re.sub(r"[.,]", "", whole.group()) + "." + (printed[whole.end() + 1 :] or "0"))
    return float(printed.replace(",", "."))


def same(said: Figure, printed: Figure, header: str = "") -> bool:
    """Whether two figures are one value; `header` is a table's, which may count in thousands."""
    if said.kind is Kind.DATE or printed.kind is Kind.DATE:
        return said.kind is printed.kind and _same_date(said.value, printed.value)
    if isinstance(said.value, str) or isinstance(printed.value, str):
        return said.kind is printed.kind and said.value == printed.value
    kinds = {said.kind, printed.kind} - {Kind.NUMBER}
    if len(kinds) > 1:
        return False
    assert isinstance(said.value, float) and isinstance(printed.value, float)
    factors = [1.0]
    if re.search(r"\b(?:1\.000|tusinde?|t\.?) ?kr", header, re.IGNORECASE):
        factors.append(1e3)
    if re.search(r"\bmio\b|million", header, re.IGNORECASE):
        factors.append(1e6)
    return any(abs(said.value - printed.value * by) < 1e-6 for by in factors)


def _same_date(said: object, printed: object) -> bool:
    """A part that is not said meets any: "14. marts" and "14. marts 2023"."""
    assert isinstance(said, tuple) and isinstance(printed, tuple)
    return all(a == b or a is None or b is None for a, b in zip(said, printed, strict=True))
