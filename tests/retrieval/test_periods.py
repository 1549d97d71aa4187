from datetime import date

import pytest

from retrieval.periods import find_periods, impossible_day
from vectorstore.dates import long_date

ONE_DAY = [
    ("den 4. april 2022", date(2022, 4, 4)),
    ("04-04-2022", date(2022, 4, 4)),
    ("4/4-2022", date(2022, 4, 4)),
    ("den 23/9 2014", date(2014, 9, 23)),
    ("13.12.2021", date(2021, 12, 13)),
    ("2021-03-08", date(2021, 3, 8)),
    ("on 8 March 2021", date(2021, 3, 8)),
    ("on March 8, 2021", date(2021, 3, 8)),
    ("d. 4/4-22", date(2022, 4, 4)),
    ("04.04.22", date(2022, 4, 4)),
]


@pytest.mark.parametrize(("text", "day"), ONE_DAY)
def test_a_day_is_read_in_every_form(text: str, day: date) -> None:
    periods, rest = find_periods(f"Hvad skete der {text}?")
    assert len(periods) == 1 and periods[0].exact and periods[0].year == day.year
    assert periods[0].holds(day)
    assert str(day.year) not in rest


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("i april 2022", date(2022, 4, 30), date(2022, 5, 1)),
        ("i april", date(2019, 4, 1), date(2019, 3, 31)),
        ("mellem 2018 og 2021", date(2020, 6, 1), date(2022, 1, 1)),
        ("foråret 2022", date(2022, 5, 31), date(2022, 6, 1)),
        ("i 2022", date(2022, 12, 31), date(2021, 12, 31)),
        ("den 8. marts", date(2021, 3, 8), date(2021, 3, 9)),
        ("d. 8/3", date(2021, 3, 8), date(2021, 8, 3)),
        ("i foråret", date(2020, 4, 1), date(2020, 6, 1)),
        ("in the spring of 2022", date(2022, 4, 1), date(2021, 4, 1)),
        ("efter 2021", date(2022, 1, 1), date(2021, 12, 31)),
        ("siden 2021", date(2021, 1, 1), date(2020, 12, 31)),
        ("før 2022", date(2021, 12, 31), date(2022, 1, 1)),
        ("i 3. kvartal 2021", date(2021, 7, 1), date(2021, 10, 1)),
        ("andet halvår 2021", date(2021, 7, 1), date(2021, 6, 30)),
        ("uge 12 i 2022", date(2022, 3, 21), date(2022, 3, 28)),
        ("ultimo 2021", date(2021, 12, 1), date(2021, 9, 1)),
    ],
)
def test_a_period_holds_its_days(text: str, inside: date, outside: date) -> None:
    (period,), _ = find_periods(text)
    assert period.holds(inside) and not period.holds(outside)


@pytest.mark.parametrize("text", ["sag 22/3389", "budget 2019-2022", "5,2 % af 4.800", "nr. 40-42"])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_periods(text)[0] == []


def test_a_lone_year_stays_in_the_text() -> None:
    assert "2014" in find_periods("budgetopfølgning 2014")[1]


def test_dates_are_written_out() -> None:
    assert long_date(date(2024, 6, 12)) == "12. juni 2024"
    assert long_date(date(2024, 6, 12), weekday=True) == "onsdag den 12. juni 2024"
    assert long_date(date(2024, 6, 12), "en", weekday=True) == "Wednesday 12 June 2024"


TODAY = date(2024, 3, 1)  # a Friday


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("i går", date(2024, 2, 29), date(2024, 3, 1)),
        ("yesterday", date(2024, 2, 29), date(2024, 2, 28)),
        ("sidste uge", date(2024, 2, 19), date(2024, 2, 26)),
        ("i sidste måned", date(2024, 2, 1), date(2024, 3, 1)),
        ("denne måned", date(2024, 3, 1), date(2024, 2, 29)),
        ("sidste år", date(2023, 12, 31), date(2024, 1, 1)),
        ("i år", date(2024, 1, 1), date(2023, 12, 31)),
        ("i fjor", date(2023, 1, 1), date(2024, 1, 1)),
    ],
)
def test_a_period_is_reckoned_from_today(text: str, inside: date, outside: date) -> None:
    (period,), _ = find_periods(f"Hvad skete der {text}?", TODAY)
    assert period.holds(inside) and not period.holds(outside)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hvad skete der den 31. februar 2024?", "31. februar 2024"),
        ("mødet 30-02-2023", "30-02-2023"),
        ("0. januar 2022", "0. januar 2022"),
        ("29. februar 2024", ""),
        ("29. februar", ""),
        ("sag 22/3389 om 3,5 mio. kr.", ""),
    ],
)
def test_a_day_that_no_calendar_has_is_seen(text: str, day: str) -> None:
    assert impossible_day(text) == day
