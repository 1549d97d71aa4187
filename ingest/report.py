"""What indexing tells a user, in Danish."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from vectorstore.schema import FileOutcome, FileResult, IndexSummary

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
            detail = counted(result.items, "punkt")
        case FileOutcome.UPDATED:
            detail = _items(result.changed) + (f" ({result.detail})" if result.detail else "")
        case _:
            detail = result.detail
    return f"  {_WORD[result.outcome]:8} {name}" + (f": {detail}" if detail else "")


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
