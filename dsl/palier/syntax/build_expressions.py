"""Expressions: a function for each rule of the grammar, named after it."""

from __future__ import annotations

import re
from typing import get_args

from palier.problems import syntax as slips
from palier.problems.problem import Edit, Fix
from palier.source import Span
from palier.syntax.build_literals import DURATION_WORDS
from palier.syntax.currencies import MINOR_UNITS
from palier.syntax.expressions import (
    And,
    Arithmetic,
    AsOf,
    BandExpression,
    Between,
    Call,
    Cases,
    Comparison,
    Conditional,
    Expression,
    FieldOf,
    Literal,
    Membership,
    Name,
    Negation,
    Not,
    NumberLiteral,
    OfExpression,
    Or,
    Otherwise,
    RateLiteral,
    Reference,
    Rounding,
    SetLiteral,
    StateTest,
    TextLiteral,
    Title,
    TruthLiteral,
    UnitLiteral,
    Units,
)
from palier.syntax.machine import SlipError


def title(span: Span, first: TextLiteral, *others: Name | TextLiteral) -> Title:
    """A title, perhaps in several languages."""
    texts: list[tuple[str | None, str]] = [(None, first.value)]
    languages, translations = others[::2], others[1::2]
    for language, translation in zip(languages, translations, strict=True):
        assert isinstance(language, Name)
        assert isinstance(translation, TextLiteral)
        texts.append((language.text, translation.value))
    return Title(span, tuple(texts))


def truth(span: Span, word: str) -> TruthLiteral:
    """`yes` or `no`."""
    return TruthLiteral(span, word == "yes")


def unit_number(span: Span, number: NumberLiteral, unit: Name) -> UnitLiteral:
    """`30 Points`; what is plainly meant for money, a duration or a percentage is refused."""
    text = unit.text
    if "\n" in span.text and _one_literal(text):
        joined = None if "#" in span.text else f"{number.span.text} {text}"
        raise SlipError(slips.TORN_APART.at(span, number=number.span.text, unit=text, joined=joined))
    if text.islower() and text.upper() in MINOR_UNITS:
        raise SlipError(slips.NO_CURRENCY.at(unit.span, code=text, near=text.upper()))
    if text in DURATION_WORDS:
        raise SlipError(slips.PART_OF_DURATION.at(span, text=span.text))
    if text in ("percent", "pct"):
        raise SlipError(slips.PERCENT_WORD.at(span, word=text, number=number.span.text))
    return UnitLiteral(span, number.value, unit)


def _one_literal(unit: str) -> bool:
    """Whether a number and that word beside it would be read as an amount, as points of a percentage or a duration."""
    return unit in DURATION_WORDS or re.fullmatch(r"points?|[A-Z]{3}", unit) is not None


def reference(span: Span, name: Name) -> Reference:
    """A bare name."""
    return Reference(span, name.text)


def call(span: Span, function: Name, arguments: tuple[Expression, ...] | None) -> Call:
    """`min(a, b)`."""
    return Call(span, function, arguments or ())


def arguments_in_call(_span: Span, *values: Expression) -> tuple[Expression, ...]:
    """What stands in the brackets of a call."""
    return values


def field_of(span: Span, of: Expression, name: Name) -> FieldOf:
    """`deal.customer`."""
    return FieldOf(span, of, name)


def bracketed(_span: Span, inner: Expression) -> Expression:
    """Brackets leave no trace but the spans around them."""
    return inner


def set_literal(span: Span, *members: Expression) -> SetLiteral:
    """`{VCF, Tanzu}`."""
    return SetLiteral(span, members)


def negation(span: Span, operand: Expression) -> Negation:
    """`-x`."""
    return Negation(span, operand)


def arithmetic(span: Span, left: Expression, operator: Span, right: Expression) -> Arithmetic:
    """`a + b`. A minus without its spaces is refused: `a -b` might be two things."""
    if operator.text == "-":
        around = operator.source.text[operator.start - 1], operator.source.text[operator.end]
        if not (around[0].isspace() and around[1].isspace()):
            spaced = "".join((" " * (not around[0].isspace()), "-", " " * (not around[1].isspace())))
            raise SlipError(slips.MINUS_SPACES.at(operator, fix=Fix((Edit(operator, spaced),), safe=True)))
    return Arithmetic(span, operator.text, left, right)


