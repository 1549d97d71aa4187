"""Meetings and cases as lists: filtered, counted and paged by the database, texts unread."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, extract, func, or_, select, true

from vectorstore import tables
from vectorstore.schema import MeetingSummary

_M, _I = tables.meeting.c, tables.item.c
_YEAR = extract("year", _M.held)
Group = tuple[str, int, str]  # committee, year, municipality
Groups = dict[Group, set[str]]  # ids or case numbers


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is limited to. Empty fields do not limit."""

    words: tuple[str, ...] = ()  # all in one item's title or case number, in any case of letters
    committees: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    municipalities: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.committees or self.years or self.municipalities)

    def lets(self, group: Group, but: str = "") -> bool:
        """Whether a group is within the limits, or within all `but` one of them."""
        committee, year, municipality = group
        return (
            (but == "committees" or not self.committees or committee in self.committees)
            and (but == "years" or not self.years or year in self.years)
            and (
                but == "municipalities"
                or not self.municipalities
                or municipality in self.municipalities
            )
        )


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item by its heading. `found` says that it holds the words that were looked for."""

    number: int
    title: str
    case: str | None
    closed: bool
    found: bool


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting with its items in printed order."""

    summary: MeetingSummary
    items: tuple[ListedItem, ...]


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case over all its meetings, whatever the list is limited to."""

    number: str
    times: int  # items with this number
    first: date
    last: date
    committees: tuple[str, ...]  # sorted
    titles: tuple[str, ...]  # of its open items, the newest first


Entry = TypeVar("Entry", ListedMeeting, ListedCase)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Entry]):
    """A page of a list, newest first, and how much there is to choose from."""

    shown: tuple[Entry, ...]
    total: int  # entries on all pages
    committees: tuple[tuple[str, int], ...]  # each with its entries under the other limits, by name
    years: tuple[tuple[int, int], ...]  # the same, newest first
    municipalities: tuple[tuple[str, int], ...] = ()  # the same, by name


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The file that a meeting was read from."""

    path: str
    file_hash: str  # of the bytes that were read, as the ledger keys them


