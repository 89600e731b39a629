"""Whether the tiers of a ladder rise: none easier than one below, none out of reach, none lost when it is won."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from palier.meaning import core, programme
from palier.meaning.check.idle import MOST_LINES
from palier.meaning.check.proving import asked, case_words, reading_of, sample, spoken, text_of
from palier.meaning.check.world import World
from palier.meaning.core import Scalar
from palier.meaning.prove.formula import All, Among, Either, Formula, Number, TooMuch, all_of, negated
from palier.meaning.prove.reading import Reading
from palier.meaning.prove.solve import State
from palier.meaning.prove.terms import Env, is_number, number
from palier.problems import Related
from palier.problems import tables as problems

MOST_TIERS: Final = 30
"""Tiers of one ladder that are held against each other."""


@attrs.frozen(eq=False)
class Threshold:
    """A comparison that a tier asks for, in one case of its limit."""

    compare: core.Compare
    guard: Formula
    test: Number
    rows: tuple[tuple[str, int], ...]


def ladder_order(world: World, ladder: programme.Ladder) -> None:
    """Warns of tiers that cannot be what was meant."""
    if len(ladder.tiers) > MOST_TIERS or any(len(tier.steps) > MOST_LINES for tier in ladder.tiers):
        return
    try:
        _Order(world, ladder).go()
    except TooMuch:
        # Too large to be looked through: nothing is said of it.
        return


class _Order:
    def __init__(self, world: World, ladder: programme.Ladder) -> None:
        self.world = world
        self.ladder = ladder
        self.reading = reading_of(world)
        self.env = self.reading.start(ladder.record)
        self.asks = {tier.name: self._asks(tier) for tier in ladder.tiers}

    def _asks(self, tier: programme.Tier) -> Formula:
        invited = [] if tier.invitation is None else [self.reading.condition(tier.invitation, self.env)]
        return all_of((*invited, *(asked(self.reading, step, self.env) for step in tier.steps)))

    def go(self) -> None:
        """Every tier by itself, then beside those below it."""
        tiers = self.ladder.tiers
        out_of_reach = {tier.name for tier in tiers if self._out_of_reach(tier)}
        for tier in tiers:
            if tier.name not in out_of_reach:
                self._lost_at_once(tier)
        for at, higher in enumerate(tiers):
            for lower in reversed(tiers[:at]):
                if not out_of_reach & {higher.name, lower.name} and self._easier(lower, higher):
                    break

    # --- a tier by itself

    def _out_of_reach(self, tier: programme.Tier) -> bool:
        self.reading.ask()
        steps = [step for step in tier.steps if isinstance(step, core.Requirement)]
        if any(isinstance(step.condition, core.Constant) for step in steps):
            # Said of the requirement already.
            return False
        if self.reading.search([self.asks[tier.name]]) is not None:
            return False
        apart = [
            (one, other)
            for at, one in enumerate(steps)
            for other in steps[:at]
            if self.reading.search([asked(self.reading, one, self.env), asked(self.reading, other, self.env)]) is None
        ]
        place, related = (
            (tier.span, []) if not apart else (apart[0][0].span, [Related("beside this", apart[0][1].span)])
        )
        self.world.add(
            problems.TIER_OUT_OF_REACH.at(
                place, name=tier.name, reason="what it asks for cannot all be met at once", related=related
            )
        )
        return True

    def _lost_at_once(self, tier: programme.Tier) -> None:
        asks = self.asks[tier.name]
        for lost in (tier.lost, self.ladder.lost):
            if lost is None or not tier.steps:
                continue
            self.reading.ask()
            condition = self.reading.condition(lost, self.env)
            always = self.reading.search([asks, negated(condition)]) is None
            # What the tier does not ask about may well end it: a partner that is suspended.
            if not always and not _variables(condition) <= _variables(asks):
                continue
            state = self.reading.search([asks, condition])
            if state is None:
                continue
            case = "" if always else self._witness(state, lost)
            self.world.add(
                problems.TIER_LOST_AT_ONCE.at(
                    lost.span,
                    name=tier.name,
                    manner="is always" if always else "can be",
                    case=case,
                    related=[Related("what it asks for", step.span) for step in tier.steps[:1]],
                )
            )

    def _witness(self, state: State, condition: Scalar) -> str:
        parts: dict[str, None] = {}
        for compare in _compared(condition):
            for one in self._cases(compare):
                if len(one.test.form) == 1 and one.test.form in state.numbers:
                    whole = self.reading.variables[one.test.form[0][0]].whole
                    value = sample(state.numbers[one.test.form], whole=whole)
                    parts[f"`{text_of(compare.left)}` {spoken(self.world, value, compare.left.type)}"] = None
        return f", with {' and '.join(parts)}" if parts else ""

    # --- a tier beside one below it

    def _easier(self, lower: programme.Tier, higher: programme.Tier) -> bool:
        self.reading.ask()
        return self._lower_threshold(lower, higher) or self._implied(lower, higher)

    def _lower_threshold(self, lower: programme.Tier, higher: programme.Tier) -> bool:
        """Whether the higher tier asks for less of the same, in some row of the tables that say how much."""
        of_lower, of_higher = self.asks[lower.name], self.asks[higher.name]
        for wanted in self._thresholds(lower):
            for found in self._thresholds(higher):
                if wanted.test.form != found.test.form or not _weaker(found.test, wanted.test):
                    continue
                case = [wanted.guard, found.guard]
                # Something else that the higher tier asks for may make good for it.
                if self.reading.search([*case, of_higher, negated(wanted.test)]) is None:
                    continue
                if self.reading.search([*case, of_lower]) is None:
                    continue
                self.world.add(
                    problems.TIER_EASIER.at(
                        found.compare.span,
                        higher=higher.name,
                        lower=lower.name,
                        case=case_words(self.world, (*found.rows, *wanted.rows)),
                        what=text_of(found.compare.left),
                        found=self._limit(found),
                        wanted=self._limit(wanted),
                        related=[Related(f"what `{lower.name}` asks for", wanted.compare.span)],
                    )
                )
                return True
        return False

    def _limit(self, of: Threshold) -> str:
        return spoken(self.world, of.test.bound, of.compare.left.type)

    def _thresholds(self, tier: programme.Tier) -> Iterator[Threshold]:
        for step in tier.steps:
            if isinstance(step, core.Requirement):
                for compare in _compared(step.condition):
                    yield from self._cases(compare)

    def _cases(self, compare: core.Compare) -> Iterator[Threshold]:
        for left in self.reading.values(compare.left, self.env):
            for right in self.reading.values(compare.right, self.env):
                test = number(compare.operator, left.value.plus(right.value, Fraction(-1)))
                if isinstance(test, Number):
                    yield Threshold(compare, all_of((left.guard, right.guard)), test, (*left.rows, *right.rows))

    def _implied(self, lower: programme.Tier, higher: programme.Tier) -> bool:
        """Whether whoever meets the lower tier meets the higher one as well, always or in some row of a table."""
        of_lower, of_higher = self.asks[lower.name], self.asks[higher.name]
        if not lower.steps:
            return False
        if self.reading.search([of_lower, negated(of_higher)]) is None:
            name, step = lower.name, self.ladder.steps
            reason = f"whoever meets it meets `{higher.name}`, which lies above it"
            if step is None and lower.lost is None and higher.lost is None and self.ladder.lost is None:
                self.world.report(problems.TIER_OUT_OF_REACH, lower.span, name=name, reason=reason)
            else:
                self._as_well(lower, higher, "")
            return True
        for rows, guard in _rows(self.reading, self.env, lower, higher):
            if self.reading.search([guard, of_lower]) is None:
                continue
            if self.reading.search([guard, of_lower, negated(of_higher)]) is None:
                self._as_well(lower, higher, case_words(self.world, rows))
                return True
        return False

    def _as_well(self, lower: programme.Tier, higher: programme.Tier, case: str) -> None:
        self.world.add(
            problems.TIER_AS_WELL.at(
                higher.span,
                higher=higher.name,
                lower=lower.name,
                case=case,
                related=[Related(f"`{lower.name}` stands here", lower.span)],
            )
        )


def _compared(condition: Scalar) -> Iterator[core.Compare]:
    match condition:
        case core.AllOf(parts=parts):
            for part in parts:
                yield from _compared(part)
        case core.Compare(operator="<" | "<=" | ">" | ">=", left=left, right=right):
            if is_number(left.type) and is_number(right.type):
                yield condition


def _weaker(one: Number, other: Number) -> bool:
    """Whether one test of a form lets through more than another of the same direction."""
    if one.operator[0] != other.operator[0] or one.operator not in ("<", "<=", ">", ">="):
        return False
    if one.bound == other.bound:
        return len(one.operator) > len(other.operator)
    return (one.bound < other.bound) is (one.operator[0] == ">")


def _rows(reading: Reading, env: Env, *tiers: programme.Tier) -> Iterator[tuple[tuple[tuple[str, int], ...], Formula]]:
    """The rows of the tables that say how much of something tiers ask for, with where they hold."""
    seen: set[tuple[tuple[str, int], ...]] = set()
    for tier in tiers:
        for step in tier.steps:
            if not isinstance(step, core.Requirement):
                continue
            for compare in _compared(step.condition):
                for side in (compare.left, compare.right):
                    for case in reading.values(side, env):
                        if case.rows and case.rows not in seen:
                            seen.add(case.rows)
                            yield case.rows, case.guard


def _tests(formula: Formula) -> Iterator[Number | Among]:
    match formula:
        case All(parts) | Either(parts):
            for part in parts:
                yield from _tests(part)
        case Number() | Among():
            yield formula


def _variables(formula: Formula) -> set[int]:
    found: set[int] = set()
    for test in _tests(formula):
        found |= {test.variable} if isinstance(test, Among) else {variable for variable, _ in test.form}
    return found
