"""CSV files: UTF-8, a header row, a comma or a semicolon between cells, quotes as spreadsheets write them."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palier.facts.table import ROWS_PER_BLOCK, Block, Blocks, Broken, column_name
from palier.facts.wrong import shown
from palier.problems import DataPlace, Fault
from palier.problems.data import COLUMN_TWICE, MALFORMED_FILE, NO_HEADER, NOT_UTF8, RAGGED_ROW

if TYPE_CHECKING:
    from _csv import Reader


def delimited(path: Path, file: str) -> Blocks:
    """The rows of a CSV file. Rows are numbered by the line they begin on; empty lines are no rows."""
    import csv

    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline()
            delimiter = _delimiter(first)
            reader = csv.reader(chain([first], text), delimiter=delimiter, strict=True)
            try:
                yield from _blocks(reader, file, delimiter)
            except csv.Error as broken:
                facts = {"format": "CSV", "reason": str(broken), "hint": _hint(str(broken))}
                yield Fault(MALFORMED_FILE, DataPlace(file, reader.line_num or 1), facts)
    except UnicodeDecodeError:
        yield not_utf8(path, file)


def not_utf8(path: Path, file: str) -> Fault:
    """The fault of a file that is not UTF-8, with the place of the first byte that is not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    with path.open("rb") as content:
        while piece := content.read(1 << 20):
            waiting = len(decoder.getstate()[0])
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as wrong:
                facts = {"byte": f"0x{wrong.object[wrong.start]:02x}", "offset": offset - waiting + wrong.start}
                return Fault(NOT_UTF8, DataPlace(file), facts)
            offset += len(piece)
    waiting = len(decoder.getstate()[0])
    return Fault(NOT_UTF8, DataPlace(file), {"byte": "(cut off)", "offset": offset - waiting})


def header(names: list[str], file: str) -> list[str] | Fault:
    """The columns of a table with a header; those without a name get one that no field has."""
    columns = [column_name(name) or f"(column {at})" for at, name in enumerate(names, 1)]
    twice = next((name for at, name in enumerate(columns) if name in columns[:at]), None)
    return columns if twice is None else Fault(COLUMN_TWICE, DataPlace(file, 1, twice), {"column": shown(twice)})


def _delimiter(line: str) -> str:
    # What stands in quotes is a name: only what is between the names counts.
    outside = "".join(line.split('"')[::2])
    return ";" if outside.count(";") > outside.count(",") else ","


def _blocks(reader: Reader, file: str, delimiter: str) -> Blocks:
    names = next((row for row in reader if row), None)
    if names is None:
        yield Fault(NO_HEADER, DataPlace(file))
        return
    columns = header(names, file)
    if isinstance(columns, Fault):
        yield columns
        return
    yield Block(dict.fromkeys(columns, ()), (), textual=True, fixed=True)
    while True:
        before = reader.line_num
        rows = list(islice(reader, ROWS_PER_BLOCK))
        if not rows:
            return
        yield _block(columns, rows, _numbers(rows, before, reader.line_num), file, delimiter)


def _block(columns: list[str], rows: list[list[str]], numbers: Sequence[int], file: str, delimiter: str) -> Block:
    broken: list[Broken] = []
    width = len(columns)
    if set(map(len, rows)) != {width}:
        for number, row in zip(numbers, rows, strict=True):
            if row and len(row) != width:
                facts = {"found": len(row), "wanted": width, "delimiter": delimiter}
                cells: dict[str, Any] = dict(zip(columns, row, strict=False))
                if len(row) > width:
                    cells["(beyond)"] = row[width:]
                broken.append(Broken(number, Fault(RAGGED_ROW, DataPlace(file, number), facts), cells))
        kept = [(number, row) for number, row in zip(numbers, rows, strict=True) if len(row) == width]
        numbers, rows = [number for number, _ in kept], [row for _, row in kept]
    cells_by_column = zip(*rows, strict=True) if rows else [()] * width
    return Block(dict(zip(columns, cells_by_column, strict=True)), numbers, True, True, broken)


def _numbers(rows: list[list[str]], before: int, after: int) -> Sequence[int]:
    if after - before == len(rows):
        return range(before + 1, after + 1)
    numbers = [before + 1]
    for row in rows:
        breaks = sum(cell.count("\n") + cell.count("\r") - cell.count("\r\n") for cell in row)
        numbers.append(numbers[-1] + 1 + breaks)
    return numbers[:-1]


def _hint(reason: str) -> str | None:
    if "limit" in reason:
        return "a cell has more than 131,072 characters: a quote may be missing."
    if "expected after" in reason or "unexpected end" in reason:
        return 'a quote within a quoted cell is written twice: `"5"" disk"`.'
    return None
