"""The figures as plain-text tables in Danish, and what went wrong question by question."""

from collections.abc import Mapping, Sequence

from evaluation.answers import GivenAnswer, Pair
from evaluation.figures import Figures, Share, Spread, forbidden, found, missing, right
from evaluation.questions import Question
from vectorstore.schema import fold

ALL = "I alt"
NONE = "–"
HITS = ("Slags", "Antal", "Rigtige", "Punkt fundet", "Første henvisning", "Præcision")
REST = ("Slags", "Afvist", "Fejlafvist", "Ordrette citater", "Ord med./p90", "Sek. med./p95")
ANSWER_LENGTH = 300  # characters of an answer that a failure shows


def tables(kinds: Mapping[str, Figures], total: Figures) -> str:
    """Two tables of one row a kind and one for all, each under 100 characters wide."""
    rows = [*kinds.items(), (ALL, total)]
    hits = table(HITS, [_hit_row(*row) for row in rows])
    return f"{hits}\n\n{table(REST, [_rest_row(*row) for row in rows])}"


def side_by_side(named: Mapping[str, Figures]) -> str:
    """The same two tables with one row for each of several ways of asking the same questions."""
    hits = table(HITS, [_hit_row(*row) for row in named.items()])
    return f"{hits}\n\n{table(REST, [_rest_row(*row) for row in named.items()])}"


def failures(pairs: Sequence[Pair]) -> str:
    """Every question that was not answered, or not refused, as it should have been."""
    wrong = [(pair, faults) for pair in pairs if (faults := _faults(*pair))]
    if not wrong:
        return "Ingen fejl."
    return "\n\n".join(_failure(*pair, faults) for pair, faults in wrong)


def _hit_row(kind: str, f: Figures) -> tuple[str, ...]:
    shares = (f.right, f.found, f.first, f.precision)
    return kind, str(f.count), *map(share, shares)


def _rest_row(kind: str, f: Figures) -> tuple[str, ...]:
    shares = (f.refused, f.wrongly_refused, f.verbatim)
    return kind, *map(share, shares), _spread(f.words, 0), _spread(f.seconds, 2)


def share(counted: Share) -> str:
    """A share in percent with its numbers; a dash where there is nothing to have a share of."""
    if not counted.of:
        return NONE
    return f"{_number(100 * counted.part / counted.of, 1)} % ({counted.part}/{counted.of})"


def _spread(spread: Spread | None, decimals: int) -> str:
    if spread is None:
        return NONE
    return f"{_number(spread.median, decimals)} / {_number(spread.high, decimals)}"


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell; the first flush left, the others flush right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(row, widths) for row in (head, rule, *rows[:-1], rule, rows[-1]))


def _line(row: tuple[str, ...], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])


def _faults(question: Question, answer: GivenAnswer) -> list[str]:
    """What is wrong with an answer, in words; nothing where it is as it should be."""
    if not question.answerable:
        return [] if answer.refused else ["burde være afvist"]
    if right(question, answer):
        return []
    if answer.refused:
        return [f"afvist ({answer.reason})"]
    faults = [f"mangler „{'“ eller „'.join(words)}“" for words in missing(question, answer)]
    faults += [f"nævner „{wrong}“" for wrong in forbidden(question, answer)]
    return faults if found(question, answer) else [*faults, "henviser ikke til det rigtige punkt"]


def _failure(question: Question, answer: GivenAnswer, faults: list[str]) -> str:
    wanted = "; ".join(f"{place.meeting} punkt {place.punkt}" for place in question.item)
    cited = "; ".join(f"{cited.date} punkt {cited.item}" for cited in answer.citations)
    asked = " → ".join((*question.history, question.question))
    lines = (
        f"{question.id} ({question.kind}): {fold(asked)}",
        f"  Fejl: {'; '.join(faults)}",
        f"  Ventet: {wanted or NONE}",
        f"  Henvist: {cited or NONE}",
        f"  Svar: {_shortened(fold(answer.answer))}",
    )
    return "\n".join(lines)


def _shortened(text: str) -> str:
    return text if len(text) <= ANSWER_LENGTH else f"{text[:ANSWER_LENGTH].rstrip()} …"
