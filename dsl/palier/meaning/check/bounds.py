"""Caps that no single payment fits under, and claw-backs that come to more than was paid."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from palier.meaning import core, programme
from palier.meaning.check.idle import Known
from palier.meaning.check.proving import case_words, spoken, text_of
from palier.meaning.check.settlement import float_free
from palier.meaning.check.world import World
from palier.meaning.prove.formula import TRUE, Formula, TooMuch
from palier.meaning.prove.reading import Reading
from palier.meaning.prove.terms import Case, Env, number
from palier.problems import Related
from palier.problems import incentives as problems


def bounds(world: World, one: programme.Incentive, known: Known, stacks: Mapping[str, programme.Stack]) -> None:
    """Looks at the caps of an incentive, and of the stacks that it stands in, then at its claw-backs."""
    if not known.possible:
        return
    try:
        known.reading.ask()
        for cap in one.caps:
            _cap(world, one, cap, known)
        for stack in stacks.values():
            taken = {name for line in stack.lines if line.kind == "on what is left" for name in line.members}
            if one.name in stack.leaves and one.name not in taken:
                for cap in stack.caps:
                    _cap(world, one, cap, known)
        _claw_backs(world, one, known)
    except TooMuch:
        return


def _cap(world: World, one: programme.Incentive, cap: programme.Cap, known: Known) -> None:
    if cap.payments or one.amount is None:
        return
    if one.settlement.minimum is not None or one.settlement.trued_up is not None:
        # What is paid is another amount: the sum of a period, or a difference.
        return
    if isinstance(cap.limit, core.Constant) and isinstance(one.amount, core.Constant):
        # Said where the cap is read.
        return
    reading = known.reading
    env = known.env if one.base is None else known.env.holding(one.base.slot, (one.base.value, known.env))
    limits = reading.values(cap.limit, env)
    for amount in reading.values(one.amount, env):
        possible = [
            limit for limit in limits if reading.search([*known.formulas, amount.guard, limit.guard]) is not None
        ]
        if not possible or not all(_above(reading, amount, limit, known) for limit in possible):
            continue
        shown = text_of(amount.scalar) if amount.scalar is not None else text_of(one.amount)
        if not amount.value.factors:
            shown = spoken(world, amount.value.constant, one.amount.type)
        world.add(
            problems.CAP_BELOW_PAYMENT.at(
                cap.span,
                cap=text_of(cap.limit),
                amount=shown + case_words(world, (*amount.rows, *possible[0].rows)).replace("`", ""),
                related=[Related(f"what `{one.name}` pays", one.amount.span)],
            )
        )
        return


def _above(reading: Reading, amount: Case, limit: Case, known: Known) -> bool:
    """Whether each payment of a case lies above the cap; where parameters alone decide, whether one can."""
    difference = amount.value.plus(limit.value, Fraction(-1))
    case = [*known.formulas, amount.guard, limit.guard]
    written = [reading.written[variable] for variable in difference.factors]
    if written and all(isinstance(scalar, core.Parameter) for scalar in written):
        return reading.search([*case, number(">", difference)]) is not None
    return reading.search([*case, number("<=", difference)]) is None


def _claw_backs(world: World, one: programme.Incentive, known: Known) -> None:
    """Two claw-backs that can both be due and come to more than all; or one that does alone."""
    read = known.reading
    found: list[tuple[programme.ClawBack, Fraction, Formula]] = []
    for line in one.settlement.claw_backs:
        if not isinstance(line.share, core.Constant):
            continue
        share = Fraction(line.share.value)
        if share > 1:
            world.report(problems.CLAWED_BACK_BEYOND, line.span, total=f"{float_free(share)}%")
            continue
        due = None
        if line.condition is not None and line.date is not None:
            day = Env(known.env.slots, ("at", read.key(line.date, known.env)))
            due = read.condition(line.condition, day)
        found.append((line, share, TRUE if due is None else due))
    for (line, share, due), (other, beside, too) in combinations(found, 2):
        if share + beside > 1 and read.search([*known.formulas, due, too]) is not None:
            world.add(
                problems.CLAWED_BACK_BEYOND.at(
                    other.span,
                    total=f"{float_free(share + beside)}%",
                    related=[Related("together with this", line.span)],
                )
            )
            return
