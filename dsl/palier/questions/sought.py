"""A number that is looked for: the smallest one for which a question is answered with yes.

The question is asked with a number that stands for all numbers from the one tried up to the next at which some
comparison on the way turns out otherwise. So each stretch of numbers is asked once, and the smallest is exact: nothing
is taken for granted of the rules between the question and the number, be it a sum, a share or a step of a table.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

MOST_TRIES: Final = 400
"""After so many stretches the search is given up."""


class Stretch:
    """From the number tried, how far the answer is the same."""

    def __init__(self, at: Fraction) -> None:
        self.at = at
        self.next: Fraction | None = None
        self.turns_at_once = False

    def turn(self, at: Fraction) -> None:
        """A comparison turns out otherwise from there on, or beyond it."""
        if at == self.at:
            self.turns_at_once = True
        elif at > self.at and (self.next is None or at < self.next):
            self.next = at


class Sought:
    """`start + slope × the number that is looked for`. What cannot be kept in that form raises TypeError."""

    __slots__ = ("slope", "start", "stretch")

    def __init__(self, stretch: Stretch, start: Fraction, slope: Fraction) -> None:
        self.stretch = stretch
        self.start = start
        self.slope = slope

    @property
    def value(self) -> Fraction:
        """What it is for the number tried."""
        return self.start + self.slope * self.stretch.at

    def __add__(self, other: Any) -> Any:
        if isinstance(other, Sought):
            return Sought(self.stretch, self.start + other.start, self.slope + other.slope)
        if not isinstance(other, _NUMBERS):
            return NotImplemented
        return Sought(self.stretch, self.start + Fraction(other), self.slope)

    __radd__ = __add__

    def __neg__(self) -> Sought:
        return Sought(self.stretch, -self.start, -self.slope)

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, _NUMBERS):
            return NotImplemented
        return Sought(self.stretch, self.start * Fraction(other), self.slope * Fraction(other))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if not isinstance(other, _NUMBERS):
            return NotImplemented
        return Sought(self.stretch, self.start / Fraction(other), self.slope / Fraction(other))

    def _compared(self, other: Any, compare: Callable[[Any, Any], bool]) -> Any:
        if not isinstance(other, Sought | _NUMBERS):
            return NotImplemented
        distance = self - other
        if distance.slope:
            self.stretch.turn(-distance.start / distance.slope)
        return compare(distance.value, 0)

    def __lt__(self, other: Any) -> Any:
        return self._compared(other, operator.lt)

    def __le__(self, other: Any) -> Any:
        return self._compared(other, operator.le)

    def __gt__(self, other: Any) -> Any:
        return self._compared(other, operator.gt)

    def __ge__(self, other: Any) -> Any:
        return self._compared(other, operator.ge)

    def __eq__(self, other: object) -> Any:
        return self._compared(other, operator.eq)

    def __bool__(self) -> bool:
        return bool(self != 0)

    def __hash__(self) -> int:
        return hash(self.value)


_NUMBERS: Final = int | Decimal | Fraction


def smallest(asked: Callable[[Any], bool], grain: Decimal, most: Decimal) -> Decimal | None:
    """The smallest multiple of a grain, above zero and up to the most, for which the answer is yes.

    `asked` is given a `Sought`, or a plain number where that cannot be computed with. None where there is no such
    number, or where it would take too many tries.
    """
    step, at = Fraction(grain), Fraction(grain)
    for _ in range(MOST_TRIES):
        if at > Fraction(most):
            return None
        stretch = Stretch(at)
        try:
            found = asked(Sought(stretch, Fraction(0), Fraction(1)))
        except TypeError:
            found = asked(_decimal(at))
            stretch.turns_at_once = True
        if found:
            return _decimal(at).quantize(grain)
        if stretch.turns_at_once:
            at += step
        elif stretch.next is None:
            return None
        else:
            at = -(-stretch.next // step) * step
    return None


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
