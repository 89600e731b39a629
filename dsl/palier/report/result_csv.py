"""A list of a result as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from palier.report.lists import Holds, lists
from palier.result import Result

_AT_ONCE: Final = 1_000


def result_csv(result: Result, name: str) -> Iterator[str]:
    """The list piece by piece: a header row, then a row each; an empty cell where there is nothing."""
    rows, columns = lists(result)[name]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    written = [(column.of, _WRITTEN.get(column.holds, _as_it_is)) for column in columns]
    for count, row in enumerate(rows, 1):
        writer.writerow([write(of(row)) for of, write in written])
        if count % _AT_ONCE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _as_it_is(value: Any) -> Any:
    """Text, dates and counts are written by the writer itself; nothing is an empty cell."""
    return value


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _truth(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"


_WRITTEN: Final[Mapping[Holds, Callable[[Any], Any]]] = {Holds.AMOUNT: _amount, Holds.YES_NO: _truth}
