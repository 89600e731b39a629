"""Days, months, periods and windows, one day at a time: slow, and plain enough to be believed."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def add_months(day: date, months: int) -> date:
    """The same day of another month, or the last before it that the month has."""
    index = day.year * 12 + (day.month - 1) + months
    year, month, number = index // 12, index % 12 + 1, day.day
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def add_days(day: date, days: int) -> date:
    """That many days later, as far as the calendar goes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def months_between(start: date, end: date) -> int:
    """The greatest number of months after which the start is not beyond the end."""
    months = (end.year - start.year) * 12 + end.month - start.month + 2
    while add_months(start, months) > end:
        months -= 1
    return months


def period_number(day: date, unit: str, first_month: int) -> int:
    """The number of the period that holds a day, counted from some beginning."""
    return (day.year * 12 + day.month - first_month) // MONTHS[unit]


def in_window(kind: str, unit: str, count: int, of: str, first_month: int, today: date, day: date) -> bool:
    """Whether a day lies in a window, as it is on another."""
    match kind:
        case "so far":
            same = period_number(day, unit, first_month) == period_number(today, unit, first_month)
            return same and day <= today
        case "a year before":
            then = period_number(day, unit, first_month) == period_number(today, unit, first_month) - 12 // MONTHS[unit]
            return then and day <= add_months(today, -12)
        case "previous":
            ago = period_number(today, unit, first_month) - period_number(day, unit, first_month)
            return 1 <= ago <= count
        case "same":
            ago = period_number(today, unit, first_month) - period_number(day, unit, first_month)
            return ago == MONTHS[of] // MONTHS[unit]
        case "trailing":
            end = add_days(today, 1)
            start = add_months(end, -count) if unit == "months" else add_days(end, -count)
            return start <= day < end
        case _:
            raise AssertionError(kind)
