"""Whether the decimals of a number may have no end: what was divided and not rounded since.

Sums over many facts must stay integers over a power of ten, in every engine (semantics, R10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from palier.meaning import core
from palier.meaning.check import definitions
from palier.meaning.core import Scalar

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration


def endless(value: Scalar, work: Elaboration) -> bool:
    """Whether the value may be a quotient that no decimal holds."""
    match value:
        case core.Arithmetic(operator="/", left=left, right=right):
            return endless(left, work) or not _ends(right)
        case core.Arithmetic(left=left, right=right):
            return endless(left, work) or endless(right, work)
        case core.If(then=then, otherwise=otherwise):
            return endless(then, work) or endless(otherwise, work)
        case core.Default(operand=operand, fallback=fallback):
            return endless(operand, work) or endless(fallback, work)
        case core.Round(to=to):
            return endless(to, work)
        case core.AsOf(operand=operand):
            return endless(operand, work)
        case core.Carried(value=carried):
            return endless(carried, work)
        case core.Local(slot=slot) if slot in work.assigned:
            return endless(work.assigned[slot], work)
        case core.Apply(record=record, name=name):
            definition = definitions.elaborated(work.world, (record, name))
            return definition is not None and endless(definition.body, work)
        case core.Lookup(table=table, output=output):
            return any(endless(row.outputs[output], work) for row in work.world.tables[table].rows)
        case core.Bands(manner="value" | "interpolated"):
            return True
        case core.Bands(table=table, amount=amount):
            rows = work.world.tables[table].rows
            return endless(amount, work) or any(endless(one, work) for row in rows for one in row.outputs)
        case core.Measure(kind="average"):
            return True
        case core.Measure(kind="median" | "smallest" | "largest", value=of) if of is not None:
            return endless(of, work)
        case _:
            return False


def _ends(divisor: Scalar) -> bool:
    """Whether dividing by a constant leaves an end: it has no prime factor but 2 and 5."""
    if not isinstance(divisor, core.Constant):
        return False
    numerator = abs(divisor.value.as_integer_ratio()[0])
    for prime in (2, 5):
        while numerator and numerator % prime == 0:
            numerator //= prime
    return bool(numerator == 1)
