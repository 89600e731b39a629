"""Tables: a function for each rule of the grammar, named after it."""

from __future__ import annotations

from palier.problems import syntax as slips
from palier.source import Span
from palier.syntax.declarations import Bound, Cell, Column, IntervalCell, Row, Table, ValuesCell, WordCell, WrittenType
from palier.syntax.expressions import Expression, Name, TextLiteral, Title
from palier.syntax.machine import SlipError

Columns = tuple[Column, ...]


def column(span: Span, name: Name, written: WrittenType) -> Column:
    """`term: months`."""
    return Column(span, name, written)


def columns(_span: Span, *columns: Column) -> Columns:
    """What stands in the brackets."""
    return columns


def outputs(_span: Span, *columns: Column) -> Columns:
    """What stands after the arrow."""
    return columns


def first_match(_span: Span) -> bool:
    """`first match`."""
    return True


def header(_span: Span, *names: Name) -> tuple[Name, ...]:
    """The row of names."""
    return names


def table(
    span: Span,
    name: Name,
    title: Title | None,
    inputs: Columns,
    outputs: Columns,
    first_match: bool | None,
    header: tuple[Name, ...],
    *rows: Row,
) -> Table:
    """A table with its rows."""
    for row in rows:
        check_cells(row.span, len(row.cells), len(header))
    return Table(span, name, title, inputs, outputs, first_match is True, header, rows, None)


def check_cells(span: Span, found: int, wanted: int) -> None:
    """Each row has a cell for each column."""
    if found != wanted:
        raise SlipError(slips.CELLS.at(span, found=f"{found} cell{'s' if found != 1 else ''}", wanted=wanted))


def table_in_file(
    span: Span, name: Name, title: Title | None, inputs: Columns, outputs: Columns, file: TextLiteral
) -> Table:
    """A table whose rows stand in a file."""
    return Table(span, name, title, inputs, outputs, False, (), (), file.value)


def row(span: Span, *cells: Cell) -> Row:
    """A row between pipes."""
    for cell in cells:
        if isinstance(cell, WordCell) and cell.word == "empty":
            raise SlipError(slips.EMPTY_CELL.at(cell.span))
    return Row(span, cells)


def blank_cell(span: Span) -> WordCell:
    """Nothing between two pipes."""
    return WordCell(span, "empty")


def word_cell(span: Span, *words: str) -> WordCell:
    """`any`, `missing`, `not missing`, `otherwise`."""
    return WordCell(span, " ".join(words))


def values_cell(span: Span, *values: Expression) -> ValuesCell:
    """`A, B`, or any expression."""
    return ValuesCell(span, values, False)


def not_cell(span: Span, word: str, *values: Expression) -> ValuesCell:
    """`not A`."""
    del word
    return ValuesCell(span, values, True)


def _included(value: Expression) -> Bound:
    return Bound(value.span, value, True)


def _left_out(value: Expression) -> Bound:
    return Bound(value.span, value, False)


def from_cell(span: Span, lower: Expression) -> IntervalCell:
    """`from X`."""
    return IntervalCell(span, _included(lower), None)


def from_to_cell(span: Span, lower: Expression, upper: Expression) -> IntervalCell:
    """`from X to Y`."""
    return IntervalCell(span, _included(lower), _included(upper))


def from_below_cell(span: Span, lower: Expression, upper: Expression) -> IntervalCell:
    """`from X below Y`."""
    return IntervalCell(span, _included(lower), _left_out(upper))


def above_cell(span: Span, lower: Expression) -> IntervalCell:
    """`above X`."""
    return IntervalCell(span, _left_out(lower), None)


def above_up_to_cell(span: Span, lower: Expression, upper: Expression) -> IntervalCell:
    """`above X up to Y`."""
    return IntervalCell(span, _left_out(lower), _included(upper))


def above_below_cell(span: Span, lower: Expression, upper: Expression) -> IntervalCell:
    """`above X below Y`."""
    return IntervalCell(span, _left_out(lower), _left_out(upper))


def below_cell(span: Span, upper: Expression) -> IntervalCell:
    """`below X`."""
    return IntervalCell(span, None, _left_out(upper))


def up_to_cell(span: Span, upper: Expression) -> IntervalCell:
    """`up to X`."""
    return IntervalCell(span, None, _included(upper))
