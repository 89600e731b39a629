"""Conditions in the form in which they are proved: all of, any of, and tests of variables, negations gone inwards."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final, TypeAlias

import attrs

Form = tuple[tuple[int, Fraction], ...]
"""A sum of variables, each with its factor, without a constant: the first factor is 1, so that one sum has one form."""

OPPOSITE: Final = {"is": "is not", "is not": "is", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MIRRORED: Final = {"is": "is", "is not": "is not", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class TooMuch(Exception):  # noqa: N818 - it says how a question ended
    """Raised where a question would take too long: nothing is proved then."""


@attrs.frozen
class Number:
    """A form compared with a number. Dates are numbers of days here, durations numbers of theirs."""

    form: Form
    operator: str
    bound: Fraction


@attrs.frozen
class Among:
    """A variable that is, or where `negated` is not, one of some values."""

    variable: int
    values: frozenset[Any]
    negated: bool


@attrs.frozen
class All:
    """Every part holds."""

    parts: tuple[Formula, ...]


@attrs.frozen
class Either:
    """Some part holds."""

    parts: tuple[Formula, ...]


Formula: TypeAlias = Number | Among | All | Either

TRUE: Final = All(())
FALSE: Final = Either(())


def all_of(parts: Iterable[Formula]) -> Formula:
    """Every part holds; flat, where it can be."""
    found: list[Formula] = []
    for part in parts:
        if part == FALSE:
            return FALSE
        found.extend(part.parts if isinstance(part, All) else (part,))
    return found[0] if len(found) == 1 else All(tuple(found))


def any_of(parts: Iterable[Formula]) -> Formula:
    """Some part holds; flat, where it can be."""
    found: list[Formula] = []
    for part in parts:
        if part == TRUE:
            return TRUE
        found.extend(part.parts if isinstance(part, Either) else (part,))
    return found[0] if len(found) == 1 else Either(tuple(found))


def negated(of: Formula) -> Formula:
    """Where a formula does not hold."""
    match of:
        case Number(form, operator, bound):
            return Number(form, OPPOSITE[operator], bound)
        case Among(variable, values, without):
            return Among(variable, values, not without)
        case All(parts):
            return any_of(negated(part) for part in parts)
        case Either(parts):
            return all_of(negated(part) for part in parts)
