"""Months, periods and windows equal what comes of counting days one by one."""

from __future__ import annotations

from datetime import date, timedelta

import naive_dates as naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.meaning import calendar

DAYS = st.one_of(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from([date(2020, 2, 29), date(2021, 2, 28), date(2020, 1, 31), date(1900, 2, 28), date(2000, 2, 29)]),
)
UNITS = st.sampled_from(["month", "quarter", "half", "year"])
FIRST = st.integers(1, 12)


@given(DAYS, st.integers(-3_000, 3_000))
def test_months_added_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    moved = calendar.add_months(day, months)
    assert moved == naive.add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(1)).day == 1)


@given(DAYS, DAYS, st.integers(0, 500))
def test_adding_months_keeps_the_order_of_days(first: date, second: date, months: int) -> None:
    first, second = sorted((first, second))
    assert calendar.add_months(first, months) <= calendar.add_months(second, months)
    assert calendar.add_months(first, months) <= calendar.add_months(first, months + 1)


@given(DAYS, DAYS)
def test_months_between_is_the_most_that_does_not_go_beyond(start: date, end: date) -> None:
    months = calendar.months_between(start, end)
    assert months == naive.months_between(start, end)
    assert calendar.add_months(start, months) <= end < calendar.add_months(start, months + 1)


@given(DAYS, st.integers(0, 240))
def test_months_added_are_the_months_between(day: date, months: int) -> None:
    assert calendar.months_between(day, calendar.add_months(day, months)) == months


@given(st.integers(-(10**15), 10**15), DAYS)
def test_no_duration_leaves_the_calendar(count: int, day: date) -> None:
    assert date.min <= calendar.add_months(day, count) <= date.max
    assert date.min <= calendar.add_days(day, count) <= date.max


@given(DAYS, UNITS, FIRST)
def test_a_period_is_the_run_of_days_with_one_number(day: date, unit: str, first: int) -> None:
    start, end = calendar.period(day, unit, first)
    number = naive.period_number(day, unit, first)
    assert start <= day < end
    assert {naive.period_number(one, unit, first) for one in (start, day, end - timedelta(1))} == {number}
    assert naive.period_number(start - timedelta(1), unit, first) == number - 1
    assert naive.period_number(end, unit, first) == number + 1


@given(DAYS, DAYS, UNITS, st.sampled_from(["calendar", "fiscal"]), FIRST)
def test_two_periods_have_one_name_when_they_are_one(one: date, other: date, unit: str, kind: str, month: int) -> None:
    first = month if kind == "fiscal" else 1
    starts = [calendar.period_start(day, unit, first) for day in (one, other)]
    names = [calendar.period_name(start, unit, kind, month) for start in starts]
    assert (starts[0] == starts[1]) == (names[0] == names[1])


@pytest.mark.parametrize("kind", ["so far", "a year before", "previous", "same", "trailing"])
@given(today=DAYS, unit=UNITS, of=UNITS, count=st.integers(1, 30), first=FIRST, months=st.booleans())
def test_a_window_holds_exactly_the_days_that_counting_finds(
    kind: str, today: date, unit: str, of: str, count: int, first: int, months: bool
) -> None:
    if kind == "same" and calendar.MONTHS_IN[of] < calendar.MONTHS_IN[unit]:
        return
    if kind == "trailing":
        unit = "months" if months else "days"
    start, end = _window(kind, today, unit, of, count, first)
    near = {start, end, today} if start < end else {today}
    for edge in near:
        for shift in (-367, -366, -32, -1, 0, 1, 32, 366):
            day = edge + timedelta(shift)
            inside = naive.in_window(kind, unit, count, of, first, today, day)
            assert inside == (
                start <= day < min(end, today + timedelta(1)) if kind in ("so far", "trailing") else start <= day < end
            )


def _window(kind: str, today: date, unit: str, of: str, count: int, first: int) -> tuple[date, date]:
    """As the evaluator takes it."""
    from palier.meaning import core
    from palier.run.measures import window as stretch_of
    from palier.source import Source, Span

    span = Span(Source("t", "", None), 0, 0)
    stretch = core.Stretch(span, kind, "fiscal", unit, count, of)
    start, end = stretch_of(stretch, first)([today])
    assert start is not None
    return start, end
