"""Exact numbers: decimals where there is an end, fractions where there is none. Nothing is ever rounded on the way.

Sums, differences and products of decimals are computed in a context that cannot round; a quotient that no decimal holds
is a fraction, and stays one until the rules round it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    localcontext,
)
from fractions import Fraction
from typing import Any, Final, TypeAlias

Exact: TypeAlias = Decimal | Fraction

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
_EXACT: Final = Context(prec=5_000, Emax=999_999, Emin=-999_999, traps=[Inexact, InvalidOperation])
_ROUND: Final = Context(prec=5_000, Emax=999_999, Emin=-999_999, traps=[InvalidOperation])
_MODES: Final = {"half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


def exactly() -> AbstractContextManager[Context]:
    """Within it, an operation on decimals that would have to round raises instead."""
    return localcontext(_EXACT)


def mixed(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An operation of decimals, of fractions, and of one of each."""

    def apply(left: Any, right: Any) -> Any:
        try:
            return operation(left, right)
        except TypeError:
            return simple(operation(Fraction(left), Fraction(right)))

    return apply


def quotient(left: Any, right: Any) -> Exact | None:
    """One number by another; None by zero."""
    return None if right == 0 else simple(Fraction(left) / Fraction(right))


def simple(value: Fraction) -> Exact:
    """A fraction as a decimal, where one holds it."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return value if rest != 1 else _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def rounded(value: Exact, step: Decimal, mode: str) -> Decimal:
    """To a step that is a power of ten: `half up` is away from zero, `half even`, or `down` towards zero."""
    if isinstance(value, Fraction):
        return _EXACT.multiply(Decimal(_whole(value / Fraction(step), mode)), step)
    return value.quantize(step, rounding=_MODES[mode], context=_ROUND)


def to_multiple(value: Exact, step: Exact, mode: str) -> Exact:
    """To a multiple of any step: `nearest` (half away from zero), `up` (away from zero), `down` (towards zero)."""
    count = Fraction(value) / abs(Fraction(step))
    modes = {"nearest": "half up", "up": "up", "down": "down"}
    return simple(_whole(count, modes[mode]) * abs(Fraction(step)))


def _whole(value: Fraction, mode: str) -> int:
    """The whole number that a fraction is rounded to."""
    sign = -1 if value < 0 else 1
    top, bottom = abs(value.numerator), value.denominator
    match mode:
        case "half up":
            return sign * ((2 * top + bottom) // (2 * bottom))
        case "down":
            return sign * (top // bottom)
        case "up":
            return sign * -(-top // bottom)
        case _:
            whole, rest = divmod(top, bottom)
            return sign * (whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2)))


def whole_units(quantity: Any, size: Any, *, started: bool) -> Decimal:
    """How many units of a size a quantity holds."""
    count = Fraction(quantity) / Fraction(size)
    return Decimal(-(-count.numerator // count.denominator) if started else count.numerator // count.denominator)
