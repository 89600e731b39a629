"""Goals: what is to be reached by a change, asked of facts that are changed already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import attrs

from palier.facts.fact import Fact, Facts
from palier.meaning import core
from palier.meaning.core import Scalar
from palier.meaning.programme import Rules
from palier.run.broken import Broken
from palier.run.candidates import step
from palier.run.evaluate import Evaluator, Frame, Recorder, Shared, frame_for
from palier.run.subjects import Stretch


@attrs.frozen(eq=False)
class Setting:
    """What every question of one kind shares: the versions, the parameters, and the last day that is known."""

    versions: tuple[Rules, ...]
    parameters: Mapping[str, Any]
    known: date

    def evaluator(self, facts: Facts, rules: Rules, as_of: date, recorder: Recorder | None = None) -> Evaluator:
        """A fresh evaluator of one version, beside those of the others."""
        shared = Shared()
        shared.as_of, shared.known = as_of, self.known
        made = []
        for one in self.versions:
            own = {name: value for name, value in self.parameters.items() if name in one.parameters}
            made.append(Evaluator(one, facts, own, shared=shared))
        shared.evaluators.extend(made)
        plain = next(one for one in made if one.rules is rules)
        if recorder is None:
            return plain
        return Evaluator(rules, facts, plain.parameters, recorder=recorder, shared=shared)


@attrs.frozen(eq=False)
class Goal:
    """Lines of a rule that are to hold for a subject on a day, in the ways chosen; `amount`, where given, above zero.

    `chosen` are the ways to take, by the span of their `either`.
    """

    setting: Setting
    rules: Rules
    steps: tuple[core.Step, ...]
    slots: int
    record: str
    key: Any
    stretch: Stretch | None
    day: date
    as_of: date
    amount: Scalar | None
    chosen: Mapping[int, core.Way] = attrs.field(factory=dict)

    def subject(self, facts: Facts) -> Fact:
        """Its subject, in facts."""
        return facts.by_record[self.record][self.key]

    def unmet(self, facts: Facts, recorder: Looking | None = None) -> Unmet | None:
        """The first requirement that does not hold; None where all do. Raises Broken."""
        evaluator = self.setting.evaluator(facts, self.rules, self.as_of, recorder)
        frame = frame_for(self.slots, self.day, self.subject(facts), self.stretch)
        lets: dict[int, list[Looked]] = {}
        for requirement in self._lines():
            if recorder is not None:
                recorder.seen = []
            if isinstance(requirement, core.Assign):
                frame[requirement.slot] = evaluator.scalar(requirement.value)(frame)
                if recorder is not None:
                    lets[requirement.slot] = recorder.seen
                continue
            if not evaluator.scalar(requirement.condition)(frame):
                return Unmet(requirement.condition, frame, _looked(requirement.condition, recorder, lets))
        if self.amount is not None:
            if recorder is not None:
                recorder.seen = []
            if not evaluator.scalar(self.amount)(frame) > 0:
                return Unmet(self.amount, frame, _looked(self.amount, recorder, lets))
        return None

    def holds(self, facts: Facts) -> bool:
        """Whether all of it holds, by whichever way."""
        evaluator = self.setting.evaluator(facts, self.rules, self.as_of)
        frame = frame_for(self.slots, self.day, self.subject(facts), self.stretch)
        try:
            if not all(step(evaluator, one)(frame) for one in self.steps):
                return False
            return self.amount is None or bool(evaluator.scalar(self.amount)(frame) > 0)
        except Broken:
            return False

    def by(self, ways: Mapping[int, core.Way]) -> Goal:
        """The same, by these ways."""
        return attrs.evolve(self, chosen=ways)

    def past(self, facts: Facts, condition: Scalar) -> bool:
        """Whether a condition of it holds, and all before it."""
        try:
            found = self.unmet(facts)
        except Broken:
            return False
        if found is None:
            return True
        order = [one.condition for one in self._lines() if isinstance(one, core.Requirement)]
        last = len(order)
        failed, wanted = (
            next((at for at, one in enumerate(order) if one is each), last) for each in (found.condition, condition)
        )
        return failed > wanted

    def _lines(self) -> Sequence[core.Requirement | core.Assign]:
        found: list[core.Requirement | core.Assign] = []
        for one in self.steps:
            match one:
                case core.Ways():
                    found.extend(self.chosen[id(one)].requirements)
                case core.Requirement() | core.Assign():
                    found.append(one)
        return found


@attrs.frozen(eq=False)
class Looked:
    """A measure or a field that was looked at, with the frame in which it was."""

    node: core.Measure | core.Field
    frame: Frame
    kept: list[Fact]


@attrs.frozen(eq=False)
class Unmet:
    """A condition that does not hold, or an amount that is nothing, and what it looked at, in order."""

    condition: Scalar
    frame: Frame
    looked: tuple[Looked, ...]


class Looking:
    """A recorder of the measures and fields that are looked at."""

    everywhere: ClassVar[bool] = False

    def __init__(self) -> None:
        self.seen: list[Looked] = []

    def watch(self, node: Scalar, compute: Any) -> Any:
        """The same computation, noted where it looks at facts."""
        if not isinstance(node, core.Measure | core.Field):
            return compute

        def watched(frame: Frame) -> Any:
            self.seen.append(Looked(node, list(frame), []))
            return compute(frame)

        return watched

    def note(self, node: core.Measure, looked_at: int, kept: list[Fact]) -> None:
        """The facts that a measure kept."""
        del looked_at
        for one in reversed(self.seen):
            if one.node is node:
                one.kept.extend(kept)
                return

    def remark(self, text: str) -> None:
        """Nothing is told here."""


def _looked(condition: Scalar, recorder: Looking | None, lets: Mapping[int, list[Looked]]) -> tuple[Looked, ...]:
    """What a condition looked at: by itself, then by the `let`s in it."""
    if recorder is None:
        return ()
    from palier.meaning.walk import walk

    found = list(recorder.seen)
    for node in walk(condition):
        if isinstance(node, core.Local):
            found.extend(lets.get(node.slot, ()))
    return tuple(found)


def grain(of: Any, minor_digits: int, units: Mapping[str, Decimal]) -> Decimal | None:
    """The smallest step of a quantity of a type: a cent, a whole, a hundredth of a percent; None for no quantity."""
    from palier.meaning.types import COUNT, DAYS, MONEY, MONTHS, NUMBER, RATE, UnitOf, present

    match present(of):
        case one if one is MONEY:
            return Decimal(1).scaleb(-minor_digits)
        case one if one in (COUNT, NUMBER, MONTHS, DAYS):
            return Decimal(1)
        case one if one is RATE:
            return Decimal("0.0001")
        case UnitOf(unit):
            return units[unit]
        case _:
            return None
