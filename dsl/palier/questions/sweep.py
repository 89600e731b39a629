"""Sweep: a programme run at several values of one parameter, and where between them its cost jumps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import attrs

from palier.facts import Changes, Data
from palier.facts.collecting import not_collecting
from palier.meaning.check.programme import parameter_value
from palier.meaning.programme import Parameter, Rules
from palier.meaning.types import COUNT, DAYS, MONEY, MONTHS, NUMBER, RATE, UnitOf, present, shown
from palier.problems import UsageError, nearest
from palier.questions.run import load, parameter_values, run_loaded
from palier.questions.whatif import latest
from palier.result import Jump, Point, Result, Sweep
from palier.run.execute import Progress

MOST_POINTS: Final = 1_000
_FINEST: Final = Decimal("0.000001")
"""How finely rates and numbers, which have no smallest step, are told apart."""
_MOST_JUMPS: Final = 8
"""Between two points; where there are more, the cost changes gradually."""


def sweep(
    versions: Sequence[Rules],
    data: Data,
    parameter: str,
    *,
    steps: int | None = None,
    by: str | None = None,
    low: str | None = None,
    high: str | None = None,
    jumps: bool = False,
    changes: Sequence[Changes] = (),
    parameters: Mapping[str, Any] | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """What the programme costs along the values of a parameter, from `low` to `high`: by default its range.

    In so many equal `steps` (10), or one each `by`; values are texts as rules write them. With `jumps`, the exact
    values between two points at which the cost jumps, where it does not change gradually. Raises DataError for faulty
    data and UsageError for what cannot be swept.
    """
    declared = _declared(versions, parameter)
    step = _smallest(versions[-1], declared)
    start, end = _ends(versions[-1], declared, low, high)
    values = _values(versions[-1], declared, start, end, step, steps, by)
    others = parameter_values(versions, parameters or {})
    if parameter in others:
        raise UsageError(f"`{parameter}` is swept, and set to one value as well")
    with not_collecting():
        loaded = load(versions, data.changed(changes))
        day = as_of or latest(loaded)
        known: dict[Any, Point] = {}
        last: list[Result] = []

        def at(value: Any) -> Point:
            if value not in known:
                result = run_loaded(versions, loaded, day, {**others, parameter: value})
                last[:] = [result]
                known[value] = _point(value, result)
            return known[value]

        points = []
        for number, value in enumerate(values, 1):
            points.append(at(value))
            if progress is not None:
                progress(number, len(values))
        found, gradual = _jumps(points, step, at) if jumps else (None, ())
    result = last[0]
    return Sweep(
        programme=result.programme,
        titles=result.titles,
        currency=result.currency,
        minor_digits=result.minor_digits,
        as_of=day,
        parameter=parameter,
        parameter_titles=declared.titles,
        type=declared.type,
        now=declared.at(day),
        points=tuple(points),
        incentives=result.incentives,
        jumps=found,
        gradual=gradual,
    )


def _declared(versions: Sequence[Rules], name: str) -> Parameter:
    found = next((one.parameters[name] for one in reversed(versions) if name in one.parameters), None)
    if found is None:
        known = sorted({name for one in versions for name in one.parameters})
        near = nearest(name, known)
        hint = f": did you mean `{near}`?" if near else f"; there are {', '.join(known)}" if known else ""
        raise UsageError(f"no parameter is called `{name}`" + hint)
    return found


def _smallest(rules: Rules, parameter: Parameter) -> Decimal:
    """By how much two values of it differ at least."""
    match present(parameter.type):
        case UnitOf(unit):
            return rules.model.units[unit]
        case of if of is MONEY:
            return Decimal(1).scaleb(-rules.model.minor_digits)
        case of if of in (COUNT, MONTHS, DAYS):
            return Decimal(1)
        case of if of in (RATE, NUMBER):
            return _FINEST
        case _:
            raise UsageError(f"`{parameter.name}` is of type {shown(parameter.type)}, which has no values in between")


def _ends(rules: Rules, parameter: Parameter, low: str | None, high: str | None) -> tuple[Any, Any]:
    if parameter.lowest is None and (low is None or high is None):
        raise UsageError(
            f"`{parameter.name}` is declared without a range: say from where to where, "
            f"or declare it `from … to …, default …`"
        )
    start = parameter.lowest if low is None else _value(rules, parameter, low)
    end = parameter.highest if high is None else _value(rules, parameter, high)
    if start > end:
        raise UsageError(f"there is nothing between the two ends: the first value of `{parameter.name}` is the greater")
    return start, end


def _value(rules: Rules, parameter: Parameter, text: str) -> Any:
    try:
        return parameter_value(rules, parameter, text)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _values(
    rules: Rules, parameter: Parameter, start: Any, end: Any, smallest: Decimal, steps: int | None, by: str | None
) -> list[Any]:
    """The values in order, both ends among them; none twice."""
    if steps is not None and by is not None:
        raise UsageError("`steps` and `by` both say how far the values lie apart: give one of them")
    first, span = Fraction(start), Fraction(end) - Fraction(start)
    if by is None:
        count = 10 if steps is None else steps
        if not 1 <= count < MOST_POINTS:
            raise UsageError(f"{count} steps cannot be taken: from 1 to {MOST_POINTS - 1}")
        exact = [first + span * number / count for number in range(count + 1)]
    else:
        free = attrs.evolve(parameter, lowest=None, highest=None, divides=False)
        apart = Fraction(_value(rules, free, by))
        if apart <= 0:
            raise UsageError(f"`{by}` leads nowhere: the values lie some way apart")
        if span / apart >= MOST_POINTS:
            raise UsageError(f"with steps of `{by}` there are more than {MOST_POINTS} values: take longer ones")
        exact = [first + apart * number for number in range(int(span / apart) + 1)]
        exact.append(first + span)
    kept = [_after(start, int((value - first) / Fraction(smallest)), smallest) for value in exact[1:-1]]
    values = list(dict.fromkeys([start, *kept, end]))
    return [value for value in values if value or not parameter.divides]


def _after(value: Any, steps: int, smallest: Decimal) -> Any:
    """The value so many of the smallest steps further on; whole numbers of months and days are int."""
    return value + (int(smallest) if isinstance(value, int) else smallest) * steps


def _point(value: Any, result: Result) -> Point:
    paid: dict[str, Decimal] = {}
    for one in result.payouts:
        if one.unit is None:
            paid[one.incentive] = paid.get(one.incentive, Decimal(0)) + one.amount.amount
    return Point(value, sum(paid.values(), Decimal(0)), paid)


def _jumps(
    points: Sequence[Point], step: Decimal, at: Callable[[Any], Point]
) -> tuple[tuple[Jump, ...], tuple[tuple[Any, Any], ...]]:
    """Where the cost jumps, found by halving; and between which points it changes gradually.

    Between two points at which the cost is the same, nothing is looked for.
    """
    found: list[Jump] = []
    gradual: list[tuple[Any, Any]] = []
    for left, right in pairwise(points):
        alive = [(left, right)] if left.total != right.total else []
        while alive and any(Fraction(b.value) - Fraction(a.value) > step for a, b in alive):
            halves = []
            for a, b in alive:
                if Fraction(b.value) - Fraction(a.value) <= step:
                    halves.append((a, b))
                    continue
                halfway = int((Fraction(b.value) - Fraction(a.value)) / Fraction(step)) // 2
                middle = at(_after(a.value, max(halfway, 1), step))
                halves += [pair for pair in ((a, middle), (middle, b)) if pair[0].total != pair[1].total]
            alive = halves
            if len(alive) > _MOST_JUMPS:
                touching = bool(gradual) and gradual[-1][1] == left.value
                gradual.append((gradual.pop()[0] if touching else left.value, right.value))
                alive = []
        found += [Jump(a.value, b.value, a.total, b.total) for a, b in alive]
    return tuple(found), tuple(gradual)
