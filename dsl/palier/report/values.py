"""Values in words, for people, and in the one exact form that documents use. Nothing else formats a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, assert_never

import attrs

from palier.meaning.types import Basic, MemberOf, Optional, ReferenceTo, SetOf, TierOf, Type, UnitOf, present
from palier.report.cells import printable
from palier.report.counted import counted
from palier.result import Money, Subject
from palier.result.figures import THIN, figure, number, plain, terminating
from palier.speech import ENGLISH, Language

__all__ = ["MISSING", "Words", "exact", "figure", "measured", "number", "plain"]

MISSING: Final = "missing"

_SHOWN_ELEMENTS: Final = 8
_SHOWN_DECIMALS: Final = 6
_CODE: Final = 3


@attrs.frozen
class Words:
    """How the values of one run are worded: amounts are in `currency`, with at least `minor_digits` decimals.

    With a `language` they are as its readers write them (`2 000,00 €`, `1 juillet 2021`); without one they are in the
    plain form that the command line shows, which is the same everywhere (`2 000.00 EUR`, `2021-07-01`).
    """

    currency: str
    minor_digits: int
    language: Language | None = None

    def value(self, of: Type, value: Any) -> str:
        """A value of that type in words: `2 000.00 EUR`, `8.25%`, `12 months`, `yes`, `missing`."""
        if self.language is not None:
            return self._said(self.language, of, value)
        if value is None:
            return MISSING
        match of:
            case Basic.MONEY:
                return self.money(value)
            case Basic.RATE:
                return f"{number(value * 100)}%"
            case Basic.NUMBER | Basic.COUNT:
                return number(value)
            case Basic.MONTHS:
                return counted(int(value), "month") if value else "0 months"
            case Basic.DAYS:
                return counted(int(value), "day") if value else "0 days"
            case Basic.DATE:
                return _day(value)
            case Basic.TEXT:
                return f'"{printable(str(value))}"'
            case Basic.YES_NO:
                return "yes" if value else "no"
            case MemberOf() | TierOf():
                return printable(str(value))
            case ReferenceTo():
                return printable(value.key if isinstance(value, Subject) else str(value))
            case UnitOf(unit):
                return f"{number(value)}{THIN}{unit}"
            case SetOf(inner, ordered):
                return self._elements(inner, ordered, value)
            case Optional(inner):
                return self.value(inner, value)
            case _:
                assert_never(of)

    def money(self, amount: Decimal | Fraction) -> str:
        """An amount of the programme's currency: `2 000.00 EUR`."""
        if self.language is not None:
            return self._amount(self.language, amount, self.currency)
        return f"{figure(amount, self.minor_digits)}{THIN}{self.currency}"

    def amount(self, amount: Money) -> str:
        """An amount of any currency or unit, with the decimals it has."""
        if amount.currency == self.currency:
            return self.money(amount.amount)
        if self.language is not None:
            return self._amount(self.language, amount.amount, amount.currency)
        return f"{figure(amount.amount, _decimals(amount.amount))}{THIN}{amount.currency}"

    def _said(self, language: Language, of: Type, value: Any) -> str:
        if value is None:
            return language.say("missing")
        match of:
            case Basic.MONEY:
                return self.money(value)
            case Basic.RATE:
                return _with_end(value * 100, lambda part: language.rate(part / 100))
            case Basic.NUMBER | Basic.COUNT:
                return _with_end(value, language.number)
            case Basic.MONTHS:
                return language.several("{number} month", "{number} months", int(value))
            case Basic.DAYS:
                return language.several("{number} day", "{number} days", int(value))
            case Basic.DATE:
                return language.day(value)
            case Basic.TEXT:
                return language.say("“{text}”", text=printable(str(value)))
            case Basic.YES_NO:
                return language.say("yes") if value else language.say("no")
            case UnitOf(unit):
                return f"{_with_end(value, language.number)}{THIN}{unit}"
            case SetOf(inner, ordered):
                return self._elements(inner, ordered, value)
            case Optional(inner):
                return self._said(language, inner, value)
            case MemberOf() | TierOf():
                return printable(str(value))
            case ReferenceTo():
                return printable(value.key if isinstance(value, Subject) else str(value))
            case _:
                assert_never(of)

    def _amount(self, language: Language, amount: Decimal | Fraction, currency: str) -> str:
        """Codes of three letters are currencies; anything else is a unit."""
        if len(currency) != _CODE or not currency.isupper():
            return f"{_with_end(amount, language.number)}{THIN}{currency}"
        return _with_end(amount, lambda part: language.money(part, currency))

    def _elements(self, of: Type, ordered: bool, values: Iterable[Any]) -> str:
        shown = [self.value(of, one) for one in values]
        if not ordered:
            shown.sort()
        rest = len(shown) - _SHOWN_ELEMENTS
        if self.language is None:
            if rest > 0:
                shown[_SHOWN_ELEMENTS:] = [f"{rest} more"]
            return ENGLISH.listed(shown) if shown else "none"
        if rest > 0:
            shown[_SHOWN_ELEMENTS:] = [self.language.several("{number} more", "{number} more", rest)]
        return self.language.listed(shown) if shown else self.language.say("none")


def _with_end(value: Decimal | Fraction | int, said: Callable[[Decimal], str]) -> str:
    """A number that a language words; what has no end is cut, and three dots say that it goes on."""
    text = terminating(value)
    if text is not None:
        return said(Decimal(text))
    exact = Fraction(value)
    cut = abs(exact.numerator) * 10**_SHOWN_DECIMALS // exact.denominator
    return f"{said(Decimal(cut if exact > 0 else -cut).scaleb(-_SHOWN_DECIMALS))}…"


def exact(of: Type, value: Any, minor_digits: int) -> Any:
    """A value as JSON has it: numbers as texts, exact to the last digit; `1/3` where no decimal is."""
    if value is None:
        return None
    of = present(of)
    match of:
        case Basic.MONEY:
            return plain(value, minor_digits)
        case Basic.RATE:
            return f"{plain(value * 100)}%"
        case Basic.NUMBER | Basic.COUNT | UnitOf():
            return plain(value)
        case Basic.MONTHS | Basic.DAYS:
            return int(value)
        case Basic.DATE:
            return _day(value)
        case Basic.YES_NO:
            return bool(value)
        case Basic.TEXT | MemberOf() | TierOf():
            return str(value)
        case ReferenceTo():
            return {"record": value.record, "key": value.key} if isinstance(value, Subject) else str(value)
        case SetOf(inner, ordered):
            found = [exact(inner, one, minor_digits) for one in value]
            return found if ordered else sorted(found, key=str)
        case Optional():
            raise AssertionError("an optional type holds no optional one")
        case _:
            assert_never(of)


def measured(value: Any, word: str, minor_digits: int) -> Any:
    """The value of a measure as JSON has it; `word` is its type in the words of the language."""
    match value:
        case None | bool() | str():
            return value
        case date():
            return value.isoformat()
        case Subject():
            return value.key
        case Money():
            return plain(value.amount, minor_digits)
        case Decimal() | Fraction() | int():
            if word == "money":
                return plain(value, minor_digits)
            if word == "rate":
                return f"{plain(value * 100)}%"
            return int(value) if word in ("months", "days") else plain(value)
        case _:
            found = [measured(one, "", minor_digits) for one in value]
            return sorted(found, key=str) if isinstance(value, frozenset | set) else found


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _day(value: date) -> str:
    return value.isoformat()
