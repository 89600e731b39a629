"""What stands between two words or signs of a line: one space, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from palier.report.cells import cell_width
from palier.syntax.expressions import Call
from palier.syntax.scan import Token
from palier.syntax.walk import nodes

_NOTHING_BEFORE = frozenset(("COMMA", "COLON", "RPAR", "RBRACE", "DOT"))
_NOTHING_BEHIND = frozenset(("LPAR", "LBRACE", "DOT"))


@attrs.frozen(eq=False)
class Spacing:
    """How the tokens of one text are spaced: it knows which minus is a sign, and which bracket follows a function."""

    signs: frozenset[int]
    """Where nodes begin: a minus there stands for a negative value, any other subtracts."""
    functions: frozenset[int]
    """Where the names of functions begin."""

    @classmethod
    def of(cls, tree: Any) -> Spacing:
        """That of a text with this tree."""
        starts: set[int] = set()
        functions: set[int] = set()
        for node in nodes(tree):
            starts.add(node.span.start)
            if isinstance(node, Call):
                functions.add(node.function.span.start)
        return cls(frozenset(starts), frozenset(functions))

    def text(self, tokens: Sequence[Token]) -> str:
        """The tokens on one line."""
        parts: list[str] = []
        before: Token | None = None
        for token in tokens:
            if before is not None and not self._close(before, token):
                parts.append(" ")
            parts.append(written(token))
            before = token
        return "".join(parts)

    def ends(self, tokens: Sequence[Token]) -> list[int]:
        """In which column each of the tokens ends, when they stand on one line."""
        found: list[int] = []
        column = 0
        before: Token | None = None
        for token in tokens:
            column += before is not None and not self._close(before, token)
            column += cell_width(written(token))
            found.append(column)
            before = token
        return found

    def subtracts(self, token: Token) -> bool:
        """Whether a minus stands between two values."""
        return token.kind == "MINUS" and token.start not in self.signs

    def _close(self, left: Token, right: Token) -> bool:
        """Whether nothing stands between the two."""
        if right.kind in _NOTHING_BEFORE or left.kind in _NOTHING_BEHIND:
            return True
        if left.kind == "MINUS":
            return not self.subtracts(left)
        return right.kind == "LPAR" and left.start in self.functions


def written(token: Token) -> str:
    """A token in its one form: a literal of several words has one plain space between them, and a percent sign none."""
    if token.kind == "PERCENT":
        return "".join(token.text.split())
    if token.kind in ("MONEY", "POINTS", "DURATION"):
        return " ".join(token.text.split())
    return token.text
