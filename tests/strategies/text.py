"""Expressions as text: written with as few brackets as the language allows, or with all of them."""

from __future__ import annotations

import attrs

# How tightly an expression binds: an operand looser than its place wants stands in brackets.
OTHERWISE, OR, AND, NOT, TEST, SUM, PRODUCT, OF, SIGNED, DATED, PRIMARY = range(11)


@attrs.frozen
class Text:
    """An expression: `level` says how tightly it binds; `open` that it takes all that follows, so it must stand last.

    `endless`: its decimals may have no end. `spare` is the same with every operand in brackets.
    """

    plain: str
    spare: str
    level: int = PRIMARY
    open: bool = False
    endless: bool = False

    def at(self, level: int, *, last: bool = False) -> Text:
        """Fit to stand where so tight an expression is wanted; only the last operand may be open."""
        plain = self.plain
        if self.level < level or (self.open and not last):
            plain = f"({plain})"
            return attrs.evolve(self, plain=plain, spare=f"({self.spare})", level=PRIMARY, open=False)
        bare = self.level == PRIMARY and not self.open
        return attrs.evolve(self, spare=self.spare if bare else f"({self.spare})")


def atom(text: str, *, endless: bool = False) -> Text:
    """A name, a literal, a call."""
    return Text(text, text, endless=endless)


def joined(template: str, level: int, *parts: Text, last: bool = True, endless: bool | None = None) -> Text:
    """An expression of parts that were fit in; it is open when the last part is, and stands last."""
    return Text(
        template.format(*(part.plain for part in parts)),
        template.format(*(part.spare for part in parts)),
        level,
        open=last and parts[-1].open,
        endless=any(part.endless for part in parts) if endless is None else endless,
    )
