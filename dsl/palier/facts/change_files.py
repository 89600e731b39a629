"""Files of changes: what to add, what to change and what to withdraw, each in the forms of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, Final

from palier.facts.change import Add, Change, Changes, Withdraw
from palier.facts.documents import listed_rows, loaded_json
from palier.facts.read import read
from palier.facts.table import Table, column_name
from palier.facts.wrong import printable, shown
from palier.problems import DataError, DataPlace, Fault
from palier.problems.data import MALFORMED_FILE

_Cells = Mapping[str, Any]


def _added(record: str, cells: _Cells, place: DataPlace) -> Changes:
    return Add(record, cells, place)


def _changed(record: str, cells: _Cells, place: DataPlace) -> Changes:
    # An empty cell leaves a field as it is: a table with a column for each field has many.
    return Change(record, cells, cells, place)


def _withdrawn(record: str, cells: _Cells, place: DataPlace) -> Changes:
    return Withdraw(record, cells, place)


_KINDS: Final[Mapping[str, Callable[[str, _Cells, DataPlace], Changes]]] = {
    "withdraw": _withdrawn,
    "change": _changed,
    "add": _added,
}
"""In the order in which they are made."""


def read_changes(path: str | PathLike[str]) -> tuple[Changes, ...]:
    """The changes that a folder or a JSON file holds.

    A folder holds folders `add`, `change` and `withdraw`, each with data as `read` takes it; a JSON file an object with
    these names, each an object of lists by record. A row to change or to withdraw is known by its key. Where none of
    these names is there, everything is to be added. Raises DataError for files at fault; an OSError is the caller's.
    """
    path = Path(path)
    found: list[Changes] = []
    faults: list[Fault] = []
    for kind, table in _tables(path):
        if isinstance(table, Fault):
            faults.append(table)
            continue
        for row in _rows(table):
            if isinstance(row, Fault):
                faults.append(row)
            else:
                cells, place = row
                found.append(_KINDS[kind](table.name, cells, place))
    if faults:
        raise DataError(sorted(faults, key=Fault.order))
    return tuple(found)


def _tables(path: Path) -> Iterator[tuple[str, Table | Fault]]:
    if path.is_dir():
        folders = [(kind, path / kind) for kind in _KINDS if (path / kind).is_dir()]
        for kind, folder in folders or [("add", path)]:
            for table in read(folder).tables():
                yield kind, table
    elif path.suffix.lower() == ".json":
        yield from _document(path)
    else:
        for table in read(path).tables():
            yield "add", table


def _document(path: Path) -> Iterator[tuple[str, Table | Fault]]:
    file = printable(str(path))
    content = loaded_json(path, file)
    if not isinstance(content, Mapping) or not content.keys() & _KINDS.keys():
        for table in read(path).tables():
            yield "add", table
        return
    for name in content:
        if name not in _KINDS:
            reason = f"beside `add`, `change` and `withdraw` there is nothing else, and it has `{shown(name)}`"
            yield "add", _malformed(file, reason)
    for kind in (one for one in _KINDS if one in content):
        of_kind = content[kind]
        if not isinstance(of_kind, Mapping):
            yield kind, _malformed(file, f"an object of lists by record is wanted in `{kind}`")
            continue
        for name, rows in of_kind.items():
            record = column_name(name)
            shown_as = f"{file} ({kind} {record})"
            if isinstance(rows, list):
                yield kind, Table(record, shown_as, partial(listed_rows, rows, shown_as))
            else:
                yield kind, _malformed(shown_as, "a list of objects is wanted for each record")


def _rows(table: Table) -> Iterator[tuple[_Cells, DataPlace] | Fault]:
    for block in table.blocks() if table.blocks is not None else ():
        if isinstance(block, Fault):
            yield block
            continue
        yield from (broken.fault for broken in block.broken)
        for at, row in enumerate(block.rows):
            cells = {name: of_name[at] for name, of_name in block.columns.items()}
            yield {name: one for name, one in cells.items() if one not in (None, "")}, DataPlace(table.file, row)


def _malformed(file: str, reason: str) -> Fault:
    return Fault(MALFORMED_FILE, DataPlace(file), {"format": "changes", "reason": reason})
