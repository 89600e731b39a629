"""A rule text taken apart: its logical lines and comments in their order, with where the author broke and left room."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from palier.source import Source
from palier.syntax.actions import machine
from palier.syntax.layout import Layout
from palier.syntax.parse import pieces
from palier.syntax.scan import COMMENT, NEWLINE, Token, scanner


@attrs.define(eq=False)
class Comment:
    """A comment: its text without blanks at its end, and whether an empty line stands before it.

    `depth` is that of the block it belongs to; `column` where it stood, from 0.
    """

    text: str
    column: int
    blank: bool
    behind: bool
    """Whether something stands before it on its line."""
    depth: int = 0


@attrs.define(eq=False)
class Item:
    """A logical line: its depth and tokens; at which of them a new line begins, and the comments before them."""

    depth: int
    tokens: list[Token]
    blank: bool
    """Whether an empty line stands before it."""
    breaks: set[int] = attrs.field(factory=set)
    inside: dict[int, list[Comment]] = attrs.field(factory=dict)
    behind: Comment | None = None
    opens: bool = False
    """Whether a block stands under it."""

    @property
    def first(self) -> str:
        """Its first word or sign."""
        return self.tokens[0].text

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.tokens[0].kind == "PIPE"


Entry = Item | Comment


def taken(source: Source) -> list[Entry]:
    """The lines and comments of a text that was read without a problem."""
    work = _Taking(source)
    for start, end in pieces(source.text):
        work.piece(start, end)
    work.close(0)
    return work.entries


def items(entries: list[Entry]) -> Iterator[Item]:
    """The logical lines alone."""
    return (one for one in entries if isinstance(one, Item))


class _Taking:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.entries: list[Entry] = []
        self.waiting: list[Comment] = []
        self.lines = 0
        """Line ends since the last token or comment."""
        self.last: Item | None = None
        self.columns: dict[int, int] = {0: 0}
        """Where the lines of each depth last began."""

    def piece(self, start: int, end: int) -> None:
        """Takes one declaration, with what stands behind it."""
        raw = scanner(machine().tables).tokens(self.source.text, start, end)
        lines = Layout(self.source, raw).read()
        places = {token.start: (line, at) for line in lines for at, token in enumerate(line.tokens)}
        for token in raw:
            if token.kind == NEWLINE:
                self.lines += 1
            elif token.kind == COMMENT:
                behind = not self.lines and self.last is not None and not self.waiting
                text = token.text.rstrip()
                self.waiting.append(Comment(text, self._column(token), self.lines > 1, behind))
                self.lines = 0
            else:
                line, at = places[token.start]
                if at == 0:
                    self._begin(Item(line.depth, line.tokens, self.lines > 1), self._column(token))
                elif self.last is not None and (self.lines or self.waiting):
                    self.last.breaks.add(at)
                    if self.waiting:
                        self.last.inside[at] = self.waiting
                        self.waiting = []
                self.lines = 0

    def _begin(self, item: Item, column: int) -> None:
        self.close(item.depth)
        if self.last is not None and item.depth > self.last.depth:
            self.last.opens = True
        self.entries.append(item)
        self.last = item
        self.columns[item.depth] = column

    def close(self, depth: int) -> None:
        """Puts the comments that wait where they belong, before a line of that depth."""
        if self.waiting and self.waiting[0].behind and self.last is not None:
            self.last.behind = self.waiting.pop(0)
        deepest = max(self.last.depth, depth) if self.last is not None else depth
        for comment in self.waiting:
            # A comment before a line that is less deep belongs to the block in whose column it stands.
            fitting = [one for one in range(depth, deepest + 1) if self.columns.get(one, 0) <= comment.column]
            comment.depth = depth if self.last is None or depth > self.last.depth else max(fitting, default=depth)
            self.entries.append(comment)
        self.waiting = []

    def _column(self, token: Token) -> int:
        return token.start - self.source.text.rfind("\n", 0, token.start) - 1
