"""Prices: the discounts of one fact, taken off what it starts from.

The running price is exact; what is shown of each discount is the difference of two rounded prices, so that the shown
amounts add up to the whole reduction.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from palier.facts.fact import Fact
from palier.meaning import programme
from palier.meaning.calendar import DAY
from palier.meaning.types import MONEY
from palier.problems import running
from palier.result import Price, Reduction, Subject
from palier.run.broken import Broken
from palier.run.candidates import Candidate, Faults, Source
from palier.run.evaluate import Evaluator, Frame, frame_for
from palier.run.exact import ZERO, mixed, rounded
from palier.run.identity import key_text
from palier.run.stacks import Amounts, Line, combined
from palier.run.subjects import Stretch

less = mixed(operator.sub)
_times = mixed(operator.mul)


class DiscountSource(Source):
    """A discount of one version: what it takes is a share or an amount, and nothing is rounded yet."""

    def earned(self, fact: Fact, stretch: Stretch | None, as_of: date) -> date | None:
        """The day of the subject, or of the run where it has none."""
        del stretch
        return fact.seen_from or as_of

    def priced(self, fact: Fact, stretch: Stretch | None, day: date, frame: Frame) -> Candidate:
        """The share or the amount, once the requirements are met."""
        exact = self.amount(frame)
        if exact < 0:
            raise Broken(running.NEGATIVE_AMOUNT, None, incentive=self.incentive.name, amount=exact, key=fact.key)
        return Candidate(self, fact, stretch, day, frame, fact, None, exact, ZERO)


def prices(evaluators: tuple[Evaluator, ...], as_of: date, faults: Faults) -> tuple[Price, ...]:
    """The prices that all versions make, by stack as declared, then in the order of the facts."""
    names = dict.fromkeys(name for one in reversed(evaluators) for name in one.rules.stacks)
    found: list[Price] = []
    for name in names:
        of_stack: list[tuple[Any, Price]] = []
        for evaluator in evaluators:
            stack = evaluator.rules.stacks.get(name)
            if stack is not None and stack.start is not None:
                of_stack += _of_version(evaluator, stack, as_of, faults)
        of_stack.sort(key=lambda one: one[0])
        found += [price for _, price in of_stack]
    return tuple(found)


def _of_version(
    evaluator: Evaluator, stack: programme.Stack, as_of: date, faults: Faults
) -> Iterator[tuple[Any, Price]]:
    priced = Priced(evaluator, stack)
    for fact in evaluator.facts.collections[stack.subject.record].between(None, as_of + DAY):
        day = fact.seen_from or as_of
        if not evaluator.rules.governs(day):
            continue
        try:
            yield (day, fact.order if fact.record.order else fact.order[-1:]), priced.price(fact, day, as_of)
        except Broken as broken:
            faults.add(broken, fact)


class Priced:
    """A stack of one version that makes a price, ready to be asked."""

    def __init__(self, evaluator: Evaluator, stack: programme.Stack) -> None:
        assert stack.start is not None
        self.stack = stack
        self.rules = evaluator.rules
        self.start = evaluator.scalar(stack.start)
        self.floor = None if stack.floor is None else evaluator.scalar(stack.floor)
        self.smallest = Decimal(1).scaleb(-evaluator.model.minor_digits)
        record = evaluator.model.records[stack.subject.record]
        partners = [field for field in record.fields if field.target == self.rules.payee]
        self.partner = partners[0].index if len(partners) == 1 else None
        self.sources = {name: DiscountSource(evaluator, self.rules.discounts[name]) for name in stack.leaves}

    def shown(self, amount: Any) -> Decimal:
        """An amount to the cent."""
        return rounded(amount, self.smallest, self.rules.rounding)

    def price(self, fact: Fact, day: date, as_of: date) -> Price:
        """The price of one fact."""
        found = self.pricing(fact, day, as_of)
        reductions = []
        for leaf, amount in found.amounts.items():
            if amount:
                candidate = found.members[leaf]
                rate = None if candidate.source.incentive.amount.type is MONEY else candidate.exact
                reductions.append(Reduction(leaf, rate, found.shown[leaf]))
        subject = Subject(fact.record.name, key_text(fact.key))
        partner = None if self.partner is None else fact.values[self.partner]
        named = key_text(partner.key) if isinstance(partner, Fact) else None
        return Price(
            self.stack.name, subject, day, self.shown(found.start), found.price, tuple(reductions), found.floor,
            found.floored, named, fact.key,
        )  # fmt: skip

    def pricing(self, fact: Fact, day: date, as_of: date) -> Pricing:
        """The price of one fact, with what each discount takes."""
        frame = frame_for(self.stack.slots, day, fact)
        start = self.start(frame)
        if start < 0:
            raise Broken(running.NEGATIVE_AMOUNT, None, incentive=self.stack.name, amount=start, key=fact.key)
        floor = None if self.floor is None else self.shown(self.floor(frame))
        taking = {name: source.candidate(fact, None, as_of) for name, source in self.sources.items()}
        work = _Subject(self, start, {name: one for name, one in taking.items() if one is not None})
        found = Pricing(start, floor, work.members, combined(self.rules.stacks, self.stack.name, work), work.steps)
        # A floor above the price it starts from takes nothing off, and adds nothing.
        lowest = ZERO if floor is None else max(ZERO, min(floor, self.shown(start)))
        now, found.price = start, self.shown(start)
        for leaf in self.stack.leaves:
            amount = found.amounts.get(leaf)
            after = found.price
            if amount:
                now = less(now, amount)
                after = max(self.shown(now), lowest)
                found.floored = found.floored or self.shown(now) < lowest
            found.shown[leaf], found.price = found.price - after, after
            found.after[leaf] = after
        return found


@attrs.define(eq=False)
class Pricing:
    """A price in the making: exact amounts by discount, what shows of them, the price `after` each, in the order of the
    stack; for each discount that applies, the last line that took it, or passed it over."""

    start: Any
    floor: Decimal | None
    members: Mapping[str, Candidate]
    amounts: Amounts
    steps: Mapping[str, Line]
    shown: dict[str, Decimal] = attrs.field(factory=dict)
    after: dict[str, Decimal] = attrs.field(factory=dict)
    price: Decimal = ZERO
    floored: bool = False


class _Subject:
    """The discounts of one fact, as a stack asks for them."""

    def __init__(self, priced: Priced, start: Any, members: Mapping[str, Candidate]) -> None:
        self.priced = priced
        self.start = start
        self.members = members
        self.steps: dict[str, Line] = {}

    def ask(self, leaf: str, taken: Any) -> Any:
        """What a discount takes off when so much is taken off before it: never more than is left."""
        candidate = self.members.get(leaf)
        if candidate is None:
            return None
        left = max(ZERO, less(self.start, taken))
        if candidate.source.incentive.amount.type is MONEY:
            return min(candidate.exact, left)
        return _times(candidate.exact, left)

    def told(self, leaf: str, line: Line, amount: Any) -> None:
        """Notes the line that took a discount; one of an outer stack that passes it over has the last word."""
        if leaf not in self.steps or not amount:
            self.steps[leaf] = line

    def bounded(self, stack: programme.Stack, amounts: Amounts) -> Amounts:
        """The floor bounds the price, and not the stacks within."""
        del stack
        return amounts

    def compared(self, amount: Any) -> Any:
        """What is compared: amounts to the cent."""
        return self.priced.shown(amount)
