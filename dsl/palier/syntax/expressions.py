"""Expressions as they are written: frozen, spanned, nothing resolved.

The sentence on each class shows the form it stands for. Nodes are compared by identity: two places are never the same
node, and writing an `__eq__` and a `__repr__` for each of a hundred classes would cost every start a quarter of its
time.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeAlias

import attrs

from palier.source import Span


@attrs.frozen(eq=False, repr=False)
class Name:
    """A name where it stands."""

    span: Span
    text: str


@attrs.frozen(eq=False, repr=False)
class Title:
    """`"Technical assessment" fr "Évaluation technique"`: language (None for the first) and text, as written."""

    span: Span
    texts: tuple[tuple[str | None, str], ...]


# --- literals


@attrs.frozen(eq=False, repr=False)
class NumberLiteral:
    """`3_000_000`, `2.5`, `0.060`: the number as a decimal, exactly as written."""

    span: Span
    value: Decimal


@attrs.frozen(eq=False, repr=False)
class UnitLiteral:
    """`30 Points`: a number of a declared unit."""

    span: Span
    value: Decimal
    unit: Name


@attrs.frozen(eq=False, repr=False)
class MoneyLiteral:
    """`2_000 EUR`, `500 K EUR`, `5 M EUR`: `value` with the multiple taken in, and the currency's three letters."""

    span: Span
    value: Decimal
    currency: str


@attrs.frozen(eq=False, repr=False)
class RateLiteral:
    """`12%`: `value` is the ratio, 0.12."""

    span: Span
    value: Decimal


@attrs.frozen(eq=False, repr=False)
class PointsLiteral:
    """`0.25 points` of a percent: `value` is the ratio, 0.0025."""

    span: Span
    value: Decimal


@attrs.frozen(eq=False, repr=False)
class DurationLiteral:
    """`12 months`, `1 year`, `2 quarters`, `1 half`, `90 days`, `2 weeks`: `count` in `unit`, `months` or `days`."""

    span: Span
    count: int
    unit: str


@attrs.frozen(eq=False, repr=False)
class DateLiteral:
    """`2021-03-01`."""

    span: Span
    value: date


@attrs.frozen(eq=False, repr=False)
class TextLiteral:
    """`"text"`: without its quotes."""

    span: Span
    value: str


@attrs.frozen(eq=False, repr=False)
class TruthLiteral:
    """`yes`, `no`."""

    span: Span
    value: bool


# --- names and calls


@attrs.frozen(eq=False, repr=False)
class Reference:
    """`revenue`, `this`, `today`, `Gold`: a bare name."""

    span: Span
    name: str


@attrs.frozen(eq=False, repr=False)
class FieldOf:
    """`deal.customer`, `required(profile).gold`, `(X).name`."""

    span: Span
    of: Expression
    name: Name


@attrs.frozen(eq=False, repr=False)
class Call:
    """`signing_multiple(term)`, `min(a, b)`."""

    span: Span
    function: Name
    arguments: tuple[Expression, ...]


# --- operators


@attrs.frozen(eq=False, repr=False)
class Negation:
    """`-x`."""

    span: Span
    operand: Expression


@attrs.frozen(eq=False, repr=False)
class Arithmetic:
    """`a + b`: operator `+`, `-`, `*` or `/`."""

    span: Span
    operator: str
    left: Expression
    right: Expression


@attrs.frozen(eq=False, repr=False)
class OfExpression:
    """`12% of price`, or a table applied: `volume_rate(grade) of revenue`."""

    span: Span
    left: Expression
    right: Expression


@attrs.frozen(eq=False, repr=False)
class BandExpression:
    """`TABLE of X by band`, `TABLE of X by band above S`, `TABLE of X interpolated`, `TABLE(x) interpolated`.

    `manner` is `by band` or `interpolated`; `amount` is None in the last form.
    """

    span: Span
    table: Expression
    amount: Expression | None
    manner: str
    above: Expression | None = None


@attrs.frozen(eq=False, repr=False)
class Comparison:
    """`a is b`, `a is not b`, `a < b`, `<=`, `>`, `>=`: `operator` is one of these six."""

    span: Span
    operator: str
    left: Expression
    right: Expression


@attrs.frozen(eq=False, repr=False)
class StateTest:
    """`x is known`, `x is missing`; `is not known` is `is missing`: `known` says which."""

    span: Span
    operand: Expression
    known: bool


@attrs.frozen(eq=False, repr=False)
class SetLiteral:
    """`{VCF, Tanzu}`."""

    span: Span
    members: tuple[Expression, ...]


@attrs.frozen(eq=False, repr=False)
class Membership:
    """`x in {A, B}`, `x not in set_field`."""

    span: Span
    operand: Expression
    members: Expression
    negated: bool


@attrs.frozen(eq=False, repr=False)
class And:
    """`a and b and c`."""

    span: Span
    parts: tuple[Expression, ...]


@attrs.frozen(eq=False, repr=False)
class Or:
    """`a or b or c`."""

    span: Span
    parts: tuple[Expression, ...]


@attrs.frozen(eq=False, repr=False)
class Not:
    """`not a`."""

    span: Span
    operand: Expression


@attrs.frozen(eq=False, repr=False)
class Conditional:
    """`if A then X else Y`."""

    span: Span
    condition: Expression
    then: Expression
    otherwise: Expression


