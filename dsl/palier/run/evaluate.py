"""The evaluator: one arm for each node of the core.

A scalar becomes a function of a frame (a list: see `palier.meaning.core`). With a recorder, every value that is
computed on the way is told to it: an explanation is made by the same evaluation as the figure, recorded.
"""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeAlias, assert_never

from palier.facts.fact import Collection, Fact, Facts
from palier.meaning import core, lineage, programme
from palier.meaning.calendar import DAY, add_days, add_months, months_between
from palier.meaning.core import Scalar
from palier.meaning.model import Model
from palier.meaning.types import DAYS, MONTHS, YES_NO, MemberOf, Optional
from palier.problems import running
from palier.run import ladders, measures, protections, tables
from palier.run.broken import Broken
from palier.run.exact import ONE, ZERO, mixed, quotient, to_multiple, whole_units

Frame: TypeAlias = list[Any]
Compute: TypeAlias = Callable[[Frame], Any]
Sums: TypeAlias = tuple[list[date], list[Decimal]]
"""Days in order, and the sum of all before each of them, the whole sum last."""

NOTHING_PAID: Sums = ([], [ZERO])


class Recorder(Protocol):
    """Is told of every value computed; where `everywhere`, also of what is computed over and over."""

    everywhere: ClassVar[bool]

    def watch(self, node: Scalar, compute: Compute) -> Compute:
        """The same computation, watched."""

    def note(self, node: core.Measure, looked_at: int, kept: list[Fact]) -> None:
        """How many facts a measure looked at, and which it kept."""

    def remark(self, text: str) -> None:
        """Why a value is what it is, in a clause."""


class Shared:
    """What the versions of a programme share in one run: each other, and what goes on from one to the next."""

    def __init__(self) -> None:
        self.evaluators: list[Evaluator] = []
        self.candidates: dict[str, dict[tuple[Fact, Any], list[Any]]] = {}
        """By incentive and subject, the candidates so far: what another incentive may ask of."""
        self.paid: dict[str, dict[Fact, Sums]] = {}
        """By incentive and payee, what was paid day by day: what another incentive may ask of."""
        self.ladders: dict[str, ladders.Histories] = {}
        self.claims: dict[str, protections.Claims] = {}
        self.groups: dict[tuple[str, int], dict[Any, Collection]] = {}
        """By record and index of a field, its facts by value: what many incentives ask first."""
        self.as_of = date.max
        """The date of the run: later facts make no claims."""
        self.known = date.max
        """The last day of which anything is known: a run may look ahead, and nothing happens on the way."""
        self.posted: dict[str, dict[tuple[Fact, Any], list[Any]]] = {}
        """By incentive, what came to each period or part of a fact, and to all of it beside None, once all is paid."""
        self._roots: dict[str, dict[str, str]] = {}

    def root(self, kind: str, name: str) -> str:
        """The name of the ledger that something declared (`incentives`, `ladders`, …) goes by in all versions."""
        if kind not in self._roots and self.evaluators:
            self._roots[kind] = lineage.roots(getattr(one.rules, kind) for one in self.evaluators)
        return self._roots.get(kind, {}).get(name, name)


