"""Reading: from a path, or from what is handed over in memory, to data that can be loaded."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, Final

from palier.facts.data import Data, Origin
from palier.facts.delimited import delimited
from palier.facts.documents import document, document_lines, documents, listed_rows
from palier.facts.fact import Fact
from palier.facts.parquet import parquet
from palier.facts.table import Blocks, Table, column_name
from palier.facts.workbook import sheets
from palier.facts.wrong import printable
from palier.problems import DataPlace, Fault
from palier.problems.data import MALFORMED_FILE

_ONE_TABLE: Final[Mapping[str, Callable[[Path, str], Blocks]]] = {
    ".csv": delimited,
    ".json": document,
    ".ndjson": document_lines,
    ".parquet": parquet,
}


_HIDDEN: Final = (".", "~$")
"""How the names of files begin that are no data: hidden ones, and the locks of spreadsheets that are open."""


def read(path: str | PathLike[str]) -> Data:
    """The data of a folder with a file for each record, or of one file.

    In a folder: `.csv`, `.json` (a list), `.ndjson`, `.parquet`, named after the record in snake case, and `.xlsx`,
    whose sheets are; other files are no data. One file: `.xlsx`, `.json` (an object of lists by record), or the file of
    one record. Nothing is opened before it is loaded. An OSError (no such path, no permission) is the caller's.
    """
    path = Path(path)
    if not stat.S_ISDIR(path.stat().st_mode):
        return Data((_origin(path, alone=True),))
    files = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith(_HIDDEN))
    return Data(tuple(_origin(one, alone=False) for one in files))


def facts_from(rows: Mapping[str, Iterable[Mapping[str, Any] | Fact]]) -> Data:
    """Data from memory: for each record, by its name or in snake case, its rows.

    A row is a mapping from fields to values (str, int, Decimal, date, bool, lists of them, None), or a Fact.
    """
    return Data(tuple(partial(_in_memory, name, list(of_record)) for name, of_record in rows.items()))


def _origin(path: Path, *, alone: bool) -> Origin:
    file = printable(str(path))
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return partial(sheets, path, file)
    if suffix == ".json" and alone:
        return partial(documents, path, file)
    if suffix in _ONE_TABLE:
        return partial(_one_table, path, file, _ONE_TABLE[suffix])
    return partial(_no_data, file) if alone else partial(_unread, path, file)


def _one_table(path: Path, file: str, blocks: Callable[[Path, str], Blocks]) -> Iterator[Table | Fault]:
    yield Table(column_name(path.stem), file, partial(blocks, path, file))


def _in_memory(name: str, rows: list[Mapping[str, Any] | Fact]) -> Iterator[Table | Fault]:
    file = f"memory ({name})"
    plain = [_row(one) if isinstance(one, Fact) else one for one in rows]
    yield Table(name, file, partial(listed_rows, plain, file))


def _row(fact: Fact) -> Mapping[str, Any]:
    row = {field.name: fact.values[field.index] for field in fact.record.fields}
    for name, (amount, currency, _) in (fact.foreign or {}).items():
        row[name] = f"{amount:f} {currency}"
    return row


def _unread(path: Path, file: str) -> Iterator[Table | Fault]:
    yield Table(column_name(path.stem), file, None)


def _no_data(file: str) -> Iterator[Table | Fault]:
    facts = {"format": "data", "reason": "its name does not end in `.csv`, `.json`, `.ndjson`, `.parquet` or `.xlsx`"}
    yield Fault(MALFORMED_FILE, DataPlace(file), facts)
