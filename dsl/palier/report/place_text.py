"""A place in a rule text as a terminal shows it: its name, its lines with numbers, a mark and a label under it."""

from __future__ import annotations

from collections.abc import Iterator

from palier.report.cells import printable
from palier.report.excerpt import excerpt
from palier.report.paint import Paint, Style
from palier.source import Span


def place_name(span: Span) -> str:
    """`vmware.palier:17:27`."""
    line, column = span.first
    return f"{printable(span.source.name)}:{line}:{column}"


def gutter(*spans: Span) -> int:
    """How wide the numbers of the lines of these places are."""
    return max(len(str(span.last.line)) for span in spans)


def place_lines(
    span: Span, paint: Paint, *, numbers: int, columns: int, mark: str = "^", style: Style = "error", label: str = ""
) -> Iterator[str]:
    """The lines of an excerpt. `numbers` is the width of the gutter; the label stands after the last mark."""
    blank = " " * numbers
    yield f"{blank}{paint('place', '-->')} {place_name(span)}"
    bar = paint("place", "|")
    yield f"{blank} {bar}"
    rows = list(excerpt(span, max(columns - numbers - 3, 20)))
    last_marked = max((at for at, row in enumerate(rows) if row.marked), default=0)
    for at, row in enumerate(rows):
        if row.number is None:
            yield paint("place", f"{'…':>{numbers}}") + f" {bar}"
            continue
        yield f"{paint('place', f'{row.number:>{numbers}}')} {bar} {row.text}".rstrip()
        if row.marked:
            tail = f" {printable(label)}" if label and at == last_marked else ""
            yield f"{blank} {bar} {' ' * row.indent}{paint(style, mark * row.marked + tail)}"
