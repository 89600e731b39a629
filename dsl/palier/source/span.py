"""Places in rule texts."""

from __future__ import annotations

from typing import NamedTuple

from palier.source.text import Source


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class Span(NamedTuple):
    """From offset `start` up to, and not including, `end` in the text of `source`.

    A named tuple and not an attrs class: every node has one, and these are five times cheaper to make.
    """

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    @property
    def first(self) -> Place:
        """Where it begins."""
        return Place(*self.source.line_and_column(self.start))

    @property
    def last(self) -> Place:
        """One past its last character."""
        return Place(*self.source.line_and_column(self.end))

    @property
    def head(self) -> Span:
        """Its first line."""
        end = self.source.text.find("\n", self.start, self.end)
        return self if end < 0 else Span(self.source, self.start, end)

    def to(self, other: Span) -> Span:
        """From the beginning of this one to the end of the other."""
        return Span(self.source, self.start, other.end)
