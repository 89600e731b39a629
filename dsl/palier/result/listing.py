"""What a run finds beside payouts: tiers held, benefits granted, balances kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs

from palier.result.payout import Subject


@attrs.frozen
class TierHeld:
    """A tier that a member held, from its first to its last day, both included (`until` None: with no end in sight).

    `reason` is `start`, `review`, `year up`, `lost`, or `new version` where that version has other tiers.
    """

    ladder: str
    member: str
    tier: str
    start: date
    until: date | None
    reason: str


@attrs.frozen
class Granted:
    """A benefit that is not money, granted to somebody for a fact; by a tier, for the member itself."""

    benefit: str
    subject: Subject
    to: str


@attrs.frozen
class Balance:
    """What an incentive still owes a scope (`to come`) or has advanced to it (`to recover`)."""

    incentive: str
    key: str
    kind: str
    amount: Decimal
