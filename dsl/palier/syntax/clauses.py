"""The lines of incentives, tiers, stacks, protections and examples, as they are written."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import attrs

from palier.source import Span
from palier.syntax.expressions import (
    DateLiteral,
    DurationLiteral,
    Expression,
    Name,
    NumberLiteral,
    Path,
    Period,
    Title,
    Window,
)

# --- subjects


@attrs.frozen(eq=False, repr=False)
class RecordSubject:
    """`Activity`."""

    span: Span
    record: Name


@attrs.frozen(eq=False, repr=False)
class PeriodSubject:
    """`Partner every fiscal quarter`."""

    span: Span
    record: Name
    period: Period


@attrs.frozen(eq=False, repr=False)
class PartSubject:
    """`month of Subscription from starts_on until cancelled_on`; `calendar month of …`: unit is month or year."""

    span: Span
    unit: str
    calendar: bool
    record: Name
    start: Expression
    until: Expression


Subject: TypeAlias = RecordSubject | PeriodSubject | PartSubject


@attrs.frozen(eq=False, repr=False)
class ForEach:
    """`for each SUBJECT [where C]`."""

    span: Span
    subject: Subject
    where: Expression | None


# --- lines of incentives, discounts, benefits, groups, templates


@attrs.frozen(eq=False, repr=False)
class Argument:
    """`fee 3_000 EUR` after `with`."""

    span: Span
    name: Name
    value: Expression


@attrs.frozen(eq=False, repr=False)
class Like:
    """`like flat_fee with for_stage Referral, fee 3_000 EUR`."""

    span: Span
    template: Name
    arguments: tuple[Argument, ...]


@attrs.frozen(eq=False, repr=False)
class Let:
    """`let NAME = E`."""

    span: Span
    name: Name
    title: Title | None
    value: Expression


@attrs.frozen(eq=False, repr=False)
class Requires:
    """`requires C "title"`."""

    span: Span
    condition: Expression
    title: Title | None


@attrs.frozen(eq=False, repr=False)
class Alternative:
    """One way: `either "by revenue"` or `or "by training"` with its requirements."""

    span: Span
    title: Title | None
    requirements: tuple[Requires, ...]


@attrs.frozen(eq=False, repr=False)
class Either:
    """`either … or … or …`: at least two alternatives."""

    span: Span
    alternatives: tuple[Alternative, ...]


@attrs.frozen(eq=False, repr=False)
class EffectiveLine:
    """`effective from D [to D]`."""

    span: Span
    start: Expression
    end: Expression | None


@attrs.frozen(eq=False, repr=False)
class EarnedOn:
    """`earned on D`."""

    span: Span
    date: Expression


@attrs.frozen(eq=False, repr=False)
class GovernedBy:
    """`governed by D`."""

    span: Span
    date: Expression


@attrs.frozen(eq=False, repr=False)
class Continues:
    """`continues OLD`: this declaration goes on with the ledger of one of another name."""

    span: Span
    name: Name


@attrs.frozen(eq=False, repr=False)
class Payment:
    """`to PAYEE [paid by PAYER]`, or `paid by PAYER` alone: at least one of the two."""

    span: Span
    payee: Path | None
    payer: Path | None


@attrs.frozen(eq=False, repr=False)
class Share:
    """`60% to partner` in a split; `overlay` when the line ends in `shares may exceed 100%`."""

    span: Span
    share: Expression
    payee: Path


@attrs.frozen(eq=False, repr=False)
class Split:
    """`split 60% to partner, 40% to second_partner`."""

    span: Span
    shares: tuple[Share, ...]
    may_exceed: bool = False


@attrs.frozen(eq=False, repr=False)
class Base:
    """`base E`."""

    span: Span
    amount: Expression


@attrs.frozen(eq=False, repr=False)
class Pays:
    """`pays E`, or lines of cases."""

    span: Span
    amount: Expression


@attrs.frozen(eq=False, repr=False)
class Takes:
    """`takes 20%`, or lines of cases (a discount)."""

    span: Span
    amount: Expression


@attrs.frozen(eq=False, repr=False)
class TruedUp:
    """`trued up within WINDOW`, `, line by line`."""

    span: Span
    window: Window
    line_by_line: bool = False


@attrs.frozen(eq=False, repr=False)
class Scope:
    """`per partner per customer.region per calendar year`: paths, and at most one period (the last one written)."""

    span: Span
    paths: tuple[Path, ...]
    periods: tuple[Period, ...]


@attrs.frozen(eq=False, repr=False)
class AtLeast:
    """`at least E per P per PERIOD, or nothing`: `below` is `or nothing`, `or later`, `topped up` or `as a draw`."""

    span: Span
    amount: Expression
    scope: Scope
    below: str | None


@attrs.frozen(eq=False, repr=False)
class Cap:
    """`cap E per … [, whole or nothing]`; `payments` for `cap 3 payments`."""

    span: Span
    limit: Expression
    payments: bool
    scope: Scope
    whole_or_nothing: bool


@attrs.frozen(eq=False, repr=False)
class Instalment:
    """`50% on first_invoice_on`."""

    span: Span
    share: Expression
    date: Expression


@attrs.frozen(eq=False, repr=False)
class Instalments:
    """`in instalments 50% on a, 50% on b`."""

    span: Span
    parts: tuple[Instalment, ...]


@attrs.frozen(eq=False, repr=False)
class ClawBack:
    """`claw back SHARE when C on D [, giving the cap back]`."""

    span: Span
    share: Expression
    condition: Expression
    date: Expression
    giving_back: bool


@attrs.frozen(eq=False, repr=False)
class ClawBackEach:
    """`claw back SHARE for each Return [, giving the cap back]`."""

    span: Span
    share: Expression
    record: Name
    giving_back: bool


@attrs.frozen(eq=False, repr=False)
class ReturnsAdjust:
    """`returns adjust ORIGINAL`: a subject below nothing takes back its share of what the one named was paid."""

    span: Span
    original: Path
    giving_back: bool = False


Line: TypeAlias = (
    ForEach
    | Like
    | Let
    | Requires
    | Either
    | EffectiveLine
    | EarnedOn
    | GovernedBy
    | Continues
    | Payment
    | Split
    | Base
    | Pays
    | Takes
    | TruedUp
    | AtLeast
    | Cap
    | Instalments
    | ClawBack
    | ClawBackEach
    | ReturnsAdjust
)

# --- lines of ladders


@attrs.frozen(eq=False, repr=False)
class Reviewed:
    """`reviewed every 6 months [from D]`, `reviewed every fiscal year`."""

    span: Span
    every: DurationLiteral | Period
    start: Expression | None


@attrs.frozen(eq=False, repr=False)
class Held:
    """`held for 1 year`, `held forever` (duration None)."""

    span: Span
    duration: Expression | None


@attrs.frozen(eq=False, repr=False)
class Moves:
    """`moves at most 1 step per review`."""

    span: Span
    steps: NumberLiteral


@attrs.frozen(eq=False, repr=False)
class StartsAt:
    """`starts at E`, or lines of cases."""

    span: Span
    tier: Expression


@attrs.frozen(eq=False, repr=False)
class Lost:
    """`lost when C`."""

    span: Span
    condition: Expression


@attrs.frozen(eq=False, repr=False)
class Grants:
    """`grants a, b`."""

    span: Span
    benefits: tuple[Name, ...]


@attrs.frozen(eq=False, repr=False)
class Tier:
    """`tier NAME "title" [by invitation when C]` with its lines."""

    span: Span
    name: Name
    title: Title | None
    invitation: Expression | None
    lines: tuple[Requires | Either | Grants | Lost, ...]


LadderLine: TypeAlias = Reviewed | Held | Moves | StartsAt | Lost | Continues

# --- lines of stacks and protections


@attrs.frozen(eq=False, repr=False)
class Members:
    """`add a, b`, `best of a, b`, `first of a, b`, `on what is left: a, b[, after c and d]`.

    `kind` is `add`, `best of`, `first of` or `on what is left`.
    """

    span: Span
    kind: str
    members: tuple[Name, ...]
    after: tuple[Name, ...] = ()


StackLine: TypeAlias = Members | Cap | AtLeast | Continues


@attrs.frozen(eq=False, repr=False)
class Protects:
    """`protects deal.customer, family for deal.partner`."""

    span: Span
    keys: tuple[Path, ...]
    claimant: Path


@attrs.frozen(eq=False, repr=False)
class ClaimSpan:
    """`from deal.closed_on for 2 years`."""

    span: Span
    start: Expression
    duration: Expression


ProtectionLine: TypeAlias = ForEach | Requires | Let | Protects | ClaimSpan | Continues

# --- lines of examples


@attrs.frozen(eq=False, repr=False)
class WordValue:
    """One word in a fact: a key, a member, or text (the type of the field decides)."""

    span: Span
    text: str


@attrs.frozen(eq=False, repr=False)
class Negative:
    """`-12.50 EUR` in a fact."""

    span: Span
    value: Expression


@attrs.frozen(eq=False, repr=False)
class SetValue:
    """`{VCF, Tanzu}` in a fact."""

    span: Span
    members: tuple[FactValue, ...]


FactValue: TypeAlias = WordValue | Negative | SetValue | Expression


@attrs.frozen(eq=False, repr=False)
class GivenFact:
    """`given Partner p1: name "Alpha", enrolled_on 2020-03-01`; also one row of a table of facts.

    `key` is None where it stands among the fields or nowhere.
    """

    span: Span
    record: Name
    key: FactValue | None
    fields: tuple[tuple[Name, FactValue | None], ...]


@attrs.frozen(eq=False, repr=False)
class GivenFacts:
    """`given two_partners`: a named set of facts."""

    span: Span
    name: Name


@attrs.frozen(eq=False, repr=False)
class WithVersion:
    """`with "vmware_2020.palier"`."""

    span: Span
    file: str


@attrs.frozen(eq=False, repr=False)
class ExampleAsOf:
    """`as of 2021-12-31`."""

    span: Span
    date: DateLiteral


@attrs.frozen(eq=False, repr=False)
class SetParameter:
    """`set gold_floor = 4 M EUR`."""

    span: Span
    name: Name
    value: Expression


@attrs.frozen(eq=False, repr=False)
class DayRange:
    """When an expectation looks: `in 2025-03`, `in 2025-Q1`, `in 2025-H1`, `in fiscal 2018-Q3`, `in 2025`, `on DATE`.

    `calendar` is `calendar` or `fiscal`; `unit` is year, half, quarter, month or day; `number` counts within the year
    (None for a year); `day` stands for `on DATE` and for `in fiscal quarter of DATE`.
    """

    span: Span
    calendar: str
    unit: str
    year: int | None
    number: int | None
    day: date | None


@attrs.frozen(eq=False, repr=False)
class ExpectPays:
    """`expect NAME [for KEY …] [part N] [WHEN] pays [PAYEE] AMOUNT|nothing [in total][, capped][, for want of "…"]`."""

    span: Span
    incentive: Name
    keys: tuple[FactValue, ...]
    part: int | None
    when: DayRange | None
    payee: FactValue | None
    amount: Expression | None
    """None for `nothing`."""
    in_total: bool
    capped: bool
    want: str | None


@attrs.frozen(eq=False, repr=False)
class ExpectTakesBack:
    """`expect INCENTIVE for KEY takes back AMOUNT|nothing [on DATE]`: None for `nothing`, and for no date."""

    span: Span
    incentive: Name
    keys: tuple[FactValue, ...]
    amount: Expression | None
    date: DateLiteral | None


@attrs.frozen(eq=False, repr=False)
class ExpectLeaves:
    """`expect INCENTIVE for KEY leaves AMOUNT to recover` (or `to come`)."""

    span: Span
    incentive: Name
    keys: tuple[FactValue, ...]
    amount: Expression | None
    kind: str


@attrs.frozen(eq=False, repr=False)
class ExpectOf:
    """`expect NAME for KEY, … [as of D] is VALUE`, `is granted`, `is held by p1`, `is held by nobody`, `is paid by m1`.

    Exactly one of `value`, `granted`, `holder`, `payer`; the last two are keys.
    """

    span: Span
    name: Name
    keys: tuple[FactValue, ...]
    as_of: DateLiteral | None
    negated: bool
    value: FactValue | None = None
    granted: bool = False
    holder: FactValue | None = None
    payer: FactValue | None = None


@attrs.frozen(eq=False, repr=False)
class ExpectRefuses:
    """`expect partner_of_record refuses l9`."""

    span: Span
    protection: Name
    keys: tuple[FactValue, ...]


@attrs.frozen(eq=False, repr=False)
class ExpectValue:
    """`expect p1.grade as of 2021-07-01 is Gold`: a key, a path of names from it, and a comparison or state.

    `operator` is one of the six of `Comparison`, or `known` or `missing` (then `value` is None).
    """

    span: Span
    key: FactValue
    names: tuple[Name, ...]
    as_of: DateLiteral | None
    operator: str
    value: FactValue | None


Expectation: TypeAlias = ExpectPays | ExpectTakesBack | ExpectLeaves | ExpectOf | ExpectRefuses | ExpectValue
ExampleLine: TypeAlias = WithVersion | ExampleAsOf | SetParameter | GivenFact | GivenFacts | Expectation
