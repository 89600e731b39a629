"""Periods by their names."""

from __future__ import annotations

from datetime import date

import pytest

from palier.report.period import Period, period_named

FEBRUARY = 2


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-H2", date(2021, 7, 1), date(2021, 12, 31)),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("fiscal 2018", date(2017, 2, 1), date(2018, 1, 31)),
        ("FY2018-Q3", date(2017, 8, 1), date(2017, 10, 31)),
        (" fiscal 2018-H1 ", date(2017, 2, 1), date(2017, 7, 31)),
    ],
)
def test_a_period_by_its_name(name: str, start: date, end: date) -> None:
    assert period_named(name, FEBRUARY) == Period(start, end)


def test_a_fiscal_year_that_starts_in_january_is_that_of_the_calendar() -> None:
    assert period_named("fiscal 2021-Q2", 1) == period_named("2021-Q2", 1)


@pytest.mark.parametrize("name", ["", "21", "2021-Q5", "2021-13", "fiscal 2021-07", "2021-W3", "1850", "9999"])
def test_what_names_no_period_is_said_in_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match=r"names no period|lies outside"):
        period_named(name, 1)


def test_a_day_that_nobody_knows_lies_only_in_all_time() -> None:
    assert Period().holds(None)
    assert not Period(date(2021, 1, 1)).holds(None)
    assert Period(None, date(2021, 1, 1)).holds(date(2021, 1, 1))
    assert not Period(date(2021, 1, 2), None).holds(date(2021, 1, 1))
