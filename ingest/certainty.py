"""How sure the reading of a document is, from 0 to 1, and why it is no surer."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.contents import key, same_title
from ingest.forms import NAMED
from ingest.items import Items
from vectorstore.schema import AgendaItem

_FOUND_BY = {
    "title": "overskrifter over sagsnumre og afsnit",
    "case": "linjer med sagsnumre; de har ingen overskrifter",
    "cycle": "afsnit, der går igen; de har ingen overskrifter",
    "plain": "korte linjer, der står alene",
    "row": "rækker i en tabel",
    "letter": "bogstaver",
    "time": "klokkeslæt",
    "code": "sagsbetegnelser",
}
_TRUST = {
    "title": 0.8,
    "case": 0.6,
    "cycle": 0.4,
    "plain": 0.4,
    "row": 0.7,
    "letter": 0.8,
    "time": 0.7,
}
_FEW, _MANY = 50, 200  # titles that are compared letter by letter
_CLOSE = 0.8  # of the best score: a second reading that is nearly as likely


def certainty(found: Items, items: Sequence[AgendaItem], agenda: bool) -> tuple[float, list[str]]:
    """The certainty, and the doubts as Danish sentences."""
    doubts = list(_doubts(found, items, agenda))
    sure = 1.0
    for share, _ in doubts:
        sure *= share
    return round(sure, 2), [words for _, words in doubts]


def _doubts(found: Items, items: Sequence[AgendaItem], agenda: bool) -> Iterator[tuple[float, str]]:
    form = found.form.split(" ")[0]
    if found.form.endswith("="):
        yield 0.7, "Punkterne har alle samme nummer; de er talt op i rækkefølge."
    elif form == "marked":
        yield 0.9, "Punkterne er fundet efter overskrifterne i filen; de har ingen numre."
    elif form in _FOUND_BY:
        yield _TRUST.get(form, 0.8), f"Punkterne er fundet efter {_FOUND_BY[form]}."
    yield from _against_contents(found, items)
    yield from _numbering(found, items)
    if form not in NAMED and found.rival >= _CLOSE * found.score > 0:
        yield 0.7, "Punkterne kan også læses på en anden måde; se efter, om de er rigtige."
    open_items = [item for item in items if not item.closed]
    bare = [item for item in open_items if not any(part.heading for part in item.sections)]
    if len(items) > 1 and len(bare) == len(open_items) > 0 and not agenda:
        yield 0.8, "Ingen punkter har afsnit med overskrift."


def _against_contents(found: Items, items: Sequence[AgendaItem]) -> Iterator[tuple[float, str]]:
    listed = [entry.title for entry in found.contents.entries]
    if not listed:
        return
    if len(listed) != len(items):
        yield (
            0.8,
            f"Indholdsfortegnelsen nævner {len(listed)} punkter, der er fundet {len(items)}.",
        )
    told = {key(item.title) for item in items}
    missing = [title for title in listed if key(title) not in told]
    if len(missing) <= _FEW:
        missing = [t for t in missing if not any(same_title(t, i.title) for i in items[:_MANY])]
    if 2 * len(missing) > len(listed):
        yield 0.8, "De fleste titler i indholdsfortegnelsen står ikke over punkterne."


def _numbering(found: Items, items: Sequence[AgendaItem]) -> Iterator[tuple[float, str]]:
    numbers = [item.number for item in items if not item.label]
    if numbers and not found.form.endswith("="):
        gaps = sum(b - a > 1 for a, b in pairwise(numbers))
        if gaps:
            yield 0.9, "Der mangler numre i rækken af punkter."
        restarted = any(item.label.isdigit() for item in items)
        if numbers != sorted(numbers) or restarted:
            yield 0.8, "Punkternes numre står ikke i rækkefølge."
