"""Questions of proof asked while a programme is checked, and their answers in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from math import ceil

from palier.meaning import core, table
from palier.meaning.check.world import World
from palier.meaning.core import Scalar
from palier.meaning.prove.formula import Formula, all_of, any_of
from palier.meaning.prove.reading import Reading
from palier.meaning.prove.solve import Bounds
from palier.meaning.prove.terms import Env
from palier.meaning.types import DATE, DAYS, MONEY, MONTHS, RATE, Type, UnitOf, present


def reading_of(world: World) -> Reading:
    """A reading of what has been declared so far."""
    return Reading(world.elaborated, world.tables, world.parameters, world.enumerations, world.tiers, world.musts)


def asked(reading: Reading, step: core.Step, env: Env) -> Formula:
    """What a requirement, or several ways, ask for."""
    match step:
        case core.Requirement(condition=condition):
            return reading.condition(condition, env)
        case core.Ways(ways=ways):
            return any_of(all_of(reading.condition(one.condition, env) for one in way.requirements) for way in ways)
        case core.Assign():
            return all_of(())


def text_of(scalar: Scalar) -> str:
    """What was written, on one line."""
    return " ".join(scalar.span.text.split())


def case_words(world: World, rows: Iterable[tuple[str, int]]) -> str:
    """The rows of tables that a case comes from, by their cells: `` for `profile` MSP and `breadth` up to 1``."""
    parts: dict[str, None] = {}
    for name, at in rows:
        of = world.tables[name]
        row = of.rows[at]
        for column, cell in zip(of.inputs, row.cells, strict=True):
            if not isinstance(cell, table.Anything):
                parts[f"`{column.name}` {' '.join(cell.span.text.split())}"] = None
            elif row.otherwise:
                parts["no other row"] = None
    return f" for {' and '.join(parts)}" if parts else ""


def spoken(world: World, value: Fraction, type_: Type) -> str:
    """A number as the rules would write it."""
    inner = present(type_)
    if inner is DATE:
        return date.fromordinal(min(max(int(value), 1), date.max.toordinal())).isoformat()
    if inner is RATE:
        return f"{_decimal(value * 100)}%"
    text = _decimal(value)
    if inner is MONEY:
        return f"{text} {world.currency or ''}".strip()
    if inner in (MONTHS, DAYS):
        return f"{text} {'months' if inner is MONTHS else 'days'}"
    return f"{text} {inner.unit}" if isinstance(inner, UnitOf) else text


def _decimal(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:_d}" if abs(value) >= 10_000 else str(value.numerator)
    context = Context(prec=60)
    exact = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    if context.flags[Inexact]:
        # No decimal holds it: to six places, as a limit in a sentence.
        exact = Decimal(round(value * 10**6)).scaleb(-6)
    return (f"{exact:,f}".replace(",", "_") if abs(exact) >= 10_000 else f"{exact:f}").rstrip("0").rstrip(".")


def sample(bounds: Bounds, *, whole: bool) -> Fraction:
    """A number within bounds that are possible."""
    if bounds.low is None and bounds.high is None:
        found = Fraction(0)
    elif bounds.low is None:
        assert bounds.high is not None
        found = bounds.high if bounds.high_in else bounds.high - 1
    elif bounds.low_in:
        found = bounds.low
    elif bounds.high is None:
        found = bounds.low + 1
    else:
        found = bounds.high if bounds.high_in else (bounds.low + bounds.high) / 2
    while found in bounds.without:
        found += 1 if bounds.high is None or found + 1 < bounds.high else Fraction(1, 100)
    return Fraction(ceil(found)) if whole else found
