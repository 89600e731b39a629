"""A rule text with the name it is shown under."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from pathlib import Path

import attrs


@attrs.frozen(eq=False, slots=False)
class Source:
    """One rule text.

    `name` is what reports show (a path as the user gave it); `text` is the text in NFC, without a byte order mark;
    `path` is the file behind it, if there is one: `use "…"` is looked up beside it.
    """

    name: str
    text: str = attrs.field(repr=False)
    path: Path | None = attrs.field(default=None, repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(at + 1 for at, letter in enumerate(self.text) if letter == "\n")]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its end; empty beyond the last."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")
