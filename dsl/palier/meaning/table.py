"""Tables as meant: rows whose cells are conditions on the inputs, and whose outputs are scalars."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from palier.meaning.core import Scalar
from palier.meaning.model import Titles
from palier.meaning.types import Type
from palier.source import Span


@attrs.frozen(eq=False, repr=False)
class Anything:
    """`any`."""

    span: Span


@attrs.frozen(eq=False, repr=False)
class Absence:
    """`missing`, or, where not `wanted`, `not missing`."""

    span: Span
    wanted: bool


@attrs.frozen(eq=False, repr=False)
class OneOf:
    """`A, B`, `not A`: the values are constants or parameters."""

    span: Span
    values: tuple[Scalar, ...]
    negated: bool


@attrs.frozen(eq=False, repr=False)
class Interval:
    """From `lower` to `upper`, each included or not; None is no limit. `step`: it was written with a lower limit alone,
    and reaches to the next step."""

    span: Span
    lower: Scalar | None
    lower_included: bool
    upper: Scalar | None
    upper_included: bool
    step: bool = False


Cell: TypeAlias = Anything | Absence | OneOf | Interval


@attrs.frozen(eq=False, repr=False)
class Row:
    """A row: one cell for each input, one scalar for each output. `otherwise` holds where no other row does."""

    span: Span
    cells: tuple[Cell, ...]
    outputs: tuple[Scalar, ...]
    otherwise: bool = False


@attrs.frozen(eq=False, repr=False)
class Column:
    """An input or an output; an input's value stands in `slot` of the table's own frame."""

    name: str
    type: Type
    slot: int
    span: Span


@attrs.frozen(eq=False, repr=False)
class Table:
    """A table. `fixed`: no cell looks at a parameter that changes, so that equal inputs give equal outputs always."""

    name: str
    titles: Titles
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]
    first_match: bool
    fixed: bool
    span: Span
