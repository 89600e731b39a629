"""A programme as meant: what the evaluator runs, and all that it may look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from palier.meaning.core import Assign, Requirement, Scalar, Step, Stretch
from palier.meaning.model import Model, Titles
from palier.meaning.table import Table
from palier.meaning.types import Type
from palier.source import Source, Span


@attrs.frozen(eq=False, repr=False)
class DatedValue:
    """A value of a parameter from a day on."""

    start: date
    value: Any
    source: str | None
    span: Span


@attrs.frozen(eq=False, repr=False)
class Parameter:
    """A parameter: one value, values from days on (the first covers all that comes before), or a range with a default.

    `values` holds at least one; `lowest` and `highest` are None but for a range. `divides` when the rules rely on its
    never being zero.
    """

    name: str
    titles: Titles
    type: Type
    values: tuple[DatedValue, ...]
    lowest: Any
    highest: Any
    span: Span
    divides: bool = False

    def at(self, day: date) -> Any:
        """The value in force on a day."""
        found = self.values[0].value
        for one in self.values[1:]:
            if day < one.start:
                break
            found = one.value
        return found


@attrs.frozen(eq=False, repr=False)
class Definition:
    """A derived field of a record. `slots` is the size of the frame it needs."""

    name: str
    titles: Titles
    record: str
    type: Type
    body: Scalar
    slots: int
    shown: bool
    span: Span


@attrs.frozen(eq=False, repr=False)
class Period:
    """`calendar year`, `fiscal quarter`: see `palier.meaning.calendar`."""

    calendar: str
    unit: str


@attrs.frozen(eq=False, repr=False)
class EachFact:
    """`for each RECORD`."""

    span: Span
    record: str


@attrs.frozen(eq=False, repr=False)
class EachPeriod:
    """`for each RECORD every PERIOD`: earned on its last day."""

    span: Span
    record: str
    period: Period


@attrs.frozen(eq=False, repr=False)
class EachPart:
    """`for each month of RECORD from A until B`: earned on its first day; `calendar`: cut where the calendar's are."""

    span: Span
    record: str
    unit: str
    calendar: bool
    start: Scalar
    until: Scalar


Subject: TypeAlias = EachFact | EachPeriod | EachPart


@attrs.frozen(eq=False, repr=False)
class Cap:
    """The most that is paid within a scope: an amount, or a number of payments.

    `scope` gives the values that name the ledger entry, `period` cuts it by the day earned. `ledger` names the entries
    of one cap in all versions of a programme: the words of its scope.
    """

    span: Span
    limit: Scalar
    payments: bool
    scope: tuple[Scalar, ...]
    period: Period | None
    whole_or_nothing: bool
    ledger: str


@attrs.frozen(eq=False, repr=False)
class Share:
    """A part of what is paid: for a payee of a split, or on the date of an instalment (`to` is then a date)."""

    span: Span
    share: Scalar
    to: Scalar


@attrs.frozen(eq=False, repr=False)
class ClawBack:
    """What is taken back: a share of what was paid, on a date, when a condition holds then; or for each fact of
    `record`, in `slot`, that refers to the subject by its field `reference`."""

    span: Span
    share: Scalar
    condition: Scalar | None
    date: Scalar | None
    record: str | None
    reference: str | None
    slot: int
    giving_back: bool


@attrs.frozen(eq=False, repr=False)
class Returns:
    """`returns adjust ORIGINAL`: a subject whose base is below nothing is a return of the `original`, a fact of the
    same record, and takes back as large a share of its payouts as it has of its base.

    `lets` are those that the base rests on: it is read whether or not the requirements are met.
    """

    span: Span
    original: Scalar
    lets: tuple[Assign, ...]
    giving_back: bool


@attrs.frozen(eq=False, repr=False)
class Minimum:
    """The least that is paid within a scope and period, which makes the incentive settled: one payout for each.

    `below` is `or nothing`, `or later`, `topped up` or `as a draw`.
    """

    span: Span
    limit: Scalar
    scope: tuple[Scalar, ...]
    period: Period
    below: str


@attrs.frozen(eq=False, repr=False)
class Settlement:
    """What becomes of an amount once it is known: trued up, settled, split, paid in parts, taken back."""

    trued_up: Stretch | None = None
    line_by_line: bool = False
    minimum: Minimum | None = None
    split: tuple[Share, ...] = ()
    shares_may_exceed: bool = False
    instalments: tuple[Share, ...] = ()
    claw_backs: tuple[ClawBack, ...] = ()
    returns: Returns | None = None

    @property
    def posts(self) -> bool:
        """Whether a candidate may come to other payouts than one."""
        return bool(self.split or self.instalments or self.claw_backs or self.returns or self.line_by_line)