class Catalogue:
    """The lists of a ledger."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        """`reading` opens a connection for as long as one list is made."""
        self._reading = reading

    def sizes(self) -> tuple[int, int]:
        """How many meetings and how many case numbers there are."""
        with self._reading() as connection:
            meetings = connection.execute(select(func.count(_M.id))).scalar_one()
            cases = connection.execute(select(func.count(_I.case_number.distinct()))).scalar_one()
        return meetings, cases

    def times(self, cases: Collection[str]) -> dict[str, int]:
        """How many items have each of these case numbers."""
        times = func.count(_I.id).label("times")
        query = select(_I.case_number, times).group_by(_I.case_number)
        with self._reading() as connection:
            rows = connection.execute(query.where(_I.case_number.in_(cases)))
            return {row.case_number: row.times for row in rows}

    def file(self, meeting: str) -> StoredFile | None:
        """Where a meeting was read from; None when it is not indexed."""
        query = select(_M.path, _M.file_hash).where(_M.id == meeting)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return StoredFile(row.path, row.file_hash) if row else None

    def meetings(self, wanted: Wanted, first: int, most: int) -> Listing[ListedMeeting]:
        """At most `most` meetings from the `first` on (0 is the newest)."""
        columns = (_M.id, _M.committee, _M.held, _M.municipality, _M.agenda)
        query = select(*columns).order_by(_M.held.desc(), _M.id)
        items = _of_items(wanted.words)
        if items:
            query = query.where(_M.id.in_(select(_I.meeting).where(*items)))
        with self._reading() as connection:
            all_rows = connection.execute(query).all()
            rows = [row for row in all_rows if wanted.lets(_group(row))]
            shown = rows[first : first + most]
            entries = _meetings(connection, shown, items)
            everything = _choices(connection)
        groups: Groups = {}
        for row in all_rows:
            groups.setdefault(_group(row), set()).add(row.id)
        return Listing(entries, len(rows), *_counted(groups, wanted, *everything))

    def cases(self, wanted: Wanted, first: int, most: int) -> Listing[ListedCase]:
        """The same of cases, the one treated last first."""
        # Joined here rather than in the database: half the time over 30,000 items.
        found = and_(true(), *_of_items(wanted.words))
        query = select(_I.case_number, _I.meeting, found).where(_I.case_number.is_not(None))
        last: dict[str, date] = {}
        groups: Groups = {}
        with self._reading() as connection:
            meetings = {}
            columns = (_M.id, _M.committee, _M.held, _M.municipality)
            for row in connection.execute(select(*columns)):
                group = groups.setdefault(_group(row), set())
                meetings[row.id] = row.held, group
            for number, meeting, hit in connection.execute(query):
                held, group = meetings[meeting]
                if number not in last or last[number] < held:
                    last[number] = held
                if hit:
                    group.add(number)
            chosen = [group for key, group in groups.items() if wanted.lets(key)]
            numbers = set().union(*chosen)
            newest = sorted(numbers, key=lambda number: (last[number], number), reverse=True)
            entries = _cases(connection, newest[first : first + most])
            everything = _choices(connection)
        return Listing(entries, len(numbers), *_counted(groups, wanted, *everything))


def _of_items(words: Sequence[str]) -> list[ColumnElement[bool]]:
    return [
        or_(
            func.lower(_I.title).contains(word.lower(), autoescape=True),
            _I.case_number.contains(word, autoescape=True),
        )
        for word in words
    ]


def _group(row: Any) -> Group:
    return row.committee, row.held.year, row.municipality


def _choices(connection: Connection) -> tuple[list[str], list[int], list[str]]:
    """Every committee by name, every year, newest first, and every municipality by name."""
    committees = connection.execute(select(_M.committee).distinct()).scalars()
    years = connection.execute(select(_YEAR).distinct()).scalars()
    there = connection.execute(select(_M.municipality).distinct()).scalars()
    return sorted(committees), sorted(years, reverse=True), sorted(set(there) - {""})


def _counted(
    groups: Groups,
    wanted: Wanted,
    committees: Sequence[str],
    years: Sequence[int],
    municipalities: Sequence[str],
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[int, int], ...], tuple[tuple[str, int], ...]]:
    by_committee: dict[str, set[str]] = {name: set() for name in committees}
    by_year: dict[int, set[str]] = {year: set() for year in years}
    by_municipality: dict[str, set[str]] = {name: set() for name in municipalities}
    for group, entries in groups.items():
        committee, year, municipality = group
        if wanted.lets(group, but="committees"):
            by_committee[committee] |= entries
        if wanted.lets(group, but="years"):
            by_year[year] |= entries
        if municipality and wanted.lets(group, but="municipalities"):
            by_municipality[municipality] |= entries
    return (
        tuple((name, len(found)) for name, found in by_committee.items()),
        tuple((year, len(found)) for year, found in by_year.items()),
        tuple((name, len(found)) for name, found in by_municipality.items()),
    )


def _meetings(
    connection: Connection, rows: Sequence[Any], found: list[ColumnElement[bool]]
) -> tuple[ListedMeeting, ...]:
    ids = [row.id for row in rows]
    hit = (
        {row.id for row in connection.execute(select(_I.id).where(_I.meeting.in_(ids), *found))}
        if found
        else set()
    )
    columns = (_I.id, _I.meeting, _I.number, _I.title, _I.case_number, _I.closed)
    query = select(*columns).where(_I.meeting.in_(ids)).order_by(_I.meeting, _I.place)
    items: dict[str, list[ListedItem]] = {each: [] for each in ids}
    for item in connection.execute(query):
        told = ListedItem(item.number, item.title, item.case_number, item.closed, item.id in hit)
        items[item.meeting].append(told)
    return tuple(
        ListedMeeting(
            MeetingSummary(
                row.id,
                row.committee,
                row.held,
                len(items[row.id]),
                sum(item.closed for item in items[row.id]),
                row.municipality,
                row.agenda,
            ),
            tuple(items[row.id]),
        )
        for row in rows
    )


def _cases(connection: Connection, numbers: Sequence[str]) -> tuple[ListedCase, ...]:
    columns = (_I.case_number, _I.title, _I.closed, _M.committee, _M.held)
    query = (
        select(*columns)
        .join_from(tables.item, tables.meeting)
        .where(_I.case_number.in_(numbers))
        .order_by(_M.held.desc(), _I.number)
    )
    rows: dict[str, list[Any]] = {number: [] for number in numbers}
    for row in connection.execute(query):
        rows[row.case_number].append(row)
    return tuple(
        ListedCase(
            number,
            len(found),
            found[-1].held,
            found[0].held,
            tuple(sorted({row.committee for row in found})),
            tuple(row.title for row in found if not row.closed),
        )
        for number, found in rows.items()
    )
