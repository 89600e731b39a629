"""Comparisons: two programmes on the same deals, and what makes the difference of each."""

from __future__ import annotations

from decimal import Decimal

import attrs

from palier.meaning.model import Titles
from palier.result.difference import Difference, Pair, SumPair
from palier.result.explanation import Explanation
from palier.result.payout import Subject
from palier.source import Span


@attrs.frozen
class Cause:
    """What one incentive does for a deal: so many payouts, so much in sum; or nothing, and why.

    `span` is where the incentive is written. `currency` is a unit where it pays one.
    """

    incentive: str
    titles: Titles
    span: Span
    payouts: int
    amount: Decimal
    currency: str
    why: Explanation | None


@attrs.frozen
class DealPair:
    """A subject that is paid for otherwise under the new programme than under the old one, in the money of both."""

    subject: Subject
    payees: tuple[str, ...]
    amounts: Pair
    old: tuple[Cause, ...]
    new: tuple[Cause, ...]


@attrs.frozen
class TierSums:
    """The payees that hold a tier (None: none) on the day of the runs, and what they are paid in sum."""

    tier: str | None
    payees: int
    amounts: Pair


@attrs.frozen(eq=False)
class Comparison:
    """The old programme before, the new one after.

    `ladder` is the ladder by whose tiers the payees are grouped, of the new programme or else of the old one; None
    where neither has one. `deals` are those that differ most, `differing` counts all that differ.
    """

    difference: Difference
    ladder: str | None
    tiers: tuple[TierSums, ...]
    deals: tuple[DealPair, ...]
    differing: int

    @property
    def gain(self) -> tuple[SumPair, ...]:
        """The payees who get more money under the new programme."""
        return tuple(one for one in self._money() if one.amounts.difference > 0)

    @property
    def lose(self) -> tuple[SumPair, ...]:
        """The payees who get less."""
        return tuple(one for one in self._money() if one.amounts.difference < 0)

    @property
    def is_empty(self) -> bool:
        """Whether everybody gets the same, for every deal."""
        return not self.differing and not any(one.amounts.difference for one in self.difference.by_payee)

    def _money(self) -> tuple[SumPair, ...]:
        currency = self.difference.after.currency
        return tuple(one for one in self.difference.by_payee if one.amounts.currency == currency)
