"""`python -m evaluation.sizes [--passages N]`: what the index takes, and would take with N.

Prints bytes in each store and by passage, the memory that the graph of the vector search takes,
and the time that embedding takes at the speed measured here and now.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder
    from vectorstore.index import Index

_SAMPLE = 40  # passages that are embedded to measure the speed
_LINKS = 64  # Chroma's max_neighbors: twice as many on the lowest level, 4 bytes each
_LABEL = 8 + 4  # bytes of a label and of the number of links
_GB = 1_000_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    line = argparse.ArgumentParser(prog="python -m evaluation.sizes", description=__doc__)
    line.add_argument("--passages", metavar="N", type=int, help="regn til N uddrag")
    arguments = line.parse_args(argv)
    from vectorstore.errors import ReferatError

    try:
        _tell(arguments.passages)
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _tell(wanted: int | None) -> None:
    from settings import load_settings
    from vectorstore.embedder import open_embedder
    from vectorstore.errors import ReferatError
    from vectorstore.index import Index
    from vectorstore.sizes import sizes

    settings = load_settings()
    index = Index(settings.place())
    passages = index.ledger.summary().passages
    if not passages:
        raise ReferatError("Indekset er tomt. Kør `python -m ingest sync` først.")
    wanted = wanted or passages
    print(f"{passages} uddrag; regnet til {wanted}\n{'':28}{'byte pr. uddrag':>16}{'GB':>12}")
    embedder = open_embedder(settings.embedding_model, settings.cache)
    dimension = len(embedder.query("mål"))
    graph = 4 * dimension + 4 * 2 * _LINKS + _LABEL
    stores = {name: size / passages for name, size in sizes(index).items()}
    for name, each in {**stores, "grafens hukommelse (HNSW)": graph}.items():
        print(f"{name:28}{each:16,.0f}{each * wanted / _GB:12,.2f}")
    rate, texts = _speed(index, embedder)
    hours = wanted * texts / rate / 3600
    print(f"{texts:.1f} tekster pr. uddrag, {rate:.0f} i sekundet her: {hours:,.1f} timer")


def _speed(index: "Index", embedder: "Embedder") -> tuple[float, float]:
    """Texts a second, and texts a passage (itself and its units), over passages of the index."""
    from vectorstore.ledger import unit_embedded

    ids = sorted(index.ledger.passage_ids())
    some = islice(ids, 0, None, max(1, len(ids) // _SAMPLE))
    found = index.ledger.with_units(list(index.ledger.bare_passages(islice(some, _SAMPLE))))
    texts = [passage.embedded for passage in found]
    texts += [unit_embedded(passage, unit) for passage in found for unit in passage.units]
    begun = time.perf_counter()
    embedder.passages(texts)
    return len(texts) / (time.perf_counter() - begun), len(texts) / len(found)


if __name__ == "__main__":
    sys.exit(main())
