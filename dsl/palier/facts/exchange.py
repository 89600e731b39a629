"""Exchange: amounts in other currencies, converted exactly, each by the last rate of its date."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Final

from palier.facts.amount import Foreign, too_big
from palier.facts.fact import Fact
from palier.facts.findings import Findings
from palier.meaning.model import Model
from palier.problems.data import AMOUNT_TOO_BIG, NO_DATE_FOR_RATE, NO_RATE, TWO_RATES

RATES: Final = "ExchangeRate"
"""The record that exchange rates are facts of: `from_currency`, `to_currency`, `date`, `rate`."""

_FIELDS: Final = frozenset({"from_currency", "to_currency", "date", "rate"})

# 15 digits before the point and 12 after it, twice: 54 hold every product. Were it not so, it would be noticed.
_EXACT: Final = Context(prec=60, traps=[Inexact, InvalidOperation])


class Rates:
    """The rates into the programme's currency, by currency and date. Only the pair as given: no inverse, no cross.

    `doubted` are facts that give another rate for the same day; neither of the two is used.
    """

    __slots__ = ("_by_currency", "_days_in_doubt", "_model", "doubted")

    def __init__(self, model: Model, facts: Iterable[Fact], findings: Findings) -> None:
        self._model = model
        self.doubted: set[Fact] = set()
        self._days_in_doubt: dict[str, list[date]] = {}
        found: defaultdict[str, defaultdict[date, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        for fact in facts if RATES in model.records and model.records[RATES].by_name.keys() >= _FIELDS else ():
            if fact["to_currency"] == model.currency and None not in (
                fact["from_currency"],
                fact["date"],
                fact["rate"],
            ):
                found[fact["from_currency"]][fact["date"]].append(fact)
        self._by_currency: dict[str, tuple[list[date], list[Decimal]]] = {}
        for currency, by_date in found.items():
            for same_day in by_date.values():
                self._compare(same_day, findings)
            in_doubt = [day for day, same_day in by_date.items() if same_day[0] in self.doubted]
            self._days_in_doubt[currency] = in_doubt
            dates = sorted(day for day, same_day in by_date.items() if same_day[0] not in self.doubted)
            self._by_currency[currency] = (dates, [by_date[day][0]["rate"] for day in dates])

    def of(self, currency: str, day: date) -> Decimal | None:
        """The last rate on or before a day, if it is not too old."""
        dates, rates = self._by_currency.get(currency, ([], []))
        at = bisect_right(dates, day) - 1
        return rates[at] if at >= 0 and (day - dates[at]).days <= self._model.rate_age else None

    def in_doubt(self, currency: str, day: date) -> bool:
        """Whether a day has no rate because two were given: that is the fault then, and is told already."""
        days = self._days_in_doubt.get(currency, ())
        return any(0 <= (day - one).days <= self._model.rate_age for one in days)

    def _compare(self, same_day: list[Fact], findings: Findings) -> None:
        given = sorted({fact["rate"] for fact in same_day})
        if len(given) == 1:
            return
        self.doubted.update(same_day)
        one = same_day[0]
        words = {"currency": one["from_currency"], "target": one["to_currency"], "date": one["date"].isoformat()}
        # With all rows that say so: which one is right cannot be told from their order.
        for fact in same_day if findings.set_aside else same_day[1:]:
            findings.fact(fact, TWO_RATES, "rate", first=given[0], second=given[-1], **words)


def convert(facts: Iterable[Fact], indexes: Iterable[int], rates: Rates, model: Model, findings: Findings) -> set[Fact]:
    """Converts the amounts of these fields that are in another currency; the facts that could not be are given back."""
    fields = tuple(indexes)
    lost: set[Fact] = set()
    for fact in facts:
        for at in fields:
            value = fact.values[at]
            if type(value) is Foreign and not _convert(fact, at, value, rates, model, findings):
                lost.add(fact)
    return lost


def _convert(fact: Fact, at: int, value: Foreign, rates: Rates, model: Model, findings: Findings) -> bool:
    name = fact.record.fields[at].name
    words = {"currency": value.currency, "target": model.currency}
    day = fact.seen_from
    if day is None:
        findings.fact(fact, NO_DATE_FOR_RATE, name, **words)
        return False
    rate = rates.of(value.currency, day)
    if rate is None and not findings.set_aside and rates.in_doubt(value.currency, day):
        return False
    if rate is None:
        undeclared = None if RATES in model.records else RATES
        findings.fact(fact, NO_RATE, name, date=day.isoformat(), age=model.rate_age, undeclared=undeclared, **words)
        return False
    amount = _EXACT.multiply(value.amount, rate)
    if too_big(amount, model.currency, model.minor_digits) is not None:
        findings.fact(fact, AMOUNT_TOO_BIG, name, value=format(amount, "f"), currency=model.currency)
        return False
    fact.values[at] = amount
    fact.foreign = {**(fact.foreign or {}), name: (value.amount, value.currency, rate)}
    return True
