"""The typed core: the scalars into which every expression goes.

Every node carries its type and its place in a rule text. One evaluator gives them their value (`palier.run.evaluate`),
with recording or without; checks and other engines work on the same nodes. A frame holds what a scalar may look at:
slot 0 the date in hand, slot 1 the subject (or the fact of a definition), slot 2 the period or part, then locals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, TypeAlias

import attrs

from palier.meaning.types import Type
from palier.source import Span

TODAY: Final = 0
SUBJECT: Final = 1
STRETCH: Final = 2
FIRST_LOCAL: Final = 3


@attrs.frozen(eq=False, repr=False)
class Constant:
    """A value as the evaluator knows it: see `palier.facts.Fact` for the shapes; a set is a frozenset."""

    type: Type
    span: Span
    value: Any


@attrs.frozen(eq=False, repr=False)
class Local:
    """A slot of the frame: a `let`, an element of a collection, the subject, the date in hand."""

    type: Type
    span: Span
    slot: int
    name: str


@attrs.frozen(eq=False, repr=False)
class Parameter:
    """A parameter, at the date in hand."""

    type: Type
    span: Span
    name: str


@attrs.frozen(eq=False, repr=False)
class Field:
    """A field of a fact that is there. `as_it_happens`: missing while its day is still to come."""

    type: Type
    span: Span
    of: Scalar
    record: str
    name: str
    as_it_happens: bool = False


@attrs.frozen(eq=False, repr=False)
class KnownFrom:
    """A field that may not be read before a day: reading `value` earlier is a fault of the data, unless it is the
    operand of a test, which then fails. `day` is the date from which it may be read; None: never yet."""

    type: Type
    span: Span
    value: Field
    day: Scalar


@attrs.frozen(eq=False, repr=False)
class OfPart:
    """What is asked of the part in hand: `number`, `days` or `days_covered`."""

    type: Type
    span: Span
    name: str


@attrs.frozen(eq=False, repr=False)
class Arithmetic:
    """`+ - *` and `/` of exact numbers; `min`, `max` of any ordered type. A quotient by zero is missing."""

    type: Type
    span: Span
    operator: str
    left: Scalar
    right: Scalar


@attrs.frozen(eq=False, repr=False)
class Compare:
    """`is`, `is not`, `<`, `<=`, `>`, `>=` of two values that are there. `ranks` orders members and tiers."""

    type: Type
    span: Span
    operator: str
    left: Scalar
    right: Scalar
    ranks: tuple[str, ...] | None = None


@attrs.frozen(eq=False, repr=False)
class AllOf:
    """Every part holds; parts are asked from left to right, up to the first that fails."""

    type: Type
    span: Span
    parts: tuple[Scalar, ...]


@attrs.frozen(eq=False, repr=False)
class AnyOf:
    """Some part holds; parts are asked from left to right, up to the first that holds."""

    type: Type
    span: Span
    parts: tuple[Scalar, ...]


@attrs.frozen(eq=False, repr=False)
class Not:
    """The condition does not hold."""

    type: Type
    span: Span
    operand: Scalar


@attrs.frozen(eq=False, repr=False)
class If:
    """`then` where the condition holds, else `otherwise`."""

    type: Type
    span: Span
    condition: Scalar
    then: Scalar
    otherwise: Scalar


@attrs.frozen(eq=False, repr=False)
class In:
    """The operand is among the members: of a set of scalars, or of a field that holds a set."""

    type: Type
    span: Span
    operand: Scalar
    members: Scalar | tuple[Scalar, ...]
    negated: bool


@attrs.frozen(eq=False, repr=False)
class Known:
    """The operand is there."""

    type: Type
    span: Span
    operand: Scalar
    wanted: bool


@attrs.frozen(eq=False, repr=False)
class Default:
    """The operand, or the fallback where it is missing."""

    type: Type
    span: Span
    operand: Scalar
    fallback: Scalar


@attrs.frozen(eq=False, repr=False)
class Shift:
    """A date moved by a duration: `sign` is 1 or -1; a month's end is clipped."""

    type: Type
    span: Span
    date: Scalar
    duration: Scalar
    sign: int