def of_expression(span: Span, left: Expression, right: Expression) -> OfExpression | BandExpression:
    """`12% of price`; `interpolated` behind it belongs to the table on the left, unless a rate stands there."""
    if isinstance(right, BandExpression) and right.amount is None and not isinstance(left, RateLiteral):
        return BandExpression(span, left, right.table, "interpolated")
    return OfExpression(span, left, right)


def interpolated(span: Span, table: Expression) -> BandExpression:
    """`TABLE(x) interpolated`."""
    return BandExpression(span, table, None, "interpolated")


def by_band(span: Span, table: Expression, amount: Expression, above: Expression | None) -> BandExpression:
    """`TABLE of X by band above S`."""
    return BandExpression(span, table, amount, "by band", above)


def operator(_span: Span, *words: str) -> str:
    """`is not`, `<=`."""
    return " ".join(words)


def comparison(span: Span, left: Expression, operator: str, right: Expression) -> Comparison:
    """`a is b`."""
    return Comparison(span, operator, left, right)


def state_test(span: Span, operand: Expression, negated: str | None, state: str) -> StateTest:
    """`x is known`; `is not known` is `is missing`."""
    return StateTest(span, operand, (state == "known") == (negated is None))


def membership(span: Span, operand: Expression, negated: str | None, members: Expression) -> Membership:
    """`x not in {A, B}`."""
    return Membership(span, operand, members, negated is not None)


def and_expression(span: Span, left: Expression, right: Expression) -> And:
    """`a and b and c` is one node; brackets around a part keep it apart."""
    if isinstance(left, And) and left.span.start == span.start:
        return And(span, (*left.parts, right))
    return And(span, (left, right))


def or_expression(span: Span, left: Expression, right: Expression) -> Or:
    """`a or b or c` is one node; brackets around a part keep it apart."""
    if isinstance(left, Or) and left.span.start == span.start:
        return Or(span, (*left.parts, right))
    return Or(span, (left, right))


def negated(span: Span, operand: Expression) -> Not:
    """`not a`."""
    return Not(span, operand)


def conditional(span: Span, condition: Expression, then: Expression, otherwise: Expression) -> Conditional:
    """`if A then X else Y`."""
    return Conditional(span, condition, then, otherwise)


def otherwise(span: Span, operand: Expression, fallback: Expression) -> Otherwise:
    """`x otherwise y`."""
    return Otherwise(span, operand, fallback)


def case(_span: Span, condition: Expression, value: Expression) -> tuple[Expression, Expression]:
    """`when C then X`."""
    return condition, value


def otherwise_case(_span: Span, value: Expression) -> Expression:
    """`otherwise Y` on a line of its own."""
    return value


def cases(span: Span, *parts: tuple[Expression, Expression] | Expression | None) -> Cases:
    """The lines of cases, the last of them perhaps `otherwise`."""
    *pairs, last = parts
    return Cases(
        span, tuple(pair for pair in pairs if isinstance(pair, tuple)), last if not isinstance(last, tuple) else None
    )


def as_of(span: Span, operand: Expression, date: Expression) -> AsOf:
    """`E as of D`; a literal or a member is the same on every day."""
    if isinstance(operand, get_args(Literal)) or (isinstance(operand, Reference) and operand.name[0].isupper()):
        raise SlipError(slips.AS_OF_LITERAL.at(operand.span, value=operand.span.text, date=date.span.text))
    return AsOf(span, operand, date)


def between(span: Span, words: str, start: Expression, end: Expression) -> Between:
    """`months between A and B`."""
    return Between(span, words.split()[0], start, end)


def rounding(span: Span, words: str, operand: Expression, to: Expression) -> Rounding:
    """`round up x to 1`."""
    return Rounding(span, (words.split()[1:] or ["nearest"])[0], operand, to)


def units(span: Span, words: str, size: Expression, quantity: Expression) -> Units:
    """`started units of 100 in quantity`."""
    return Units(span, words.startswith("started"), size, quantity)
