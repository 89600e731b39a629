"""The types of the language.

`rate`, `number` and `count` are one exact ratio type with three ways to show it: they mix freely, and only a value that
is stored as a count must be whole.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import attrs


class Basic(Enum):
    """The types without a name of their own; the value is the word of the language."""

    MONEY = "money"
    RATE = "rate"
    NUMBER = "number"
    COUNT = "count"
    MONTHS = "months"
    DAYS = "days"
    DATE = "date"
    TEXT = "text"
    YES_NO = "yes/no"


@attrs.frozen(repr=False)
class MemberOf:
    """A member of an enumeration."""

    enumeration: str


@attrs.frozen(repr=False)
class ReferenceTo:
    """A fact of a record."""

    record: str


@attrs.frozen(repr=False)
class TierOf:
    """A tier of a ladder; `before`: as the version before has them, so that nobody knows which there are."""

    ladder: str
    before: bool = False


@attrs.frozen(repr=False)
class UnitOf:
    """A number of a declared unit."""

    unit: str


@attrs.frozen(repr=False)
class SetOf:
    """Several values of one type: a set, or a list when `ordered`."""

    of: Type
    ordered: bool = False


@attrs.frozen(repr=False)
class Optional:
    """A value that may be missing. Never nested: `Optional` of `Optional` is made by nobody."""

    of: Type


Type: TypeAlias = Basic | MemberOf | ReferenceTo | TierOf | UnitOf | SetOf | Optional

MONEY, RATE, NUMBER, COUNT = Basic.MONEY, Basic.RATE, Basic.NUMBER, Basic.COUNT
MONTHS, DAYS, DATE, TEXT, YES_NO = Basic.MONTHS, Basic.DAYS, Basic.DATE, Basic.TEXT, Basic.YES_NO

RATIOS = frozenset({RATE, NUMBER, COUNT})
"""The three views of the one ratio type."""


def optional(of: Type) -> Optional:
    """The optional form of a type; of an optional one, itself."""
    return of if isinstance(of, Optional) else Optional(of)


def present(of: Type) -> Type:
    """The type of a value once it is known to be there."""
    return of.of if isinstance(of, Optional) else of


def shown(of: Type) -> str:
    """A type in the words of the language: `optional money`, `set of Area`."""
    match of:
        case Basic():
            return of.value
        case MemberOf(name) | ReferenceTo(name) | TierOf(name) | UnitOf(name):
            return name
        case SetOf(inner, ordered):
            return f"{'list' if ordered else 'set'} of {shown(inner)}"
        case Optional(inner):
            return f"optional {shown(inner)}"


def on_a_line(of: Type) -> bool:
    """Whether values lie on a line: `min` and `max`, steps and intervals have a meaning."""
    inner = present(of)
    return inner in RATIOS or inner in (MONEY, MONTHS, DAYS, DATE) or isinstance(inner, UnitOf)


def in_a_sentence(type_: Type) -> str:
    """A type in a sentence: `a date`, `money`, ``a member of `Area` ``."""
    match present(type_):
        case MemberOf(name):
            inner = f"a member of `{name}`"
        case SetOf(of):
            inner = f"a set of {shown(of)}"
        case UnitOf(name):
            inner = f"an amount in `{name}`"
        case other:
            word = shown(other)
            inner = {
                "money": "money",
                "months": "a number of months",
                "days": "a number of days",
                "text": "text",
                "yes/no": "yes or no",
                "rate": "a rate",
                "number": "a number",
                "count": "a count",
                "date": "a date",
            }.get(word, f"a `{word}`")
    return f"{inner}, which may be missing" if isinstance(type_, Optional) else inner
