"""From the typed core to formulas: definitions and `let`s written out, tables by their rows, all else taken as it is.

Two scalars are one variable when they are written alike and asked at the same date of the same frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any, Final

import attrs

from palier.meaning import core, programme, table
from palier.meaning.core import Scalar
from palier.meaning.model import Enumeration
from palier.meaning.prove.formula import (
    FALSE,
    MIRRORED,
    OPPOSITE,
    TRUE,
    Among,
    Formula,
    Number,
    TooMuch,
    all_of,
    any_of,
    negated,
)
from palier.meaning.prove.keys import NODES, Keys
from palier.meaning.prove.solve import Search, State, Variable
from palier.meaning.prove.terms import Case, Env, Key, Sum, as_fraction, frozen_sum, is_number, is_value, number
from palier.meaning.types import (
    DAYS,
    YES_NO,
    MemberOf,
    TierOf,
    present,
)
from palier.meaning.walk import walk

CASES: Final = 400
"""How many values a scalar is split into, at the most."""


class Reading(Keys):
    """Formulas of one programme. Variables keep their numbers from question to question."""

    def __init__(
        self,
        definitions: Mapping[tuple[str, str], programme.Definition | None],
        tables: Mapping[str, table.Table],
        parameters: Mapping[str, programme.Parameter],
        enumerations: Mapping[str, Enumeration],
        tiers: Mapping[str, tuple[str, ...]],
        musts: Mapping[str, tuple[programme.Must, ...]],
    ) -> None:
        super().__init__(definitions)
        self.tables = tables
        self.parameters = parameters
        self.enumerations = enumerations
        self.tiers = tiers
        self.musts = musts
        self.assumed: dict[Key, None] = {}
        self.assumptions: list[Formula] = []
        self._assuming = False

    # --- questions

    def ask(self) -> None:
        """Begins a question: so many nodes may be read anew."""
        self.left = NODES

    def search(self, formulas: Iterable[Formula]) -> State | None:
        """A state in which all of them hold, with what the data keeps; None where there is none for certain."""
        return Search(self.variables.__getitem__).solve([*self.assumptions, *formulas])

    def start(self, record: str) -> Env:
        """The frame of a declaration about a record, whose facts keep what `must` says."""
        env = Env({})
        self.met(record, ("slot", core.SUBJECT), (core.Local(YES_NO, _NOWHERE, core.SUBJECT, "this"), env))
        return env

    def met(self, record: str, key: Key, fact: tuple[Scalar, Env]) -> None:
        """Takes down what `must` says of a fact."""
        if self._assuming or key in self.assumed:
            return
        self.assumed[key] = None
        self._assuming = True
        for must in self.musts.get(record, ()):
            # What changes with the day may keep its condition on one day and not be there on another.
            if not any(
                isinstance(one, core.KnownFrom) or getattr(one, "as_it_happens", False) for one in walk(must.condition)
            ):
                self.assumptions.append(self.condition(must.condition, Env({core.SUBJECT: fact})))
        self._assuming = False

    # --- conditions

    def condition(self, scalar: Scalar, env: Env, *, wanted: bool = True) -> Formula:
        """Where a condition holds; where it does not, unless `wanted`."""
        self.count()
        match scalar:
            case core.Constant(value=value):
                return TRUE if bool(value) is wanted else FALSE
            case core.AllOf(parts=parts) | core.AnyOf(parts=parts):
                join = all_of if isinstance(scalar, core.AllOf) is wanted else any_of
                return join([self.condition(part, env, wanted=wanted) for part in parts])
            case core.Not(operand=operand):
                return self.condition(operand, env, wanted=not wanted)
            case core.If(condition=asked, then=then, otherwise=otherwise):
                yes = (self.condition(asked, env), self.condition(then, env, wanted=wanted))
                no = (self.condition(asked, env, wanted=False), self.condition(otherwise, env, wanted=wanted))
                return any_of((all_of(yes), all_of(no)))
            case core.Compare():
                found = self._readable((scalar.left, scalar.right), env, self._compare(scalar, env))
                return found if wanted else negated(found)
            case core.In():
                found = self._readable((scalar.operand,), env, self._in(scalar, env))
                return found if wanted else negated(found)
            case core.Known(operand=operand, wanted=known):
                return self._flag(("known", self.key(operand, env)), scalar, wanted=known is wanted)
            case core.Local() | core.Apply():
                inner = self.inside(scalar, env)
                if inner is not None:
                    return self.condition(*inner, wanted=wanted)
                return self._flag(self.key(scalar, env), scalar, wanted=wanted)
            case core.Default(operand=operand, fallback=fallback):
                there = ("known", self.key(operand, env))
                yes = (self._flag(there, scalar, wanted=True), self.condition(operand, env, wanted=wanted))
                no = (self._flag(there, scalar, wanted=False), self.condition(fallback, env, wanted=wanted))
                return any_of((all_of(yes), all_of(no)))
            case core.Lookup():
                cases = self.places(scalar, env)
                return any_of(
                    all_of((one.guard, TRUE if one.value == ("is", wanted) else FALSE))
                    if is_value(one.value)
                    else all_of((one.guard, self._flag(one.value, scalar, wanted=wanted)))
                    for one in cases
                )
            case core.KnownFrom(value=value):
                return self._flag(self.key(value, env), scalar, wanted=wanted)
            case _:
                return self._flag(self.key(scalar, env), scalar, wanted=wanted)

    def _flag(self, key: Key, scalar: Scalar, *, wanted: bool) -> Formula:
        variable = self.variable(key, scalar, Variable(universe=_TRUTHS))
        return Among(variable, frozenset({wanted}), False)

    def _readable(self, operands: Iterable[Scalar], env: Env, found: Formula) -> Formula:
        """A test of what may not be read before a day fails until then."""
        unread = [
            self._flag(("unread", self.key(one, env)), one, wanted=False)
            for one in operands
            if isinstance(one, core.KnownFrom)
        ]
        return all_of((*unread, found))

    def _compare(self, scalar: core.Compare, env: Env) -> Formula:
        operator = scalar.operator
        if is_number(scalar.left.type) and is_number(scalar.right.type):
            return any_of(
                all_of((left.guard, right.guard, number(operator, left.value.plus(right.value, Fraction(-1)))))
                for left, right in self._pairs(self.values(scalar.left, env), self.values(scalar.right, env))
            )
        parts = []
        for left, right in self._pairs(self.places(scalar.left, env), self.places(scalar.right, env)):
            parts.append(all_of((left.guard, right.guard, self._places_compared(scalar, left.value, right.value))))
        return any_of(parts)

    def _pairs(self, left: list[Case], right: list[Case]) -> Iterator[tuple[Case, Case]]:
        if len(left) * len(right) > CASES:
            raise TooMuch
        yield from product(left, right)

    def _places_compared(self, scalar: core.Compare, left: Key, right: Key) -> Formula:
        operator = scalar.operator
        if is_value(left) and not is_value(right):
            left, right, operator = right, left, MIRRORED[operator]
            side = scalar.right
        else:
            side = scalar.left
        if is_value(right):
            allowed = _allowed(operator, right[1], scalar.ranks)
            if allowed is None:
                values, without = frozenset({right[1]}), operator == "is not"
            else:
                values, without = allowed, False
            if is_value(left):
                return TRUE if (left[1] in values) is not without else FALSE
            return Among(self._discrete(left, side), values, without)
        if left == right:
            return TRUE if operator in ("is", "<=", ">=") else FALSE
        # Two unknowns: the same question in the same words has the same answer.
        turned = operator in ("is not", ">", ">=")
        plain = OPPOSITE[operator] if operator in ("is not", ">", ">=") else operator
        pair = tuple(sorted((left, right), key=repr)) if plain == "is" else (left, right)
        return self._flag(("compared", plain, *pair), scalar, wanted=not turned)

    def _in(self, scalar: core.In, env: Env) -> Formula:
        members = scalar.members
        if isinstance(members, core.Constant) and isinstance(members.value, frozenset):
            if is_number(scalar.operand.type):
                found = any_of(
                    all_of((case.guard, number("is", case.value.plus(Sum({}, as_fraction(value)), Fraction(-1)))))
                    for case in self.values(scalar.operand, env)
                    for value in members.value
                )
            else:
                found = any_of(
                    all_of((case.guard, self._member(case.value, members.value, scalar.operand)))
                    for case in self.places(scalar.operand, env)
                )
        elif isinstance(members, tuple):
            keys = tuple(self.key(one, env) for one in members)
            found = self._flag(("in", self.key(scalar.operand, env), keys), scalar, wanted=True)
        else:
            found = self._flag(("in", self.key(scalar.operand, env), self.key(members, env)), scalar, wanted=True)
        return negated(found) if scalar.negated else found

    def _member(self, place: Key, values: frozenset[Any], scalar: Scalar) -> Formula:
        if is_value(place):
            return TRUE if place[1] in values else FALSE
        return Among(self._discrete(place, scalar), values, False)

    def _discrete(self, key: Key, scalar: Scalar) -> int:
        universe: frozenset[Any] | None = None
        match present(scalar.type):
            case MemberOf(enumeration) if enumeration in self.enumerations:
                universe = frozenset(self.enumerations[enumeration].ranks)
            case TierOf(ladder) if ladder in self.tiers:
                universe = frozenset(self.tiers[ladder])
            case type_ if type_ is YES_NO:
                universe = _TRUTHS
        return self.variable(key, scalar, Variable(universe=universe))

    # --- numbers

    def values(self, scalar: Scalar, env: Env) -> list[Case]:
        """What a number can be, case by case: together the cases are all there are."""
        self.count()
        match scalar:
            case core.Constant(value=value) if value is not None:
                return [Case(TRUE, Sum({}, as_fraction(value)), (), scalar)]
            case core.Arithmetic(operator="+" | "-" as operator, left=left, right=right):
                sign = Fraction(1 if operator == "+" else -1)
                return [
                    Case(all_of((a.guard, b.guard)), a.value.plus(b.value, sign), a.rows + b.rows)
                    for a, b in self._pairs(self.values(left, env), self.values(right, env))
                ]
            case core.Arithmetic(operator="*" | "/" as operator, left=left, right=right):
                return self._products(scalar, operator, left, right, env)
            case core.Shift(date=day, duration=core.Constant(value=int() as count, type=type_), sign=sign) if (
                type_ is DAYS
            ):
                moved = Sum({}, Fraction(sign * count))
                return [Case(one.guard, one.value.plus(moved, Fraction(1)), one.rows) for one in self.values(day, env)]
            case core.Between(unit="days", start=start, end=end):
                return [
                    Case(all_of((a.guard, b.guard)), b.value.plus(a.value, Fraction(-1)), a.rows + b.rows)
                    for a, b in self._pairs(self.values(start, env), self.values(end, env))
                ]
            case core.Parameter(name=name) if name in self.parameters:
                return self._parameter(scalar, self.parameters[name], env)
        return self._split(scalar, env, numbers=True)

    def _products(self, scalar: core.Arithmetic, operator: str, left: Scalar, right: Scalar, env: Env) -> list[Case]:
        found = []
        for a, b in self._pairs(self.values(left, env), self.values(right, env)):
            guard, rows = all_of((a.guard, b.guard)), a.rows + b.rows
            if operator == "*" and not b.value.factors:
                value = a.value.times(b.value.constant)
            elif operator == "*" and not a.value.factors:
                value = b.value.times(a.value.constant)
            elif operator == "/" and not b.value.factors and b.value.constant:
                value = a.value.times(1 / b.value.constant)
            else:
                value = Sum(
                    {self.opaque(("made", operator, frozen_sum(a.value), frozen_sum(b.value)), scalar): _ONE}, _ZERO
                )
            found.append(Case(guard, value, rows))
        return found

    def _parameter(self, scalar: core.Parameter, of: programme.Parameter, env: Env) -> list[Case]:
        if of.lowest is not None and of.highest is not None:
            variable = self.opaque(self.key(scalar, env), scalar)
            whole = Sum({variable: _ONE}, _ZERO)
            within = all_of(
                (
                    number(">=", whole.plus(Sum({}, as_fraction(of.lowest)), Fraction(-1))),
                    number("<=", whole.plus(Sum({}, as_fraction(of.highest)), Fraction(-1))),
                )
            )
            return [Case(within, whole, (), scalar)]
        if len(of.values) == 1:
            return [Case(TRUE, Sum({}, as_fraction(of.values[0].value)), (), scalar)]
        # By the date in hand: all dated parameters change together.
        day = self.variable(("date", env.date), scalar, Variable(whole=True))
        found = []
        for at, one in enumerate(of.values):
            guards: list[Formula] = []
            if at:
                guards.append(Number(((day, _ONE),), ">=", Fraction(one.start.toordinal())))
            if at + 1 < len(of.values):
                guards.append(Number(((day, _ONE),), "<", Fraction(of.values[at + 1].start.toordinal())))
            found.append(Case(all_of(guards), Sum({}, as_fraction(one.value)), (), scalar))
        return found

    def places(self, scalar: Scalar, env: Env) -> list[Case]:
        """What a value that is no number can be, case by case: ("is", value), or the key of what is not known."""
        self.count()
        match scalar:
            case core.Constant(value=value):
                return [Case(TRUE, ("is", value), (), scalar)]
            case core.Parameter(name=name) if name in self.parameters and len(self.parameters[name].values) == 1:
                return [Case(TRUE, ("is", self.parameters[name].values[0].value), (), scalar)]
        return self._split(scalar, env, numbers=False)

    def _split(self, scalar: Scalar, env: Env, *, numbers: bool) -> list[Case]:
        again = self.values if numbers else self.places
        match scalar:
            case core.Local() | core.Apply():
                inner = self.inside(scalar, env)
                if inner is not None:
                    return again(*inner)
            case core.If(condition=asked, then=then, otherwise=otherwise):
                found = [
                    *self._guarded(self.condition(asked, env), again(then, env)),
                    *self._guarded(self.condition(asked, env, wanted=False), again(otherwise, env)),
                ]
                return self._few(found)
            case core.Default(operand=operand, fallback=fallback):
                there = ("known", self.key(operand, env))
                found = [
                    *self._guarded(self._flag(there, scalar, wanted=True), again(operand, env)),
                    *self._guarded(self._flag(there, scalar, wanted=False), again(fallback, env)),
                ]
                return self._few(found)
            case core.Lookup():
                return self._rows(scalar, env, numbers=numbers)
            case core.KnownFrom(value=value):
                return again(value, env)
            case core.Arithmetic(operator="min" | "max" as operator, left=left, right=right) if numbers:
                found = []
                for a, b in self._pairs(again(left, env), again(right, env)):
                    first = number("<=" if operator == "min" else ">=", a.value.plus(b.value, Fraction(-1)))
                    found.append(Case(all_of((a.guard, b.guard, first)), a.value, a.rows + b.rows))
                    found.append(Case(all_of((a.guard, b.guard, negated(first))), b.value, a.rows + b.rows))
                return self._few(found)
        key = self.key(scalar, env)
        if not numbers:
            return [Case(TRUE, key)]
        return [Case(TRUE, Sum({self.opaque(key, scalar): _ONE}, _ZERO))]

    def _guarded(self, guard: Formula, cases: list[Case]) -> list[Case]:
        return [attrs.evolve(one, guard=all_of((guard, one.guard))) for one in cases if guard != FALSE]

    def _few(self, found: list[Case]) -> list[Case]:
        if len(found) > CASES:
            raise TooMuch
        return [one for one in found if one.guard != FALSE]

    def _rows(self, scalar: core.Lookup, env: Env, *, numbers: bool) -> list[Case]:
        found: list[Case] = []
        of = self.tables[scalar.table]
        for at, (guard, inside) in enumerate(self.rows(scalar, env)):
            output = of.rows[at].outputs[scalar.output]
            cases = self.values(output, inside) if numbers else self.places(output, inside)
            for one in cases:
                rows = (*one.rows, (scalar.table, at))
                found.append(Case(all_of((guard, one.guard)), one.value, rows, output))
        return self._few(found)

    def rows(self, scalar: core.Lookup, env: Env) -> list[tuple[Formula, Env]]:
        """For each row of a table that is asked, where it holds, and the frame of its outputs."""
        of = self.tables[scalar.table]
        if len(of.rows) * len(of.inputs) > CASES:
            raise TooMuch
        inside = env
        for column, argument in zip(of.inputs, scalar.arguments, strict=True):
            inside = inside.holding(column.slot, (argument, env))
        whole: list[Formula] = []
        for row in of.rows:
            pairs = zip(row.cells, scalar.arguments, strict=True)
            whole.append(FALSE if row.otherwise else all_of(self._cell(cell, one, env) for cell, one in pairs))
        result = []
        for at, row in enumerate(of.rows):
            if row.otherwise:
                guard = all_of(negated(one) for one in whole)
            elif of.first_match:
                guard = all_of((*(negated(one) for one in whole[:at]), whole[at]))
            else:
                guard = whole[at]
            result.append((guard, inside))
        return result

    def _cell(self, cell: table.Cell, argument: Scalar, env: Env) -> Formula:
        match cell:
            case table.Anything():
                return TRUE
            case table.Absence(wanted=wanted):
                return self._flag(("known", self.key(argument, env)), argument, wanted=not wanted)
            case table.OneOf(values=values, negated=without):
                equal = [self._equal(argument, one, env) for one in values]
                return negated(any_of(equal)) if without else any_of(equal)
            case table.Interval(lower=lower, upper=upper):
                parts = []
                if lower is not None:
                    parts.append(self._beside(argument, ">=" if cell.lower_included else ">", lower, env))
                if upper is not None:
                    parts.append(self._beside(argument, "<=" if cell.upper_included else "<", upper, env))
                return all_of(parts)

    def _equal(self, argument: Scalar, value: Scalar, env: Env) -> Formula:
        return self._compare(core.Compare(YES_NO, value.span, "is", argument, value), env)

    def _beside(self, argument: Scalar, operator: str, limit: Scalar, env: Env) -> Formula:
        return self._compare(core.Compare(YES_NO, limit.span, operator, argument, limit), env)


_TRUTHS: Final = frozenset({True, False})
_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_NOWHERE: Final[Any] = None


def _happens(node: object) -> bool:
    return isinstance(node, core.Field) and node.as_it_happens


def _allowed(operator: str, value: Any, ranks: tuple[str, ...] | None) -> frozenset[Any] | None:
    """The members that compare so with one; None where that is a matter of being equal."""
    if ranks is None or operator in ("is", "is not") or value not in ranks:
        return None
    at = ranks.index(value)
    keep = {"<": ranks[:at], "<=": ranks[: at + 1], ">": ranks[at + 1 :], ">=": ranks[at:]}
    return frozenset(keep[operator])