@attrs.frozen(eq=False, repr=False)
class Between:
    """Whole days, months or years from one date to another; negative when the second comes first."""

    type: Type
    span: Span
    unit: str
    start: Scalar
    end: Scalar


@attrs.frozen(eq=False, repr=False)
class Round:
    """To a multiple of `to`: `nearest` (half away from zero), `up` (away from zero) or `down` (towards zero)."""

    type: Type
    span: Span
    mode: str
    operand: Scalar
    to: Scalar


@attrs.frozen(eq=False, repr=False)
class Units:
    """How many units of a size a quantity holds, whole; a started one counts when `started`."""

    type: Type
    span: Span
    started: bool
    size: Scalar
    quantity: Scalar


@attrs.frozen(eq=False, repr=False)
class Duration:
    """`months(n)`, `days(n)`: a whole number as a duration; a fraction is dropped towards zero."""

    type: Type
    span: Span
    count: Scalar


@attrs.frozen(eq=False, repr=False)
class Apply:
    """A definition, of a fact, at the date in hand."""

    type: Type
    span: Span
    record: str
    name: str
    of: Scalar


@attrs.frozen(eq=False, repr=False)
class AsOf:
    """The operand at another date, which must not be later than the date in hand."""

    type: Type
    span: Span
    operand: Scalar
    date: Scalar


@attrs.frozen(eq=False, repr=False)
class Lookup:
    """An output of the row of a table that holds for the arguments."""

    type: Type
    span: Span
    table: str
    output: int
    arguments: tuple[Scalar, ...]


@attrs.frozen(eq=False, repr=False)
class Bands:
    """A table of rates applied to an amount, its last input.

    `manner` is `whole` (all of it at the rate reached), `by band` (each slice at its own rate; from `above` on where
    that is given), `interpolated` (at the rate in proportion between two steps), or `value` (that rate itself).
    `output` is the rate's, `once` that of the amounts due when a step is entered, where there is one.
    """

    type: Type
    span: Span
    table: str
    output: int
    once: int | None
    arguments: tuple[Scalar, ...]
    amount: Scalar
    manner: str
    above: Scalar | None


@attrs.frozen(eq=False, repr=False)
class StateAt:
    """The tier of a fact on a ladder, at the date in hand."""

    type: Type
    span: Span
    ladder: str
    of: Scalar


@attrs.frozen(eq=False, repr=False)
class Claim:
    """What a protection says of the `keys` at the date in hand: their `holder` (missing where nobody holds them, or
    the one who does has no name), whether they are `held`, whether that is `contested`: held by another than `other`.

    `of` is the fact that is asked about. Of one that is itself a claim, what counts is the state just before it.
    """

    type: Type
    span: Span
    protection: str
    what: str
    of: Scalar
    keys: tuple[Scalar, ...]
    other: Scalar | None


@attrs.frozen(eq=False, repr=False)
class Carried:
    """`value`, read on the fact that `of` gives, which stands in `slot`; missing where there is no such fact."""

    type: Type
    span: Span
    of: Scalar
    slot: int
    value: Scalar


@attrs.frozen(eq=False, repr=False)
class OfIncentive:
    """Whether another incentive `applies` to the subject in hand, or what it is `paid` for it (`what`).

    `applies in all` and `paid in all` look at all its payouts for the fact in hand, those of its periods and parts and
    what was taken back included; where there is a period or part in hand, at those of this one. With a `window`: what
    it paid to the `payee`, for whatever subject, on the days of the window.
    """

    type: Type
    span: Span
    incentive: str
    what: str
    payee: Scalar | None = None
    window: Stretch | None = None


