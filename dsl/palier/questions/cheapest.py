"""The cheapest change that reaches a goal: for each requirement that fails the smallest change that meets it.

See docs/decisions/ for what a change is, and what cheapest means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

import attrs

from palier.facts import Changes, Data, add
from palier.facts.fact import Facts
from palier.meaning.programme import Rules
from palier.problems import DataError
from palier.questions.goal import Goal, Looking
from palier.questions.kinds import Adding, Filling, Kind, changes_of, kinds_of
from palier.questions.known import known
from palier.questions.run import load
from palier.questions.sought import smallest
from palier.run.broken import Broken
from palier.run.conditions import conditions
from palier.run.exact import exactly

MOST_FACTS: Final = 24
"""No more facts than this are proposed at once."""

_MOST_KINDS: Final = 4
_MOST: Final = Decimal(10) ** 12


@attrs.frozen
class Step:
    """A kind of change with the value found for it: a quantity, how many facts, or the value of a field."""

    kind: Kind
    value: Any


class World:
    """The data of a question, and the facts that come of it after changes: each time anew, and nobody else's.

    `plain` are those without changes: nobody writes to them.
    """

    def __init__(self, versions: Sequence[Rules], data: Data, day: date) -> None:
        self.versions = versions
        self.data = data
        self.day = day
        self.plain = self.facts(())

    def facts(self, changes: Sequence[Changes]) -> Facts:
        """The facts after changes, and nothing that is dated later. Raises DataError where they cannot be."""
        loaded = load(self.versions, self.data.changed(changes) if changes else self.data)
        assert loaded.facts is not None
        known(loaded.facts, self.day)
        return loaded.facts

    def changes(self, steps: Sequence[Step]) -> tuple[Changes, ...]:
        """What the steps come to."""
        return tuple(change for one in steps for change in changes_of(one.kind, one.value))


def cheapest(world: World, goal: Goal, payee: str) -> tuple[Step, ...] | None:
    """The steps that reach the goal; None where none are found. Each is the smallest of its kind beside the others."""
    with exactly():
        found = _reach(world, goal, payee)
        return None if found is None else _reduced(world, goal, found)


def _reach(world: World, goal: Goal, payee: str) -> list[Step] | None:
    steps: list[Step] = []
    for _ in range(_MOST_KINDS + 1):
        try:
            facts = world.facts(world.changes(steps))
            looking = Looking()
            unmet = goal.unmet(facts, looking)
        except (Broken, DataError):
            return None
        if unmet is None:
            return steps
        if len(steps) == _MOST_KINDS:
            return None
        for kind in kinds_of(goal, unmet.looked, facts, payee):
            # Of a kind that is there already more is asked; it then stands for both.
            others = [one for one in steps if one.kind.likeness != kind.likeness]
            before = next((one.kind for one in steps if one.kind.likeness == kind.likeness), kind)
            value = _smallest(world, others, before, partial(goal.past, condition=unmet.condition))
            if value is not None:
                steps = [*others, Step(before, value)]
                break
        else:
            return None
    return None


def _reduced(world: World, goal: Goal, steps: Sequence[Step]) -> tuple[Step, ...] | None:
    """Each step once more, smallest beside the others, or left out: what came later may have made it too large."""
    found = list(steps)
    for one in list(found):
        others = [other for other in found if other is not one]
        if goal.holds(world.facts(world.changes(others))):
            found = others
            continue
        value = _smallest(world, others, one.kind, goal.holds)
        if value is None:
            return None
        found[found.index(one)] = Step(one.kind, value)
    return tuple(found)


def _smallest(world: World, others: Sequence[Step], kind: Kind, asked: Callable[[Facts], bool]) -> Any:
    """The smallest value of a kind of change, beside the others, for which the answer is yes; None if there is none."""
    try:
        match kind:
            case Adding(varied=None):
                return _number(world, others, kind, asked)
            case Adding():
                return _quantity(world, others, kind, asked)
            case Filling(grain=None):
                return next(
                    (
                        one
                        for one in kind.values
                        if asked(world.facts((*world.changes(others), *changes_of(kind, one))))
                    ),
                    None,
                )
            case Filling():
                return _nearest(world, others, kind, asked)
    except DataError:
        return None


def _number(world: World, others: Sequence[Step], kind: Adding, asked: Callable[[Facts], bool]) -> int | None:
    """How many facts: one after the other."""
    facts = world.facts(world.changes(others))
    most = MOST_FACTS if kind.other is None else min(MOST_FACTS, len(kind.other[1]))
    demands = conditions(world.versions, facts.model)
    every = changes_of(kind, most)
    each = len(kind.made)
    for number in range(1, most + 1):
        for change in every[(number - 1) * each : number * each]:
            add(facts, facts.model, change.record, change.values, demands.get(change.record, ()))  # type: ignore[union-attr]
        if asked(facts):
            return number
    return None


def _quantity(world: World, others: Sequence[Step], kind: Adding, asked: Callable[[Facts], bool]) -> Decimal | None:
    """How much: all amounts at once."""
    assert kind.varied is not None
    assert kind.grain is not None
    at, name = kind.varied
    changes = changes_of(kind, kind.grain)
    facts = world.facts((*world.changes(others), *changes))
    record = kind.made[at].record
    index = facts.model.records[record.name].by_name[name].index
    fact = list(facts.by_record[record.name].values())[-1]

    def with_value(value: Any) -> bool:
        fact.values[index] = value
        return asked(facts)

    return smallest(with_value, kind.grain, _MOST)


def _nearest(world: World, others: Sequence[Step], kind: Filling, asked: Callable[[Facts], bool]) -> Any:
    """The value nearest to the one that there is; of two as near the greater."""
    assert kind.grain is not None
    facts = world.facts(world.changes(others))
    fact = facts.by_record[kind.record.name][kind.key]
    index = facts.model.records[kind.record.name].by_name[kind.field.name].index
    now = kind.now

    def distance(sign: int, most: Decimal) -> Decimal | None:
        def with_distance(size: Any) -> bool:
            fact.values[index] = size * sign + now
            return asked(facts)

        return smallest(with_distance, kind.grain or Decimal(1), most)

    up = distance(1, _MOST)
    down = distance(-1, _MOST if up is None else up)
    if up is None and down is None:
        return None
    return now - down if down is not None and (up is None or down < up) else now + up
