"""A list of a result as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from palier.report.lists import cells, lists
from palier.result import Result

_AT_ONCE: Final = 1_000


def result_csv(result: Result, name: str) -> Iterator[str]:
    """The list piece by piece: a header row, then a row each; an empty cell where there is nothing."""
    rows, columns = lists(result)[name]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for count, row in enumerate(cells(rows, columns), 1):
        writer.writerow([_cell(value) for value in row])
        if count % _AT_ONCE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
