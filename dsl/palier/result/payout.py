"""What a run pays."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from palier.result.money import Money


@attrs.frozen
class Subject:
    """The fact a payout is about: its record and the text of its key."""

    record: str
    key: str


@attrs.frozen
class CapStep:
    """What one cap did to a candidate.

    `scope` is how the cap's line says it (`partner per calendar year`), `values` what it came to for this candidate
    (`p1`), `period` the name of the period (`2021`), or None. `limit`, `used` (before this candidate) and `left` are
    amounts, or payments when `payments`. `after` is what this cap alone would let through.
    """

    scope: str
    values: tuple[str, ...]
    period: str | None
    payments: bool
    limit: Any
    used: Any
    left: Any
    after: Any


@attrs.frozen
class Payout:
    """One payout. `gross` is the amount before caps, rounded; `amount` what is paid.

    `unit` is the name of the unit where it is not money; `adjusts` names the payout that this one corrects; `part` is
    the number of the part of a recurring subject, `period` the name of its period.
    """

    id: str
    incentive: str
    payee: str
    payer: str | None
    subject: Subject
    period: str | None
    part: int | None
    earned_on: date
    gross: Money
    amount: Money
    unit: str | None
    capped: bool
    adjusts: str | None
    version: str | None
    caps: tuple[CapStep, ...] = attrs.field(default=(), repr=False)


@attrs.frozen
class Total:
    """What one incentive pays one payee in all."""

    incentive: str
    payee: str
    amount: Money


@attrs.frozen
class Measured:
    """A definition marked `shown`, of one fact, at the date of the run. `type` is the word of the language."""

    name: str
    subject: Subject
    value: Any
    type: str
