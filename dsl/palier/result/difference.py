"""Differences: what two runs pay, whom and by which incentive, and what it comes to from the one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from palier.result.listing import TierHeld
from palier.result.money import Money
from palier.result.payout import Payout, Subject
from palier.result.price import Price
from palier.result.result import Result

_DAY = timedelta(days=1)


@attrs.frozen
class Pair:
    """An amount before and after, of one currency or unit."""

    before: Decimal
    after: Decimal
    currency: str

    @property
    def difference(self) -> Decimal:
        """What is more, or, below zero, less."""
        return self.after - self.before

    @property
    def ratio(self) -> Fraction | None:
        """How many times the one the other is; None where there was nothing."""
        return Fraction(self.after) / Fraction(self.before) if self.before else None


@attrs.frozen
class SumPair:
    """What is paid in sum: by an incentive, to a payee (None: by all, to all)."""

    incentive: str | None
    payee: str | None
    amounts: Pair


@attrs.frozen
class PayoutPair:
    """A payout that is not the same before and after: None where there is none."""

    before: Payout | None
    after: Payout | None

    @property
    def either(self) -> Payout:
        """The one after, else the one before."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def pays_the_same(self) -> bool:
        """Whether the same is paid to the same payee on the same day, and only what it was before its caps differs."""
        before, after = self.before, self.after
        if before is None or after is None:
            return not self.either.amount.amount
        return (before.payee, before.earned_on, before.amount) == (after.payee, after.earned_on, after.amount)

    @property
    def amounts(self) -> Pair:
        """What it pays before and after."""
        before, after = self.before, self.after
        currency = self.either.amount.currency
        return Pair(
            Decimal(0) if before is None else before.amount.amount,
            Decimal(0) if after is None else after.amount.amount,
            currency,
        )


@attrs.frozen
class PricePair:
    """A price that is not the same before and after."""

    stack: str
    subject: Subject
    before: Decimal | None
    after: Decimal | None


@attrs.frozen
class TierPair:
    """Days, both ends included, on which a member holds one tier before and another after (None: none).

    `until` None: with no end in sight.
    """

    ladder: str
    member: str
    before: str | None
    after: str | None
    start: date
    until: date | None


