"""Numbers, amounts, dates and case numbers of a text, in forms that can be compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    LABEL = "label"  # "placering 2", "0. klasse": one of several things, which it names


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
# "den 2. og 3. juni", "14. til 22. oktober".
_DAY_BEFORE = re.compile(r"\b(\d{1,2})\. (?:og|til|eller|samt) (?:den )?$")
_CASE = re.compile(r"(?<![\w/])\d{2}/\d{2,6}\b")
# "kl. 16.30", "kl 9".
_TIME = re.compile(
    r"\b(?:kl\.?|klokken|(?<=\d)(?:-|–| til )) ?(\d{1,2})(?:[.:](\d\d))?"
    r"(?!\d|[.,]\d| ?(?:kr|%|mio))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w/,.])(?P<n>\d{1,3}(?:[.,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|½|\d+ ?½)"
    r"(?P<half>½)?"
    r"(?P<scale> ?(?:mio|mill\w*|mia|bill\w*|tkr|t\.kr|tusind\w*)\b\.?)?"
    r"(?P<unit> ?(?:kr\b|kroner\b|dkk\b|%|pct\b|procent|per ?cent|percentage))?",
    re.IGNORECASE,
)
# "skoleåret 2022/23".
_SEASON = re.compile(r"\b(20\d\d)/(\d\d)\b")
# "placering 2", "uge 12"; "0. klasse", "2. behandling", but not "kl. 10. Mødet".
_NAMES_IT = re.compile(
    r"\b(?:placering|etape|fase|trin|uge|model|løsning|scenarie|alternativ|forslag|nummer|nr\.?|punkt"
    r"|pkt\.?|tabel|bilag|afsnit|side|klasse|gruppe|hold|zone|linje|option|phase|stage|week|item"
    r"|site|table|model|number) $",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\.(?:-\d{1,2}\.)? (?!(?:til|og|eller|samt|for|i|på|fra|men)\b)[a-zæøå]")
_TO = re.compile(r" ?(?:til|og|mod|eller|to|and|-|–) ?")
_PREFIXED = re.compile(r"(?:kr\.?|dkk|kroner) ?$", re.IGNORECASE)
_SPELLED_OUT = re.compile(
    rf"\b(?P<n>{'|'.join(_SPELLED)})\b"
    r"(?P<scale> ?(?:mio|million\w*|mia|milliard\w*|tusind\w*|thousand)\b\.?)?"
    r"(?P<unit> ?(?:kr\b|kroner\b|pct\b|procent|per ?cent))?",
    re.IGNORECASE,
)

# "steget med en fjerdedel", "halvdelen af holdene", "den anden tirsdag i måneden".
_FRACTION = re.compile(
    r"\b(?:(?P<half>halvdelen|half)|(?:en|én|a|one) (?:(?P<third>tredjedel|third)"
    r"|(?P<quarter>fjerdedel|quarter)|(?P<fifth>femtedel|fifth)))\b",
    re.IGNORECASE,
)
_SHARES = {"half": 50.0, "third": 33.333333, "quarter": 25.0, "fifth": 20.0}
_WEEKDAY = re.compile(
    r"\b(?P<n>første|anden|tredje|fjerde|sidste)(?= (?:man|tirs|ons|tors|fre|lør|søn)dag)",
    re.IGNORECASE,
)
_PLACES = {"første": 1.0, "anden": 2.0, "tredje": 3.0, "fjerde": 4.0, "sidste": -1.0}
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
    found += [*_numbers(rest), *_spelled(rest), *_parts(rest)]
    return tuple(_of_one_kind(sorted(found, key=lambda each: each.start), text))


def _of_one_kind(found: Sequence[Figure], text: str) -> Iterator[Figure]:
    """The figures, where "fra 6,8 til 5,1 procent" tells of two shares."""
    for figure, after in zip(found, [*found[1:], None], strict=False):
        if (
            after
            and figure.kind is Kind.NUMBER
            and after.kind in (Kind.PERCENT, Kind.AMOUNT)
            and _TO.fullmatch(text[figure.end : after.start])
        ):
            yield replace(figure, kind=after.kind)
        else:
            yield figure


def _cases(text: str) -> Iterator[Figure]:
    for match in _CASE.finditer(text):
        yield Figure(Kind.CASE, match.group(), match.group(), *match.span())


def _times(text: str) -> Iterator[Figure]:
    until = -1  # "kl. 15.30-22.00": the second goes on from the first
    for match in _TIME.finditer(text):
        if int(match[1]) < 25 and (match.group()[0] in "kK" or match.start() == until):
            until = match.end()
            value = f"{int(match[1])}.{match[2] or '00'}"
            yield Figure(Kind.TIME, value, match.group(), *match.span())


def _dates(text: str) -> Iterator[Figure]:
    for match in _SEASON.finditer(text):
        first, last = int(match[1]), int(match[1]) // 100 * 100 + int(match[2])
        if last == first + 1:
            years = (first, None, None, last, None, None)
            yield Figure(Kind.DATE, years, match.group(), *match.span())
    for period in sorted(find_periods(text)[0], key=lambda each: -len(each.words)):
        for match in re.finditer(rf"(?<!\w){re.escape(period.words)}(?!\w)", text):
            yield Figure(Kind.DATE, _key(period), period.words, *match.span())
            day = _DAY_BEFORE.search(text, 0, match.start())
            if day and period.first_day:
                value = (*_key(period)[:2], int(day[1]), *_key(period)[3:5], int(day[1]))
                yield Figure(Kind.DATE, value, day[1] + ".", day.start(1), day.end(1) + 1)


def _key(period: Period) -> tuple[int | None, ...]:
    return (
        period.year, period.first_month, period.first_day,
        period.last_year, period.last_month, period.last_day,
    )  # fmt: skip


def _numbers(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        before = _PREFIXED.search(text[: match.start()])
        value = _value(match["n"]) + (0.5 if match["half"] else 0.0)
        made = _made(match, value, "kr" if before else "")
        yield replace(made, kind=Kind.LABEL) if _names(text, match, made) else made


def _names(text: str, match: re.Match[str], made: Figure) -> bool:
    if made.kind is not Kind.NUMBER or not re.fullmatch(r"\d{1,2}", match.group()):
        return False
    return bool(_NAMES_IT.search(text[: match.start()]) or _ORDINAL.match(text, match.end()))


def _spelled(text: str) -> Iterator[Figure]:
    english = _ENGLISH.search(text)
    for match in _SPELLED_OUT.finditer(text):
        if match["n"].lower() == "to" and (english or text[match.end() :].lstrip()[:1].isdigit()):
            continue  # "wants the school to be kept", "from 5 to 6"
        yield _made(match, _SPELLED[match["n"].lower()])


def _parts(text: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(text):
        share = next(_SHARES[name] for name, words in match.groupdict().items() if words)
        yield Figure(Kind.PERCENT, share, match.group(), *match.span())
    for match in _WEEKDAY.finditer(text):
        yield Figure(Kind.LABEL, _PLACES[match["n"].lower()], match.group(), *match.span())


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
