"""Where a logical line goes on in a new one: where its author broke it, and where it would be too wide.

A line that is too wide is broken where a list goes on, and before `->`, `where`, `else`, `or`, `and`, `over` and
`within`; outside brackets first, the loosest of these first, and as late as it fits. What has no such place stays wide.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from palier.rewrite.spacing import Spacing
from palier.rewrite.taken import Comment, Item
from palier.syntax.scan import Token

WIDTH = 120
INDENT = 2

_OPEN, _CLOSE = frozenset(("LPAR", "LBRACE")), frozenset(("RPAR", "RBRACE"))
_LED = frozenset(("PLUS", "STAR", "SLASH", "ARROW", "LT", "LE", "GT", "GE"))
"""Signs that begin the line that goes on, and do not end the one before."""
_LOOSE = {"where": 2, "else": 2, "or": 3, "and": 4, "over": 5, "within": 5}
_ARROW, _LIST = 0, 1


@attrs.frozen(eq=False)
class Part:
    """One line of several that make a logical line: how far it is indented, its tokens, and the comments around it."""

    indent: int
    tokens: list[Token]
    above: tuple[Comment, ...] = ()
    behind: Comment | None = None


def parts(item: Item, spacing: Spacing) -> list[Part]:
    """The lines of a logical line; the first one has the indentation of its block."""
    breaks = _led(item, spacing)
    if item.first == "enum" and (breaks or spacing.ends(item.tokens)[-1] > WIDTH):
        breaks = {at for at in range(1, len(item.tokens)) if item.tokens[at - 1].kind in ("EQUAL", "COMMA")}
        breaks |= set(item.inside)
    while True:
        made = _parts(item, breaks)
        further = {at for start, part in made if (at := _further(part, start, spacing)) is not None}
        if not further:
            return [part for _, part in made]
        breaks = breaks | further


def _led(item: Item, spacing: Spacing) -> set[int]:
    """The author's breaks; one behind an operator goes before it."""
    breaks = set(item.breaks)
    for at in sorted(item.breaks):
        before = item.tokens[at - 1]
        leads = before.kind in _LED or spacing.subtracts(before) or (before.kind == "NAME" and before.text in _LOOSE)
        if leads and at not in item.inside and at > 1 and not _alternative(item.tokens, at - 1):
            breaks.discard(at)
            breaks.add(at - 1)
    return breaks


def _alternative(tokens: list[Token], at: int) -> bool:
    """Whether the `or` at that place would be taken for one that opens a way of `either`."""
    return tokens[at].text == "or" and tokens[at + 1].kind == "STRING"


def _parts(item: Item, breaks: set[int]) -> list[tuple[int, Part]]:
    """The lines, each with the index of its first token."""
    tokens = item.tokens
    starts = [0, *sorted(breaks)]
    found: list[tuple[int, Part]] = []
    open_levels: list[int] = []
    deeper = 1 + item.opens
    for number, start in enumerate(starts):
        last = number + 1 == len(starts)
        mine = tokens[start:] if last else tokens[start : starts[number + 1]]
        level = 0
        if number:
            closing = mine[0].kind in _CLOSE
            level = open_levels[-1] + (not closing) if open_levels else 1
        for token in mine:
            if token.kind in _OPEN:
                open_levels.append(level)
            elif token.kind in _CLOSE and open_levels:
                open_levels.pop()
        behind = item.behind if last else None
        above = tuple(item.inside.get(start, ()))
        if above and above[0].behind:
            start_before, before = found[-1]
            found[-1] = (start_before, attrs.evolve(before, behind=above[0]))
            above = above[1:]
        extra = (level - 1 + deeper) * INDENT if level else 0
        found.append((start, Part(item.depth * INDENT + extra, mine, above, behind)))
    return found


def _further(part: Part, start: int, spacing: Spacing) -> int | None:
    """Where a line that is too wide is broken, as an index into the logical line; None where it is not."""
    if len(part.tokens) < 2:
        return None
    ends = spacing.ends(part.tokens)
    room = WIDTH - part.indent
    if ends[-1] <= room:
        return None
    places = sorted(_places(part.tokens), key=lambda place: place[0])
    untitled = len(_untitled(part.tokens))
    if untitled and ends[untitled - 1] <= room:
        # A title that is too long is no reason to tear a bracket apart.
        places = [place for place in places if place[0][0] <= 0]
    if not places:
        return None
    # The loosest that fits, as late as it fits; else the first of the loosest.
    fitting = [(rank, -at) for rank, at in places if ends[at - 1] <= room]
    return start + (-min(fitting)[1] if fitting else places[0][1])


def _places(tokens: list[Token]) -> Iterator[tuple[tuple[int, int], int]]:
    """Where a line may be broken: how willingly, less is sooner, and before which token."""
    depth = 0
    for at, token in enumerate(tokens):
        if token.kind in _CLOSE:
            depth -= 1
        if at:
            if tokens[at - 1].kind == "COMMA":
                yield (depth, _LIST), at
            elif token.kind == "ARROW":
                yield (depth, _ARROW), at
            elif token.kind == "NAME" and token.text in _LOOSE and not _alternative([*tokens, token], at):
                yield (depth, _LOOSE[token.text]), at
        if token.kind in _OPEN:
            depth += 1


def _untitled(tokens: list[Token]) -> list[Token]:
    """The tokens without the title at their end."""
    end = len(tokens)
    while end and tokens[end - 1].kind == "STRING":
        end -= 1 + (end > 2 and tokens[end - 2].kind == "NAME" and tokens[end - 3].kind == "STRING")
    return tokens[:end]
