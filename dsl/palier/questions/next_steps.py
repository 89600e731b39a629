"""The next step of each table that an amount asks: from where on it gives something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from palier.meaning import core
from palier.meaning.table import Interval
from palier.meaning.types import YES_NO, on_a_line, present
from palier.meaning.walk import walk
from palier.result.progress import Named, NextStep
from palier.run.broken import Broken
from palier.run.candidates import Source
from palier.run.evaluate import Evaluator, Frame, frame_for
from palier.run.exact import exactly
from palier.run.judge import called
from palier.run.subjects import Turn
from palier.run.tables import TableAsked


@attrs.frozen(eq=False)
class Step:
    """The next step of a table, and the requirement that its last input gets there."""

    told: NextStep
    reached: core.Requirement


def next_steps(source: Source, turn: Turn, as_of: Any) -> Iterator[Step]:
    """The next step of each table that the amount of a subject asks with a measure as its last input, each once.

    Only tables that the lines of the incentive ask themselves, not those within definitions.
    """
    incentive, evaluator = source.incentive, source.evaluator
    with exactly():
        try:
            day = source.earned(*turn, as_of)
            if day is None:
                return
            frame = frame_for(incentive.slots, day, *turn)
            lets: dict[int, core.Scalar] = {}
            for line in (*incentive.steps, *(() if incentive.base is None else (incentive.base,))):
                if isinstance(line, core.Assign):
                    lets[line.slot] = line.value
                    frame[line.slot] = evaluator.scalar(line.value)(frame)
        except Broken:
            return
        done = set()
        for scalar in (incentive.amount, *lets.values()):
            for node in walk(scalar):
                if isinstance(node, core.Lookup | core.Bands) and _measures(node, lets):
                    found = _next(evaluator, node, frame, lets)
                    if found is not None and found.told.table.name not in done:
                        done.add(found.told.table.name)
                        yield found


def _measured(node: core.Lookup | core.Bands) -> core.Scalar | None:
    """The last input of a table, where it lies on a line."""
    last = node.amount if isinstance(node, core.Bands) else node.arguments[-1] if node.arguments else None
    return last if last is not None and on_a_line(last.type) and present(last.type) is last.type else None


def _measures(node: core.Lookup | core.Bands, lets: dict[int, core.Scalar]) -> bool:
    """Whether the last input rests on facts that may still come."""
    last = _measured(node)
    waiting = [] if last is None else [last]
    while waiting:
        for one in walk(waiting.pop()):
            if isinstance(one, core.Measure | core.Apply):
                return True
            if isinstance(one, core.Local) and one.slot in lets:
                waiting.append(lets[one.slot])
    return False


def _next(
    evaluator: Evaluator, node: core.Lookup | core.Bands, frame: Frame, lets: dict[int, core.Scalar]
) -> Step | None:
    last = _measured(node)
    if last is None or (isinstance(node, core.Bands) and node.above is not None):
        return None
    asked = evaluator.table(node.table)
    arguments = node.arguments if isinstance(node, core.Bands) else node.arguments[:-1]
    try:
        others = tuple(evaluator.scalar(one)(frame) for one in arguments)
        now = evaluator.scalar(last)(frame)
        row = asked.row((*others, now), frame[core.TODAY])
        found = _limit(asked, others, now, frame[core.TODAY])
        if found is None:
            return None
        limit, included, following = found
        gives = asked.output(row, node.output, (*others, now), frame[core.TODAY])
        then = asked.output(following, node.output, (*others, limit), frame[core.TODAY])
    except Broken:
        return None
    if gives == then:
        return None
    rules = evaluator.rules
    titles, name = called(rules, last, lets)
    output = asked.of.outputs[node.output]
    column = asked.of.inputs[-1]
    measure = Named(name, titles) if titles else Named(column.name, {})
    told = NextStep(Named(node.table, asked.of.titles), measure, column.type, now, limit, output.type, gives, then)
    sign = ">=" if included else ">"
    condition = core.Compare(YES_NO, last.span, sign, last, core.Constant(last.type, last.span, limit))
    return Step(told, core.Requirement(last.span, {}, condition))


def _limit(asked: TableAsked, others: tuple[Any, ...], now: Any, day: Any) -> tuple[Any, bool, int] | None:
    """The nearest limit above a value, whether it is included, and the row from there on."""
    found: list[tuple[Any, bool, int]] = []
    frame = [day]
    for number, row in enumerate(asked.of.rows):
        cell = row.cells[-1] if row.cells else None
        lower = asked.limits[number][0]
        if row.otherwise or not isinstance(cell, Interval) or lower is None:
            continue
        held = zip(asked.rows[number], others, strict=False)
        limit = lower(frame)
        above = limit > now or (limit == now and not cell.lower_included)
        if above and all(holds(value, frame) for holds, value in held):
            found.append((limit, cell.lower_included, number))
    return min(found, key=lambda one: (one[0], not one[1]), default=None)
