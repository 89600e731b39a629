"""Quotes: what a deal that is not closed yet would earn, and what it still waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from palier.meaning.model import Titles
from palier.result.difference import PayoutPair
from palier.result.explanation import Explanation
from palier.result.payout import Payout, Subject
from palier.result.price import Price
from palier.result.result import Result


@attrs.frozen
class Quoted:
    """The deal as it would be if it closed on a day (`closing` None: with the dates that it has).

    All as of the end of a day. `payouts` and `prices` are those of the run with the deal whose subject is a fact of it.
    `candidates` tells of each fact and each incentive for such facts how it came about, or why it earns nothing.
    `elsewhere` are payouts for other subjects that the deal changes: a rebate of the quarter, a cap that it uses up.
    """

    closing: date | None
    as_of: date
    result: Result = attrs.field(repr=False)
    payouts: tuple[Payout, ...]
    prices: tuple[Price, ...]
    candidates: tuple[Explanation, ...] = attrs.field(repr=False)
    elsewhere: tuple[PayoutPair, ...]

    @property
    def total(self) -> Mapping[str, Decimal]:
        """What the deal itself earns, by currency or unit: the money of the programme at least."""
        found = {self.result.currency: Decimal(0)}
        for one in self.payouts:
            found[one.amount.currency] = found.get(one.amount.currency, Decimal(0)) + one.amount.amount
        return found

    @property
    def waits(self) -> tuple[Explanation, ...]:
        """The candidates that earn nothing."""
        return tuple(one for one in self.candidates if one.outcome in ("nothing", "no candidate"))


@attrs.frozen
class Quote:
    """The facts of the deal, and what it would earn on each day that was asked for."""

    programme: str
    titles: Titles
    currency: str
    minor_digits: int
    rules_sha256: str
    deal: tuple[Subject, ...]
    quotes: tuple[Quoted, ...]
