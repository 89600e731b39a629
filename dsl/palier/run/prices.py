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

_less = mixed(operator.sub)
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
        frame = frame_for(self.stack.slots, day, fact)
        start = self.start(frame)
        if start < 0:
            raise Broken(running.NEGATIVE_AMOUNT, None, incentive=self.stack.name, amount=start, key=fact.key)
        floor = None if self.floor is None else self.shown(self.floor(frame))
        taking = {name: source.candidate(fact, None, as_of) for name, source in self.sources.items()}
        work = _Subject(self, start, {name: one for name, one in taking.items() if one is not None})
        amounts = combined(self.rules.stacks, self.stack.name, work)
        # A floor above the price it starts from takes nothing off, and adds nothing.
        lowest = ZERO if floor is None else max(ZERO, min(floor, self.shown(start)))
        now, before, reductions = start, self.shown(start), []
        floored = False
        for leaf, amount in amounts.items():
            if not amount:
                continue
            now = _less(now, amount)
            after = max(self.shown(now), lowest)
            floored = floored or self.shown(now) < lowest
            candidate = work.members[leaf]
            rate = None if candidate.source.incentive.amount.type is MONEY else candidate.exact
            reductions.append(Reduction(leaf, rate, before - after))
            before = after
        subject = Subject(fact.record.name, key_text(fact.key))
        whole = self.shown(start)
        partner = None if self.partner is None else fact.values[self.partner]
        named = key_text(partner.key) if isinstance(partner, Fact) else None
        return Price(self.stack.name, subject, day, whole, before, tuple(reductions), floor, floored, named, fact.key)


class _Subject:
    """The discounts of one fact, as a stack asks for them."""

    def __init__(self, priced: Priced, start: Any, members: Mapping[str, Candidate]) -> None:
        self.priced = priced
        self.start = start
        self.members = members

    def ask(self, leaf: str, taken: Any) -> Any:
        """What a discount takes off when so much is taken off before it: never more than is left."""
        candidate = self.members.get(leaf)
        if candidate is None:
            return None
        left = max(ZERO, _less(self.start, taken))
        if candidate.source.incentive.amount.type is MONEY:
            return min(candidate.exact, left)
        return _times(candidate.exact, left)

    def told(self, leaf: str, line: Line, amount: Any) -> None:
        """Nothing more is to be known than what each discount takes."""

    def bounded(self, stack: programme.Stack, amounts: Amounts) -> Amounts:
        """The floor bounds the price, and not the stacks within."""
        del stack
        return amounts

    def compared(self, amount: Any) -> Any:
        """What is compared: amounts to the cent."""
        return self.priced.shown(amount)