@attrs.frozen(eq=False, repr=False)
class Governing:
    """`governed by DATE`: the day whose version governs, in place of the day earned. `after_where`: only where the
    `where` holds can it be asked."""

    span: Span
    date: Scalar
    after_where: bool


@attrs.frozen(eq=False, repr=False)
class Incentive:
    """An incentive, or a benefit (the kind), which pays a constant nothing.

    `slots` is the size of the frame; the steps stand in the order in which they are evaluated. `template` is the name
    of the template it is made from.
    """

    name: str
    titles: Titles
    kind: str
    span: Span
    subject: Subject
    where: Scalar | None
    effective_from: Scalar | None
    effective_to: Scalar | None
    earned_on: Scalar | None
    governed_by: Governing | None
    payee: Scalar
    payee_relies_on: frozenset[str]
    payer: Scalar | None
    steps: tuple[Step, ...]
    base: Assign | None
    amount: Scalar
    caps: tuple[Cap, ...]
    slots: int
    continues: str | None
    template: str | None
    settlement: Settlement


@attrs.frozen(eq=False, repr=False)
class Benefit:
    """What is granted that is not money: by tiers alone, or to each subject of `grant` that meets its requirements."""

    name: str
    titles: Titles
    grant: Incentive | None
    span: Span


@attrs.frozen(eq=False, repr=False)
class StackLine:
    """`add`, `best of`, `first of` or `on what is left` (the kind), with the names of its members in order.

    `after` names the members whose amounts are taken off the base; empty: those of all lines above, and of this line
    so far.
    """

    span: Span
    kind: str
    members: tuple[str, ...]
    after: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Stack:
    """How incentives, or discounts, for the same subject combine. The result is the sum of the lines.

    With a `start` it makes a price of it, never below the `floor`; `takes` tells discounts from what is paid. `leaves`
    holds the incentives or discounts themselves, those of inner stacks included, in the order in which they are
    written: the last gives way first. The payee stands in the slot `payee`.
    """

    name: str
    titles: Titles
    span: Span
    subject: Subject
    takes: bool
    start: Scalar | None
    lines: tuple[StackLine, ...]
    leaves: tuple[str, ...]
    caps: tuple[Cap, ...]
    floor: Scalar | None
    payee: int
    slots: int
    continues: str | None


@attrs.frozen(eq=False, repr=False)
class Tier:
    """A tier: what it asks for, in the order it is asked; by invitation where `invitation` is given; what it grants."""

    name: str
    titles: Titles
    span: Span
    invitation: Scalar | None
    steps: tuple[Step, ...]
    grants: tuple[str, ...]
    lost: Scalar | None


@attrs.frozen(eq=False, repr=False)
class Ladder:
    """Tiers, lowest first, and when they are reviewed.

    Reviewed every `months` from `start` (None: from the programme's first day), or on the first day of each `period`.
    A tier is held for `hold` months; None: for ever. `steps` bounds a move. `slots` is the size of the frame, in which
    the member is the subject, and the tier held under the version before, if any, stands in `previous`. `taken_over`
    holds the tiers of that version which `starts at` names, each where it does so first.
    """

    name: str
    titles: Titles
    record: str
    span: Span
    months: int
    period: Period | None
    start: date | None
    hold: int | None
    steps: int | None
    starts_at: Scalar | None
    previous: int
    taken_over: Mapping[str, Span]
    lost: Scalar | None
    tiers: tuple[Tier, ...]
    slots: int
    continues: str | None


@attrs.frozen(eq=False, repr=False)
class Protection:
    """Claims: each fact of `record` that meets `where` and the steps claims something for somebody.

    `keys` say what, `words` how the line calls them; `claimant` for whom (missing: the vendor itself); the claim lasts
    from `start` for `duration`. The date in hand is that of the fact. `slots` is the size of the frame.
    """

    name: str
    titles: Titles
    span: Span
    record: str
    where: Scalar | None
    steps: tuple[Step, ...]
    keys: tuple[Scalar, ...]
    words: tuple[str, ...]
    claimant: Scalar
    start: Scalar
    duration: Scalar
    slots: int
    continues: str | None


# --- examples


@attrs.frozen(eq=False, repr=False)
class ExampleFact:
    """A fact of an example: values as written, checked against the record when the example is run."""

    span: Span
    record: str
    values: Mapping[str, Any]


@attrs.frozen(eq=False, repr=False)
class ExpectedPayment:
    """What an incentive should pay. `amount` None: nothing. `start` and `end` (included) bound the day earned."""

    span: Span
    incentive: str
    key: Any
    part: int | None
    start: date | None
    end: date | None
    payee: Any
    amount: Any
    in_total: bool
    capped: bool
    want: str | None


