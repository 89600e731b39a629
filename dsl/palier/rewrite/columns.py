"""Columns: the cells of a table, the titles of fields and the comments of neighbouring lines stand under each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from palier.report.cells import cell_width

FURTHEST_COMMENT = 110
FURTHEST_TITLE = 60
"""How far right what stands in a column may be pushed by its neighbours."""


@attrs.define(eq=False)
class Written:
    """A line as it will be written: what it says, where its title begins, if it is to stand under others, its comment.

    `tailed`: it belongs to lines whose titles stand under each other, whether or not it has one.
    """

    indent: int
    code: str
    comment: str | None = None
    blank: bool = False
    tailed: bool = False
    tail: str = ""

    @property
    def text(self) -> str:
        """What stands on it before its comment."""
        return " " * self.indent + self.code


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their cells under each other."""
    widths = [max(map(cell_width, cells)) for cells in zip(*rows, strict=True)]
    return [
        "|" + "".join(f" {cell}{' ' * (width - cell_width(cell))} |" for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]


def align(lines: Sequence[Written]) -> list[str]:
    """The lines of a text, with titles and comments put under each other."""
    for run in _runs(lines, lambda line: line.tailed, over_comments=True):
        titled = [line for line in run if line.tail]
        for line, gap in zip(titled, _gaps([line.code for line in titled], FURTHEST_TITLE), strict=True):
            line.code, line.tail = f"{line.code} {' ' * gap}{line.tail}", ""
    gaps: dict[int, int] = {}
    for run in _runs(lines, lambda line: bool(line.code) and line.comment is not None):
        gaps |= {
            id(line): gap for line, gap in zip(run, _gaps([line.text for line in run], FURTHEST_COMMENT), strict=True)
        }
    found: list[str] = []
    for line in lines:
        if line.blank:
            found.append("")
        if line.comment is None:
            found.append(line.text)
        else:
            found.append(line.text + " " * (gaps[id(line)] + 2 if line.code else 0) + line.comment)
    return found


def _gaps(texts: Sequence[str], furthest: int) -> list[int]:
    """How much room puts what follows the texts in one column; a text that reaches beyond the furthest has its own."""
    ends = [cell_width(text) for text in texts]
    column = max((end for end in ends if end <= furthest), default=0)
    return [max(column - end, 0) for end in ends]


def _runs(
    lines: Sequence[Written], belongs: Callable[[Written], bool], *, over_comments: bool = False
) -> Iterator[list[Written]]:
    """Neighbouring lines that belong together; an empty line parts them."""
    run: list[Written] = []
    for line in lines:
        if line.blank or not (belongs(line) or (over_comments and not line.code)):
            if run:
                yield run
            run = []
        if belongs(line) and (not run or not over_comments or run[0].indent == line.indent):
            run.append(line)
    if run:
        yield run
