"""Tables asked and applied: the row that holds, and what an amount comes to by steps."""

from __future__ import annotations

from collections.abc import Callable
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
    """The steps of a table for given other inputs: from each limit on, a rate, and what is due on entering."""

    def __init__(self, found: list[tuple[Any, Any, Any]]) -> None:
        self.found = found

    def total(self, amount: Any) -> Any:
        """Each slice at its own rate, and all that was due on the way; below the first limit, at its rate."""
        result: Any = ZERO
        for number, (limit, rate, _) in enumerate(self.found):
            upper = self.found[number + 1][0] if number + 1 < len(self.found) else None
            top = amount if upper is None or amount < upper else upper
            bottom = ZERO if number == 0 else limit
            if number == 0 or top > bottom:
                result = _add(result, _times(rate, _subtract(top, bottom)))
        return _add(result, self.entered(amount))

    def entered(self, amount: Any) -> Any:
        """What is due for the steps that the amount goes beyond the limits of."""
        return sum((once for limit, _, once in self.found if amount > limit), ZERO)

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
        last = [row.cells[-1] if row.cells else None for row in of.rows]
        self.limits = [
            evaluator.scalar(cell.lower) if isinstance(cell, table.Interval) and cell.lower is not None else None
            for cell in last
        ]
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

    def output(self, row: int, output: int, values: tuple[Any, ...], day: Any) -> Any:
        """An output of a row."""
        frame: list[Any] = [None] * self.slots
        frame[core.TODAY] = day
        frame[core.FIRST_LOCAL : core.FIRST_LOCAL + len(values)] = values
        return self.outputs[row][output](frame)

    def steps(self, others: tuple[Any, ...], rate: int, once: int | None, day: Any) -> Steps:
        """The steps of the last input, for the other inputs."""
        frame = [day]
        found = []
        for number, row in enumerate(self.of.rows):
            if row.otherwise:
                continue
            if all(holds(value, frame) for holds, value in zip(self.rows[number], others, strict=False)):
                lower = self.limits[number]
                limit = ZERO if lower is None else lower(frame)
                values = (*others, limit)
                due = ZERO if once is None else self.output(number, once, values, day)
                found.append((limit, self.output(number, rate, values, day), due))
        if not found:
            said = ", ".join(str(getattr(value, "key", value)) for value in others)
            raise Broken(running.NO_ROW, None, table=self.of.name, case=said)
        return Steps(sorted(found, key=lambda one: one[0]))


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
