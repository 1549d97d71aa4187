"""What a reader of the minutes is told of a PDF that could not be read as it is."""

from collections.abc import Iterator, Sequence

from ingest.files.pdf_words import Page


def doubts(pages: Sequence[Page]) -> Iterator[str]:
    """Danish sentences."""
    recognised = [page.number for page in pages if page.scanned]
    if recognised:
        yield f"{_sides(recognised)} er læst med tekstgenkendelse og kan have læsefejl."
    pictures = [page for page in pages if page.lacking]
    if pictures:
        sides = _sides([page.number for page in pictures])
        what = "et billede" if len(pictures) == 1 else "billeder"
        yield f"{sides} er {what} og ikke læst: {pictures[0].lacking}"
    hidden = [page.number for page in pages if page.hides]
    if hidden:
        yield f"{_sides(hidden)} har tekst, som ikke kan ses på siden; den er ikke læst med."


def _sides(numbers: Sequence[int]) -> str:
    """Page numbers as a reader says them: "Side 3", "Siderne 1-4, 7 og 9"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    if len(numbers) == 1:
        return f"Side {numbers[0]}"
    said = ["-".join(map(str, span)) for span in spans]
    return f"Siderne {', '.join(said[:-1])} og {said[-1]}" if said[1:] else f"Siderne {said[0]}"
