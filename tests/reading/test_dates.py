"""Dates as people write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.dates import is_date, iso_date


def test_dates_may_stop_at_the_year_or_month() -> None:
    assert all(map(is_date, ["2018", "2018-02", "2020-02-29"]))
    assert not any(map(is_date, ["18", "2018-2", "2019-02-29", "2018-13", "", "20180101"]))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2018", "2018"),
        ("2018.0", "2018"),
        ("2018-3", "2018-03"),
        ("3/2018", "2018-03"),
        ("mars 2018", "2018-03"),
        ("Sept. 2018", "2018-09"),
        ("2018-3-21", "2018-03-21"),
        ("2018/03/21", "2018-03-21"),
        ("20180321", "2018-03-21"),
        ("21.03.2018", "2018-03-21"),
        ("21/3 2018", "2018-03-21"),
        ("21 mars 2018", "2018-03-21"),
        ("den 21:e MARS, 2018", "2018-03-21"),
        (" 21  mars\n2018 ", "2018-03-21"),
        ("2018-03-21 00:00:00", "2018-03-21"),
        ("2018-03-21T10:30:00.000+01:00", "2018-03-21"),
        ("3/21/2018", None),  # no twenty-first month
        ("2018-13", None),
        ("2018-02-30", None),
        ("18", None),
        ("21 mars", None),
        ("våren 2018", None),
        ("2018–2022", None),
        ("", None),
    ],
)
def test_dates_in_any_form(text: str, date: str | None) -> None:
    assert iso_date(text) == date


MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)


@given(st.dates(datetime.date(1000, 1, 1)))
def test_every_day_is_read_in_every_form(day: datetime.date) -> None:
    iso = day.isoformat()
    month = MONTHS[day.month - 1]
    forms = (
        iso,
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day} {month} {day.year}",
        f"den {day.day}:e {month[:3]}. {day.year}",
        f"{iso} 12:30",
    )
    assert {iso_date(form) for form in forms} == {iso}
    assert iso_date(f"{month} {day.year}") == iso[:7]
    assert iso_date(f"{day.month}/{day.year}") == iso[:7]


@pytest.mark.slow
@given(st.text(max_size=30))
def test_whatever_is_read_is_a_date_and_stays_it(text: str) -> None:
    date = iso_date(text)
    assert date is None or (is_date(date) and iso_date(date) == date)
