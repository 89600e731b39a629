"""What a condition makes sure of: which paths are there, and which are not zero, where it holds or where it fails."""

from __future__ import annotations

from decimal import Decimal

from palier.meaning import core
from palier.meaning.core import Scalar

Facts = frozenset[str]
NONE: Facts = frozenset()
NONZERO = "nonzero "
DATED = ":"
"""Stands in a path before what depends on the date in hand."""


def path_of(value: Scalar) -> str | None:
    """The name of a path, the same for the same path at the same date; None for what is no path."""
    match value:
        case core.Local(slot=slot):
            return f"${slot}"
        case core.Parameter(name=name):
            return f"{DATED}@{name}"
        case core.Field(of=of, name=name, as_it_happens=as_it_happens):
            start = path_of(of)
            return None if start is None else f"{start}{DATED if as_it_happens else '.'}{name}"
        case core.KnownFrom(value=inner):
            return path_of(inner)
        case core.Apply(of=of, name=name):
            start = path_of(of)
            return None if start is None else f"{start}{DATED}{name}"
        case core.Claim(of=of, protection=protection, what=what):
            start = path_of(of)
            return None if start is None else f"{start}{DATED}{protection}{DATED}{what}"
        case _:
            return None


def at_any_date(known: Facts) -> Facts:
    """What stays sure when the date in hand changes."""
    return frozenset(path for path in known if DATED not in path)


def where_true(condition: Scalar) -> Facts:
    """What is sure where the condition holds."""
    match condition:
        case core.Known(operand=operand, wanted=True):
            return _named(operand)
        case core.AllOf(parts=parts):
            return NONE.union(*(where_true(part) for part in parts))
        case core.AnyOf(parts=parts):
            return NONE if not parts else frozenset.intersection(*(where_true(part) for part in parts))
        case core.Not(operand=operand):
            return where_false(operand)
        case core.Compare(operator=operator, left=left, right=right):
            return _nonzero(operator, left, right) | _nonzero(_MIRRORED[operator], right, left)
        case _:
            return NONE


def where_false(condition: Scalar) -> Facts:
    """What is sure where the condition fails."""
    match condition:
        case core.Known(operand=operand, wanted=False):
            return _named(operand)
        case core.AllOf(parts=parts):
            return NONE if not parts else frozenset.intersection(*(where_false(part) for part in parts))
        case core.AnyOf(parts=parts):
            return NONE.union(*(where_false(part) for part in parts))
        case core.Not(operand=operand):
            return where_true(operand)
        case core.Compare(operator=operator, left=left, right=right):
            opposite = _OPPOSITE[operator]
            return _nonzero(opposite, left, right) | _nonzero(_MIRRORED[opposite], right, left)
        case _:
            return NONE


def surely_nonzero(value: Scalar, known: Facts) -> Facts | None:
    """What it rests on that a number cannot be zero; None where it can."""
    match value:
        case core.Constant(value=constant):
            return NONE if constant != 0 else None
        case core.OfPart(name="number" | "days"):
            return NONE
        case core.Arithmetic(operator="*", left=left, right=right):
            first, second = surely_nonzero(left, known), surely_nonzero(right, known)
            return None if first is None or second is None else first | second
        case core.Arithmetic(operator="max", left=left, right=right):
            above = any(isinstance(one, core.Constant) and one.value > 0 for one in (left, right))
            return NONE if above else None
        case _:
            path = path_of(value)
            sure = None if path is None else NONZERO + path
            return frozenset({sure}) if sure is not None and sure in known else None


_OPPOSITE = {"is": "is not", "is not": "is", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED = {"is": "is", "is not": "is not", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _named(operand: Scalar) -> Facts:
    path = path_of(operand)
    return NONE if path is None else frozenset({path})


def _nonzero(operator: str, value: Scalar, limit: Scalar) -> Facts:
    path = path_of(value)
    if path is None or not isinstance(limit, core.Constant) or not isinstance(limit.value, int | Decimal):
        return NONE
    bound = limit.value
    sure = (
        (operator == ">" and bound >= 0)
        or (operator == ">=" and bound > 0)
        or (operator == "<" and bound <= 0)
        or (operator == "<=" and bound < 0)
        or (operator == "is not" and bound == 0)
        or (operator == "is" and bound != 0)
    )
    return frozenset({NONZERO + path}) if sure else NONE
