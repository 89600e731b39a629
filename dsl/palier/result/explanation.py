"""Why a candidate is paid what it is paid, or nothing: data, which reports put into words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from palier.meaning.model import Titles
from palier.meaning.types import Type
from palier.result.payout import CapStep, Subject
from palier.source import Span


@attrs.frozen
class Seen:
    """A value that was looked at: the text of the rule it stands for, its type and the value (None: missing).

    A fact is shown as `Subject`. `inside` holds what it was made of, where that explains it: the parts of a definition.
    """

    text: str
    type: Type
    value: Any
    inside: tuple[Seen, ...] = ()
    note: str | None = None


@attrs.frozen
class Compared:
    """The comparison that decides a requirement: its sign, its left side (what it is called, or its text), the type of
    both sides, and their values."""

    operator: str
    titles: Titles
    name: str
    type: Type
    left: Any
    right: Any


@attrs.frozen
class Judged:
    """A requirement as it turned out: `met`, `failed`, or `not asked` (an earlier one it rests on failed).

    `gap` is how far a failed comparison was from holding, with its type: 3 000 EUR, 12 days; None where distance has
    no meaning. `compared` is the comparison itself, where there is one, and `called` the titles of the definition that
    the requirement asks, where it asks one.
    """

    titles: Titles
    text: str
    span: Span
    outcome: str
    seen: tuple[Seen, ...]
    gap: tuple[Type, Any] | None = None
    compared: Compared | None = None
    called: Titles = attrs.field(factory=dict)


@attrs.frozen
class JudgedWay:
    """One of several ways, with its requirements."""

    titles: Titles
    outcome: str
    requirements: tuple[Judged, ...]


@attrs.frozen
class JudgedWays:
    """`either … or …`: met when one way is."""

    span: Span
    outcome: str
    ways: tuple[JudgedWay, ...]


@attrs.frozen
class Given:
    """A `let`, the `base` or what it is `governed by`, with its value."""

    name: str
    seen: Seen


Step: TypeAlias = Judged | JudgedWays | Given


@attrs.frozen
class StackStep:
    """What one line of a stack did to a candidate.

    `line` as it is written, of the `kind` `add`, `best of`, `first of`, `on what is left` or `cap`. `chosen` is the
    member that the line takes, where it takes one. `taken` was taken off the base, and leaves `base`: None where the
    line leaves the base alone. The candidate came to `before` and comes to `after`; `cap` says what a cap saw.
    """

    stack: str
    line: str
    kind: str
    chosen: str | None
    base: Any
    taken: Any
    before: Decimal
    after: Decimal
    cap: CapStep | None = None


@attrs.frozen
class Became:
    """A step between what a candidate comes to and one payout of it: from `before` to `after`.

    `kind` is `true-up`, `minimum`, `part` (its own, of what is trued up line by line), `instalment` or `split`; for an
    adjustment `claw-back`, `return` or `correction` (of a line), which say what the payout came to, and comes to; `cap`
    for what a cap took of a correction; `ledger` for the difference from what was paid by an earlier run. `line` as it
    is written; `seen` the figures that the step looked at.
    """

    kind: str
    line: str
    seen: tuple[Seen, ...]
    before: Decimal
    after: Decimal


@attrs.frozen
class Accrued:
    """A line of a payout that is settled over a period: what a subject, or a `part` of it, earned, and when."""

    subject: Subject
    part: str | None
    earned_on: date
    amount: Decimal


@attrs.frozen
class Explanation:
    """How one payout of one incentive came about, or one candidate, when it comes to several payouts or to none.

    `outcome` is `paid`, `capped` (a cap took something, perhaps all), `nothing` (a requirement failed, or the amount is
    zero), `accrues` (it is a line of the payout `settled_in`, None as long as its period is not over), `adjusts` (it
    corrects the payout `adjusts`), or `no candidate` with `reason` saying why in a clause. `exact` is the amount before
    rounding, `gross` after it (of a settled payout the sum of its `lines`), `amount` after the stack (`stacks`), the
    caps, and what `became` of it. `payouts` names the payouts of a candidate that is none itself, `to_come` what is
    still to be paid of it, `adjusted_by` the payouts that correct this one. `converted` tells which amounts of the
    subject came in another currency: field, amount, currency and rate.
    """

    payout: str | None
    incentive: str
    titles: Titles
    span: Span
    version: str | None
    template: str | None
    subject: Subject
    period: str | None
    part: int | None
    earned_on: date | None
    payee: str | None
    payer: str | None
    outcome: str
    reason: str | None
    steps: tuple[Step, ...]
    pays: Seen | None
    exact: Any
    gross: Decimal | None
    caps: tuple[CapStep, ...]
    amount: Decimal | None
    currency: str
    converted: tuple[tuple[str, Decimal, str, Decimal], ...] = ()
    teller: Callable[[Explanation], str] | None = attrs.field(default=None, eq=False, repr=False)
    """Puts it into sentences; `str` asks it."""

    def __str__(self) -> str:
        return repr(self) if self.teller is None else self.teller(self)

    stacks: tuple[StackStep, ...] = ()
    became: tuple[Became, ...] = ()
    lines: tuple[Accrued, ...] = ()
    adjusts: str | None = None
    adjusted_by: tuple[str, ...] = ()
    payouts: tuple[str, ...] = ()
    to_come: Decimal | None = None
    settled_in: str | None = None
