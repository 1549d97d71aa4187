"""What indexing tells a user, in Danish."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from vectorstore.schema import FileOutcome, FileResult, IndexSummary

_HEARD = 2  # doubts told of a file
_WORD = {
    FileOutcome.NEW: "nyt",
    FileOutcome.UNCHANGED: "uændret",
    FileOutcome.UPDATED: "ændret",
    FileOutcome.DUPLICATE: "dublet",
    FileOutcome.SUPERSEDED: "afløst",
    FileOutcome.REMOVED: "fjernet",
    FileOutcome.FAILED: "fejl",
}


def line(result: FileResult) -> str:
    """One line about a file; "" for an unchanged one, which the total counts."""
    name = Path(result.path).name
    match result.outcome:
        case FileOutcome.UNCHANGED if not result.detail:
            return ""
        case FileOutcome.NEW:
            detail = _with(counted(result.items, "punkt"), result.detail)
        case FileOutcome.UPDATED:
            detail = _with(_items(result.changed), result.detail)
        case _:
            detail = result.detail.removeprefix(name).removeprefix(":").lstrip()
    return f"  {_WORD[result.outcome]:8} {name}" + (f": {detail}" if detail else "")


def _with(told: str, doubts: str) -> str:
    return f"{told} · {doubts}" if doubts else told


def heard(doubts: Sequence[str]) -> str:
    """Doubts as the end of a line: "side 3 er læst med tekstgenkendelse · 2 forbehold mere"."""
    told = [doubt[:1].lower() + doubt[1:].removesuffix(".") for doubt in doubts[:_HEARD]]
    if len(doubts) > _HEARD:
        told.append(f"{len(doubts) - _HEARD} forbehold mere")
    return " · ".join(told)


def _items(numbers: Sequence[int]) -> str:
    if not numbers:
        return "læst igen, ingen punkter er ændret"
    if len(numbers) == 1:
        return f"punkt {numbers[0]}"
    return "punkt " + ", ".join(map(str, numbers[:-1])) + f" og {numbers[-1]}"


def total(results: Sequence[FileResult], summary: IndexSummary) -> str:
    """One line about all of it."""
    counts = Counter(result.outcome for result in results)
    parts = [f"{counts[kind]} {_WORD[kind]}" for kind in FileOutcome if counts[kind]]
    return (
        f"{', '.join(parts) or 'intet at gøre'}. Indekset har nu "
        f"{counted(len(summary.meetings), 'referat')} med {counted(summary.items, 'punkt')} "
        f"({summary.passages} uddrag)."
    )


def rebuilt(meetings: int) -> str:
    """One line about the copies that were made again."""
    return f"Søgeindekset er bygget op igen: {counted(meetings, 'referat')}."


def counted(number: int, word: str) -> str:
    """ "1 referat", "12 referater"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}er"
