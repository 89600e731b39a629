"""Numbers as data writes them: exact, of at most 15 digits before the point and 12 after it."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Any, Final

from palier.facts.wrong import Wrong, printable, shown
from palier.problems.data import NOT_A_MULTIPLE, NOT_A_NUMBER, NOT_WHOLE, TOO_MANY_DIGITS, WRONG_UNIT

DIGITS_BEFORE: Final = 15
DIGITS_AFTER: Final = 12

ZERO: Final = Decimal(0)
_WIDE: Final = Context(prec=60)
_NUMBER: Final = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?")
_UNIT: Final = re.compile(r"(\S*?)\s*([^\W\d]\w*)")
_THOUSANDS: Final = re.compile(r"([+-]?[0-9]{1,3}(?:[,' \u00a0\u202f][0-9]{3})+)\.([0-9]+)")
_COMMA: Final = re.compile(r"([+-]?[0-9]{1,3}(?:[.' \u00a0\u202f]?[0-9]{3})*),([0-9]{1,2}|[0-9]{4,})")


class Numeral(str):
    """A number where the format has numbers (JSON, a spreadsheet), as it is written there, never as a float."""

    __slots__ = ()


def number(text: str, of: str = "number") -> Any:
    """The Decimal that is written; a Wrong when it is none. `of` is the type in words."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return Wrong(NOT_A_NUMBER, value=shown(text), type=of, hint=_hint(text), sample="1234.50")
    if len(text) > DIGITS_AFTER:
        sign, before, after = found.groups("")
        before, after = before.lstrip("0"), after.rstrip("0")
        if len(before) > DIGITS_BEFORE or len(after) > DIGITS_AFTER:
            return Wrong(TOO_MANY_DIGITS, value=shown(text))
        text = f"{sign}{before or '0'}.{after or '0'}"
    return Decimal(text) or ZERO


def rate(text: str) -> Any:
    """The ratio: `8.25%` and `0.0825` are the same."""
    if not text.endswith("%"):
        return number(text, "rate")
    value = number(text[:-1].rstrip(), "rate")
    if isinstance(value, Wrong):
        return Wrong(value.kind, **(value.facts | {"value": shown(text), "sample": "8.25%"}))
    ratio = value.scaleb(-2, _WIDE)
    exponent = _WIDE.normalize(ratio).as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DIGITS_AFTER:
        return Wrong(TOO_MANY_DIGITS, value=shown(text))
    return ratio


def count(text: str) -> Any:
    """The whole number, as a Decimal without decimals."""
    value = number(text, "count")
    if isinstance(value, Wrong):
        return value
    whole = value.to_integral_value()
    return whole if whole == value else Wrong(NOT_WHOLE, value=shown(text))


def units(text: str, unit: str, step: Decimal) -> Any:
    """The number of units: `30` or `30 Points`, a multiple of the unit's step."""
    named = _UNIT.fullmatch(text)
    if named is not None and named[1]:
        if named[2] != unit:
            return Wrong(WRONG_UNIT, value=shown(text), unit=unit, sample=f"{printable(named[1])} {unit}")
        text = named[1]
    value = number(text, f"number of {unit}")
    if not isinstance(value, Wrong) and _WIDE.remainder(value, step):
        return Wrong(NOT_A_MULTIPLE, value=shown(text), step=step, unit=unit)
    return value


def numeral(text: str) -> str:
    """A number of JSON without an exponent: `1.5e3` is `1500`. What is beyond all bounds is left as it is."""
    if "e" not in text and "E" not in text:
        return text
    mantissa, _, power = text.replace("E", "e").partition("e")
    if len(power) > 4 or len(mantissa) > 60 or abs(int(power)) > 60:
        return text
    return format(Decimal(text), "f")


def _hint(text: str) -> str | None:
    if text.endswith("%"):
        return "only a field of type `rate` may be written in per cent."
    if (found := _THOUSANDS.fullmatch(text) or _COMMA.fullmatch(text)) is not None:
        return f"is it `{re.sub(r'[^0-9+-]', '', found[1])}.{found[2]}`?"
    return None
