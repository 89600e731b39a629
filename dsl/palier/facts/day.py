"""Dates as data writes them: ISO 8601, year-month-day, from 1900 to 2199."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from palier.facts.wrong import Wrong, shown
from palier.problems.data import DATE_OUT_OF_RANGE, NOT_A_DATE

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_LAST: Final = re.compile(r"([0-9]{4})[./]?([0-9]{1,2})[./]?([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")


def day(text: str) -> Any:
    """The date that is written; a Wrong when it is none, or out of range."""
    if _ISO.fullmatch(text) is not None:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            return Wrong(NOT_A_DATE, value=text)
        return in_range(found)
    return Wrong(NOT_A_DATE, value=shown(text), **_readings(text))


def in_range(found: date) -> Any:
    """The date itself, or a Wrong when it lies out of range."""
    return found if FIRST_DAY <= found <= LAST_DAY else Wrong(DATE_OUT_OF_RANGE, value=found.isoformat())


def _readings(text: str) -> dict[str, str]:
    if (found := _DAY_LAST.fullmatch(text)) is not None:
        readings = [_day(found[1], found[2], found[3])]
    elif (found := _YEAR_LAST.fullmatch(text)) is not None:
        readings = [_day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])]
    elif text[10:11] in ("T", " ") and _ISO.fullmatch(text[:10]):
        readings = [text[:10]]
    else:
        readings = []
    match list(dict.fromkeys(one for one in readings if one)):
        case [near]:
            return {"near": near}
        case [first, second]:
            return {"first": first, "second": second}
        case _:
            return {}


def _day(year: str, month: str, number: str) -> str:
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return ""
