"""Numbers in digits: exact, thousands apart where people read them, bare where documents do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

THIN: Final = "\N{NO-BREAK SPACE}"
"""Between the thousands, and before a currency or a unit."""

_SHOWN_DECIMALS: Final = 6
_FROM_FIVE_DIGITS: Final = 5


def number(value: Decimal | Fraction | int) -> str:
    """A plain number, without zeros at its end; thousands apart from five digits on."""
    return _grouped(value, 0, _FROM_FIVE_DIGITS)


def figure(value: Decimal | Fraction | int, decimals: int) -> str:
    """The number of an amount: at least so many decimals, thousands apart."""
    return _grouped(value, decimals, 4)


def plain(value: Decimal | Fraction | int, decimals: int = 0) -> str:
    """A number as documents have it: `2000.00`; at least so many decimals, more where there are more."""
    text = terminating(value)
    if text is None:
        return str(value)
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{rest}" if rest else whole


def _grouped(value: Decimal | Fraction | int, decimals: int, grouped_from: int) -> str:
    text = terminating(value)
    if text is None:
        value = Fraction(value)
        # cut, not rounded: the dots say that it goes on
        scale = 10 ** max(decimals, _SHOWN_DECIMALS)
        cut = abs(value.numerator) * scale // value.denominator
        sign = "-" if value < 0 else ""
        text = f"{sign}{cut // scale}.{cut % scale:0{len(str(scale)) - 1}d}"
        end = "…"
    else:
        end = ""
    whole, _, rest = text.partition(".")
    if not end:
        rest = rest.rstrip("0").ljust(decimals, "0")
    digits = whole.lstrip("-")
    if len(digits) >= grouped_from:
        whole = f"{'-' if whole.startswith('-') else ''}{int(digits):,}".replace(",", THIN)
    return f"{whole}.{rest}{end}" if rest else whole


def terminating(value: Decimal | Fraction | int) -> str | None:
    """All digits of a number; None when they never end."""
    if isinstance(value, Fraction):
        rest, digits = value.denominator, 0
        for prime in (2, 5):
            times = 0
            while rest % prime == 0:
                rest //= prime
                times += 1
            digits = max(digits, times)
        if rest != 1:
            return None
        scaled = abs(value.numerator) * 10**digits // value.denominator
        text = str(scaled).rjust(digits + 1, "0")
        sign = "-" if value < 0 else ""
        return f"{sign}{text[: len(text) - digits]}.{text[len(text) - digits :]}" if digits else f"{sign}{text}"
    if isinstance(value, Decimal):
        return f"{value:f}" if value else f"{abs(value):f}"
    return str(value)
