"""What a run pays in sums: by incentive, by partner, and in all."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Self

import attrs

from palier.result import Money, Result


@attrs.define
class Sum:
    """Amounts added up, each currency or unit by itself."""

    by_currency: dict[str, Decimal] = attrs.field(factory=dict)

    def add(self, money: Money) -> None:
        """Adds an amount."""
        self.by_currency[money.currency] = self.by_currency.get(money.currency, Decimal(0)) + money.amount

    @classmethod
    def of(cls, amounts: Iterable[Money]) -> Self:
        """The sum of amounts."""
        found = cls()
        for one in amounts:
            found.add(one)
        return found


@attrs.define
class IncentiveSums:
    """What one incentive came to: how many payouts, how many of them met a cap, before the caps and after."""

    payouts: int = 0
    capped: int = 0
    gross: Sum = attrs.field(factory=Sum)
    amount: Sum = attrs.field(factory=Sum)


@attrs.frozen
class PartnerSums:
    """What one payee gets, by incentive and in all."""

    payee: str
    by_incentive: dict[str, Sum]
    total: Sum


def incentive_sums(result: Result) -> dict[str, IncentiveSums]:
    """By incentive, as declared, those that pay nothing included."""
    found = {name: IncentiveSums() for name in declared(result)}
    for one in result.payouts:
        sums = found[one.incentive]
        sums.payouts += 1
        sums.capped += one.capped
        sums.gross.add(one.gross)
        sums.amount.add(one.amount)
    return found


def partner_sums(result: Result) -> list[PartnerSums]:
    """By payee: whoever gets most of the programme's money first, then by key."""
    amounts: dict[str, dict[str, list[Money]]] = {}
    for one in result.totals:
        amounts.setdefault(one.payee, {}).setdefault(one.incentive, []).append(one.amount)
    found = [
        PartnerSums(
            payee,
            {incentive: Sum.of(each) for incentive, each in by_incentive.items()},
            Sum.of(amount for each in by_incentive.values() for amount in each),
        )
        for payee, by_incentive in amounts.items()
    ]
    found.sort(key=lambda one: (-one.total.by_currency.get(result.currency, Decimal(0)), one.payee))
    return found


def declared(result: Result) -> list[str]:
    """The incentives in the order in which they are declared."""
    return sorted(result.incentives, key=lambda name: result.incentives[name].rank)
