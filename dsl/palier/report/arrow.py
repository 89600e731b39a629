"""A list of a result as an Arrow table: for pandas, polars, DuckDB and Parquet. Amounts are decimals, never floats."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, assert_never

from palier.problems import nearest
from palier.report.lists import Column, Holds, lists
from palier.result import Result

if TYPE_CHECKING:
    import pyarrow

_DIGITS: Final = 38


def to_arrow(result: Result, name: str) -> pyarrow.Table:
    """The list of that name, such as `payouts`.

    Raises LookupError, with a sentence, when there is no such list, and ImportError without `palier[parquet]`.
    """
    import pyarrow

    found = lists(result)
    if name not in found:
        near = nearest(name, found)
        hint = near.question if near else f"there are {', '.join(f'`{one}`' for one in found)}"
        raise LookupError(f"a result has no list `{name}`; {hint}")
    rows, columns = found[name]
    arrays = [_array(column, [column.of(row) for row in rows], result.minor_digits) for column in columns]
    return pyarrow.table(arrays, names=[column.name for column in columns])


def _array(column: Column, values: Sequence[Any], minor_digits: int) -> pyarrow.Array:
    import pyarrow

    match column.holds:
        case Holds.TEXT:
            return pyarrow.array(values, pyarrow.string())
        case Holds.COUNT:
            return pyarrow.array(values, pyarrow.int64())
        case Holds.DATE:
            return pyarrow.array(values, pyarrow.date32())
        case Holds.YES_NO:
            return pyarrow.array(values, pyarrow.bool_())
        case Holds.AMOUNT:
            scale = max((_scale(value) for value in values if value is not None), default=0)
            return pyarrow.array(values, pyarrow.decimal128(_DIGITS, max(scale, minor_digits)))
        case _:
            assert_never(column.holds)


def _scale(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