# --- collections


@attrs.frozen(eq=False, repr=False)
class Hop:
    """From each fact so far along a way back (`back`) to the facts that refer to it, or along a reference."""

    span: Span
    name: str
    back: bool
    record: str
    """The record arrived at."""


@attrs.frozen(eq=False, repr=False)
class Stretch:
    """A window: kind is `this`, `so far`, `a year before`, `previous`, `same` or `trailing`.

    `calendar` and `unit` say which periods; `count` how many (for trailing: of `unit` months or days); `of` the unit of
    `same quarter of the previous year`.
    """

    span: Span
    kind: str
    calendar: str = ""
    unit: str = ""
    count: int = 1
    of: str = ""


@attrs.frozen(eq=False, repr=False)
class Elements:
    """The facts a measure looks at, in order of (date, order of facts), each once.

    From the fact `start`, or all facts of the record `origin` when it is None, along `hops` to facts of `record`.
    `by` is the date, of the element in `slot`, that the window and `before` go by; None for the record's own. `bound`
    is None, `before this`, `up to this` (the subject), or the scalar after `before`. The condition sees the
    element in `slot`.
    """

    span: Span
    record: str
    origin: str
    start: Scalar | None
    hops: tuple[Hop, ...]
    slot: int
    window: Stretch | None
    bound: Scalar | str | None
    by: Scalar | None
    where: Scalar | None


@attrs.frozen(eq=False, repr=False)
class Measure:
    """sum, average, median, smallest, largest, distinct (of `value`), count, some, no, all (with `value` the `have`),
    first, latest (by `value` when given)."""

    type: Type
    span: Span
    kind: str
    over: Elements
    value: Scalar | None


@attrs.frozen(eq=False, repr=False)
class Rank:
    """The place, from 1, of a value among those of the elements, the greatest first; equals share a place."""

    type: Type
    span: Span
    value: Scalar
    own: Scalar
    among: Elements


@attrs.frozen(eq=False, repr=False)
class DateWhen:
    """The first date at which the running total of `value` over the elements reaches the goal; missing if never."""

    type: Type
    span: Span
    kind: str
    over: Elements
    value: Scalar | None
    reaches: Scalar


Scalar: TypeAlias = (
    Constant
    | Local
    | Parameter
    | Field
    | KnownFrom
    | OfPart
    | Arithmetic
    | Compare
    | AllOf
    | AnyOf
    | Not
    | If
    | In
    | Known
    | Default
    | Shift
    | Between
    | Round
    | Units
    | Duration
    | Apply
    | AsOf
    | Lookup
    | Bands
    | StateAt
    | OfIncentive
    | Carried
    | Claim
    | Measure
    | Rank
    | DateWhen
)


@attrs.frozen(eq=False, repr=False)
class Requirement:
    """A condition stated apart.

    `relies_on` holds the paths whose presence earlier lines made sure of; `assures` those that this one makes sure of:
    where an earlier requirement failed and this one relies on what it assures, this one is not asked.
    """

    span: Span
    titles: Any
    condition: Scalar
    relies_on: frozenset[str] = frozenset()
    assures: frozenset[str] = frozenset()


@attrs.frozen(eq=False, repr=False)
class Way:
    """One of several ways to meet a requirement: every requirement of it holds."""

    span: Span
    titles: Any
    requirements: tuple[Requirement, ...]


@attrs.frozen(eq=False, repr=False)
class Ways:
    """`either … or …`: at least one way is met."""

    span: Span
    ways: tuple[Way, ...]


@attrs.frozen(eq=False, repr=False)
class Assign:
    """A `let`: its value is put into a slot. `relies_on` is as in a requirement."""

    span: Span
    slot: int
    name: str
    value: Scalar
    relies_on: frozenset[str] = frozenset()


Step: TypeAlias = Requirement | Ways | Assign

NUMBER_ZERO: Final = Decimal(0)
