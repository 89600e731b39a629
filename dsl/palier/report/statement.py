"""What a partner is told: its payouts, what was refused, and the sums, which agree with the run to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from palier.report.period import Period
from palier.result import (
    Balance,
    Explanation,
    Granted,
    Money,
    Payout,
    Price,
    Result,
    TierHeld,
    Total,
)

_ALL: Period = Period()


@attrs.frozen
class Entry:
    """A payout, and how it came about; None where nobody can tell any more, as of one that an earlier run paid."""

    payout: Payout
    explanation: Explanation | None


@attrs.frozen
class Statement:
    """What was paid to a payee in a period, and what was not.

    `entries` are its payouts that moved money, in the order of the run; `refused` the candidates that earned nothing,
    by a requirement, a stack or a cap. `totals` sum the entries by incentive. `explanations` tell all candidates of the
    period. Tiers, benefits and balances are those of the date of the run; tiers, those that lie in the period.
    """

    payee: str
    name: str | None
    period: Period
    entries: tuple[Entry, ...]
    refused: tuple[Explanation, ...]
    totals: tuple[Total, ...]
    explanations: tuple[Explanation, ...]
    tiers: tuple[TierHeld, ...]
    benefits: tuple[Granted, ...]
    prices: tuple[Price, ...]
    balances: tuple[Balance, ...]

    @property
    def sums(self) -> Mapping[str, Decimal]:
        """What was paid in all, by currency or unit."""
        found: dict[str, Decimal] = {}
        for one in self.totals:
            before = found.get(one.amount.currency)
            found[one.amount.currency] = one.amount.amount if before is None else before + one.amount.amount
        return found


def statement_of(payee: str, result: Result, period: Period = _ALL) -> Statement:
    """The statement of a payee. Its sums are those of the payouts of the run, not made anew from explanations."""
    told = [one for one in result.statement(payee) if period.holds(one.earned_on)]
    known = {one.payout: one for one in told}
    entries, nothing = [], []
    for payout in result.payouts:
        if payout.payee != payee or not period.holds(payout.earned_on):
            continue
        explanation = known.get(payout.id) or _explained(payout, result)
        if payout.amount.amount:
            entries.append(Entry(payout, explanation))
        elif explanation is not None:
            nothing.append(explanation)
    paid = {(one.payout.incentive, one.payout.subject, one.payout.period, one.payout.part) for one in entries}
    refused = [
        one
        for one in told
        if one.outcome == "nothing" and (one.incentive, one.subject, one.period, one.part) not in paid and _telling(one)
    ]
    refused += [one for one in nothing if one not in refused]
    order = {(one.incentive, one.subject, one.period, one.part): at for at, one in enumerate(told)}
    refused.sort(key=lambda one: order.get((one.incentive, one.subject, one.period, one.part), len(order)))
    return Statement(
        payee=payee,
        name=result.names.get(payee),
        period=period,
        entries=tuple(entries),
        refused=tuple(refused),
        totals=_totals(entries, result),
        explanations=tuple(told),
        tiers=tuple(
            one
            for one in result.tiers
            if one.member == payee
            and (period.end is None or one.start <= period.end)
            and (period.start is None or one.until is None or period.start <= one.until)
        ),
        benefits=tuple(one for one in result.benefits if one.to == payee),
        prices=tuple(one for one in result.prices if one.partner == payee and period.holds(one.on)),
        balances=tuple(one for one in result.balances if payee in one.key.split(", ")),
    )


def _explained(payout: Payout, result: Result) -> Explanation | None:
    try:
        found = result.explain(payout.id)
    except LookupError:
        return None
    return found if isinstance(found, Explanation) else None


def _telling(one: Explanation) -> bool:
    """Whether there is a reason to tell: something was asked and not met, or a stack took something else."""
    failed = any(getattr(step, "outcome", "met") != "met" for step in one.steps)
    return failed or bool(one.gross)


def _totals(entries: list[Entry], result: Result) -> tuple[Total, ...]:
    sums: dict[str, Money] = {}
    for entry in entries:
        amount = entry.payout.amount
        before = sums.get(entry.payout.incentive)
        sums[entry.payout.incentive] = Money(
            amount.amount if before is None else before.amount + amount.amount, amount.currency
        )
    rank = {name: info.rank for name, info in result.incentives.items()}
    return tuple(
        Total(name, entries[0].payout.payee, sums[name])
        for name in sorted(sums, key=lambda one: rank.get(one, len(rank)))
    )
