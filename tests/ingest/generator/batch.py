"""Many documents, each made by its own seed, printed, read and compared."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import get_context
from random import Random
from time import perf_counter

from vectorstore.errors import ReferatError

from .choosing import choose
from .compare import compare
from .compose import compose
from .forms import House
from .meant import Minutes
from .printed import Printed
from .reading import read
from .verdict import Verdict, unread

MIX = {
    "text": 0.6,
    "markdown": 0.06,
    "docx": 0.1,
    "html": 0.1,
    "pdf": 0.1,
    "rtf": 0.02,
    "odt": 0.02,
}
TYPES = tuple(MIX)
RENDERERS = {kind: f"{__package__}.render_{kind}" for kind in TYPES}


@dataclass(frozen=True, slots=True)
class Order:
    """One document to make: everything about it follows from this."""

    seed: str
    type: str
    forms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it, with the seconds to print and to read it."""

    order: Order
    house: House
    verdict: Verdict
    printing: float
    reading: float


def orders(
    count: int, seed: int, only: str = "", forms: dict[str, str] | None = None
) -> list[Order]:
    """The documents of a run: the mix of types, or one type only."""
    shares = {only: 1.0} if only else MIX
    found = []
    for kind, share in shares.items():
        found += [
            Order(f"{seed}/{kind}/{n}", kind, forms or {}) for n in range(round(count * share))
        ]
    return found


def made(order: Order) -> tuple[House, Minutes, Printed]:
    """The document that an order names."""
    rng = Random(order.seed)
    house = choose(rng, order.type, order.forms)
    minutes = compose(rng, house)
    return house, minutes, printed(rng, house, minutes)


def printed(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as a file of the house's type; the libraries are loaded where one is needed."""
    rendered: Printed = import_module(RENDERERS[house.type]).render(rng, house, minutes)
    return rendered


def tried(order: Order) -> Outcome:
    """The document made, read and compared. What the program refuses or breaks on is all wrong."""
    began = perf_counter()
    house, minutes, file = made(order)
    done = perf_counter()
    try:
        meeting = read(file, "minutes")
        verdict = compare(minutes, meeting, file.furniture)
    except ReferatError as error:
        verdict = unread(minutes, f"refused: {error}")
    except Exception as error:  # any bug of the reader's, on any document, is counted and shown
        verdict = unread(minutes, f"{type(error).__name__}: {error}")
    return Outcome(order, house, verdict, done - began, perf_counter() - done)


def run(wanted: list[Order], processes: int = 2) -> Iterator[Outcome]:
    """All of them, in order."""
    if processes == 1:
        yield from map(tried, wanted)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        yield from pool.map(tried, wanted, chunksize=20)
