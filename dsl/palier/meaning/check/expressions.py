"""From an expression as written to a scalar as meant: one arm for each form.

Every function returns None when it has reported a problem: what rests on it is not complained about again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import assert_never

import attrs

from palier.meaning import core, programme
from palier.meaning.check import aggregates, calls, names, operators, table_use
from palier.meaning.check.narrowing import at_any_date, path_of, surely_nonzero, where_false, where_true
from palier.meaning.check.paid_within import paid_within
from palier.meaning.check.scope import Scope, today
from palier.meaning.check.world import World
from palier.meaning.core import Scalar
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    RATE,
    TEXT,
    YES_NO,
    MemberOf,
    Optional,
    SetOf,
    Type,
    UnitOf,
    in_a_sentence,
    optional,
    present,
    shown,
)
from palier.problems import Edit, Fix, nearest
from palier.problems import names as name_problems
from palier.problems import types as problems
from palier.source import Span
from palier.syntax import expressions as tree
from palier.syntax.currencies import MINOR_UNITS

# A figure that many write for thousands: at most three figures, a point, three more.
_THOUSANDS = re.compile(r"(?P<whole>[1-9][0-9]{0,2})\.(?P<group>[0-9]{3})(?P<unit>\s+(?P<currency>[A-Z]{3}))")


class Elaboration:
    """The work on one declaration: its slots, and what its lines relied on.

    `relied` gathers the paths that were taken to be there because an earlier line made sure of it; `assigned` holds
    the values of slots that name one;
    `read` holds the slots that something names.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.slots = core.FIRST_LOCAL
        self.relied: set[str] = set()
        self.assigned: dict[int, Scalar] = {}
        self.read: set[int] = set()
        self.asking: str | None = None
        """The incentive whose lines these are: only an incentive, or a guarantee, asks of others."""
        self.in_all = False
        """Whether what others paid is asked for all that they paid for the subject: a guarantee asks so."""
        self.payee: Callable[[Scope], Scalar | str | None] | None = None
        """Who is paid, as far as that is known at a line: its text where it is not; None where nobody is."""

    def slot(self) -> int:
        """A new slot of the frame."""
        self.slots += 1
        return self.slots - 1

    # --- what is wanted

    def condition(self, expression: tree.Expression, scope: Scope) -> Scalar | None:
        """A condition."""
        value = self.scalar(expression, scope, YES_NO)
        if value is None:
            return None
        if isinstance(value.type, Optional):
            self.must_be_there(value)
            return None
        if value.type is not YES_NO:
            self.world.report(
                problems.NOT_A_CONDITION, value.span, found=in_a_sentence(value.type), text=_short(expression.span.text)
            )
            return None
        return value

    def wanted(
        self, expression: tree.Expression, scope: Scope, type_: Type, *, declared: bool = False
    ) -> Scalar | None:
        """A value of a type; `declared` where a bare number can only be an amount in the programme's currency."""
        if declared and present(type_) is MONEY and isinstance(expression, tree.NumberLiteral):
            return core.Constant(MONEY, expression.span, expression.value)
        value = self.scalar(expression, scope, present(type_))
        if value is None:
            return None
        if isinstance(value.type, Optional) and not isinstance(type_, Optional):
            self.must_be_there(value)
            return None
        if present(type_) is COUNT and isinstance(value, core.Constant) and value.type is NUMBER:
            self.world.report(problems.NOT_WHOLE, value.span, value=f"`{value.span.text}`")
            return None
        if not operators.fits(present(value.type), present(type_)):
            self.wrong_type(value, type_, expression)
            return None
        return value

    def there(self, expression: tree.Expression, scope: Scope, hint: Type | None = None) -> Scalar | None:
        """A value that cannot be missing."""
        value = self.scalar(expression, scope, hint)
        if value is not None and isinstance(value.type, Optional):
            self.must_be_there(value)
            return None
        return value

    def must_be_there(self, value: Scalar) -> None:
        """Complains of a value that may be missing."""
        self.world.report(problems.MAY_BE_MISSING, value.span, text=_short(value.span.text))

    def wrong_type(self, value: Scalar, wanted: Type, expression: tree.Expression) -> None:
        """Complains of a value of another type, with the fix where one is obvious."""
        fix = None
        hint = None
        literal = isinstance(expression, tree.NumberLiteral | tree.UnitLiteral)
        if present(wanted) is MONEY and literal and self.world.currency:
            amount = f"{expression.span.text.split()[0]} {self.world.currency}"
            hint = f"did you mean `{amount}`?"
            fix = Fix((Edit(expression.span, amount),), safe=isinstance(expression, tree.NumberLiteral))
        elif present(wanted) in (MONTHS, DAYS) and isinstance(expression, tree.NumberLiteral):
            hint = f"did you mean `{expression.span.text} {shown(present(wanted))}`?"
        elif isinstance(present(wanted), UnitOf) and isinstance(expression, tree.NumberLiteral | tree.MoneyLiteral):
            figure = expression.span.text.split()[0]
            hint = f"did you mean `{figure} {shown(present(wanted))}`?"
        elif present(wanted) is MONEY and value.type is RATE:
            hint = f"say of what: `{_short(expression.span.text)} of …`."
        kind = problems.WRONG_TYPE
        self.world.add(
            kind.at(value.span, fix=fix, wanted=in_a_sentence(wanted), found=in_a_sentence(value.type), hint=hint)
        )

    def _point_in_thousands(self, span: Span) -> None:
        """Warn of `10.000 EUR`, which many take for ten thousand, unless the currency has thousandths."""
        found = _THOUSANDS.fullmatch(span.text)
        if found is None or MINOR_UNITS[found["currency"]] >= len(found["group"]):
            return
        whole, group, unit = found["whole"], found["group"], found["unit"]
        self.world.report(
            problems.POINT_IN_THOUSANDS,
            span,
            text=_short(span.text),
            more=f"{int(whole) + 1}{unit}",
            thousands=f"{whole}_{group}{unit}",
            thousandths=f"{whole}.{group}0{unit}",
        )

    # --- the forms

    def scalar(self, expression: tree.Expression, scope: Scope, hint: Type | None = None) -> Scalar | None:
        """The scalar an expression means. `hint` is the type that is expected, by which members are read."""
        span = expression.span
        match expression:
            case tree.NumberLiteral(value=number):
                return _number(span, number, hint)
            case tree.UnitLiteral(value=number, unit=unit):
                return self._unit(span, number, unit)
            case tree.MoneyLiteral(value=amount, currency=currency):
                if self.world.currency is not None and currency != self.world.currency:
                    self.world.report(problems.OTHER_CURRENCY, span, currency=self.world.currency, found=currency)
                self._point_in_thousands(span)
                return core.Constant(MONEY, span, amount)
            case tree.RateLiteral(value=ratio):
                return core.Constant(RATE, span, ratio)
            case tree.PointsLiteral(value=ratio):
                operators.points_alone(self, span, ratio)
                return None
            case tree.DurationLiteral(count=count, unit=unit_word):
                return core.Constant(MONTHS if unit_word == "months" else DAYS, span, count)
            case tree.DateLiteral(value=day):
                return core.Constant(DATE, span, day)
            case tree.TextLiteral(value=text):
                return self._text(span, text, hint)
            case tree.TruthLiteral(value=truth):
                return core.Constant(YES_NO, span, truth)
            case tree.Reference():
                return names.reference(self, expression, scope, hint)
            case tree.FieldOf():
                return names.field_of(self, expression, scope, hint)
            case tree.Call():
                return calls.call(self, expression, scope, hint)
            case tree.Negation(operand=operand):
                return operators.negation(self, expression, self.there(operand, scope, hint))
            case tree.Arithmetic():
                return operators.arithmetic(self, expression, scope, hint)
            case tree.OfExpression(right=tree.Pick() as picked):
                return aggregates.carried(self, expression, picked, scope)
            case tree.OfExpression():
                return operators.share_of(self, expression, scope)
            case tree.BandExpression(table=applied, amount=amount, manner=manner, above=above):
                if table_use.named_table(self.world, applied)[1] is None:
                    calls.unknown(self, applied)
                    return None
                return table_use.applied(self, applied, amount, scope, manner, above, span)
            case tree.Comparison():
                return operators.comparison(self, expression, scope)
            case tree.StateTest(operand=operand, known=known):
                return self._state(span, self.scalar(operand, scope), wanted=known)
            case tree.SetLiteral():
                return self._set(expression, scope, hint)
            case tree.Membership():
                return operators.membership(self, expression, scope)
            case tree.And(parts=parts):
                return self._all(span, parts, scope)
            case tree.Or(parts=parts):
                return self._any(span, parts, scope)
            case tree.Not(operand=operand):
                inner = self.condition(operand, scope)
                return None if inner is None else core.Not(YES_NO, span, inner)
            case tree.Conditional(condition=condition, then=then, otherwise=otherwise):
                return self._choice(span, ((condition, then),), otherwise, scope, hint)
            case tree.Cases(cases=cases, otherwise=closing):
                return self._choice(span, cases, closing, scope, hint)
            case tree.Otherwise():
                return self._otherwise(expression, scope, hint)
            case tree.AsOf():
                return self._as_of(expression, scope, hint)
            case tree.Between(unit=unit_word, start=start, end=end):
                first = self.wanted(start, scope, DATE)
                last = self.wanted(end, scope, DATE)
                if first is None or last is None:
                    return None
                return core.Between(DAYS if unit_word == "days" else MONTHS, span, unit_word, first, last)
            case tree.Rounding():
                return operators.rounding(self, expression, scope, hint)
            case tree.Units():
                return operators.units(self, expression, scope)
            case tree.Aggregate():
                return aggregates.aggregate(self, expression, scope)
            case tree.Pick():
                return aggregates.pick(self, expression, scope)
            case tree.Rank():
                return aggregates.rank(self, expression, scope)
            case tree.Quantifier():
                return aggregates.quantifier(self, expression, scope)
            case tree.DateWhen():
                return aggregates.date_when(self, expression, scope)
            case tree.WithinWindow():
                return paid_within(self, expression, scope)
            case _:
                assert_never(expression)

    def narrowed(self, value: Scalar, scope: Scope) -> Scalar:
        """The value as one that is there, where an earlier line or the left side made sure of it."""
        if isinstance(value.type, Optional):
            path = path_of(value)
            if path is not None and path in scope.known:
                self.relied.add(path)
                return attrs.evolve(value, type=value.type.of)
        return value

    def nonzero(self, value: Scalar, scope: Scope) -> bool:
        """Whether a divisor cannot be zero: by an earlier line, by the left side, or as a parameter that never is."""
        if isinstance(value, core.Parameter) and never_zero(self.world.parameters.get(value.name)):
            # Whoever gives the parameter another value is held to it.
            self.world.use("divisor", value.name)
            return True
        rests_on = surely_nonzero(value, scope.known)
        if rests_on is not None:
            self.relied |= rests_on
        return rests_on is not None

    def _unit(self, span: Span, number: Decimal, unit: tree.Name) -> Scalar | None:
        if unit.text not in self.world.units:
            upper = unit.text.upper()
            near = nearest(unit.text, [*self.world.units, *([upper] if upper == self.world.currency else [])])
            self.world.report(
                name_problems.UNKNOWN_NAME,
                unit.span,
                name=unit.text,
                near=near,
                hint="a unit is declared with `unit`; an amount carries its currency in capitals: `5 EUR`.",
            )
            return None
        self.world.use("unit", unit.text)
        return core.Constant(UnitOf(unit.text), span, number)

    def _text(self, span: Span, text: str, hint: Type | None) -> Scalar | None:
        if isinstance(hint, MemberOf):
            enumeration = self.world.enumerations[hint.enumeration]
            member = enumeration.by_text.get(text)
            near = member or nearest(text, enumeration.ranks)
            self.world.report(
                name_problems.UNKNOWN_MEMBER, span, name=f'"{text}"', near=near, enumeration=enumeration.name, known=""
            )
            return None
        return core.Constant(TEXT, span, text)

    def _state(self, span: Span, value: Scalar | None, *, wanted: bool) -> Scalar | None:
        if value is None:
            return None
        if not isinstance(value.type, Optional):
            self.world.report(problems.NEVER_MISSING, span, text=_short(value.span.text))
        return core.Known(YES_NO, span, value, wanted)

    def _set(self, expression: tree.SetLiteral, scope: Scope, hint: Type | None) -> Scalar | None:
        inner = hint.of if isinstance(hint, SetOf) else hint
        values = [self.there(member, scope, inner) for member in expression.members]
        found = [value for value in values if value is not None]
        if len(found) < len(values):
            return None
        if not found:
            self.world.report(problems.SET_EMPTY, expression.span)
            return None
        first = found[0].type
        for value, member in zip(found[1:], expression.members[1:], strict=True):
            if not operators.fits(value.type, first):
                self.wrong_type(value, first, member)
                return None
        if not all(isinstance(value, core.Constant) for value in found):
            self.world.report(name_problems.NOT_A_PARAMETER_VALUE, expression.span)
            return None
        members = frozenset(value.value for value in found if isinstance(value, core.Constant))
        return core.Constant(SetOf(first), expression.span, members)

    def _all(self, span: Span, parts: tuple[tree.Expression, ...], scope: Scope) -> Scalar | None:
        done: list[Scalar | None] = []
        for part in parts:
            value = self.condition(part, scope)
            done.append(value)
            if value is not None:
                scope = scope.narrowed(where_true(value))
        found = tuple(value for value in done if value is not None)
        return core.AllOf(YES_NO, span, found) if len(found) == len(done) else None

    def _any(self, span: Span, parts: tuple[tree.Expression, ...], scope: Scope) -> Scalar | None:
        done: list[Scalar | None] = []
        for part in parts:
            value = self.condition(part, scope)
            done.append(value)
            if value is not None:
                scope = scope.narrowed(where_false(value))
        found = tuple(value for value in done if value is not None)
        return core.AnyOf(YES_NO, span, found) if len(found) == len(done) else None

    def _choice(
        self,
        span: Span,
        cases: tuple[tuple[tree.Expression, tree.Expression], ...],
        closing: tree.Expression | None,
        scope: Scope,
        hint: Type | None,
    ) -> Scalar | None:
        """`if … then … else`, and lines of cases: nested choices."""
        arms: list[tuple[Scalar, Scalar]] = []
        broken = False
        for written_condition, written_value in cases:
            condition = self.condition(written_condition, scope)
            inside = scope if condition is None else scope.narrowed(where_true(condition))
            hint = hint or (present(arms[0][1].type) if arms else None)
            value = self.scalar(written_value, inside, hint)
            if condition is None or value is None:
                broken = True
                continue
            arms.append((condition, value))
            scope = scope.narrowed(where_false(condition))
        if closing is None:
            if not broken:
                self.world.report(problems.NEEDS_OTHERWISE, span)
            return None
        result = self.scalar(closing, scope, hint or (present(arms[0][1].type) if arms else None))
        if result is None or broken:
            return None
        for condition, value in reversed(arms):
            type_ = operators.join(value.type, result.type)
            if type_ is None:
                self.world.report(
                    problems.NO_COMMON_TYPE,
                    result.span,
                    first=in_a_sentence(value.type),
                    second=in_a_sentence(result.type),
                )
                return None
            result = core.If(type_, span, condition, value, result)
        return result

    def _otherwise(self, expression: tree.Otherwise, scope: Scope, hint: Type | None) -> Scalar | None:
        value = self.scalar(expression.operand, scope, hint)
        fallback = self.scalar(expression.fallback, scope, hint if value is None else present(value.type))
        if value is None or fallback is None:
            return None
        if not isinstance(value.type, Optional):
            self.world.report(problems.NEVER_MISSING, value.span, text=_short(value.span.text))
        type_ = operators.join(present(value.type), fallback.type)
        if type_ is None:
            self.wrong_type(fallback, present(value.type), expression.fallback)
            return None
        return core.Default(type_, expression.span, value, fallback)

    def _as_of(self, expression: tree.AsOf, scope: Scope, hint: Type | None) -> Scalar | None:
        day = self.wanted(expression.date, scope, DATE)
        inside = attrs.evolve(scope, known=at_any_date(scope.known))
        value = self.scalar(expression.operand, inside, hint)
        if day is None or value is None:
            return None
        return core.AsOf(value.type, expression.span, value, day)


def never_zero(declared: programme.Parameter | None) -> bool:
    """Whether a parameter is other than zero in all its values, or over its whole range."""
    if declared is None:
        return False
    if declared.lowest is not None and declared.highest is not None:
        return bool(declared.lowest > 0 or declared.highest < 0)
    return all(one.value != 0 for one in declared.values)


def _number(span: Span, number: Decimal, hint: Type | None) -> Scalar:
    """A bare number; zero is zero of any kind."""
    if number == 0 and hint in (MONEY, RATE):
        return core.Constant(hint, span, number)
    if number == 0 and hint in (MONTHS, DAYS):
        return core.Constant(hint, span, 0)
    if number == 0 and isinstance(hint, UnitOf):
        return core.Constant(hint, span, number)
    whole = number == number.to_integral_value()
    return core.Constant(COUNT if whole else NUMBER, span, number)


def _short(text: str, most: int = 60) -> str:
    """User text for a message: on one line, and not too long of it."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def constant_or_none(value: Scalar | None) -> core.Constant | None:
    """The value itself, when it is fixed in advance."""
    return value if isinstance(value, core.Constant) else None


__all__ = ["Elaboration", "constant_or_none", "optional", "today"]
