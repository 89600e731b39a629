"""What a run finds out about prices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from palier.result.payout import Subject


@attrs.frozen
class Reduction:
    """What one discount takes off a price: `rate` is the share that it takes of what it is taken of, None for an
    amount; `amount` is what shows of it, the difference of two rounded prices."""

    discount: str
    rate: Any
    amount: Decimal


@attrs.frozen
class Price:
    """A price: `amount` is `start` less the amounts of the discounts, to the cent.

    `floor` is the least it may be, where the stack says one; it held when the discounts would have gone below it.
    """

    stack: str
    subject: Subject
    on: date
    start: Decimal
    amount: Decimal
    discounts: tuple[Reduction, ...]
    floor: Decimal | None
    floored: bool
    partner: str | None = None
    """The key of the one who would be paid for the subject, where its record says who that is."""
    key: Any = attrs.field(default=None, repr=False)
    """The key of the subject, as the data has it."""
