"""A second run of a programme of one version: candidates one by one, caps as lists of what was paid before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import naive_dates as dates
from naive_values import DataFault, Row, World, to_step

from palier.meaning import core, programme
from palier.meaning.types import UnitOf

MOST = 10**15


@attrs.define(eq=False)
class Paid:
    """A candidate and what it came to. `caps`: limit, used, left and after of each cap."""

    incentive: str
    row: Row
    part: int
    period: tuple[date, date] | None
    earned: date
    gross: Fraction
    payee: Row
    frame: dict[int, Any]
    amount: Fraction = Fraction(0)
    caps: list[tuple[Fraction, Fraction, Fraction, Fraction]] = attrs.field(factory=list)


def run(world: World, as_of: date) -> dict[str, list[Paid]]:
    """What each incentive pays, in the order in which it is paid. Raises DataFault where the data is at fault."""
    return {name: _incentive(world, one, as_of) for name, one in world.rules.incentives.items()}


def _incentive(world: World, incentive: programme.Incentive, as_of: date) -> list[Paid]:
    found = []
    for row, period in _subjects(world, incentive, as_of):
        candidate = _candidate(world, incentive, row, period, as_of)
        if candidate is not None:
            found.append(candidate)
    ordered = bool(world.model.records[incentive.subject.record].order)
    found.sort(key=lambda one: (one.earned, one.row.order if ordered else one.row.order[-1]))
    paid: list[Paid] = []
    for one in found:
        _cap(world, incentive, one, paid)
        paid.append(one)
    return paid


def _subjects(world: World, incentive: programme.Incentive, as_of: date) -> list[tuple[Row, tuple[date, date] | None]]:
    subject = incentive.subject
    rows = world.rows.get(subject.record, [])
    match subject:
        case programme.EachFact():
            return [(row, None) for row in rows if not row.dated or (row.since is not None and row.since <= as_of)]
        case programme.EachPeriod(period=period):
            return [
                (row, one)
                for one in _periods(world, incentive, period, as_of)
                for row in rows
                if row.seen(one[1] - timedelta(1))
            ]
        case _:
            raise NotImplementedError(type(subject).__name__)


def _periods(
    world: World, incentive: programme.Incentive, period: programme.Period, as_of: date
) -> list[tuple[date, date]]:
    """Day by day: a period is whole when all its days are in force, and over by the date of the run."""
    rules = world.rules
    first_month = rules.fiscal_month if period.calendar == "fiscal" else 1
    starts = [one for one in (rules.effective_from, _fixed(incentive.effective_from)) if one is not None]
    ends = [one for one in (rules.effective_to, _fixed(incentive.effective_to)) if one is not None]
    known = [row.since for rows in world.rows.values() for row in rows if row.dated and row.since is not None]
    start = max(starts) if starts else min(known, default=as_of)
    number = dates.period_number(start, period.unit, first_month)
    size = dates.MONTHS[period.unit]
    found = []
    while True:
        opening = _opening(number, size, first_month)
        closing = _opening(number + 1, size, first_month)
        number += 1
        if closing - timedelta(1) > as_of:
            return found
        if (not starts or opening >= start) and (not ends or closing - timedelta(1) <= min(ends)):
            found.append((opening, closing))


def _opening(number: int, size: int, first_month: int) -> date:
    months = number * size + first_month - 1
    return date(months // 12, months % 12 + 1, 1)


def _fixed(scalar: Any) -> date | None:
    return None if scalar is None else scalar.value


def _candidate(
    world: World, incentive: programme.Incentive, row: Row, period: tuple[date, date] | None, as_of: date
) -> Paid | None:
    frame: dict[int, Any] = {core.SUBJECT: row, core.STRETCH: period}
    earned = row.since if period is None else period[1] - timedelta(1)
    if incentive.earned_on is not None:
        earned = world.value(incentive.earned_on, as_of, dict(frame))
    if earned is None or earned > as_of or not world.rules.governs(earned):
        return None
    if row.until is not None and row.until <= earned:
        return None
    for limit, too_late in ((incentive.effective_from, False), (incentive.effective_to, True)):
        if limit is not None:
            day = world.value(limit, earned, frame)
            if earned > day if too_late else earned < day:
                return None
    if incentive.where is not None and not world.value(incentive.where, earned, frame):
        return None
    for step in incentive.steps:
        if not _meets(world, step, earned, frame):
            return None
    if incentive.base is not None:
        _meets(world, incentive.base, earned, frame)
    exact = world.value(incentive.amount, earned, frame)
    smallest = _smallest(world, incentive)
    gross = to_step(Fraction(exact), smallest, world.rules.rounding)
    if gross < 0 or gross >= MOST * smallest:
        raise DataFault("amount")
    payee = world.value(incentive.payee, earned, frame)
    return Paid(incentive.name, row, 0, period, earned, gross, payee, frame)


def _smallest(world: World, incentive: programme.Incentive) -> Fraction:
    type_ = incentive.amount.type
    return Fraction(world.model.units[type_.unit] if isinstance(type_, UnitOf) else Decimal("0.01"))


def _meets(world: World, step: core.Step, day: date, frame: dict[int, Any]) -> bool:
    match step:
        case core.Requirement(condition=condition):
            return bool(world.value(condition, day, frame))
        case core.Assign(slot=slot, value=value):
            frame[slot] = world.value(value, day, frame)
            return True
        case core.Ways(ways=ways):
            for way in ways:
                met = True
                for one in way.requirements:
                    if met and not world.value(one.condition, day, frame):
                        met = False
                if met:
                    return True
            return False


def _cap(world: World, incentive: programme.Incentive, one: Paid, before: list[Paid]) -> None:
    """The least of what all caps let through, each looking back at everything that was paid in its scope."""
    amount = one.gross
    for number, cap in enumerate(incentive.caps):
        smallest = Fraction(1) if cap.payments else _smallest(world, incentive)
        limit = to_step(Fraction(world.value(cap.limit, one.earned, one.frame)), smallest, world.rules.rounding)
        if limit < 0:
            raise DataFault("limit")
        mine = scope(world, cap, one)
        del number
        same = [other for other in before if scope(world, cap, other) == mine]
        used = (
            Fraction(sum(1 for other in same if other.amount))
            if cap.payments
            else sum((o.amount for o in same), Fraction(0))
        )
        left = max(Fraction(0), limit - used)
        if cap.payments:
            after = one.gross if left >= 1 else Fraction(0)
        elif one.gross <= left:
            after = one.gross
        else:
            after = Fraction(0) if cap.whole_or_nothing else left
        one.caps.append((limit, used, left, after))
        amount = min(amount, after)
    one.amount = amount


def scope(world: World, cap: programme.Cap, one: Paid) -> list[Any]:
    """What names the ledger entry of a candidate under a cap."""
    values = [world.value(path, one.earned, one.frame) for path in cap.scope]
    if cap.period is not None:
        first = world.rules.fiscal_month if cap.period.calendar == "fiscal" else 1
        values.append(dates.period_number(one.earned, cap.period.unit, first))
    return values
