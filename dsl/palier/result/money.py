"""An amount with its currency, as the Python API hands it out."""

from __future__ import annotations

from decimal import Decimal

import attrs


@attrs.frozen(order=True)
class Money:
    """An exact amount in a currency, with the currency's decimals: `Money(Decimal("2000.00"), "EUR")`.

    `currency` is the name of the unit where an incentive pays one instead of money.
    """

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"