@attrs.frozen(eq=False, repr=False)
class Otherwise:
    """`x otherwise y`: y where x is missing."""

    span: Span
    operand: Expression
    fallback: Expression


@attrs.frozen(eq=False, repr=False)
class Cases:
    """Lines `when C then X` and at the end perhaps `otherwise Y`: where an expression may stand alone in a block."""

    span: Span
    cases: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


@attrs.frozen(eq=False, repr=False)
class AsOf:
    """`E as of D`."""

    span: Span
    operand: Expression
    date: Expression


@attrs.frozen(eq=False, repr=False)
class Between:
    """`months between A and B`: unit is `days`, `months` or `years`."""

    span: Span
    unit: str
    start: Expression
    end: Expression


@attrs.frozen(eq=False, repr=False)
class Rounding:
    """`round x to 0.01`, `round up x to 1`, `round down x to 5`: mode is `nearest`, `up` or `down`."""

    span: Span
    mode: str
    operand: Expression
    to: Expression


@attrs.frozen(eq=False, repr=False)
class Units:
    """`started units of 100 in quantity`, `full units of 100 in quantity`."""

    span: Span
    started: bool
    size: Expression
    quantity: Expression


# --- collections


@attrs.frozen(eq=False, repr=False)
class Path:
    """`partner.certifications`: at least one name."""

    span: Span
    names: tuple[Name, ...]


@attrs.frozen(eq=False, repr=False)
class Period:
    """`calendar year`, `fiscal quarter`: `calendar` is `calendar` or `fiscal`, `unit` year, half, quarter or month."""

    span: Span
    calendar: str
    unit: str


@attrs.frozen(eq=False, repr=False)
class ThisPeriod:
    """`within period`: the period of a period subject."""

    span: Span


@attrs.frozen(eq=False, repr=False)
class SoFar:
    """`within calendar year`; with `a year before`, the same stretch one year earlier."""

    span: Span
    period: Period
    a_year_before: bool = False


@attrs.frozen(eq=False, repr=False)
class Previous:
    """`within previous fiscal quarter`, `within previous 4 fiscal quarters`."""

    span: Span
    count: int
    period: Period


@attrs.frozen(eq=False, repr=False)
class SamePeriod:
    """`within same quarter of the previous year`: `unit` of the previous `of`."""

    span: Span
    unit: str
    of: str


@attrs.frozen(eq=False, repr=False)
class Trailing:
    """`within trailing 12 months`."""

    span: Span
    duration: DurationLiteral


Window: TypeAlias = ThisPeriod | SoFar | Previous | SamePeriod | Trailing


@attrs.frozen(eq=False, repr=False)
class WithinWindow:
    """`bonus.paid within period`: what another incentive paid in the window."""

    span: Span
    operand: Expression
    window: Window


@attrs.frozen(eq=False, repr=False)
class Collection:
    """What stands after `over`, `of`, `some`: `deals.lines as earlier within … before … by paid_on where …`.

    `bound` is None, `this` (`before this`), `up to this`, or the date expression after `before`.
    """

    span: Span
    path: Path
    alias: Name | None = None
    window: Window | None = None
    bound: Expression | str | None = None
    by: Path | None = None
    where: Expression | None = None


@attrs.frozen(eq=False, repr=False)
class Aggregate:
    """`sum of E over P …`: kind is sum, average, median, smallest, largest (with `value`), count (without), or
    distinct (`count of distinct E over P`)."""

    span: Span
    kind: str
    value: Expression | None
    over: Collection


@attrs.frozen(eq=False, repr=False)
class Pick:
    """`first of P …`, `latest of P [by FIELD] …`: `order` is the FIELD right after the path."""

    span: Span
    latest: bool
    order: Path | None
    over: Collection


@attrs.frozen(eq=False, repr=False)
class Rank:
    """`rank of E among Partner …`."""

    span: Span
    value: Expression
    among: Collection


@attrs.frozen(eq=False, repr=False)
class Quantifier:
    """`some P where C`, `no P where C`, `all P where C have D`: kind is `some`, `no` or `all`."""

    span: Span
    kind: str
    over: Collection
    have: Expression | None = None


@attrs.frozen(eq=False, repr=False)
class DateWhen:
    """`date when sum of E over P reaches X`."""

    span: Span
    total: Aggregate
    reaches: Expression


Literal: TypeAlias = (
    NumberLiteral
    | UnitLiteral
    | MoneyLiteral
    | RateLiteral
    | PointsLiteral
    | DurationLiteral
    | DateLiteral
    | TextLiteral
    | TruthLiteral
)

Expression: TypeAlias = (
    Literal
    | Reference
    | FieldOf
    | Call
    | Negation
    | Arithmetic
    | OfExpression
    | BandExpression
    | Comparison
    | StateTest
    | SetLiteral
    | Membership
    | And
    | Or
    | Not
    | Conditional
    | Otherwise
    | Cases
    | AsOf
    | Between
    | Rounding
    | Units
    | Aggregate
    | Pick
    | Rank
    | Quantifier
    | DateWhen
    | WithinWindow
)


def as_expression(path: Path) -> Expression:
    """A path as an expression: a name, and what is asked of it."""
    expression: Expression = Reference(path.names[0].span, path.names[0].text)
    for name in path.names[1:]:
        expression = FieldOf(Span(path.span.source, path.span.start, name.span.end), expression, name)
    return expression
