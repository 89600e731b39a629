"""Durations as data writes them: `12 months`, `1 year`, `P12M`; `90 days`, `2 weeks`, `P90D`."""

from __future__ import annotations

import re
from typing import Any, Final

from palier.facts.wrong import Wrong, shown
from palier.problems.data import NOT_A_DURATION

BARE_NUMBERS: Final = True
"""Whether `36` is read in a field of type `months` or `days`: the type names the unit."""

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_DAYS: Final = {"day": 1, "week": 7}
_MOST_MONTHS: Final = 300 * 12
_MOST_DAYS: Final = 300 * 366

_WORDS: Final = re.compile(r"([+-]?[0-9]{1,6})\s*(day|week|month|quarter|year)s?", re.IGNORECASE)
_ISO: Final = re.compile(r"P(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?", re.IGNORECASE)
_BARE: Final = re.compile(r"[+-]?[0-9]{1,6}(?:\.0+)?")


def months(text: str) -> Any:
    """The number of months as an int; a Wrong when it is no duration in months."""
    return _duration(text, _MONTHS, _MOST_MONTHS, "months", "12 months")


def days(text: str) -> Any:
    """The number of days as an int; a Wrong when it is no duration in days."""
    return _duration(text, _DAYS, _MOST_DAYS, "days", "90 days")


def _duration(text: str, sizes: dict[str, int], most: int, of: str, sample: str) -> Any:
    hint: str | None = None
    total: int | None = None
    if (found := _WORDS.fullmatch(text)) is not None:
        size = sizes.get(found[2].lower())
        total = None if size is None else int(found[1]) * size
        hint = _two_kinds(of) if size is None else None
    elif (parts := _iso(text)) is not None:
        total = sum(number * sizes.get(unit, 0) for unit, number in parts.items())
        if not parts.keys() <= sizes.keys():
            total, hint = None, _two_kinds(of)
    elif _BARE.fullmatch(text) is not None:
        if BARE_NUMBERS:
            total = int(text.partition(".")[0])
        hint = f"write `{text.partition('.')[0]} {of}`, if that is the unit meant."
    if total is None:
        return Wrong(NOT_A_DURATION, value=shown(text), type=of, hint=hint, sample=sample)
    if abs(total) > most:
        return Wrong(NOT_A_DURATION, value=shown(text), type=of, hint="300 years is the most.", sample=sample)
    return total


def _two_kinds(of: str) -> str:
    return f"months and days are two kinds of duration, and the field is in {of}."


def _iso(text: str) -> dict[str, int] | None:
    found = _ISO.fullmatch(text)
    if found is None or len(text) < 2:
        return None
    units = ("year", "month", "week", "day")
    return {unit: int(part) for unit, part in zip(units, found.groups(), strict=True) if part}
