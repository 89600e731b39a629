"""Tables on a terminal: columns of words, then columns of amounts, which are never broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from palier.report.cells import cell_width

if TYPE_CHECKING:
    from rich.table import Table

_FIRST: Final = 16
"""How narrow the first column may become, where its words are longer."""


def drawn(
    titles: Sequence[str],
    sections: Iterable[Sequence[Sequence[str]]],
    foot: Sequence[str] = (),
    words: int = 1,
    bars: bool = False,
) -> Table:
    """A table whose first columns, as many as `words`, hold words, the others amounts, which are never broken.

    With `bars`, the last holds bars, which all begin at its left.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, show_footer=bool(foot), show_edge=False)
    foot = foot or [""] * len(titles)
    left = {*range(words), *([len(titles) - 1] if bars else [])}
    for at, (title, last) in enumerate(zip(titles, foot, strict=True)):
        table.add_column(title, Text(last, "bold"), justify="left" if at in left else "right")
    for rows in sections:
        for row in rows:
            table.add_row(*row)
        table.add_section()
    for at, column in enumerate(table.columns):
        cells = [str(cell) for cell in (*column.cells, column.footer)]
        lines = [line for cell in cells for line in cell.split("\n")] if at >= words else []
        lines += str(column.header).split(" ")
        column.min_width = max(cell_width(line) for line in lines)
    table.columns[0].min_width = max(table.columns[0].min_width or 0, min(_FIRST, _widest(table)))
    return table


def _widest(table: Table) -> int:
    return max((cell_width(str(cell)) for cell in table.columns[0].cells), default=0)


def fitted(table: Table, columns: int) -> Table:
    """The table with its amounts as narrow as they may be, where it would not fit as it is.

    Left alone, columns are made narrower in proportion, and an amount loses its last digit.
    """
    natural = 0
    for column in table.columns:
        lines = [line for cell in (*column.cells, column.footer, column.header) for line in str(cell).split("\n")]
        natural += max(cell_width(line) for line in lines) + 3
    if natural - 1 > columns:
        for column in table.columns[1:]:
            if column.justify == "right":
                column.width = column.min_width
    return table


def narrowest(table: Table) -> int:
    """The width below which something would be broken that should not be."""
    padded = [(column.min_width or 0) + 2 for column in table.columns]
    return sum(padded) + len(padded) - 1
