"""Windows, periods and rhythms in words."""

from __future__ import annotations

from decimal import Decimal

from palier.meaning.core import Stretch
from palier.meaning.programme import Period
from palier.speech import Language, Phrase


def window(stretch: Stretch, language: Language) -> str:
    """The stretch of time that a measure looks at."""
    say = language.say
    if stretch.kind == "this":
        return say("in the period")
    if stretch.kind == "trailing" and stretch.unit.startswith("month"):
        if stretch.count == 1:
            return say("in the last month")
        return say("in the last {number} months", number=language.number(Decimal(stretch.count)))
    if stretch.kind == "trailing":
        if stretch.count == 1:
            return say("on the day itself")
        return say("in the last {number} days", number=language.number(Decimal(stretch.count)))
    period = _period(stretch.calendar, stretch.unit)
    match stretch.kind:
        case "so far":
            return say("so far in {period}", period=period)
        case "a year before":
            return say("in the same part of {period} a year before", period=period)
        case "previous" if stretch.count == 1:
            return say("in {period} before", period=period)
        case "previous":
            return say(
                "in the {number} whole periods before ({kind})",
                number=language.number(Decimal(stretch.count)),
                kind=_kind(stretch.calendar, stretch.unit),
            )
        case "same":
            return say("in {period} of the {unit} before", period=period, unit=_unit(stretch.of))
        case _:
            raise ValueError(stretch.kind)


def per(period: Period, language: Language) -> str:
    """`per calendar year`."""
    return language.say("per {kind}", kind=_kind(period.calendar, period.unit))


def each(period: Period, language: Language) -> str:
    """`each fiscal quarter`."""
    return language.say("each {noun}", noun=_kind(period.calendar, period.unit))


def every(period: Period, language: Language) -> str:
    """`every fiscal quarter`."""
    return language.say("every {kind}", kind=_kind(period.calendar, period.unit))


def _period(calendar: str, unit: str) -> Phrase:
    phrases = {
        ("calendar", "year"): Phrase("the calendar year"),
        ("calendar", "half"): Phrase("the calendar half-year"),
        ("calendar", "quarter"): Phrase("the calendar quarter"),
        ("calendar", "month"): Phrase("the calendar month"),
        ("fiscal", "year"): Phrase("the fiscal year"),
        ("fiscal", "half"): Phrase("the fiscal half-year"),
        ("fiscal", "quarter"): Phrase("the fiscal quarter"),
        ("fiscal", "month"): Phrase("the fiscal month"),
    }
    return phrases[calendar or "calendar", unit]


def _kind(calendar: str, unit: str) -> Phrase:
    phrases = {
        ("calendar", "year"): Phrase("calendar year"),
        ("calendar", "half"): Phrase("calendar half-year"),
        ("calendar", "quarter"): Phrase("calendar quarter"),
        ("calendar", "month"): Phrase("calendar month"),
        ("fiscal", "year"): Phrase("fiscal year"),
        ("fiscal", "half"): Phrase("fiscal half-year"),
        ("fiscal", "quarter"): Phrase("fiscal quarter"),
        ("fiscal", "month"): Phrase("fiscal month"),
    }
    return phrases[calendar or "calendar", unit]


def _unit(unit: str) -> Phrase:
    phrases = {
        "year": Phrase("year"),
        "half": Phrase("half-year"),
        "quarter": Phrase("quarter"),
        "month": Phrase("month"),
    }
    return phrases[unit]