class Evaluator:
    """Evaluates the scalars of one version of a programme on the facts of one run.

    `parameters` overrides declared ones. With `lenient`, a required field may be missing in the data, and reading it
    is a fault: examples leave out what they do not need.
    """

    def __init__(
        self,
        rules: programme.Rules,
        facts: Facts,
        parameters: Mapping[str, Any],
        *,
        lenient: bool = False,
        recorder: Recorder | None = None,
        shared: Shared | None = None,
    ) -> None:
        self.rules = rules
        self.facts = facts
        self.parameters = parameters
        self.lenient = lenient
        self.recorder = recorder
        self.shared = shared or Shared()
        self._tables: dict[str, tables.TableAsked] = {}
        self._definitions: dict[tuple[str, str], Callable[[Fact, date], Any]] = {}

    @property
    def model(self) -> Model:
        """The model that the facts were read by: where fields stand in their values."""
        return self.facts.model

    def scalar(self, node: Scalar) -> Compute:
        """The computation of a scalar."""
        compute = self._compute(node)
        return compute if self.recorder is None else self.recorder.watch(node, compute)

    def quiet(self) -> Evaluator:
        """The same, without a recorder: for what is computed over and over, element by element."""
        if self.recorder is None or self.recorder.everywhere:
            return self
        return Evaluator(self.rules, self.facts, self.parameters, lenient=self.lenient, shared=self.shared)

    def _compute(self, node: Scalar) -> Compute:
        match node:
            case core.Constant(value=value):
                return lambda frame: value
            case core.Local(slot=slot):
                return operator.itemgetter(slot)
            case core.Parameter(name=name):
                return self._parameter(name)
            case core.Field():
                return self._field(node)
            case core.KnownFrom():
                return self._known_from(node)
            case core.OfPart(name=name):
                return lambda frame: ONE * getattr(frame[core.STRETCH], name)
            case core.Arithmetic():
                return self._arithmetic(node)
            case core.Compare():
                return self._compare(node)
            case core.AllOf(parts=parts):
                return _all([self.scalar(part) for part in parts])
            case core.AnyOf(parts=parts):
                return _any([self.scalar(part) for part in parts])
            case core.Not(operand=operand):
                inner = self.scalar(operand)
                return lambda frame: not inner(frame)
            case core.If(condition=condition, then=then, otherwise=otherwise):
                test, yes, no = self.scalar(condition), self.scalar(then), self.scalar(otherwise)
                return lambda frame: yes(frame) if test(frame) else no(frame)
            case core.In():
                return self._in(node)
            case core.Known(operand=operand, wanted=wanted):
                inner = self.scalar(operand)
                if wanted:
                    return lambda frame: inner(frame) is not None
                return lambda frame: inner(frame) is None
            case core.Default(operand=operand, fallback=fallback):
                return _default(self.scalar(operand), self.scalar(fallback))
            case core.Shift():
                return self._shift(node)
            case core.Between(unit=unit, start=start, end=end):
                return _between(unit, self.scalar(start), self.scalar(end))
            case core.Round(mode=mode, operand=operand, to=to):
                inner, step = self.scalar(operand), self.scalar(to)
                return lambda frame: to_multiple(inner(frame), step(frame), mode)
            case core.Units(started=started, size=size, quantity=quantity):
                of, amount = self.scalar(size), self.scalar(quantity)
                return lambda frame: whole_units(amount(frame), of(frame), started=started)
            case core.Duration(count=count):
                inner = self.scalar(count)
                return lambda frame: int(inner(frame))
            case core.Apply(record=record, name=name, of=of):
                definition, fact = self._definition(record, name), self.scalar(of)
                return lambda frame: definition(fact(frame), frame[0])
            case core.AsOf():
                return self._as_of(node)
            case core.Lookup():
                return tables.lookup(self, node)
            case core.Bands():
                return tables.bands(self, node)
            case core.StateAt(ladder=ladder, of=of):
                history, fact = self.ladder(ladder), self.scalar(of)
                return lambda frame: history.tier(fact(frame), frame[0])
            case core.Claim():
                return protections.asked(self, node)
            case core.Carried(of=of, slot=slot, value=value):
                return _carried(self.scalar(of), slot, self.scalar(value))
            case core.OfIncentive():
                return self._of_incentive(node)
            case core.Measure():
                return measures.measure(self, node)
            case core.Rank():
                return measures.rank(self, node)
            case core.DateWhen():
                return measures.date_when(self, node)
            case _:
                assert_never(node)

    def _parameter(self, name: str) -> Compute:
        if name in self.parameters:
            fixed = self.parameters[name]
            return lambda frame: fixed
        declared = self.rules.parameters[name]
        if len(declared.values) == 1:
            only = declared.values[0].value
            return lambda frame: only
        starts = [one.start for one in declared.values[1:]]
        values = [one.value for one in declared.values]
        return lambda frame: values[bisect_right(starts, frame[0])]

    def _field(self, node: core.Field) -> Compute:
        of = self.scalar(node.of)
        field = self.model.records[node.record].by_name[node.name]
        at = field.index
        if node.as_it_happens:
            latest = self.shared.known

            def happened(frame: Frame) -> Any:
                day = of(frame).values[at]
                return day if day is not None and day <= frame[0] and day <= latest else None

            return happened
        if self.lenient and not isinstance(self.rules.model.records[node.record].by_name[node.name].type, Optional):
            return _given(of, at, node.name)
        if isinstance(node.of, core.Local):
            slot = node.of.slot
            if self.recorder is None:
                return lambda frame: frame[slot].values[at]
        return lambda frame: of(frame).values[at]

    def _of_incentive(self, node: core.OfIncentive) -> Compute:
        made = self.shared.candidates
        name = self.shared.root("incentives", node.incentive)
        if node.window is not None and node.payee is not None:
            return self._paid_within(
                name, self.scalar(node.payee), measures.window(node.window, self.rules.fiscal_month)
            )

        def found(frame: Frame) -> Any:
            return made.get(name, {}).get((frame[core.SUBJECT], frame[core.STRETCH]), ())

        if node.what.endswith(" in all"):
            return self._in_all(name, applies=node.type is YES_NO)
        if node.what == "applies":
            return lambda frame: bool(found(frame))
        return lambda frame: sum((one.amount for one in found(frame)), ZERO)

    def _paid_within(self, name: str, payee: Compute, window: Callable[[Frame], tuple[date | None, date]]) -> Compute:
        """The payouts of an incentive to somebody in a window, by the date in hand: a sum of sums from the first."""
        paid = self.shared.paid

        def found(frame: Frame) -> Any:
            days, sums = paid.get(name, {}).get(payee(frame), NOTHING_PAID)
            start, end = window(frame)
            last = bisect_left(days, min(end, frame[0] + DAY))
            first = 0 if start is None else min(last, bisect_left(days, start))
            return sums[last] - sums[first]

        return found

    def _in_all(self, name: str, *, applies: bool) -> Compute:
        """All that an incentive came to for the fact in hand, or for its period or part in hand."""
        posted = self.shared.posted

        def found(frame: Frame) -> Any:
            amounts = posted.get(name, {}).get((frame[core.SUBJECT], frame[core.STRETCH]), ())
            return bool(amounts) if applies else sum(amounts, ZERO)

        return found

    def _known_from(self, node: core.KnownFrom) -> Compute:
        value, day = self.scalar(node.value), self._known_day(node.day)
        of, latest = self.scalar(node.value.of), self.shared.known

        def read(frame: Frame) -> Any:
            known = day(frame)
            if known is None or known > frame[0] or known > latest:
                fact = of(frame)
                raise Broken(
                    running.READ_TOO_EARLY,
                    fact,
                    field=node.value.name,
                    record=fact.record.name,
                    key=fact.key,
                    known=known or "its date is known",
                    day=frame[0],
                )
            return value(frame)

        return read

    def _known_day(self, node: Scalar) -> Compute:
        """The day from which a field may be read: missing where a reference on the way to it is."""
        if not (isinstance(node, core.Field) and isinstance(node.of, core.Field)):
            return self.scalar(node)
        of = self._known_day(node.of)
        at = self.model.records[node.record].by_name[node.name].index
        happens, latest = node.as_it_happens, self.shared.known

        def day(frame: Frame) -> Any:
            fact = of(frame)
            found = None if fact is None else fact.values[at]
            return None if happens and found is not None and (found > frame[0] or found > latest) else found

        return day

    def _readable(self, node: Scalar) -> Compute | None:
        """Whether a field that is known from a day on may be read; None for any other scalar."""
        if not isinstance(node, core.KnownFrom):
            return None
        day, latest = self._known_day(node.day), self.shared.known

        def readable(frame: Frame) -> bool:
            known = day(frame)
            return known is not None and known <= frame[0] and known <= latest

        return readable

    def _arithmetic(self, node: core.Arithmetic) -> Compute:
        left, right = self.scalar(node.left), self.scalar(node.right)
        if node.operator == "/":
            return lambda frame: quotient(left(frame), right(frame))
        apply = ARITHMETIC[node.operator]
        if node.type in (MONTHS, DAYS):
            return lambda frame: int(apply(left(frame), right(frame)))
        return lambda frame: apply(left(frame), right(frame))

    def _compare(self, node: core.Compare) -> Compute:
        left, right, apply = self.scalar(node.left), self.scalar(node.right), COMPARE[node.operator]
        if node.ranks is not None:
            ranks = {name: rank for rank, name in enumerate(node.ranks)}

            def place(member: str) -> int:
                if member not in ranks:
                    facts = {"text": node.span.text, "tier": member, "version": self.rules.version}
                    raise Broken(running.OTHER_VERSIONS_TIER, None, **facts)
                return ranks[member]

            return lambda frame: apply(place(left(frame)), place(right(frame)))
        if node.operator == "is":
            for side in (node.left, node.right):
                readable = self._readable(side)
                if readable is not None:
                    return lambda frame: readable(frame) and left(frame) == right(frame)
        if isinstance(node.right, core.Constant) and self.recorder is None:
            fixed = node.right.value
            if isinstance(node.left, core.Field) and self._plain(node.left):
                # By far the most frequent question, asked of every fact: one call instead of three.
                assert isinstance(node.left.of, core.Local)
                slot = node.left.of.slot
                at = self.model.records[node.left.record].by_name[node.left.name].index
                return lambda frame: apply(frame[slot].values[at], fixed)
            return lambda frame: apply(left(frame), fixed)
        return lambda frame: apply(left(frame), right(frame))

    def _plain(self, node: core.Field) -> bool:
        """Whether a field of a slot is read as it stands in the data."""
        return isinstance(node.of, core.Local) and not node.as_it_happens and not self.lenient

    def _in(self, node: core.In) -> Compute:
        operand, negated = self.scalar(node.operand), node.negated
        if isinstance(node.members, tuple):
            members = [self.scalar(member) for member in node.members]
            test: Compute = lambda frame: operand(frame) in [member(frame) for member in members]  # noqa: E731
        elif isinstance(node.members, core.Constant):
            fixed = node.members.value
            test = lambda frame: operand(frame) in fixed  # noqa: E731
        else:
            held = self.scalar(node.members)
            test = lambda frame: operand(frame) in held(frame)  # noqa: E731
        if negated:
            return lambda frame: not test(frame)
        readable = self._readable(node.operand)
        return test if readable is None else lambda frame: readable(frame) and test(frame)

    def _shift(self, node: core.Shift) -> Compute:
        day, duration, sign = self.scalar(node.date), self.scalar(node.duration), node.sign
        move = add_months if node.duration.type is MONTHS else add_days
        return lambda frame: move(day(frame), sign * duration(frame))

    def _as_of(self, node: core.AsOf) -> Compute:
        inner, day = self.scalar(node.operand), self.scalar(node.date)

        def at(frame: Frame) -> Any:
            now, then = frame[0], day(frame)
            if then > now:
                raise Broken(running.AS_OF_LATER, None, text=node.span.text, later=then, day=now)
            frame[0] = then
            try:
                return inner(frame)
            finally:
                frame[0] = now

        return at

    def _definition(self, record: str, name: str) -> Callable[[Fact, date], Any]:
        """A definition, each fact and day computed once (unless somebody wants to be told how)."""
        key = record, name
        if key in self._definitions:
            return self._definitions[key]
        declared = self.rules.definitions[key]
        body, size = self.scalar(declared.body), declared.slots

        def fresh(fact: Fact, day: date) -> Any:
            frame: Frame = [None] * size
            frame[0], frame[1] = day, fact
            return body(frame)

        if self.recorder is not None and not self.recorder.everywhere:
            self._definitions[key] = fresh
            return fresh
        known: dict[tuple[Fact, date], Any] = {}

        def remembered(fact: Fact, day: date) -> Any:
            at = fact, day
            if at not in known:
                known[at] = fresh(fact, day)
            return known[at]

        self._definitions[key] = remembered
        return remembered

    def table(self, name: str) -> tables.TableAsked:
        """A table, ready to be asked."""
        if name not in self._tables:
            self._tables[name] = tables.TableAsked(self.quiet(), self.rules.tables[name])
        return self._tables[name]

    def ladder(self, name: str) -> ladders.Histories:
        """The histories of a ladder's members: one for each, whoever asks."""
        root = self.shared.root("ladders", name)
        if root not in self.shared.ladders:
            self.shared.ladders[root] = ladders.Histories(root, self.shared.evaluators or [self])
        return self.shared.ladders[root]

    def ranks(self, node: Scalar) -> Mapping[str, int] | None:
        """The order of the members a scalar may be; None where values have an order of their own."""
        if isinstance(node.type, MemberOf):
            return self.model.enumerations[node.type.enumeration].ranks
        return None


