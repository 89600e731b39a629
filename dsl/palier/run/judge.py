"""Requirements judged one after the other: which are met, which fail and by how much, which were not asked."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from palier.meaning import core
from palier.meaning.model import Titles
from palier.meaning.programme import Rules
from palier.result import Compared, Given, Judged, JudgedWay, JudgedWays, Seen, explanation
from palier.run.evaluate import Evaluator, Frame
from palier.run.trace import Trace, Tracing, deciding, gap, looked_at, seen, value_of


class Judging:
    """Judges the lines of an incentive or a tier in their order, with an evaluator that records."""

    def __init__(self, evaluator: Evaluator, tracing: Tracing) -> None:
        self.evaluator = evaluator
        self.tracing = tracing
        self.failed: set[str] = set()
        """The paths that a failed requirement did not make sure of."""
        self.lets: dict[int, core.Scalar] = {}
        """What stands in a slot: so that a value is called by what it was made of."""

    def step(self, step: core.Step, frame: Frame) -> explanation.Step:
        """A line with what it came to; a `let` fills its slot."""
        match step:
            case core.Requirement():
                return self.judged(step, frame)
            case core.Ways(span=span, ways=ways):
                judged = []
                for way in ways:
                    before = set(self.failed)
                    found = tuple(self.judged(one, frame) for one in way.requirements)
                    self.failed = before
                    outcome = "met" if all(one.outcome == "met" for one in found) else "failed"
                    judged.append(JudgedWay(way.titles, outcome, found))
                met = any(way.outcome == "met" for way in judged)
                if not met:
                    assured = [frozenset[str]().union(*(one.assures for one in way.requirements)) for way in ways]
                    self.failed |= frozenset.intersection(*assured)
                return JudgedWays(span, "met" if met else "failed", tuple(judged))
            case core.Assign(slot=slot, name=name, value=value):
                self.lets[slot] = value
                if step.relies_on & self.failed:
                    self.failed.add(f"${slot}")
                    return Given(name, Seen(" ".join(value.span.text.split()), value.type, None, (), "not asked"))
                trace = self.tracing.run(self.evaluator.scalar(value), frame)
                frame[slot] = trace.value
                return Given(name, seen(trace))

    def judged(self, step: core.Requirement, frame: Frame) -> Judged:
        """A requirement with what it saw."""
        text = " ".join(step.condition.span.text.split())
        titles = called(self.evaluator.rules, step.condition)[0]
        if step.relies_on & self.failed:
            self.failed |= step.assures
            return Judged(step.titles, text, step.span, "not asked", (), called=titles)
        trace = self.tracing.run(self.evaluator.scalar(step.condition), frame)
        found = Judged(
            step.titles, text, step.span, "met", looked_at(trace), compared=self._compared(trace), called=titles
        )
        if trace.value:
            return found
        self.failed |= step.assures
        return attrs.evolve(found, outcome="failed", gap=gap(trace))

    def _compared(self, trace: Trace) -> Compared | None:
        """The comparison that decides: the requirement itself, or the first part of it that fails."""
        found = deciding(trace)
        if found is None:
            return None
        node = found.node
        assert isinstance(node, core.Compare)
        left, right = (value_of(below.value) for below in found.below)
        titles, name = called(self.evaluator.rules, node.left, self.lets)
        return Compared(node.operator, titles, name, node.left.type, left, right)


def called(rules: Rules, node: core.Scalar, lets: Mapping[int, core.Scalar] | None = None) -> tuple[Titles, str]:
    """What a value is called: by its definition, field or parameter; else by its text. `lets`: what stands in slots."""
    text = " ".join(node.span.text.split())
    match node:
        case core.Apply(record=record, name=name):
            return rules.definitions[record, name].titles, name
        case core.Field(record=record, name=name):
            return rules.model.records[record].by_name[name].titles, name
        case core.KnownFrom(value=value):
            return called(rules, value)
        case core.Parameter(name=name):
            return rules.parameters[name].titles, name
        case core.Local(slot=slot, name=name) if lets is not None and slot in lets:
            titles, _ = called(rules, lets[slot], lets)
            return titles, name
        case _:
            return {}, text
