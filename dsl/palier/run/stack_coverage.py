"""What of the stacks and discounts examples exercise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palier.meaning import programme
from palier.meaning.core import Scalar
from palier.result.testing import Part
from palier.run.execute import Outcome
from palier.run.stacks import CHOICES


def stacks(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Part]:
    """The members that lines choose, the caps of stacks and the discounts that take something, the floors that hold."""
    steps = [
        step
        for outcome in outcomes
        for candidates in outcome.candidates.values()
        for one in candidates
        if one.source.rules is rules
        for step in one.stacks
    ]
    chosen = {(step.stack, step.chosen) for step in steps}
    counted = {(step.stack, step.line) for step in steps if step.after}
    cut = {(step.stack, step.line) for step in steps if step.kind == "cap" and step.before > step.after}
    for name, stack in rules.stacks.items():
        if stack.takes:
            continue
        for line in stack.lines:
            words = _words(line)
            for member in line.members if line.kind in CHOICES else ():
                said = f"`{name}`: `{member}` is never chosen by `{line.kind}`"
                yield Part("stack member", said, line.span, (name, member) in chosen)
            if line.kind not in CHOICES:
                yield Part(
                    "stack member", f"`{name}`: `{words}` never comes to anything", line.span, (name, words) in counted
                )
        for cap in stack.caps:
            words = _words(cap)
            yield Part("cap", f"`{name}`: `{words}` never takes anything", cap.span, (name, words) in cut)
    prices = [price for outcome in outcomes for price in outcome.prices]
    taking = {part.discount for price in prices for part in price.discounts}
    for name, discount in rules.discounts.items():
        yield Part("discount", f"`{name}` never takes anything off", discount.span, name in taking)
    for name, stack in rules.stacks.items():
        if stack.floor is not None:
            held = any(price.floored for price in prices if price.stack == name)
            yield Part("floor", f"`{name}`: `{_words(stack.floor)}` never holds a price up", stack.floor.span, held)


def _words(one: programme.StackLine | programme.Cap | Scalar) -> str:
    return " ".join(one.span.text.split())
