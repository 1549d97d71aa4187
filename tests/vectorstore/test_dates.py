from datetime import date

import pytest

from vectorstore.dates import find_periods, long_date

ONE_DAY = [
    ("den 4. april 2022", date(2022, 4, 4)),
    ("04-04-2022", date(2022, 4, 4)),
    ("4/4-2022", date(2022, 4, 4)),
    ("den 23/9 2014", date(2014, 9, 23)),
    ("13.12.2021", date(2021, 12, 13)),
    ("2021-03-08", date(2021, 3, 8)),
    ("on 8 March 2021", date(2021, 3, 8)),
    ("on March 8, 2021", date(2021, 3, 8)),
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
