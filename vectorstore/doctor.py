"""Looks the index over, and mends from the ledger what can be mended without embedding again."""

from collections.abc import Iterator

from vectorstore.database import check
from vectorstore.errors import StoreUnavailable
from vectorstore.index import Index, Place, Progress, rebuild
from vectorstore.ledger import Ledger


def examined(place: Place) -> Iterator[str]:
    """Danish sentences on what was looked at and done; the last says that all is well.

    StoreUnavailable where the ledger itself is damaged: that is not to be mended from anywhere.
    """
    check(place.ledger_url)
    Ledger(place.ledger_url).close()
    try:
        index = Index(place)
    except StoreUnavailable as error:
        if place.shared:  # a server that does not answer is not mended from here
            raise
        yield str(error)
        rebuild(place)
        yield "Søgeindekset er bygget op igen ud fra databasen."
        index = Index(place)
    try:
        with index.writing() as finished:
            yield from mended(index, finished)
    finally:
        index.close()


def mended(index: Index, finished: int) -> Iterator[str]:
    """The same for an index that is open for writing; that `finished` so many meetings' copies."""
    yield "Databasen er hel."
    if finished:
        yield f"{finished} referat(er) fra en afbrudt indlæsning er gjort søgbare."
    without = index.ledger.without_vectors(list(index.ledger.documents()))
    if without:
        index.ledger.read_again(without)
        yield (
            f"Vektorerne mangler for {', '.join(without)}. "
            "Kør `python -m ingest sync`, så bliver de læst igen."
        )
    wrong = list(_differing(index))
    yield from wrong
    if wrong:
        index.rebuild(Progress())
        yield "Søgeindekset er bygget op igen ud fra databasen."
        wrong = list(_differing(index))
    if wrong or without:
        raise StoreUnavailable(" ".join([*wrong, "Indekset er ikke i orden endnu."]))
    count = index.words.count()
    yield f"Alt er i orden: {count} uddrag kan søges på mening og på ord."


def _differing(index: Index) -> Iterator[str]:
    """What the copies hold too much or too little of."""
    wanted = index.ledger.passage_ids()
    for name, copy in (("mening", index.vectors), ("ord", index.words)):
        try:
            held, count = copy.ids(), copy.count()
            if held:
                copy.probe(next(iter(held)))
        except StoreUnavailable as error:
            yield str(error)
            continue
        lost, strange = len(wanted - held), len(held - wanted)
        if lost or strange:
            yield f"Søgningen på {name} mangler {lost} uddrag og har {strange} for meget."
        elif count != len(held):
            yield f"Søgningen på {name} har {count - len(held)} uddrag to gange."