@attrs.frozen(eq=False, repr=False)
class ExpectedValue:
    """A condition on a fact, as of a day (None: the example's)."""

    span: Span
    record: str
    key: Any
    condition: Scalar
    as_of: date | None
    slots: int
    shown: Scalar
    """The left side, whose value a failed expectation shows."""


@attrs.frozen(eq=False, repr=False)
class ExpectedHolder:
    """Who should hold what a protection protects, as of a day (None: the example's).

    `keys` are values, those that are facts with their record, else None. `holder` is a key; None: nobody.
    """

    span: Span
    protection: str
    keys: tuple[tuple[str | None, Any], ...]
    as_of: date | None
    holder: Any
    negated: bool


@attrs.frozen(eq=False, repr=False)
class ExpectedRefusal:
    """A fact whose claim should meet one of somebody else."""

    span: Span
    protection: str
    record: str
    key: Any


@attrs.frozen(eq=False, repr=False)
class ExpectedPrice:
    """The price that a stack should make of a fact."""

    span: Span
    stack: str
    key: Any
    amount: Any


@attrs.frozen(eq=False, repr=False)
class ExpectedReturn:
    """What should be taken back of the payouts of a fact, on a day (None: in all). `amount` None: nothing."""

    span: Span
    incentive: str
    key: Any
    amount: Any
    day: date | None


@attrs.frozen(eq=False, repr=False)
class ExpectedPayer:
    """Who should, or should not, pay the payouts of a fact. `payer` is a key."""

    span: Span
    incentive: str
    key: Any
    payer: Any
    negated: bool


@attrs.frozen(eq=False, repr=False)
class ExpectedBalance:
    """What should be left `to recover` or `to come`; `amount` None: nothing."""

    span: Span
    incentive: str
    key: Any
    amount: Any
    kind: str


@attrs.frozen(eq=False, repr=False)
class ExpectedGrant:
    """A benefit that should, or should not, be granted for a fact."""

    span: Span
    benefit: str
    key: Any
    granted: bool


Expectation: TypeAlias = (
    ExpectedPayment
    | ExpectedReturn
    | ExpectedPayer
    | ExpectedBalance
    | ExpectedGrant
    | ExpectedValue
    | ExpectedPrice
    | ExpectedHolder
    | ExpectedRefusal
)


@attrs.frozen(eq=False, repr=False)
class Example:
    """An example: facts, a date, parameters set, other versions by the name of their file, and what is expected."""

    title: str
    span: Span
    as_of: date | None
    versions: tuple[str, ...]
    set_parameters: Mapping[str, Any]
    facts: tuple[ExampleFact, ...]
    expectations: tuple[Expectation, ...]


@attrs.frozen(eq=False, slots=False)
class Must:
    """A condition on every fact of a record. The fact stands in the subject's slot."""

    titles: Titles
    condition: Scalar
    slots: int
    span: Span


@attrs.frozen(eq=False, repr=False)
class Guarantee:
    """What must hold of every subject of `about`, a kind of incentive that pays nothing, on the date of the run."""

    about: Incentive
    condition: Requirement


@attrs.frozen(eq=False, slots=False)
class Rules:
    """One version of a programme as meant. Immutable: it may be shared by threads.

    `effective_to` is the last day; None: open. `sources` holds every text it was made from, its own first.
    """

    name: str
    titles: Titles
    version: str | None
    follows: str | None
    effective_from: date | None
    effective_to: date | None
    fiscal_month: int
    rounding: str
    adds_up: bool
    payee: str
    model: Model
    musts: Mapping[str, tuple[Must, ...]]
    parameters: Mapping[str, Parameter]
    tables: Mapping[str, Table]
    definitions: Mapping[tuple[str, str], Definition]
    ladders: Mapping[str, Ladder]
    benefits: Mapping[str, Benefit]
    protections: Mapping[str, Protection]
    incentives: Mapping[str, Incentive]
    discounts: Mapping[str, Incentive]
    stacks: Mapping[str, Stack]
    guarantees: tuple[Guarantee, ...]
    examples: tuple[Example, ...]
    sources: tuple[Source, ...]
    span: Span

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the texts of the rules, by module name, independent of where they lie."""
        from hashlib import sha256

        hashed = sha256()
        for source in sorted(self.sources, key=lambda one: one.text):
            hashed.update(source.text.encode())
            hashed.update(b"\0")
        return hashed.hexdigest()

    def governs(self, day: date) -> bool:
        """Whether this version is in force on a day."""
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )
