"""Examples: their facts by the types of the fields, and what they expect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from palier.meaning import core, programme
from palier.meaning.calendar import EARLIEST, LATEST, add_months, period
from palier.meaning.check import claim_examples, example_facts
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.narrowing import path_of
from palier.meaning.check.parameters import constant
from palier.meaning.check.scope import Scope, subject_scope
from palier.meaning.check.world import World, listed
from palier.meaning.core import Scalar
from palier.meaning.types import (
    MONEY,
    TEXT,
    YES_NO,
    Optional,
    ReferenceTo,
    Type,
    UnitOf,
    present,
)
from palier.problems import Related, nearest
from palier.problems import examples as problems
from palier.problems import incentives as incentive_problems
from palier.problems import names as name_problems
from palier.problems import tables as table_problems
from palier.problems import types as type_problems
from palier.source import Span
from palier.syntax import clauses as written
from palier.syntax import declarations as declared
from palier.syntax import expressions as tree


def facts(world: World, one: declared.Facts) -> None:
    """A named set of facts, checked even where no example takes it."""
    for given in one.facts:
        example_facts.given_fact(world, given)


def example(
    world: World, one: declared.Example, incentives: Mapping[str, programme.Incentive | None], fiscal_month: int
) -> programme.Example:
    """An example as meant: what can be made out of it is kept, so that every line is checked."""
    work = _Example(world, incentives, fiscal_month)
    for line in one.lines:
        work.line(line)
    if not work.expected:
        world.report(problems.NO_EXPECTATION, one.span)
    elif work.dateless():
        world.report(problems.NO_AS_OF, one.span)
    work.expect()
    return programme.Example(
        one.title,
        one.span,
        work.as_of,
        tuple(work.versions),
        work.parameters,
        tuple(work.facts),
        tuple(work.expectations),
    )


class _Example:
    def __init__(self, world: World, incentives: Mapping[str, programme.Incentive | None], fiscal_month: int) -> None:
        self.world = world
        self.incentives = incentives
        self.fiscal_month = fiscal_month
        self.as_of: date | None = None
        self.versions: list[str] = []
        self.parameters: dict[str, Any] = {}
        self.facts: list[programme.ExampleFact] = []
        self.keys: dict[str, dict[Any, Span]] = {}
        self.faulty: set[str] = set()
        """The records of facts that something is wrong with: their keys may not be known."""
        self.expected: list[written.Expectation] = []
        self.expectations: list[programme.Expectation] = []

    def line(self, line: written.ExampleLine) -> None:
        """One line; what is expected waits until all facts are known."""
        match line:
            case written.WithVersion(file=file):
                self.versions.append(file)
            case written.ExampleAsOf(date=day):
                self.as_of = _day(self.world, day)
            case written.SetParameter():
                self._set(line)
            case written.GivenFacts(name=name):
                named = self.world.facts.get(name.text)
                if named is None:
                    near = nearest(name.text, self.world.facts)
                    self.world.report(name_problems.UNKNOWN_FACTS, name.span, name=name.text, near=near)
                    self.faulty.update(self.world.records)
                    return
                self.world.use("facts", name.text)
                for given in named.facts:
                    self._add(given, reported=True)
            case written.GivenFact():
                self._add(line, reported=False)
            case _:
                self.expected.append(line)

    def _set(self, line: written.SetParameter) -> None:
        name = line.name.text
        type_ = self.world.parameter_types.get(name)
        if type_ is None:
            near = nearest(name, self.world.parameter_types)
            self.world.report(
                name_problems.UNKNOWN_PARAMETER,
                line.name.span,
                name=name,
                near=near,
                known=listed(self.world.parameter_types),
            )
            return
        self.world.use("parameter", name)
        value = constant(self.world, line.value, type_)
        if value is None:
            return
        if value.value == 0 and ("divisor", name) in self.world.used:
            hint = f"the rules divide by `{name}`."
            self.world.report(
                type_problems.WRONG_TYPE, value.span, wanted="a number other than zero", found="zero", hint=hint
            )
        parameter = self.world.parameters.get(name)
        low, high = (None, None) if parameter is None else (parameter.lowest, parameter.highest)
        if low is not None and high is not None and not low <= value.value <= high:
            self.world.report(type_problems.NOT_IN_RANGE, value.span, value=value.span.text, low=low, high=high)
        self.parameters[name] = value.value

    def _add(self, given: written.GivenFact, *, reported: bool) -> None:
        before = len(self.world.problems)
        fact = example_facts.given_fact(self.world, given)
        if reported:
            # The named set is checked where it is declared.
            del self.world.problems[before:]
        if fact is None:
            self.faulty.add(given.record.text)
            return
        record = self.world.records[fact.record]
        key = example_facts.key_in(fact.values, record)
        if key is not None:
            keys = self.keys.setdefault(fact.record, {})
            if key in keys:
                self.world.add(
                    problems.FACT_TWICE.at(
                        given.span,
                        record=fact.record,
                        key=example_facts.key_text(key),
                        related=[Related("given here", keys[key])],
                    )
                )
            keys.setdefault(key, given.span)
        self.facts.append(fact)

    def dateless(self) -> bool:
        """Whether nothing says on which day the example is run: neither a line nor a fact."""
        dated = any(self.world.records[fact.record].dated is not None for fact in self.facts)
        return self.as_of is None and not dated and not self.faulty

    def expect(self) -> None:
        """The expectations, once every fact is known."""
        for line in self.expected:
            match line:
                case written.ExpectPays():
                    self._pays(line)
                case written.ExpectValue():
                    self._value(line)
                case written.ExpectTakesBack():
                    self._takes_back(line)
                case written.ExpectLeaves():
                    self._leaves(line)
                case written.ExpectOf(granted=True):
                    self._granted(line)
                case written.ExpectOf() if line.payer is not None:
                    self._payer(line)
                case written.ExpectOf(name=name) if name.text in self.world.stacks:
                    self._price(line)
                case written.ExpectOf() if line.holder is not None:
                    self._expects(claim_examples.holder(self.world, line, self._key, example_facts.fact_value))
                case written.ExpectRefuses():
                    self._expects(claim_examples.refusal(self.world, line, self._key))
                case written.ExpectOf(span=span):
                    words = " ".join(span.text.split())
                    hint = "write `expect NAME for KEY pays AMOUNT`, or name a stack that makes a price."
                    where = "an example"
                    self.world.report(incentive_problems.WRONG_LINE, span, line=words, where=where, hint=hint)

    def _payable(self, value: core.Constant, of: Type) -> bool:
        """Whether an amount can ever be paid: nothing is finer than the smallest coin, or a unit's step."""
        step = self.world.units[of.unit] if isinstance(of, UnitOf) else Decimal(1).scaleb(-self.world.minor_digits)
        if value.value % step == 0:
            return True
        self.world.report(problems.TOO_FINE, value.span, value=value.span.text, step=f"{step:f}")
        return False

    def _expects(self, made: programme.Expectation | None) -> None:
        if made is not None:
            self.expectations.append(made)

    def _price(self, line: written.ExpectOf) -> None:
        """`expect partner_price for l1 is 68.40 EUR`."""
        stack = self.world.stacks[line.name.text]
        if stack is None:
            return
        if stack.start is None or line.value is None or line.as_of is not None or line.negated:
            hint = f"write `expect {stack.name} for KEY is AMOUNT`, for a stack `from` an amount."
            where = "an expectation of a price" if stack.start is not None else "what is expected of this stack"
            words = " ".join(line.span.text.split())
            self.world.report(incentive_problems.WRONG_LINE, line.span, line=words, where=where, hint=hint)
            return
        key = self._key(stack.subject.record, line.keys, line.keys[0].span.to(line.keys[-1].span))
        amount = example_facts.typed(self.world, MONEY, line.value)
        if not isinstance(amount, Decimal):
            self.world.report(
                type_problems.WRONG_TYPE,
                line.value.span,
                wanted="an amount",
                found=f"`{line.value.span.text}`",
                hint=None,
            )
            return
        if key is not None:
            self.expectations.append(programme.ExpectedPrice(line.span, stack.name, key, amount))

    def _pays(self, line: written.ExpectPays) -> None:
        name = line.incentive.text
        if name not in self.incentives:
            near = nearest(name, self.incentives)
            self.world.add(
                problems.UNKNOWN_INCENTIVE.at(line.incentive.span, name=name, near=near, known=listed(self.incentives))
            )
            return
        incentive = self.incentives[name]
        if incentive is None:
            return
        key = None
        if line.keys:
            key = self._key(self._keyed(incentive, line.keys), line.keys, line.keys[0].span.to(line.keys[-1].span))
            if key is None:
                return
        payee = None
        if line.payee is not None and self.world.payee is not None:
            payee = self._key(self.world.payee, (line.payee,), line.payee.span)
            if payee is None:
                return
        amount = None
        if line.amount is not None:
            wanted = present(incentive.amount.type)
            value = constant(self.world, line.amount, wanted)
            if value is None or not self._payable(value, wanted):
                return
            amount = value.value
        titles = _wants(incentive)
        # What has no title goes by its text, and room in it means nothing.
        want = line.want and next((one for one in titles if _without_room(one) == _without_room(line.want)), None)
        if line.want is not None and want is None:
            self.world.report(
                problems.UNKNOWN_WANT,
                line.span,
                incentive=name,
                want=line.want,
                near=nearest(line.want, titles),
                known=listed(titles),
            )
        start, end = self._days(line.when)
        self.expectations.append(
            programme.ExpectedPayment(
                line.span, name, key, line.part, start, end, payee, amount, line.in_total, line.capped, want
            )
        )

    def _takes_back(self, line: written.ExpectTakesBack) -> None:
        incentive = self._incentive(line.incentive)
        key = None if incentive is None else self._key(incentive.subject.record, line.keys, line.span)
        if incentive is None or key is None:
            return
        value = None if line.amount is None else constant(self.world, line.amount, present(incentive.amount.type))
        if value is not None or line.amount is None:
            amount = None if value is None else value.value
            day = None if line.date is None else line.date.value
            self._expects(programme.ExpectedReturn(line.span, incentive.name, key, amount, day))

    def _payer(self, line: written.ExpectOf) -> None:
        """`expect commission for d1 is paid by m1`."""
        assert line.payer is not None
        incentive = self._incentive(line.name)
        if incentive is None:
            return
        if line.as_of is not None:
            words = " ".join(line.as_of.span.text.split())
            where = "what is expected of a payer"
            hint = f"write `expect {incentive.name} for KEY is paid by KEY`."
            self.world.report(incentive_problems.WRONG_LINE, line.span, line=f"as of {words}", where=where, hint=hint)
            return
        if incentive.payer is None:
            self.world.report(problems.NO_PAYER, line.span, name=incentive.name)
            return
        assert isinstance(incentive.payer.type, ReferenceTo)
        key = self._key(incentive.subject.record, line.keys, line.keys[0].span.to(line.keys[-1].span))
        payer = self._key(incentive.payer.type.record, (line.payer,), line.payer.span)
        if key is not None and payer is not None:
            self._expects(programme.ExpectedPayer(line.span, incentive.name, key, payer, line.negated))

    def _leaves(self, line: written.ExpectLeaves) -> None:
        incentive = self._incentive(line.incentive)
        if incentive is None:
            return
        key = self._key(self._keyed(incentive, line.keys), line.keys, line.span)
        if key is None:
            return
        value = None if line.amount is None else constant(self.world, line.amount, present(incentive.amount.type))
        if value is not None or line.amount is None:
            amount = None if value is None else value.value
            self._expects(programme.ExpectedBalance(line.span, incentive.name, key, amount, line.kind))

    def _keyed(self, incentive: programme.Incentive, keys: tuple[written.FactValue, ...]) -> str:
        """The record that a payout is known by: that of the subject, or, where a minimum settles it, of the member."""
        minimum = incentive.settlement.minimum
        if minimum is not None and isinstance(minimum.scope[0].type, ReferenceTo):
            member = minimum.scope[0].type.record
            text = ",".join(one.span.text.strip('"') for one in keys)
            if any(example_facts.key_text(key) == text for key in self.keys.get(member, {})):
                return member
        return incentive.subject.record

    def _granted(self, line: written.ExpectOf) -> None:
        benefit = self.world.benefits.get(line.name.text)
        if benefit is None:
            near = nearest(line.name.text, self.world.benefits)
            self.world.report(table_problems.UNKNOWN_BENEFIT, line.name.span, name=line.name.text, near=near)
            return
        records = [self.world.ladder_records[name] for name in self.world.ladder_records]
        if benefit.grant is not None:
            records = [benefit.grant.subject.record]
        for record in records:
            text = ",".join(one.span.text.strip('"') for one in line.keys)
            found = next((key for key in self.keys.get(record, {}) if example_facts.key_text(key) == text), None)
            if found is not None:
                self._expects(programme.ExpectedGrant(line.span, benefit.name, found, not line.negated))
                return
        known = [example_facts.key_text(key) for record in records for key in self.keys.get(record, {})]
        text = line.keys[0].span.text if line.keys else line.name.text
        record = records[0] if records else "fact"
        self.world.report(problems.UNKNOWN_FACT, line.span, record=f"`{record}`", key=text, near=nearest(text, known))

    def _incentive(self, name: tree.Name) -> programme.Incentive | None:
        """An incentive by name; None when there is none, or when it has an error of its own."""
        if name.text not in self.incentives:
            near = nearest(name.text, self.incentives)
            self.world.add(
                problems.UNKNOWN_INCENTIVE.at(name.span, name=name.text, near=near, known=listed(self.incentives))
            )
            return None
        return self.incentives[name.text]

    def _days(self, when: written.DayRange | None) -> tuple[date | None, date | None]:
        """The first and the last day of `in …` or `on …`."""
        from palier.meaning.calendar import DAY, MONTHS_IN

        if when is None:
            return None, None
        first = self.fiscal_month if when.calendar == "fiscal" else 1
        if when.day is not None:
            if when.unit == "day":
                return when.day, when.day
            start, end = period(when.day, when.unit, first)
            return start, end - DAY
        assert when.year is not None
        # A fiscal year is named by the year in which it ends.
        year_start = date(when.year if first == 1 else when.year - 1, first, 1)
        if when.unit == "month":
            start = date(when.year, when.number or 1, 1)
        else:
            start = add_months(year_start, MONTHS_IN[when.unit] * ((when.number or 1) - 1))
        return start, add_months(start, MONTHS_IN[when.unit]) - DAY

    def _key(self, record_name: str, keys: tuple[written.FactValue, ...], span: Span) -> Any:
        record = self.world.records[record_name]
        if not record.key:
            self.world.report(problems.KEY_OF_FACT, span, record=record_name)
            return None
        if len(keys) != len(record.key):
            example_key = ", ".join(record.key)
            self.world.report(
                problems.WRONG_KEY_COUNT,
                span,
                record=record_name,
                wanted=len(record.key),
                s="s" if len(record.key) != 1 else "",
                found=f"{len(keys)} {'is' if len(keys) == 1 else 'are'}",
                example=example_key,
            )
            return None
        parts = [
            example_facts.fact_value(self.world, record.by_name[name], value)
            for name, value in zip(record.key, keys, strict=True)
        ]
        if any(part is None for part in parts):
            return None
        key = parts[0] if len(parts) == 1 else tuple(parts)
        known = self.keys.get(record_name, {})
        if key not in known:
            if record_name in self.faulty:
                return None
            near = nearest(example_facts.key_text(key), [example_facts.key_text(one) for one in known])
            self.world.report(
                problems.UNKNOWN_FACT, span, record=f"`{record_name}`", key=example_facts.key_text(key), near=near
            )
            return None
        return key

    def _value(self, line: written.ExpectValue) -> None:
        """`expect p1.revenue is 612_400 EUR`: the key says which fact, its first property of which record."""
        text = line.key.span.text.strip('"')
        holders = [
            record
            for record in self.keys
            for key in self.keys[record]
            if example_facts.key_text(key) == text
            and (not line.names or line.names[0].text in self.world.names_of(record))
        ]
        if not holders:
            anywhere = [record for record in self.keys if text in map(example_facts.key_text, self.keys[record])]
            if anywhere and line.names:
                from palier.meaning.check.names import unknown_field

                unknown_field(Elaboration(self.world), anywhere[0], line.names[0].text, line.names[0].span)
                return
            if self.faulty:
                return
            known = [example_facts.key_text(key) for keys in self.keys.values() for key in keys]
            self.world.report(problems.UNKNOWN_FACT, line.key.span, record="fact", key=text, near=nearest(text, known))
            return
        record = holders[0]
        key = next(key for key in self.keys[record] if example_facts.key_text(key) == text)
        work = Elaboration(self.world)
        scope = subject_scope(record, line.key.span)
        left: tree.Expression = tree.Reference(line.key.span, "this")
        for name in line.names:
            left = tree.FieldOf(Span(line.key.span.source, line.key.span.start, name.span.end), left, name)
        measured = work.scalar(left, scope)
        if measured is None:
            return
        condition = self._test(work, line, left, measured, scope)
        if condition is None:
            return
        as_of = None if line.as_of is None else _day(self.world, line.as_of)
        self.expectations.append(
            programme.ExpectedValue(line.span, record, key, condition, as_of, work.slots, measured)
        )

    def _test(
        self, work: Elaboration, line: written.ExpectValue, left: tree.Expression, measured: Scalar, scope: Scope
    ) -> Scalar | None:
        """The condition; a value that is missing fails it."""
        if line.operator in ("known", "missing"):
            return core.Known(YES_NO, line.span, measured, line.operator == "known")
        if line.value is None:
            return None
        path = path_of(measured)
        inside = scope.narrowed(frozenset({path}) if path is not None else frozenset())
        type_ = present(measured.type)
        if isinstance(type_, ReferenceTo) and len(self.world.records[type_.record].key) == 1:
            name = self.world.records[type_.record].key[0]
            left = tree.FieldOf(left.span, left, tree.Name(line.value.span, name))
            type_ = present(self.world.records[type_.record].by_name[name].type)
        compared = work.condition(
            tree.Comparison(line.span, line.operator, left, _expression(line.value, type_)), inside
        )
        if compared is None or not isinstance(measured.type, Optional):
            return compared
        return core.AllOf(YES_NO, line.span, (core.Known(YES_NO, line.span, measured, True), compared))


def _expression(value: written.FactValue, type_: Type) -> tree.Expression:
    """A value of an example as an expression: a word is text where text is expected, a bare number an amount."""
    match value:
        case written.WordValue(span=span, text=text):
            return tree.TextLiteral(span, text) if type_ is TEXT else tree.Reference(span, text)
        case written.Negative(span=span, value=inner):
            return tree.Negation(span, _expression(inner, type_))
        case written.SetValue(span=span, members=members):
            return tree.SetLiteral(span, tuple(_expression(one, type_) for one in members))
        case tree.NumberLiteral(span=span) if type_ is TEXT:
            return tree.TextLiteral(span, span.text)
        case other:
            return other


def _without_room(text: str) -> str:
    return "".join(text.split())


def _wants(incentive: programme.Incentive) -> list[str]:
    """How the requirements of an incentive may be named: by title, by text; ways by theirs."""
    found: list[str] = []
    for step in incentive.steps:
        match step:
            case core.Requirement(titles=titles, condition=condition):
                found.extend(titles.values() if titles else [" ".join(condition.span.text.split())])
            case core.Ways(ways=ways):
                for way in ways:
                    found.extend(way.titles.values())
                    for one in way.requirements:
                        found.extend(one.titles.values() if one.titles else [" ".join(one.condition.span.text.split())])
            case core.Assign():
                pass
    return found


def _day(world: World, written_day: tree.DateLiteral) -> date:
    """The day that something is looked at: within the calendar of the data."""
    day = written_day.value
    if not EARLIEST <= day <= LATEST:
        world.report(type_problems.NOT_IN_RANGE, written_day.span, value=day, low=EARLIEST, high=LATEST)
    return day