@attrs.frozen(eq=False, slots=False)
class Difference:
    """Two runs, as of one day and in one currency, side by side."""

    before: Result
    after: Result

    @property
    def incentives(self) -> tuple[str, ...]:
        """The incentives of both, as declared: those after first, then those that were before alone."""
        ranks = [
            sorted(result.incentives, key=lambda name: result.incentives[name].rank)
            for result in (self.after, self.before)
        ]
        return tuple(dict.fromkeys([*ranks[0], *ranks[1]]))

    @cached_property
    def sums(self) -> tuple[SumPair, ...]:
        """By incentive and payee, in the order of incentives, then of keys; equal ones too."""
        rank = {name: at for at, name in enumerate(self.incentives)}
        found = self._summed(lambda one: (one.incentive, one.payee))
        return tuple(sorted(found, key=lambda one: (rank[one.incentive or ""], one.payee, one.amounts.currency)))

    @cached_property
    def by_incentive(self) -> tuple[SumPair, ...]:
        """By incentive, as declared."""
        rank = {name: at for at, name in enumerate(self.incentives)}
        found = self._summed(lambda one: (one.incentive, None))
        return tuple(sorted(found, key=lambda one: (rank[one.incentive or ""], one.amounts.currency)))

    @cached_property
    def by_payee(self) -> tuple[SumPair, ...]:
        """By payee, in the order of keys."""
        found = self._summed(lambda one: (None, one.payee))
        return tuple(sorted(found, key=lambda one: (one.payee, one.amounts.currency)))

    @cached_property
    def total(self) -> tuple[Pair, ...]:
        """In all: the money of the programme first, then what is paid in units. At least the money."""
        currency = self.after.currency
        found = {one.amounts.currency: one.amounts for one in self._summed(lambda one: (None, None))}
        found.setdefault(currency, Pair(Decimal(0), Decimal(0), currency))
        return tuple(found[name] for name in sorted(found, key=lambda name: (name != currency, name)))

    @cached_property
    def payouts(self) -> tuple[PayoutPair, ...]:
        """The payouts that differ, in the order of payouts."""
        rank = {name: at for at, name in enumerate(self.incentives)}
        pairs = [
            PayoutPair(before, after)
            for before, after in _paired(self.before.by_id, self.after.by_id)
            if _paid(before) != _paid(after)
        ]
        pairs.sort(key=lambda one: (one.either.earned_on, rank[one.either.incentive], one.either.id))
        return tuple(pairs)

    @cached_property
    def prices(self) -> tuple[PricePair, ...]:
        """The prices that differ, by stack and subject."""
        before, after = ({(one.stack, one.subject): one for one in of.prices} for of in (self.before, self.after))
        pairs = [
            PricePair(known.stack, known.subject, _amount(first), _amount(second))
            for first, second in _paired(before, after)
            if _amount(first) != _amount(second) and (known := first or second)
        ]
        return tuple(sorted(pairs, key=lambda one: (one.stack, one.subject.record, one.subject.key)))

    @cached_property
    def tiers(self) -> tuple[TierPair, ...]:
        """The days on which members hold other tiers, by ladder, member and day."""
        before, after = _histories(self.before.tiers), _histories(self.after.tiers)
        found: list[TierPair] = []
        for key in sorted({*before, *after}):
            found += _stretches(*key, before.get(key, []), after.get(key, []))
        return tuple(found)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is paid, priced or held differs."""
        return not (self.payouts or self.prices or self.tiers)

    def of_payee(self, payee: str) -> Difference:
        """What concerns one payee."""
        return Difference(*(_only(result, payee) for result in (self.before, self.after)))

    def _summed(self, group: Callable[[Payout], tuple[str | None, str | None]]) -> list[SumPair]:
        sums: dict[tuple[str | None, str | None, str], list[Decimal]] = {}
        for at, result in enumerate((self.before, self.after)):
            for one in result.payouts:
                both = sums.setdefault((*group(one), one.amount.currency), [Decimal(0), Decimal(0)])
                both[at] += one.amount.amount
        found = []
        for (incentive, payee, currency), (before, after) in sums.items():
            found.append(SumPair(incentive, payee, Pair(before, after, currency)))
        return found


def _paired(before: Any, after: Any) -> Iterable[tuple[Any, Any]]:
    return ((before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before]))


def _paid(payout: Payout | None) -> tuple[str, date, Money, Money] | None:
    return None if payout is None else (payout.payee, payout.earned_on, payout.gross, payout.amount)


def _amount(price: Price | None) -> Decimal | None:
    return None if price is None else price.amount


def _only(result: Result, payee: str) -> Result:
    return attrs.evolve(
        result,
        payouts=tuple(one for one in result.payouts if one.payee == payee),
        prices=tuple(one for one in result.prices if one.partner == payee),
        tiers=tuple(one for one in result.tiers if one.member == payee),
    )


def _histories(tiers: Iterable[TierHeld]) -> dict[tuple[str, str], list[TierHeld]]:
    found: dict[tuple[str, str], list[TierHeld]] = {}
    for one in tiers:
        found.setdefault((one.ladder, one.member), []).append(one)
    return found


def _stretches(ladder: str, member: str, before: list[TierHeld], after: list[TierHeld]) -> list[TierPair]:
    """The stretches of days without a change in either history, where the two differ; equal neighbours are one."""
    firsts = {one.start for one in (*before, *after)}
    nexts = {one.until + _DAY for one in (*before, *after) if one.until is not None}
    days = sorted(firsts | nexts)
    found: list[TierPair] = []
    for at, day in enumerate(days):
        end = days[at + 1] - _DAY if at + 1 < len(days) else None
        old, new = _on(day, before), _on(day, after)
        if old == new:
            continue
        last = found[-1] if found else None
        if last is not None and (last.before, last.after) == (old, new) and last.until == day - _DAY:
            found[-1] = attrs.evolve(last, until=end)
        else:
            found.append(TierPair(ladder, member, old, new, day, end))
    return found


def _on(day: date, history: list[TierHeld]) -> str | None:
    return next((one.tier for one in history if one.start <= day and (one.until is None or day <= one.until)), None)
