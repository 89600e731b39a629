"""The operators: which types they take and give, and what a wrong pair was perhaps meant to be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from palier.meaning import core
from palier.meaning.check import table_use
from palier.meaning.check.narrowing import path_of
from palier.meaning.check.scope import Scope
from palier.meaning.core import Scalar
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    RATE,
    RATIOS,
    TEXT,
    YES_NO,
    Basic,
    MemberOf,
    Optional,
    ReferenceTo,
    SetOf,
    TierOf,
    Type,
    UnitOf,
    in_a_sentence,
    optional,
    present,
    shown,
)
from palier.problems import Edit, Fix
from palier.problems import types as problems
from palier.source import Span
from palier.syntax import expressions as tree

if TYPE_CHECKING:
    from palier.meaning.check.expressions import Elaboration


def fits(found: Type, wanted: Type) -> bool:
    """Whether a value of one type may stand where the other is wanted. The views of a ratio mix."""
    if isinstance(found, SetOf) and isinstance(wanted, SetOf):
        return fits(found.of, wanted.of)
    if wanted is COUNT:
        return found is COUNT
    return found == wanted or (found in RATIOS and wanted in RATIOS)


def join(first: Type, second: Type) -> Type | None:
    """The type that holds both; None when there is none."""
    if isinstance(first, Optional) or isinstance(second, Optional):
        inner = join(present(first), present(second))
        return None if inner is None else optional(inner)
    if first == second:
        return first
    if first in RATIOS and second in RATIOS:
        return NUMBER
    return None


def sum_type(operator: str, left: Type, right: Type) -> Type | None:
    """`+` and `-`."""
    if left is DATE:
        if right in (MONTHS, DAYS):
            return DATE
        return DAYS if right is DATE and operator == "-" else None
    if operator == "+" and right is DATE and left in (MONTHS, DAYS):
        return DATE
    if left in RATIOS and right in RATIOS:
        return join(left, right)
    return left if left == right and (left in (MONEY, MONTHS, DAYS) or isinstance(left, UnitOf)) else None


def product_type(left: Type, right: Type) -> Type | None:
    """`*`."""
    if left in RATIOS and right in RATIOS:
        return COUNT if left is COUNT and right is COUNT else NUMBER
    if right in RATIOS and (left is MONEY or isinstance(left, UnitOf)):
        return left
    if left in RATIOS and (right is MONEY or isinstance(right, UnitOf)):
        return right
    if left in (MONTHS, DAYS) and right is COUNT:
        return left
    return right if right in (MONTHS, DAYS) and left is COUNT else None


def quotient_type(left: Type, right: Type) -> Type | None:
    """`/`, before it is known whether the divisor may be zero."""
    if left in RATIOS and right in RATIOS:
        return NUMBER
    if right in RATIOS and (left is MONEY or isinstance(left, UnitOf)):
        return left
    same = left == right and (left in (MONEY, MONTHS, DAYS) or isinstance(left, UnitOf))
    return NUMBER if same else None


def arithmetic(work: Elaboration, expression: tree.Arithmetic, scope: Scope, hint: Type | None) -> Scalar | None:
    """`+ - * /`."""
    operator, span = expression.operator, expression.span
    if operator in "+-" and isinstance(expression.right, tree.PointsLiteral):
        return _points(work, expression, scope)
    if operator in "+-":
        left, right = _pair(work, expression.left, expression.right, scope, hint)
    else:
        # A zero beside an amount is a number here: the kinds of factors differ.
        left, right = work.there(expression.left, scope), work.there(expression.right, scope)
    if left is None or right is None:
        return None
    rule = {"+": sum_type, "-": sum_type}.get(operator)
    if rule is not None:
        type_ = rule(operator, left.type, right.type)
    else:
        type_ = product_type(left.type, right.type) if operator == "*" else quotient_type(left.type, right.type)
    if type_ is None:
        _cannot_calculate(work, expression, left, right)
        return None
    if left.type is DATE and right.type is not DATE:
        return core.Shift(DATE, span, left, right, 1 if operator == "+" else -1)
    if right.type is DATE and left.type is not DATE:
        return core.Shift(DATE, span, right, left, 1)
    if left.type is DATE:
        return core.Between(DAYS, span, "days", right, left)
    if operator == "/" and not work.nonzero(right, scope):
        type_ = optional(type_)
    return core.Arithmetic(type_, span, operator, left, right)


def negation(work: Elaboration, expression: tree.Negation, operand: Scalar | None) -> Scalar | None:
    """`-x`: what is left of zero."""
    if operand is None:
        return None
    type_ = operand.type
    if not (type_ in RATIOS or type_ in (MONEY, MONTHS, DAYS) or isinstance(type_, UnitOf)):
        work.world.report(
            problems.CANNOT_CALCULATE, expression.span, left="0", operator="-", right=_what(operand), hint=None
        )
        return None
    if isinstance(operand, core.Constant):
        return core.Constant(type_, expression.span, -operand.value)
    zero = 0 if type_ in (MONTHS, DAYS) else core.NUMBER_ZERO
    return core.Arithmetic(type_, expression.span, "-", core.Constant(type_, expression.span, zero), operand)


def share_of(work: Elaboration, expression: tree.OfExpression, scope: Scope) -> Scalar | None:
    """`12% of price`: a rate times an amount."""
    call, table = table_use.named_table(work.world, expression.left)
    if table is not None and (call is None or len(call.arguments) < len(table.inputs)):
        return table_use.applied(work, expression.left, expression.right, scope, "whole", None, expression.span)
    left = work.there(expression.left, scope)
    right = work.there(expression.right, scope)
    if left is None or right is None:
        return None
    type_ = product_type(left.type, right.type) if left.type in RATIOS else None
    if isinstance(expression.left, tree.NumberLiteral) and expression.left.value > 1:
        # Nobody takes twelve of an amount.
        work.world.report(
            problems.CANNOT_CALCULATE,
            expression.span,
            left=_what(left),
            operator="of",
            right=_what(right),
            hint=f"did you mean `{expression.left.span.text}% of …`? A multiple is written with `*`.",
        )
        return None
    if type_ is None:
        work.world.report(
            problems.CANNOT_CALCULATE,
            expression.span,
            left=_what(left),
            operator="of",
            right=_what(right),
            hint="the left of `of` is a rate, as in `12% of amount`.",
        )
        return None
    return core.Arithmetic(type_, expression.span, "*", left, right)


def comparison(work: Elaboration, expression: tree.Comparison, scope: Scope) -> Scalar | None:
    """`is`, `is not`, `<`, `<=`, `>`, `>=`."""
    left, right = _pair(work, expression.left, expression.right, scope, None)
    if left is None or right is None:
        return None
    operator = expression.operator
    if join(left.type, right.type) is None:
        hint, fix = _compare_hint(work, expression, left, right)
        work.world.add(
            problems.CANNOT_COMPARE.at(expression.span, left=_what(left), right=_what(right), hint=hint, fix=fix)
        )
        return None
    if isinstance(left.type, SetOf):
        work.world.report(
            problems.CANNOT_COMPARE,
            expression.span,
            left=_what(left),
            right=_what(right),
            hint="ask whether one value is in a set: `x in {…}`.",
        )
        return None
    ranks: tuple[str, ...] | None = None
    if operator not in ("is", "is not"):
        if isinstance(left.type, MemberOf):
            ranks = tuple(work.world.enumerations[left.type.enumeration].ranks)
        elif isinstance(left.type, TierOf) and not left.type.before:
            ranks = work.world.tiers[left.type.ladder]
        elif isinstance(left.type, ReferenceTo | TierOf) or left.type in (TEXT, YES_NO):
            work.world.report(problems.NOT_ORDERED, expression.span, type=in_a_sentence(left.type), operator=operator)
            return None
    path = path_of(left)
    if path is not None and path == path_of(right):
        text = expression.right.span.text
        own = scope.this_record is not None and work.world.field(scope.this_record, text) is not None
        meant = f"this.{text}" if own and scope.element is not scope.this else None
        work.world.report(problems.SAME_ON_BOTH_SIDES, expression.span, text=text, meant=meant)
    return core.Compare(YES_NO, expression.span, operator, left, right, ranks)


def membership(work: Elaboration, expression: tree.Membership, scope: Scope) -> Scalar | None:
    """`x in {…}`, `x in set_field`."""
    if isinstance(expression.members, tree.SetLiteral):
        operand = work.there(expression.operand, scope)
        if operand is None:
            return None
        if not expression.members.members:
            work.world.report(problems.SET_EMPTY, expression.members.span)
            return None
        members = [work.there(member, scope, operand.type) for member in expression.members.members]
        found = tuple(member for member in members if member is not None)
        if len(found) < len(members):
            return None
        for member, written in zip(found, expression.members.members, strict=True):
            if join(member.type, operand.type) is None:
                work.wrong_type(member, operand.type, written)
                return None
        if all(isinstance(member, core.Constant) for member in found):
            values = frozenset(member.value for member in found if isinstance(member, core.Constant))
            literal = core.Constant(SetOf(operand.type), expression.members.span, values)
            return core.In(YES_NO, expression.span, operand, literal, expression.negated)
        return core.In(YES_NO, expression.span, operand, found, expression.negated)
    held = work.there(expression.members, scope)
    if held is None:
        return None
    if not isinstance(held.type, SetOf):
        work.world.report(
            problems.WRONG_TYPE,
            held.span,
            wanted="a set",
            found=in_a_sentence(held.type),
            hint="compare one value with `is`, or name a set: `{A, B}`.",
        )
        return None
    operand = work.wanted(expression.operand, scope, held.type.of)
    return None if operand is None else core.In(YES_NO, expression.span, operand, held, expression.negated)


def rounding(work: Elaboration, expression: tree.Rounding, scope: Scope, hint: Type | None) -> Scalar | None:
    """`round x to 0.01`: the step is a bare number, or of the kind of what is rounded."""
    operand = work.there(expression.operand, scope, hint)
    step = work.there(expression.to, scope)
    if operand is None or step is None:
        return None
    numeric = operand.type in RATIOS or operand.type is MONEY or isinstance(operand.type, UnitOf)
    if not numeric or not (step.type in RATIOS or step.type == operand.type):
        work.world.report(
            problems.CANNOT_CALCULATE,
            expression.span,
            left=f"rounding {_what(operand)}",
            operator="to",
            right=_what(step),
            hint="write `round x to 0.01`.",
        )
        return None
    if not work.nonzero(step, scope):
        work.world.report(
            problems.WRONG_TYPE,
            step.span,
            wanted="a step above zero",
            found="perhaps zero",
            hint="write `0.01`, `1` or `100`.",
        )
        return None
    return core.Round(operand.type, expression.span, expression.mode, operand, step)


def units(work: Elaboration, expression: tree.Units, scope: Scope) -> Scalar | None:
    """`started units of 100 in quantity`."""
    quantity = work.there(expression.quantity, scope)
    size = work.there(expression.size, scope, None if quantity is None else quantity.type)
    if quantity is None or size is None:
        return None
    if quotient_type(quantity.type, size.type) is not NUMBER:
        _cannot_calculate_words(work, expression.span, _what(quantity), "in units of", _what(size))
        return None
    if not work.nonzero(size, scope):
        work.world.report(
            problems.WRONG_TYPE,
            size.span,
            wanted="a size above zero",
            found="perhaps zero",
            hint="write a number above 0.",
        )
        return None
    return core.Units(COUNT, expression.span, expression.started, size, quantity)


def _pair(
    work: Elaboration, left: tree.Expression, right: tree.Expression, scope: Scope, hint: Type | None
) -> tuple[Scalar | None, Scalar | None]:
    """Both sides, where the type of the one tells how a bare number, a zero or a member on the other is read."""
    if _bare(work, left, scope) and not _bare(work, right, scope):
        second = work.there(right, scope, hint)
        first = work.there(left, scope, hint if second is None else second.type)
        return first, second
    first = work.there(left, scope, hint)
    second = work.there(right, scope, hint if first is None else first.type)
    return first, second


def _bare(work: Elaboration, expression: tree.Expression, scope: Scope) -> bool:
    """Whether an expression is read by the type that is expected of it."""
    if isinstance(expression, tree.NumberLiteral):
        return True
    if not isinstance(expression, tree.Reference) or expression.name in scope.names:
        return False
    members = any(expression.name in one.ranks for one in work.world.enumerations.values())
    return members or any(expression.name in tiers for tiers in work.world.tiers.values())


def _points(work: Elaboration, expression: tree.Arithmetic, scope: Scope) -> Scalar | None:
    points = expression.right
    assert isinstance(points, tree.PointsLiteral)
    left = work.there(expression.left, scope, RATE)
    if left is None:
        return None
    if left.type not in RATIOS:
        points_alone(work, points.span, points.value)
        return None
    added = core.Constant(RATE, points.span, points.value)
    return core.Arithmetic(RATE, expression.span, expression.operator, left, added)


def points_alone(work: Elaboration, span: Span, ratio: Decimal) -> None:
    """Complains of points of a percent beside no rate; perhaps they are those that the programme pays."""
    figure = f"{(ratio * 100).normalize():f}"
    unit = next((name for name in work.world.units if name.casefold() in ("points", "point")), None)
    amount = None if unit is None else f"{figure} {unit}"
    fix = None if amount is None else Fix((Edit(span, amount),))
    work.world.add(problems.POINTS_WITHOUT_RATE.at(span, rate=f"{figure}%", amount=amount, fix=fix))


def _cannot_calculate(work: Elaboration, expression: tree.Arithmetic, left: Scalar, right: Scalar) -> None:
    types = {left.type, right.type}
    if expression.operator == "*" and types == {MONEY}:
        work.world.report(problems.MONEY_TIMES_MONEY, expression.span)
        return
    if types == {MONTHS, DAYS}:
        work.world.report(problems.DURATION_MIX, expression.span)
        return
    hint = None
    number = next((one for one in (expression.left, expression.right) if isinstance(one, tree.NumberLiteral)), None)
    if MONEY in types and number is not None and work.world.currency and expression.operator in "+-":
        hint = f"did you mean `{number.span.text} {work.world.currency}`?"
    elif MONEY in types and RATE in types and expression.operator in "+-":
        hint = "a share of an amount is written `5% of amount`."
    elif DATE in types and types & RATIOS:
        hint = "say of what: `+ 3 months` or `+ 90 days`."
    elif types & {MONTHS, DAYS} and types & RATIOS:
        hint = "say of what: `3 months`, `90 days`; a computed number becomes one by `months(…)` or `days(…)`."
    _cannot_calculate_words(work, expression.span, _what(left), expression.operator, _what(right), hint)


def _cannot_calculate_words(
    work: Elaboration, span: Span, left: str, operator: str, right: str, hint: str | None = None
) -> None:
    work.world.report(problems.CANNOT_CALCULATE, span, left=left, operator=operator, right=right, hint=hint)


def _compare_hint(
    work: Elaboration, expression: tree.Comparison, left: Scalar, right: Scalar
) -> tuple[str | None, Fix | None]:
    types = {left.type, right.type}
    number = next((one for one in (expression.left, expression.right) if isinstance(one, tree.NumberLiteral)), None)
    if MONEY in types and number is not None and work.world.currency:
        amount = f"{number.span.text} {work.world.currency}"
        return f"did you mean `{amount}`?", Fix((Edit(number.span, amount),), safe=True)
    if types == {MONTHS, DAYS}:
        return "a month has no fixed number of days: use one of the two throughout.", None
    if MONEY in types and RATE in types:
        return "a share of an amount is an amount: `5% of amount`.", None
    if types & {MONTHS, DAYS} and types & RATIOS:
        return "say of what: `12 months`, `90 days`.", None
    if any(isinstance(one, MemberOf) for one in types) and TEXT in types:
        return "a member is written without quotes.", None
    return None, None


def _what(value: Scalar) -> str:
    """A value in a message: its text, and its type."""
    text = " ".join(value.span.text.split())
    text = text if len(text) <= 40 else text[:39] + "…"
    word = shown(value.type) if not isinstance(value.type, Basic) else value.type.value
    return f"`{text}` ({word})"
