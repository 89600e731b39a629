"""Rows set aside: left out of a run, with the reason, and what refers to them with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from palier.facts.findings import Findings
from palier.facts.table import Table
from palier.problems import DataPlace, Fault


@attrs.frozen(eq=False)
class SetAside:
    """A row that was left out: its cells as they stand in the data, by column, and why."""

    record: str
    place: DataPlace
    values: Mapping[str, Any]
    reasons: tuple[Fault, ...]


def set_aside_rows(findings: Findings, tables: Mapping[str, Table | None]) -> tuple[SetAside, ...]:
    """The rows that were left out, in order of record as declared, file and row. Their tables are read once more.

    A fact that a change brought in has no row in a table.
    """
    found: list[SetAside] = []
    for record, table in tables.items():
        reasons = {(file, row): faults for (name, file, row), faults in findings.rows.items() if name == record}
        of_table = [] if table is None else [row for file, row in reasons if file == table.file]
        cells = _cells(table, of_table) if table is not None and of_table else {}
        for (file, row), faults in sorted(reasons.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
            there = cells.get(row, {}) if table is not None and file == table.file else {}
            found.append(SetAside(record, DataPlace(file, row), there, tuple(faults)))
    return tuple(found)


def write_set_aside(path: str | PathLike[str], rows: Iterable[SetAside]) -> None:
    """Writes rows set aside as CSV: record, file, row, reason, and the row as JSON."""
    import csv

    with Path(path).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["record", "file", "row", "reason", "values"])
        for one in rows:
            reason = " ".join(_reason(fault) for fault in one.reasons)
            writer.writerow([one.record, one.place.file, one.place.row or "", reason, as_json(one.values)])


def as_json(values: Mapping[str, Any]) -> str:
    """Cells as they stand in the data, as one line of JSON; what JSON has no form for, as text."""
    import json

    cells = {name: value for name, value in values.items() if value is not None}
    try:
        return json.dumps(cells, ensure_ascii=True, default=str)
    except (RecursionError, TypeError, ValueError):
        return json.dumps(dict.fromkeys(cells, "(cannot be written)"))


def _reason(fault: Fault) -> str:
    where = f"{fault.code} {fault.place.column}:" if fault.place.column else fault.code
    return f"{where} {fault.message}"


def _cells(table: Table, wanted: Iterable[int | None]) -> dict[int | None, Mapping[str, Any]]:
    rows = set(wanted)
    found: dict[int | None, Mapping[str, Any]] = {}
    for block in table.blocks() if table.blocks is not None else ():
        if isinstance(block, Fault):
            continue
        found.update({broken.row: broken.cells for broken in block.broken if broken.row in rows})
        places: Sequence[int] = [at for at, row in enumerate(block.rows) if row in rows]
        for at in places:
            found[block.rows[at]] = {name: cells[at] for name, cells in block.columns.items()}
    return found
