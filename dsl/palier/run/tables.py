"""Tables asked and applied: the row that holds, and what an amount comes to by steps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from palier.meaning import core, table
from palier.problems import running
from palier.run.broken import Broken
from palier.run.exact import ZERO, mixed, simple

if TYPE_CHECKING:
    from palier.run.evaluate import Compute, Evaluator, Frame

Holds = Callable[[Any, "Frame"], bool]
"""Whether a cell holds for a value."""

_add = mixed(lambda left, right: left + right)
_subtract = mixed(lambda left, right: left - right)
_times = mixed(lambda left, right: left * right)


def lookup(evaluator: Evaluator, node: core.Lookup) -> Compute:
    """An output of the row that holds."""
    arguments = [evaluator.scalar(one) for one in node.arguments]
    asked = evaluator.table(node.table)

    def value(frame: Frame) -> Any:
        values = tuple(argument(frame) for argument in arguments)
        return asked.output(asked.row(values, frame[0]), node.output, values, frame[0])

    return value


def bands(evaluator: Evaluator, node: core.Bands) -> Compute:
    """A table applied to an amount."""
    arguments = [evaluator.scalar(one) for one in node.arguments]
    amount = evaluator.scalar(node.amount)
    above = None if node.above is None else evaluator.scalar(node.above)
    asked = evaluator.table(node.table)

    def value(frame: Frame) -> Any:
        others = tuple(argument(frame) for argument in arguments)
        steps = asked.steps(others, node.output, node.once, frame[0])
        size = amount(frame)
        if evaluator.lenient:
            # An example: which step the amount reaches is noted for coverage.
            asked.reached((*others, size if above is None else _add(above(frame), size)), frame[0])
        match node.manner:
            case "value":
                return steps.between(size)
            case "interpolated":
                return _times(steps.between(size), size)
            case "whole":
                values = (*others, size)
                rate = asked.output(asked.row(values, frame[0]), node.output, values, frame[0])
                return _add(_times(rate, size), steps.entered(size))
        if above is None:
            if size < 0:
                raise Broken(running.NEGATIVE_BAND, None, table=node.table, amount=size)
            return steps.total(size)
        start = above(frame)
        return _subtract(steps.total(_add(start, size)), steps.total(start))

    return value


class Steps:
    """The steps of a table for given other inputs: from each limit on, a rate, and what is due on entering.

    The first reaches down without end, the last up.
    """

    def __init__(self, found: list[tuple[Any, Any, Any]]) -> None:
        self.found = found

    def total(self, amount: Any) -> Any:
        """Each slice from zero at its own rate, and all that was due on the way."""
        result: Any = ZERO
        for number, (limit, rate, _) in enumerate(self.found):
            lower = None if number == 0 else limit
            upper = self.found[number + 1][0] if number + 1 < len(self.found) else None
            size = _subtract(_within_limits(amount, lower, upper), _within_limits(ZERO, lower, upper))
            if size:
                result = _add(result, _times(rate, size))
        return _add(result, self.entered(amount))

    def entered(self, amount: Any) -> Any:
        """What is due for the steps that the amount goes beyond the limits of."""
        result: Any = ZERO
        for limit, _, once in self.found:
            if amount > limit:
                result = _add(result, once)
        return result

    def between(self, amount: Any) -> Any:
        """The rate in proportion between two limits, that of the first and of the last beyond them."""
        below = [one for one in self.found if one[0] <= amount]
        if not below:
            return self.found[0][1]
        limit, rate, _ = below[-1]
        if len(below) == len(self.found):
            return rate
        next_limit, next_rate, _ = self.found[len(below)]
        share = Fraction(_subtract(amount, limit)) / Fraction(_subtract(next_limit, limit))
        return simple(Fraction(rate) + share * (Fraction(next_rate) - Fraction(rate)))


class TableAsked:
    """A table on the facts and parameters of one run. Equal questions are answered once where the table is fixed."""

    def __init__(self, evaluator: Evaluator, of: table.Table) -> None:
        self.of = of
        self.rows = [[_holds(evaluator, cell) for cell in row.cells] for row in of.rows]
        self.outputs = [[evaluator.scalar(one) for one in row.outputs] for row in of.rows]
        self.limits = [_limits(evaluator, row.cells[-1]) if row.cells else (None, None) for row in of.rows]
        self.known: dict[tuple[Any, ...], int] = {}
        self.slots = core.FIRST_LOCAL + len(of.inputs) + len(of.outputs)

    def row(self, values: tuple[Any, ...], day: Any) -> int:
        """The number of the row that holds."""
        if self.of.fixed and values in self.known:
            return self.known[values]
        frame = [day]
        closing = None
        for number, row in enumerate(self.of.rows):
            if row.otherwise:
                closing = number
            elif all(holds(value, frame) for holds, value in zip(self.rows[number], values, strict=True)):
                self.known[values] = number
                return number
        if closing is None:
            said = ", ".join(str(getattr(value, "key", value)) for value in values)
            raise Broken(running.NO_ROW, None, table=self.of.name, case=said)
        self.known[values] = closing
        return closing

    def reached(self, values: tuple[Any, ...], day: Any) -> None:
        """Notes the row that holds, if one does."""
        with suppress(Broken):
            self.row(values, day)

    def output(self, row: int, output: int, values: tuple[Any, ...], day: Any) -> Any:
        """An output of a row."""
        frame: list[Any] = [None] * self.slots
        frame[core.TODAY] = day
        frame[core.FIRST_LOCAL : core.FIRST_LOCAL + len(values)] = values
        return self.outputs[row][output](frame)

    def steps(self, others: tuple[Any, ...], rate: int, once: int | None, day: Any) -> Steps:
        """The steps of the last input, for the other inputs: limit by limit, what the first row that holds says."""
        frame = [day]
        spans = []
        closing = None
        for number, row in enumerate(self.of.rows):
            if row.otherwise:
                closing = number
            elif all(holds(value, frame) for holds, value in zip(self.rows[number], others, strict=False)):
                lower, upper = (None if one is None else one(frame) for one in self.limits[number])
                spans.append((number, lower, upper))
        limits = sorted({limit for _, lower, upper in spans for limit in (lower, upper) if limit is not None})
        found: list[tuple[Any, Any, Any]] = []
        before = None
        for start, end in zip([None, *limits], [*limits, None], strict=True):
            taken = next((row for row, lower, upper in spans if _spans(lower, upper, start, end)), closing)
            if taken is None or taken == before:
                continue
            before = taken
            # What lies below the first limit starts at nothing.
            limit = start if start is not None else min([ZERO, *limits[:1]])
            values = (*others, limit)
            # Nobody enters from zero up what lies below it.
            entered = once is not None and not (start is None and limits and limits[0] <= ZERO)
            due = self.output(taken, once, values, day) if once is not None and entered else ZERO
            found.append((limit, self.output(taken, rate, values, day), due))
        if not found:
            said = ", ".join(str(getattr(value, "key", value)) for value in others)
            raise Broken(running.NO_ROW, None, table=self.of.name, case=said)
        return Steps(found)


def _spans(lower: Any, upper: Any, start: Any, end: Any) -> bool:
    """Whether an interval takes all that lies between two neighbouring limits; None is without end."""
    below = lower is None or (start is not None and lower <= start)
    above = upper is None or (end is not None and end <= upper)
    return below and above


def _within_limits(amount: Any, lower: Any, upper: Any) -> Any:
    if lower is not None and amount < lower:
        return lower
    return upper if upper is not None and amount > upper else amount


def _limits(evaluator: Evaluator, cell: table.Cell) -> tuple[Compute | None, Compute | None]:
    if not isinstance(cell, table.Interval):
        return None, None
    lower, upper = (None if one is None else evaluator.scalar(one) for one in (cell.lower, cell.upper))
    return lower, upper


def _holds(evaluator: Evaluator, cell: table.Cell) -> Holds:
    match cell:
        case table.Anything():
            return lambda value, frame: True
        case table.Absence(wanted=wanted):
            return lambda value, frame: (value is None) is wanted
        case table.OneOf(values=values, negated=negated):
            named = [evaluator.scalar(one) for one in values]
            return lambda value, frame: value is not None and (value in [one(frame) for one in named]) is not negated
        case table.Interval():
            return _within(evaluator, cell)


def _within(evaluator: Evaluator, cell: table.Interval) -> Holds:
    lower = None if cell.lower is None else evaluator.scalar(cell.lower)
    upper = None if cell.upper is None else evaluator.scalar(cell.upper)
    low_in, high_in = cell.lower_included, cell.upper_included

    def holds(value: Any, frame: Frame) -> bool:
        if value is None:
            return False
        if lower is not None:
            low = lower(frame)
            if value < low or (value == low and not low_in):
                return False
        if upper is not None:
            high = upper(frame)
            if value > high or (value == high and not high_in):
                return False
        return True

    return holds
