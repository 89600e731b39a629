"""Values in the words of the rules, for a sentence about what came out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from palier.meaning.model import Model
from palier.meaning.types import DAYS, MONEY, MONTHS, RATE, Basic, Type, present, shown
from palier.result.figures import THIN, figure, number
from palier.run.trace import value_of


def shown_value(value: Any, type_: Type, model: Model) -> str:
    """A value in words; a fraction by its first decimals."""
    found = value_of(value)
    match found, present(type_):
        case None, _:
            return "missing"
        case bool(), _:
            return "yes" if found else "no"
        case Decimal() | Fraction() | int(), of:
            if of is RATE:
                return f"{number(found * 100)}%"
            if of is MONEY:
                return f"{figure(found, model.minor_digits)}{THIN}{model.currency}"
            unit = {MONTHS: "months", DAYS: "days"}.get(of) if isinstance(of, Basic) else shown(of)
            return f"{number(found)} {unit}" if unit else number(found)
        case _:
            return str(getattr(found, "key", found))
