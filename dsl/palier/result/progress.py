"""Where a partner stands: tiers held and ahead, what is under way, limits, claims, and what is missing to earn more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from palier.meaning.model import Titles
from palier.meaning.types import Type
from palier.result.explanation import Explanation, Step
from palier.result.listing import Balance
from palier.result.money import Money
from palier.result.payout import Subject


@attrs.frozen
class Named:
    """Something that the rules declare, with its titles."""

    name: str
    titles: Titles


@attrs.frozen
class Figure:
    """A value with its type and what it is called."""

    called: Named
    type: Type
    value: Any


@attrs.frozen
class Proposed:
    """Facts of one record to be added (`key` None), or other values in the fact of that key.

    `rows` holds the values of each as data writes them: as many facts, or one row of changes. `told` are the fields
    that say what it is, `measured` those among them whose value was looked for. `on` is the day the facts are dated.
    """

    record: Named
    key: str | None
    rows: tuple[Mapping[str, Any], ...]
    told: tuple[Figure, ...]
    on: date | None


@attrs.frozen
class Proposal:
    """Changes that together earn something, as small as they can be, and what a run with them pays.

    `amount` is what the candidate pays in that run, None where what is earned is a tier.
    """

    changes: tuple[Proposed, ...]
    amount: Money | None


@attrs.frozen
class TierAhead:
    """A tier above the one held: what it asks at the review on which it may be reached, as things stand.

    `by` is the last day that counts there. `invited` says whether somebody invited to a tier by invitation; None for
    others. `grants` are the benefits that the tier held does not grant.
    """

    tier: Named
    review: date
    by: date
    invited: bool | None
    steps: tuple[Step, ...]
    met: bool
    grants: tuple[Named, ...]
    proposal: Proposal | None = None


@attrs.frozen
class LadderProgress:
    """The tier held since `start`, at least until `until` (None: for ever), and what may change at a review.

    `review` is the next one. At the one on `kept_at` the year is up: `keep` is what the tier asks then, as things
    stand, of what is dated up to `keep_by`; None where nothing is asked. `lost_when` are the conditions, as the rules
    write them, by which it is lost at once. `above` are the higher tiers, lowest first.
    """

    ladder: Named
    tier: Named
    start: date
    reason: str
    until: date | None
    review: date | None
    kept_at: date | None
    keep_by: date | None
    keep: tuple[Step, ...]
    kept: bool
    grants: tuple[Named, ...]
    lost_when: tuple[str, ...]
    above: tuple[TierAhead, ...]


@attrs.frozen
class NextStep:
    """The next step of a table that an amount asks: from which value of its last input on, and what it gives there.

    `proposal` reaches it, and tells what is then paid.
    """

    table: Named
    measure: Named
    type: Type
    now: Any
    limit: Any
    output: Type
    gives: Any
    would_give: Any
    proposal: Proposal | None = None


@attrs.frozen
class UnderWay:
    """What an incentive will pay for a subject whose day is still to come, if nothing else happens until then.

    `least` is the minimum of a settled period, below which nothing, or something else, is paid.
    """

    incentive: Named
    explanation: Explanation
    least: Decimal | None
    steps: tuple[NextStep, ...]
    proposal: Proposal | None


@attrs.frozen
class Missed:
    """Candidates of an incentive that lack the same and earned nothing: how many, and the latest of them."""

    incentive: Named
    number: int
    explanation: Explanation
    proposal: Proposal | None


@attrs.frozen
class CapLeft:
    """What a cap still leaves: `scope` as the rules write it, `beside` what else it is for than the partner.

    `until` is the last day of its `period`, None where it has none. `everybody`: all partners share it. `unit` is the
    currency or unit of amounts.
    """

    incentive: Named
    scope: str
    beside: tuple[str, ...]
    everybody: bool
    period: str | None
    until: date | None
    payments: bool
    limit: Decimal
    used: Decimal
    left: Decimal
    unit: str


@attrs.frozen
class HeldClaim:
    """What a protection keeps for the partner, from its first to its last day, and the fact that claimed it."""

    protection: Named
    on: tuple[Figure, ...]
    start: date
    until: date
    by: Subject


@attrs.frozen
class GrantedBenefit:
    """A benefit that the partner has: for these facts, or for itself."""

    benefit: Named
    subjects: tuple[Subject, ...]


@attrs.frozen(eq=False)
class Progress:
    """Where a partner stands at the end of a day.

    `labels` holds what members and tiers are called, by enumeration or ladder and name, `records` what records are
    called; `name_of` gives the name of a fact by record and key, where it has one.
    """

    programme: Named
    versions: tuple[str, ...]
    currency: str
    minor_digits: int
    as_of: date
    as_of_given: bool
    rules_sha256: str
    data_sha256: str
    partner: str
    name: str | None
    ladders: tuple[LadderProgress, ...]
    under_way: tuple[UnderWay, ...]
    missed: tuple[Missed, ...]
    caps: tuple[CapLeft, ...]
    balances: tuple[tuple[Named, Balance], ...]
    claims: tuple[HeldClaim, ...]
    benefits: tuple[GrantedBenefit, ...]
    figures: tuple[Figure, ...]
    earned: tuple[tuple[Named, Money], ...]
    labels: Mapping[tuple[str, str], Titles] = attrs.field(repr=False)
    records: Mapping[str, Titles] = attrs.field(repr=False)
    name_of: Callable[[str, str], str | None] = attrs.field(repr=False)
