"""How a price came about: what it starts from, what each discount takes, and what holds it up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs

from palier.meaning.model import Titles
from palier.result.explanation import Explanation, Seen
from palier.result.price import Price
from palier.source import Span


@attrs.frozen
class Taken:
    """What became of one discount, in the order of the stack.

    `told` says how it fared: its requirements, and the rate or the amount that it takes. `line` is the line of the
    `stack` that it stands on, None where it never came to that; `chosen` the member that the line takes, where it takes
    one. It is taken of `base`, and leaves the price at `after`; `amount` is what shows of it.
    """

    told: Explanation
    stack: str | None
    line: str | None
    chosen: str | None
    base: Any
    amount: Decimal
    after: Decimal


@attrs.frozen
class PriceExplanation:
    """A price with all discounts of its stack, those that take nothing among them."""

    price: Price
    titles: Titles
    span: Span
    version: str | None
    start: Seen
    discounts: tuple[Taken, ...]
    floor: Seen | None
    currency: str
    teller: Callable[[PriceExplanation], str] | None = attrs.field(default=None, eq=False, repr=False)
    """Puts it into sentences; `str` asks it."""

    def __str__(self) -> str:
        return repr(self) if self.teller is None else self.teller(self)