def frame_for(slots: int, day: date, subject: Fact, stretch: Any = None) -> Frame:
    """A frame with the date in hand, the subject and its period or part in their places."""
    frame: Frame = [None] * slots
    frame[core.TODAY], frame[core.SUBJECT], frame[core.STRETCH] = day, subject, stretch
    return frame


ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": mixed(operator.add),
    "-": mixed(operator.sub),
    "*": mixed(operator.mul),
    "min": min,
    "max": max,
}
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "is not": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _all(parts: list[Compute]) -> Compute:
    if len(parts) == 2:
        first, second = parts
        return lambda frame: first(frame) and second(frame)

    def every(frame: Frame) -> bool:
        for part in parts:  # noqa: SIM110 - a generator costs twice as much here
            if not part(frame):
                return False
        return True

    return every


def _any(parts: list[Compute]) -> Compute:
    if len(parts) == 2:
        first, second = parts
        return lambda frame: first(frame) or second(frame)

    def some(frame: Frame) -> bool:
        for part in parts:  # noqa: SIM110 - a generator costs twice as much here
            if part(frame):
                return True
        return False

    return some


def _default(operand: Compute, fallback: Compute) -> Compute:
    def value(frame: Frame) -> Any:
        found = operand(frame)
        return fallback(frame) if found is None else found

    return value


def _carried(of: Compute, slot: int, value: Compute) -> Compute:
    def read(frame: Frame) -> Any:
        frame[slot] = of(frame)
        return None if frame[slot] is None else value(frame)

    return read


def _between(unit: str, start: Compute, end: Compute) -> Compute:
    if unit == "days":
        return lambda frame: (end(frame) - start(frame)).days
    if unit == "months":
        return lambda frame: months_between(start(frame), end(frame))
    return lambda frame: months_between(start(frame), end(frame)) // 12 * 12


def _given(of: Compute, at: int, name: str) -> Compute:
    """A field that an example may have left out."""

    def read(frame: Frame) -> Any:
        fact = of(frame)
        value = fact.values[at]
        if value is None:
            raise Broken(running.LEFT_OUT, fact, field=name, record=fact.record.name, key=fact.key)
        return value

    return read
