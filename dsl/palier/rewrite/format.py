"""The one form of a rule text: `palier fmt`.

Only the room between words, the breaks and the empty lines change: words, literals and comments stay as they are, in
their order, and the text means what it meant. Both are looked at before anything is handed out.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import attrs

from palier.problems import Problem
from palier.rewrite.broken import INDENT, Part, parts
from palier.rewrite.columns import Written, align, table
from palier.rewrite.room import room
from palier.rewrite.spacing import Spacing
from palier.rewrite.taken import Comment, Entry, Item, items, taken
from palier.source import Source
from palier.syntax import parse, source_from_text
from palier.syntax.declarations import DatedValue, Field
from palier.syntax.walk import alike, nodes


class AlteredError(Exception):
    """The formatted text would not say what the text says: a fault of Palier. Nothing is handed out."""


@attrs.frozen(eq=False)
class Formatted:
    """What came of a text: its one form, or None and what keeps it from being read."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def formatted(source: Source) -> Formatted:
    """The text in its one form, with line ends `\\n`. Raises AlteredError rather than change what it says."""
    parsed = parse(source)
    if parsed.problems:
        return Formatted(None, parsed.problems)
    entries = taken(source)
    text = "".join(f"{line}\n" for line in align(_written(entries, Spacing.of(parsed.file), _tails(parsed.file))))
    again = source_from_text(source.name, text, source.path)
    after = parse(again)
    if after.problems or not alike(parsed.file, after.file) or comments(taken(again)) != comments(entries):
        raise AlteredError(source.name)
    return Formatted(text)


def comments(entries: list[Entry]) -> list[str]:
    """All comments, in the order of the text."""
    found: list[str] = []
    for one in entries:
        if isinstance(one, Comment):
            found.append(one.text)
        else:
            found += [comment.text for at in sorted(one.inside) for comment in one.inside[at]]
            found += [one.behind.text] if one.behind is not None else []
    return found


def _tails(tree: Any) -> dict[int, int]:
    """By where a line begins: where what stands under that of its neighbours begins. The end of the line if nowhere."""
    found: dict[int, int] = {}
    for node in nodes(tree):
        if isinstance(node, Field):
            found[node.span.start] = node.span.end if node.title is None else node.title.span.start
        elif isinstance(node, DatedValue):
            found[node.span.start] = node.value.span.end
    return found


def _written(entries: list[Entry], spacing: Spacing, tails: dict[int, int]) -> list[Written]:
    broken = {id(item): parts(item, spacing) for item in items(entries) if not item.is_row}
    rows = _rows(entries, spacing)
    blanks = room(entries, {key for key, made in broken.items() if len(made) == 1})
    lines: list[Written] = []
    for entry, blank in zip(entries, blanks, strict=True):
        first = len(lines)
        if isinstance(entry, Comment):
            lines.append(Written(entry.depth * INDENT, "", entry.text))
        elif entry.is_row:
            lines += _row(entry, rows[id(entry)])
        else:
            for part in broken[id(entry)]:
                lines += _part(part, spacing, tails)
        lines[first].blank = blank
    return lines


def _part(part: Part, spacing: Spacing, tails: dict[int, int]) -> list[Written]:
    above = [Written(part.indent, "", one.text) for one in part.above]
    comment = None if part.behind is None else part.behind.text
    tail = tails.get(part.tokens[0].start)
    if tail is None:
        return [*above, Written(part.indent, spacing.text(part.tokens), comment)]
    at = next((n for n, token in enumerate(part.tokens) if token.start >= tail), len(part.tokens))
    code, rest = spacing.text(part.tokens[:at]), spacing.text(part.tokens[at:])
    return [*above, Written(part.indent, code, comment, tailed=True, tail=rest)]


def _row(item: Item, text: str) -> list[Written]:
    """A row stands on one line; comments within it go above it."""
    inside = [one for at in sorted(item.inside) for one in item.inside[at]]
    above = [Written(item.depth * INDENT, "", one.text) for one in inside]
    return [*above, Written(item.depth * INDENT, text, None if item.behind is None else item.behind.text)]


def _rows(entries: list[Entry], spacing: Spacing) -> dict[int, str]:
    """The rows of all tables, each table aligned."""
    found: dict[int, str] = {}
    block: list[Item] = []
    for item in [*items(entries), None]:
        if item is not None and item.is_row:
            block.append(item)
        elif block:
            texts = table([_cells(row, spacing) for row in block])
            found |= {id(row): text for row, text in zip(block, texts, strict=True)}
            block = []
    return found


def _cells(row: Item, spacing: Spacing) -> list[str]:
    bars = [at for at, token in enumerate(row.tokens) if token.kind == "PIPE"]
    return [spacing.text(row.tokens[left + 1 : right]) for left, right in pairwise(bars)]
