"""The functions of the language, in one table: name, what it takes, what it gives, and a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import attrs

from palier.meaning import core
from palier.meaning.check import operators, table_use
from palier.meaning.check.scope import Scope
from palier.meaning.check.world import listed
from palier.meaning.core import Scalar
from palier.meaning.types import DAYS, MONTHS, RATIOS, Type, in_a_sentence, on_a_line
from palier.problems import nearest
from palier.problems import types as problems
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration


@attrs.frozen(eq=False)
class Function:
    """A function: `least` and `most` arguments (None: any number), how it is written, and how it becomes core."""

    name: str
    least: int
    most: int | None
    example: str
    sentence: str
    make: Callable[[Elaboration, tree.Call, Scope, Type | None], Scalar | None]


def call(work: Elaboration, expression: tree.Call, scope: Scope, hint: Type | None) -> Scalar | None:
    """A call of a function."""
    if expression.function.text in work.world.tables:
        return table_use.lookup(work, expression, scope, None, expression.span)
    function = FUNCTIONS.get(expression.function.text)
    if function is None:
        unknown(work, expression)
        return None
    count = len(expression.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        wanted = f"{function.least} value{'s' if function.least != 1 else ''}"
        if function.most is None:
            wanted = f"at least {wanted}"
        work.world.report(
            problems.WRONG_COUNT,
            expression.span,
            name=function.name,
            wanted=wanted,
            found=f"{count} {'is' if count == 1 else 'are'}",
            example=function.example,
        )
        return None
    return function.make(work, expression, scope, hint)


def unknown(work: Elaboration, expression: tree.Expression) -> None:
    """Complains of a name that is no table and no function."""
    name = expression.function if isinstance(expression, tree.Call) else None
    text = expression.span.text if name is None else name.text
    known = [*FUNCTIONS, *work.world.tables]
    work.world.report(
        problems.UNKNOWN_FUNCTION,
        expression.span if name is None else name.span,
        name=text,
        near=nearest(text, known),
        known=listed(known),
    )


def _extreme(work: Elaboration, expression: tree.Call, scope: Scope, hint: Type | None) -> Scalar | None:
    operator = expression.function.text
    plain = [one for one in expression.arguments if not isinstance(one, tree.NumberLiteral)]
    first = work.there(plain[0], scope, hint) if plain else None
    if plain and first is None:
        return None
    type_hint = hint if first is None else first.type
    values: list[Scalar] = []
    for argument in expression.arguments:
        value = first if plain and argument is plain[0] else work.there(argument, scope, type_hint)
        if value is None:
            return None
        values.append(value)
    result = values[0]
    for value, argument in zip(values[1:], expression.arguments[1:], strict=True):
        type_ = operators.join(result.type, value.type)
        if type_ is None or not on_a_line(type_):
            work.wrong_type(value, result.type, argument)
            return None
        result = core.Arithmetic(type_, expression.span, operator, result, value)
    return result


def _duration(type_: Type) -> Callable[[Elaboration, tree.Call, Scope, Type | None], Scalar | None]:
    def make(work: Elaboration, expression: tree.Call, scope: Scope, hint: Type | None) -> Scalar | None:
        del hint
        count = work.there(expression.arguments[0], scope)
        if count is None:
            return None
        if count.type not in RATIOS:
            work.world.report(
                problems.WRONG_TYPE, count.span, wanted="a number", found=in_a_sentence(count.type), hint=None
            )
            return None
        return core.Duration(type_, expression.span, count)

    return make


FUNCTIONS: Final = {
    one.name: one
    for one in (
        Function("min", 1, None, "min(a, b)", "The smallest of several values of one type.", _extreme),
        Function("max", 1, None, "max(a, b)", "The largest of several values of one type.", _extreme),
        Function("months", 1, 1, "months(n)", "A number as a duration in months.", _duration(MONTHS)),
        Function("days", 1, 1, "days(n)", "A number as a duration in days.", _duration(DAYS)),
    )
}
