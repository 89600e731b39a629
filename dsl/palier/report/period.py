"""Periods as users name them: `2021`, `2021-H1`, `2021-Q3`, `2021-07`, `fiscal 2018-Q3`, `FY2018-Q3`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import attrs

from palier.meaning.calendar import DAY, EARLIEST, LATEST, MONTHS_IN, add_months
from palier.problems.usage import UsageError

_FORM: Final = re.compile(
    r"(?P<fiscal>fiscal\s+|FY)?(?P<year>[0-9]{4})(-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?",
    re.IGNORECASE,
)
_JANUARY: Final = 1


@attrs.frozen
class Period:
    """A stretch of days, both ends included; None: no end."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; no day lies only where there is no end."""
        if day is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def period_named(text: str, fiscal_month: int) -> Period:
    """The period of a name. `fiscal_month` is the month in which fiscal years start.

    Raises UsageError.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None or (found["fiscal"] and found["month"]):
        raise UsageError(f"`{text}` names no period: write `2021`, `2021-H1`, `2021-Q3`, `2021-07` or `fiscal 2018-Q3`")
    first = fiscal_month if found["fiscal"] else _JANUARY
    # A fiscal year is named by the year in which it ends.
    year = int(found["year"]) - (0 if first == _JANUARY else 1)
    if not EARLIEST.year <= year <= LATEST.year:
        raise UsageError(f"`{text}` lies outside the years {EARLIEST.year} to {LATEST.year}")
    unit, number = "year", 1
    for name in ("half", "quarter", "month"):
        if found[name]:
            unit, number = name, int(found[name])
    start = add_months(date(year, first, 1), (number - 1) * MONTHS_IN[unit])
    return Period(start, add_months(start, MONTHS_IN[unit]) - DAY)
