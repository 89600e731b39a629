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
class Explanation:
    """How one candidate of one incentive came about.

    `outcome` is `paid`, `capped` (a cap took something, perhaps all), `nothing` (a requirement failed, or the amount is
    zero), or `no candidate` with `reason` saying why in a clause. `exact` is the amount before rounding, `gross` after
    it, `amount` after the stack (`stacks`) and the caps. `converted` tells which amounts of the subject came in another
    currency: field, amount, currency and rate.
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
