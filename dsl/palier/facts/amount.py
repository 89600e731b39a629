"""Amounts of money as data writes them: `10.50`, or `10.50 USD`."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from palier.facts.number import number
from palier.facts.wrong import Wrong, shown
from palier.meaning.model import Model
from palier.problems import nearest
from palier.problems.data import AMOUNT_TOO_BIG, TWO_CURRENCIES, UNKNOWN_CURRENCY

MINOR_UNITS_DIGITS: Final = 15
"""An amount lies below ten to this power, in minor units."""

_WITH_CODE: Final = re.compile(r"(.*?)\s*([^\W\d_]{3})", re.DOTALL)


class Foreign:
    """An amount with its currency, before it is converted."""

    __slots__ = ("amount", "currency")

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount = amount
        self.currency = currency


def minor_digits(currency: str) -> int | None:
    """The decimals of a currency of ISO 4217; None when there is no such currency."""
    from palier.syntax.currencies import MINOR_UNITS

    return MINOR_UNITS.get(currency)


def too_big(amount: Decimal, currency: str, digits: int) -> Wrong | None:
    """What is wrong with an amount beyond the bound, if it is."""
    if amount.adjusted() + digits < MINOR_UNITS_DIGITS:
        return None
    return Wrong(AMOUNT_TOO_BIG, value=shown(format(amount, "f")), currency=currency)


def amounts(model: Model, *, keep_code: bool = False) -> Callable[[str], Any]:
    """A parser of amounts: a Decimal in the programme's currency, else a Foreign.

    With `keep_code`, whatever names its currency is a Foreign, so that it can be held against a column of currencies.
    """

    def parse(text: str) -> Any:
        found = _WITH_CODE.fullmatch(text)
        if found is None or not found[1]:
            value = number(text, "amount")
            return value if isinstance(value, Wrong) else too_big(value, model.currency, model.minor_digits) or value
        code = found[2]
        value = number(found[1], "amount")
        if isinstance(value, Wrong):
            return Wrong(value.kind, **(value.facts | {"value": shown(text)}))
        if code == model.currency and not keep_code:
            return too_big(value, code, model.minor_digits) or value
        return foreign(value, code)

    return parse


def foreign(amount: Decimal, code: str) -> Any:
    """A Foreign, or what is wrong with it."""
    digits = minor_digits(code)
    if digits is None:
        return Wrong(UNKNOWN_CURRENCY, value=shown(code), near=_near(code))
    return too_big(amount, code, digits) or Foreign(amount, code)


def in_currency(amount: Any, cell: Any, column: str, model: Model) -> Any:
    """An amount that was read with `keep_code`, held against the cell of the column of currencies."""
    if amount is None or isinstance(amount, Wrong):
        return amount
    code = cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)
    if isinstance(amount, Foreign):
        if code and code != amount.currency:
            return Wrong(TWO_CURRENCIES, first=amount.currency, second=shown(code), column=column)
        return amount.amount if amount.currency == model.currency else amount
    return amount if code in ("", model.currency) else foreign(amount, code)


def _near(code: str) -> str | None:
    from palier.syntax.currencies import MINOR_UNITS

    return nearest(code, MINOR_UNITS)
