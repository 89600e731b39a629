"""What of the stacks and discounts no example exercises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palier.meaning import programme
from palier.result.testing import Uncovered
from palier.run.execute import Outcome
from palier.run.stacks import CHOICES


def stacks_uncovered(rules: programme.Rules, outcomes: Sequence[Outcome]) -> Iterator[Uncovered]:
    """The members that no line ever chooses, the caps of stacks that take nothing, the discounts that take nothing."""
    steps = [
        step
        for outcome in outcomes
        for candidates in outcome.candidates.values()
        for one in candidates
        if one.source.rules is rules
        for step in one.stacks
    ]
    chosen = {(step.stack, step.chosen) for step in steps}
    cut = {(step.stack, step.line) for step in steps if step.kind == "cap" and step.before > step.after}
    for name, stack in rules.stacks.items():
        if stack.takes:
            continue
        for line in stack.lines:
            for member in line.members if line.kind in CHOICES else ():
                if (name, member) not in chosen:
                    yield Uncovered("stack", f"`{name}`: `{member}` is never chosen by `{line.kind}`", line.span)
        for cap in stack.caps:
            words = " ".join(cap.span.text.split())
            if (name, words) not in cut:
                yield Uncovered("cap", f"`{name}`: `{words}` never takes anything", cap.span)
    taking = {part.discount for outcome in outcomes for price in outcome.prices for part in price.discounts}
    for name, discount in rules.discounts.items():
        if name not in taking:
            yield Uncovered("discount", f"`{name}` never takes anything off", discount.span)
