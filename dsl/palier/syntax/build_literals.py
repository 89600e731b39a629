"""Literals: a function for each terminal of the grammar that carries a value."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from palier.problems import syntax as slips
from palier.source import Span
from palier.syntax.currencies import MINOR_UNITS
from palier.syntax.expressions import (
    DateLiteral,
    DurationLiteral,
    MoneyLiteral,
    Name,
    NumberLiteral,
    PointsLiteral,
    RateLiteral,
    TextLiteral,
)
from palier.syntax.machine import SlipError

MOST_DIGITS = 30
MOST_LETTERS = 100

_DURATIONS = {
    "day": ("days", 1),
    "week": ("days", 7),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "half": ("months", 6),
    "halve": ("months", 6),
    "year": ("months", 12),
}

DURATION_WORDS = frozenset(("days", "weeks", "months", "quarters", "halves", "years", *_DURATIONS)) - {"halve"}


def name(span: Span, text: str) -> Name:
    """A name."""
    if len(text) > MOST_LETTERS:
        raise SlipError(slips.NAME_TOO_LONG.at(span, most=MOST_LETTERS))
    return Name(span, text)


def number(span: Span, text: str) -> NumberLiteral:
    """`3_000_000`."""
    return NumberLiteral(span, _decimal(span, text))


def money(span: Span, text: str) -> MoneyLiteral:
    """`5 M EUR`."""
    figure, *multiple, code = text.split()
    check_currency(Span(span.source, span.end - 3, span.end), code)
    return MoneyLiteral(span, _decimal(span, figure, {"K": 3, "M": 6}[multiple[0]] if multiple else 0), code)


def check_currency(span: Span, code: str) -> None:
    """Refuse what is no currency of ISO 4217."""
    if code not in MINOR_UNITS:
        raise SlipError(slips.NO_CURRENCY.at(span, code=code, near=near_currency(code)))


def near_currency(code: str) -> str | None:
    """The same letters in upper case, when they are a currency."""
    return code.upper() if code.upper() in MINOR_UNITS else None


def percent(span: Span, text: str) -> RateLiteral:
    """`12%`."""
    return RateLiteral(span, _decimal(span, text.rstrip("%").rstrip(), -2))


def points(span: Span, text: str) -> PointsLiteral:
    """`0.25 points`."""
    return PointsLiteral(span, _decimal(span, text.split()[0], -2))


def duration(span: Span, text: str) -> DurationLiteral:
    """`2 quarters`."""
    figure, word = text.split()
    unit, times = _DURATIONS[word.rstrip("s")]
    return DurationLiteral(span, int(_decimal(span, figure)) * times, unit)


def day(span: Span, text: str) -> DateLiteral:
    """`2021-03-01`."""
    try:
        return DateLiteral(span, date.fromisoformat(text))
    except ValueError:
        raise SlipError(slips.NO_SUCH_DAY.at(span, date=text, remedy=_last_day(text))) from None


def _last_day(text: str) -> str | None:
    """The last day of the month that is written, if there is such a month."""
    year, month, _ = map(int, text.split("-"))
    if not 1 <= month <= 12:
        return "the months are `01` to `12`, between the year and the day"
    if not year:
        return None
    return f"the last day of the month is `{text[:8]}{monthrange(year, month)[1]}`"


def string(span: Span, text: str) -> TextLiteral:
    """`"text"`; a quote inside is written twice."""
    return TextLiteral(span, text[1:-1].replace('""', '"'))


def sign(span: Span, text: str) -> Span:
    """An operator of arithmetic: its place is wanted."""
    del text
    return span


def whole(number: NumberLiteral) -> int:
    """A count from 1 on, refused where it is none."""
    if number.value != number.value.to_integral_value() or number.value < 1:
        raise SlipError(slips.NOT_A_COUNT.at(number.span, number=number.span.text))
    return int(number.value)


def _decimal(span: Span, text: str, places: int = 0) -> Decimal:
    """The number with its point moved: made of digits, since arithmetic on decimals would round to 28 of them."""
    whole, _, fraction = text.replace("_", "").partition(".")
    if len(whole) + len(fraction) > MOST_DIGITS:
        raise SlipError(slips.NUMBER_TOO_LONG.at(span, most=MOST_DIGITS))
    if places > 0:
        fraction = fraction.ljust(places, "0")
        whole, fraction = whole + fraction[:places], fraction[places:]
    return Decimal(f"{whole}.{fraction}e{min(places, 0)}")


LITERALS = {
    "NAME": name,
    "NUMBER": number,
    "MONEY": money,
    "PERCENT": percent,
    "POINTS": points,
    "DURATION": duration,
    "DATE": day,
    "STRING": string,
    "PLUS": sign,
    "MINUS": sign,
    "STAR": sign,
    "SLASH": sign,
}
