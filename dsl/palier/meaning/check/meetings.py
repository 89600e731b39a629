"""Two incentives that can both pay for one subject, and that nothing combines.

What keeps two apart is looked for where it can be proved: in the `where` and the requirements of both, with the tables
and definitions that they ask. Whoever knows better says `unstacked incentives add up`, or combines them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import attrs

from palier.meaning import core, programme, strata
from palier.meaning.check.idle import MOST_LINES
from palier.meaning.check.members import same_day, same_form, same_scalar
from palier.meaning.check.narrowing import path_of
from palier.meaning.check.proving import asked, reading_of
from palier.meaning.check.world import World
from palier.meaning.core import Scalar
from palier.meaning.prove.formula import Formula, TooMuch
from palier.meaning.prove.reading import Reading
from palier.problems import Related
from palier.problems import incentives as problems

_SHOWN = 3
_MOST = 50
"""Pairs after which nobody reads on."""
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@attrs.define
class Allowed:
    """What a path may be: one of `among` (None: anything), none of `without`, and between two bounds."""

    among: frozenset[Any] | None = None
    without: frozenset[Any] = frozenset()
    low: tuple[Any, bool] | None = None
    high: tuple[Any, bool] | None = None

    def possible(self) -> bool:
        """Whether something is left."""
        if self.among is not None:
            return any(self.holds(one) for one in self.among)
        if self.low is None or self.high is None:
            return True
        (low, least), (high, most) = self.low, self.high
        return bool(low < high or (low == high and least and most))

    def holds(self, value: Any) -> bool:
        """Whether a constant is allowed."""
        if value in self.without:
            return False
        if self.low is not None and not (value > self.low[0] or (self.low[1] and value == self.low[0])):
            return False
        return self.high is None or bool(value < self.high[0] or (self.high[1] and value == self.high[0]))

    def narrow(self, other: Allowed) -> None:
        """Both hold."""
        if other.among is not None:
            self.among = other.among if self.among is None else self.among & other.among
        self.without |= other.without
        # Of two bounds at the same place, the one that leaves it out is the narrower.
        for low in filter(None, (other.low,)):
            if self.low is None or (low[0], not low[1]) > (self.low[0], not self.low[1]):
                self.low = low
        for high in filter(None, (other.high,)):
            if self.high is None or high < self.high:
                self.high = high


def meetings(
    world: World, incentives: Mapping[str, programme.Incentive], stacks: Mapping[str, programme.Stack]
) -> None:
    """Warns of each pair of incentives that can meet, with a case in which they do."""
    together = {name: [one for one in stacks.values() if name in one.leaves] for name in incentives}
    asked_of = {name: {node.incentive for node in strata.asked(one)} for name, one in incentives.items()}
    groups: dict[tuple[str, str], list[_Side]] = {}
    found = 0
    for name, one in incentives.items():
        subject = one.subject
        group = groups.setdefault((type(subject).__name__, subject.record), [])
        side: _Side | None = None
        for other in group:
            first = other.incentive
            if first.name in asked_of[name] or name in asked_of[first.name]:
                continue
            if any(first.name in stack.leaves for stack in together[name]) or not _can_meet(one, first):
                continue
            side = _Side(world, one, group) if side is None else side
            both = side.both(other)
            if both is None:
                continue
            found += 1
            if found > _MOST:
                return
            world.add(
                problems.NOT_COMBINED.at(
                    world.incentives[name].name.span,
                    first=first.name,
                    second=name,
                    record=subject.record,
                    case=_case(both),
                    related=[Related(f"`{first.name}` is declared here", world.incentives[first.name].name.span)],
                )
            )
        group.append(_Side(world, one, group) if side is None else side)


class _Side:
    """What an incentive asks for, read together with those of the same subject."""

    def __init__(self, world: World, one: programme.Incentive, group: list[_Side]) -> None:
        self.incentive = one
        self.allowed = _constraints(one)
        self.reading: Reading = group[0].reading if group else reading_of(world)
        self.formulas: tuple[Formula, ...] = ()
        self.reading.ask()
        with suppress(TooMuch):
            if len(one.steps) > MOST_LINES:
                raise TooMuch
            env = self.reading.start(one.subject.record)
            where = [] if one.where is None else [self.reading.condition(one.where, env)]
            for step in one.steps:
                if isinstance(step, core.Assign):
                    env = env.holding(step.slot, (step.value, env))
                else:
                    where.append(asked(self.reading, step, env))
            self.formulas = tuple(where)

    def both(self, other: _Side) -> dict[str, Allowed] | None:
        """What both allow, by path; None where nothing is left for certain."""
        found = _both(self.allowed, other.allowed)
        if found is None:
            return None
        with suppress(TooMuch):
            if self.reading.search([*self.formulas, *other.formulas]) is None:
                return None
        return found


def _can_meet(one: programme.Incentive, other: programme.Incentive) -> bool:
    """Whether two are about the same subject on the same day, and pay the same payee alike."""
    if not (same_form(one.subject, other.subject) and same_day(one, other) and same_scalar(one.payee, other.payee)):
        return False
    if one.amount is None or other.amount is None or one.amount.type != other.amount.type:
        return False
    return not (_one_after_the_other(one, other) or _one_after_the_other(other, one))


def _one_after_the_other(one: programme.Incentive, other: programme.Incentive) -> bool:
    end, start = one.effective_to, other.effective_from
    return isinstance(end, core.Constant) and isinstance(start, core.Constant) and end.value < start.value


def _constraints(one: programme.Incentive) -> dict[str, Allowed]:
    """By path from the subject, what the `where` and the requirements allow."""
    found: dict[str, Allowed] = {}
    conditions = [] if one.where is None else [one.where]
    conditions += [step.condition for step in one.steps if isinstance(step, core.Requirement)]
    for condition in conditions:
        for path, allowed in _of(condition):
            if path.startswith(f"${core.SUBJECT}"):
                found.setdefault(path, Allowed()).narrow(allowed)
    return found


def _of(condition: Scalar) -> Iterator[tuple[str, Allowed]]:
    match condition:
        case core.AllOf(parts=parts):
            for part in parts:
                yield from _of(part)
        case core.Compare(operator="is", left=left, right=core.Constant(value=value)):
            yield from _named(left, Allowed(frozenset({value})))
        case core.Compare(operator="is not", left=left, right=core.Constant(value=value)):
            yield from _named(left, Allowed(without=frozenset({value})))
        case core.Compare(operator=operator, left=left, right=core.Constant(value=value), ranks=None):
            yield from _named(left, _bound(operator, value))
        case core.Compare(operator=operator, left=core.Constant(value=value), right=right, ranks=None) if (
            operator in _MIRRORED
        ):
            yield from _named(right, _bound(_MIRRORED[operator], value))
        case core.In(operand=operand, members=core.Constant(value=frozenset() as values), negated=negated):
            yield from _named(operand, Allowed(without=values) if negated else Allowed(values))
        case core.Known(operand=operand, wanted=wanted):
            path = path_of(operand)
            if path is not None:
                yield f"{path}?", Allowed(frozenset({wanted}))
        case core.Not(operand=core.Field() as field):
            yield from _named(field, Allowed(frozenset({False})))
        case core.Field():
            yield from _named(condition, Allowed(frozenset({True})))
        case _:
            pass


def _bound(operator: str, value: Any) -> Allowed:
    if operator in (">", ">="):
        return Allowed(low=(value, operator == ">="))
    return Allowed(high=(value, operator == "<="))


def _named(value: Scalar, allowed: Allowed) -> Iterator[tuple[str, Allowed]]:
    path = path_of(value)
    if path is not None:
        yield path, allowed


def _both(one: Mapping[str, Allowed], other: Mapping[str, Allowed]) -> dict[str, Allowed] | None:
    """What both allow; None where nothing is left."""
    found: dict[str, Allowed] = {}
    for path in dict.fromkeys((*one, *other)):
        found[path] = Allowed()
        for side in (one, other):
            if path in side:
                found[path].narrow(side[path])
        if not found[path].possible():
            return None
    return found


def _case(both: Mapping[str, Allowed]) -> str:
    """A case, as far as it is fixed by constants: ` with stage Assessment`."""
    parts = []
    for path, allowed in both.items():
        if allowed.among is None or path.endswith("?"):
            continue
        value = min((one for one in allowed.among if allowed.holds(one)), key=str)
        word = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        name = path.removeprefix(f"${core.SUBJECT}").lstrip(".:").replace(":", ".")
        parts.append(f"`{name}` {word}")
    return f" with {' and '.join(parts[:_SHOWN])}" if parts else ""
