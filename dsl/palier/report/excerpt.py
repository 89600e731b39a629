"""The lines of a rule text that a place lies in, with a mark under it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

import attrs

from palier.report.cells import cell_width, spread
from palier.source import Span

_ALL_LINES: Final = 6
_LINES_AT_START: Final = 3
_LINES_AT_END: Final = 2
_CUT: Final = "…"


@attrs.frozen
class Row:
    """A line as it is shown: its number (None: lines were left out here), its text, and where the mark under it lies.

    `indent` and `marked` count cells; `marked` is 0 where nothing of the line is meant.
    """

    number: int | None
    text: str
    indent: int = 0
    marked: int = 0


def excerpt(span: Span, columns: int) -> Iterator[Row]:
    """The lines of a place, none wider than `columns` cells; of a long place, those at its start and at its end."""
    source = span.source
    start = min(max(span.start, 0), len(source.text))
    end = min(max(span.end, start), len(source.text))
    first, start_column = source.line_and_column(start)
    last, _ = source.line_and_column(max(end - 1, start))
    for number in range(first, last + 1):
        if last - first >= _ALL_LINES and first + _LINES_AT_START <= number <= last - _LINES_AT_END:
            if number == first + _LINES_AT_START:
                yield Row(None, _CUT)
            continue
        line = source.line(number)
        left = start_column - 1 if number == first else len(line) - len(line.lstrip())
        right = end - start + left if number == first == last else _end_in(span, end, number, len(line))
        least = 1 if number == first else 0
        yield _row(number, line, min(left, len(line)), min(right, len(line)), least, columns)


def _end_in(span: Span, end: int, number: int, length: int) -> int:
    line, column = span.source.line_and_column(end)
    return column - 1 if line == number else length


def _row(number: int, line: str, left: int, right: int, least: int, columns: int) -> Row:
    shown = spread(line)
    at = [0, *accumulate(map(cell_width, shown))]
    low, high = 0, len(shown)
    if at[high] > columns:
        # a third of the room before the mark, unless the end of the line leaves more
        room = columns - 2
        low = bisect_left(at, max(0, min(at[left] - room // 3, at[high] - room)))
        low = min(low, left)
        high = max(bisect_right(at, at[low] + room) - 1, low)
    before = _CUT if low else ""
    after = _CUT if high < len(shown) else ""
    marked = max(at[min(right, high)] - at[left], least) if right > left or least else 0
    return Row(number, f"{before}{''.join(shown[low:high])}{after}", at[left] - at[low] + len(before), marked)
