"""What was paid stands: the difference between that and what should have been is paid as adjustments.

A fact that came late, was corrected or withdrawn changes what a run computes for days that are past. The payouts of
the earlier run stand as they are; each one that comes out otherwise gets one adjustment, dated on the date of the run,
that names it (semantics, R3).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs

from palier.result import Money, Payout


def with_paid(paid: Sequence[Payout], recomputed: Sequence[Payout], day: date) -> tuple[Payout, ...]:
    """The payouts that stand, those that are new, and the adjustments, in this order."""
    standing = {one.id for one in paid}
    new = [one for one in recomputed if one.id not in standing]
    return (*paid, *new, *adjustments(paid, recomputed, day))


def adjustments(paid: Sequence[Payout], recomputed: Sequence[Payout], day: date) -> tuple[Payout, ...]:
    """One adjustment for each payout that was paid otherwise than it comes out now."""
    should = {one.id: one for one in recomputed}
    totals: dict[str, Decimal] = {}
    latest: dict[str, int] = {}
    first: dict[str, Payout] = {}
    for one in paid:
        base = one.id if one.id in should or one.adjusts is None else one.adjusts
        totals[base] = totals.get(base, Decimal(0)) + one.amount.amount
        first.setdefault(base, one)
        stem, mark, number = one.id.rpartition("~")
        if mark and number.isdigit():
            latest[stem] = max(latest.get(stem, 0), int(number))
    for one in recomputed:
        stem, mark, number = one.id.rpartition("~")
        if mark and number.isdigit():
            latest[stem] = max(latest.get(stem, 0), int(number))
    found = []
    for base, total in totals.items():
        wanted = should[base].amount.amount if base in should else Decimal(0)
        if wanted == total:
            continue
        latest[base] = latest.get(base, 0) + 1
        difference = Money(wanted - total, first[base].amount.currency)
        found.append(
            attrs.evolve(
                first[base],
                id=f"{base}~{latest[base]}",
                adjusts=base,
                earned_on=day,
                gross=difference,
                amount=difference,
                capped=False,
                caps=(),
            )
        )
    return tuple(found)
