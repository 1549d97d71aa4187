"""Slows down who guesses passwords, by name and by address, without locking anyone out."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from ipaddress import IPv6Address, ip_address
from threading import Lock
from time import monotonic

# Wrong passwords that cost nothing, and the longest wait in seconds after more of them. A name may
# be guessed from many places, and many people may share an address: both get more before they wait.
_PAIR, _NAME, _ADDRESS = (5, 900.0), (50, 60.0), (50, 900.0)
_FORGOTTEN = 3600.0  # seconds without a wrong password
_MOST = 20_000  # names and addresses remembered

Key = tuple[str, str]


class Attempts:
    """Wrong passwords of the last hour, in memory only."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[Key, tuple[int, float]] = OrderedDict()  # times, last
        self._lock = Lock()

    def wait(self, name: str, address: str) -> float:
        """Seconds before the next try; 0 counts as a wrong try until it is said to be right."""
        now = self._clock()
        with self._lock:
            left = max(self._left(key, limit, now) for key, limit in _keys(name, address))
            if left <= 0:  # counted first: many tries at once are not one try
                for key, _ in _keys(name, address):
                    self._count(key, now)
            return max(left, 0.0)

    def right(self, name: str, address: str) -> None:
        """It was the right password: forget the pair, and this try of the others."""
        with self._lock:
            (pair, _), *others = _keys(name, address)
            self._wrong.pop(pair, None)
            for key, _ in others:
                times, last = self._wrong.get(key, (1, 0.0))
                self._wrong[key] = (times - 1, last)

    def _left(self, key: Key, limit: tuple[int, float], now: float) -> float:
        times, last = self._wrong.get(key, (0, now))
        free, longest = limit
        if times < free or now - last > _FORGOTTEN:
            return 0.0
        return last + min(2.0 ** min(times - free, 20), longest) - now

    def _count(self, key: Key, now: float) -> None:
        times, last = self._wrong.pop(key, (0, now))
        self._wrong[key] = (1 if now - last > _FORGOTTEN else times + 1, now)
        while len(self._wrong) > _MOST:
            self._wrong.popitem(last=False)


def _keys(name: str, address: str) -> Iterator[tuple[Key, tuple[int, float]]]:
    place = _network(address)
    yield (name, place), _PAIR
    yield (name, ""), _NAME
    yield ("", place), _ADDRESS


def _network(address: str) -> str:
    """An IPv6 visitor has a whole /64 to guess from: that counts as one address."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(int(found) >> 64) if isinstance(found, IPv6Address) else address
