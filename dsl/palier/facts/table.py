"""Tables: facts as they stand in a file, before anything is known of what they mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import attrs

from palier.facts.wrong import printable
from palier.problems import Fault

ROWS_PER_BLOCK: Final = 8192
"""How many rows are read at a time: enough for whole-column work, few enough to stay in the processor's cache."""

Cells: TypeAlias = Sequence[Any]
"""The cells of a column: str, or what the format has besides (None, bool, int, Decimal, date, list, `Numeral`)."""


@attrs.frozen(eq=False)
class Broken:
    """A row that is no row of its table: its number, what is wrong with it, and what stands there."""

    row: int
    fault: Fault
    cells: Mapping[str, Any]


@attrs.frozen(eq=False)
class Block:
    """Some rows of a table, column by column.

    `rows` are the numbers of the rows, parallel to the cells of every column. `textual` when every cell is a str.
    `fixed` when the table has a header, so that a column that is not here is in no row of the table. `floats` names the
    columns that hold binary floats by their declared type.
    """

    columns: Mapping[str, Cells]
    rows: Sequence[int]
    textual: bool
    fixed: bool
    broken: Sequence[Broken] = ()
    floats: frozenset[str] = frozenset()


Blocks: TypeAlias = Iterator[Block | Fault]
"""The rows of a table as they are read; a Fault where the file itself is at fault."""


@attrs.frozen(eq=False)
class Table:
    """The facts of one record, in a file or in memory.

    `name` is that of the file without its ending, of the sheet, or of the entry; `file` is what reports show. `blocks`
    starts to read from the top, each time it is called; an OSError is the caller's. `blocks` None: the file is in a
    format that is not read.
    """

    name: str
    file: str
    blocks: Callable[[], Blocks] | None


def snake(name: str) -> str:
    """A record's name as files are called: `PriceList` is `price_list`, `DXRate` is `dx_rate`."""
    letters: list[str] = []
    for at, letter in enumerate(name):
        before, after = name[at - 1 : at], name[at + 1 : at + 2]
        if letter.isupper() and before not in ("", "_") and (not before.isupper() or after.islower()):
            letters.append("_")
        letters.append(letter.lower())
    return "".join(letters)


def column_name(name: str) -> str:
    """A column's name as it is looked up: in NFC, without blanks around it, and fit to be shown."""
    return printable(unicodedata.normalize("NFC", name.strip()))
