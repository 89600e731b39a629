"""The explanation of a price: the stack that made it, once more for one subject and recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from palier.facts.fact import Fact
from palier.problems import nearest
from palier.result import Price, PriceExplanation, Seen, Taken
from palier.run.evaluate import Evaluator, frame_for
from palier.run.exact import ZERO
from palier.run.execute import Outcome
from palier.run.explain import explain
from palier.run.prices import Priced, Pricing, less
from palier.run.trace import Tracing, seen


def explain_price(outcome: Outcome, stack: str, key: str) -> PriceExplanation:
    """How the price of a fact came about. Raises LookupError where there is no such price."""
    priced = [one for one in outcome.prices if one.stack == stack]
    price = next((one for one in priced if one.subject.key == key), None)
    if price is None:
        near = nearest(key, [one.subject.key for one in priced])
        raise LookupError(f"`{stack}` has no price of `{key}`" + (f"; {near.question}" if near else ""))
    fact = outcome.facts.by_record[price.subject.record][price.key]
    evaluator = next(one for one in outcome.evaluators if stack in one.rules.stacks and one.rules.governs(price.on))
    return _Explaining(evaluator, fact, price, outcome.as_of).explanation()


class _Explaining:
    def __init__(self, evaluator: Evaluator, fact: Fact, price: Price, as_of: date) -> None:
        self.evaluator = evaluator
        self.fact = fact
        self.price = price
        self.as_of = as_of
        self.priced = Priced(evaluator, evaluator.rules.stacks[price.stack])

    def explanation(self) -> PriceExplanation:
        """What it starts from, all discounts in order, and the floor."""
        stack, rules = self.priced.stack, self.priced.rules
        assert stack.start is not None
        pricing = self.priced.pricing(self.fact, self.price.on, self.as_of)
        return PriceExplanation(
            price=self.price,
            titles=stack.titles,
            span=stack.span,
            version=rules.version,
            start=self._seen(stack.start),
            discounts=tuple(self._taken(leaf, pricing) for leaf in stack.leaves),
            floor=None if stack.floor is None else self._seen(stack.floor),
            currency=rules.model.currency,
        )

    def _seen(self, scalar: Any) -> Seen:
        tracing = Tracing()
        plain = self.evaluator
        watched = Evaluator(
            plain.rules, plain.facts, plain.parameters, lenient=plain.lenient, recorder=tracing, shared=plain.shared
        )
        frame = frame_for(self.priced.stack.slots, self.price.on, self.fact)
        return seen(tracing.run(watched.scalar(scalar), frame))

    def _taken(self, leaf: str, pricing: Pricing) -> Taken:
        source = self.priced.sources[leaf]
        told = explain(source, (self.fact, None), self.as_of, None)
        step = pricing.steps.get(leaf)
        applies = told.outcome in ("paid", "capped", "nothing") and leaf in pricing.members
        told = attrs.evolve(
            told, payout=None, payee=None, outcome="applies" if applies else told.outcome, gross=None, amount=None
        )
        if step is None:
            return Taken(told, None, None, None, None, ZERO, pricing.after[leaf])
        words = " ".join(step.line.span.text.split())
        base = max(ZERO, less(pricing.start, step.taken))
        return Taken(told, step.stack, words, step.chosen, base, pricing.shown[leaf], pricing.after[leaf])
