"""Tables in expressions: asked for the row that holds, or applied to an amount by its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palier.meaning import core, table
from palier.meaning.check import operators
from palier.meaning.check.scope import Scope
from palier.meaning.check.world import World, listed
from palier.meaning.core import Scalar
from palier.meaning.types import DAYS, MONTHS, Optional, on_a_line, shown
from palier.problems import nearest
from palier.problems import tables as problems
from palier.problems.types import WRONG_COUNT
from palier.source import Span
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration


def lookup(
    work: Elaboration, expression: tree.Call, scope: Scope, output: tree.Name | None, span: Span
) -> Scalar | None:
    """`signing_multiple(term)`, `required(profile, breadth).gold`."""
    of = work.world.tables[expression.function.text]
    work.world.use("value", of.name)
    arguments = _arguments(work, expression, scope, of, len(of.inputs))
    place = _output(work, of, output, expression)
    if arguments is None or place is None:
        return None
    return core.Lookup(of.outputs[place].type, span, of.name, place, arguments)


def _arguments(
    work: Elaboration, expression: tree.Call | None, scope: Scope, of: table.Table, wanted: int
) -> tuple[Scalar, ...] | None:
    given = () if expression is None else expression.arguments
    if len(given) != wanted:
        span = expression.span if expression is not None else of.span
        example = f"{of.name}({', '.join(column.name for column in of.inputs[:wanted])})"
        work.world.report(
            WRONG_COUNT,
            span,
            name=of.name,
            wanted=f"{wanted} value{'s' if wanted != 1 else ''}",
            found=f"{len(given)} {'is' if len(given) == 1 else 'are'}",
            example=example,
        )
        return None
    found = [
        work.wanted(argument, scope, column.type) for argument, column in zip(given, of.inputs[:wanted], strict=True)
    ]
    return None if any(one is None for one in found) else tuple(one for one in found if one is not None)


def _output(work: Elaboration, of: table.Table, name: tree.Name | None, expression: tree.Call) -> int | None:
    names = [column.name for column in of.outputs]
    if name is not None:
        if name.text in names:
            return names.index(name.text)
        work.world.report(
            problems.UNKNOWN_OUTPUT,
            name.span,
            table=of.name,
            name=name.text,
            near=nearest(name.text, names),
            known=listed(names),
        )
        return None
    if len(names) < 2:
        # None where every output has an error of its own.
        return 0 if names else None
    work.world.report(problems.WHICH_OUTPUT, expression.span, table=of.name, known=listed(names), first=names[0])
    return None


def applied(
    work: Elaboration,
    applied_table: tree.Expression,
    amount: tree.Expression | None,
    scope: Scope,
    manner: str,
    above: tree.Expression | None,
    span: Span,
) -> Scalar | None:
    """`TABLE(…) of X`, `… by band`, `… by band above S`, `… interpolated`, and `TABLE(x) interpolated`."""
    call, of = named_table(work.world, applied_table)
    if of is None:
        return None
    work.world.use("value", of.name)
    if not of.outputs:
        return None
    rates = [at for at, column in enumerate(of.outputs) if column.name != "once"]
    once = next((at for at, column in enumerate(of.outputs) if column.name == "once"), None)
    reason = None
    if len(rates) != 1:
        reason = "it has several outputs beside `once`"
    elif not of.inputs or not on_a_line(of.inputs[-1].type) or isinstance(of.inputs[-1].type, Optional):
        reason = "its last input is no measure"
    elif not all(isinstance(row.cells[-1], table.Interval) or row.otherwise for row in of.rows):
        reason = "not every row of it is a step"
    if reason is not None:
        work.world.report(problems.NO_STEPS, applied_table.span, table=of.name, read=_read(of), reason=reason)
        return None
    measure = of.inputs[-1].type
    others = len(of.inputs) - 1
    if amount is None:
        arguments = _arguments(work, call, scope, of, others + 1)
        if arguments is None:
            return None
        rate = of.outputs[rates[0]].type
        return core.Bands(rate, span, of.name, rates[0], None, arguments[:-1], arguments[-1], "value", None)
    arguments = _arguments(work, call, scope, of, others)
    size = work.wanted(amount, scope, measure)
    start = None if above is None else work.wanted(above, scope, measure)
    if arguments is None or size is None or (above is not None and start is None):
        return None
    rate = of.outputs[rates[0]].type
    type_ = operators.product_type(rate, size.type)
    if type_ is None or rate in (MONTHS, DAYS):
        work.world.report(
            problems.NO_STEPS,
            applied_table.span,
            table=of.name,
            read=_read(of),
            reason=f"{shown(rate)} times {shown(size.type)} has no meaning",
        )
        return None
    if once is not None and not operators.fits(of.outputs[once].type, type_):
        work.world.report(
            problems.NO_STEPS,
            applied_table.span,
            table=of.name,
            read=_read(of),
            reason=f"its `once` is {shown(of.outputs[once].type)}, and the whole is {shown(type_)}",
        )
        return None
    return core.Bands(type_, span, of.name, rates[0], once, arguments, size, manner, start)


def named_table(world: World, expression: tree.Expression) -> tuple[tree.Call | None, table.Table | None]:
    """The table that an expression names, with the call that gives its other inputs, if there is one."""
    match expression:
        case tree.Call(function=name) if name.text in world.tables:
            return expression, world.tables[name.text]
        case tree.Reference(name=name_text) if name_text in world.tables:
            return None, world.tables[name_text]
        case _:
            return None, None


def _read(of: table.Table) -> str:
    """How a table is asked for its row."""
    return f"{of.name}({', '.join(column.name for column in of.inputs)})"
