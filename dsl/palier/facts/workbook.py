"""Spreadsheets (.xlsx): a sheet for each record, with a header row.

A spreadsheet keeps its numbers as binary floats. Each is read as the shortest decimal that stands for that float, which
is what was typed wherever it had at most 15 digits; it is not what was meant where a formula computed it with an error
in the last digits, and then it mostly has too many decimals and is refused.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from palier.facts.delimited import header
from palier.facts.number import Numeral
from palier.facts.table import ROWS_PER_BLOCK, Block, Blocks, Table, column_name
from palier.facts.wrong import printable
from palier.problems import DataPlace, Fault
from palier.problems.data import MALFORMED_FILE, MISSING_EXTRA, NO_HEADER

_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384


class ErrorCell:
    """What a spreadsheet shows where a formula failed: no value of any type."""


def sheets(path: Path, file: str) -> Iterator[Table | Fault]:
    """The tables of a workbook."""
    content = path.read_bytes()
    try:
        from openpyxl import load_workbook
    except ImportError:
        yield Fault(MISSING_EXTRA, DataPlace(file), {"format": ".xlsx", "extra": "xlsx"})
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which are not read
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        found = [(sheet.title, sheet) for sheet in book.worksheets]
    except Exception as wrong:  # whatever the package makes of a file that is no workbook
        yield _malformed(file, wrong)
        return
    for title, sheet in found:
        shown_as = f"{file} ({printable(title)})"
        yield Table(column_name(title), shown_as, partial(_blocks, sheet, shown_as))


def _blocks(sheet: Any, file: str) -> Blocks:
    try:
        # Not to be trusted: some programs write the size of a sheet wrong, and the rest would be cut off.
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        first = next(((number, row) for number, row in rows if any(cell is not None for cell in row)), None)
        if first is None:
            yield Fault(NO_HEADER, DataPlace(file))
            return
        names = ["" if cell is None else str(cell) for cell in first[1]]
        while names and not names[-1].strip():
            names.pop()
        columns = header(names, file)
        if isinstance(columns, Fault):
            yield columns
            return
        yield Block(dict.fromkeys(columns, ()), (), textual=False, fixed=True)
        yield from _filled(rows, columns, file)
    except Exception as wrong:  # as above: sheets are read only now
        yield _malformed(file, wrong)


def _filled(rows: Iterator[tuple[int, tuple[Any, ...]]], columns: list[str], file: str) -> Blocks:
    width = len(columns)
    kept: list[list[Any]] = []
    numbers: list[int] = []
    for number, row in rows:
        if number > _MOST_ROWS or len(row) > _MOST_COLUMNS:
            yield _malformed(file, ValueError("the sheet is larger than a sheet can be"))
            return
        if all(cell is None for cell in row):
            continue
        kept.append([_cell(row[at]) if at < len(row) else None for at in range(width)])
        numbers.append(number)
        if len(kept) == ROWS_PER_BLOCK:
            yield _block(columns, kept, numbers)
            kept, numbers = [], []
    if kept:
        yield _block(columns, kept, numbers)


def _block(columns: list[str], rows: list[list[Any]], numbers: list[int]) -> Block:
    return Block(dict(zip(columns, zip(*rows, strict=True), strict=True)), numbers, textual=False, fixed=True)


def _cell(cell: Any) -> Any:
    if isinstance(cell, float):
        return Numeral(format(Decimal(repr(cell)), "f").removesuffix(".0"))
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Numeral(str(cell))
    return ErrorCell() if isinstance(cell, str) and cell in _ERRORS else cell


def _malformed(file: str, wrong: Exception) -> Fault:
    reason = printable(str(wrong).strip() or "it is broken").splitlines()[0][:200].rstrip(".")
    return Fault(MALFORMED_FILE, DataPlace(file), {"format": ".xlsx", "reason": reason})
