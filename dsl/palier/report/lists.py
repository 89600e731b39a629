"""The lists of a result as flat columns: what CSV, Arrow and Parquet hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Final

import attrs

from palier.meaning.types import RATE
from palier.report.values import exact, measured
from palier.result import Measured, Payout, Result, Total


class Holds(Enum):
    """What a column holds."""

    TEXT = "text"
    AMOUNT = "amount"
    COUNT = "count"
    DATE = "date"
    YES_NO = "yes/no"


@attrs.frozen
class Column:
    """A column of a list, and how it is had from a row: None where there is nothing."""

    name: str
    holds: Holds
    of: Callable[[Any], Any]


def _payout(name: str, holds: Holds, of: Callable[[Payout], Any]) -> Column:
    return Column(name, holds, of)


def _total(name: str, holds: Holds, of: Callable[[Total], Any]) -> Column:
    return Column(name, holds, of)


def _measure(name: str, of: Callable[[Measured], Any]) -> Column:
    return Column(name, Holds.TEXT, of)


def _row(name: str, holds: Holds, of: Callable[[Any], Any]) -> Column:
    return Column(name, holds, of)


PAYOUTS: Final = (
    _payout("id", Holds.TEXT, lambda one: one.id),
    _payout("incentive", Holds.TEXT, lambda one: one.incentive),
    _payout("payee", Holds.TEXT, lambda one: one.payee),
    _payout("payer", Holds.TEXT, lambda one: one.payer),
    _payout("subject_record", Holds.TEXT, lambda one: one.subject.record),
    _payout("subject_key", Holds.TEXT, lambda one: one.subject.key),
    _payout("period", Holds.TEXT, lambda one: one.period),
    _payout("part", Holds.COUNT, lambda one: one.part),
    _payout("earned_on", Holds.DATE, lambda one: one.earned_on),
    _payout("gross", Holds.AMOUNT, lambda one: one.gross.amount),
    _payout("amount", Holds.AMOUNT, lambda one: one.amount.amount),
    _payout("currency", Holds.TEXT, lambda one: None if one.unit else one.amount.currency),
    _payout("unit", Holds.TEXT, lambda one: one.unit),
    _payout("capped", Holds.YES_NO, lambda one: one.capped),
    _payout("adjusts", Holds.TEXT, lambda one: one.adjusts),
)
TOTALS: Final = (
    _total("incentive", Holds.TEXT, lambda one: one.incentive),
    _total("payee", Holds.TEXT, lambda one: one.payee),
    _total("amount", Holds.AMOUNT, lambda one: one.amount.amount),
)
TIERS: Final = (
    _row("ladder", Holds.TEXT, lambda one: one.ladder),
    _row("member", Holds.TEXT, lambda one: one.member),
    _row("tier", Holds.TEXT, lambda one: one.tier),
    _row("from", Holds.DATE, lambda one: one.start),
    _row("until", Holds.DATE, lambda one: one.until),
    _row("reason", Holds.TEXT, lambda one: one.reason),
)
BALANCES: Final = (
    _row("incentive", Holds.TEXT, lambda one: one.incentive),
    _row("key", Holds.TEXT, lambda one: one.key),
    _row("kind", Holds.TEXT, lambda one: one.kind),
    _row("amount", Holds.AMOUNT, lambda one: one.amount),
)
BENEFITS: Final = (
    _row("benefit", Holds.TEXT, lambda one: one.benefit),
    _row("subject_record", Holds.TEXT, lambda one: one.subject.record),
    _row("subject_key", Holds.TEXT, lambda one: one.subject.key),
    _row("to", Holds.TEXT, lambda one: one.to),
)
PRICES: Final = (
    _row("stack", Holds.TEXT, lambda one: one.stack),
    _row("subject_record", Holds.TEXT, lambda one: one.subject.record),
    _row("subject_key", Holds.TEXT, lambda one: one.subject.key),
    _row("on", Holds.DATE, lambda one: one.on),
    _row("from", Holds.AMOUNT, lambda one: one.start),
    _row("amount", Holds.AMOUNT, lambda one: one.amount),
    _row("floor", Holds.AMOUNT, lambda one: one.floor),
    _row("floored", Holds.YES_NO, lambda one: one.floored),
)
PRICE_DISCOUNTS: Final = (
    _row("stack", Holds.TEXT, lambda one: one[0].stack),
    _row("subject_record", Holds.TEXT, lambda one: one[0].subject.record),
    _row("subject_key", Holds.TEXT, lambda one: one[0].subject.key),
    _row("discount", Holds.TEXT, lambda one: one[1].discount),
    _row("rate", Holds.TEXT, lambda one: exact(RATE, one[1].rate, 0)),
    _row("amount", Holds.AMOUNT, lambda one: one[1].amount),
)
PROTECTIONS: Final = (
    _row("protection", Holds.TEXT, lambda one: one.protection),
    _row("on", Holds.TEXT, lambda one: "; ".join(f"{name}={value}" for name, value in one.on.items())),
    _row("holder", Holds.TEXT, lambda one: one.holder),
    _row("from", Holds.DATE, lambda one: one.start),
    _row("until", Holds.DATE, lambda one: one.until),
    _row("by_record", Holds.TEXT, lambda one: one.by.record),
    _row("by_key", Holds.TEXT, lambda one: one.by.key),
)
CONFLICTS: Final = (
    _row("protection", Holds.TEXT, lambda one: one.protection),
    _row("subject_record", Holds.TEXT, lambda one: one.subject.record),
    _row("subject_key", Holds.TEXT, lambda one: one.subject.key),
    _row("holder", Holds.TEXT, lambda one: one.holder),
    _row("claimant", Holds.TEXT, lambda one: one.claimant),
)
SET_ASIDE: Final = (
    _row("record", Holds.TEXT, lambda one: one.record),
    _row("file", Holds.TEXT, lambda one: one.place.file),
    _row("row", Holds.COUNT, lambda one: one.place.row),
    _row("reasons", Holds.TEXT, lambda one: " ".join(f"{fault.code} {fault.message}" for fault in one.reasons)),
)


def _measures(minor_digits: int) -> tuple[Column, ...]:
    def text(one: Measured) -> str | None:
        value = measured(one.value, one.type, minor_digits)
        match value:
            case None | str():
                return value
            case bool():
                return "yes" if value else "no"
            case list():
                return "; ".join(map(str, value))
            case _:
                return str(value)

    return (
        _measure("name", lambda one: one.name),
        _measure("subject_record", lambda one: one.subject.record),
        _measure("subject_key", lambda one: one.subject.key),
        _measure("value", text),
        _measure("type", lambda one: one.type),
    )


def lists(result: Result) -> Mapping[str, tuple[Sequence[Any], tuple[Column, ...]]]:
    """Every list of a result by name, empty ones included: its rows and its columns."""
    return {
        "payouts": (result.payouts, PAYOUTS),
        "totals": (result.totals, TOTALS),
        "tiers": (result.tiers, TIERS),
        "prices": (result.prices, PRICES),
        "price_discounts": ([(one, part) for one in result.prices for part in one.discounts], PRICE_DISCOUNTS),
        "protections": (result.protections, PROTECTIONS),
        "conflicts": (result.conflicts, CONFLICTS),
        "balances": (result.balances, BALANCES),
        "benefits": (result.benefits, BENEFITS),
        "measures": (result.measures, _measures(result.minor_digits)),
        "set_aside": (result.set_aside, SET_ASIDE),
    }
