"""A token that the grammar does not want, and its place."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from palier.problems.problem import Edit, Fix
from palier.source import Source, Span
from palier.syntax.layout import Line
from palier.syntax.machine import Machine
from palier.syntax.scan import END, Token

STRUCTURE = frozenset(("_NL", "_INDENT", "_DEDENT", END))
_MOST_SHOWN = 80


@attrs.frozen(eq=False)
class Trouble:
    """A token that the grammar does not want, and all that is known about its place."""

    machine: Machine
    source: Source
    tokens: Sequence[Token]
    index: int
    states: list[int]
    line: Line
    above: Line | None
    """The line whose block this one stands in."""

    @property
    def token(self) -> Token:
        """The token itself."""
        return self.tokens[self.index]

    @property
    def previous(self) -> Token:
        """The one before it; a line end if there is none."""
        return self.tokens[self.index - 1] if self.index else Token("_NL", "", 0, 0)

    @property
    def begins_line(self) -> bool:
        """Whether nothing stands before it on its line."""
        return self.token.start == self.line.start and self.token.kind not in STRUCTURE

    def wanted(self) -> set[str]:
        """What could stand there."""
        return self.machine.wanted(self.states)

    def span(self, first: Token | None = None, last: Token | None = None) -> Span:
        """From one token to another; the token itself if not said."""
        return Span(self.source, (first or self.token).start, (last or self.token).end)

    def text(self, first: Token, last: Token) -> str:
        """What is written from one token to another."""
        return self.source.text[first.start : last.end]


def put(place: Span, text: str, *, safe: bool = True) -> Fix:
    """The correction that puts a text in a place, apart from the words beside it."""
    whole = f" {place.source.text} "
    words = text == "-", text[0].isalpha(), text[-1].isalpha()
    before = " " * (not whole[place.start].isspace() and (words[0] or words[1]))
    after = " " * (not whole[place.end + 1].isspace() and (words[0] or words[2]))
    return Fix((Edit(place, f"{before}{text}{after}"),), safe)


def short(text: str) -> str:
    """What is written, cut where it is long."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
