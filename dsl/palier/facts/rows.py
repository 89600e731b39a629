"""Rows: from the blocks of a table to facts whose references are still keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, repeat
from typing import Any

from palier.facts.column import Column, columns
from palier.facts.fact import Fact, Key
from palier.facts.findings import Findings
from palier.facts.table import Block, Table
from palier.facts.wrong import Wrong
from palier.meaning.model import Model, Record
from palier.meaning.types import MONEY, present
from palier.problems import DataPlace, Fault, nearest
from palier.problems.data import FLOAT_COLUMN, MISSING_COLUMN, MISSING_KEY, MISSING_VALUE, UNKNOWN_COLUMN


class Rows:
    """The rows of one record.

    `facts` are those without a fault of their own; `bad_keys` the rows of the others by their key, where it can be
    read: what refers to these is no fault besides. `foreign` holds the indexes of the fields that have amounts to
    convert. `cut_short` when the file itself was at fault, so that there may be more facts than these. `withdrawn` are
    the keys of facts that a change took out, with its place. `numbered` when facts without a key have their numbers.
    """

    __slots__ = ("bad_keys", "cut_short", "facts", "foreign", "numbered", "record", "withdrawn")

    def __init__(self, record: Record) -> None:
        self.record = record
        self.facts: list[Fact] = []
        self.bad_keys: dict[Key, DataPlace] = {}
        self.foreign: set[int] = set()
        self.cut_short = False
        self.withdrawn: dict[Key, DataPlace] = {}
        self.numbered = False


def read_rows(table: Table, record: Record, model: Model, findings: Findings) -> Rows:
    """The facts of a table; what is wrong goes to `findings`."""
    reading = _Reading(table, record, model, findings)
    for block in table.blocks() if table.blocks is not None else ():
        if isinstance(block, Fault):
            reading.file(block)
        else:
            reading.read(block)
    reading.close()
    return reading.rows


class _Reading:
    def __init__(self, table: Table, record: Record, model: Model, findings: Findings) -> None:
        self.table, self.record, self.model, self.findings = table, record, model, findings
        self.rows = Rows(record)
        self.known = frozenset(record.by_name) | {
            f"{field.name}_currency" for field in record.fields if present(field.type) is MONEY
        }
        self.seen: dict[str, None] = {}
        self.columns: list[Column] = []
        self.names: frozenset[str] | None = None
        self.floats: set[str] = set()
        self.key = [record.by_name[name].index for name in record.key]
        self.held: dict[str, list[int]] = {}
        self.fixed = False
        self.read_so_far = 0

    def file(self, fault: Fault) -> None:
        """Notes a fault of the file itself, or of a column."""
        self.rows.cut_short = True
        self.findings.file(fault)

    def read(self, block: Block) -> None:
        """Reads a block."""
        names = frozenset(block.columns)
        if names != self.names:
            self.seen |= dict.fromkeys(block.columns)
            self.names = names
            self.columns = columns(self.record, self.model, names)
        self.fixed = block.fixed
        self.floats |= block.floats & self.known
        self.read_so_far += len(block.rows)
        for broken in block.broken:
            self.findings.row(self.record.name, broken.fault)
        values = [self._values(column, block) for column in self.columns]
        wrong = self._wrong(values, block)
        rows: Sequence[int] = block.rows
        if wrong:
            self._report(wrong, values, rows)
            good = [at not in wrong for at in range(len(rows))]
            values = [list(compress(column, good)) for column in values]
            rows = list(compress(rows, good))
        facts = list(
            map(
                Fact,
                repeat(self.record),
                self._keys(values, len(rows)),
                _lists(values, len(rows)),
                repeat(self.table.file),
                rows,
            )
        )
        self.rows.facts += facts
        for column in self.columns:
            if column.foreign:
                self.rows.foreign.add(column.field.index)

    def close(self) -> None:
        """Says what can only be said at the end: which columns there are, and which there are not."""
        unused = [name for name in self.seen if name not in self.known]
        file = self.table.file
        for name in unused:
            free = [field.name for field in self.record.fields if field.name not in self.seen]
            facts = {"record": self.record.name, "column": name, "near": nearest(name[:100], free)}
            self.findings.note(Fault(UNKNOWN_COLUMN, DataPlace(file, None, name), facts))
        for name in sorted(self.floats):
            self.file(Fault(FLOAT_COLUMN, DataPlace(file, None, name), {"column": name}))
        for column in self.columns if self.fixed else ():
            if column.field.name not in self.seen and isinstance(column.missing, Wrong):
                self._no_column(column.field.name, unused)
        for name, rows in self.held.items():
            if len(rows) == self.read_so_far:
                self._no_column(name, unused)
            else:
                kind, facts = (MISSING_KEY, {"field": name}) if name in self.record.key else (MISSING_VALUE, {})
                for row in rows:
                    self.findings.row(self.record.name, Fault(kind, DataPlace(file, row, name), facts))

    def _no_column(self, name: str, unused: list[str]) -> None:
        facts = {"record": self.record.name, "field": name, "near": nearest(name, [one[:100] for one in unused])}
        self.file(Fault(MISSING_COLUMN, DataPlace(self.table.file, None, name), facts))

    def _values(self, column: Column, block: Block) -> list[Any]:
        cells = block.columns.get(column.field.name)
        if cells is not None and column.field.name not in self.floats:
            currencies = block.columns.get(f"{column.field.name}_currency") if column.with_currency else None
            return column.read(cells, textual=block.textual, currencies=currencies)
        if cells is None and not block.fixed and isinstance(column.missing, Wrong) and block.rows:
            # Whether the whole table lacks it, or these rows, is known only at the end.
            self.held.setdefault(column.field.name, []).extend(block.rows)
            return [_HELD] * len(block.rows)
        # A fault of the file by now: the rows are read on for their other cells.
        return [None if isinstance(column.missing, Wrong) else column.missing] * len(block.rows)

    def _wrong(self, values: list[list[Any]], block: Block) -> dict[int, list[Fault]]:
        found: dict[int, list[Fault]] = {}
        for column, of_column in zip(self.columns, values, strict=True):
            name = column.field.name
            if not column.wrong and not (name in self.held and of_column[:1] == [_HELD]):
                continue
            for at, value in enumerate(of_column):
                if type(value) is Wrong:
                    faults = found.setdefault(at, [])
                    if value is not _HELD:
                        place = DataPlace(self.table.file, block.rows[at], name)
                        faults.append(Fault(value.kind, place, value.facts))
        return found

    def _report(self, wrong: dict[int, list[Fault]], values: list[list[Any]], rows: Sequence[int]) -> None:
        for at in sorted(wrong):
            for fault in wrong[at]:
                self.findings.row(self.record.name, fault)
            parts = [values[index][at] for index in self.key]
            if parts and not any(part is None or type(part) is Wrong for part in parts):
                key = parts[0] if len(parts) == 1 else tuple(parts)
                self.rows.bad_keys.setdefault(key, DataPlace(self.table.file, rows[at]))

    def _keys(self, values: list[list[Any]], count: int) -> Sequence[Key]:
        match self.key:
            case []:
                return [None] * count
            case [index]:
                return values[index]
            case _:
                return list(zip(*(values[index] for index in self.key), strict=True))


_HELD = Wrong(MISSING_VALUE)


def _lists(values: list[list[Any]], count: int) -> Any:
    return map(list, zip(*values, strict=True)) if values else ([] for _ in range(count))
