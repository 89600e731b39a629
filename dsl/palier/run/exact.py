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
    DecimalException,
    Inexact,
    InvalidOperation,
    localcontext,
)
from fractions import Fraction
from typing import Any, Final, TypeAlias

from palier.problems import running
from palier.run.broken import Broken

Exact: TypeAlias = Decimal | Fraction

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
MOST_DIGITS: Final = 5_000
"""Figures of more digits are a fault: they can only come of products of products, never of money."""

_MOST_BITS: Final = 16_600
_EXACT: Final = Context(prec=MOST_DIGITS, Emax=999_999, Emin=-999_999, traps=[Inexact, InvalidOperation])
_ROUND: Final = Context(prec=MOST_DIGITS, Emax=999_999, Emin=-999_999, traps=[InvalidOperation])
_POWERS: Final = {places: Decimal(1).scaleb(places) for places in range(-12, 16)}
_MODES: Final = {"half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


def exactly() -> AbstractContextManager[Context]:
    """Within it, an operation on decimals that would have to round raises instead."""
    return localcontext(_EXACT)


def mixed(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An operation of decimals, of fractions, and of one of each."""

    def apply(left: Any, right: Any) -> Any:
        try:
            result = operation(left, right)
        except TypeError:
            result = operation(Fraction(left), Fraction(right))
        except DecimalException:
            raise beyond() from None
        return simple(result) if type(result) is Fraction else result

    return apply


def beyond() -> Broken:
    """The fault of a figure with more digits than are computed with."""
    return Broken(running.TOO_MANY_DIGITS, None, most=MOST_DIGITS)


def quotient(left: Any, right: Any) -> Exact | None:
    """One number by another; None by zero."""
    if right == 0:
        return None
    try:
        return simple(Fraction(left) / Fraction(right))
    except TypeError:
        # A figure that is looked for, and no number yet, knows how to divide itself.
        result: Exact = left / right
        return result


def simple(value: Fraction) -> Exact:
    """A fraction as a decimal, where one holds it."""
    if value.numerator.bit_length() > _MOST_BITS or value.denominator.bit_length() > _MOST_BITS:
        raise beyond()
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return value
    try:
        return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except DecimalException:
        raise beyond() from None


def rounded(value: Exact, step: Decimal, mode: str) -> Decimal:
    """To a multiple of a step: `half up` is away from zero, `half even`, or `down` towards zero."""
    power = _POWERS.get(step.adjusted())
    if isinstance(value, Fraction) or power != step or not step.same_quantum(power):
        return _EXACT.multiply(Decimal(_whole(Fraction(value) / Fraction(step), mode)), step)
    try:
        return value.quantize(step, rounding=_MODES[mode], context=_ROUND)
    except DecimalException:
        raise beyond() from None


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
