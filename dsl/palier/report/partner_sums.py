"""What each partner gets, by incentive and in all."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from palier.result import Result


@attrs.frozen
class PartnerSums:
    """The sums of one payee, each by currency or unit."""

    payee: str
    by_incentive: Mapping[str, Mapping[str, Decimal]]
    total: Mapping[str, Decimal]


def partner_sums(result: Result) -> list[PartnerSums]:
    """Those who are paid the most first, by money; then by key."""
    by_payee: dict[str, dict[str, dict[str, Decimal]]] = {}
    totals: dict[str, dict[str, Decimal]] = {}
    for one in result.totals:
        amount = one.amount
        by_payee.setdefault(one.payee, {})[one.incentive] = {amount.currency: amount.amount}
        total = totals.setdefault(one.payee, {})
        total[amount.currency] = total.get(amount.currency, Decimal(0)) + amount.amount

    def order(payee: str) -> tuple[Decimal, str]:
        return -totals[payee].get(result.currency, Decimal(0)), payee

    return [PartnerSums(payee, by_payee[payee], totals[payee]) for payee in sorted(by_payee, key=order)]
