"""Where a partner stands, as text: sections under their titles, sentences with marks, tables in columns."""

from __future__ import annotations

from collections.abc import Iterator

from palier.report.cells import cell_width, printable
from palier.report.judged_told import Line
from palier.report.paint import PLAIN, Paint
from palier.report.progress_told import Table, told
from palier.result.progress import Progress
from palier.speech import Language


def progress_text(progress: Progress, language: Language, paint: Paint = PLAIN) -> str:
    """The whole of it."""
    return "".join(f"{line}\n" for line in _lines(progress, language, paint))


def _lines(progress: Progress, language: Language, paint: Paint) -> Iterator[str]:
    found = told(progress, language)
    yield paint("strong", printable(found.programme))
    yield paint("strong", printable(found.title))
    yield from found.lead
    for section in found.sections:
        yield ""
        yield paint("strong", printable(section.title))
        for line in section.lines:
            yield from _line(line, "  ", paint)
        if section.table is not None:
            yield from _table(section.table, paint)


def _line(line: Line, indent: str, paint: Paint) -> Iterator[str]:
    mark = "" if line.mark is None else f"{_mark(line.mark, paint)} "
    yield f"{indent}{mark}{printable(line.text)}"
    for one in line.inside:
        yield from _line(one, f"{indent}    ", paint)


def _mark(mark: str, paint: Paint) -> str:
    match mark:
        case "met":
            return paint("good", "✓")
        case "failed":
            return paint("error", "✗")
        case "idea":
            return paint("strong", "→")
        case _:
            return paint("dim", "·")


def _table(table: Table, paint: Paint) -> Iterator[str]:
    rows = [tuple(map(printable, row)) for row in ((table.heads, *table.rows) if table.heads else table.rows)]
    widths = [max(cell_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = []
        for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
            pad = " " * (width - cell_width(cell))
            cells.append(f"{pad}{cell}" if at in table.figures else f"{cell}{pad}")
        text = f"  {'  '.join(cells)}".rstrip()
        yield paint("dim", text) if table.heads and number == 0 else text
