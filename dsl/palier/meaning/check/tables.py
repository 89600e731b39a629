"""Tables: their columns, cells and rows as meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs

from palier.meaning import core, table
from palier.meaning.check import sweep, table_files
from palier.meaning.check.expressions import Elaboration
from palier.meaning.check.records import type_of
from palier.meaning.check.scope import Scope
from palier.meaning.check.world import World, listed, titles_of
from palier.meaning.core import Scalar
from palier.meaning.prove.solve import Bounds
from palier.meaning.prove.terms import as_fraction
from palier.meaning.types import (
    COUNT,
    DATE,
    DAYS,
    MONTHS,
    Optional,
    SetOf,
    on_a_line,
    present,
    shown,
)
from palier.problems import incentives as line_problems
from palier.problems import names as name_problems
from palier.problems import tables as problems
from palier.source import Span
from palier.syntax import declarations as written
from palier.syntax import expressions as tree


def signature(world: World, one: written.Table) -> None:
    """The columns of a table, so that other declarations may call it in any order of the text."""
    slot = core.FIRST_LOCAL
    inputs: list[table.Column] = []
    outputs: list[table.Column] = []
    seen: set[str] = set()
    for group, columns in ((one.inputs, inputs), (one.outputs, outputs)):
        for column in group:
            type_ = type_of(world, column.type)
            if column.name.text in seen:
                world.report(name_problems.DECLARED_TWICE, column.name.span, name=column.name.text)
                continue
            seen.add(column.name.text)
            if type_ is None or isinstance(present(type_), SetOf):
                if type_ is not None:
                    world.report(
                        line_problems.FIELD_KIND,
                        column.type.span,
                        what=shown(type_),
                        where="a field of a record",
                        name=column.name.text,
                    )
                return
            columns.append(table.Column(column.name.text, type_, slot, column.name.span))
            slot += 1
    world.tables[one.name.text] = table.Table(
        one.name.text, titles_of(one.title), tuple(inputs), tuple(outputs), (), one.first_match, True, one.name.span
    )


def rows(world: World, one: written.Table) -> None:
    """The rows of a table whose columns are known."""
    known = world.tables.get(one.name.text)
    if known is None or known.rows:
        return
    if len(known.inputs) + len(known.outputs) < len(one.inputs) + len(one.outputs):
        # A column has an error of its own.
        return
    before = world.errors
    if one.file is not None:
        filled = table_files.fill(world, one, known)
        if filled is None:
            return
        one = filled
    wanted = [column.name for column in (*known.inputs, *known.outputs)]
    found = [name.text for name in one.header]
    if found != wanted:
        span = one.header[0].span.to(one.header[-1].span) if one.header else one.name.span
        world.report(problems.HEADER_UNLIKE, span, found=listed(found), wanted=listed(wanted))
        return
    if not one.rows:
        world.report(problems.TABLE_EMPTY, one.name.span, table=known.name)
        return
    work = _Rows(world, known)
    made = [work.row(row) for row in one.rows]
    rows_found = [row for row in made if row is not None]
    filled_table = attrs.evolve(known, rows=tuple(work.stepped(rows_found)), fixed=work.fixed)
    world.tables[known.name] = filled_table
    if len(rows_found) == len(made) and world.errors == before:
        sweep.gaps_and_overlaps(world, filled_table)


class _Rows:
    def __init__(self, world: World, of: table.Table) -> None:
        self.world = world
        self.table = of
        self.fixed = True
        self.work = Elaboration(world)
        self.work.slots = core.FIRST_LOCAL + len(of.inputs) + len(of.outputs)
        names = {column.name: core.Local(column.type, column.span, column.slot, column.name) for column in of.inputs}
        self.inputs = Scope(None, None, names=names)
        self.outside = Scope(None, None)

    def row(self, row: written.Row) -> table.Row | None:
        """A row; None where a cell of it is wrong."""
        count = len(self.table.inputs)
        if any(isinstance(one, written.WordCell) and one.word == "otherwise" for one in row.cells[:count]):
            cells: list[table.Cell | None] = [table.Anything(row.span) for _ in range(count)]
            otherwise = True
        else:
            pairs = zip(row.cells[:count], self.table.inputs, strict=True)
            cells = [self._input(cell, column) for cell, column in pairs]
            otherwise = False
        inside = self.inputs.narrowed(self._there(cells))
        outputs = [
            self._output(cell, column, inside)
            for cell, column in zip(row.cells[count:], self.table.outputs, strict=True)
        ]
        if any(one is None for one in (*cells, *outputs)):
            return None
        return table.Row(
            row.span,
            tuple(one for one in cells if one is not None),
            tuple(one for one in outputs if one is not None),
            otherwise,
        )

    def _there(self, cells: Sequence[table.Cell | None]) -> frozenset[str]:
        """The inputs that are not missing where a row holds: those that its cells compare with something."""
        pairs = zip(cells, self.table.inputs, strict=True)
        return frozenset(
            f"${column.slot}"
            for cell, column in pairs
            if isinstance(cell, table.Interval)
            or (isinstance(cell, table.OneOf) and not cell.negated)
            or (isinstance(cell, table.Absence) and not cell.wanted)
        )

    def _input(self, cell: written.Cell, column: table.Column) -> table.Cell | None:
        match cell:
            case written.WordCell(span=span, word="any"):
                return table.Anything(span)
            case written.WordCell(span=span, word="missing" | "not missing" as word):
                if not isinstance(column.type, Optional):
                    self._wrong(span, f"`{word}`", column, "declare the input `optional`.")
                    return None
                return table.Absence(span, word == "missing")
            case written.WordCell(span=span, word=word):
                self._wrong(span, f"`{word}`", column, None)
                return None
            case written.ValuesCell(span=span, values=values, negated=negated):
                found = [self._limit(value, column) for value in values]
                if any(one is None for one in found):
                    return None
                return table.OneOf(span, tuple(one for one in found if one is not None), negated)
            case written.IntervalCell(span=span, lower=lower, upper=upper):
                if not on_a_line(column.type):
                    self._wrong(span, "a step or an interval", column, "name the values: `A, B`.")
                    return None
                low = None if lower is None else self._limit(lower.value, column)
                high = None if upper is None else self._limit(upper.value, column)
                if (lower is not None and low is None) or (upper is not None and high is None):
                    return None
                found_cell = table.Interval(
                    span,
                    low,
                    lower is not None and lower.included,
                    high,
                    upper is not None and upper.included,
                    step=lower is not None and upper is None,
                )
                if _is_empty(found_cell, column):
                    self.world.report(problems.EMPTY_INTERVAL, span)
                    return None
                return found_cell

    def _limit(self, value: tree.Expression, column: table.Column) -> Scalar | None:
        found = self.work.wanted(value, self.outside, present(column.type), declared=True)
        if found is None:
            return None
        if isinstance(found, core.Parameter):
            self.fixed = False
            return found
        if not isinstance(found, core.Constant):
            self.world.report(name_problems.NOT_A_PARAMETER_VALUE, found.span)
            return None
        return found

    def _output(self, cell: written.Cell, column: table.Column, inside: Scope) -> Scalar | None:
        if isinstance(cell, written.WordCell) and cell.word == "missing" and isinstance(column.type, Optional):
            return core.Constant(column.type, cell.span, None)
        if not isinstance(cell, written.ValuesCell) or len(cell.values) != 1 or cell.negated:
            self._wrong(cell.span, f"`{cell.span.text}`", column, "an output is one value.")
            return None
        found = self.work.wanted(cell.values[0], inside, column.type, declared=True)
        if found is not None and not isinstance(found, core.Constant):
            self.fixed = False
        return found

    def _wrong(self, span: Span, found: str, column: table.Column, hint: str | None) -> None:
        self.world.report(
            problems.CELL_KIND, span, found=found, column=column.name, wanted=shown(column.type), hint=hint
        )

    def stepped(self, found: list[table.Row]) -> list[table.Row]:
        """Lets each step reach to the next: the next row below with the same other cells that is a step."""
        result = list(found)
        for at in range(len(self.table.inputs)):
            groups: dict[tuple[object, ...], list[int]] = {}
            for number, row in enumerate(found):
                cell = row.cells[at]
                if isinstance(cell, table.Interval) and cell.step and not row.otherwise:
                    others = tuple(_words(one) for place, one in enumerate(row.cells) if place != at)
                    groups.setdefault(others, []).append(number)
            for numbers in groups.values():
                for this, following in pairwise(numbers):
                    result[this] = self._reaching(result[this], at, found[following].cells[at])
        return result

    def _reaching(self, row: table.Row, at: int, following: table.Cell) -> table.Row:
        cell = row.cells[at]
        assert isinstance(cell, table.Interval)
        assert isinstance(following, table.Interval)
        lower, upper = cell.lower, following.lower
        if isinstance(lower, core.Constant) and isinstance(upper, core.Constant) and not lower.value < upper.value:
            self.world.report(problems.STEPS_OUT_OF_ORDER, following.span, step=upper.span.text, before=lower.span.text)
        reached = attrs.evolve(cell, upper=upper, upper_included=not following.lower_included)
        return attrs.evolve(row, cells=(*row.cells[:at], reached, *row.cells[at + 1 :]))


def _is_empty(cell: table.Interval, column: table.Column) -> bool:
    if not isinstance(cell.lower, core.Constant) or not isinstance(cell.upper, core.Constant):
        return False
    bounds = Bounds()
    bounds.narrow(">=" if cell.lower_included else ">", as_fraction(cell.lower.value))
    bounds.narrow("<=" if cell.upper_included else "<", as_fraction(cell.upper.value))
    return not bounds.possible(whole=present(column.type) in (COUNT, MONTHS, DAYS, DATE))


def _words(cell: table.Cell) -> str:
    return " ".join(cell.span.text.split())
