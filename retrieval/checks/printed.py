"""The figures of the sources, in their sentences and in the cells of their tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from retrieval.checks.clauses import content, telling
from retrieval.checks.figures import Figure, figures
from retrieval.checks.mentions import ANTECEDENT, OWN, SENTENCE, Mention, add, mentions, tags
from retrieval.sources import Source
from vectorstore.schema import SectionKind, Unit

# How surely a word is said of a figure that stands outside of the figure's sentence: in the line
# that opens a list or a table, in the sentence before, in the subheading, in the item's title.
_LEAD, _BEFORE, _ABOVE, _TITLE = 0.5, 0.4, 0.4, 0.25
_ROW, _COLUMN, _CELL = 1.0, 1.0, 0.45  # … of a cell: its row's words, its column's, the rest
_MONEY = re.compile(r"\b(?:kr|mio)\b", re.IGNORECASE)
# "Den koster i alt …", "Her er der …": it speaks of what the sentence before speaks of.
_ANAPHORIC = re.compile(r"(?:Den|Det|De|Her|Heraf|Dette|Disse|Han|Hun|Dermed|Derved|Begge)\b")
_THE_FIGURE = re.compile(r"\b(?:tallet|andelen|tilsvarende|det samme)\b", re.IGNORECASE)


def mentions_of(sources: Sequence[Source]) -> list[Mention]:
    """The figures of all units of the sources."""
    found: list[Mention] = []
    for source in sources:
        found += _of_units(source.units, source.title, source.kind)
    return found


@lru_cache(maxsize=64)
def _of_units(units: tuple[Unit, ...], title: str, kind: SectionKind) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for at, unit in enumerate(units):
        outside: dict[str, float] = {}
        add(outside, title, _TITLE)
        add(outside, unit.subheading, _ABOVE)
        add(outside, unit.lead, _LEAD)
        if at and not unit.reading:
            back = _ANAPHORIC.match(unit.text) or _THE_FIGURE.search(unit.text)
            add(outside, units[at - 1].text, ANTECEDENT if back else _BEFORE)
        own = _of_row(unit, title) if unit.reading else mentions(unit.text)
        for mention in own:
            words = outside | {w: max(by, outside.get(w, 0)) for w, by in mention.words.items()}
            found.append(replace(mention, words=words, kind=kind))
    return tuple(found)


def _of_row(unit: Unit, title: str) -> Iterator[Mention]:
    """The cells of a row: each is told by its row's words and by its column's.

    "Byparken – Alder (år): 17; Fejl: 9"; what else the row says is said of each a little.
    """
    name, dash, rest = unit.reading.partition(" – ")
    cells = [cell.partition(": ") for cell in rest.split("; ")] if dash else []
    told = " ".join([name, *(value for _, _, value in cells if not figures(value))])
    # Where one column is told to be of money, the others are not.
    header = "" if _MONEY.search(unit.lead) else f"{unit.lead} {unit.subheading}"
    for figure in figures(name):
        beside = _others(unit, figure, "")
        yield Mention(figure, _row(told, "", unit), beside, frozenset(), header=header)
    for column, _, value in cells:
        money = bool(_MONEY.search(column)) if _MONEY.search(unit.lead) else None
        # "2022/23: 7,1": a column that is a year leaves it to the title to say of what.
        about = (
            f"{column} {value}"
            if content(column) | telling(column)
            else f"{value} {unit.subheading} {title}"
        )
        for figure in figures(value):
            words = _row(told, about, unit)
            told_by = tags(f"{name} {column}", f"{name} {column}") if column else frozenset()
            beside = _others(unit, figure, column)
            yield Mention(figure, words, beside, told_by, "", f"{header} {column}", money)
        for figure in figures(column):
            beside = tuple((each, OWN) for each in figures(value)) + _others(unit, figure, name)
            words = _row(told, f"{column} {value}", unit)
            yield Mention(figure, words, beside, frozenset(), header=f"{header} {column}")


def _row(told: str, column: str, unit: Unit) -> Mapping[str, float]:
    words: dict[str, float] = {}
    add(words, told, _ROW)
    add(words, column, _COLUMN)
    add(words, unit.reading, _CELL)
    return words


def _others(unit: Unit, figure: Figure, column: str) -> tuple[tuple[Figure, float], ...]:
    name = unit.reading.partition(" – ")[0]
    sure = [(each, OWN) for each in (*figures(name), *figures(column)) if each != figure]
    return (*sure, *((each, SENTENCE) for each in figures(unit.reading)))
