"""How deep expressions are nested: beyond the limit they are refused, so that whoever walks a tree need not count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import attrs

from palier.syntax.expressions import And, Cases, Expression, Or

MOST_DEPTH = 60

_COUNTED = frozenset(get_args(Expression)) - {And, Or, Cases}


def too_deep(roots: Iterable[Any]) -> Expression | None:
    """The outermost expression that is nested deeper than the limit.

    Chains of `and` and of `or` are one node each, so they do not count; every other operator does.
    """
    waiting: list[tuple[Any, int, Any]] = [(root, 0, None) for root in roots]
    while waiting:
        node, depth, outermost = waiting.pop()
        if isinstance(node, tuple) and not hasattr(node, "_fields"):
            waiting += [(part, depth, outermost) for part in node]
        elif attrs.has(type(node)):
            if type(node) in _COUNTED:
                depth += 1
                outermost = outermost if outermost is not None else node
                if depth > MOST_DEPTH:
                    found: Expression = outermost
                    return found
            waiting += [(getattr(node, field.name), depth, outermost) for field in attrs.fields(type(node))]
    return None
