"""What formulas are made of: frames in which scalars are read, sums of variables, values case by case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias

import attrs

from palier.meaning.core import Scalar
from palier.meaning.prove.formula import FALSE, MIRRORED, TRUE, Form, Formula, Number, TooMuch
from palier.meaning.types import DATE, DAYS, MONEY, MONTHS, RATIOS, Type, UnitOf, present

BITS: Final = 2_000
"""How long numbers may become, in binary digits."""

Key: TypeAlias = Any
"""A scalar as something that can be compared: nested tuples."""


@attrs.frozen(eq=False)
class Env:
    """What stands in the slots of a frame, each a scalar of another frame or a key, and the date in hand."""

    slots: Mapping[int, tuple[Scalar, Env] | Key]
    date: Key = ("today",)
    depth: int = 0
    """How many elements of collections stand around."""

    def holding(self, slot: int, value: tuple[Scalar, Env] | Key) -> Env:
        """The same with one more slot."""
        return attrs.evolve(self, slots={**self.slots, slot: value})

    def inside(self, slot: int) -> Env:
        """The same for an element of a collection, in its slot."""
        return Env({**self.slots, slot: ("element", self.depth)}, self.date, self.depth + 1)


@attrs.frozen
class Sum:
    """Numbers as sums of variables, each with its factor, and a constant."""

    factors: Mapping[int, Fraction]
    constant: Fraction

    def plus(self, other: Sum, factor: Fraction) -> Sum:
        """This and so many times the other."""
        found = dict(self.factors)
        for variable, held in other.factors.items():
            found[variable] = found.get(variable, Fraction(0)) + factor * held
        left = {variable: held for variable, held in found.items() if held}
        constant = self.constant + factor * other.constant
        if any(
            max(one.numerator.bit_length(), one.denominator.bit_length()) > BITS for one in (constant, *left.values())
        ):
            raise TooMuch
        return Sum(left, constant)

    def times(self, factor: Fraction) -> Sum:
        """So many times this."""
        return Sum({}, Fraction(0)).plus(self, factor)


@attrs.frozen(eq=False)
class Case:
    """A value where a condition holds: a sum, or the place of a value that is no number.

    `rows` names the rows of tables, as (table, number), that it comes from; `scalar` is what was written there.
    """

    guard: Formula
    value: Sum | Key
    rows: tuple[tuple[str, int], ...] = ()
    scalar: Scalar | None = None


def is_number(type_: Type) -> bool:
    """Whether values are compared as numbers here: dates and durations, too."""
    inner = present(type_)
    return inner in RATIOS or inner in (MONEY, MONTHS, DAYS, DATE) or isinstance(inner, UnitOf)


def number(operator: str, difference: Sum) -> Formula:
    """A sum compared with nothing, in the form that equal questions share."""
    if not difference.factors:
        return TRUE if _holds(operator, difference.constant) else FALSE
    ordered = sorted(difference.factors.items())
    first = ordered[0][1]
    form: Form = tuple((variable, factor / first) for variable, factor in ordered)
    return Number(form, operator if first > 0 else MIRRORED[operator], -difference.constant / first)


def _holds(operator: str, value: Fraction) -> bool:
    return {
        "is": value == 0,
        "is not": value != 0,
        "<": value < 0,
        "<=": value <= 0,
        ">": value > 0,
        ">=": value >= 0,
    }[operator]


def as_fraction(value: Any) -> Fraction:
    """A number, a date or a duration, as the number it is compared by."""
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return Fraction(value) if isinstance(value, int | Decimal | Fraction) else Fraction(0)


def closure(held: object) -> tuple[Scalar, Env] | None:
    """A scalar with its frame, where that is what stands in a slot."""
    if isinstance(held, tuple) and len(held) == 2 and isinstance(held[1], Env):
        return held[0], held[1]
    return None


def is_value(place: Key) -> bool:
    """Whether a place is a value that is known."""
    return isinstance(place, tuple) and len(place) == 2 and place[0] == "is"


def frozen_sum(of: Sum) -> Key:
    """A sum as a part of a key."""
    return tuple(sorted(of.factors.items())), of.constant
