"""Values in the words of the rules, for a sentence about what came out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from palier.meaning.types import DAYS, MONEY, MONTHS, RATE, Basic, Type, present, shown
from palier.run.trace import value_of


def shown_value(value: Any, type_: Type, currency: str) -> str:
    """A value as the rules would write it; a fraction by its first decimals."""
    found = value_of(value)
    match found, present(type_):
        case None, _:
            return "missing"
        case bool(), _:
            return "yes" if found else "no"
        case Decimal() | Fraction() | int(), of:
            if of is RATE:
                return f"{_figure(found * 100)}%"
            unit = {MONEY: currency, MONTHS: "months", DAYS: "days"}.get(of) if isinstance(of, Basic) else shown(of)
            return f"{_figure(found)} {unit}" if unit else _figure(found)
        case _:
            return str(getattr(found, "key", found))


def _figure(number: Decimal | Fraction | int) -> str:
    if not isinstance(number, Fraction):
        return f"{Decimal(number).normalize():f}"
    sign, rest = "-" if number < 0 else "", abs(number)
    millionths = rest.numerator * 10**6 // rest.denominator
    return f"{sign}{millionths // 10**6}.{millionths % 10**6:06}…"
