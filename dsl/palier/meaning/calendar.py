"""Months, periods and windows over dates: pure, and the same for checks and runs.

Periods are half-open: from the first day up to, and not including, the day after the last.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)
DAY: Final = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of the month that many months later (or earlier), clipped to the month's end and to the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """That many days later (or earlier), clipped to the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def months_between(start: date, end: date) -> int:
    """The greatest k with start + k months <= end; negative when the end comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months


def period_start(day: date, unit: str, first_month: int) -> date:
    """The first day of the year, half, quarter or month that holds a day, in years that start in `first_month`."""
    size = MONTHS_IN[unit]
    index = day.year * 12 + day.month - first_month
    year, month = divmod(index - index % size + first_month - 1, 12)
    return date(max(year, 1), month + 1, 1)


def period(day: date, unit: str, first_month: int) -> tuple[date, date]:
    """The half-open period that holds a day."""
    start = period_start(day, unit, first_month)
    return start, add_months(start, MONTHS_IN[unit])


def previous(day: date, unit: str, first_month: int, count: int) -> tuple[date, date]:
    """The `count` whole periods before the one that holds a day."""
    end = period_start(day, unit, first_month)
    return add_months(end, -count * MONTHS_IN[unit]), end


def same_of_previous(day: date, unit: str, of: str, first_month: int) -> tuple[date, date]:
    """The whole `unit` that lies one `of` earlier: the same quarter of the previous year."""
    start = add_months(period_start(day, unit, first_month), -MONTHS_IN[of])
    return start, add_months(start, MONTHS_IN[unit])


def trailing(day: date, months: int, days: int) -> tuple[date, date]:
    """The stretch of so many months or days that ends with a day, that day included."""
    end = add_days(day, 1)
    return (add_months(end, -months) if months else add_days(end, -days)), end


def year_name(start: date, first_month: int) -> int:
    """The number of the year that starts then: the one in which it ends, as fiscal years are named."""
    return start.year if first_month == 1 else start.year + 1


def period_name(start: date, unit: str, calendar: str, first_month: int) -> str:
    """How a period is named in results: `2021`, `2021-H1`, `2021-Q3`, `2021-03`; a fiscal one `FY2018-Q3`."""
    if unit == "month":
        return f"{start:%Y-%m}"
    first = first_month if calendar == "fiscal" else 1
    year_start = period_start(start, "year", first)
    label = f"FY{year_name(year_start, first)}" if calendar == "fiscal" else str(start.year)
    if unit == "year":
        return label
    return f"{label}-{unit[0].upper()}{months_between(year_start, start) // MONTHS_IN[unit] + 1}"
