"""Lists of meetings and cases over a real ledger, small by hand and large for the time."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert

from vectorstore import tables
from vectorstore.catalogue import Catalogue, Wanted
from vectorstore.ledger import Ledger

TMU, OEU = "Teknik- og Miljøudvalget", "Økonomiudvalget"
MEETINGS = [
    ("a", TMU, date(2023, 11, 22), [("Cykelsti", "23/4187", False), ("Æblehaven", "23/9", False)]),
    ("b", TMU, date(2024, 6, 12), [("Cykelsti", "23/4187", False), ("Lukket", "24/7", True)]),
    ("c", OEU, date(2024, 6, 12), [("Budget 100 %", None, False)]),
    ("d", OEU, date(2025, 1, 22), [("Cykelsti, bevilling", "23/4187", False)]),
]


def filled(folder: Path, meetings: list[tuple[str, str, date, list[tuple[str, str | None, bool]]]]):  # type: ignore[no-untyped-def]
    """The catalogue of a ledger with these meetings, their texts left empty."""
    url = f"sqlite:///{folder / 'ledger.db'}"
    ledger = Ledger(url)
    common = {
        "added": False, "text_hash": "", "parser": "", "place": "", "header_end": 0,
        "spans": {}, "contents": [], "text": "", "indexed_at": datetime.now(UTC),
    }  # fmt: skip
    rows = [
        {**common, "id": name, "committee": body, "held": held, "path": name, "source": name}
        for name, body, held, _ in meetings
    ]
    items = [
        {
            "id": f"{name}/{place}", "meeting": name, "place": place, "number": place + 1,
            "title": title, "case_number": case, "closed": closed, "start": 0, "heading_end": 0,
            "end": 0,
        }
        for name, _, _, listed in meetings
        for place, (title, case, closed) in enumerate(listed)
    ]  # fmt: skip
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(tables.meeting), rows)
        connection.execute(insert(tables.item), items)
    engine.dispose()
    return ledger.catalogue


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return filled(tmp_path_factory.mktemp("small"), MEETINGS)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), ["d", "b", "c", "a"]),
        (Wanted(committees=(TMU,)), ["b", "a"]),
        (Wanted(years=(2024,)), ["b", "c"]),
        (Wanted(years=(2024, 2025), committees=(OEU,)), ["d", "c"]),
        (Wanted(words=("CYKEL",)), ["d", "b", "a"]),
        (Wanted(words=("æble",)), ["a"]),
        (Wanted(words=("23/4187", "bevilling")), ["d"]),
        (Wanted(words=("cykel", "æble")), []),
        (Wanted(words=("100 %",)), ["c"]),
        (Wanted(words=("%",)), ["c"]),
        (Wanted(words=("_",)), []),
        (Wanted(words=("' OR 1=1 --",)), []),
    ],
)
def test_meetings_are_found_newest_first(
    catalogue: Catalogue, wanted: Wanted, ids: list[str]
) -> None:
    found = catalogue.meetings(wanted, 0, 50)
    assert [each.summary.id for each in found.shown] == ids
    assert found.total == len(ids)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), ["23/4187", "24/7", "23/9"]),
        (Wanted(years=(2023,)), ["23/4187", "23/9"]),
        (Wanted(committees=(OEU,)), ["23/4187"]),
        (Wanted(words=("4187",)), ["23/4187"]),
        (Wanted(words=("bevilling",), years=(2023,)), []),
    ],
)
def test_cases_are_found_by_what_was_treated_last(
    catalogue: Catalogue, wanted: Wanted, numbers: list[str]
) -> None:
    found = catalogue.cases(wanted, 0, 50)
    assert [each.number for each in found.shown] == numbers
    assert found.total == len(numbers)


def test_a_case_is_listed_whole_whatever_the_list_is_limited_to(catalogue: Catalogue) -> None:
    (case,) = catalogue.cases(Wanted(committees=(OEU,)), 0, 50).shown
    assert (case.times, case.first, case.last) == (3, date(2023, 11, 22), date(2025, 1, 22))
    assert case.committees == (TMU, OEU)
    assert case.titles[0] == "Cykelsti, bevilling"


def test_each_choice_is_counted_under_the_other_limits(catalogue: Catalogue) -> None:
    found = catalogue.meetings(Wanted(committees=(TMU,)), 0, 50)
    assert found.committees == ((TMU, 2), (OEU, 2))
    assert found.years == ((2025, 0), (2024, 1), (2023, 1))


def test_a_page_holds_its_part_and_tells_of_all(catalogue: Catalogue) -> None:
    found = catalogue.meetings(Wanted(), 1, 2)
    assert [each.summary.id for each in found.shown] == ["b", "c"]
    assert found.total == 4
    assert catalogue.meetings(Wanted(), 8, 2).shown == ()


def test_a_meeting_is_listed_with_its_counts_and_the_items_that_were_found(
    catalogue: Catalogue,
) -> None:
    meeting = catalogue.meetings(Wanted(words=("cykel",)), 0, 50).shown[1]
    assert (meeting.summary.items, meeting.summary.closed) == (2, 1)
    assert [item.found for item in meeting.items] == [True, False]


def test_sizes_and_treatments_are_counted(catalogue: Catalogue) -> None:
    assert catalogue.sizes() == (4, 3)
    assert catalogue.times(["23/4187", "24/7", "99/1"]) == {"23/4187": 3, "24/7": 1}


def large() -> Iterator[tuple[str, str, date, list[tuple[str, str | None, bool]]]]:
    words = ("cykelsti", "budget", "skole", "varme", "æblehaven", "takster", "plan")
    for n in range(1500):
        items = [
            (f"{words[(n + k) % 7]} {words[k % 5]} {n}", f"{k}/{(n * 7 + k) % 900}", k > 17)
            for k in range(20)
        ]
        yield f"m{n}", f"Udvalg {n % 12}", date(2007, 1, 3) + timedelta(days=n * 4), items


def test_30000_items_are_listed_in_little_more_than_reading_their_rows_takes(
    tmp_path: Path,
) -> None:
    catalogue = filled(tmp_path, list(large()))
    database = sqlite3.connect(tmp_path / "ledger.db")
    query = "select case_number, meeting, lower(title) like '%plan%' from item"

    def read() -> object:
        return [(row[0], row[1], row[2]) for row in database.execute(query)]

    for wanted in (Wanted(), Wanted(words=("æble", "plan")), Wanted(("5",), ("Udvalg 3",))):
        for listed in (catalogue.meetings, catalogue.cases):
            rows, lists = _least(read), _least(partial(listed, wanted, 0, 50))
            assert lists < 6 * rows, (listed, wanted, lists, rows)


def _least(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of five runs: what the work takes on this machine."""
    spent = []
    for _ in range(5):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def test_lists_may_be_of_one_municipality(tmp_path: Path) -> None:
    catalogue = filled(tmp_path, MEETINGS)
    with create_engine(f"sqlite:///{tmp_path / 'ledger.db'}").begin() as connection:
        for name, there in (("a", "Lindevang"), ("b", "Lindevang"), ("c", "Hasselø")):
            where = tables.meeting.c.id == name
            connection.execute(tables.meeting.update().where(where).values(municipality=there))
    found = catalogue.meetings(Wanted(municipalities=("Lindevang",)), 0, 50)
    assert [each.summary.id for each in found.shown] == ["b", "a"]
    assert found.municipalities == (("Hasselø", 1), ("Lindevang", 2))
    assert found.committees == ((TMU, 2), (OEU, 0))
    assert catalogue.cases(Wanted(municipalities=("Hasselø",)), 0, 50).total == 0
